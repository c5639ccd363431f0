"""The contract that every answer is held against: the functions' models, and one error shape per family."""

import json
from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, TypeAdapter, model_validator

from goals.schemas import AlternativeAnswer, MoneyAnswer
from local.operations import OPERATIONS
from savings.api.contract import Route
from savings.api.families import Family, family_of
from tests.contract.published_goals import hold_answer, hold_error

EVERYWHERE: Final = frozenset({401, 403, 500, 503})
"""The refusals that no operation has to name: who is calling, the scope, and faults of ours."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class ProblemField(_Shape):
    """One rule that a member, a parameter or a header breaks, in the goals family."""

    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None
    field: str
    code: str
    detail: str

    @model_validator(mode="after")
    def _is_in_one_place(self) -> Self:
        """Only a member that is there twice has no place."""
        places = len(self.model_fields_set & {"pointer", "parameter", "header"})
        assert places == (self.code != "duplicate_member")
        return self


class PublishedError(_Shape):
    """The error that the published goals clients read."""

    error_code: str
    error_message: str


class Problem(_Shape):
    """RFC 9457, with both families' published errors as extension members (goals)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: list[ProblemField]
    error: PublishedError


class InfeasibleProblem(Problem):
    """A goal's plan that does not reach its target."""

    shortfall: str
    alternatives: list[AlternativeAnswer]


class SavingsGoalError(_Shape):
    """The error of the published savings goals API; the values of `errors` are lists."""

    operation_id: str
    code_id: str
    message: str
    errors: dict[str, list[str]]


class InfeasibleSavingsGoal(SavingsGoalError):
    """A savings goal's plan that does not reach its target."""

    shortfall: MoneyAnswer
    alternatives: list[AlternativeAnswer]


class LedgerField(_Shape):
    """What is wrong with one member, as the published ledger's clients read it."""

    field: str
    errors: list[str]


class LedgerProblem(_Shape):
    """RFC 9457, with the published ledger's list of errors as its extension member."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    request_id: str
    errors: list[LedgerField]


class HouseholdError(_Shape):
    """The envelope of the published household API."""

    success: Literal[False]
    message: str
    data: dict[str, list[str]] | None = None


SHAPES: Final[dict[Family, tuple[str, TypeAdapter[Any]]]] = {
    Family.GOALS: ("application/problem+json", TypeAdapter(Problem | InfeasibleProblem)),
    Family.SAVINGS_GOALS: ("application/json", TypeAdapter(SavingsGoalError | InfeasibleSavingsGoal)),
    Family.LEDGER: ("application/problem+json", TypeAdapter(LedgerProblem)),
    Family.HOUSEHOLDS: ("application/json", TypeAdapter(HouseholdError)),
}
_ANSWERS: Final = {
    name: TypeAdapter[Any](operation.answer) for name, operation in OPERATIONS.items() if operation.answer is not None
}


def conforms(route: Route, status: int, headers: dict[str, str], text: str) -> None:
    """Assert that an answer is one that the operation documents, member by member."""
    operation = OPERATIONS[route.operation]
    assert headers["X-Request-Id"]
    assert headers["Cache-Control"] == "no-store"
    if status >= 400:
        assert status in EVERYWHERE | set(operation.refusals), f"{route.operation} does not document {status}"
        media, shape = SHAPES[family_of(route)]
        assert headers["Content-Type"] == media
        shape.validate_json(text, strict=True)
        if family_of(route) is Family.GOALS:
            hold_error(json.loads(text))
        return
    assert status == operation.status
    if operation.answer is None:
        assert text == ""
        return
    assert headers["Content-Type"] == "application/json"
    _ANSWERS[route.operation].validate_json(text, strict=True)
    hold_answer(route.operation, json.loads(text))


def told(body: dict[str, Any]) -> dict[str, list[str]]:
    """Return what a refusal says about each field, whichever family told it."""
    if isinstance(body.get("errors"), list):
        by_field: dict[str, list[str]] = {}
        for error in body["errors"]:
            by_field.setdefault(error["field"], []).extend(error.get("errors") or [error["detail"]])
        return by_field
    found: dict[str, list[str]] = body.get("errors", body.get("data", {}))
    return found
