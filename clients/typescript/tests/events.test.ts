// Events as a partner's program has them, and webhooks that prove where they come from.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { NotVerified, WebhookVerifier, isKnown, parseEvent, type AnyEvent } from "savings-goals-client";

const EVENTS: Record<string, AnyEvent> = JSON.parse(readFileSync(new URL("examples.json", import.meta.url), "utf8")).events;
// The vector that Standard Webhooks has published.
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const ROTATED = `whsec_${"QUFB".repeat(8)}`;
const BODY = '{"test": 2432232314}';
const SENT = 1614265330;
const RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
const HEADERS = {
  "Webhook-Id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "webhook-timestamp": String(SENT),
  "webhook-signature": RIGHT,
};
const at = (seconds: number) => ({ clock: () => seconds * 1000 });

test("every event is known by its type and keeps all that it says", () => {
  for (const [name, envelope] of Object.entries(EVENTS)) {
    const event = parseEvent({ source: "savings.goals", "detail-type": name, detail: envelope });
    assert.deepEqual([event, parseEvent(envelope)], [envelope, envelope]);
    assert.ok(isKnown(event), name);
  }
  const achieved = parseEvent(EVENTS["goal.achieved"]);
  assert.ok(isKnown(achieved) && achieved.type === "savings.goals.goal.achieved.v1");
  const value: string = achieved.data.current_amount.value;
  assert.match(value, /^\d+\.\d\d$/);
});

test("an event or version that nobody knew is kept as it is, and what is no event is refused", () => {
  for (const type of ["savings.goals.goal.created.v2", "savings.goals.moon.risen.v1"]) {
    const event = parseEvent({ ...EVENTS["goal.created"], type, data: { mood: "good" } });
    assert.deepEqual([isKnown(event), event.type, event.data], [false, type, { mood: "good" }]);
  }
  for (const strange of [null, 7, [], {}, { id: "1", type: "t", subject: "s" }, { detail: EVENTS }]) {
    assert.throws(() => parseEvent(strange), TypeError);
  }
});

test("a message is proven by any of its signatures and any of the secrets", async () => {
  await new WebhookVerifier(SECRET, at(SENT + 300)).verify(HEADERS, BODY);
  await new WebhookVerifier([ROTATED, SECRET.slice(6)], at(SENT + 300)).verify(new Headers(HEADERS), new TextEncoder().encode(BODY));
  const several = { ...HEADERS, "webhook-signature": [`v2,x v1,?? v1,${"A".repeat(44)} ${RIGHT}`] };
  await new WebhookVerifier(SECRET, at(SENT - 300)).verify(several, BODY);
  const signed = await crypto.subtle.importKey("raw", Uint8Array.from(atob(SECRET.slice(6)), (one) => one.charCodeAt(0)), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const body = JSON.stringify(EVENTS["goal.achieved"]);
  const signature = await crypto.subtle.sign("HMAC", signed, new TextEncoder().encode(`m1.${SENT}.${body}`));
  const headers = { "webhook-id": "m1", "webhook-timestamp": String(SENT) };
  const whole = { ...headers, "webhook-signature": `v1,${btoa(String.fromCharCode(...new Uint8Array(signature)))}` };
  const event = await new WebhookVerifier(SECRET, at(SENT)).event(whole, body);
  assert.deepEqual(event, EVENTS["goal.achieved"]);
});

test("what was changed, is too old, or is not signed is refused", async () => {
  const changes: [Partial<Record<keyof typeof HEADERS, string>>, string, number][] = [
    [{}, `${BODY} `, SENT],
    [{}, BODY, SENT + 300.5],
    [{}, BODY, SENT - 300.5],
    [{ "Webhook-Id": "other" }, BODY, SENT],
    [{ "Webhook-Id": "" }, BODY, SENT],
    [{ "webhook-timestamp": "soon" }, BODY, SENT],
    [{ "webhook-timestamp": String(SENT + 1) }, BODY, SENT],
    [{ "webhook-signature": "" }, BODY, SENT],
    [{ "webhook-signature": RIGHT.replace("v1", "v2") }, BODY, SENT],
    [{ "webhook-signature": RIGHT.replace("g0", "h0") }, BODY, SENT],
  ];
  for (const [change, body, now] of changes) {
    await assert.rejects(new WebhookVerifier(SECRET, at(now)).verify({ ...HEADERS, ...change }, body), NotVerified);
  }
  await assert.rejects(new WebhookVerifier(ROTATED, at(SENT)).event(HEADERS, BODY), NotVerified);
  for (const secrets of ["", "whsec_", "whsec_???", [], [SECRET, ""]]) assert.throws(() => new WebhookVerifier(secrets), TypeError);
});
