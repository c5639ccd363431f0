import { html, useEffect, useState } from "../client/ui.js";
import { changed, clock, events, now, readClock } from "../client/live.js";
import { language, t } from "../client/messages.js";
import { EventList } from "../components/event-list.js";
import { Now } from "../components/now.js";
import { Loaded } from "../components/states.js";
import { useLoad } from "../client/load.js";

const STEPS = [["P1D", "time.day"], ["P7D", "time.week"], ["P1M", "time.month"], ["P1Y", "time.year"]];
const LOOK_MS = 300;
const moment = (text) =>
  new Intl.DateTimeFormat(language.value === "de" ? "de" : "en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" }).format(new Date(text));

export function Time() {
  const due = useLoad(() => readClock("?due=12"), []);
  const [walk, setWalk] = useState(null);
  const [last, setLast] = useState(null);
  useEffect(() => {
    if (walk === null) return undefined;
    const timer = setInterval(() => readClock().then(() => setWalk((one) => one && { ...one })), LOOK_MS);
    return () => clearInterval(timer);
  }, [walk === null]);
  const move = async (body, until) => {
    const from = now();
    const heard = new Set(events.value.map(({ detail }) => detail.id));
    setLast(null);
    setWalk({ from, until });
    const answer = await fetch("/_local/clock", { method: "PUT", body: JSON.stringify(body) }).then((one) => one.json(), () => ({ detail: t("state.offline") }));
    await readClock().catch(() => undefined);
    setWalk(null);
    setLast({ from, heard, problem: answer.detail });
    changed.value += 1;
  };
  return html`
    <div class="split"><h1>${t("nav.time")}</h1></div>
    <section class="card"><p class="now"><${Now} style="medium" /></p>
      <p class="row">${STEPS.map(([by, name]) => html`<button type="button" disabled=${walk !== null} onClick=${() => move({ by }, null)}>${t(name)}</button>`)}
        ${due.data?.due[0] && html`<button class="main" type="button" disabled=${walk !== null} onClick=${() => move({ now: due.data.due[0].at }, due.data.due[0].at)}>${t("time.next")}</button>`}</p>
      <${SetClock} busy=${walk !== null} move=${move} />
      ${walk && html`<div role="status"><label>${t("time.walking")} <progress></progress></label></div>`}
      ${clock.value === null && html`<p class="quiet">${t("state.loading")}</p>`}
    </section>
    ${last && html`<${Way} last=${last} />`}
    <section aria-labelledby="due"><h2 id="due">${t("time.due")}</h2>
      <${Loaded} of=${due} show=${({ due: next }) => next.length === 0 ? html`<p class="quiet">${t("time.nothing")}</p>` : html`<div class="card"><table>
        <thead><tr><th scope="col">${t("field.when")} (UTC)</th><th scope="col">${t("time.what")}</th></tr></thead>
        <tbody>${next.map(({ at, kinds }) => html`<tr key=${at}><td><time datetime=${at}>${moment(at)}</time></td><td>${Object.entries(kinds).map(([kind, count]) => `${t(`due.${kind}`)}: ${count}`).join(", ")}</td></tr>`)}</tbody></table></div>`} /></section>`;
}

function SetClock({ busy, move }) {
  const [text, setText] = useState("");
  const submit = (event) => {
    event.preventDefault();
    if (text) move({ now: `${text}Z` }, `${text}Z`);
  };
  return html`<form class="row" onSubmit=${submit}><label class="inline" for="clock-to">${t("time.to")}</label>
    <input id="clock-to" type="datetime-local" step="1" value=${text} onInput=${(event) => setText(event.currentTarget.value)} style=${{ width: "auto" }} /><button type="submit" disabled=${busy}>${t("time.set")}</button></form>`;
}

function Way({ last }) {
  const arrived = events.value.filter(({ detail }) => !last.heard.has(detail.id));
  const counts = Map.groupBy(arrived, (one) => one["detail-type"]);
  return html`<section aria-labelledby="way"><h2 id="way">${t("time.way")}</h2>
    ${last.problem && html`<p class="notice bad" role="alert">${last.problem}</p>`}
    <p class="row" role="status">${counts.size === 0 ? html`<span class="quiet">${t("events.none")}</span>` : [...counts].map(([type, all]) => html`<span class="tag"><b>${all.length}</b> ${type}</span>`)}</p>
    ${arrived.length > 0 && html`<div class="card"><${EventList} events=${arrived} moment=${moment} /></div>`}</section>`;
}
