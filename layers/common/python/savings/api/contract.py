"""The routes of the product in one place: gateway, scopes, OpenAPI page and local stack are made from this table."""

from collections.abc import Mapping
from dataclasses import dataclass
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

SCOPES: Final = (GOALS_READ, GOALS_WRITE, LEDGER_WRITE, HOUSEHOLDS_READ, HOUSEHOLDS_WRITE)
SAVER_SCOPES: Final = (GOALS_READ, GOALS_WRITE, HOUSEHOLDS_READ, HOUSEHOLDS_WRITE)
"""What a person who signed in may be given: no balance is theirs to state or to move."""


CLIENT_HEADER: Final = "X-Client-Id"
CUSTOMER_HEADER: Final = "X-Customer-Id"
KEY_HEADER: Final = "Idempotency-Key"
HEADERS: Final = (CLIENT_HEADER, CUSTOMER_HEADER, KEY_HEADER)
"""The headers that the functions read and may refuse by name."""


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the HTTP API: `path` with {braces}, the function that serves it and the scope that it asks for.

    `query` names the parameters that it reads; any other is refused. Where it is `for_client_apps`, a customer's token
    is refused, whatever its scopes.
    """

    method: str
    path: str
    function: str
    scope: str
    operation: str
    summary: str
    query: tuple[str, ...] = ()
    for_client_apps: bool = False


_FILTERS = ("status", "tracking_status", "account_id")
_FORMATTED = ("ExcludeFormattedValues",)
_GOAL = "/goals/{goal_id}"
_PREFERENCES = "/notifications/preferences"
_SAVINGS = "/goals/v1/savings"
_ACTIONS = f"{_SAVINGS}/{{goal_id}}/actions"
_HOUSEHOLDS = "/api/v2/household"
_HOUSEHOLD = f"{_HOUSEHOLDS}/{{HouseholdGUID}}"
_SAVING = f"{_HOUSEHOLD}/savings/{{SavingsGUID}}"


def _household(
    method: str,
    path: str,
    operation: str,
    summary: str,
    query: tuple[str, ...] = (),
    *,
    for_client_apps: bool = False,
) -> Route:
    scope = HOUSEHOLDS_READ if method == "GET" else HOUSEHOLDS_WRITE
    return Route(method, path, "households", scope, operation, summary, query, for_client_apps)


def _collection(
    name: str,
    member: str,
    one: str,
    some: str,
    words: tuple[str, str],
    query: tuple[str, ...] = (),
    *,
    are_members: bool = False,
) -> tuple[Route, ...]:
    """The five routes of something that a household has several of; only a client app adds and removes members."""
    path = f"{_HOUSEHOLD}/{name}"
    each = f"{path}/{{{member}}}"
    word, words_ = words
    return (
        _household("POST", path, f"create_{one}", f"Add {word}", query, for_client_apps=are_members),
        _household("GET", path, f"list_{some}", f"List {words_}", query),
        _household("GET", each, f"get_{one}", f"Read {word}", query),
        _household("PUT", each, f"replace_{one}", f"Replace {word}", query),
        _household("DELETE", each, f"delete_{one}", f"Remove {word}", for_client_apps=are_members),
    )


def _ledger(method: str, path: str, operation: str, summary: str, query: tuple[str, ...] = ()) -> Route:
    if method == "GET":
        return Route(method, path, "actions", GOALS_READ, operation, summary, query)
    return Route(method, path, "actions", LEDGER_WRITE, operation, summary, query, for_client_apps=True)


ROUTES: Final = (
    Route("POST", "/goals", "goals", GOALS_WRITE, "create_goal", "Create a goal with its periods"),
    Route("GET", "/goals", "goals", GOALS_READ, "list_goals", "List a customer's goals", _FILTERS),
    Route("POST", "/goals/preview", "goals", GOALS_READ, "preview_goal", "Show what creating a goal would give"),
    Route("GET", _GOAL, "goals", GOALS_READ, "get_goal", "Read one goal"),
    Route("PUT", _GOAL, "goals", GOALS_WRITE, "update_goal", "Change a goal's texts"),
    Route("DELETE", _GOAL, "goals", GOALS_WRITE, "cancel_goal", "Cancel a goal"),
    Route("GET", f"{_GOAL}/periods", "goals", GOALS_READ, "list_periods", "List a goal's periods"),
    Route("GET", f"{_GOAL}/periods/{{period_id}}", "goals", GOALS_READ, "get_period", "Read one period"),
    Route("POST", f"{_GOAL}/preview", "goals", GOALS_READ, "preview_change", "Show what changing a goal would give"),
    Route("GET", f"{_GOAL}/integrity", "goals", GOALS_READ, "check_goal", "Recompute a goal's invariants"),
    Route("POST", _SAVINGS, "goals", GOALS_WRITE, "goals_v1_savings_post", "Create a savings goal"),
    Route(
        "GET", _SAVINGS, "goals", GOALS_READ, "goals_v1_savings_get", "List a customer's savings goals", ("account_id",)
    ),
    Route("DELETE", _SAVINGS, "goals", GOALS_WRITE, "goals_v1_savings_delete_all", "Delete every savings goal"),
    Route("GET", f"{_SAVINGS}/{{goal_id}}", "goals", GOALS_READ, "goals_v1_savings_goal_get", "Read one savings goal"),
    Route("PATCH", f"{_SAVINGS}/{{goal_id}}", "goals", GOALS_WRITE, "goals_v1_savings_patch", "Change a savings goal"),
    Route(
        "DELETE", f"{_SAVINGS}/{{goal_id}}", "goals", GOALS_WRITE, "goals_v1_savings_delete", "Delete a savings goal"
    ),
    Route("POST", _ACTIONS, "actions", GOALS_WRITE, "goals_v1_savings_actions_post", "Record an action"),
    Route(
        "GET",
        _ACTIONS,
        "actions",
        GOALS_READ,
        "goals_v1_savings_actions_get",
        "List a savings goal's actions",
        ("page_size", "page_token"),
    ),
    Route(
        "GET", f"{_ACTIONS}/{{goal_action_id}}", "actions", GOALS_READ, "goals_v1_savings_action_get", "Read one action"
    ),
    Route(
        "PATCH",
        f"{_ACTIONS}/{{goal_action_id}}",
        "actions",
        GOALS_WRITE,
        "goals_v1_savings_actions_patch",
        "Change an action",
    ),
    Route(
        "DELETE",
        f"{_ACTIONS}/{{goal_action_id}}",
        "actions",
        GOALS_WRITE,
        "goals_v1_savings_actions_delete",
        "Delete an action",
    ),
    _household("POST", _HOUSEHOLDS, "create_household", "Create a household", for_client_apps=True),
    _household("GET", _HOUSEHOLDS, "list_households", "List households"),
    _household("GET", _HOUSEHOLD, "get_household", "Read one household"),
    _household("PUT", _HOUSEHOLD, "replace_household", "Set a household anew"),
    *_collection("clients", "ClientGUID", "client", "clients", ("a client", "clients"), are_members=True),
    *_collection("dependants", "DependantGUID", "dependant", "dependants", ("a dependant", "dependants")),
    *_collection("events", "EventGUID", "life_event", "life_events", ("a life event", "life events"), _FORMATTED),
    *_collection("savings", "SavingsGUID", "saving", "savings", ("a saving", "savings"), _FORMATTED),
    *_collection(
        "savings/{SavingsGUID}/contributions",
        "TransactionGUID",
        "contribution",
        "contributions",
        ("a contribution", "a saving's contributions"),
        _FORMATTED,
    ),
    _household(
        "GET", f"{_SAVING}/projection", "project_saving", "Project a saving through its contributions", ("until",)
    ),
    _household("GET", f"{_HOUSEHOLD}/savings/options", "savings_options", "List the codes of savings"),
    _household("GET", f"{_HOUSEHOLD}/pensions/options", "pensions_options", "List the codes that savings share"),
    _household("GET", f"{_HOUSEHOLD}/events/options", "life_events_options", "List the codes of life events"),
    _household(
        "GET", f"{_HOUSEHOLD}/savings/contributions/options", "contributions_options", "List the codes of contributions"
    ),
    Route(
        "GET",
        "/notifications",
        "goals",
        GOALS_READ,
        "list_notifications",
        "List what a customer was told",
        ("items", "after", "unread"),
    ),
    Route(
        "PATCH",
        "/notifications/{notification_id}",
        "goals",
        GOALS_WRITE,
        "mark_notification",
        "Mark a notification as read or unread",
    ),
    Route("GET", _PREFERENCES, "goals", GOALS_READ, "get_preferences", "Read what a customer wants to hear of"),
    Route("PUT", _PREFERENCES, "goals", GOALS_WRITE, "set_preferences", "Choose what to hear of"),
    _ledger("POST", "/transactions", "report_transaction", "Report a settled transaction"),
    _ledger(
        "GET",
        "/transactions",
        "list_transactions",
        "List a user's transactions",
        ("userId", "items", "after", "externalId", "state"),
    ),
    _ledger("GET", "/transactions/{transaction_id}", "get_transaction", "Read one transaction", ("userId",)),
    _ledger("POST", "/transactions/{transaction_id}/reversal", "reverse_transaction", "Undo a transaction"),
    _ledger("POST", "/accounts", "make_performance", "Make a saving a Performance account"),
    _ledger("GET", "/accounts", "list_accounts", "List a user's accounts", ("userId", "items", "after", "externalId")),
    _ledger("GET", "/accounts/{account_id}", "get_account", "Read one account", ("userId",)),
    _ledger("PATCH", "/accounts/{account_id}", "change_account", "Name or value an account", ("userId",)),
)
