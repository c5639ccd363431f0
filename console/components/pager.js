// The way through a list that comes a page at a time. Both buttons stay, so that the focus does.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

export function Pager({ of, back = t("page.newer"), onward = t("page.older") }) {
  if (of.number === 1 && !of.next) return null;
  return html`<p class="row pager">
    <button type="button" aria-disabled=${of.number === 1} onClick=${of.back}>${back}</button>
    <span role="status" class="quiet small">${t("page.number", { number: of.number })}</span>
    <button type="button" aria-disabled=${!of.next} onClick=${of.onward}>${onward}</button>
  </p>`;
}
