import { html } from "../client/ui.js";
import { households } from "../client/households.js";
import { useLoad } from "../client/load.js";
import { isSaver } from "../client/session.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Empty, Loaded } from "../components/states.js";
import { SampleFamilies } from "../components/sample-families.js";

export function Households() {
  const loaded = useLoad(households, []);
  return html`
    <div class="split"><h1>${t("nav.households")}</h1>${!isSaver() && html`<a class="button main" href="#/households/new">${t("household.new")}</a>`}</div>
    <${Loaded} of=${loaded} show=${(all) => all.length === 0
      ? html`<${Empty} title=${t("household.none")}>${!isSaver() && html`<p>${t("sample.what")}</p><${SampleFamilies} />`}<//>`
      : html`<ul class="cards">${all.map((home) => html`
          <li class="card" key=${home.HouseholdGUID}>
            <h2><a href=${paths.household(home.HouseholdGUID)}>${home.HouseholdLabel}</a></h2>
            <p class="quiet">${home.Currency} · ${home.TimeZone} · ${home.Locale}</p>
          </li>`)}</ul>`} />`;
}
