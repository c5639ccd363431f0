import { html, useState } from "../client/ui.js";
import { FAMILIES, makeFamily } from "../client/sample.js";
import { changed } from "../client/live.js";
import { t } from "../client/messages.js";
import { go } from "../client/routes.js";
import { Failed } from "./states.js";

export function SampleFamilies() {
  const [step, setStep] = useState(null);
  const [failure, setFailure] = useState(null);
  const make = async (family) => {
    setFailure(null);
    try {
      const id = await makeFamily(family, setStep);
      changed.value += 1;
      go(`/households/${id}`);
    } catch (refused) {
      setFailure(refused);
      setStep(null);
    }
  };
  return html`
    ${failure && html`<${Failed} failure=${failure} />`}
    <p class="row">${FAMILIES.map((family) => html`<button type="button" disabled=${step !== null} onClick=${() => make(family)}>${family.household.HouseholdLabel} (${family.household.Currency})</button>`)}</p>
    <p role="status" class="quiet">${step !== null && t("sample.step", { step })}</p>`;
}
