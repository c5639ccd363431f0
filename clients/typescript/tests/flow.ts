// The first hour of a caller, on a running stack: `node flow.ts ADDRESS`.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import * as client from "savings-goals-client";

const [, , address = "http://127.0.0.1:8000"] = process.argv;
const app = { clientId: "demo-app", clientSecret: "demo-secret" };
const bank = new client.Client(address, app);

async function refused<E extends client.ApiError>(kind: abstract new (...of: never) => E, call: Promise<unknown>): Promise<E> {
  const error: unknown = await call.then(() => undefined, (one: unknown) => one);
  assert.ok(error instanceof kind, `${error} is no ${kind.name}`);
  return error;
}

async function all<T>(found: AsyncIterable<T>): Promise<T[]> {
  const things: T[] = [];
  for await (const one of found) things.push(one);
  return things;
}

// Households: amounts are numbers. Under its key a write has one effect.
const family: client.models.CreateHousehold = {
  TimeZone: "Europe/London",
  Currency: "GBP",
  Clients: [{ FirstName: "Tina", LastName: "Edwards", DateOfBirth: "1990-05-04" }],
};
const once = { params: { header: { "Idempotency-Key": crypto.randomUUID() } }, body: family };
const { data: household } = await bank.POST("/api/v2/household", once);
assert.deepEqual((await bank.POST("/api/v2/household", once)).data, household);
const customer = household.Clients[0]!.ClientGUID;
const home = { path: { HouseholdGUID: household.HouseholdGUID } };
const saving = { ClientGUID: customer, SavingsDescription: "Savings", SavingsType: 2, Value: 1000.25, ValueDate: "2020-01-01" };
const savings = "/api/v2/household/{HouseholdGUID}/savings";
const { data: account } = await bank.POST(savings, { params: home, body: saving });
assert.equal(account.Value, 1000.25);
const invalid = await refused(client.Invalid, bank.POST(savings, { params: home, body: { ...saving, Value: -0.001 } }));
assert.equal(invalid.family, "households");
assert.ok(invalid.fields.some((field) => field.name === "Value"));
assert.equal((await all(bank.each(savings, { params: { ...home, query: { limit: 1 } } }))).length, 2);

// A savings goal: saved, corrected, refused, read page by page.
const hers = bank.actingFor(customer);
const pounds = (value: string) => ({ value, currency: "GBP" });
const boat = { name: "Boat", account_id: account.SavingsGUID, target_amount: pounds("100"), target_date: "2099-12-31" };
const dear = { ...boat, target_amount: pounds("90000"), recurrent_amount: pounds("1") };
const infeasible = await refused(client.PlanInfeasible, hers.POST("/goals/v1/savings", { body: dear }));
assert.ok(infeasible.alternatives.length);
const { data: planned } = await hers.POST("/goals/v1/savings", { body: boat });
const actions = "/goals/v1/savings/{goal_id}/actions";
const ofBoat = { path: { goal_id: planned.id } };
const put = (value: string) =>
  hers.POST(actions, { params: ofBoat, body: { amount: pounds(value), credit_debit_indicator: "credit" } });
for (const value of ["10.50", "20", "69.50"]) await put(value);
const short = await refused(client.BadRequest, put("5000"));
assert.deepEqual([short.family, short.fields.map((field) => field.name)], ["savings goals", ["amount.value"]]);
const amounts = (await all(hers.each(actions, { params: { ...ofBoat, query: { page_size: 2 } } }))).map((one) => one.amount.value);
assert.deepEqual(amounts.toSorted(), ["10.50", "20.00", "69.50"]);

