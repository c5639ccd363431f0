"""The routes of the product in one place: gateway, scopes, OpenAPI page and local stack are made from this table."""

from dataclasses import dataclass
from typing import Final

GOALS_READ: Final = "savings/goals.read"
GOALS_WRITE: Final = "savings/goals.write"
LEDGER_WRITE: Final = "savings/ledger.write"
HOUSEHOLDS_READ: Final = "savings/households.read"
HOUSEHOLDS_WRITE: Final = "savings/households.write"

SCOPES: Final = (GOALS_READ, GOALS_WRITE, LEDGER_WRITE, HOUSEHOLDS_READ, HOUSEHOLDS_WRITE)


@dataclass(frozen=True, slots=True)
class Route:
    """One route of the HTTP API: `path` with {braces}, the function that serves it and the scope that it asks for.

    `query` names the parameters that it reads; any other is refused.
    """

    method: str
    path: str
    function: str
    scope: str
    operation: str
    summary: str
    query: tuple[str, ...] = ()


_FILTERS = ("status", "tracking_status", "account_id")
_GOAL = "/goals/{goal_id}"
_SAVINGS = "/goals/v1/savings"
_ACTIONS = f"{_SAVINGS}/{{goal_id}}/actions"
_HOUSEHOLD = "/api/v2/household"

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
    Route("POST", _HOUSEHOLD, "households", HOUSEHOLDS_WRITE, "create_household", "Create a household"),
    Route(
        "GET", f"{_HOUSEHOLD}/{{HouseholdGUID}}", "households", HOUSEHOLDS_READ, "get_household", "Read one household"
    ),
    Route(
        "POST",
        f"{_HOUSEHOLD}/{{HouseholdGUID}}/savings",
        "households",
        HOUSEHOLDS_WRITE,
        "create_saving",
        "Create a saving",
    ),
    Route(
        "GET", f"{_HOUSEHOLD}/{{HouseholdGUID}}/savings", "households", HOUSEHOLDS_READ, "list_savings", "List savings"
    ),
)
