import { html } from "../client/ui.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Ring, Tracking } from "./progress.js";

export const kindOf = (goal) => t(goal.measured_by === "actions" ? "kind.savings" : `kind.${goal.target}`);

export function GoalCards({ goals, home }) {
  return html`<ul class="cards">
    ${goals.map((goal) => html`<${GoalCard} key=${goal.id} goal=${goal} home=${home} />`)}
  </ul>`;
}

function GoalCard({ goal, home }) {
  const { formats } = home;
  const needed = goal.status === "active" && goal.current_period ? formats.units(goal.current_period.required_amount) : 0;
  return html`
    <li class="card goal">
      <${Ring} goal=${goal} formats=${formats} />
      <div>
        <h3><a href=${paths.of(home.HouseholdGUID, goal.customer, `goals/${goal.id}`)}>${goal.name}</a></h3>
        <p class="amount">${formats.money(goal.current_amount)} <span class="quiet">${t("goal.of", { target: formats.money(goal.target_amount) })}</span></p>
        <p class="row"><${Tracking} goal=${goal} /><span class="quiet">${kindOf(goal)} · ${t("goal.until", { day: formats.day(goal.end_date) })}</span></p>
        ${needed > 0 && html`<p class="quiet">${t("goal.needs", { amount: formats.cents(needed) })}</p>`}
      </div>
    </li>`;
}
