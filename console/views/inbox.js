import { html, useState } from "../client/ui.js";
import { onePage, patch } from "../client/api.js";
import { household } from "../client/households.js";
import { usePaged, wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Pager } from "../components/pager.js";
import { Empty, Failed, Loaded } from "../components/states.js";

const PAGE = 30;

export function Inbox({ household: id, customer }) {
  const load = async (address) => {
    const [home, page] = await Promise.all([household(id), onePage(address, customer)]);
    return { home, page, notes: page.body.notifications };
  };
  const loaded = usePaged(`/notifications?items=${PAGE}`, load, [id, customer]);
  const [failure, setFailure] = useState(null);
  const read = (note) => patch(`/notifications/${note.id}`, { read: true }, customer).then(() => (wrote.value += 1), setFailure);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("nav.inbox")}</h1><a class="button" href=${paths.of(id, customer, "preferences")}>${t("prefs.title")}</a></div>
    ${failure && html`<${Failed} failure=${failure} />`}
    <${Loaded} of=${loaded} show=${({ home, notes }) => notes.length === 0
      ? html`<${Empty} title=${t("inbox.none")} />`
      : html`<div class="card"><ul class="rows">${notes.map((note) => html`
          <li key=${note.id}>
            <details>
              <summary class=${note.read ? "" : "unread"}>${note.title}</summary>
              ${note.text.split("\n\n").map((part) => html`<p>${part}</p>`)}
              <p class="quiet small"><code>${note.event}</code></p>
            </details>
            <p class="row quiet small"><span>${home.formats.moment(note.at)} · ${t(`mail.${note.mail}`)}</span>
              ${note.read ? html`<span>✓ ${t("inbox.read")}</span>` : html`<button type="button" onClick=${() => read(note)}>${t("inbox.mark")}</button>`}</p>
          </li>`)}</ul><${Pager} of=${loaded} /></div>`} />`;
}
