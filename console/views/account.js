import { html, useState } from "../client/ui.js";
import { get } from "../client/api.js";
import { addMonths } from "../client/format.js";
import { household } from "../client/households.js";
import { now } from "../client/live.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { isSaver, session } from "../client/session.js";
import { Bar } from "../components/bar.js";
import { PaymentsCalendar } from "../components/payments-calendar.js";
import { GoalCards } from "../components/goal-card.js";
import { Empty, Loaded } from "../components/states.js";
import { NewContribution } from "./new-contribution.js";

async function load(id, customer, account) {
  const home = await household(id);
  const today = home.formats.today(now());
  const { account: ledger } = await get(`/accounts/${account}`, customer);
  const base = `/api/v2/household/${id}/savings/${ledger.id}`;
  const [saving, held, goals, contributions, projection] = await Promise.all([
    get(base, session.value.customer),
    get(`/goals/v1/savings?account_id=${ledger.id}`, customer),
    get(`/goals?account_id=${ledger.id}`, customer),
    get(`${base}/contributions`, session.value.customer),
    get(`${base}/projection?until=${addMonths(today, 12)}`, session.value.customer),
  ]);
  return { home, today, ledger, base, saving: saving.data, held: held.data, goals: goals.map((goal) => ({ ...goal, customer })), contributions: contributions.data, projection: projection.data };
}

export function Account({ household: id, customer, account }) {
  const loaded = useLoad(() => load(id, customer, account), [id, customer, account]);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <${Loaded} heading of=${loaded} show=${(data) => html`<${Shown} ...${data} customer=${customer} />`} />`;
}

function Shown({ home, today, ledger, base, saving, held, goals, contributions, projection, customer }) {
  const [adding, setAdding] = useState(false);
  const { formats } = home;
  return html`
    <div class="split"><h1>${saving.SavingsDescription}</h1><span class="quiet">${saving.FormattedValues?.SavingsType}</span></div>
    <section class="card"><h2>${t("account.holds")}</h2><${Bar} account=${ledger} goals=${held} formats=${formats} />
      <p class="row">${!isSaver() && html`<a class="button" href=${paths.of(home.HouseholdGUID, customer, "transactions")}>${t("transaction.new")}</a>`}<a class="button" href=${paths.of(home.HouseholdGUID, customer, "goals/new")}>${t("goal.new")}</a></p></section>
    <section aria-labelledby="account-goals"><h2 id="account-goals">${t("household.goals")}</h2>
      ${goals.length ? html`<${GoalCards} goals=${goals} home=${home} />` : html`<${Empty} title=${t("goal.none")} />`}</section>
    <section aria-labelledby="contributions">
      <div class="split"><h2 id="contributions">${t("contribution.title")}</h2>
        ${saving.DefaultAccount !== 1 && html`<button type="button" aria-expanded=${adding} onClick=${() => setAdding(!adding)}>${t("contribution.new")}</button>`}</div>
      ${adding && html`<${NewContribution} base=${base} today=${today} done=${() => setAdding(false)} />`}
      ${contributions.length === 0 && html`<${Empty} title=${t("contribution.none")} />`}
      <ul>${contributions.map((one) => html`<li key=${one.TransactionGUID}>${one.TransactionPercentage ? `${one.TransactionPercentage} %` : formats.brief(String(one.TransactionAmount ?? 0))} ${t(`contribution.${one.Frequency}`)}</li>`)}</ul>
      ${projection.Payments.length > 0 && html`
        <p class="quiet">${t("contribution.projected", { day: formats.day(projection.Until), amount: formats.money(String(projection.ProjectedValue)) })}</p>
        <${PaymentsCalendar} payments=${projection.Payments} today=${today} formats=${formats} />`}
    </section>`;
}
