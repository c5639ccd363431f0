import { html, useState } from "../client/ui.js";
import { t } from "../client/messages.js";
import { isLocal, settings, signIn, signInByCode } from "../client/session.js";

export function SignIn() {
  const [refused, setRefused] = useState("");
  if (settings.value === null) return html`<h1>${t("state.offline")}</h1>`;
  if (!isLocal()) {
    if (!settings.value.clientId) return html`<h1>${t("sign.in")}</h1><p>${t("sign.where")}</p>`;
    return html`<h1>${t("sign.in")}</h1><p>${t("sign.code")}</p><p><button class="main" type="button" onClick=${signInByCode}>${t("sign.in")}</button></p>`;
  }
  const submit = (event) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    signIn({ client: form.get("client"), customer: form.get("customer").trim() }).catch((error) => setRefused(error.message));
  };
  return html`
    <div class="split"><h1>${t("sign.in")}</h1></div>
    <form class="form" onSubmit=${submit}>
      ${refused && html`<p class="notice bad" role="alert">${t("sign.refused")} <code>${refused}</code></p>`}
      <div class="fields">
        <div class="field"><label for="client">${t("sign.client")}</label>
          <select id="client" name="client">${settings.value.clients.map(({ id }) => html`<option value=${id}>${id}</option>`)}</select></div>
        <div class="field"><label for="customer">${t("sign.customer")}</label>
          <input id="customer" name="customer" autocomplete="off" aria-describedby="customer-hint" />
          <small id="customer-hint" class="quiet">${t("sign.customer.hint")}</small></div>
      </div>
      <p><button class="main" type="submit">${t("sign.in")}</button></p>
    </form>`;
}
