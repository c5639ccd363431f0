// The calls: what openapi-fetch types by the document, with answers that are returned and refusals that are thrown.
import createClient, { defaultPathSerializer, type ParamsOption, type RequestBodyOption } from "openapi-fetch";
import type { paths } from "./api.js";
import { NoAnswer, UnreadableAnswer, isRecord, refusal } from "./errors.js";
import { Broken, Exchange, type Credentials, type Options } from "./exchange.js";

type Verb = "get" | "put" | "post" | "delete" | "patch";
type PathWith<V extends Verb> = { [P in keyof paths]: paths[P] extends Record<V, object> ? P : never }[keyof paths];

/** What a call is given: `params` (`path`, `query`, `header`) and `body`, as its operation has them. */
export type Given<O> = ParamsOption<O> & RequestBodyOption<O> & { signal?: AbortSignal };
type GivenTo<O> = {} extends Given<O> ? [given?: Given<O>] : [given: Given<O>];

/** What an operation answers; undefined where it answers nothing. */
export type Answer<O> = O extends { responses: infer R }
  ? { [S in keyof R]: R[S] extends { content: { "application/json": infer D } } ? D : undefined }[keyof R]
  : never;

type Call<V extends Verb> = <P extends PathWith<V>>(
  path: P,
  ...given: GivenTo<paths[P][V]>
) => Promise<Answer<paths[P][V]>>;

type QueryOf<O> = O extends { parameters: { query?: infer Q } } ? keyof NonNullable<Q> : never;
/** The lists that come in pages. */
export type PagedPath = {
  [P in PathWith<"get">]: Extract<QueryOf<paths[P]["get"]>, "after" | "page_token"> extends never ? never : P;
}[PathWith<"get">];
/** What a list has many of: the things of its answer's one array. */
export type Item<D> = D extends readonly (infer E)[]
  ? E
  : { [K in keyof D]: NonNullable<D[K]> extends readonly (infer E)[] ? E : never }[keyof D];

interface Sent {
  params?: { path?: object; query?: object; header?: object };
  body?: unknown;
  signal?: AbortSignal;
}

interface Page {
  readonly answer: unknown;
  readonly headers: Headers;
}

/** The calls of an app, or of one of its customers. They share a token and throw `SavingsGoalsError`. */
export class Calls {
  readonly #exchange: Exchange;
  readonly #api: ReturnType<typeof createClient<Record<string, any>>>;

  constructor(exchange: Exchange, customer?: string) {
    this.#exchange = exchange;
    const headers = { Accept: "application/json", "X-Client-Id": exchange.clientId, "X-Customer-Id": customer };
    const { baseUrl } = exchange;
    this.#api = createClient({ baseUrl, headers, pathSerializer, fetch: (request) => exchange.send(request) });
  }

  readonly GET: Call<"get"> = (path, ...given) => this.#answer("get", path, given);
  readonly PUT: Call<"put"> = (path, ...given) => this.#answer("put", path, given);
  readonly POST: Call<"post"> = (path, ...given) => this.#answer("post", path, given);
  readonly DELETE: Call<"delete"> = (path, ...given) => this.#answer("delete", path, given);
  readonly PATCH: Call<"patch"> = (path, ...given) => this.#answer("patch", path, given);

  /** Return the calls for a customer: each of them names them. */
  actingFor(customer: string): Calls {
    return new Calls(this.#exchange, customer);
  }

  /** Yield each thing of a list, page by page as they are needed, whichever way its family pages. */
  async *each<P extends PagedPath>(
    path: P,
    ...given: GivenTo<paths[P]["get"]>
  ): AsyncGenerator<Item<Answer<paths[P]["get"]>>, void, undefined> {
    const { params, ...others }: Sent = given[0] ?? {};
    let following: object | undefined = {};
    while (following) {
      const query = { ...params?.query, ...following };
      const page = await this.#page("get", path, { ...others, params: { ...params, query } });
      yield* items(page.answer) as Item<Answer<paths[P]["get"]>>[];
      following = next(page);
    }
  }

  /** Call a path that the document does not have, such as the local stack's clock. */
  async request<T = unknown>(method: string, path: string, given: Sent = {}): Promise<T> {
    return this.#answer(method, path, [given]);
  }

  async #answer(method: string, path: string, [given]: readonly [given?: Sent]): Promise<any> {
    return (await this.#page(method, path, given ?? {})).answer;
  }

  /** Call once, under one key. */
  async #page(method: string, path: string, given: Sent): Promise<Page> {
    const operation = `${method.toUpperCase()} ${path}`;
    const made = method.toLowerCase() === "get" ? {} : { "Idempotency-Key": crypto.randomUUID() };
    const header = { ...made, ...given.params?.header };
    const sent = { ...given, params: { ...given.params, header }, parseAs: "text" };
    try {
      const { data, error, response } = await this.#api.request(method as "get", path, sent as {});
      if (!response.ok) throw refusal(operation, response, error);
      return { answer: read(operation, response, data as string | undefined), headers: response.headers };
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      throw new NoAnswer(operation, header["Idempotency-Key"], error.cause);
    }
  }
}

/**
 * Calls the API for an app.
 *
 *     const bank = new Client("https://…", { clientId: "app", clientSecret: "secret" });
 *     await bank.actingFor(customer).GET("/goals");
 */
export class Client extends Calls {
  constructor(baseUrl: string, credentials: Credentials, options: Options = {}) {
    super(new Exchange(baseUrl, credentials, options));
  }
}

function read(operation: string, { status }: Response, text: string | undefined): unknown {
  if (!text) return undefined;
  try {
    const data: unknown = JSON.parse(text);
    if (typeof data === "object" && data !== null) return data;
  } catch {
    // it is named below
  }
  throw new UnreadableAnswer(operation, status, text);
}

/** Return the path with its parameters. One that is empty, or dots, would lead to another operation: TypeError. */
function pathSerializer(path: string, params: Record<string, unknown>): string {
  const lost = Object.keys(params).find((name) => /^\.{0,2}$/.test(String(params[name] ?? "")));
  if (lost) throw new TypeError(`${lost} names nothing`);
  return defaultPathSerializer(path, params);
}

function items(answer: unknown): unknown[] {
  return [answer, ...Object.values(answer ?? {})].find(Array.isArray) ?? [];
}

/** Return what a list's next page is asked with: by Link, `page_token`, `next_url` or `next`. */
function next({ answer, headers }: Page): object | undefined {
  for (const one of (headers.get("link") ?? "").split(",")) {
    if (one.includes('rel="next"')) return after(one.slice(one.indexOf("<") + 1, one.indexOf(">")));
  }
  if (!isRecord(answer)) return undefined;
  const { metadata, meta, next: place } = answer;
  if (isRecord(metadata) && metadata["page_token"]) return { page_token: metadata["page_token"] };
  if (isRecord(meta) && meta["next_url"]) return after(String(meta["next_url"]));
  return place ? { after: place } : undefined;
}

function after(address: string): object | undefined {
  const place = new URL(address, "http://any").searchParams.get("after");
  return place === null ? undefined : { after: place };
}
