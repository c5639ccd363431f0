// Webhooks as they reach a receiver: signed by Standard Webhooks 1.0.0, an event in the body.
import { SavingsGoalsError } from "./errors.js";
import { parseEvent, type AnyEvent } from "./event.js";

/** A message that is not from the platform, was changed on the way, or is too old: answer 400 and do nothing. */
export class NotVerified extends SavingsGoalsError {}

export interface VerifierOptions {
  /** Seconds by which a message may be older or younger than the receiver's clock. */
  tolerance?: number;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

/** Headers as a program has them: by the Fetch standard, or an object such as Node's. */
export type Received = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

const HMAC = { name: "HMAC", hash: "SHA-256" };

/** Verifies the messages of one endpoint. While a secret is rotated, give both. */
export class WebhookVerifier {
  readonly #keys: readonly Uint8Array<ArrayBuffer>[];
  readonly #tolerance: number;
  readonly #clock: () => number;

  /** Take the secrets, `whsec_` with base64. Throws TypeError where one is no such. */
  constructor(secrets: string | readonly string[], { tolerance = 300, clock = Date.now }: VerifierOptions = {}) {
    this.#keys = [secrets].flat().map((secret) => bytes(secret.replace(/^whsec_/, "")) ?? new Uint8Array());
    if (!this.#keys.length || this.#keys.some((key) => !key.length)) throw new TypeError("a secret is whsec_ with base64");
    this.#tolerance = tolerance;
    this.#clock = clock;
  }

  /** Prove a message by its headers and its body, as it came. Throws NotVerified. */
  async verify(headers: Received, body: string | Uint8Array): Promise<void> {
    const [id, second, signed] = ["id", "timestamp", "signature"].map((name) => header(headers, `webhook-${name}`));
    if (!id || !second || !/^\d+$/.test(second)) throw new NotVerified("webhook-id or webhook-timestamp is missing");
    if (Math.abs(this.#clock() / 1000 - Number(second)) > this.#tolerance) {
      throw new NotVerified("the message is too old, or one of the clocks is wrong");
    }
    const content = joined(`${id}.${second}.`, body);
    const signatures = (signed ?? "").split(" ").filter((one) => one.startsWith("v1,"));
    for (const key of this.#keys) {
      const imported = await crypto.subtle.importKey("raw", key, HMAC, false, ["verify"]);
      for (const one of signatures) {
        const signature = bytes(one.slice(3));
        // It compares in a time that says nothing of how much is right.
        if (signature && (await crypto.subtle.verify(HMAC, imported, signature, content))) return;
      }
    }
    throw new NotVerified("no signature is right");
  }

  /** Return the event of a message, once it is proven. Throws NotVerified. */
  async event(headers: Received, body: string | Uint8Array): Promise<AnyEvent> {
    await this.verify(headers, body);
    return parseEvent(JSON.parse(typeof body === "string" ? body : new TextDecoder().decode(body)));
  }
}

function header(headers: Received, name: string): string | undefined {
  const found = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const value = found.find(([one]) => one.toLowerCase() === name)?.[1];
  return value === undefined ? undefined : String(value);
}

function bytes(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(start: string, body: string | Uint8Array): Uint8Array<ArrayBuffer> {
  const [head, tail] = [new TextEncoder().encode(start), typeof body === "string" ? new TextEncoder().encode(body) : body];
  const all = new Uint8Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}
