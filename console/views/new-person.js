import { html } from "../client/ui.js";
import { get, post, put } from "../client/api.js";
import { given } from "../client/new-goal.js";
import { household } from "../client/households.js";
import { useLoad } from "../client/load.js";
import { t } from "../client/messages.js";
import { go, paths } from "../client/routes.js";
import { isSaver } from "../client/session.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/states.js";

// A client has accounts and goals; a dependant depends on one. Only the bank names clients.
export function NewPerson({ household: id }) {
  const loaded = useLoad(() => household(id, true), [id]);
  const isClient = ({ role }) => role === "client";
  const fields = (home) => [
    { name: "role", label: t("person.role"), options: (isSaver() ? ["dependant"] : ["client", "dependant"]).map((role) => [role, t(`person.${role}`)]) },
    { name: "FirstName", label: t("field.first_name") },
    { name: "LastName", label: t("field.last_name") },
    { name: "DateOfBirth", type: "date", label: t("field.birth") },
    { name: "Email", type: "email", label: t("field.email"), hint: t("field.email.hint"), when: isClient },
    { name: "Level", label: t("person.may"), options: ["edit", "view"].map((level) => [level, t(`access.${level}`)]), when: isClient },
    { name: "Subject", label: t("person.sub"), hint: t("person.sub.hint"), wire: ["ClientGUID"], when: isClient },
    { name: "ClientGUID", label: t("person.of"), options: home.Clients.map((one) => [one.ClientGUID, `${one.FirstName} ${one.LastName}`]), when: (values) => !isClient(values) },
  ];
  const send = async (values) => {
    const { FirstName, LastName, DateOfBirth, Email, Subject, ClientGUID } = values;
    const person = { FirstName, LastName, DateOfBirth };
    if (!isClient(values)) return post(`/api/v2/household/${id}/dependants`, { ...person, ClientGUID });
    const made = await post(`/api/v2/household/${id}/clients`, { ...person, ...given({ Email, ClientGUID: Subject.trim() }) });
    return values.Level === "view" ? letView(id, made.data.ClientGUID) : made;
  };
  return html`
    <p class="crumbs"><a href=${paths.household(id)}>${t("nav.household")}</a></p>
    <div class="split"><h1>${t("person.new")}</h1></div>
    <${Loaded} of=${loaded} show=${(home) => html`<${Form} label=${t("do.make")} title=${t("person.new")} fields=${fields(home)} send=${send} done=${() => go(`/households/${id}`)} />`} />`;
}

// A household is replaced as a whole: all that it says stays, and one line of access is new.
async function letView(id, ClientGUID) {
  const address = `/api/v2/household/${id}`;
  const { HouseholdLabel, TimeZone, Currency, Locale, FinalisingDays, Access } = (await get(address)).data;
  return put(address, { HouseholdLabel, TimeZone, Currency, Locale, FinalisingDays, Access: [...Access, { ClientGUID, Level: "view" }] });
}
