// A form that sends its values, shows the service's words at the fields that they name, and says what came of it.
import { html, useId, useRef, useState } from "../client/ui.js";
import { t } from "../client/messages.js";
import { wrote } from "../client/load.js";
import { changed } from "../client/live.js";

// `refused` is what a preview said of the values; without `send` there is nothing to send yet; `said` is shown once it is.
// `fields` are {name, label, type, options, known, hint, wire}; `known` are proposed, `wire` are the names by which refusals name the field.
export function Form({ fields, start = {}, send, done, label, onType, children, title, refused, said }) {
  const [values, setValues] = useState(() => Object.fromEntries(fields.map((field) => [field.name, start[field.name] ?? firstOf(field)])));
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const form = useRef(null);
  const change = (name, value) => {
    const next = { ...values, [name]: value };
    setValues(next);
    onType?.(next);
  };
  const submit = async (event) => {
    event.preventDefault();
    if (!send) return;
    setBusy(true);
    setSent(false);
    setFailure(null);
    try {
      const answer = await send(values);
      wrote.value += 1;
      changed.value += 1;
      setSent(true);
      done?.(answer);
    } catch (refused) {
      if (!("fields" in refused)) throw refused;
      setFailure(refused);
      requestAnimationFrame(() => form.current?.querySelector("[aria-invalid=true]")?.focus());
    } finally {
      setBusy(false);
    }
  };
  const shown = new Map(fields.map((field) => [field.name, saidOf(field, failure ?? refused)]));
  const placed = new Set([...shown.values()].flat());
  const rest = failure ? Object.entries(failure.fields).flatMap(([name, said]) => said.filter((one) => !placed.has(one)).map((one) => `${name}: ${one}`)) : [];
  return html`
    <form ref=${form} class="form" onSubmit=${submit} noValidate aria-label=${title ?? label}>
      ${failure && html`<${Refused} failure=${failure} rest=${rest} placed=${placed.size} />`}
      <div class="fields">
        ${fields.filter((field) => !field.when || field.when(values)).map((field) => html`<${Field} key=${field.name} field=${field} value=${values[field.name]} said=${shown.get(field.name)} change=${change} />`)}
      </div>
      ${children?.({ values, change, failure, setAll: (some) => { const next = { ...values, ...some }; setValues(next); onType?.(next); } })}
      ${label && html`<p class="row"><button class="main" type="submit" disabled=${busy || !send}>${busy ? t("state.sending") : label}</button><span role="status">${sent && said}</span></p>`}
    </form>`;
}

const firstOf = (field) => (field.options ? (field.options[0]?.[0] ?? "") : "");

function saidOf(field, failure) {
  const names = failure ? (field.wire ?? [field.name]) : [];
  return names.flatMap((name) => failure.fields[name] ?? failure.fields[`transaction.${name}`] ?? []);
}

const Refused = ({ failure, rest, placed }) => html`
  <div class="notice bad" role="alert">
    <p><strong>${t(failure.offline ? "state.offline" : "form.refused")}</strong> ${placed === 0 && rest.length === 0 && failure.message}</p>
    ${rest.length > 0 && html`<ul>${rest.map((one) => html`<li>${one}</li>`)}</ul>`}
  </div>`;

function Field({ field, value, said, change }) {
  const id = useId();
  const about = [field.hint && `${id}-hint`, said.length && `${id}-said`].filter(Boolean).join(" ");
  const common = {
    id,
    name: field.name,
    "aria-describedby": about || undefined,
    "aria-invalid": said.length ? "true" : undefined,
    onInput: (event) => change(field.name, event.currentTarget.value),
  };
  const input = field.options
    ? html`<select ...${common} value=${value}>${field.options.map(([option, label]) => html`<option value=${option}>${label}</option>`)}</select>`
    : html`<input ...${common} type=${field.type === "amount" ? "text" : (field.type ?? "text")} inputmode=${field.type === "amount" ? "decimal" : undefined} value=${value} autocomplete="off" list=${field.known && `${id}-known`} />`;
  return html`
    <div class=${`field ${said.length ? "wrong" : ""}`}>
      <label for=${id}>${field.label}</label>
      ${input}
      ${field.known && html`<datalist id=${`${id}-known`}>${field.known.map((one) => html`<option value=${one}></option>`)}</datalist>`}
      ${field.hint && html`<small id=${`${id}-hint`} class="quiet">${field.hint}</small>`}
      ${said.length > 0 && html`<small id=${`${id}-said`} class="said">${said.join(" ")}</small>`}
    </div>`;
}
