import { html, useEffect, useRef } from "../client/ui.js";
import { clock, offline } from "../client/live.js";
import { languages, language, recall, remember, t, useLanguage } from "../client/messages.js";
import { isLocal, session, signOut } from "../client/session.js";
import { CallDock } from "../components/call-dock.js";
import { Now } from "../components/now.js";

const THEMES = ["auto", "light", "dark"];

export function Frame({ path, children }) {
  const main = useRef(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) main.current.focus({ preventScroll: true });
    shown.current = path;
  }, [path]);
  useEffect(() => {
    const heading = main.current?.querySelector("h1");
    document.title = heading ? `${heading.textContent} · ${t("title")}` : t("title");
  });
  return html`
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>${t("frame.skip")}</a>
    <header class="top"><div>
      <a class="brand" href="#/">${t("title")}</a>
      <nav aria-label=${t("frame.nav")}>
        <${Link} path=${path} to="/households" text=${t("nav.households")} />
        ${isLocal() && html`<${Link} path=${path} to="/events" text=${t("nav.events")} /><${Link} path=${path} to="/time" text=${t("nav.time")} /><a href="/docs">${t("nav.api")}</a>`}
      </nav>
      ${clock.value !== null && html`<a class="clock small" href="#/time"><${Now} /></a>`}
      <div class="row small">
        <${Choices} />
        ${session.value && html`<button type="button" onClick=${signOut} title=${session.value.customer || session.value.clientId}>${t("sign.out")}</button>`}
      </div>
    </div></header>
    <main id="main" tabindex="-1" ref=${main}>
      ${offline.value && html`<div class="notice warn" role="status"><p><strong>${t("state.offline")}</strong></p></div>`}
      ${children}
    </main>
    <${CallDock} />`;
}

const Link = ({ path, to, text }) => html`<a href=${`#${to}`} aria-current=${path.startsWith(to) ? "page" : undefined}>${text}</a>`;

function Choices() {
  const theme = recall("theme") ?? "auto";
  const setTheme = (event) => {
    const chosen = event.currentTarget.value;
    remember("theme", chosen === "auto" ? "" : chosen);
    if (chosen === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  };
  return html`
    <select aria-label=${t("frame.language")} value=${language.value} onInput=${(event) => useLanguage(event.currentTarget.value)}>
      ${languages().map(([tag, name]) => html`<option value=${tag}>${name}</option>`)}
    </select>
    <select aria-label=${t("frame.theme")} value=${theme || "auto"} onInput=${setTheme}>
      ${THEMES.map((name) => html`<option value=${name}>${t(`theme.${name}`)}</option>`)}
    </select>`;
}
