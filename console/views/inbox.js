import { html, useState } from "../client/ui.js";
import { get, patch } from "../client/api.js";
import { household } from "../client/households.js";
import { useLoad, wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Empty, Failed, Loaded } from "../components/states.js";

const MOST = 50;

export function Inbox({ household: id, customer }) {
  const load = async () => {
    const [home, inbox] = await Promise.all([household(id), get(`/notifications?items=${MOST}`, customer)]);
    return { home, notes: inbox.notifications };
  };
  const loaded = useLoad(load, [id, customer]);
  const [failure, setFailure] = useState(null);
  const read = (note) => patch(`/notifications/${note.id}`, { read: true }, customer).then(() => (wrote.value += 1), setFailure);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("nav.inbox")}</h1><a class="button" href=${paths.of(id, customer, "preferences")}>${t("prefs.title")}</a></div>
    ${failure && html`<${Failed} failure=${failure} />`}
    <${Loaded} of=${loaded} show=${({ home, notes }) => notes.length === 0
      ? html`<${Empty} title=${t("inbox.none")} />`
      : html`<ul class="cards">${notes.map((note) => html`
          <li class="card" key=${note.id}>
            <details>
              <summary><strong>${note.title}</strong></summary>
              ${note.text.split("\n\n").map((part) => html`<p>${part}</p>`)}
              <p class="quiet small"><code>${note.event}</code></p>
            </details>
            <p class="quiet small">${home.formats.moment(note.at)} · ${t(`mail.${note.mail}`)}</p>
            ${note.read ? html`<p class="quiet">✓ ${t("inbox.read")}</p>` : html`<p><button type="button" onClick=${() => read(note)}>${t("inbox.mark")}</button></p>`}
          </li>`)}</ul>`} />`;
}
