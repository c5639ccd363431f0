import { html, useState } from "../client/ui.js";
import { events, gaps } from "../client/live.js";
import { language, t } from "../client/messages.js";
import { EventList } from "../components/event-list.js";
import { Empty } from "../components/states.js";

export function Events() {
  const [paused, setPaused] = useState(null);
  const [type, setType] = useState("");
  const [goal, setGoal] = useState("");
  const [partner, setPartner] = useState("");
  const all = paused ?? events.value;
  const kept = all.filter(({ "detail-type": kind, detail }) =>
    (!type || kind === type) && (!goal || String(detail.data.goal_number ?? detail.subject).includes(goal)) && (!partner || detail.tenantid === partner));
  const several = (read) => [...new Set(all.map(read))].filter(Boolean).toSorted();
  const missing = gaps(all);
  const zoned = new Intl.DateTimeFormat(language.value === "de" ? "de" : "en-GB", { dateStyle: "short", timeStyle: "medium", timeZone: "UTC" });
  return html`
    <div class="split"><h1>${t("nav.events")}</h1>
      <button type="button" aria-pressed=${paused !== null} onClick=${() => setPaused(paused === null ? events.value : null)}>${t(paused === null ? "events.pause" : "events.follow")}</button></div>
    <div class="form"><div class="fields">
      <${Choice} name="type" label=${t("events.type")} value=${type} set=${setType} options=${several((one) => one["detail-type"])} />
      <div class="field"><label for="goal-filter">${t("events.goal")}</label><input id="goal-filter" value=${goal} autocomplete="off" onInput=${(event) => setGoal(event.currentTarget.value.trim())} /></div>
      <${Choice} name="partner" label=${t("events.partner")} value=${partner} set=${setPartner} options=${several(({ detail }) => detail.tenantid)} />
    </div></div>
    <p role="status" class="quiet">${t("events.count", { count: kept.length })} ${paused !== null && t("events.waiting", { count: events.value.length - paused.length })}</p>
    ${missing.length > 0 && html`<div class="notice warn"><p><strong>${t("events.gaps", { count: missing.length })}</strong></p><ul>${missing.slice(0, 5).map((one) => html`<li><code>${one.subject}</code> ${one.after} → ${one.sequence}</li>`)}</ul></div>`}
    ${kept.length ? html`<div class="card"><${EventList} events=${kept.toReversed()} moment=${(text) => `${zoned.format(new Date(text))} UTC`} missing=${missing} /></div>` : html`<${Empty} title=${t("events.none")} />`}`;
}

const Choice = ({ name, label, value, set, options }) => html`
  <div class="field"><label for=${`${name}-filter`}>${label}</label><select id=${`${name}-filter`} value=${value} onInput=${(event) => set(event.currentTarget.value)}>
    <option value="">${t("events.all")}</option>${options.map((one) => html`<option value=${one}>${one}</option>`)}
  </select></div>`;
