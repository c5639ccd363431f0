import { html } from "../client/ui.js";
import { t } from "../client/messages.js";
import { isLocal, isSaver } from "../client/session.js";
import { SampleFamilies } from "../components/sample-families.js";

export const Start = () => html`
  <div class="split"><h1>${t("start.title")}</h1></div>
  <section class="prose"><p>${t("start.what")}</p></section>
  <div class="columns even">
    <section class="card"><h2>${t("nav.households")}</h2><p>${t("start.households")}</p>
      <p class="row"><a class="button main" href="#/households">${t("start.look")}</a>${!isSaver() && html`<a class="button" href="#/households/new">${t("household.new")}</a>`}</p></section>
    ${isLocal() && html`
      ${!isSaver() && html`<section class="card"><h2>${t("sample.title")}</h2><p>${t("sample.what")}</p><${SampleFamilies} /></section>`}
      <section class="card"><h2>${t("nav.time")}</h2><p>${t("start.time")}</p><p class="row"><a class="button" href="#/time">${t("nav.time")}</a><a class="button" href="#/events">${t("nav.events")}</a></p></section>
      <section class="card"><h2>${t("start.more")}</h2>
        <ul class="small">
          <li><a href="/start">/start</a> ${t("start.shell")}</li>
          <li><a href="/docs">/docs</a> ${t("start.docs")}</li>
          <li><a href="/openapi.json">/openapi.json</a> ${t("start.openapi")}</li>
        </ul></section>`}
  </div>`;
