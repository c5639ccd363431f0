// How a request reaches the API: with a token that is renewed, and again where that is safe.
import { NoToken } from "./errors.js";

/** A client app: a bank's backend. It acts for any of its customers (`actingFor`). */
export interface ClientCredentials {
  clientId: string;
  clientSecret: string;
  scope?: string;
  /** The user pool's on AWS (the stack's output `TokenUrl`); without it the API's own, as on one machine. */
  tokenUrl?: string;
}

/** A customer of the local stack, who signs in by a GUID; elsewhere customers come with an AccessToken. */
export interface SignedInCustomer extends ClientCredentials {
  customer: string;
}

/** A token that somebody else got, such as a customer's who signed in with an app. */
export interface AccessToken {
  /** The token, which is not renewed; or what gets one: it is called once, and again after a 401. */
  accessToken: string | (() => Promise<string>);
  clientId?: string;
}

export type Credentials = ClientCredentials | SignedInCustomer | AccessToken;

/**
 * How often a call is tried in all, and how many milliseconds the waits between are: doubled each time, half of it by
 * chance. A `Retry-After` is kept where it is longer; one beyond `patience` ends the tries.
 */
export interface Retries {
  tries: number;
  first: number;
  longest: number;
  patience: number;
}

export interface Options {
  retries?: Partial<Retries>;
  /** Milliseconds that an answer may take; a request that takes longer is sent again under its key. */
  timeout?: number;
  /** What sends a request, in place of the platform's `fetch`. */
  fetch?: (request: Request) => Promise<Response>;
  /** Milliseconds of a clock that only goes forward. */
  clock?: () => number;
  /** What waits for some milliseconds, or throws the signal's reason. */
  wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1. */
  chance?: () => number;
}

interface Token {
  readonly value: string;
  /** From when on, by the clock, it is to be renewed. */
  readonly renewedFrom: number;
}

const RETRIES: Retries = { tries: 5, first: 200, longest: 10_000, patience: 60_000 };
const TRIED_AGAIN: ReadonlySet<number> = new Set([429, 502, 503, 504]);
/** A token is renewed so many milliseconds before its end, or a tenth of its life if that is less. */
const EARLY = 60_000;

/** The connection broke to the end, by this. */
export class Broken extends Error {}

/** What all calls of a client share: address, credentials, token and patience. */
export class Exchange {
  readonly baseUrl: string;
  readonly clientId: string | undefined;
  readonly #credentials: Credentials;
  readonly #retries: Retries;
  readonly #options: Required<Omit<Options, "retries">>;
  #token: Token | undefined;
  #renewal: Promise<Token> | undefined;

