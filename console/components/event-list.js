// Events, newest first; each opened shows its CloudEvent and its schema.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

export function EventList({ events, moment, missing = [] }) {
  const broken = new Set(missing.map(({ id }) => id));
  return html`<ol class="events">
    ${events.map(({ "detail-type": type, detail }) => html`
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
  </ol>`;
}
