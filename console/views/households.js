import { html } from "../client/ui.js";
import { householdsAt } from "../client/households.js";
import { usePaged } from "../client/load.js";
import { isSaver } from "../client/session.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Pager } from "../components/pager.js";
import { Place } from "../components/place.js";
import { Empty, Loaded } from "../components/states.js";
import { SampleFamilies } from "../components/sample-families.js";

const PAGE = 60;

export function Households() {
  const loaded = usePaged(`/api/v2/household?limit=${PAGE}`, householdsAt, []);
  return html`
    <div class="split"><h1>${t("nav.households")}</h1>${!isSaver() && html`<a class="button main" href="#/households/new">${t("household.new")}</a>`}</div>
    <${Loaded} of=${loaded} show=${({ page: { body } }) => body.data.length === 0 && !loaded.next
      ? html`<${Empty} title=${t("household.none")}>${!isSaver() && html`<p>${t("sample.what")}</p><${SampleFamilies} />`}<//>`
      : html`<ul class="cards">${body.data.map((home) => html`
          <li class="card" key=${home.HouseholdGUID}>
            <h2><a href=${paths.household(home.HouseholdGUID)}>${home.HouseholdLabel}</a></h2>
            <${Place} home=${home} />
          </li>`)}</ul><${Pager} of=${loaded} back=${t("page.back")} onward=${t("page.next")} />`} />`;
}
