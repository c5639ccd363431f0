// What a change would make of a goal, beside what it is; a savings goal's plan can then be changed to it.
import { html, useEffect, useState } from "../client/ui.js";
import { patch, preview } from "../client/api.js";
import { addMonths } from "../client/format.js";
import { t } from "../client/messages.js";
import { aTenthMore, changesOf, planOf } from "../client/new-plan.js";
import { Form } from "../components/form.js";
import { Infeasible } from "../components/goal-preview.js";
import { SideBySide } from "../components/side-by-side.js";
import { useWritten } from "../components/use-written.js";

const PLAN = ["target_amount", "period_amount", "end_date"];

export function WhatIf({ goal, periods, formats }) {
  const [values, setValues] = useState({});
  const [turn, setTurn] = useState(0);
  const [answer, setAnswer] = useState(null);
  const written = useWritten(changesOf(values));
  useEffect(() => {
    let meant = true;
    const show = (found) => meant && setAnswer(found);
    if (Object.keys(written).length === 0) show(null);
    else preview(`/goals/${goal.id}/preview`, written, goal.customer).then(show, (failure) => show({ failure }));
    return () => (meant = false);
  }, [JSON.stringify(written), goal.sequence]);
  const clear = () => {
    setValues({});
    setTurn(turn + 1);
  };
  const today = (figure) => `${t("whatif.today")}: ${figure}`;
  const isPlanned = goal.measured_by === "actions";
  const fields = [
    { name: "target_amount", type: "amount", label: t("field.target_amount"), hint: today(formats.money(goal.target_amount)), wire: ["target_amount", "target_amount.value"] },
    ...(isPlanned ? [{ name: "period_amount", type: "amount", label: t("goal.each"), hint: today(formats.money(goal.period_amount)), wire: ["period_amount", "recurrent_amount", "recurrent_amount.value"] }] : []),
    { name: "end_date", type: "date", label: t("field.end_date"), hint: today(formats.day(goal.end_date)), wire: ["end_date", "target_date"] },
    { name: "one_off", type: "amount", label: t("field.one_off"), hint: t("whatif.once.hint") },
  ];
  const isChanged = isPlanned && PLAN.some((name) => values[name]);
  const send = (typed) => patch(`/goals/v1/savings/${goal.id}`, planOf(typed, goal), goal.customer);
  return html`
    <section aria-labelledby="what-if"><h2 id="what-if">${t("whatif.title")}</h2>
      <div class="columns">
        <${Form} key=${turn} title=${t("whatif.title")} label=${isPlanned && t("whatif.replan")} fields=${fields} onType=${setValues} refused=${answer?.failure} send=${isChanged && send} done=${clear}>
          ${({ values: typed, setAll }) => html`
            <${Choices} goal=${goal} periods=${periods} formats=${formats} typed=${typed} setAll=${setAll} clear=${clear} />
            ${answer && !answer.failure && !answer.feasible && html`<${Infeasible} answer=${answer} formats=${formats} take=${setAll} />`}`}
        <//>
        <div class="card" aria-live="polite">${shown(answer, goal, formats)}</div>
      </div>
    </section>`;
}

function shown(answer, goal, formats) {
  if (answer?.feasible) return html`<${SideBySide} today=${goal} then=${answer.goal} formats=${formats} />`;
  if (answer?.failure) return html`<p class="bad">${answer.failure.message}</p>`;
  return html`<p class="quiet">${t(answer ? "preview.infeasible" : "whatif.hint")}</p>`;
}

function Choices({ goal, periods, formats, typed, setAll, clear }) {
  const next = periods.find(({ index }) => index === (goal.current_period?.index ?? -1) + 1);
  const isSkipped = Boolean(typed.skipped_periods);
  const more = goal.measured_by === "actions" && formats.units(goal.period_amount) > 0 && aTenthMore(goal.period_amount, formats);
  return html`<p class="row">
    ${more && html`<button type="button" onClick=${() => setAll({ period_amount: more })}>${t("alternative.period_amount", { value: formats.money(more) })}</button>`}
    <button type="button" onClick=${() => setAll({ end_date: addMonths(goal.end_date, 3) })}>${t("whatif.later")}</button>
    ${next && html`<button type="button" aria-pressed=${isSkipped} onClick=${() => setAll({ skipped_periods: isSkipped ? undefined : [next.index] })}>${t("whatif.skip", { month: formats.month(next.start_date) })}</button>`}
    ${formats.units(goal.period_amount ?? "0") > 0 && html`<button type="button" onClick=${() => setAll({ one_off: goal.period_amount })}>${t("whatif.once", { amount: formats.money(goal.period_amount) })}</button>`}
    <button type="button" onClick=${clear}>${t("whatif.clear")}</button>
  </p>`;
}
