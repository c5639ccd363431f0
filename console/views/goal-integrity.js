import { html, useState } from "../client/ui.js";
import { onePage } from "../client/api.js";
import { t } from "../client/messages.js";
import { Failed } from "../components/states.js";

const words = (name) => name.replaceAll("_", " ");
const figure = (value) => (typeof value === "object" ? JSON.stringify(value) : String(value));

export function Integrity({ goal }) {
  const [proof, setProof] = useState(null);
  const [failure, setFailure] = useState(null);
  // A long ledger is proven in turns: each answer says from where the next goes on.
  const check = async () => {
    setFailure(null);
    for (let next = `/goals/${goal.id}/integrity`; next; ) {
      const page = await onePage(next, goal.customer);
      setProof(page.body);
      next = page.next;
    }
  };
  return html`
    <section aria-labelledby="integrity"><h2 id="integrity">${t("integrity.title")}</h2>
      <div class="card">
        ${failure && html`<${Failed} failure=${failure} />`}
        <p>${t("integrity.what")}</p>
        <p><button type="button" onClick=${() => check().catch(setFailure)}>${t("integrity.check")}</button></p>
        <div aria-live="polite">${proof && html`
          <p><span class=${`tag ${proof.holds ? "completed" : "failed"}`}>${proof.holds ? "✓" : "✕"} ${t(proof.holds ? "integrity.holds" : "integrity.broken")}</span></p>
          <div class="scroll" tabindex="0" role="group" aria-label=${t("integrity.title")}><table>
            <thead><tr><th scope="col">${t("integrity.rule")}</th><th scope="col">${t("integrity.expected")}</th><th scope="col">${t("integrity.actual")}</th></tr></thead>
            <tbody>${proof.invariants.map((one) => html`<tr><td>${one.holds ? "✓" : "✕"} ${words(one.name)}</td><td><code>${figure(one.expected)}</code></td><td><code>${figure(one.actual)}</code></td></tr>`)}</tbody>
          </table></div>`}</div>
      </div>
    </section>`;
}
