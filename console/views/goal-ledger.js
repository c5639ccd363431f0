import { Fragment, html, useEffect, useRef, useState } from "../client/ui.js";
import { onePage, patch, post, remove } from "../client/api.js";
import { typedAmount } from "../client/format.js";
import { usePaged, wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { Form } from "../components/form.js";
import { Pager } from "../components/pager.js";
import { Empty, Failed } from "../components/states.js";

const PAGE = 50;

export function Ledger({ goal, formats }) {
  const base = `/goals/v1/savings/${goal.id}/actions`;
  const loaded = usePaged(`${base}?order=newest&page_size=${PAGE}`, async (address) => ({ page: await onePage(address, goal.customer) }), [goal.id]);
  const [refused, setFailure] = useState(null);
  const [correcting, setCorrecting] = useState(null);
  const failure = refused ?? loaded.failure;
  const entries = loaded.data?.page.body.data;
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
          ${entries?.length > 0 && html`<table class="stacked">
            <thead><tr><th scope="col">${t("field.when")}</th><th scope="col" class="number">${t("field.amount")}</th><th scope="col"><span class="unseen">${t("field.do")}</span></th></tr></thead>
            <tbody>${entries.map((entry) => html`<${Fragment} key=${entry.id}><tr>
              <td>${formats.moment(entry.created_at)}</td>
              <td class="number">${entry.credit_debit_indicator === "debit" ? "−" : "+"}${formats.money(entry.amount.value)}</td>
              <td><span class="row"><button type="button" aria-expanded=${entry.id === correcting} onClick=${() => setCorrecting(entry.id === correcting ? null : entry.id)}>${t("ledger.correct")}</button><button type="button" onClick=${() => takeBack(entry)}>${t("ledger.undo")}</button></span></td>
            </tr>${entry.id === correcting && html`<tr><td colspan="3"><${Correction} entry=${entry} formats=${formats} done=${() => setCorrecting(null)}
              send=${(values) => patch(`${base}/${entry.id}`, { amount: money(values.amount) }, goal.customer)} /></td></tr>`}<//>`)}</tbody></table>`}
          <${Pager} of=${loaded} />
        </div>
      </div>
    </section>`;
}

function Correction({ entry, formats, send, done }) {
  const place = useRef(null);
  useEffect(() => place.current.querySelector("input").focus(), []);
  const amount = { name: "amount", type: "amount", label: t("ledger.instead", { amount: formats.money(entry.amount.value) }), wire: ["amount", "amount.value"] };
  return html`<div ref=${place}><${Form} title=${t("ledger.correct")} label=${t("ledger.correct")} start=${{ amount: entry.amount.value }} fields=${[amount]} send=${send} done=${done} /></div>`;
}
