// How far a goal is, in words, a sign and a ring; colour only repeats it.
import { html } from "../client/ui.js";
import { t } from "../client/messages.js";
import { percent } from "../client/format.js";

const AROUND = 2 * Math.PI * 15;
const SIGNS = { below: "▼", equal: "●", above: "▲" };
const STATES = { unstarted: "◌", finalising: "◔", completed: "✓", failed: "✕", cancelled: "–" };

export function Ring({ goal, formats, size = 56 }) {
  const reached = percent(formats.units(goal.current_amount), formats.units(goal.target_amount ?? "0"));
  const filled = (AROUND * Math.min(100, reached)) / 100;
  return html`
    <svg class="ring" viewBox="0 0 36 36" width=${size} height=${size} role="img" aria-label=${t("goal.reached", { percent: reached })}>
      <circle cx="18" cy="18" r="15" class="track" />
      <circle cx="18" cy="18" r="15" class=${`done ${goal.tracking_status}`} stroke-dasharray=${`${filled} ${AROUND}`} transform="rotate(-90 18 18)" />
      <text x="18" y="21.2" class=${reached > 999 ? "longer" : reached > 99 ? "long" : ""} text-anchor="middle" aria-hidden="true">${reached}%</text>
    </svg>`;
}

export function Tracking({ goal }) {
  const open = goal.status === "active";
  const name = open ? `tracking.${goal.tracking_status}` : `status.${goal.status}`;
  const kind = open ? goal.tracking_status : goal.status;
  return html`<span class=${`tag ${kind}`}><span aria-hidden="true">${open ? SIGNS[kind] : STATES[kind]}</span> ${t(name)}</span>`;
}

export const trackingText = (period) => `${SIGNS[period.tracking_status]} ${t(`tracking.${period.tracking_status}`)}`;
