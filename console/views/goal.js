import { html, useState } from "../client/ui.js";
import { get, pages, remove } from "../client/api.js";
import { household } from "../client/households.js";
import { events } from "../client/live.js";
import { useLoad, wrote } from "../client/load.js";
import { known, t } from "../client/messages.js";
import { go, paths } from "../client/routes.js";
import { isLocal, session } from "../client/session.js";
import { EventList } from "../components/event-list.js";
import { kindOf } from "../components/goal-card.js";
import { PeriodsChart } from "../components/periods-chart.js";
import { Ring, Tracking } from "../components/progress.js";
import { Failed, Loaded } from "../components/states.js";
import { Integrity } from "./goal-integrity.js";
import { Ledger } from "./goal-ledger.js";
import { WhatIf } from "./goal-what-if.js";

async function load(id, customer, goal) {
  const [home, [shown, saving], periods] = await Promise.all([
    household(id),
    get(`/goals/${goal}`, customer).then(async (one) => [one, await accountOf(id, one)]),
    pages(`/goals/${goal}/periods`, customer, 40),
  ]);
  return { home, goal: { ...shown, customer, account: saving.data.SavingsDescription }, periods };
}

const accountOf = (id, { account_id }) =>
  get(`/api/v2/household/${id}/savings/${account_id}?ExcludeFormattedValues=1`, session.value.customer);

export function Goal({ household: id, customer, goal }) {
  const loaded = useLoad(() => load(id, customer, goal), [id, customer, goal]);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <${Loaded} heading of=${loaded} show=${(data) => html`<${Shown} ...${data} />`} />`;
}

function Shown({ home, goal, periods }) {
  const { formats } = home;
  const own = events.value.filter(({ detail }) => detail.data.goal_number === goal.id);
  const current = goal.current_period?.index ?? -1;
  return html`
    <div class="split"><div><h1>${goal.name}</h1>
        <p class="row"><${Tracking} goal=${goal} /><span class="quiet">${kindOf(goal)} · ${t(`frequency.${goal.frequency}`)}</span></p></div>
      <${CancelGoal} goal=${goal} home=${home} /></div>
    <section class="card goal">
      <${Ring} goal=${goal} formats=${formats} size="96" />
      <${Facts} goal=${goal} home=${home} />
    </section>
    ${periods.length > 0 && html`<section aria-labelledby="periods"><h2 id="periods">${t("goal.periods")}</h2>
      <div class="card"><${PeriodsChart} periods=${periods} current=${current} formats=${formats} /></div></section>`}
    ${goal.measured_by === "actions"
      ? html`<${Ledger} goal=${goal} formats=${formats} />`
      : html`<section class="card"><h2>${t("ledger.title")}</h2><p>${t(`counted.${goal.measured_by}`)} <a href=${paths.of(home.HouseholdGUID, goal.customer, "transactions")}>${t("nav.transactions")}</a></p></section>`}
    ${goal.status === "active" && html`<${WhatIf} goal=${goal} periods=${periods} formats=${formats} />`}
    ${isLocal() && html`<section aria-labelledby="goal-events"><h2 id="goal-events">${t("nav.events")} (${own.length})</h2>
      <div class="card">${own.length ? html`<${EventList} events=${own.toReversed()} moment=${formats.moment} />` : html`<p class="quiet">${t("events.none")}</p>`}</div></section>`}
    <${Integrity} goal=${goal} formats=${formats} />`;
}

function Facts({ goal, home }) {
  const { formats } = home;
  const period = goal.current_period;
  const reason = goal.estimate_null_reason;
  const reasonKey = `estimate.${reason}`;
  return html`<dl class="facts">
    <div><dt>${t("goal.saved")}</dt><dd>${formats.money(goal.current_amount)} <small class="quiet">${t("goal.of", { target: formats.money(goal.target_amount) })}</small></dd></div>
    <div><dt>${t("goal.needed")}</dt><dd>${period && goal.status === "active" ? formats.money(period.required_amount) : "–"} ${period && goal.status === "active" && html`<small class="quiet">${t("goal.until", { day: formats.day(period.end_date) })}</small>`}</dd></div>
    <div><dt>${t("goal.estimate")}</dt><dd>${goal.estimated_end_date ? formats.day(goal.estimated_end_date) : "–"}
      <small class="quiet">${reason ? (known(reasonKey) ? t(reasonKey) : reason) : goal.estimated_target_amount && t("goal.estimate.amount", { amount: formats.money(goal.estimated_target_amount) })}</small></dd></div>
    <div><dt>${t("goal.dates")}</dt><dd>${formats.day(goal.start_date)} <small class="quiet">${t("goal.until", { day: formats.day(goal.end_date) })}</small></dd></div>
    <div><dt>${t("goal.each")}</dt><dd>${formats.money(goal.period_amount)} <small class="quiet">${t("goal.count", { count: goal.periods_count })}</small></dd></div>
    <div><dt>${t("goal.account")}</dt><dd><a href=${paths.of(home.HouseholdGUID, goal.customer, `accounts/${goal.account_id}`)}>${goal.account}</a></dd></div>
    ${goal.achieved_at && html`<div><dt>${t("goal.achieved")}</dt><dd>${formats.moment(goal.achieved_at)}</dd></div>`}
    ${goal.finalises_at && html`<div><dt>${t("goal.finalises")}</dt><dd>${formats.moment(goal.finalises_at)}</dd></div>`}
  </dl>`;
}

function CancelGoal({ goal, home }) {
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState(null);
  if (!["unstarted", "active", "finalising"].includes(goal.status)) return null;
  const cancel = () =>
    remove(`/goals/${goal.id}`, goal.customer).then(() => {
      wrote.value += 1;
      go(`/households/${home.HouseholdGUID}`);
    }, setFailure);
  return html`<div>
    ${failure && html`<${Failed} failure=${failure} />`}
    <span class="row">${asked && html`<button type="button" onClick=${cancel}>${t("goal.cancel.sure")}</button>`}
    <button type="button" aria-expanded=${asked} onClick=${() => setAsked(!asked)}>${t(asked ? "do.keep" : "goal.cancel")}</button></span></div>`;
}
