import { html } from "../client/ui.js";
import { post } from "../client/api.js";
import { addMonths, typedAmount } from "../client/format.js";
import { t } from "../client/messages.js";
import { session } from "../client/session.js";
import { Form } from "../components/form.js";

const FREQUENCIES = [12, 52, 26, 13, 4, 2, 1, 120];
const ONE_OFF = "120";
const SAVING = 2;
const BY_DATE = 3;

export function NewContribution({ base, today, done }) {
  const fields = [
    { name: "TransactionAmount", type: "amount", label: t("field.amount") },
    { name: "Frequency", label: t("field.frequency"), options: FREQUENCIES.map((number) => [String(number), t(`contribution.${number}`)]) },
    { name: "StartDate", type: "date", label: t("field.start_date") },
    { name: "EndDate", type: "date", label: t("field.end_date"), when: ({ Frequency }) => Frequency !== ONE_OFF },
  ];
  const send = (values) => {
    const amount = typedAmount(values.TransactionAmount);
    const ends = values.Frequency === ONE_OFF ? {} : { EndBasis: BY_DATE, EndDate: values.EndDate };
    const body = { TransactionType: SAVING, TransactionAmount: /^-?\d+(\.\d+)?$/.test(amount) ? Number(amount) : amount || null, Frequency: Number(values.Frequency), StartBasis: BY_DATE, StartDate: values.StartDate, ...ends };
    return post(`${base}/contributions`, body, session.value.customer);
  };
  return html`<${Form} title=${t("contribution.new")} label=${t("do.make")} fields=${fields} start=${{ StartDate: today, EndDate: addMonths(today, 24) }} send=${send} done=${done} />`;
}
