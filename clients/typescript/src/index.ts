/** The TypeScript client of the savings-goals platform: see the package's README for the first five minutes. */
export * from "./errors.js";
export { Calls, Client, type Answer, type Given, type Item, type PagedPath } from "./client.js";
export type { AccessToken, ClientCredentials, Credentials, Options, Retries, SignedInCustomer } from "./exchange.js";
export { isKnown, parseEvent, type AnyEvent, type Envelope } from "./event.js";
export type * from "./events.js";
export { NotVerified, WebhookVerifier, type Received, type VerifierOptions } from "./webhook.js";
/** What the API is sent and answers, by the names of its document. */
export type * as models from "./api.js";
