import { html } from "../client/ui.js";
import { post } from "../client/api.js";
import { language, t } from "../client/messages.js";
import { go } from "../client/routes.js";
import { Form } from "../components/form.js";

const CURRENCIES = ["GBP", "EUR", "USD", "CHF", "JPY", "AUD", "CAD", "NZD", "SEK", "KWD"];
const LOCALES = ["en_GB", "en_US", "de_DE", "de_CH", "fr_FR", "ja_JP"];
const named = (type, names, before = () => "") => {
  const words = new Intl.DisplayNames([language.value], { type });
  return names.map((name) => [name, before(name) + words.of(name.replace("_", "-"))]);
};

export function NewHousehold() {
  const fields = [
    { name: "HouseholdLabel", label: t("field.label") },
    { name: "Currency", label: t("field.currency"), options: named("currency", CURRENCIES, (code) => `${code} · `) },
    { name: "TimeZone", label: t("field.zone"), hint: t("field.zone.hint"), known: Intl.supportedValuesOf("timeZone") },
    { name: "Locale", label: t("field.locale"), options: named("language", LOCALES) },
    { name: "FirstName", label: t("field.first_name"), wire: ["Clients.0.FirstName", "Clients"] },
    { name: "LastName", label: t("field.last_name"), wire: ["Clients.0.LastName"] },
    { name: "DateOfBirth", type: "date", label: t("field.birth"), wire: ["Clients.0.DateOfBirth"] },
    { name: "Email", type: "email", label: t("field.email"), hint: t("field.email.hint"), wire: ["Clients.0.Email"] },
  ];
  const send = ({ FirstName, LastName, DateOfBirth, Email, ...home }) => {
    const person = { FirstName, LastName, DateOfBirth, ...(Email ? { Email } : {}) };
    return post("/api/v2/household", { ...home, Clients: [person] });
  };
  return html`
    <p class="crumbs"><a href="#/households">${t("nav.households")}</a></p>
    <div class="split"><h1>${t("household.new")}</h1></div>
    <${Form} label=${t("do.make")} title=${t("household.new")} fields=${fields} start=${{ TimeZone: Intl.DateTimeFormat().resolvedOptions().timeZone === "UTC" ? "Europe/London" : Intl.DateTimeFormat().resolvedOptions().timeZone }}
      send=${send} done=${({ data }) => go(`/households/${data.HouseholdGUID}`)} />`;
}
