// One flow by openapi-fetch with the types that openapi-typescript makes: `node flow.js ADDRESS TOKEN`.
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

declare const process: { argv: string[] };
function assert(holds: unknown, message = "it does not hold"): asserts holds {
  if (!holds) throw new Error(message);
}

const [address, token] = process.argv.slice(2) as [string, string];
const api = createClient<paths>({ baseUrl: address, headers: { Authorization: `Bearer ${token}` } });

function there<T>(value: T | undefined, error?: unknown): T {
  assert(value !== undefined, JSON.stringify(error));
  return value;
}

const people = [{ FirstName: "Tina", LastName: "Edwards", DateOfBirth: "1990-05-04" }];
const settings = { TimeZone: "Europe/London", Currency: "GBP", Clients: people };
const made = await api.POST("/api/v2/household", { body: settings as components["schemas"]["CreateHousehold"] });
const household = there(made.data, made.error).data;
const customer = there(household.Clients[0]).ClientGUID;
const inHousehold = { path: { HouseholdGUID: household.HouseholdGUID } };
const saving = { ClientGUID: customer, SavingsDescription: "Rainy days", SavingsType: 2, Value: 2500.5, ValueDate: "2024-01-01" };
const opened = await api.POST("/api/v2/household/{HouseholdGUID}/savings", { params: inHousehold, body: saving });
const account = there(opened.data, opened.error).data.SavingsGUID;
const header = { "X-Client-Id": "demo-app", "X-Customer-Id": customer };

const plan = {
  name: "Car Savings",
  account_id: account,
  target_amount: { value: "3000", currency: "GBP" },
  recurrent_amount: { value: "750", currency: "GBP" },
};
const car = await api.POST("/goals/v1/savings", { params: { header }, body: plan });
const path = { goal_id: there(there(car.data, car.error).data.id as string | undefined) };
const put = (value: string) =>
  api.POST("/goals/v1/savings/{goal_id}/actions", {
    params: { header, path },
    body: { amount: { value }, credit_debit_indicator: "credit" },
  });
assert(there((await put("15")).data).data.amount.value === "15.00");
const refused = await put("9999");
assert(refused.error && "errors" in refused.error);
assert("amount.value" in refused.error.errors);

const boat = {
  name: "Boat",
  account_id: account,
  tracking_type: "credit",
  frequency: "monthly",
  target: "amount",
  target_amount: "1200.00",
  period_amount: "100.00",
} as const;
const planned = await api.POST("/goals", { params: { header }, body: boat });
assert(there(planned.data, planned.error).periods_count === 12);
const infeasible = await api.POST("/goals", { params: { header }, body: { ...boat, end_date: planned.data!.start_date } });
assert(infeasible.error && "alternatives" in infeasible.error && infeasible.error.alternatives.length);

const unknown = { params: { header, path: { goal_id: "7" } } };
const goal = await api.GET("/goals/{goal_id}", unknown);
assert(goal.response.status === 404 && goal.error && "code" in goal.error && goal.error.code === "not_found");
const savingsGoal = await api.GET("/goals/v1/savings/{goal_id}", unknown);
assert(savingsGoal.response.status === 404 && savingsGoal.error && "code_id" in savingsGoal.error);
const booked = await api.GET("/accounts/{account_id}", { params: { header, path: { account_id: "7" } } });
assert(booked.response.status === 404 && booked.error && "errors" in booked.error);
const home = await api.GET("/api/v2/household/{HouseholdGUID}", { params: { path: { HouseholdGUID: "7" } } });
assert(home.response.status === 404 && home.error && "success" in home.error);

const nobody = createClient<paths>({ baseUrl: address });
const gateways = await nobody.GET("/goals/{goal_id}", unknown);
assert(gateways.response.status === 401 && gateways.error && "message" in gateways.error);
const forged = createClient<paths>({ baseUrl: address, headers: { Authorization: "Bearer forged" } });
const ours = await forged.GET("/accounts/{account_id}", { params: { header, path: { account_id: account } } });
assert(ours.response.status === 401 && ours.error && "code" in ours.error && ours.error.code === "unauthorised");
