import { html, useEffect, useState } from "../client/ui.js";
import { get, post, preview } from "../client/api.js";
import { household } from "../client/households.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { go, paths } from "../client/routes.js";
import { bodyOf, fieldsOf, isSavings } from "../client/new-goal.js";
import { Form } from "../components/form.js";
import { GoalPreview } from "../components/goal-preview.js";
import { Loaded } from "../components/states.js";
import { useWritten } from "../components/use-written.js";

async function load(id, customer) {
  const [home, found] = await Promise.all([household(id), get(`/api/v2/household/${id}/savings?ExcludeFormattedValues=1`)]);
  const own = found.data.filter(({ ClientGUID, JointOwnerClientGUID }) => [ClientGUID, JointOwnerClientGUID].includes(customer));
  return { home, accounts: own.toSorted((one, other) => (one.DefaultAccount ?? 0) - (other.DefaultAccount ?? 0)) };
}

export function NewGoal({ household: id, customer }) {
  const loaded = useLoad(() => load(id, customer), [id, customer]);
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("goal.new")}</h1></div>
    <${Loaded} of=${loaded} show=${(data) => html`<${Plan} ...${data} customer=${customer} />`} />`;
}

function Plan({ home, accounts, customer }) {
  const [values, setValues] = useState(null);
  const written = useWritten(values);
  const [answer, setAnswer] = useState(null);
  useEffect(() => {
    const body = written && bodyOf({ ...written, name: written.name || "…" }, home.Currency);
    if (!body || !planned(written)) return setAnswer(null);
    preview("/goals/preview", body, customer).then(setAnswer, (failure) => setAnswer({ failure }));
  }, [JSON.stringify(written)]);
  const fields = fieldsOf(accounts.map(({ SavingsGUID, SavingsDescription }) => [SavingsGUID, SavingsDescription]));
  const send = (all) => post(isSavings(all) ? "/goals/v1/savings" : "/goals", bodyOf(all, home.Currency), customer);
  const done = (made) => go(`/households/${home.HouseholdGUID}/people/${customer}/goals/${(made.data ?? made).id}`);
  return html`
    <${Form} label=${t("do.make")} title=${t("goal.new")} fields=${fields} onType=${setValues} send=${send} done=${done}>
      ${({ setAll }) => html`<div aria-live="polite">${answer && html`<${GoalPreview} answer=${answer} formats=${home.formats} take=${setAll} />`}</div>`}
    <//>`;
}

const planned = (values) => ["target_amount", "period_amount", "end_date"].filter((name) => values[name]).length >= 2;
