// The client's calls: keys, tries, tokens, pages and errors.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import * as client from "savings-goals-client";
import { BANK, Wire, said } from "./wire.ts";

const GUID = "06c6b144-3e42-46a2-b491-d86bdcc9598d";
const BUSY = { message: "Service Unavailable" };
const NOT_YOU = { message: "Unauthorized" };
const cancelled = (bank: client.Calls) => bank.DELETE("/goals/{goal_id}", { params: { path: { goal_id: 1 } } });
const listed = (bank: client.Calls) => bank.GET("/goals");
const kept = (key: string) => ({ params: { path: { goal_id: 1 }, header: { "Idempotency-Key": key } } });

async function thrown(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => assert.ok(false, "nothing was thrown"),
    (error: unknown) => error,
  );
}

test("a write keeps its key and its body through all tries, and each call has its own", async () => {
  const wire = new Wire(said(503, BUSY), new TypeError("broken"), said(429, BUSY, { "retry-after": "7" }), said(204));
  wire.answers.push(said(204), said(200, {}));
  const bank = wire.client(BANK, { chance: () => 0.5 });
  await bank.request("POST", "/goals", { body: { name: "Boat" } });
  const [first, ...others] = wire.headers("idempotency-key");
  assert.ok(first);
  assert.deepEqual(others, [first, first, first]);
  const bodies = await Promise.all(wire.requests.map((request) => request.text()));
  assert.deepEqual(bodies, Array(4).fill('{"name":"Boat"}'));
  assert.deepEqual(wire.waits, [150, 300, 7000]);
  assert.equal(await cancelled(bank), undefined);
  await bank.PUT("/goals/{goal_id}", { ...kept("mine"), body: { name: "Ship" } });
  const [other, mine] = wire.headers("idempotency-key").slice(4);
  assert.ok(other && other !== first);
  assert.equal(mine, "mine");
});

test("what only reads has no key, and is tried again as well", async () => {
  const wire = new Wire(said(502, BUSY), said(504, BUSY), said(200, []));
  assert.deepEqual(await listed(wire.client()), []);
  assert.deepEqual(wire.headers("idempotency-key"), [null, null, null]);
  assert.ok(wire.waits.every((wait, index) => wait >= 100 * 2 ** index && wait <= 200 * 2 ** index));
});

test("tries come to an end and say how", async () => {
  let wire = new Wire(...Array.from({ length: 5 }, () => said(503, BUSY, { "apigw-requestid": "r1" })));
  const busy = await thrown(listed(wire.client()));
  assert.ok(busy instanceof client.ServerError);
  assert.deepEqual([busy.status, busy.family, busy.requestId, wire.waits.length], [503, "gateway", "r1", 4]);

  wire = new Wire(...Array.from({ length: 2 }, () => new TypeError("nobody there")));
  const mine = wire.client(BANK, { retries: { tries: 2 } }).DELETE("/goals/{goal_id}", kept("mine"));
  const lost = await thrown(mine);
  assert.ok(lost instanceof client.NoAnswer && lost.cause instanceof TypeError);
  assert.deepEqual([lost.operation, lost.idempotencyKey], ["DELETE /goals/{goal_id}", "mine"]);

  wire = new Wire(said(429, BUSY, { "retry-after": "3600" }), said(500, { message: "Internal Server Error" }));
  const refused = await thrown(listed(wire.client()));
  assert.ok(refused instanceof client.TooManyRequests);
  assert.equal(refused.retryAfter, "3600");
  await assert.rejects(listed(wire.client()), client.ServerError);
  assert.deepEqual(wire.waits, []);
});

test("a date to try again at is counted from the answer's own", async () => {
  const date = "Sun, 22 Nov 2026 08:00:00 GMT";
  const later = said(503, BUSY, { "retry-after": "Sun, 22 Nov 2026 08:00:30 GMT", date });
  const wire = new Wire(later, said(503, BUSY, { "retry-after": "soon" }), said(200, []));
  await listed(wire.client());
  assert.equal(wire.waits[0], 30_000);
  assert.ok((wire.waits[1] ?? Infinity) <= 400);
});

test("an answer that takes too long is given up, and asked for again", async () => {
  const silent = (request: Request) =>
    new Promise<Response>((_, failed) => request.signal.addEventListener("abort", () => failed(request.signal.reason)));
  const wire = new Wire(silent, said(200, []));
  assert.deepEqual(await listed(wire.client(BANK, { timeout: 1 })), []);
  assert.equal(wire.waits.length, 1);
});

test("a caller who gives up is heard at once, while it sends and while it waits", async () => {
  const over = new Error("enough");
  for (const answer of [new TypeError("broken"), said(503, BUSY, { "retry-after": "60" })]) {
    const abort = new AbortController();
    const wire = new Wire(async () => {
      if (answer instanceof Response) setTimeout(() => abort.abort(over));
      else abort.abort(over);
      return answer instanceof Response ? answer : Promise.reject(answer);
    });
    const retries = { tries: answer instanceof Error ? 1 : 5 };
    const patient = new client.Client("https://bank", { accessToken: "theirs" }, { fetch: wire.fetch, retries });
    assert.equal(await thrown(patient.GET("/goals", { signal: abort.signal })), over);
    assert.equal(wire.requests.length, 1);
  }
});

