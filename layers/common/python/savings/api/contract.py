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

WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "status": tuple(Status),
    "tracking_status": tuple(TrackingStatus),
    "state": ("requested", "settled", "failed"),
    "unread": ("true", "false"),
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


@dataclass(frozen=True, slots=True)
class Route:
    """One operation of the HTTP API: the gateway's `key` with {braces}, who serves it and what it takes and answers.

    `scopes` are those to read and to write. `body` and `answer` are names of models in the modules `bodies` and
    `answers`. `query` names the parameters that it reads; any other is refused. Where it is `for_client_apps`, a
    customer's token is refused, whatever its scopes. `may_refuse` has the statuses of refusals that do not follow from
    the rest.
    """

    family: Family
    function: str
    scopes: tuple[str, str]
    answers: str
    bodies: str
    key: str
    operation: str
    summary: str
    answer: str | None = None
    body: str | None = None
    query: tuple[str, ...] = ()
    is_preview: bool = False
    for_client_apps: bool = False
    may_refuse: tuple[int, ...] = ()

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
    def scope(self) -> str:
        """The scope that it asks for."""
        return self.scopes[0 if self.only_reads else 1]

    @property
    def status(self) -> int:
        """The status of success."""
        if self.answer is None:
            return 204
        return 201 if self.method == "POST" and not self.is_preview else 200

    @property
    def refusals(self) -> frozenset[int]:
        """The statuses with which the function may refuse; the gateway has its own beside them."""
        is_of_household = self.family is Family.HOUSEHOLDS
        if_so = {
            403: self.for_client_apps or (is_of_household and not self.only_reads),
            404: "{" in self.path,
            413: self.method != "GET",
            422: is_of_household or not self.only_reads,
        }
        return frozenset({400, 401, 500, 503, *self.may_refuse, *(status for status, is_so in if_so.items() if is_so)})


_GOALS = (GOALS_READ, GOALS_WRITE)
_LEDGER = (GOALS_READ, LEDGER_WRITE)
_HOUSEHOLDS = (HOUSEHOLDS_READ, HOUSEHOLDS_WRITE)
_goal = partial(Route, Family.GOALS, "goals", _GOALS, "goals", "goals.schemas")
_savings_goal = partial(Route, Family.SAVINGS_GOALS, "goals", _GOALS, "savings_goals", "goals.schemas")
_action = partial(Route, Family.SAVINGS_GOALS, "actions", _GOALS, "savings_goals", "actions.schemas")
_inbox = partial(Route, Family.GOALS, "notifications", _GOALS, "notifications", "notifications.schemas")
_ledger = partial(Route, Family.LEDGER, "actions", _LEDGER, "ledger", "actions.ledger_schemas")
_household = partial(Route, Family.HOUSEHOLDS, "households", _HOUSEHOLDS, "households", "households.schemas")
_saving = partial(Route, Family.HOUSEHOLDS, "households", _HOUSEHOLDS, "households", "households.saving_schemas")

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
    of_people: bool = False,
) -> tuple[Route, ...]:
    """The five routes of something that a household has several of; only a client app adds and removes people."""
    every, each = f"{_HOUSEHOLD}/{path.rpartition('/')[0]}", f"{_HOUSEHOLD}/{path}"
    name, answer = one.replace("_", " "), one.title().replace("_", "")
    single, several, body = f"One{answer}", f"Some{answer}s", f"{answer}Body"
    return (
        row(f"POST {every}", f"create_{one}", f"Add a {name}", single, body, query, for_client_apps=of_people),
        row(f"GET {every}", f"list_{one}s", f"List {name}s", several, query=(*query, *listed)),
        row(f"GET {each}", f"get_{one}", f"Read a {name}", single, query=query),
        row(f"PUT {each}", f"replace_{one}", f"Replace a {name}", single, body, query),
        row(f"DELETE {each}", f"delete_{one}", f"Remove a {name}", "Deleted", for_client_apps=of_people),
    )


_FILTERS = ("status", "tracking_status", "account_id")
_LISTED = ("limit", "after")
_USER = ("userId",)
_PAGE = ("userId", "items", "after", "externalId")

