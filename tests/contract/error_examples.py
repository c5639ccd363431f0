"""Every refusal as its family has it, and every code that there is."""

import ast
import json
from collections.abc import Iterator
from typing import Any, Final

from actions.ledger_schemas import ReportTransaction
from goals.schemas import CreateGoal, CreateSavingsGoal
from households.saving_schemas import SavingBody
from savings.api import bodies
from savings.api.answers import Answer
from savings.api.contract import ROUTES, WORDS, Family
from savings.api.families import Context, failure, refusal, status_of
from savings.api.models import Body
from savings.domain import calendar, errors
from savings.domain.calendar import Frequency
from savings.domain.errors import (
    Alternative,
    DomainError,
    FieldError,
    Infeasible,
    NotCovered,
    NotFound,
    Refused,
    in_currency,
)
from savings.domain.plan import GoalFigures, SavingsFigures, Target, plan_goal, plan_savings
from savings.store.account_goals import NO_BALANCE
from tests.answers import refuses
from tests.contract.served_code import nodes, served_modules

REQUEST_ID: Final = "Rq5XkhGFDoEEJFw="
GOAL: Final = "/goals/3577281617211392"
HOUSEHOLD: Final = "/api/v2/household/6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
TODAY: Final = calendar.FIRST_DATE.replace(year=2027, month=1, day=5)

_TRANSACTION: Final = {"type": "Deposit", "externalId": "", "amountCents": 2.5, "failedAt": "2027-01-09T10:00:00Z"}
_GOAL: Final = {"account_id": 1, "tracking_type": "credit", "frequency": "monthly", "target": "amount"}


def refusals() -> list[type[DomainError]]:
    """Return every class of the tree, each after the class that it is a kind of."""
    return list(_below(DomainError))


def statuses(kind: type[DomainError]) -> dict[Family, int]:
    """Return the status of a refusal in each family."""
    return {family: status_of(made(kind), family) for family in Family}


def published_code(kind: type[DomainError]) -> str:
    """Return the code that the published goals clients read for a refusal."""
    return str(_refused(made(kind), "get_goal", GOAL)[1]["error"]["error_code"])


def examples() -> dict[str, tuple[int, Any]]:
    """Return one body per family and case with its status, as the family's renderer makes it."""
    savings_goal = f"/goals/v1/savings/{3577281617211392}"
    return {
        "goals: validation": _refused(
            _invalid(CreateGoal, _GOAL | {"name": "", "savings": True}), "create_goal", "/goals"
        ),
        "goals: parameter": _refused(
            Refused(
                [
                    FieldError(("status",), "unknown_value", f"Must be one of {', '.join(WORDS['status'])}."),
                    FieldError(("X-Customer-Id",), "invalid_guid", "Must be a GUID."),
                ]
            ),
            "list_goals",
            "/goals",
        ),
        "ledger: validation": _refused(
            _invalid(ReportTransaction, {"transaction": _TRANSACTION}), "report_transaction", "/transactions"
        ),
        "goals: infeasible plan": _refused(_infeasible_goal(), "create_goal", "/goals"),
        "goals: everything else": _refused(NotFound("goal"), "get_goal", GOAL),
        "goals: fault": _failed("get_goal", GOAL),
        "savings goals: validation": _refused(
            _invalid(CreateSavingsGoal, {"name": "Car", "target_amount": {"value": 3000}}),
            "goals_v1_savings_post",
            "/goals/v1/savings",
        ),
        "savings goals: infeasible plan": _refused(
            _infeasible_savings_goal(), "goals_v1_savings_post", "/goals/v1/savings"
        ),
        "savings goals: money that is not there": _refused(
            NotCovered.one("amount.value", "exceeds_balance", NO_BALANCE),
            "goals_v1_savings_actions_post",
            f"{savings_goal}/actions",
        ),
        "savings goals: not found, unauthorised": _refused(NotFound("goal"), "goals_v1_savings_patch", savings_goal),
        "savings goals: fault": _failed("goals_v1_savings_patch", savings_goal),
        "households: validation": _refused(
            _invalid(SavingBody, {"SavingsDescription": "Rainy: days", "SavingsType": 2}),
            "create_saving",
            f"{HOUSEHOLD}/savings",
        ),
        "households: everything else": _refused(
            errors.Forbidden("You do not have permission to edit the household."),
            "create_saving",
            f"{HOUSEHOLD}/savings",
        ),
        "households: fault": _failed("create_saving", f"{HOUSEHOLD}/savings"),
    }


