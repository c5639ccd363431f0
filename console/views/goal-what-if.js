import { html, useEffect, useState } from "../client/ui.js";
import { preview } from "../client/api.js";
import { addMonths, typedAmount } from "../client/format.js";
import { t } from "../client/messages.js";
import { useWritten } from "../components/use-written.js";

export function WhatIf({ goal, periods, formats }) {
  const [changes, setChanges] = useState({});
  const written = useWritten(changes);
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    if (Object.keys(written).length === 0) return setAnswer(null);
    preview(`/goals/${goal.id}/preview`, written, goal.customer).then(setAnswer, (failure) => setAnswer({ failure }));
  }, [JSON.stringify(written), goal.sequence]);
  const set = (name, value) => {
    const { [name]: _, ...rest } = changes;
    setChanges(value === "" || value === undefined ? rest : { ...rest, [name]: value });
  };
  const next = periods.find(({ index }) => index === (goal.current_period?.index ?? -1) + 1);
  const more = formats.units(goal.target_amount ?? "0");
  return html`
    <section aria-labelledby="what-if"><h2 id="what-if">${t("whatif.title")}</h2>
      <div class="columns">
        <div class="form">
          <div class="fields">
            <${Input} label=${t("field.one_off")} name="one_off" value=${changes.one_off} set=${(text) => set("one_off", typedAmount(text))} amount />
            <${Input} label=${t("field.target_amount")} name="target_amount" value=${changes.target_amount} set=${(text) => set("target_amount", typedAmount(text))} amount placeholder=${goal.target_amount} />
            <${Input} label=${t("field.end_date")} name="end_date" type="date" value=${changes.end_date} set=${(text) => set("end_date", text)} />
          </div>
          <p class="row">
            <button type="button" onClick=${() => set("end_date", addMonths(goal.end_date, 3))}>${t("whatif.later")}</button>
            ${next && html`<button type="button" aria-pressed=${"skipped_periods" in changes} onClick=${() => set("skipped_periods", "skipped_periods" in changes ? undefined : [next.index])}>${t("whatif.skip", { month: formats.month(next.start_date) })}</button>`}
            ${more > 0 && goal.period_amount && html`<button type="button" onClick=${() => set("one_off", goal.period_amount)}>${t("whatif.once", { amount: formats.money(goal.period_amount) })}</button>`}
            <button type="button" onClick=${() => setChanges({})}>${t("whatif.clear")}</button>
          </p>
        </div>
        <div class="card" aria-live="polite">${answer === null ? html`<p class="quiet">${t("whatif.hint")}</p>` : html`<${Beside} goal=${goal} answer=${answer} formats=${formats} />`}</div>
      </div>
    </section>`;
}

const Input = ({ label, name, type = "text", amount, value = "", set, placeholder }) => html`
  <div class="field"><label for=${`what-${name}`}>${label}</label>
    <input id=${`what-${name}`} type=${type} inputmode=${amount ? "decimal" : undefined} value=${value} placeholder=${placeholder} autocomplete="off" onInput=${(event) => set(event.currentTarget.value)} /></div>`;

function Beside({ goal, answer, formats }) {
  if (answer.failure) return html`<p class="bad" role="alert">${answer.failure.message}</p>`;
  if (!answer.feasible) return html`<p class="bad">${t("preview.infeasible")} ${answer.shortfall && t("preview.short", { amount: formats.money(amountOf(answer.shortfall)) })}</p>`;
  const then = answer.goal;
  const needed = (one) => (one.current_period ? formats.money(one.current_period.required_amount) : "–");
  const rows = [
    [t("goal.each"), formats.money(goal.period_amount), formats.money(then.period_amount)],
    [t("goal.needed"), needed(goal), needed(then)],
    [t("field.target_amount"), formats.money(goal.target_amount), formats.money(then.target_amount)],
    [t("field.end_date"), formats.day(goal.end_date), formats.day(then.end_date)],
    [t("goal.estimate"), formats.day(goal.estimated_end_date), formats.day(then.estimated_end_date)],
  ];
  return html`<table><thead><tr><th scope="col"><span class="unseen">${t("whatif.title")}</span></th><th scope="col" class="number">${t("whatif.today")}</th><th scope="col" class="number">${t("whatif.then")}</th></tr></thead>
    <tbody>${rows.map(([name, today, changed]) => html`<tr><th scope="row">${name}</th><td class="number">${today}</td><td class="number">${today === changed ? changed : html`<strong>${changed}</strong>`}</td></tr>`)}</tbody></table>`;
}

const amountOf = (amount) => (typeof amount === "object" ? amount.value : amount);
