// Amounts and dates as the household writes them. Amounts are decimal strings or whole minor units, never floats.
const digitsOf = (currency) =>
  new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits;

// Never rounded: what is no amount of the currency is NaN, which the service refuses.
export function minorUnits(text, currency) {
  const digits = digitsOf(currency);
  const [, whole, part = ""] = /^(-?\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return whole === undefined || part.length > digits ? NaN : Number(whole + part.padEnd(digits, "0"));
}

export function decimal(units, currency) {
  const digits = digitsOf(currency);
  const text = String(Math.abs(units)).padStart(digits + 1, "0");
  const split = text.length - digits;
  return `${units < 0 ? "-" : ""}${text.slice(0, split)}${digits ? `.${text.slice(split)}` : ""}`;
}

// What somebody typed, with a decimal comma where the reader writes one; the service judges the rest.
export const typedAmount = (text) => (/^\d+,\d+$/.test(text.trim()) ? text.trim().replace(",", ".") : text.trim());

export function formats({ locale, currency, zone }) {
  const tag = (locale ?? "en_GB").replace("_", "-");
  const amount = new Intl.NumberFormat(tag, { style: "currency", currency });
  const short = new Intl.NumberFormat(tag, { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  const day = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(tag, { month: "short", year: "2-digit", timeZone: "UTC" });
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short", timeZone: zone });
  return {
    currency,
    tag,
    zone,
    money: (text) => (text == null ? "–" : amount.format(text)),
    brief: (text) => short.format(text),
    cents: (units) => amount.format(decimal(units, currency)),
    units: (text) => minorUnits(text, currency),
    day: (text) => (text ? day.format(new Date(`${text.slice(0, 10)}T00:00:00Z`)) : "–"),
    month: (text) => month.format(new Date(`${text}T00:00:00Z`)),
    moment: (text) => (text ? moment.format(new Date(text)) : "–"),
    today: (now) => new Intl.DateTimeFormat("en-CA", { timeZone: zone }).format(now),
  };
}

export const percent = (part, whole) => (whole > 0 ? Math.max(0, Math.floor((100 * part) / whole)) : part >= whole ? 100 : 0);

export function addMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}
