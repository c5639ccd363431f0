// The console: signs in, follows what happens, and shows the view of the address. A view is loaded when it is first shown.
import { html, render, useEffect, useState } from "./client/ui.js";
import { address, match } from "./client/routes.js";
import { follow, readClock } from "./client/live.js";
import { preferredLanguage, recall, useLanguage } from "./client/messages.js";
import { isLocal, open, session } from "./client/session.js";
import { unreachable } from "./client/failures.js";
import { Failed, Loading } from "./components/states.js";
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
const REST_MS = 1500;
const found = (path) => VIEWS.find(([pattern]) => match(pattern, path)) ?? UNKNOWN;
const loaded = {};
const load = async ([, file, name]) => (loaded[file] ??= (await import(`./views/${file}.js`))[name]);

function App() {
  const path = address.value;
  const view = session.value ? found(path) : SIGN_IN;
  const [, setArrived] = useState("");
  const [lost, setLost] = useState("");
  const View = loaded[view[1]];
  useEffect(() => {
    if (!View) load(view).then(() => setArrived(view[1]), () => setLost(view[1]));
  }, [view[1]]);
  // A browser asks for a lost module but once: only a new page has it.
  const waiting = lost === view[1] ? html`<${Failed} failure=${unreachable()} reload=${() => location.reload()} heading />` : html`<${Loading} />`;
  return html`<${Frame} path=${path}>
    ${View ? html`<${View} key=${path} ...${match(view[0], path) ?? {}} />` : waiting}
  <//>`;
}

if (recall("theme")) document.documentElement.dataset.theme = recall("theme");
// What a page lost on its way as it began, only a new page asks for again.
const isSecond = performance.getEntriesByType("navigation")[0]?.type === "reload";
const begun = Promise.all([useLanguage(preferredLanguage()), load(found(address.value))]).catch(() => isSecond || location.reload());
// No view may take the reader's clock for the stack's.
const opened = open().then(() => isLocal() && readClock()).catch(() => undefined);
await Promise.all([begun, opened]);
render(html`<${App} />`, document.getElementById("app"));
follow();
// The other views come when the first one is there, so that one may go on without a network.
setTimeout(() => VIEWS.forEach((view) => load(view).catch(() => undefined)), REST_MS);
