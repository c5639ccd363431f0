import { html } from "../client/ui.js";
import { get, post } from "../client/api.js";
import { typedAmount } from "../client/format.js";
import { household, peopleOf } from "../client/households.js";
import { now } from "../client/live.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { go, paths } from "../client/routes.js";
import { session } from "../client/session.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/states.js";

const COMMON = "2";

export function NewAccount({ household: id }) {
  const base = `/api/v2/household/${id}/savings`;
  const loaded = useLoad(async () => ({ home: await household(id), options: (await get(`${base}/options`, session.value.customer)).data }), [id]);
  const fields = ({ home, options }) => [
    { name: "SavingsDescription", label: t("field.name") },
    { name: "ClientGUID", label: t("field.owner"), options: peopleOf(home).map((person) => [person.ClientGUID, `${person.FirstName} ${person.LastName}`]) },
    { name: "SavingsType", label: t("field.kind"), options: Object.entries(options.SavingsType) },
    { name: "Value", type: "amount", label: `${t("account.balance")} (${home.Currency})` },
  ];
  const send = (home) => (values) => {
    const value = typedAmount(values.Value);
    const Value = /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value || null;
    const body = { ...values, SavingsType: Number(values.SavingsType), Value, ValueDate: home.formats.today(now()) };
    return post(base, body, session.value.customer);
  };
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("account.new")}</h1></div>
    <${Loaded} of=${loaded} show=${(data) => html`
      <${Form} label=${t("do.make")} title=${t("account.new")} fields=${fields(data)} start=${{ SavingsType: COMMON, Value: "0" }} send=${send(data.home)} done=${() => go(`/households/${id}`)} />`} />`;
}
