// Who is signed in. The token stays in the memory of the page: a reload signs in again.
import { signal } from "./ui.js";
import { begin, cameBack, end, finish } from "./code-flow.js";
import { recall, remember } from "./messages.js";

export const settings = signal(null);
export const session = signal(null);
export const isLocal = () => settings.value?.signIn === "local";

export async function open() {
  settings.value = await (await fetch("console/settings.json")).json();
  if (isLocal()) return signIn({ client: settings.value.clients[0].id });
  const asked = new URLSearchParams(location.search).get("client");
  if (asked) remember("client", asked);
  settings.value = { ...settings.value, clientId: settings.value.clientId ?? asked ?? recall("client") };
  const back = cameBack();
  const tokens = back?.code && (await finish(back, settings.value));
  if (tokens) session.value = bySaver(tokens);
}

// On the local stack: as one of its client apps, or as the customer with this id.
export async function signIn({ client, customer = "" }) {
  const { secret } = settings.value.clients.find(({ id }) => id === client);
  const form = { client_id: client, client_secret: secret };
  const grant = customer ? { grant_type: "password", username: customer } : { grant_type: "client_credentials" };
  const answer = await fetch("/oauth2/token", { method: "POST", body: new URLSearchParams({ ...form, ...grant }) });
  const tokens = await answer.json();
  if (!answer.ok) throw new Error(tokens.error);
  session.value = { token: tokens.access_token, clientId: client, customer, again: () => signIn({ client, customer }) };
}

// A saver makes no households and moves no balances: those are calls of the bank's.
export const isSaver = () => Boolean(session.value?.customer);

export const signInByCode = () => begin(settings.value);

export function signOut() {
  session.value = null;
  if (settings.value.signOut) end(settings.value);
}

function bySaver(tokens) {
  const { sub, client_id } = JSON.parse(atob(tokens.access_token.split(".")[1].replaceAll("-", "+").replaceAll("_", "/")));
  return { token: tokens.access_token, clientId: client_id, customer: sub, again: async () => (session.value = null) };
}
