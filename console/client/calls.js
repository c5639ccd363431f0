// The calls that the reader's actions made, and how to make them elsewhere.
import { signal } from "./ui.js";

export const calls = signal([]);
export const noteCall = (call) => (calls.value = [call, ...calls.value].slice(0, 30));

const headersOf = ({ customer, clientId, body }) => ({
  Authorization: "Bearer $TOKEN",
  ...(clientId ? { "X-Client-Id": clientId } : {}),
  ...(customer ? { "X-Customer-Id": customer } : {}),
  ...(body ? { "Content-Type": "application/json" } : {}),
});

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

export function asCurl(call) {
  const lines = [`curl -X ${call.method} ${quoted(call.url)}`];
  for (const [name, value] of Object.entries(headersOf(call))) {
    lines.push(name === "Authorization" ? `-H "${name}: ${value}"` : `-H ${quoted(`${name}: ${value}`)}`);
  }
  if (call.body) lines.push(`-d ${quoted(JSON.stringify(call.body))}`);
  return lines.join(" \\\n  ");
}

export function asPython(call) {
  const headers = Object.entries(headersOf({ ...call, body: null }))
    .map(([name, value]) => `    "${name}": ${value.includes("$TOKEN") ? 'f"Bearer {token}"' : JSON.stringify(value)},`)
    .join("\n");
  const body = call.body ? `, json=${python(call.body)}` : "";
  return `import httpx\n\nheaders = {\n${headers}\n}\nanswer = httpx.request("${call.method}", ${JSON.stringify(call.url)}, headers=headers${body})\nprint(answer.status_code, answer.text)`;
}

export function asJavaScript(call) {
  const headers = JSON.stringify(headersOf(call), null, 2).replace('"Bearer $TOKEN"', "`Bearer ${token}`");
  const body = call.body ? `,\n  body: JSON.stringify(${JSON.stringify(call.body)})` : "";
  return `const answer = await fetch(${JSON.stringify(call.url)}, {\n  method: "${call.method}",\n  headers: ${headers.replaceAll("\n", "\n  ")}${body},\n});`;
}

function python(value) {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([name, one]) => `${JSON.stringify(name)}: ${python(one)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
