// What can go wrong with a call: one base, a class for each status, and fields that read alike in every family.

/** The base of all that this package throws on purpose. */
export class SavingsGoalsError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The connection broke or timed out, again and again; a write may have been done, and is safe under its key. */
export class NoAnswer extends SavingsGoalsError {
  constructor(
    readonly operation: string,
    readonly idempotencyKey: string | undefined,
    cause: unknown,
  ) {
    super(`${operation}: no answer`, { cause });
  }
}

/** The answer is no JSON of this API: perhaps something else is at this address. */
export class UnreadableAnswer extends SavingsGoalsError {
  constructor(
    readonly operation: string,
    readonly status: number,
    readonly body: string,
  ) {
    const start = JSON.stringify(body.slice(0, 200));
    super(`${operation}: the answer with status ${status} cannot be read; it begins with ${start}`);
  }
}

/** The token endpoint refused the credentials, or cannot be reached. */
export class NoToken extends SavingsGoalsError {}

/** One rule that a field breaks; `code` is there where the family has one (goals). */
export interface FieldError {
  readonly name: string;
  readonly message: string;
  readonly code: string | undefined;
}

/** The form that a refusal's body has. */
export type Family = "goals" | "savings goals" | "ledger" | "households" | "gateway";

type Body = Readonly<Record<string, unknown>>;

/** The API refused. The body as it came is in `body`, the family whose form it has in `family`. */
export class ApiError extends SavingsGoalsError {
  readonly family: Family;
  readonly code: string | undefined;
  /** The sentence of the body. */
  readonly detail: string;
  readonly fields: readonly FieldError[];
  /** What to quote when the answer is asked about. */
  readonly requestId: string | undefined;
  readonly retryAfter: string | undefined;

  constructor(
    readonly operation: string,
    readonly status: number,
    headers: Headers,
    readonly body: Body,
  ) {
    const detail = String(body["detail"] || body["message"] || body["title"] || "no reason given");
    const family = familyOf(body);
    const fields = [...fieldsOf(body)];
    const named = fields.map((field) => `${field.name}: ${field.message}`).join("; ");
    const says = named && (family === "savings goals" || family === "households") ? `${detail} (${named})` : detail;
    super(`${operation}: ${status} ${says}`);
    this.family = family;
    this.code = text(body["code"] ?? body["code_id"]);
    this.detail = detail;
    this.fields = fields;
    this.requestId = text(body["request_id"] ?? headers.get("x-request-id") ?? headers.get("apigw-requestid"));
    this.retryAfter = text(headers.get("retry-after"));
  }
}

/** 400: the request breaks a rule; `fields` say which. */
export class BadRequest extends ApiError {}

/** A change of a plan that cannot reach its target: the member, and the value to send. */
export interface Alternative {
  readonly change: string;
  readonly value: unknown;
}

/** 400: the plan cannot reach its target. */
export class PlanInfeasible extends BadRequest {
  /** What is missing, as the family has amounts. */
  get shortfall(): unknown {
    return this.body["shortfall"];
  }

  /** Each of them is accepted when it is sent back. */
  get alternatives(): readonly Alternative[] {
    return list(this.body["alternatives"]) as Alternative[];
  }
}

/** 401: no token, or one that is not valid here, or a header that names somebody else. */
export class Unauthorized extends ApiError {}

/** 403: the token lacks the scope, or the household may only be viewed. */
export class Forbidden extends ApiError {}

/** 404: there is no such thing for this caller. */
export class NotFound extends ApiError {}

/** 409: the thing is in a state that does not allow this, or the external id came before with other content. */
export class Conflict extends ApiError {}

/** 413: the body is too large. */
export class TooLarge extends ApiError {}

/** 422: a rule is broken (households), or the idempotency key came before with another payload. */
export class Invalid extends ApiError {}

/** 429: too many requests, after all tries; `retryAfter` says how long to wait where the API does. */
export class TooManyRequests extends ApiError {}

/** 5xx: a fault of the server, after all tries; quote `requestId`. */
export class ServerError extends ApiError {}

const BY_STATUS: Readonly<Record<number, typeof ApiError>> = {
  400: BadRequest,
  401: Unauthorized,
  403: Forbidden,
  404: NotFound,
  409: Conflict,
  413: TooLarge,
  422: Invalid,
  429: TooManyRequests,
};

/** Return the error that an answer stands for; `body` is its data, or its text where that is no JSON. */
export function refusal(operation: string, answer: Response, body: unknown): SavingsGoalsError {
  if (!isRecord(body)) {
    const shown = typeof body === "string" ? body : (JSON.stringify(body) ?? "");
    return new UnreadableAnswer(operation, answer.status, shown);
  }
  return new (kindOf(answer.status, body))(operation, answer.status, answer.headers, body);
}

function kindOf(status: number, body: Body): typeof ApiError {
  if ("shortfall" in body && "alternatives" in body) return PlanInfeasible;
  return status >= 500 ? ServerError : (BY_STATUS[status] ?? ApiError);
}

/** The gateway's own body has a message alone. */
function familyOf(body: Body): Family {
  if ("code_id" in body) return "savings goals";
  if ("success" in body) return "households";
  if ("type" in body) return "error" in body ? "goals" : "ledger";
  return "gateway";
}

function* fieldsOf(body: Body): Generator<FieldError> {
  const found = body["errors"] ?? body["data"];
  if (isRecord(found)) {
    // savings goals, households: sentences by field
    for (const [name, sentences] of Object.entries(found)) yield* sentencesOf(name, sentences);
  }
  for (const one of list(found)) {
    if (!isRecord(one) || !("field" in one)) continue; // of somebody else's making
    const name = String(one["field"]);
    if ("errors" in one) yield* sentencesOf(name, one["errors"]); // ledger
    else yield { name, message: String(one["detail"]), code: text(one["code"]) };
  }
}

function sentencesOf(name: string, sentences: unknown): FieldError[] {
  return list(sentences).map((sentence) => ({ name, message: String(sentence), code: undefined }));
}

export function isRecord(found: unknown): found is Record<string, unknown> {
  return typeof found === "object" && found !== null && !Array.isArray(found);
}

function list(found: unknown): unknown[] {
  return Array.isArray(found) ? found : [];
}

function text(found: unknown): string | undefined {
  return found === undefined || found === null ? undefined : String(found);
}
