// An account's balance as a bar that adds up: what each goal holds, and what is left.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";

const share = (part, whole) => `${whole > 0 ? Math.max(0, (100 * part) / whole) : 0}%`;

export function Bar({ account, goals, formats }) {
  const held = goals
    .map((goal) => ({ name: goal.name, units: formats.units(goal.saved_amount.value) }))
    .filter(({ units }) => units > 0);
  const { balanceCents: balance, residualCents: left } = account;
  const width = Math.max(balance, held.reduce((sum, { units }) => sum + units, 0));
  return html`
    <div class="bar" role="img" aria-label=${t("account.bar", { held: formats.cents(balance - left), balance: formats.cents(balance), left: formats.cents(left) })}>
      ${held.map((part, index) => html`<span class=${`part part-${index % 6}`} style=${{ width: share(part.units, width) }}></span>`)}
      ${left > 0 && html`<span class="part left" style=${{ width: share(left, width) }}></span>`}
    </div>
    <ul class="legend">
      ${held.map((part, index) => html`<li><i class=${`part-${index % 6}`}></i><span>${part.name}</span><b>${formats.cents(part.units)}</b></li>`)}
      <li class=${left < 0 ? "bad" : ""}><i class="left"></i><span>${t("account.left")}</span><b>${formats.cents(left)}</b></li>
      <li class="sum"><i></i><span>${t("account.balance")}</span><b>${formats.cents(balance)}</b></li>
    </ul>`;
}
