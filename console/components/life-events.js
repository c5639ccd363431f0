// A household's life events, from which planned payments may start.
import { html, useState } from "../client/ui.js";
import { get, remove } from "../client/api.js";
import { useLoad, wrote } from "../client/load.js";
import { t } from "../client/messages.js";
import { session } from "../client/session.js";
import { Empty, Failed, Loaded } from "./states.js";

export function LifeEvents({ home }) {
  const id = home.HouseholdGUID;
  const base = `/api/v2/household/${id}/events`;
  const loaded = useLoad(async () => (await get(base, session.value.customer)).data, [id]);
  const [failure, setFailure] = useState(null);
  const take = ({ EventGUID }) => remove(`${base}/${EventGUID}`, session.value.customer).then(() => (wrote.value += 1), setFailure);
  return html`<section aria-labelledby="life-events">
    <div class="split"><h2 id="life-events">${t("life.title")}</h2><a class="button" href=${`#/households/${id}/events/new`}>${t("life.new")}</a></div>
    ${failure && html`<${Failed} failure=${failure} />`}
    <${Loaded} of=${loaded} show=${(events) => events.length === 0 ? html`<${Empty} title=${t("life.none")} />` : html`
      <ul class="cards">${events.map((event) => html`<li class="card" key=${event.EventGUID}>
        <h3>${event.EventLabel}</h3><p class="quiet">${said(event, home, events)}</p>
        <p><button type="button" aria-label=${`${t("life.remove")}: ${event.EventLabel}`} onClick=${() => take(event)}>${t("life.remove")}</button></p>
      </li>`)}</ul>`} />
  </section>`;
}

function said(event, home, events) {
  const { EventBasis: basis, AgeYears, AgeMonths, OffsetYears, OffsetMonths } = event;
  if (basis === 1) return home.formats.day(event.EventDate);
  const person = home.Clients.find(({ ClientGUID }) => ClientGUID === event.ClientGUID);
  if (basis === 2) return t("life.aged", { name: person?.FirstName, years: AgeYears ?? 0, months: AgeMonths ?? 0 });
  const other = events.find(({ EventGUID }) => EventGUID === event.LinkedEventGUID);
  return t(`life.linked.${event.OffsetBasis ?? 2}`, { name: other?.EventLabel, years: OffsetYears ?? 0, months: OffsetMonths ?? 0 });
}
