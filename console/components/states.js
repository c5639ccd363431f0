// What stands in a view's place while there is nothing to show: loading, failed, offline, empty.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

export const Loading = () => html`<div class="loading" role="status"><span class="quiet">${t("state.loading")}</span></div>`;

export const Empty = ({ children, title }) => html`<div class="empty"><p><strong>${title}</strong></p>${children}</div>`;

export const Failed = ({ failure, reload, heading }) => html`
  <div class="notice bad" role="alert">
    <${heading ? "h1" : "p"}><strong>${t(failure.offline ? "state.offline" : failure.status === 404 ? "state.unknown" : "state.failed")}</strong><//>
    ${failure.message && html`<p>${failure.message}</p>`}
    ${failure.requestId && html`<p class="quiet">${t("state.request")} <code>${failure.requestId}</code></p>`}
    ${reload && html`<button type="button" onClick=${reload}>${t("do.again")}</button>`}
  </div>`;

// A view of what `useLoad` loads: `show` gets the data. With `heading` the view has none of its own until it is there.
export function Loaded({ of, show, heading }) {
  if (of.data) return html`${of.failure && html`<${Failed} failure=${of.failure} reload=${of.reload} />`}${show(of.data)}`;
  return of.failure ? html`<${Failed} failure=${of.failure} reload=${of.reload} heading=${heading} />` : html`<${Loading} />`;
}
