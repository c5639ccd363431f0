// What happens meanwhile: the bus of the local stack, its clock, and a signal that says that something changed.
import { signal } from "./ui.js";
import { unreachable } from "./failures.js";
import { isLocal } from "./session.js";

const LAST = "/_local/events?last=500";
const KEPT = 2000;
const RETRY_MS = 2000;
export const events = signal([]);
export const changed = signal(0);
export const offline = signal(false);
export const clock = signal(null);

export const now = () => (clock.value === null ? new Date() : new Date(Date.now() + clock.value));

export async function readClock(query = "") {
  const answer = await (await fetch(`/_local/clock${query}`).catch(() => Promise.reject(unreachable()))).json();
  clock.value = Date.parse(answer.now) - Date.now();
  return answer;
}

let following = false;
export async function follow() {
  if (following || !isLocal()) return;
  following = true;
  let address = LAST;
  for (;;) {
    try {
      const answer = await (await fetch(address)).json();
      const news = address !== LAST;
      events.value = [...events.value, ...answer.events].slice(-KEPT);
      if (news && answer.events.length) changed.value += 1;
      address = `/_local/events?after=${answer.next}&wait=5`;
      await readClock();
      if (offline.value) changed.value += 1;
      offline.value = false;
    } catch {
      offline.value = true;
      await new Promise((done) => setTimeout(done, RETRY_MS));
    }
  }
}

// Events whose predecessor of the same subject is not there, though an earlier one is.
export function gaps(all) {
  const last = new Map();
  const missing = [];
  for (const { detail } of all) {
    const sequence = Number(detail.sequence);
    const before = last.get(detail.subject);
    if (before !== undefined && sequence > before + 1) missing.push({ id: detail.id, subject: detail.subject, after: before, sequence });
    last.set(detail.subject, Math.max(sequence, before ?? 0));
  }
  return missing;
}
