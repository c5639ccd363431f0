"""Every operation of the product, one row a route: gateway, scopes, OpenAPI document, tests and pages are made from it.

The rows name models and import none: a body's model stands in the function that reads it, an answer's in the room
`contract/`, which no function imports.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import Final

from savings.domain.goal import Status
from savings.domain.progress import TrackingStatus

GOALS_READ: Final = "savings/goals.read"
GOALS_WRITE: Final = "savings/goals.write"
LEDGER_WRITE: Final = "savings/ledger.write"
HOUSEHOLDS_READ: Final = "savings/households.read"
HOUSEHOLDS_WRITE: Final = "savings/households.write"
WEBHOOKS_READ: Final = "savings/webhooks.read"
WEBHOOKS_WRITE: Final = "savings/webhooks.write"

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": tuple(Status),
    "tracking_status": tuple(TrackingStatus),
    "state": ("requested", "settled", "failed"),
    "unread": ("true", "false"),
    "order": ("oldest", "newest"),
    "outcome": ("waiting", "delivered", "dead"),
    "ExcludeFormattedValues": ("0", "1", "false", "true"),
}
"""The words that a query parameter may be, where it is not free; any other is refused."""

CLIENT_HEADER: Final = "X-Client-Id"
CUSTOMER_HEADER: Final = "X-Customer-Id"
KEY_HEADER: Final = "Idempotency-Key"
HEADERS: Final = (CLIENT_HEADER, CUSTOMER_HEADER, KEY_HEADER)
"""The headers that the functions read and may refuse by name."""


class Family(Enum):
    """The four dialects of one model."""

    GOALS = "goals"
    SAVINGS_GOALS = "savings goals"
    LEDGER = "ledger"
    HOUSEHOLDS = "households"


APPS: Final = ("app: owner", "app: editor", "app: viewer", "app: stranger", "app: nobody", "app: elsewhere")
CUSTOMERS: Final = ("owner", "editor", "viewer", "stranger")
"""Client apps by whom they name and customers with their own tokens, by what asked-for things are to them."""


class Access:
    """Who may call an operation: the scope that it takes, and what each of `APPS` and of `CUSTOMERS` gets with it.

    None is what was asked for, a number the status of the refusal. `contract.callers` says more of these callers, and
    a test calls each operation as each of them. Not a dataclass: those take their time when a function starts.
    """

    __slots__ = ("gets", "scope")

    def __init__(self, scope: str, *gets: int | None) -> None:
        self.scope, self.gets = scope, gets

    @property
    def takes_client_app(self) -> bool:
        """Whether a customer's own token is refused, though all be the customer's own."""
        return self.gets[len(APPS)] is not None


_OK = None

# fmt: off
#                                         a client app, for whom                        a customer's own token
#                                         owner editor viewer stranger nobody elsewhere owner editor viewer stranger
LIST_OWN = Access(GOALS_READ,             _OK,  _OK,   _OK,   _OK,     400,   _OK,      _OK,  _OK,   _OK,   _OK)
VIEW_OWN = Access(GOALS_READ,             _OK,  404,   404,   404,     400,   404,      _OK,  404,   404,   404)
CHANGE_OWN = Access(GOALS_WRITE,          _OK,  404,   404,   404,     400,   404,      _OK,  404,   404,   404)
VIEW_CHOICES = Access(GOALS_READ,         _OK,  _OK,   _OK,   _OK,     400,   404,      _OK,  _OK,   _OK,   _OK)
CHOOSE = Access(GOALS_WRITE,              _OK,  _OK,   _OK,   _OK,     400,   404,      _OK,  _OK,   _OK,   _OK)
REPORT_MOVES = Access(LEDGER_WRITE,       _OK,  404,   404,   404,     _OK,   404,      403,  403,   403,   403)
MOVE_BALANCES = Access(LEDGER_WRITE,      _OK,  404,   404,   404,     400,   404,      403,  403,   403,   403)
LIST_HOUSEHOLDS = Access(HOUSEHOLDS_READ, _OK,  _OK,   _OK,   _OK,     _OK,   _OK,      _OK,  _OK,   _OK,   _OK)
VIEW_HOUSEHOLD = Access(HOUSEHOLDS_READ,  _OK,  _OK,   _OK,   404,     _OK,   404,      _OK,  _OK,   _OK,   404)
EDIT_HOUSEHOLD = Access(HOUSEHOLDS_WRITE, _OK,  _OK,   403,   404,     _OK,   404,      _OK,  _OK,   403,   404)
NAME_PEOPLE = Access(HOUSEHOLDS_WRITE,    _OK,  _OK,   403,   404,     _OK,   404,      403,  403,   403,   404)
MAKE_HOUSEHOLD = Access(HOUSEHOLDS_WRITE, _OK,  _OK,   _OK,   _OK,     _OK,   _OK,      403,  403,   403,   403)
LIST_WEBHOOKS = Access(WEBHOOKS_READ,     _OK,  _OK,   _OK,   _OK,     _OK,   _OK,      403,  403,   403,   403)
VIEW_WEBHOOK = Access(WEBHOOKS_READ,      _OK,  _OK,   _OK,   _OK,     _OK,   404,      403,  403,   403,   403)
ADD_WEBHOOK = Access(WEBHOOKS_WRITE,      _OK,  _OK,   _OK,   _OK,     _OK,   _OK,      403,  403,   403,   403)
CHANGE_WEBHOOK = Access(WEBHOOKS_WRITE,   _OK,  _OK,   _OK,   _OK,     _OK,   404,      403,  403,   403,   403)
# fmt: on


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the HTTP API: the gateway's `key` with {braces}, who serves it and what it takes and answers.

    `access` says who may call it. `body` and `answer` are names of models in the modules `bodies` and `answers`.
    `query` names the parameters that it reads; any other is refused. `may_conflict` says that the state of things can
    forbid it.
    """

    family: Family
    function: str
    answers: str
    bodies: str
    access: Access
    key: str
    operation: str
    summary: str
    answer: str | None = None
    body: str | None = None
    query: tuple[str, ...] = ()
    is_preview: bool = False
    may_conflict: bool = False

    @property
    def method(self) -> str:
        """The method."""
        return self.key.partition(" ")[0]

    @property
    def path(self) -> str:
        """The path."""
        return self.key.partition(" ")[2]

    @property
    def links_on(self) -> bool:
        """Whether an answer may lead on to a next one by a `Link`; other lists do so in their bodies."""
        return "after" in self.query and "items" not in self.query

    @property
    def only_reads(self) -> bool:
        """Whether it can change nothing."""
        return self.method == "GET" or self.is_preview

    @property
    def takes_nobody(self) -> bool:
        """Whether a client app may name no customer in a header; what else a request names is judged by itself."""
        return self.family in (Family.HOUSEHOLDS, Family.LEDGER) or self.access.gets[APPS.index("app: nobody")] is None

    @property
    def scope(self) -> str:
        """The scope that it asks for."""
        return self.access.scope

    @property
    def status(self) -> int:
        """The status of success."""
        if self.answer is None:
            return 204
        return 201 if self.method == "POST" and not self.is_preview else 200


