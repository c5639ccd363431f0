// The calls that the reader's actions made, and how to make them elsewhere.
import { match } from "./routes.js";
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

// What the Python client calls an operation; its methods take what varies in the path, and then the body.
const METHODS = [
  ["POST", "/goals", "goals.create_goal"],
  ["DELETE", "/goals/:goal", "goals.cancel_goal"],
  ["POST", "/goals/v1/savings", "savings_goals.create_savings_goal"],
  ["POST", "/goals/v1/savings/:goal/actions", "savings_goals.create_action"],
  ["PATCH", "/goals/v1/savings/:goal/actions/:action", "savings_goals.change_action"],
  ["DELETE", "/goals/v1/savings/:goal/actions/:action", "savings_goals.delete_action"],
  ["POST", "/api/v2/household", "households.create_household"],
  ["POST", "/api/v2/household/:household/savings", "households.create_saving"],
  ["POST", "/api/v2/household/:household/savings/:account/contributions", "households.create_contribution"],
  ["POST", "/transactions", "ledger.report_transaction"],
  ["POST", "/transactions/:transaction/reversal", "ledger.reverse_transaction"],
  ["PATCH", "/notifications/:notification", "notifications.mark_notification"],
];

export function asPython(call) {
  const values = METHODS.map(([method, pattern, name]) => [name, method === call.method && match(pattern, call.path)]);
  const [name, found] = values.find(([, one]) => one);
  const given = [...Object.values(found).map((value) => JSON.stringify(value)), ...(call.body ? [python(call.body)] : [])];
  return [
    "import os",
    "from savings_goals_client import AccessToken, Client",
    "",
    `with Client(${JSON.stringify(call.base)}, AccessToken(os.environ["TOKEN"], ${JSON.stringify(call.clientId)})) as bank:`,
    `    caller = ${call.customer ? `bank.acting_for(${JSON.stringify(call.customer)})` : "bank"}`,
    `    print(caller.${name}(${given.join(", ")}))`,
  ].join("\n");
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
