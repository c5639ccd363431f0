// What would come of the plan that stands in the form; where it is not feasible, what would be, as buttons.
import { html } from "../client/ui.js";
import { alternative } from "../client/new-goal.js";
import { t } from "../client/messages.js";
import { PeriodsChart } from "./periods-chart.js";

const amountOf = (amount) => (amount && typeof amount === "object" ? amount.value : amount);

export function Infeasible({ answer, formats, take }) {
  return html`<div class="notice warn">
    <p><strong>${t("preview.infeasible")}</strong> ${answer.shortfall && t("preview.short", { amount: formats.money(amountOf(answer.shortfall)) })}</p>
    <p>${t("preview.instead")}</p>
    <p class="row">${answer.alternatives.map((one) => {
      const [field, text] = alternative(one);
      const shown = field === "end_date" ? formats.day(text) : formats.money(text);
      return html`<button type="button" onClick=${() => take({ [field]: text })}>${t(`alternative.${field}`, { value: shown })}</button>`;
    })}</p></div>`;
}

export function GoalPreview({ answer, formats, take }) {
  if (answer.failure) return html`<p class="notice warn">${answer.failure.message}</p>`;
  if (!answer.feasible) return html`<${Infeasible} answer=${answer} formats=${formats} take=${take} />`;
  const { periods } = answer;
  const last = periods.at(-1);
  const largest = periods.reduce((most, { target_amount }) => (formats.units(target_amount) > formats.units(most) ? target_amount : most), "0");
  return html`<div class="notice plain">
    <p><strong>${t("preview.feasible")}</strong> ${t("preview.plan", { count: periods.length, amount: formats.money(largest), day: formats.day(last?.end_date) })}</p>
    ${periods.length > 0 && html`<${PeriodsChart} periods=${periods} current=${-1} formats=${formats} />`}
  </div>`;
}