# fmt: off
ROUTES: Final = (
    _goal("POST /goals", "create_goal", "Create a goal with its periods", "Goal", "CreateGoal", may_refuse=(404, 409)),
    _goal("GET /goals", "list_goals", "List a customer's goals", "Goals", query=(*_FILTERS, *_LISTED)),
    _goal("POST /goals/preview", "preview_goal", "Show what creating a goal would give", "Preview", "PreviewGoal",
        is_preview=True, may_refuse=(404,)),
    _goal("GET /goals/{goal_id}", "get_goal", "Read one goal", "Goal"),
    _goal("PUT /goals/{goal_id}", "update_goal", "Change a goal's texts", "Goal", "UpdateGoal"),
    _goal("DELETE /goals/{goal_id}", "cancel_goal", "Cancel a goal", may_refuse=(409,)),
    _goal("GET /goals/{goal_id}/periods", "list_periods", "List a goal's periods", "Periods", query=_LISTED),
    _goal("GET /goals/{goal_id}/periods/{period_id}", "get_period", "Read one period", "Period"),
    _goal("POST /goals/{goal_id}/preview", "preview_change", "Show what changing a goal would give", "Preview",
        "PreviewChange", is_preview=True),
    _goal("GET /goals/{goal_id}/integrity", "check_goal", "Recompute a goal's invariants", "Integrity",
        query=("after",)),
    _savings_goal(f"POST {_SAVINGS}", "goals_v1_savings_post", "Create a savings goal", "OneSavingsGoal",
        "CreateSavingsGoal", may_refuse=(404, 409)),
    _savings_goal(f"GET {_SAVINGS}", "goals_v1_savings_get", "List a customer's savings goals", "SomeSavingsGoals",
        query=("account_id", *_LISTED)),
    _savings_goal(f"DELETE {_SAVINGS}", "goals_v1_savings_delete_all", "Delete every savings goal", may_refuse=(404,)),
    _savings_goal(f"GET {_SAVINGS}/{{goal_id}}", "goals_v1_savings_goal_get", "Read one savings goal",
        "OneSavingsGoal"),
    _savings_goal(f"PATCH {_SAVINGS}/{{goal_id}}", "goals_v1_savings_patch", "Change a savings goal", "OneSavingsGoal",
        "UpdateSavingsGoal"),
    _savings_goal(f"DELETE {_SAVINGS}/{{goal_id}}", "goals_v1_savings_delete", "Delete a savings goal"),
    _action(f"POST {_ACTIONS}", "goals_v1_savings_actions_post", "Record an action", "OneAction", "CreateAction"),
    _action(f"GET {_ACTIONS}", "goals_v1_savings_actions_get", "List a savings goal's actions", "SomeActions",
        query=("page_size", "page_token")),
    _action(f"GET {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_action_get", "Read one action", "OneAction"),
    _action(f"PATCH {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_actions_patch", "Change an action", "OneAction",
        "UpdateAction"),
    _action(f"DELETE {_ACTIONS}/{{goal_action_id}}", "goals_v1_savings_actions_delete", "Delete an action"),
    _household("POST /api/v2/household", "create_household", "Create a household", "OneHousehold",
        "CreateHousehold", for_client_apps=True),
    _household("GET /api/v2/household", "list_households", "List households", "SomeHouseholds", query=_LISTED),
    _household(f"GET {_HOUSEHOLD}", "get_household", "Read one household", "OneHousehold"),
    _household(f"PUT {_HOUSEHOLD}", "replace_household", "Set a household anew", "OneHousehold", "PutHousehold"),
    *_collection(_household, "clients/{ClientGUID}", "client", of_people=True),
    *_collection(_household, "dependants/{DependantGUID}", "dependant"),
    *_collection(_household, "events/{EventGUID}", "life_event", _FORMATTED),
    *_collection(_saving, "savings/{SavingsGUID}", "saving", _FORMATTED, listed=_LISTED),
    *_collection(_saving, "savings/{SavingsGUID}/contributions/{TransactionGUID}", "contribution", _FORMATTED),
    _household(f"GET {_HOUSEHOLD}/savings/{{SavingsGUID}}/projection", "project_saving",
        "Project a saving through its contributions", "OneProjection", query=("until",)),
    _household(f"GET {_HOUSEHOLD}/savings/options", "savings_options", "List the codes of savings", "Options"),
    _household(f"GET {_HOUSEHOLD}/pensions/options", "pensions_options", "List the codes that savings share",
        "Options"),
    _household(f"GET {_HOUSEHOLD}/events/options", "life_events_options", "List the codes of life events", "Options"),
    _household(f"GET {_HOUSEHOLD}/savings/contributions/options", "contributions_options",
        "List the codes of contributions", "Options"),
    _inbox("GET /notifications", "list_notifications", "List a customer's notifications", "Inbox",
        query=("items", "after", "unread")),
    _inbox("PATCH /notifications/{notification_id}", "mark_notification", "Mark a notification as read or unread",
        "Notification", "MarkNotification"),
    _inbox("GET /notifications/preferences", "get_preferences", "Read a customer's choices", "Preferences",
        may_refuse=(404,)),
    _inbox("PUT /notifications/preferences", "set_preferences", "Choose notifications", "Preferences",
        "SetPreferences", may_refuse=(404,)),
    _ledger("POST /transactions", "report_transaction", "Report a settled transaction", "OneTransaction",
        "ReportTransaction", may_refuse=(404, 409), for_client_apps=True),
    _ledger("GET /transactions", "list_transactions", "List a user's transactions", "SomeTransactions",
        query=(*_PAGE, "state")),
    _ledger("GET /transactions/{transaction_id}", "get_transaction", "Read one transaction", "OneTransaction",
        query=_USER),
    _ledger("POST /transactions/{transaction_id}/reversal", "reverse_transaction", "Undo a transaction",
        "OneTransaction", "ReverseTransaction", may_refuse=(409,), for_client_apps=True),
    _ledger("POST /accounts", "make_performance", "Make a saving a Performance account", "OneAccount",
        "MakePerformance", may_refuse=(404, 409), for_client_apps=True),
    _ledger("GET /accounts", "list_accounts", "List a user's accounts", "SomeAccounts", query=_PAGE),
    _ledger("GET /accounts/{account_id}", "get_account", "Read one account", "OneAccount", query=_USER),
    _ledger("PATCH /accounts/{account_id}", "change_account", "Name or value an account", "OneAccount",
        "ChangeAccount", query=_USER, for_client_apps=True),
)
# fmt: on

SCOPES: Final = tuple(sorted({route.scope for route in ROUTES}))
SAVER_SCOPES: Final = tuple(sorted({route.scope for route in ROUTES if not route.for_client_apps}))
"""What a person who signed in may be given: no balance is theirs to state or to move."""
