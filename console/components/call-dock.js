// The calls that the reader's last actions made, to copy: as curl, and with the clients for Python and TypeScript.
import { html, useState } from "../client/ui.js";
import { asCurl, asPython, asTypeScript, calls } from "../client/calls.js";
import { t } from "../client/messages.js";

const WAYS = { curl: asCurl, Python: asPython, TypeScript: asTypeScript };

export function CallDock() {
  const [way, setWay] = useState("curl");
  const [chosen, setChosen] = useState(0);
  if (!calls.value.length) return null;
  const call = calls.value[Math.min(chosen, calls.value.length - 1)];
  const text = WAYS[way](call);
  return html`
    <details class="dock">
      <summary>${t("call.last")} <code>${calls.value[0].method} ${calls.value[0].path}</code> <span class="tag">${calls.value[0].status}</span></summary>
      <div class="row">
        ${Object.keys(WAYS).map((name) => html`<button type="button" aria-pressed=${name === way} onClick=${() => setWay(name)}>${name}</button>`)}
        <button type="button" onClick=${() => navigator.clipboard?.writeText(text)}>${t("call.copy")}</button>
        ${calls.value.length > 1 && html`
          <label class="inline">${t("call.which")} <select value=${chosen} onInput=${(event) => setChosen(Number(event.currentTarget.value))}>
            ${calls.value.map((one, index) => html`<option value=${index}>${one.method} ${one.path} (${one.status})</option>`)}
          </select></label>`}
      </div>
      <pre tabindex="0" aria-label=${t("call.code")}>${text}</pre>
    </details>`;
}
