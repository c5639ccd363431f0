// A goal as it is planned today, and as it would be.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

export function SideBySide({ today, then, formats }) {
  const needed = (goal) => (goal.current_period ? formats.money(goal.current_period.required_amount) : "–");
  const each = [
    [t("goal.each"), (goal) => formats.money(goal.period_amount)],
    [t("goal.needed"), needed],
    [t("field.target_amount"), (goal) => formats.money(goal.target_amount)],
    [t("field.end_date"), (goal) => formats.day(goal.end_date)],
    [t("goal.estimate"), (goal) => formats.day(goal.estimated_end_date)],
  ];
  const rows = each.map(([name, read]) => [name, read(today), read(then)]);
  return html`<table><thead><tr><th scope="col"><span class="unseen">${t("whatif.title")}</span></th><th scope="col" class="number">${t("whatif.today")}</th><th scope="col" class="number">${t("whatif.then")}</th></tr></thead>
    <tbody>${rows.map(([name, before, after]) => html`<tr><th scope="row">${name}</th><td class="number">${before}</td><td class="number">${before === after ? after : html`<strong>${after}</strong>`}</td></tr>`)}</tbody></table>`;
}