  constructor(baseUrl: string, credentials: Credentials, { retries, ...options }: Options) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
    this.clientId = credentials.clientId;
    this.#credentials = credentials;
    this.#retries = { ...RETRIES, ...retries };
    this.#options = {
      timeout: 30_000,
      fetch: (request) => globalThis.fetch(request),
      clock: () => performance.now(),
      wait: waited,
      chance: Math.random,
      ...options,
    };
  }

  /** Send with a token; where it is refused, once more with another one. Throws Broken and NoToken. */
  async send(request: Request): Promise<Response> {
    const used = await this.#granted();
    const answer = await this.#tried(authorized(request, used));
    if (answer.status !== 401 || !isRenewable(this.#credentials)) return answer;
    return this.#tried(authorized(request, await this.#granted(used)));
  }

  /** Return a token that is not the worn one; callers at the same time share its renewal. */
  async #granted(worn?: Token): Promise<Token> {
    const token = this.#token;
    if (token && token !== worn && this.#options.clock() < token.renewedFrom) return token;
    this.#renewal ??= this.#renewed().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewed(): Promise<Token> {
    const given = this.#credentials;
    this.#token = "accessToken" in given ? await borrowed(given) : await this.#asked(given);
    return this.#token;
  }

  async #asked(given: ClientCredentials | SignedInCustomer): Promise<Token> {
    const url = given.tokenUrl ?? `${this.baseUrl}/oauth2/token`;
    const headers = { Accept: "application/json" };
    let text: string, status: number;
    try {
      const answer = await this.#tried(new Request(url, { method: "POST", headers, body: form(given) }));
      [text, status] = [await answer.text(), answer.status];
    } catch (error) {
      throw new NoToken(`no answer from ${url}`, { cause: error });
    }
    const { value, life } = granted(text);
    if (!value) throw new NoToken(`${url} gave no token but ${status}: ${text.slice(0, 200)}`);
    return { value, renewedFrom: this.#options.clock() + life - Math.min(EARLY, life / 10) };
  }

  async #tried(request: Request): Promise<Response> {
    for (let tried = 1; ; tried++) {
      const answer = await this.#once(request);
      if (answer instanceof Response && !TRIED_AGAIN.has(answer.status)) return answer;
      const pause = this.#pause(tried, answer instanceof Response ? askedToWait(answer.headers) : 0);
      if (pause !== undefined) await this.#options.wait(pause, request.signal);
      else if (answer instanceof Response) return answer;
      else throw answer;
    }
  }

  /** Return an answer whose body is here, or how the connection broke. A caller who gave up is heard. */
  async #once(request: Request): Promise<Response | Broken> {
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(this.#options.timeout)]);
    try {
      const answer = await this.#options.fetch(new Request(request.clone(), { signal }));
      const body = await answer.arrayBuffer();
      return new Response(body.byteLength ? body : null, answer);
    } catch (error) {
      request.signal.throwIfAborted();
      return new Broken("the connection broke", { cause: error });
    }
  }

  /** Return the milliseconds to wait after so many tries; undefined where that was the last one. */
  #pause(tried: number, asked: number): number | undefined {
    const { tries, first, longest, patience } = this.#retries;
    if (tried >= tries || asked > patience) return undefined;
    const doubled = Math.min(longest, first * 2 ** (tried - 1));
    return Math.max(asked, doubled * (0.5 + this.#options.chance() / 2));
  }
}

function isRenewable(credentials: Credentials): boolean {
  return !("accessToken" in credentials) || typeof credentials.accessToken !== "string";
}

async function borrowed({ accessToken }: AccessToken): Promise<Token> {
  return { value: typeof accessToken === "string" ? accessToken : await accessToken(), renewedFrom: Infinity };
}

function form(given: ClientCredentials | SignedInCustomer): URLSearchParams {
  const app = { client_id: given.clientId, client_secret: given.clientSecret };
  const grant =
    "customer" in given
      ? { grant_type: "password", username: given.customer }
      : { grant_type: "client_credentials", ...(given.scope ? { scope: given.scope } : {}) };
  return new URLSearchParams({ ...grant, ...app });
}

function granted(text: string): { value: string | undefined; life: number } {
  try {
    const { access_token: value, expires_in: seconds = 300 } = JSON.parse(text);
    return { value: typeof value === "string" ? value : undefined, life: Number(seconds) * 1000 };
  } catch {
    return { value: undefined, life: 0 };
  }
}

function authorized(request: Request, token: Token): Request {
  const made = new Request(request.clone());
  made.headers.set("Authorization", `Bearer ${token.value}`);
  return made;
}

/** Return the milliseconds that an answer asks to wait: by seconds, or by a date beside the answer's own. */
function askedToWait(headers: Headers): number {
  const asked = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(asked)) return Number(asked) * 1000;
  return Math.max(0, Date.parse(asked) - Date.parse(headers.get("date") ?? "") || 0);
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done, failed) => {
    const end = () => {
      clearTimeout(timer);
      failed(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", end);
      done();
    }, milliseconds);
    if (signal.aborted) end();
    else signal.addEventListener("abort", end, { once: true });
  });
}
