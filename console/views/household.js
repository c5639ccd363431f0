import { html } from "../client/ui.js";
import { overview } from "../client/households.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Bar } from "../components/bar.js";
import { GoalCards } from "../components/goal-card.js";
import { LifeEvents } from "../components/life-events.js";
import { Place } from "../components/place.js";
import { Empty, Loaded } from "../components/states.js";

export function Household({ household }) {
  const loaded = useLoad(() => overview(household), [household]);
  return html`
    <p class="crumbs"><a href="#/households">${t("nav.households")}</a></p>
    <${Loaded} heading of=${loaded} show=${(data) => html`<${Overview} ...${data} />`} />`;
}

function Overview({ home, people, accounts, open, ended }) {
  const first = people[0]?.ClientGUID;
  const id = home.HouseholdGUID;
  return html`
    <div class="split"><h1>${home.HouseholdLabel}</h1><${Place} home=${home} /></div>
    <section aria-labelledby="people"><div class="split"><h2 id="people">${t("household.people")}</h2><a class="button" href=${`#/households/${id}/people/new`}>${t("person.new")}</a></div>
      <ul class="cards">
        ${people.map((person) => html`<li class="card" key=${person.ClientGUID}>
          <h3>${person.FirstName} ${person.LastName}</h3>
          <p class="quiet">${t("person.born", { day: home.formats.day(person.DateOfBirth) })}</p>
          <p class="row"><a href=${paths.of(id, person.ClientGUID, "transactions")}>${t("nav.transactions")}</a><a href=${paths.of(id, person.ClientGUID, "inbox")}>${t("nav.inbox")}</a></p>
        </li>`)}
        ${home.Dependants.map((child) => html`<li class="card" key=${child.DependantGUID}><h3>${child.FirstName} ${child.LastName}</h3><p class="quiet">${t("person.dependant")} · ${t("person.born", { day: home.formats.day(child.DateOfBirth) })}</p></li>`)}
      </ul></section>
    <section aria-labelledby="accounts">
      <div class="split"><h2 id="accounts">${t("household.accounts")}</h2><a class="button" href=${`#/households/${id}/accounts/new`}>${t("account.new")}</a></div>
      <ul class="cards">${accounts.map((account) => html`<${AccountCard} key=${account.SavingsGUID} account=${account} home=${home} />`)}</ul></section>
    <section aria-labelledby="goals">
      <div class="split"><h2 id="goals">${t("household.goals")}</h2>${first && html`<a class="button main" href=${paths.of(id, first, "goals/new")}>${t("goal.new")}</a>`}</div>
      ${open.length ? html`<${GoalCards} goals=${open} home=${home} />` : html`<${Empty} title=${t("goal.none")}><p>${t("goal.none.do")}</p><//>`}
      ${ended.length > 0 && html`<details><summary>${t("goal.ended", { count: ended.length })}</summary><${GoalCards} goals=${ended} home=${home} /></details>`}
    </section>
    <${LifeEvents} home=${home} />`;
}

function AccountCard({ account, home }) {
  const { ledger } = account;
  const address = paths.of(home.HouseholdGUID, account.ClientGUID, `accounts/${account.SavingsGUID}`);
  return html`<li class="card">
    <h3><a href=${address}>${account.SavingsDescription}</a></h3>
    ${ledger ? html`<${Bar} account=${ledger} goals=${account.goals} formats=${home.formats} />` : html`<p class="amount">${home.formats.money(String(account.Value))}</p>`}
  </li>`;
}
