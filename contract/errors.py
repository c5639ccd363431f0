"""The refusals of each family and the gateway's own, as callers read them."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from contract.goals import Alternative
from contract.model import Answer
from contract.savings_goals import Money
from savings.api.contract import Family, Route
from savings.api.families import PROBLEM_JSON

JSON: Final = "application/json"


class ProblemField(Answer):
    """One rule that is broken, and where; a member that is in the body twice has no place."""

    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    field: str
    code: str
    detail: str


class PublishedError(Answer):
    """The error that the published goals clients read."""

    error_code: str
    error_message: str


class _Problem(Answer):
    """The members of RFC 9457, with a stable code and the request's id."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str


class Problem(_Problem):
    """RFC 9457, with the error of the published goals clients beside it."""

    errors: list[ProblemField]
    error: PublishedError


class InfeasibleProblem(Problem):
    """A goal's plan that does not reach its target."""

    shortfall: str
    alternatives: list[Alternative]


class SavingsGoalError(Answer):
    """The error of the published savings goals API."""

    operation_id: str
    code_id: str
    message: str
    errors: dict[str, list[str]]


class InfeasibleSavingsGoal(SavingsGoalError):
    """A savings goal's plan that does not reach its target."""

    shortfall: Money
    alternatives: list[Alternative]


class LedgerField(Answer):
    """What is wrong with one member, parameter or header."""

    field: str
    errors: list[str]


class LedgerProblem(_Problem):
    """RFC 9457, with the list of the published ledger's clients as its `errors`."""

    errors: list[LedgerField]


class HouseholdError(Answer):
    """The envelope of the published household API."""

    success: Literal[False]
    message: str
    data: dict[str, list[str]] | None = None


class GatewayError(Answer):
    """The gateway's own refusal, before or in place of the function's answer."""

    message: str


SHAPES: Final[Mapping[Family, tuple[str, Any]]] = {
    Family.GOALS: (PROBLEM_JSON, InfeasibleProblem | Problem),
    Family.SAVINGS_GOALS: (JSON, InfeasibleSavingsGoal | SavingsGoalError),
    Family.LEDGER: (PROBLEM_JSON, LedgerProblem),
    Family.HOUSEHOLDS: (JSON, HouseholdError),
}
"""How each family refuses: the media type and the body."""

GATEWAY: Final[Mapping[int, tuple[str, str]]] = {
    401: ("Unauthorized", "no token"),
    403: ("Forbidden", "the token lacks the route's scope"),
    404: ("Not Found", "no such route, or the method is not one of it"),
    413: ("Request Entity Too Large", "the body is over 10 MB"),
    429: ("Too Many Requests", "the route's throttle is exceeded; wait and try again"),
    500: ("Internal Server Error", "the function failed outside its own last door, or ran out of time"),
    503: ("Service Unavailable", "the function could not be run"),
}
"""What the gateway answers itself: the message of each status, and when."""


def refusals(route: Route) -> frozenset[int]:
    """Return the statuses with which a function may refuse; the gateway has its own beside them."""
    is_of_household = route.family is Family.HOUSEHOLDS
    if_so = {
        404: 404 in route.access.gets,
        409: route.may_conflict,
        413: route.method != "GET",
        422: is_of_household or not route.only_reads,
    }
    return frozenset({400, 401, 403, 500, 503, *(status for status, is_so in if_so.items() if is_so)})
