import { html, useState } from "../client/ui.js";
import { get, onePage, post } from "../client/api.js";
import { minorUnits, typedAmount } from "../client/format.js";
import { household, isOpen } from "../client/households.js";
import { usePaged, wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { isSaver } from "../client/session.js";
import { Form } from "../components/form.js";
import { Pager } from "../components/pager.js";
import { Empty, Failed, Loaded } from "../components/states.js";

const PAGE = 50;

async function load(id, customer, address) {
  const [home, savings, held, page] = await Promise.all([
    household(id),
    get(`/api/v2/household/${id}/savings?ExcludeFormattedValues=1`),
    get("/goals/v1/savings", customer),
    onePage(address, customer),
  ]);
  return { home, accounts: savings.data, dreams: held.data.filter(isOpen), page, transactions: page.body.transactions };
}

export function Transactions({ household: id, customer }) {
  const loaded = usePaged(`/transactions?items=${PAGE}&order=newest`, (address) => load(id, customer, address), [id, customer]);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("nav.transactions")}</h1></div>
    <${Loaded} of=${loaded} show=${(data) => html`${!isSaver() && html`<${Report} ...${data} customer=${customer} />`}<${List} ...${data} customer=${customer} /><${Pager} of=${loaded} />`} />`;
}

function Report({ home, accounts, dreams, customer }) {
  const own = accounts.map(({ SavingsGUID, SavingsDescription }) => [SavingsGUID, SavingsDescription]);
  const goals = [["", t("transaction.residual")], ...dreams.map(({ id, name }) => [id, name])];
  const comes = ({ type }) => type !== "Withdrawal";
  const leaves = ({ type }) => type !== "Deposit";
  const fields = [
    { name: "type", label: t("transaction.type"), options: ["Deposit", "Withdrawal", "Internal"].map((type) => [type, t(`transaction.${type}`)]) },
    { name: "amountCents", type: "amount", label: t("field.amount") },
    { name: "fromAccountId", label: t("transaction.from"), options: own, when: leaves },
    { name: "fromDreamId", label: t("transaction.from.goal"), options: goals, when: leaves },
    { name: "toAccountId", label: t("transaction.to"), options: own, when: comes },
    { name: "toDreamId", label: t("transaction.to.goal"), options: goals, when: comes },
    { name: "externalId", label: t("transaction.external"), hint: t("transaction.external.hint") },
  ];
  const send = (values) => {
    const asked = fields.filter(({ name, when }) => /Id$/.test(name) && (!when || when(values)) && values[name]);
    const ids = Object.fromEntries(asked.map(({ name }) => [name, values[name]]));
    const transaction = { type: values.type, userId: customer, amountCents: minorUnits(typedAmount(values.amountCents), home.Currency), ...ids };
    return post("/transactions", { transaction }, customer);
  };
  return html`<section><h2>${t("transaction.new")}</h2><${Form} title=${t("transaction.new")} label=${t("transaction.report")} fields=${fields} start=${{ externalId: `console-${crypto.randomUUID()}` }} send=${send} /></section>`;
}

function List({ home, accounts, transactions, customer }) {
  const [failure, setFailure] = useState(null);
  const names = new Map(accounts.map(({ SavingsGUID, SavingsDescription }) => [SavingsGUID, SavingsDescription]));
  const undo = ({ id }) => post(`/transactions/${id}/reversal`, { transaction: { externalId: `undo-${id}` } }, customer).then(() => (wrote.value += 1), setFailure);
  if (transactions.length === 0) return html`<${Empty} title=${t("transaction.none")} />`;
  const money = (one) => home.formats.cents(one.amountCents);
  const named = (account, dream) => [names.get(account.id) ?? account.id, dream?.name].filter(Boolean).join(" · ");
  return html`<section class="card"><h2>${t("transaction.list")}</h2>
    ${failure && html`<${Failed} failure=${failure} />`}
    <table class="stacked">
      <thead><tr><th scope="col">${t("field.when")}</th><th scope="col">${t("transaction.type")}</th><th scope="col">${t("transaction.moved")}</th><th scope="col"><span class="unseen">${t("field.do")}</span></th></tr></thead>
      <tbody>${transactions.map((one) => html`<tr key=${one.id}>
        <td>${home.formats.moment(one.settledAt)}</td><td>${t(`transaction.${one.type}`)}</td>
        <td>${one.fromAccount && html`<span class="moved"><b>−${money(one)}</b> ${named(one.fromAccount, one.fromDream)}</span>`}${one.toAccount && html`<span class="moved"><b>+${money(one)}</b> ${named(one.toAccount, one.toDream)}</span>`}</td>
        <td>${!isSaver() && html`<button type="button" onClick=${() => undo(one)}>${t("transaction.undo")}</button>`}</td></tr>`)}</tbody>
    </table></section>`;
}
