// The console: signs in, follows what happens, and shows the view of the address.
import { html, render } from "./client/ui.js";
import { address, match } from "./client/routes.js";
import { follow } from "./client/live.js";
import { preferredLanguage, language, recall, useLanguage } from "./client/messages.js";
import { open, session } from "./client/session.js";
import { Frame } from "./views/frame.js";
import { SignIn } from "./views/sign-in.js";
import { Start } from "./views/start.js";
import { Households } from "./views/households.js";
import { Household } from "./views/household.js";
import { Account } from "./views/account.js";
import { Goal } from "./views/goal.js";
import { Inbox } from "./views/inbox.js";
import { Transactions } from "./views/transactions.js";
import { NewHousehold } from "./views/new-household.js";
import { NewAccount } from "./views/new-account.js";
import { NewGoal } from "./views/new-goal.js";
import { Events } from "./views/events.js";
import { Time } from "./views/time.js";
import { Unknown } from "./views/unknown.js";

const PERSON = "/households/:household/people/:customer";
const VIEWS = [
  ["/", Start],
  ["/households", Households],
  ["/households/new", NewHousehold],
  ["/households/:household", Household],
  ["/households/:household/accounts/new", NewAccount],
  [`${PERSON}/goals/new`, NewGoal],
  [`${PERSON}/goals/:goal`, Goal],
  [`${PERSON}/accounts/:account`, Account],
  [`${PERSON}/transactions`, Transactions],
  [`${PERSON}/inbox`, Inbox],
  ["/events", Events],
  ["/time", Time],
];

function App() {
  const path = address.value;
  const [View, values] = VIEWS.map(([pattern, view]) => [view, match(pattern, path)]).find(([, found]) => found) ?? [Unknown, {}];
  return html`<${Frame} key=${language.value} path=${path}>
    ${session.value ? html`<${View} key=${path} ...${values} />` : html`<${SignIn} />`}
  <//>`;
}

if (recall("theme")) document.documentElement.dataset.theme = recall("theme");
const opened = open().catch(() => undefined);
await useLanguage(preferredLanguage());
await opened;
render(html`<${App} />`, document.getElementById("app"));
follow();
