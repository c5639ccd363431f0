// Where a household is, and how it writes amounts and dates.
import { html } from "../client/ui.js";
import { language } from "../client/messages.js";

export function Place({ home }) {
  const named = new Intl.DisplayNames([language.value], { type: "language" });
  return html`<p class="quiet place">${home.Currency} · ${home.TimeZone.replaceAll("_", " ")} · ${named.of(home.Locale.replace("_", "-"))}</p>`;
}
