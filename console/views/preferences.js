import { html } from "../client/ui.js";
import { get, put } from "../client/api.js";
import { useLoad } from "../client/load.js";
import { languages, t } from "../client/messages.js";
import { paths } from "../client/routes.js";
import { Form } from "../components/form.js";
import { Loaded } from "../components/states.js";

const ADDRESS = "/notifications/preferences";
const CHANNELS = ["email", "inbox", "none"];

export function Preferences({ household: id, customer }) {
  const loaded = useLoad(() => get(ADDRESS, customer), [id, customer]);
  return html`
    <p class="crumbs"><a href=${paths.of(id, customer, "inbox")}>${t("nav.inbox")}</a></p>
    <div class="split"><h1>${t("prefs.title")}</h1></div>
    <${Loaded} of=${loaded} show=${(chosen) => html`<${Chosen} key=${JSON.stringify(chosen)} chosen=${chosen} customer=${customer} />`} />`;
}

function Chosen({ chosen, customer }) {
  const events = Object.keys(chosen.channels);
  const { stopped, address_known } = chosen.mail;
  const fields = [
    ...events.map((event) => ({ name: event, label: t(`notify.${event}`), wire: [`channels.${event}`], options: CHANNELS.map((one) => [one, t(`channel.${one}`)]) })),
    { name: "language", label: t("frame.language"), options: [["", t("prefs.own")], ...languages()] },
    { name: "reminder_days", type: "number", label: t("prefs.days"), hint: t("prefs.days.hint") },
    ...(stopped ? [{ name: "mail", label: t("prefs.mail"), options: [["stopped", t(`stopped.${stopped}`)], ["resume", t("prefs.resume")]] }] : []),
  ];
  const start = { ...chosen.channels, language: chosen.language ?? "", reminder_days: chosen.reminder_days ?? "" };
  const send = ({ language, reminder_days, mail, ...channels }) => {
    const days = /^\d+$/.test(reminder_days) ? Number(reminder_days) : reminder_days || null;
    const resumes = mail === "resume" ? { mail: { stopped: null } } : {};
    return put(ADDRESS, { channels, language: language || null, reminder_days: days, ...resumes }, customer);
  };
  return html`
    ${!address_known && html`<p class="notice plain">${t("prefs.nowhere")}</p>`}
    <${Form} label=${t("prefs.save")} title=${t("prefs.title")} fields=${fields} start=${start} send=${send} said=${t("prefs.saved")} />`;
}
