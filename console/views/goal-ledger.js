import { html, useEffect, useState } from "../client/ui.js";
import { get, patch, post, remove } from "../client/api.js";
import { typedAmount } from "../client/format.js";
import { changed } from "../client/live.js";
import { wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { Form } from "../components/form.js";
import { Empty, Failed } from "../components/states.js";

const PAGE = 50;

export function Ledger({ goal, formats }) {
  const base = `/goals/v1/savings/${goal.id}/actions`;
  const [tokens, setTokens] = useState([""]);
  const [page, setPage] = useState(null);
  const [failure, setFailure] = useState(null);
  const [correcting, setCorrecting] = useState(null);
  const token = tokens.at(-1);
  useEffect(() => {
    get(`${base}?page_size=${PAGE}${token ? `&page_token=${token}` : ""}`, goal.customer).then(setPage, setFailure);
  }, [token, goal.sequence, changed.value, wrote.value]);
  const entries = page?.data;
  const next = page?.metadata.page_token;
  const money = (text) => ({ value: typedAmount(text), currency: goal.currency });
  const takeBack = (entry) => remove(`${base}/${entry.id}`, goal.customer).then(() => (wrote.value += 1), setFailure);
  const open = ["active", "finalising"].includes(goal.status);
  return html`
    <section aria-labelledby="ledger"><h2 id="ledger">${t("ledger.title")}</h2>
      ${failure && html`<${Failed} failure=${failure} />`}
      <div class="columns">
        <${Form} title=${t("ledger.record")} label=${t("ledger.record")} fields=${[
          { name: "amount", type: "amount", label: t("field.amount"), wire: ["amount", "amount.value"] },
          { name: "credit_debit_indicator", label: t("ledger.way"), options: [...(open ? [["credit", t("ledger.credit")]] : []), ["debit", t("ledger.debit")]] },
        ]} send=${(values) => post(base, { amount: money(values.amount), credit_debit_indicator: values.credit_debit_indicator }, goal.customer)} />
        <div class="card">
          ${entries?.length === 0 && html`<${Empty} title=${t("ledger.none")} />`}
          ${entries?.length > 0 && html`<div class="scroll" tabindex="0" role="group" aria-label=${t("ledger.title")}><table>
            <thead><tr><th scope="col">${t("field.when")}</th><th scope="col" class="number">${t("field.amount")}</th><th scope="col"><span class="unseen">${t("field.do")}</span></th></tr></thead>
            <tbody>${entries.map((entry) => html`<tr key=${entry.id}>
              <td>${formats.moment(entry.created_at)}</td>
              <td class="number">${entry.credit_debit_indicator === "debit" ? "−" : "+"}${formats.money(entry.amount.value)}</td>
              <td><span class="row"><button type="button" onClick=${() => setCorrecting(entry)}>${t("ledger.correct")}</button><button type="button" onClick=${() => takeBack(entry)}>${t("ledger.undo")}</button></span></td>
            </tr>`)}</tbody></table></div>`}
          <p class="row">
            ${tokens.length > 1 && html`<button type="button" onClick=${() => setTokens(tokens.slice(0, -1))}>${t("ledger.before")}</button>`}
            ${next && html`<button type="button" onClick=${() => setTokens([...tokens, next])}>${t("ledger.after")}</button>`}
          </p>
          ${correcting && html`<${Form} key=${correcting.id} title=${t("ledger.correct")} label=${t("ledger.correct")} start=${{ amount: correcting.amount.value }} done=${() => setCorrecting(null)}
            fields=${[{ name: "amount", type: "amount", label: t("ledger.instead", { amount: formats.money(correcting.amount.value) }), wire: ["amount", "amount.value"] }]}
            send=${(values) => patch(`${base}/${correcting.id}`, { amount: money(values.amount) }, goal.customer)} />`}
        </div>
      </div>
    </section>`;
}
