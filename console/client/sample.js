// Families to start from: made by the same calls that a client app makes.
import { post } from "./api.js";
import { addMonths } from "./format.js";
import { now, readClock } from "./live.js";
import { isLocal } from "./session.js";

const person = (FirstName, LastName, DateOfBirth) => ({ FirstName, LastName, DateOfBirth });

export const FAMILIES = [
  {
    household: {
      HouseholdLabel: "The Edwards family", TimeZone: "Europe/London", Currency: "GBP", Locale: "en_GB",
      Clients: [person("Tina", "Edwards", "1990-05-04"), person("Tom", "Edwards", "1988-11-23")],
      Dependants: [person("Diane", "Edwards", "2019-02-28")],
    },
    words: { rainy: "Rainy days", pot: "Holiday pot", car: "Car", bicycle: "Bicycle", piano: "Piano", cushion: "Keep 5,000 free", coins: "Coins in the jar" },
  },
  {
    household: {
      HouseholdLabel: "Familie Brandt", TimeZone: "Europe/Berlin", Currency: "EUR", Locale: "de_DE",
      Clients: [person("Jonas", "Brandt", "1985-03-17"), person("Mira", "Brandt", "1987-09-02")],
    },
    words: { rainy: "Rücklage", pot: "Urlaubskasse", car: "Auto", bicycle: "Fahrrad", piano: "Klavier", cushion: "5.000 frei behalten", coins: "Münzen im Glas" },
  },
];

export async function makeFamily({ household, words }, step) {
  if (isLocal()) await readClock();
  const today = now().toISOString().slice(0, 10);
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const monthEnd = (months) => new Date(Date.UTC(year, month + months, 0)).toISOString().slice(0, 10);
  const { data: home } = await made(step, household.HouseholdLabel, "/api/v2/household", household);
  const customer = home.Clients[0].ClientGUID;
  const base = `/api/v2/household/${home.HouseholdGUID}/savings`;
  const account = async (name, value) => {
    const body = { ClientGUID: customer, SavingsDescription: name, SavingsType: 2, Value: value, ValueDate: today };
    return (await made(step, name, base, body)).data.SavingsGUID;
  };
  const rainy = await account(words.rainy, 9000);
  const pot = await account(words.pot, 1200);
  const money = (value) => ({ value, currency: household.Currency });
  const savings = (name, account_id, plan) => made(step, name, "/goals/v1/savings", { name, account_id, ...plan }, customer);
  const goal = (name, account_id, plan) => made(step, name, "/goals", { name, account_id, ...plan }, customer);
  const car = await savings(words.car, rainy, { target_amount: money("3000"), target_date: monthEnd(11) });
  await savings(words.piano, rainy, { recurrent_amount: money("75"), target_date: monthEnd(11) });
  const bicycle = await savings(words.bicycle, pot, { target_amount: money("600"), recurrent_amount: money("100") });
  await goal(words.cushion, rainy, { target: "available_balance", frequency: "quarterly", tracking_type: "debit_credit", target_amount: "5000", end_date: monthEnd(11) });
  await goal(words.coins, pot, { target: "open_ended", frequency: "weekly", tracking_type: "credit", period_amount: "5", end_date: monthEnd(2) });
  const save = (made, value) =>
    post(`/goals/v1/savings/${made.data.id}/actions`, { amount: money(value), credit_debit_indicator: "credit" }, customer);
  await save(car, "400");
  await save(bicycle, "100");
  const pay = { TransactionType: 2, TransactionAmount: 300, Frequency: 12, StartBasis: 3, StartDate: monthEnd(0), EndBasis: 3, EndDate: addMonths(monthEnd(0), 24) };
  await post(`${base}/${rainy}/contributions`, pay);
  return home.HouseholdGUID;
}

async function made(step, name, path, body, customer) {
  step(name);
  return post(path, body, customer);
}
