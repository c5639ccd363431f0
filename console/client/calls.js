// The calls that the reader's actions made, and how to make them elsewhere.
import { match } from "./routes.js";
import { signal } from "./ui.js";

export const calls = signal([]);
export const noteCall = (call) => (calls.value = [call, ...calls.value].slice(0, 30));

const json = JSON.stringify;
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
  if (call.body) lines.push(`-d ${quoted(json(call.body))}`);
  return lines.join(" \\\n  ");
}

// Each operation as the document has it, and what the Python client calls it.
const OPERATIONS = [
  ["POST", "/goals", "goals.create_goal"],
  ["DELETE", "/goals/{goal_id}", "goals.cancel_goal"],
  ["POST", "/goals/v1/savings", "savings_goals.create_savings_goal"],
  ["PATCH", "/goals/v1/savings/{goal_id}", "savings_goals.change_savings_goal"],
  ["POST", "/goals/v1/savings/{goal_id}/actions", "savings_goals.create_action"],
  ["PATCH", "/goals/v1/savings/{goal_id}/actions/{goal_action_id}", "savings_goals.change_action"],
  ["DELETE", "/goals/v1/savings/{goal_id}/actions/{goal_action_id}", "savings_goals.delete_action"],
  ["POST", "/api/v2/household", "households.create_household"],
  ["PUT", "/api/v2/household/{HouseholdGUID}", "households.replace_household"],
  ["POST", "/api/v2/household/{HouseholdGUID}/clients", "households.create_client"],
  ["POST", "/api/v2/household/{HouseholdGUID}/dependants", "households.create_dependant"],
  ["POST", "/api/v2/household/{HouseholdGUID}/events", "households.create_life_event"],
  ["DELETE", "/api/v2/household/{HouseholdGUID}/events/{EventGUID}", "households.delete_life_event"],
  ["POST", "/api/v2/household/{HouseholdGUID}/savings", "households.create_saving"],
  ["POST", "/api/v2/household/{HouseholdGUID}/savings/{SavingsGUID}/contributions", "households.create_contribution"],
  ["POST", "/transactions", "ledger.report_transaction"],
  ["POST", "/transactions/{transaction_id}/reversal", "ledger.reverse_transaction"],
  ["PATCH", "/notifications/{notification_id}", "notifications.mark_notification"],
  ["PUT", "/notifications/preferences", "notifications.set_preferences"],
];

// The operation of a call with its path, the client's name, and what varies in the path.
function operationOf(call) {
  for (const [method, path, name] of OPERATIONS) {
    const varying = method === call.method && match(path.replaceAll(/{(\w+)}/g, ":$1"), call.path);
    if (varying) return { path, name, varying };
  }
  throw new Error(`no operation is ${call.method} ${call.path}`);
}

export function asPython(call) {
  const { name, varying } = operationOf(call);
  const given = [...Object.values(varying).map((value) => json(value)), ...(call.body ? [python(call.body)] : [])];
  return [
    "import os",
    "from savings_goals_client import AccessToken, Client",
    "",
    `with Client(${json(call.base)}, AccessToken(os.environ["TOKEN"], ${json(call.clientId)})) as bank:`,
    `    caller = ${call.customer ? `bank.acting_for(${json(call.customer)})` : "bank"}`,
    `    print(caller.${name}(${given.join(", ")}))`,
  ].join("\n");
}

export function asTypeScript(call) {
  const { path, varying } = operationOf(call);
  const params = Object.keys(varying).length ? [`  params: { path: ${json(varying)} },`] : [];
  const body = call.body ? [`  body: ${json(call.body)},`] : [];
  return [
    'import { Client } from "savings-goals-client";',
    "",
    `const bank = new Client(${json(call.base)}, { accessToken: process.env.TOKEN!, clientId: ${json(call.clientId)} });`,
    `const caller = ${call.customer ? `bank.actingFor(${json(call.customer)})` : "bank"};`,
    `const answer = await caller.${call.method}(${json(path)}, {`,
    ...params,
    ...body,
    "});",
    "console.log(answer);",
  ].join("\n");
}

function python(value) {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    return `{${Object.entries(value).map(([name, one]) => `${json(name)}: ${python(one)}`).join(", ")}}`;
  }
  return json(value);
}
