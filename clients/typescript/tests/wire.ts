// A client on a wire of paper: answers are given beforehand, requests kept, and time passes by being waited for.
import { Client, type Credentials, type Options } from "savings-goals-client";

export const BANK = { clientId: "bank", clientSecret: "secret" };
type Said = Response | Error | ((request: Request) => Promise<Response>);

/** An answer with a JSON body. */
export function said(status: number, body?: unknown, headers: Record<string, string> = {}): Response {
  return new Response(body === undefined ? null : JSON.stringify(body), { status, headers });
}

/** What a client is connected to; tokens are given freely, for an hour each, unless it is said otherwise. */
export class Wire {
  readonly answers: Said[];
  readonly requests: Request[] = [];
  readonly waits: number[] = [];
  readonly forms: string[] = [];
  now = 1_000_000;
  granted: (number: number) => Response = (number) => said(200, { access_token: `token-${number}`, expires_in: 3600 });

  constructor(...answers: Said[]) {
    this.answers = answers;
  }

  client(credentials: Credentials = BANK, options: Options = {}): Client {
    return new Client("https://bank/", credentials, {
      fetch: this.fetch,
      clock: () => this.now,
      wait: async (milliseconds) => {
        this.waits.push(milliseconds);
        this.now += milliseconds;
      },
      ...options,
    });
  }

  headers(name: string): (string | null)[] {
    return this.requests.map((request) => request.headers.get(name));
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname === "/oauth2/token") {
      this.forms.push(await request.text());
      return this.granted(this.forms.length);
    }
    this.requests.push(request);
    const answer = this.answers.shift();
    if (typeof answer === "function") return answer(request);
    if (answer instanceof Response) return answer;
    throw answer ?? new Error("nothing is left to say");
  };
}