test("a token is got once, renewed before its end, and once after a refusal", async () => {
  const wire = new Wire(...Array.from({ length: 3 }, () => said(200, [])), said(401, NOT_YOU), said(200, []));
  const bank = wire.client({ ...BANK, scope: "savings/goals.read" });
  await listed(bank);
  wire.now += 3_539_000;
  await listed(bank);
  wire.now += 1_000;
  await listed(bank);
  await listed(bank);
  assert.deepEqual(wire.headers("authorization"), [1, 1, 2, 2, 3].map((number) => `Bearer token-${number}`));
  const app = "client_id=bank&client_secret=secret";
  assert.equal(wire.forms[0], `grant_type=client_credentials&scope=savings%2Fgoals.read&${app}`);
  wire.answers.push(said(401, NOT_YOU), said(401, NOT_YOU));
  await assert.rejects(listed(bank), client.Unauthorized);
  assert.equal(wire.forms.length, 4);

  const hers = new Wire(said(200, []));
  await listed(hers.client({ ...BANK, customer: GUID }));
  assert.equal(hers.forms[0], `grant_type=password&username=${GUID}&${app}`);
});

test("without a token it says so; a given one is not renewed, one that is got by a function is", async () => {
  for (const answer of [said(400, { error: "invalid_client" }), said(200, { access_token: 1 }), new Response("<html>")]) {
    const wire = new Wire();
    wire.granted = () => answer;
    await assert.rejects(listed(wire.client()), client.NoToken);
  }
  const given = new Wire(said(401, NOT_YOU));
  await assert.rejects(listed(given.client({ accessToken: "theirs", clientId: "app" })), client.Unauthorized);
  assert.deepEqual([given.forms, given.headers("authorization")], [[], ["Bearer theirs"]]);

  const wire = new Wire(said(200, []), said(401, NOT_YOU), said(200, []));
  let number = 0;
  const bank = wire.client({ accessToken: async () => `t${++number}` });
  await listed(bank);
  await listed(bank);
  assert.deepEqual(wire.headers("authorization"), ["Bearer t1", "Bearer t1", "Bearer t2"]);
});

test("calls at the same time share one token and its renewal", async () => {
  const wire = new Wire(...Array.from({ length: 8 }, () => said(401, NOT_YOU)));
  wire.answers.push(...Array.from({ length: 8 }, () => said(200, [])));
  const bank = wire.client();
  await Promise.all(Array.from({ length: 8 }, () => listed(bank.actingFor(GUID))));
  assert.equal(wire.forms.length, 2);
});

test("a call names the app and the customer, and escapes what it is given", async () => {
  const wire = new Wire(said(200, { notifications: [], next: null }), said(404, { message: "Not Found" }));
  const bank = wire.client();
  await bank.actingFor(GUID).GET("/notifications", { params: { query: { unread: true, items: 5 } } });
  const odd = bank.GET("/goals/{goal_id}", { params: { path: { goal_id: "../accounts?x" } } });
  await assert.rejects(odd, client.NotFound);
  assert.deepEqual(
    wire.requests.map((request) => request.url),
    ["https://bank/notifications?unread=true&items=5", "https://bank/goals/..%2Faccounts%3Fx"],
  );
  assert.deepEqual(wire.headers("x-client-id"), ["bank", "bank"]);
  assert.deepEqual(wire.headers("x-customer-id"), [GUID, null]);
  for (const goal_id of ["", ".", ".."]) {
    const all = bank.DELETE("/goals/v1/savings/{goal_id}", { params: { path: { goal_id } } });
    await assert.rejects(all, TypeError);
  }
  assert.equal(wire.requests.length, 2);
});

const PAGES: [string, Response[], (bank: client.Calls) => AsyncGenerator<unknown>, string[]][] = [
  [
    "Link",
    [said(200, [1, 2], { link: '<https://bank/goals/1/periods?limit=2&after=p%2B1>; rel="next"' }), said(200, [3])],
    (bank) => bank.each("/goals/{goal_id}/periods", { params: { path: { goal_id: 1 }, query: { limit: 2 } } }),
    ["?limit=2", "?limit=2&after=p%2B1"],
  ],
  [
    "page_token",
    [said(200, { data: [1], metadata: { page_token: "ab" } }), said(200, { data: [2, 3], metadata: { page_token: "" } })],
    (bank) => bank.each("/goals/v1/savings/{goal_id}/actions", { params: { path: { goal_id: 1 } } }),
    ["", "?page_token=ab"],
  ],
  [
    "next_url",
    [said(200, { meta: { next_url: "/accounts?items=1&after=q" }, accounts: [] }), said(200, { accounts: [1], meta: {} })],
    (bank) => bank.each("/accounts", { params: { query: { items: 1 } } }),
    ["?items=1", "?items=1&after=q"],
  ],
  [
    "next",
    [said(200, { notifications: [1], next: "n" }), said(200, { notifications: [2], next: null })],
    (bank) => bank.each("/notifications"),
    ["", "?after=n"],
  ],
];

