// What the views read of a household: the service's answers, put together.
import { get, onePage, pages } from "./api.js";
import { formats } from "./format.js";
import { session } from "./session.js";

const GONE = new Set(["cancelled"]);
const ENDED = new Set(["cancelled", "completed", "failed"]);
const known = new Map();

export const householdsAt = async (address) => ({ page: await onePage(address, session.value.customer) });

// The household with its people and its way to write amounts and dates.
export async function household(id, fresh = false) {
  if (fresh || !known.has(id)) {
    const { data } = await get(`/api/v2/household/${id}`, session.value.customer);
    known.set(id, { ...data, formats: formats({ locale: data.Locale, currency: data.Currency, zone: data.TimeZone }) });
  }
  return known.get(id);
}

// Only the one who is signed in, where a saver is; everybody where a client app is.
export const peopleOf = (home) =>
  session.value.customer ? home.Clients.filter(({ ClientGUID }) => ClientGUID === session.value.customer) : home.Clients;

export async function overview(id) {
  const home = await household(id, true);
  const people = peopleOf(home);
  const [savings, ...parts] = await Promise.all([
    get(`/api/v2/household/${id}/savings?ExcludeFormattedValues=1`, session.value.customer),
    ...people.map(({ ClientGUID }) => partOf(ClientGUID)),
  ]);
  const ledger = new Map(parts.flatMap(({ accounts }) => accounts).map((account) => [account.id, account]));
  const held = new Map(parts.flatMap(({ held }) => held).map((goal) => [goal.id, goal]));
  const accounts = savings.data.map((saving) => ({
    ...saving,
    ledger: ledger.get(saving.SavingsGUID),
    goals: [...held.values()].filter(({ account_id }) => account_id === saving.SavingsGUID),
  }));
  const goals = people.flatMap(({ ClientGUID }, index) => parts[index].goals.map((goal) => ({ ...goal, customer: ClientGUID })));
  return { home, people, accounts, open: goals.filter(isOpen), ended: goals.filter((goal) => !isOpen(goal)) };
}

export const isOpen = (goal) => !ENDED.has(goal.status);
export const isGone = (goal) => GONE.has(goal.status);

async function partOf(customer) {
  const [accounts, goals, held] = await Promise.all([
    get("/accounts?items=100", customer),
    pages("/goals", customer),
    get("/goals/v1/savings", customer),
  ]);
  return { accounts: accounts.accounts, goals, held: held.data };
}