_goal = partial(Route, Family.GOALS, "goals", "goals", "goals.schemas")
_savings_goal = partial(Route, Family.SAVINGS_GOALS, "goals", "savings_goals", "goals.schemas")
_action = partial(Route, Family.SAVINGS_GOALS, "actions", "savings_goals", "actions.schemas")
_inbox = partial(Route, Family.GOALS, "notifications", "notifications", "notifications.schemas")
_webhook = partial(Route, Family.GOALS, "webhooks", "webhooks", "webhooks.schemas")
_ledger = partial(Route, Family.LEDGER, "actions", "ledger", "actions.ledger_schemas")
_household = partial(Route, Family.HOUSEHOLDS, "households", "households", "households.schemas")
_saving = partial(Route, Family.HOUSEHOLDS, "households", "households", "households.saving_schemas")

_SAVINGS = "/goals/v1/savings"
_ACTIONS = f"{_SAVINGS}/{{goal_id}}/actions"
_HOUSEHOLD = "/api/v2/household/{HouseholdGUID}"
_FORMATTED = ("ExcludeFormattedValues",)


def _collection(
    row: Callable[..., Route],
    path: str,
    one: str,
    query: tuple[str, ...] = (),
    *,
    listed: tuple[str, ...] = (),
    to_add: Access = EDIT_HOUSEHOLD,
) -> tuple[Route, ...]:
    """The five routes of something that a household has several of; `to_add` one, and to remove it, is who may."""
    every, each = f"{_HOUSEHOLD}/{path.rpartition('/')[0]}", f"{_HOUSEHOLD}/{path}"
    name, answer = one.replace("_", " "), one.title().replace("_", "")
    single, several, body = f"One{answer}", f"Some{answer}s", f"{answer}Body"
    listing = (*query, *listed)
    return (
        row(to_add, f"POST {every}", f"create_{one}", f"Add a {name}", single, body, query),
        row(VIEW_HOUSEHOLD, f"GET {every}", f"list_{one}s", f"List {name}s", several, query=listing),
        row(VIEW_HOUSEHOLD, f"GET {each}", f"get_{one}", f"Read a {name}", single, query=query),
        row(EDIT_HOUSEHOLD, f"PUT {each}", f"replace_{one}", f"Replace a {name}", single, body, query),
        row(to_add, f"DELETE {each}", f"delete_{one}", f"Remove a {name}", "Deleted"),
    )


