import { html } from "../client/ui.js";
import { get, post } from "../client/api.js";
import { given } from "../client/new-goal.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { go, paths } from "../client/routes.js";
import { session } from "../client/session.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/states.js";

const [DATE, AGE, LINKED] = ["1", "2", "3"];
const WHOLE = ["AgeYears", "AgeMonths", "OffsetBasis", "OffsetYears", "OffsetMonths"];
const on = (basis) => ({ EventBasis }) => EventBasis === basis;

export function NewLifeEvent({ household: id }) {
  const base = `/api/v2/household/${id}/events`;
  const loaded = useLoad(async () => (await get(`${base}/options`, session.value.customer)).data, [id]);
  const fields = (options) => [
    { name: "EventLabel", label: t("field.name") },
    { name: "EventBasis", label: t("life.basis"), options: [DATE, AGE, LINKED].filter((basis) => basis !== LINKED || Object.keys(options.LinkedEventGUID).length).map((basis) => [basis, t(`life.${basis}`)]) },
    { name: "EventDate", type: "date", label: t("field.when"), when: on(DATE) },
    { name: "ClientGUID", label: t("life.who"), options: Object.entries(options.ClientGUID), when: on(AGE) },
    { name: "AgeYears", type: "number", label: t("life.years"), when: on(AGE) },
    { name: "AgeMonths", type: "number", label: t("life.months"), when: on(AGE) },
    { name: "LinkedEventGUID", label: t("life.other"), options: Object.entries(options.LinkedEventGUID), when: on(LINKED) },
    { name: "OffsetBasis", label: t("life.offset"), options: ["1", "2"].map((basis) => [basis, t(`offset.${basis}`)]), when: on(LINKED) },
    { name: "OffsetYears", type: "number", label: t("life.years"), when: on(LINKED) },
    { name: "OffsetMonths", type: "number", label: t("life.months"), when: on(LINKED) },
  ];
  const send = (all) => (values) => {
    const asked = all.filter(({ when }) => !when || when(values)).map(({ name }) => [name, values[name]]);
    const numbered = asked.map(([name, value]) => [name, WHOLE.includes(name) && /^\d+$/.test(value) ? Number(value) : value]);
    return post(base, { ...given(Object.fromEntries(numbered)), EventBasis: Number(values.EventBasis) }, session.value.customer);
  };
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("life.new")}</h1></div>
    <${Loaded} of=${loaded} show=${(options) => html`<${Form} label=${t("do.make")} title=${t("life.new")} fields=${fields(options)} start=${{ AgeMonths: "0", OffsetMonths: "0" }} send=${send(fields(options))} done=${() => go(`/households/${id}`)} />`} />`;
}
