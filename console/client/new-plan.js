// Changes of a goal's plan: as the preview is asked, and as a savings goal's PATCH is.
import { decimal, typedAmount } from "./format.js";
import { given } from "./new-goal.js";

const AMOUNTS = ["target_amount", "period_amount", "one_off"];

// What was typed or chosen, as the body of a preview.
export function changesOf(values) {
  const amounts = AMOUNTS.map((name) => [name, typedAmount(values[name] ?? "")]);
  return given({ ...Object.fromEntries(amounts), end_date: values.end_date, skipped_periods: values.skipped_periods });
}

// A plan takes two of its three figures: what is not given is the goal's, as in the preview.
export function planOf(values, goal) {
  const { target_amount, period_amount, end_date } = changesOf(values);
  const date = end_date ?? (period_amount ? undefined : goal.end_date);
  const target = target_amount ?? (date && period_amount ? undefined : goal.target_amount);
  const money = (value) => value && { value, currency: goal.currency };
  return given({ target_amount: money(target), recurrent_amount: money(period_amount), target_date: date });
}

// A tenth more, in whole minor units.
export const aTenthMore = (text, { units, currency }) => decimal(Math.ceil((units(text) * 11) / 10), currency);
