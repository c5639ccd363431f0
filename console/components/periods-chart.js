// A goal's periods: a bar for what came in, a line for what was planned, today and restated ones marked; one at a time in words.
import { html, useMemo, useState } from "../client/ui.js";
import { t } from "../client/messages.js";
import { trackingText } from "./progress.js";

const WIDTH = 960;
const HEIGHT = 200;
const TABLE_STEP = 60;

const isRestated = ({ closed_amount, current_amount }) => closed_amount !== null && closed_amount !== current_amount;

function stateOf(period, position, current, formats) {
  const ahead = current >= 0 && position > current;
  const words = [position === current && t("chart.today"), ahead ? t("period.ahead") : trackingText(period)];
  if (isRestated(period)) words.push(t("period.restated", { amount: formats.money(period.closed_amount) }));
  return words.filter(Boolean).join(" · ");
}

export function PeriodsChart({ periods, current, formats }) {
  const [chosen, setChosen] = useState(null);
  const position = Math.min(chosen ?? Math.max(current, 0), periods.length - 1);
  const top = useMemo(() => largest(periods, formats), [periods]);
  const bars = useMemo(() => html`<${Bars} periods=${periods} current=${current} formats=${formats} top=${top} />`, [periods, current]);
  const came = new Set(periods.filter((_, index) => index <= current).map(({ tracking_status }) => tracking_status));
  const point = (event) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setChosen(Math.max(0, Math.min(periods.length - 1, Math.floor(((event.clientX - left) / width) * periods.length))));
  };
  return html`
    <figure class="chart">
      <div class="chart-frame">
        <span class="scale quiet">${formats.cents(top)}</span>
        <svg viewBox=${`0 -14 ${WIDTH} ${HEIGHT + 18}`} preserveAspectRatio="none" role="img" aria-label=${t("chart.label", { count: periods.length })} onPointerMove=${point} onPointerDown=${point}>
          ${bars}
          <rect class="chosen" x=${(position * WIDTH) / periods.length} width=${WIDTH / periods.length} y="-14" height=${HEIGHT + 18} />
        </svg>
        <div class="ends quiet"><span>${formats.month(periods[0].start_date)}</span><span>${formats.month(periods.at(-1).end_date)}</span></div>
        ${periods.length > 1 && html`<${Chooser} periods=${periods} position=${position} current=${current} choose=${setChosen} formats=${formats} />`}
      </div>
      <figcaption class="keys">
        ${["above", "equal", "below"].filter((one) => came.has(one)).map((one) => html`<span><i class=${`came ${one}`}></i>${t("chart.came")}, ${t(`tracking.${one}`)}</span>`)}
        <span><i class="planned"></i>${t("chart.planned")}</span>
        ${current >= 0 && html`<span><i class="today"></i>${t("chart.today")}</span>`}
        ${periods.some(isRestated) && html`<span><i class="restated"></i>${t("chart.restated")}</span>`}
      </figcaption>
      <${PeriodsTable} periods=${periods} current=${current} formats=${formats} />
    </figure>`;
}

const largest = (periods, formats) =>
  Math.max(1, ...periods.flatMap((period) => [formats.units(period.current_amount), formats.units(period.target_amount)]));

// The same by arrow keys, by touch and for a screen reader, which reads the words of the period that it is at.
function Chooser({ periods, position, current, choose, formats }) {
  const period = periods[position];
  const span = `${formats.day(period.start_date)} – ${formats.day(period.end_date)}`;
  const words = `${t("chart.came")} ${formats.money(period.current_amount)}, ${t("chart.planned")} ${formats.money(period.target_amount)} · ${stateOf(period, position, current, formats)}`;
  return html`
    <input class="chooser" type="range" min="0" max=${periods.length - 1} value=${position} aria-label=${t("chart.choose")} aria-valuetext=${`${span}: ${words}`} onInput=${(event) => choose(Number(event.currentTarget.value))} />
    <p class="small said-period" aria-hidden="true"><strong>${span}</strong> ${words}</p>`;
}

function Bars({ periods, current, formats, top }) {
  const amounts = periods.map((period) => [formats.units(period.current_amount), formats.units(period.target_amount)]);
  const low = Math.min(0, ...amounts.map(([amount]) => amount));
  const step = WIDTH / periods.length;
  const y = (units) => HEIGHT - (HEIGHT * (units - low)) / (top - low);
  const gap = step > 6 ? step * 0.14 : 0;
  return html`
    <line x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)} class="axis" />
    ${current >= 0 && html`<rect class="today" x=${current * step} width=${step} y="-14" height=${HEIGHT + 18} />`}
    ${periods.map((period, index) => {
      const [amount, target] = amounts[index];
      const x = index * step + gap;
      const kind = index > current && current >= 0 ? "future" : period.tracking_status;
      return html`<g key=${period.index}>
        <rect class=${`came ${kind}`} x=${x} width=${step - 2 * gap} y=${Math.min(y(0), y(amount))} height=${Math.abs(y(0) - y(amount))} />
        <line class="planned" x1=${x} x2=${x + step - 2 * gap} y1=${y(target)} y2=${y(target)} />
        ${isRestated(period) && html`<line class="restated" x1=${x + step / 2 - gap} x2=${x + step / 2 - gap} y1="-6" y2="-6" />`}
      </g>`;
    })}`;
}

function PeriodsTable({ periods, current, formats }) {
  const [shown, setShown] = useState(TABLE_STEP);
  return html`
    <details>
      <summary>${t("chart.table")}</summary>
      <div class="scroll" tabindex="0" role="group" aria-label=${t("chart.table")}>
        <table>
          <thead><tr>
            <th scope="col">${t("period.from")}</th><th scope="col">${t("period.to")}</th>
            <th scope="col" class="number">${t("chart.planned")}</th><th scope="col" class="number">${t("chart.came")}</th>
            <th scope="col" class="number">${t("period.needed")}</th><th scope="col">${t("period.state")}</th>
          </tr></thead>
          <tbody>
            ${periods.slice(0, shown).map((period, index) => html`
              <tr key=${period.index} aria-current=${index === current ? "date" : undefined}>
                <td>${formats.day(period.start_date)}</td><td>${formats.day(period.end_date)}</td>
                <td class="number">${formats.money(period.target_amount)}</td><td class="number">${formats.money(period.current_amount)}</td>
                <td class="number">${formats.money(period.required_amount)}</td>
                <td>${stateOf(period, index, current, formats)}</td>
              </tr>`)}
          </tbody>
        </table>
      </div>
      ${shown < periods.length && html`<button type="button" onClick=${() => setShown(shown + 10 * TABLE_STEP)}>${t("do.more")}</button>`}
    </details>`;
}
