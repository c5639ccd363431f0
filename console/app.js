// The console: signs in, follows what happens, and shows the view of the address. A view is loaded when it is first shown.
import { html, render, useEffect, useState } from "./client/ui.js";
import { address, match } from "./client/routes.js";
import { follow } from "./client/live.js";
import { preferredLanguage, language, recall, useLanguage } from "./client/messages.js";
import { open, session } from "./client/session.js";
import { Loading } from "./components/states.js";
import { Frame } from "./views/frame.js";

const PERSON = "/households/:household/people/:customer";
const UNKNOWN = ["", "unknown", "Unknown"];
const SIGN_IN = ["", "sign-in", "SignIn"];
const VIEWS = [
  ["/", "start", "Start"],
  ["/households", "households", "Households"],
  ["/households/new", "new-household", "NewHousehold"],
  ["/households/:household", "household", "Household"],
  ["/households/:household/accounts/new", "new-account", "NewAccount"],
  ["/households/:household/people/new", "new-person", "NewPerson"],
  ["/households/:household/events/new", "new-life-event", "NewLifeEvent"],
  [`${PERSON}/goals/new`, "new-goal", "NewGoal"],
  [`${PERSON}/goals/:goal`, "goal", "Goal"],
  [`${PERSON}/accounts/:account`, "account", "Account"],
  [`${PERSON}/transactions`, "transactions", "Transactions"],
  [`${PERSON}/inbox`, "inbox", "Inbox"],
  [`${PERSON}/preferences`, "preferences", "Preferences"],
  ["/events", "events", "Events"],
  ["/time", "time", "Time"],
];
const found = (path) => VIEWS.find(([pattern]) => match(pattern, path)) ?? UNKNOWN;
const loaded = {};
const load = async ([, file, name]) => (loaded[file] ??= (await import(`./views/${file}.js`))[name]);

function App() {
  const path = address.value;
  const view = session.value ? found(path) : SIGN_IN;
  const [, setArrived] = useState("");
  const View = loaded[view[1]];
  useEffect(() => {
    if (!View) load(view).then(() => setArrived(view[1]));
  }, [view[1]]);
  return html`<${Frame} key=${language.value} path=${path}>
    ${View ? html`<${View} key=${path} ...${match(view[0], path) ?? {}} />` : html`<${Loading} />`}
  <//>`;
}

if (recall("theme")) document.documentElement.dataset.theme = recall("theme");
const ready = [open().catch(() => undefined), useLanguage(preferredLanguage()), load(found(address.value))];
await Promise.all(ready);
render(html`<${App} />`, document.getElementById("app"));
follow();