_FILTERS = ("status", "tracking_status", "account_id")
_LISTED = ("limit", "after")
_USER = ("userId",)
_PAGE = ("userId", "items", "after", "externalId")

# fmt: off
ROUTES: Final = (
    _goal(CHANGE_OWN, "POST /goals", "create_goal", "Create a goal with its periods", "Goal", "CreateGoal",
        may_conflict=True),
    _goal(LIST_OWN, "GET /goals", "list_goals", "List a customer's goals", "Goals", query=(*_FILTERS, *_LISTED)),
    _goal(VIEW_OWN, "POST /goals/preview", "preview_goal", "Show what creating a goal would give", "Preview",
        "PreviewGoal", is_preview=True),
    _goal(VIEW_OWN, "GET /goals/{goal_id}", "get_goal", "Read one goal", "Goal"),
    _goal(CHANGE_OWN, "PUT /goals/{goal_id}", "update_goal", "Change a goal's texts", "Goal", "UpdateGoal",
        may_conflict=True),
    _goal(CHANGE_OWN, "DELETE /goals/{goal_id}", "cancel_goal", "Cancel a goal", may_conflict=True),
    _goal(VIEW_OWN, "GET /goals/{goal_id}/periods", "list_periods", "List a goal's periods", "Periods", query=_LISTED),
    _goal(VIEW_OWN, "GET /goals/{goal_id}/periods/{period_id}", "get_period", "Read one period", "Period"),
    _goal(VIEW_OWN, "POST /goals/{goal_id}/preview", "preview_change", "Show what changing a goal would give",
        "Preview", "PreviewChange", is_preview=True),
    _goal(VIEW_OWN, "GET /goals/{goal_id}/integrity", "check_goal", "Recompute a goal's invariants", "Integrity",
        query=("after",)),
    _savings_goal(CHANGE_OWN, f"POST {_SAVINGS}", "goals_v1_savings_post", "Create a savings goal", "OneSavingsGoal",
        "CreateSavingsGoal", may_conflict=True),
    _savings_goal(LIST_OWN, f"GET {_SAVINGS}", "goals_v1_savings_get", "List a customer's savings goals",
        "SomeSavingsGoals", query=("account_id", *_LISTED)),
    _savings_goal(CHANGE_OWN, f"DELETE {_SAVINGS}", "goals_v1_savings_delete_all", "Delete every savings goal"),
    _savings_goal(VIEW_OWN, f"GET {_SAVINGS}/{{goal_id}}", "goals_v1_savings_goal_get", "Read one savings goal",
        "OneSavingsGoal"),
    _savings_goal(CHANGE_OWN, f"PATCH {_SAVINGS}/{{goal_id}}", "goals_v1_savings_patch", "Change a savings goal",
        "OneSavingsGoal", "UpdateSavingsGoal"),
    _savings_goal(CHANGE_OWN, f"DELETE {_SAVINGS}/{{goal_id}}", "goals_v1_savings_delete", "Delete a savings goal"),
    _action(CHANGE_OWN, f"POST {_ACTIONS}", "goals_v1_savings_actions_post", "Record an action", "OneAction",
        "CreateAction"),
    _action(VIEW_OWN, f"GET {_ACTIONS}", "goals_v1_savings_actions_get", "List a savings goal's actions", "SomeActions",
        query=("page_size", "page_token", "order")),
    _action(VIEW_OWN, f"GET {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_action_get", "Read one action",
        "OneAction"),
    _action(CHANGE_OWN, f"PATCH {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_actions_patch", "Change an action",
        "OneAction", "UpdateAction"),
    _action(CHANGE_OWN, f"DELETE {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_actions_delete", "Delete an action"),
    _household(MAKE_HOUSEHOLD, "POST /api/v2/household", "create_household", "Create a household", "OneHousehold",
        "CreateHousehold", may_conflict=True),
    _household(LIST_HOUSEHOLDS, "GET /api/v2/household", "list_households", "List households", "SomeHouseholds",
        query=_LISTED),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}", "get_household", "Read one household", "OneHousehold"),
    _household(EDIT_HOUSEHOLD, f"PUT {_HOUSEHOLD}", "replace_household", "Set a household anew", "OneHousehold",
        "PutHousehold"),
    *_collection(_household, "clients/{ClientGUID}", "client", to_add=NAME_PEOPLE),
    *_collection(_household, "dependants/{DependantGUID}", "dependant"),
    *_collection(_household, "events/{EventGUID}", "life_event", _FORMATTED),
    *_collection(_saving, "savings/{SavingsGUID}", "saving", _FORMATTED, listed=_LISTED),
    *_collection(_saving, "savings/{SavingsGUID}/contributions/{TransactionGUID}", "contribution", _FORMATTED),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}/savings/{{SavingsGUID}}/projection", "project_saving",
        "Project a saving through its contributions", "OneProjection", query=("until",)),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}/savings/options", "savings_options", "List the codes of savings",
        "Options"),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}/pensions/options", "pensions_options",
        "List the codes that savings share", "Options"),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}/events/options", "life_events_options",
        "List the codes of life events", "Options"),
    _household(VIEW_HOUSEHOLD, f"GET {_HOUSEHOLD}/savings/contributions/options", "contributions_options",
        "List the codes of contributions", "Options"),
    _inbox(LIST_OWN, "GET /notifications", "list_notifications", "List a customer's notifications", "Inbox",
        query=("items", "after", "unread")),
    _inbox(CHANGE_OWN, "PATCH /notifications/{notification_id}", "mark_notification",
        "Mark a notification as read or unread", "Notification", "MarkNotification"),
    _inbox(VIEW_CHOICES, "GET /notifications/preferences", "get_preferences", "Read a customer's choices",
        "Preferences"),
    _inbox(CHOOSE, "PUT /notifications/preferences", "set_preferences", "Choose notifications", "Preferences",
        "SetPreferences"),
    _ledger(REPORT_MOVES, "POST /transactions", "report_transaction", "Report a settled transaction", "OneTransaction",
        "ReportTransaction", may_conflict=True),
    _ledger(LIST_OWN, "GET /transactions", "list_transactions", "List a user's transactions", "SomeTransactions",
        query=(*_PAGE, "state", "order")),
    _ledger(VIEW_OWN, "GET /transactions/{transaction_id}", "get_transaction", "Read one transaction", "OneTransaction",
        query=_USER),
    _ledger(MOVE_BALANCES, "POST /transactions/{transaction_id}/reversal", "reverse_transaction", "Undo a transaction",
        "OneTransaction", "ReverseTransaction", may_conflict=True),
    _ledger(MOVE_BALANCES, "POST /accounts", "make_performance", "Make a saving a Performance account", "OneAccount",
        "MakePerformance", may_conflict=True),
    _ledger(LIST_OWN, "GET /accounts", "list_accounts", "List a user's accounts", "SomeAccounts", query=_PAGE),
    _ledger(VIEW_OWN, "GET /accounts/{account_id}", "get_account", "Read one account", "OneAccount", query=_USER),
    _ledger(MOVE_BALANCES, "PATCH /accounts/{account_id}", "change_account", "Name or value an account", "OneAccount",
        "ChangeAccount", query=_USER),
    _webhook(ADD_WEBHOOK, "POST /webhooks", "create_webhook", "Register a webhook", "Webhook", "CreateWebhook",
        may_conflict=True),
    _webhook(LIST_WEBHOOKS, "GET /webhooks", "list_webhooks", "List a tenant's webhooks", "Webhooks", query=_LISTED),
    _webhook(VIEW_WEBHOOK, "GET /webhooks/{webhook_id}", "get_webhook", "Read one webhook", "Webhook"),
    _webhook(CHANGE_WEBHOOK, "DELETE /webhooks/{webhook_id}", "delete_webhook", "Remove a webhook"),
    _webhook(CHANGE_WEBHOOK, "GET /webhooks/{webhook_id}/keys", "get_webhook_keys", "Read the keys that sign",
        "WebhookKeys"),
    _webhook(CHANGE_WEBHOOK, "POST /webhooks/{webhook_id}/rotate", "rotate_webhook", "Give a webhook a new key",
        "Webhook", may_conflict=True),
    _webhook(CHANGE_WEBHOOK, "POST /webhooks/{webhook_id}/test", "test_webhook", "Deliver a test event",
        may_conflict=True),
    _webhook(CHANGE_WEBHOOK, "POST /webhooks/{webhook_id}/enable", "enable_webhook", "Deliver to a webhook again"),
    _webhook(VIEW_WEBHOOK, "GET /webhooks/{webhook_id}/deliveries", "list_deliveries",
        "List the deliveries of the last days", "Deliveries", query=(*_LISTED, "outcome")),
)
# fmt: on