def field_codes() -> set[str]:
    """Return every field-error code that the functions can give. Raises ValueError for one that cannot be read."""
    found: set[str] = set()
    for node in nodes(served_modules()):
        if isinstance(node, ast.Call):
            found |= _code_of(node)
        if isinstance(node, ast.Assign) and _is_pair(node.targets[0]) and isinstance(node.value, ast.Tuple):
            found |= _constants(node.value.elts[:1])
    return found | {code for code, _ in bodies._SENTENCES.values()}


def _code_of(call: ast.Call) -> set[str]:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name == "PydanticCustomError":
        return _constants(call.args[:1])
    if name in {"one", "add", "FieldError"} and len(call.args) == 3:
        code = call.args[1]
        # Where the code is handed on it stands in the call that handed it in.
        return set() if isinstance(code, ast.Name) and code.id == "code" else _constants([code])
    return set()


def _constants(nodes: list[ast.expr]) -> set[str]:
    found: set[str] = set()
    for node in nodes:
        match node:
            case ast.Constant(value=str(code)):
                found.add(code)
            case ast.IfExp(body=one, orelse=other):
                found |= _constants([one, other])
            case _:
                raise ValueError(f"no constant code: {ast.unparse(node)}")
    return found


def _is_pair(target: ast.expr) -> bool:
    return ast.unparse(target) in {"(code, message)", "code, message"}


def _below(kind: type[DomainError]) -> Iterator[type[DomainError]]:
    for below in kind.__subclasses__():
        if below.__module__ == errors.__name__:
            yield below
            yield from _below(below)


def made(kind: type[DomainError]) -> DomainError:
    """Return an instance of a refusal."""
    field = [FieldError(("target_amount", "value"), "negative", "negative value")]
    if not issubclass(kind, Infeasible):
        return kind(field) if issubclass(kind, Refused) else kind("goal")
    infeasible = kind(field, 5, [Alternative("target_amount", 95)])
    infeasible.currency = "GBP"
    return infeasible


def _refused(error: DomainError, operation: str, path: str) -> tuple[int, Any]:
    where = context(operation, path)
    return _read(refusal(error, where), where)


def _failed(operation: str, path: str) -> tuple[int, Any]:
    where = context(operation, path)
    return _read(failure(where), where)


def _read(answer: Answer, where: Context) -> tuple[int, Any]:
    refuses(where.route.family, answer.status, answer.headers, answer.body)
    return answer.status, json.loads(answer.body or "null")


def context(operation: str, path: str = "/the/path") -> Context:
    """Return where something is refused: a call of an operation."""
    route = next(route for route in ROUTES if route.operation == operation)
    return Context(route, path, REQUEST_ID)


def _invalid(model: type[Body], value: dict[str, Any]) -> Refused:
    try:
        bodies.validate(f"{model.__module__}.{model.__name__}", value)
    except Refused as refused:
        return refused
    raise AssertionError("the body is valid")


def _infeasible_goal() -> Infeasible:
    figures = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, TODAY, 0, 1200_00, 100_00, TODAY.replace(month=6, day=4))
    try:
        with in_currency("GBP"):
            plan_goal(figures, TODAY)
    except Infeasible as infeasible:
        return infeasible
    raise AssertionError("the plan is feasible")


def _infeasible_savings_goal() -> Infeasible:
    try:
        with in_currency("GBP"):
            plan_savings(SavingsFigures(1200_00, 100_00, TODAY.replace(month=5, day=31)), TODAY, TODAY)
    except Infeasible as infeasible:
        return infeasible
    raise AssertionError("the plan is feasible")
