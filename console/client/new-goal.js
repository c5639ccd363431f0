// The form of a new goal: one set of fields, two dialects of bodies.
import { t } from "./messages.js";
import { typedAmount } from "./format.js";

const KINDS = ["savings", "date", "amount", "open_ended", "current_balance", "available_balance"];
const FREQUENCIES = ["monthly", "weekly", "fortnightly", "four_weekly", "quarterly", "biannually", "annually", "daily", "singular"];

export const isSavings = ({ kind }) => kind === "savings";
const other = (values) => !isSavings(values);
const choices = (names, words) => names.map((name) => [name, t(`${words}.${name}`)]);

export const fieldsOf = (accounts) => [
  { name: "kind", label: t("field.kind"), options: choices(KINDS, "kind"), wire: ["target"] },
  { name: "name", label: t("field.name") },
  { name: "account_id", label: t("goal.account"), options: accounts },
  { name: "frequency", label: t("field.frequency"), options: choices(FREQUENCIES, "frequency"), when: other },
  { name: "tracking_type", label: t("field.tracking"), options: choices(["credit", "debit_credit", "debit"], "counts"), when: other },
  { name: "target_amount", type: "amount", label: t("field.target_amount"), hint: t("field.two_of_three"), wire: ["target_amount", "target_amount.value"] },
  { name: "period_amount", type: "amount", label: t("goal.each"), wire: ["period_amount", "recurrent_amount", "recurrent_amount.value"] },
  { name: "end_date", type: "date", label: t("field.end_date"), wire: ["end_date", "target_date"] },
];

// The members that have something in them.
export const given = (members) => Object.fromEntries(Object.entries(members).filter(([, value]) => value || value === 0));

export function bodyOf(values, currency) {
  const [target, period] = [typedAmount(values.target_amount), typedAmount(values.period_amount)];
  const { name, account_id } = values;
  if (isSavings(values)) {
    const money = (value) => value && { value, currency };
    return { name, account_id, ...given({ target_amount: money(target), recurrent_amount: money(period), target_date: values.end_date }) };
  }
  const { frequency, tracking_type } = values;
  const plan = given({ target_amount: target, period_amount: period, end_date: values.end_date });
  return { name, account_id, frequency, tracking_type, target: values.kind, ...plan };
}

const FIELD_OF = { target_date: "end_date", recurrent_amount: "period_amount" };

// The field and the text that an alternative of a preview puts there.
export const alternative = ({ change, value }) => [FIELD_OF[change] ?? change, typeof value === "object" ? value.value : value];
