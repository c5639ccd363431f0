// What the tests use of Node.js.
declare module "node:test" {
  export default function test(name: string, body: () => void | Promise<void>): void;
}
declare module "node:assert/strict" {
  const assert: {
    ok(holds: unknown, message?: string): asserts holds;
    equal<T>(found: unknown, expected: T): asserts found is T;
    deepEqual(found: unknown, expected: unknown): void;
    match(found: string, expected: RegExp): void;
    throws(call: () => unknown, expected: object): void;
    rejects(call: Promise<unknown> | (() => Promise<unknown>), expected: object): Promise<void>;
  };
  export default assert;
}
declare module "node:fs" {
  export function readFileSync(path: string | URL, encoding: "utf8"): string;
}
declare const process: { argv: string[] };
declare module "node:http" {
  interface Received extends AsyncIterable<Uint8Array> {
    headers: Record<string, string | string[] | undefined>;
  }
  interface Server {
    listen(port: number, host: string, done: () => void): void;
    address(): { port: number };
    close(): void;
  }
  export function createServer(
    hear: (request: Received, response: { writeHead(status: number): { end(): void } }) => void,
  ): Server;
}
