// The payments of an account on a calendar, month by month: the days at a glance, and each payment in words.
import { html, useState } from "../client/ui.js";
import { addMonths } from "../client/format.js";
import { t } from "../client/messages.js";

const STEP = 3;

export function PaymentsCalendar({ payments, today, formats }) {
  const [months, setMonths] = useState(STEP);
  const byDay = Map.groupBy(payments, (payment) => payment.Date);
  const first = `${today.slice(0, 7)}-01`;
  return html`
    <div class="months">${Array.from({ length: months }, (_, index) => html`<${Month} key=${index} start=${addMonths(first, index)} byDay=${byDay} formats=${formats} />`)}</div>
    ${months < 12 && html`<p><button type="button" onClick=${() => setMonths(months + STEP)}>${t("do.more")}</button></p>`}`;
}

function Month({ start, byDay, formats }) {
  const [year, month] = start.split("-").map(Number);
  const days = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const blanks = (new Date(Date.UTC(year, month - 1, 1)).getUTCDay() + 6) % 7;
  const weekdays = Array.from({ length: 7 }, (_, day) => new Intl.DateTimeFormat(formats.tag, { weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + day))));
  const title = new Intl.DateTimeFormat(formats.tag, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${start}T00:00:00Z`));
  const dates = Array.from({ length: days }, (_, index) => `${start.slice(0, 8)}${String(index + 1).padStart(2, "0")}`);
  return html`
    <div class="card"><h3>${title}</h3>
      <div class="calendar" aria-hidden="true">
        ${weekdays.map((day) => html`<span class="head">${day}</span>`)}
        ${Array.from({ length: blanks }, () => html`<span class="out"></span>`)}
        ${dates.map((date, index) => html`<span class=${byDay.has(date) ? "paid" : ""}>${index + 1}</span>`)}
      </div>
      <ul class="payments">${dates.flatMap((date) => byDay.get(date) ?? []).map(({ Date: date, Amount }) => html`<li><span>${formats.day(date)}</span><b>${formats.money(String(Amount))}</b></li>`)}</ul>
    </div>`;
}