test("a list is read to its end, however its family pages", async () => {
  for (const [form, answers, call, asked] of PAGES) {
    const wire = new Wire(...answers);
    const found = [];
    for await (const one of call(wire.client())) found.push(one);
    assert.deepEqual([form, found], [form, Array.from(found, (_, index) => index + 1)]);
    assert.ok(found.length);
    assert.deepEqual([form, wire.requests.map(({ url }) => new URL(url).search)], [form, asked]);
  }
});

interface Refusal {
  name: string;
  status: number;
  body: Record<string, unknown>;
}

test("each published refusal is an error with its fields", async () => {
  const found: Refusal[] = JSON.parse(readFileSync(new URL("examples.json", import.meta.url), "utf8")).refusals;
  const read = new Map<string, client.ApiError>();
  const kinds = new Map<number, Function>([[400, client.BadRequest], [403, client.Forbidden], [404, client.NotFound]]);
  kinds.set(409, client.Conflict).set(422, client.Invalid);
  for (const { name, status, body } of found) {
    const wire = new Wire(said(status, body, { "x-request-id": "from-header" }));
    const error = await thrown(listed(wire.client(BANK, { retries: { tries: 1 } })));
    assert.ok(error instanceof client.ApiError && error instanceof (kinds.get(status) ?? client.ServerError), name);
    assert.ok(name.startsWith(error.family), name);
    assert.equal(error.requestId, body["request_id"] ?? "from-header");
    assert.ok(error.message.includes(error.detail), name);
    assert.equal(error instanceof client.PlanInfeasible, name.includes("infeasible"));
    assert.equal(error.name, error.constructor.name);
    read.set(name, error);
  }
  const fields = (name: string) => read.get(name)?.fields.map((field) => [field.name, field.code]);
  assert.deepEqual(fields("goals: validation"), [["name", "too_short"], ["savings", "unknown_member"]]);
  assert.deepEqual(fields("goals: parameter"), [["status", "unknown_value"], ["X-Customer-Id", "invalid_guid"]]);
  assert.ok(fields("ledger: validation")?.some(([name]) => name === "transaction.amountCents"));
  assert.deepEqual(fields("savings goals: money that is not there"), [["amount.value", undefined]]);
  assert.equal(fields("households: validation")?.[0]?.[0], "ClientGUID");
  assert.deepEqual(fields("savings goals: not found, unauthorised"), []);
  const infeasible = read.get("goals: infeasible plan");
  assert.ok(infeasible instanceof client.PlanInfeasible);
  assert.equal(infeasible.shortfall, "700.00");
  assert.deepEqual(infeasible.alternatives[0], { change: "period_amount", value: "240.00" });
});

test("a refusal of somebody else's making is an error without fields", async () => {
  const strange = [{}, { errors: ["x", { why: 1 }], message: null }, { data: { x: "y" }, success: 0 }, { errors: { a: null } }];
  for (const body of strange) {
    const error = await thrown(listed(new Wire(said(403, body)).client()));
    assert.ok(error instanceof client.Forbidden);
    assert.deepEqual([error.fields, error.body], [[], body]);
  }
});

test("an answer that is no JSON of the API is named with how it begins", async () => {
  for (const status of [200, 404, 418]) {
    for (const text of ["<html>Welcome", '"no goal"', "7"]) {
      const error = await thrown(listed(new Wire(new Response(text, { status })).client()));
      assert.ok(error instanceof client.UnreadableAnswer);
      assert.match(error.message, /^GET \/goals: .* status \d+ cannot be read; it begins with/);
      assert.equal(error.status, status);
    }
  }
  await assert.rejects(listed(new Wire(said(404)).client()), client.UnreadableAnswer);
});

/** Never called: the compiler proves that what the document refuses is refused here. */
export async function typed(bank: client.Calls): Promise<void> {
  const goals: client.models.Goal[] = await bank.GET("/goals", { params: { query: { status: "active" } } });
  const gone: undefined = await bank.DELETE("/goals/{goal_id}", { params: { path: { goal_id: goals[0]!.id } } });
  // @ts-expect-error there is no such path
  await bank.GET("/gaols");
  // @ts-expect-error nor such a word
  await bank.GET("/goals", { params: { query: { status: "lost" } } });
  // @ts-expect-error the goal is missing
  await bank.GET("/goals/{goal_id}");
  // @ts-expect-error the name is missing
  await bank.POST("/goals/v1/savings", { body: { account_id: "1" } });
  // @ts-expect-error this list has no pages
  bank.each("/goals/{goal_id}");
  for await (const period of bank.each("/goals/{goal_id}/periods", { params: { path: { goal_id: 1 } } })) {
    // @ts-expect-error a period has a number for an id
    const id: string = period.id;
  }
}
