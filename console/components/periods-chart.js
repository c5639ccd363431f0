// A goal's periods: a bar for what came in, a line for what was planned, today marked, restated ones marked.
import { html, useState } from "../client/ui.js";
import { t } from "../client/messages.js";
import { trackingText } from "./progress.js";

const WIDTH = 960;
const HEIGHT = 200;
const TABLE_STEP = 60;

export function PeriodsChart({ periods, current, restated, formats }) {
  const amounts = periods.map((period) => [formats.units(period.current_amount), formats.units(period.target_amount)]);
  const top = Math.max(1, ...amounts.flat());
  const low = Math.min(0, ...amounts.map(([amount]) => amount));
  const step = WIDTH / periods.length;
  const y = (units) => HEIGHT - (HEIGHT * (units - low)) / (top - low);
  const gap = step > 6 ? step * 0.14 : 0;
  const came = new Set(periods.filter((_, index) => index <= current).map(({ tracking_status }) => tracking_status));
  return html`
    <figure class="chart">
      <div class="chart-frame">
        <span class="scale quiet">${formats.cents(top)}</span>
        <svg viewBox=${`0 -14 ${WIDTH} ${HEIGHT + 18}`} preserveAspectRatio="none" role="img" aria-label=${t("chart.label", { count: periods.length })}>
          <line x1="0" x2=${WIDTH} y1=${y(0)} y2=${y(0)} class="axis" />
          ${current >= 0 && html`<rect class="today" x=${current * step} width=${step} y="-14" height=${HEIGHT + 18} />`}
          ${periods.map((period, index) => {
            const [amount, target] = amounts[index];
            const x = index * step + gap;
            const kind = index > current && current >= 0 ? "future" : period.tracking_status;
            return html`<g key=${period.index}>
              <title>${`${formats.day(period.start_date)} – ${formats.day(period.end_date)}: ${formats.money(period.current_amount)} / ${formats.money(period.target_amount)}`}</title>
              <rect class=${`came ${kind}`} x=${x} width=${step - 2 * gap} y=${Math.min(y(0), y(amount))} height=${Math.abs(y(0) - y(amount))} />
              <line class="planned" x1=${x} x2=${x + step - 2 * gap} y1=${y(target)} y2=${y(target)} />
              ${restated.has(period.index) && html`<circle class="restated" cx=${x + step / 2 - gap} cy="-7" r="5" />`}
            </g>`;
          })}
        </svg>
        <div class="ends quiet"><span>${formats.month(periods[0].start_date)}</span><span>${formats.month(periods.at(-1).end_date)}</span></div>
      </div>
      <figcaption class="keys">
        ${["above", "equal", "below"].filter((one) => came.has(one)).map((one) => html`<span><i class=${`came ${one}`}></i>${t("chart.came")}, ${t(`tracking.${one}`)}</span>`)}
        <span><i class="planned"></i>${t("chart.planned")}</span>
        ${current >= 0 && html`<span><i class="today"></i>${t("chart.today")}</span>`}
        ${restated.size > 0 && html`<span><i class="restated"></i>${t("chart.restated")}</span>`}
      </figcaption>
      <${PeriodsTable} periods=${periods} current=${current} restated=${restated} formats=${formats} />
    </figure>`;
}

function PeriodsTable({ periods, current, restated, formats }) {
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
                <td>${index === current ? t("chart.today") : index > current && current >= 0 ? t("period.ahead") : trackingText(period)}${restated.has(period.index) ? ` · ${t("chart.restated")}` : ""}</td>
              </tr>`)}
          </tbody>
        </table>
      </div>
      ${shown < periods.length && html`<button type="button" onClick=${() => setShown(shown + 10 * TABLE_STEP)}>${t("do.more")}</button>`}
    </details>`;
}