// A goal with periods, and both of them in one list.
const bike: client.models.CreateGoal = {
  name: "Bike",
  account_id: account.SavingsGUID,
  tracking_type: "credit",
  frequency: "monthly",
  target: "date",
  target_amount: "1200.00",
  end_date: "2099-12-31",
};
const { id, periods_count } = await hers.POST("/goals", { body: bike });
const periods = await all(hers.each("/goals/{goal_id}/periods", { params: { path: { goal_id: id }, query: { limit: 100 } } }));
assert.deepEqual(periods.map((period) => period.index), Array.from({ length: periods_count }, (_, index) => index));
const goals = await all(hers.each("/goals", { params: { query: { limit: 1 } } }));
assert.deepEqual(goals.map((goal) => [goal.name, goal.current_amount]), [["Boat", "100.00"], ["Bike", "0.00"]]);
assert.ok((await hers.POST("/goals/preview", { body: bike })).feasible);
const unnamed = await refused(client.BadRequest, hers.POST("/goals", { body: { ...bike, name: "" } }));
assert.deepEqual([unnamed.family, unnamed.fields[0]?.name, unnamed.fields[0]?.code], ["goals", "name", "too_short"]);

// The ledger: what was settled outside, reported once.
const deposit: client.models.TransactionBody = {
  type: "Deposit",
  externalId: "d0",
  userId: customer,
  amountCents: 500,
  toAccountId: account.SavingsGUID,
};
const report = (transaction: client.models.TransactionBody) => hers.POST("/transactions", { body: { transaction } });
for (const externalId of ["d0", "d1", "d2", "d0"]) await report({ ...deposit, externalId });
const twice = await refused(client.Conflict, report({ ...deposit, amountCents: 600 }));
assert.ok(twice.family === "ledger" && twice.requestId);
const booked = await all(hers.each("/transactions", { params: { query: { items: 1 } } }));
assert.deepEqual(booked.map((one) => one.amountCents), [500, 500, 500]);

// Nothing there, nobody there, no token; the gateway's own words.
const unknown = { params: { path: { goal_id: 7 } } };
assert.equal((await refused(client.NotFound, hers.GET("/goals/{goal_id}", unknown))).code, "not_found");
assert.equal((await refused(client.NotFound, hers.request("GET", "/nowhere"))).family, "gateway");
const forged = new client.Client(address, { accessToken: "forged" });
assert.equal((await refused(client.Unauthorized, forged.GET("/goals"))).status, 401);
const herself = new client.Client(address, { ...app, customer });
assert.equal((await herself.GET("/goals"))[0]?.name, "Boat");
await refused(client.Unauthorized, herself.actingFor(account.SavingsGUID).GET("/goals"));
await assert.rejects(new client.Client(address, { ...app, clientSecret: "wrong" }).GET("/goals"), client.NoToken);

// A minute later: what was published, and what the customer was notified of.
await bank.request("PUT", "/_local/clock", { body: { by: "PT1M" } });
const { events } = await bank.request<{ events: unknown[] }>("GET", "/_local/events");
const reached = events.map(client.parseEvent).filter(client.isKnown).flatMap((event) =>
  event.type === "savings.goals.goal.achieved.v1" && event.subject === planned.id ? [event.data.current_amount.value] : [],
);
assert.deepEqual(reached, ["100.00"]);
assert.ok((await all(hers.each("/notifications", { params: { query: { items: 1 } } }))).length);

// A webhook: registered, tried, proven, rotated, removed.
let hear: (event: client.AnyEvent) => void;
const heard = new Promise<client.AnyEvent>((done) => (hear = done));
let webhook: client.WebhookVerifier;
const server = createServer(async (request, response) => {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(part);
  hear(await webhook.event(request.headers, new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer())));
  response.writeHead(204).end();
});
await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
const made = await bank.POST("/webhooks", { body: { url: `http://127.0.0.1:${server.address().port}/events` } });
const it = { params: { path: { webhook_id: made.id } } };
webhook = new client.WebhookVerifier((await bank.GET("/webhooks/{webhook_id}/keys", it)).current);
await bank.POST("/webhooks/{webhook_id}/test", it);
assert.ok((await heard).id);
assert.deepEqual((await all(bank.each("/webhooks"))).map((one) => one.id), [made.id]);
await bank.POST("/webhooks/{webhook_id}/rotate", it);
const keys = await bank.GET("/webhooks/{webhook_id}/keys", it);
assert.ok(keys.previous && keys.previous !== keys.current);
await bank.DELETE("/webhooks/{webhook_id}", it);
await refused(client.NotFound, bank.GET("/webhooks/{webhook_id}", it));
server.close();
