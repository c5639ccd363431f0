// Calls of the service: the token, the customer, one key for all tries of a write, and one shape of refusals.
import { noteCall } from "./calls.js";
import { failure, unreachable } from "./failures.js";
import { session, settings } from "./session.js";

const TRIES = 2;

export const get = (path, customer) => call("GET", path, { customer });
export const post = (path, body, customer) => call("POST", path, { body, customer });
export const put = (path, body, customer) => call("PUT", path, { body, customer });
export const patch = (path, body, customer) => call("PATCH", path, { body, customer });
export const remove = (path, customer) => call("DELETE", path, { customer });

// A preview writes nothing: it is no action of the reader's, and needs no key.
export const preview = (path, body, customer) => call("POST", path, { body, customer, quiet: true });

// Every page of a list, up to `most` pages.
export async function pages(path, customer, most = 10) {
  const items = [];
  for (let next = path, page = 0; next && page < most; page += 1) {
    const answered = await onePage(next, customer);
    items.push(...answered.body);
    next = answered.next;
  }
  return items;
}

// One page, and the address of the next where there is one.
export async function onePage(path, customer) {
  const { answer, body } = await send("GET", path, { customer });
  return { body, next: linked(answer) ?? body.meta?.next_url ?? further(path, body) };
}

const linked = (answer) => /<([^>]+)>;\s*rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];

// Two families give a token instead of an address.
function further(path, { metadata, next }) {
  const [where, asked] = path.split("?");
  const place = metadata?.page_token ? { page_token: metadata.page_token } : next ? { after: next } : null;
  return place ? `${where}?${new URLSearchParams({ ...Object.fromEntries(new URLSearchParams(asked)), ...place })}` : undefined;
}

async function call(method, path, options) {
  return (await send(method, path, options)).body;
}

async function send(method, path, { body, customer, quiet = false }) {
  const url = new URL((settings.value.api ?? "") + path, location.href).href;
  const writes = method !== "GET" && !quiet;
  const { clientId } = session.value;
  const key = writes ? { "Idempotency-Key": crypto.randomUUID() } : {};
  const content = body === undefined ? {} : { "Content-Type": "application/json" };
  const whose = customer ? { "X-Customer-Id": customer } : {};
  const headers = { "X-Client-Id": clientId, ...whose, ...content, ...key };
  const answer = await tried(url, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  if (writes) noteCall({ method, path, url, base: url.slice(0, -path.length), body, customer, clientId, status: answer.status });
  const text = await answer.text();
  const read = text && /json/.test(answer.headers.get("content-type") ?? "") ? JSON.parse(text) : null;
  if (!answer.ok) throw failure(answer.status, read, answer.headers.get("apigw-requestid"));
  return { answer, body: read };
}

// A lost answer is asked for again under the same key, and an expired token is replaced once.
async function tried(url, request) {
  for (let left = TRIES; ; left -= 1) {
    const headers = { ...request.headers, Authorization: `Bearer ${session.value?.token}` };
    const answer = await fetch(url, { ...request, headers }).catch(() => null);
    if (answer && answer.status !== 401) return answer;
    if (left <= 1) {
      if (answer) return answer;
      throw unreachable();
    }
    if (answer) await session.value.again();
  }
}
