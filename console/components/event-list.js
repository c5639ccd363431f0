// Events, newest first; each opened shows its CloudEvent and its schema.
import { html, useState } from "../client/ui.js";
import { t } from "../client/messages.js";

const FIRST = 10;
const STEP = 100;

export function EventList({ events, moment, missing = [] }) {
  const [shown, setShown] = useState(FIRST);
  const broken = new Set(missing.map(({ id }) => id));
  return html`<ol class="events">
    ${events.slice(0, shown).map(({ "detail-type": type, detail }) => html`
      <li key=${detail.id}>
        <details>
          <summary>
            <code>${type}</code> <span class="quiet">#${Number(detail.sequence)} · ${moment(detail.time)}</span>
            ${broken.has(detail.id) && html` <span class="tag below">${t("events.gap")}</span>`}
          </summary>
          <p><a href=${`console/schemas/${type}.v1.json`} target="_blank" rel="noopener">${t("events.schema")}</a></p>
          <pre tabindex="0" aria-label=${type}>${JSON.stringify(detail, null, 2)}</pre>
        </details>
      </li>`)}
  </ol>
  ${shown < events.length && html`<p><button type="button" onClick=${() => setShown(shown + STEP)}>${t("do.more")}</button></p>`}`;
}
