"""How each family answers a refusal: one table from error to status, one renderer per family."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from savings.api.answers import Answer
from savings.api.contract import HEADERS, Family, Route
from savings.api.jsontext import dump
from savings.domain import errors, money
from savings.domain.errors import DomainError, FieldError, Infeasible, NotFound, Refused

PROBLEM_JSON: Final = "application/problem+json"
_FIELD: Final = re.compile(r"\{([a-z_.]+)\}")


STATUS: Final[dict[type[DomainError], int]] = {
    errors.Malformed: 400,
    errors.TooLarge: 413,
    errors.KeyReused: 422,
    errors.Refused: 400,
    errors.Unauthorised: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.Conflicting: 409,
    errors.Busy: 503,
}


MEMBERS: Final[dict[Family, dict[str, str]]] = {
    Family.GOALS: {"goal": "goal_id"},
    Family.SAVINGS_GOALS: {
        "amount": "amount.value",
        "target_amount not_positive": "target_amount.value",
        "recurrent_amount not_positive": "recurrent_amount.value",
        "action": "goal_action_id",
    },
    Family.LEDGER: {
        "amount": "transaction.amountCents",
        "requested_at": "transaction.requestedAt",
        "settled_at": "transaction.settledAt",
        "external_id": "transaction.externalId",
        "source.account": "transaction.fromAccountId",
        "source.goal": "transaction.fromDreamId",
        "target.account": "transaction.toAccountId",
        "target.goal": "transaction.toDreamId",
        "goal not_found": "dream",
        "balance": "account.balanceCents",
        "liquid": "account.liquidBalanceCents",
        "performance": "account.performanceCents",
        "acquisition_cost": "account.totalAcquisitionCostCents",
        "valued_from": "account.valuationFrom",
        "valued_at": "account.valuationAt",
    },
    Family.HOUSEHOLDS: {
        "currency": "Currency",
        "access": "Access",
        "clients": "Clients",
        "client": "ClientGUID",
        "date_of_birth": "DateOfBirth",
        "dependants": "Dependants",
        "dependant": "DependantGUID",
        "life_event": "EventGUID",
        "event_basis": "EventBasis",
        "event_date": "EventDate",
        "age_years": "AgeYears",
        "linked_event": "LinkedEventGUID",
        "age_months": "AgeMonths",
        "offset_basis": "OffsetBasis",
        "offset_years": "OffsetYears",
        "offset_months": "OffsetMonths",
        "goal_set": "GoalSet",
        "goal_priority": "GoalPriority",
        "account": "SavingsGUID",
        "savings_type": "SavingsType",
        "value": "Value",
        "value_date": "ValueDate",
        "joint_owner": "JointOwnerClientGUID",
        "minimum_balance": "MinimumBalance",
        "atr_slot": "ATRSlot",
        "provider": "ProviderCode",
        "isa_special_type": "ISASpecialType",
        "back_office_sync": "BackOfficeSync",
        "risk_change": "FutureRiskLevelChange",
        "risk_level": "FutureRiskLevel",
        "risk_basis": "FutureRiskDateOfChangeBasis",
        "risk_event": "FutureRiskDateOfChangeEventGUID",
        "risk_age": "FutureRiskDateOfChangeAge",
        "risk_date": "FutureRiskDateOfChangeDate",
        "contribution_type": "TransactionType",
        "linked": "LinkedSavingsGUID",
        "amount": "TransactionAmount",
        "percentage": "TransactionPercentage",
        "frequency": "Frequency",
        "start_basis": "StartBasis",
        "start_event": "StartEventGUID",
        "start_age": "StartAge",
        "start_date": "StartDate",
        "end_basis": "EndBasis",
        "end_event": "EndEventGUID",
        "end_age": "EndAge",
        "end_date": "EndDate",
    },
}
"""What each family calls a field of the domain, where it has another name for it: by path and code, path, or part.

A sentence names a field in braces, and its member stands there; what is not found has the family's word for its kind.
"""


@dataclass(frozen=True, slots=True)
class Context:
    """Where an error happened."""

    route: Route
    path: str
    request_id: str


def status_of(error: DomainError, family: Family) -> int:
    """Return the HTTP status of a refusal: that of its nearest class in the table; validation is 422 in households."""
    kind = next(kind for kind in type(error).__mro__ if kind in STATUS)
    return 422 if kind is errors.Refused and family is Family.HOUSEHOLDS else STATUS[kind]


def refusal(error: DomainError, context: Context) -> Answer:
    """Return the answer to a refusal as the route's family does."""
    family = context.route.family
    status = status_of(error, family)
    members = MEMBERS[family]
    if isinstance(error, NotFound):
        error = NotFound(members.get(f"{error.kind} {error.code}", error.kind))
    error.message = _naming(error.message, members)
    if isinstance(error, Refused) and not isinstance(error, errors.Malformed):  # which names what was sent
        error.errors = tuple(_as_sent(field, members) for field in error.errors)
    body, content_type = _RENDERERS[family](error, status, context)
    headers = {"Content-Type": content_type}
    if status == STATUS[errors.Busy]:
        headers["Retry-After"] = "1"
    if status == STATUS[errors.Unauthorised]:
        headers["WWW-Authenticate"] = "Bearer"
    return Answer(status, dump(body), headers)


def _as_sent(field: FieldError, members: dict[str, str]) -> FieldError:
    """Return the error under the family's own name of the field."""
    if field.as_sent:
        return field
    field = replace(field, message=_naming(field.message, members))
    whole = members.get(f"{field.name} {field.code}") or members.get(field.name)
    if whole is not None:
        return replace(field, path=tuple(whole.split(".")), as_sent=True)
    inside = len(field.path) > 1
    return replace(field, path=tuple(_part(part, members) if inside else part for part in field.path), as_sent=True)


def _naming(sentence: str, members: dict[str, str]) -> str:
    """Return a sentence with the family's own names of the fields that it names in braces."""
    return _FIELD.sub(lambda named: members[named[1]].rpartition(".")[2] if named[1] in members else named[0], sentence)


def _part(part: str | int, members: dict[str, str]) -> str | int:
    named = members.get(str(part), part)
    return part if "." in str(named) else named


def failure(context: Context) -> Answer:
    """Return the answer to a fault of ours: a constant body that names nothing but, mostly, the request."""
    family = context.route.family
    hint = f"Something went wrong; please quote request {context.request_id}."
    body: dict[str, Any]
    content_type = "application/json"
    match family:
        case Family.SAVINGS_GOALS:
            body = {"operation_id": context.route.operation, "code_id": "internal_error", "message": hint, "errors": {}}
        case Family.HOUSEHOLDS:
            body = {"success": False, "message": _FAILED.get(context.route.operation, hint)}
        case _:
            fault = DomainError(hint)
            fault.code = "internal_error"
            body, content_type = _RENDERERS[family](fault, 500, context)
    return Answer(500, dump(body), {"Content-Type": content_type})


def amount_text(minor: int, currency: str) -> str:
    """Return an amount as the goals family has it: a decimal string with the currency's usual decimals."""
    return money.show(minor, currency)


def amount_object(minor: int, currency: str) -> dict[str, str]:
    """Return an amount as the savings goals family has it."""
    return {"currency": currency, "value": money.show(minor, currency)}


def plan_hints(error: Infeasible, show: Callable[[int, str], Any]) -> dict[str, Any]:
    """Return shortfall and alternatives of an infeasible plan with amounts as the family shows them."""

    def value(of: object) -> Any:
        if isinstance(of, date):
            return of.isoformat()
        return show(of, error.currency) if isinstance(of, int) and error.currency else of

    return {
        "shortfall": value(error.shortfall),
        "alternatives": [{"change": one.change, "value": value(one.value)} for one in error.alternatives],
    }


_FROLLO_CODES: Final = {
    400: "F0001",
    401: "F0101",
    403: "F0200",
    404: "F0300",
    409: "F0400",
    422: "F0005",
    413: "F0006",
}
_LENGTHS: Final = frozenset({"too_short", "too_long"})


def _problem(error: DomainError, status: int, context: Context) -> tuple[dict[str, Any], str]:
    """RFC 9457, with the body of the published goals clients as a member."""
    fields = error.errors if isinstance(error, Refused) else ()
    detail = " ".join(f"{field.name}: {field.message}" for field in fields) or error.message
    frollo = "F0002" if fields and fields[0].code in _LENGTHS else _FROLLO_CODES.get(status, "F9999")
    body: dict[str, Any] = {
        "type": f"urn:savings-goals:problem:{error.code}",
        "title": error.message,
        "status": status,
        "detail": detail,
        "instance": context.path,
        "code": error.code,
        "request_id": context.request_id,
        "errors": [
            {**_place(field, context.route), "field": field.name, "code": field.code, "detail": field.message}
            for field in fields
        ],
        "error": {"error_code": frollo, "error_message": detail},
    }
    if isinstance(error, Infeasible):
        body |= plan_hints(error, amount_text)
    return body, PROBLEM_JSON


def _ledger_problem(error: DomainError, status: int, context: Context) -> tuple[dict[str, Any], str]:
    """RFC 9457, with the list of the published ledger's clients as its `errors`."""
    body, content_type = _problem(error, status, context)
    del body["error"]
    by_field = _by_field(error)
    body["errors"] = [{"field": field, "errors": sentences} for field, sentences in by_field.items()]
    return body, content_type


def _place(field: errors.FieldError, route: Route) -> dict[str, str]:
    """Say where a field is: a member of the body by a pointer (RFC 6901), a parameter or a header by its name.

    A member that is there twice cannot be pointed at.
    """
    if field.name in HEADERS:
        return {"header": field.name}
    if field.code == "unknown_parameter" or field.name in route.query or f"{{{field.name}}}" in route.path:
        return {"parameter": field.name}
    if field.code == "duplicate_member":
        return {}
    if field.code in (errors.Malformed.code, errors.TooLarge.code):
        return {"pointer": "#"}
    return {"pointer": "#/" + "/".join(str(part).replace("~", "~0").replace("/", "~1") for part in field.path)}


def _savings_goals(error: DomainError, status: int, context: Context) -> tuple[dict[str, Any], str]:
    """The body of the published savings goals API; lists of sentences by field."""
    unknown = status in (401, 404)
    message = {401: "Unauthorised request", 404: "Route or resource not found"}.get(status, error.message)
    body: dict[str, Any] = {
        "operation_id": "unknown" if unknown else context.route.operation,
        "code_id": "unknown" if unknown else error.code,
        "message": message,
        "errors": _by_field(error),
    }
    if isinstance(error, Infeasible):
        body["code_id"] = Refused.code
        body |= plan_hints(error, amount_object)
    elif isinstance(error, errors.NotCovered):
        body["code_id"] = Refused.code
    return body, "application/json"


_FAILED: Final = {
    "create_household": "Failed to create household",
    "create_saving": "Failed to create savings in household",
    "create_contribution": "Failed to create savings contribution in household",
}


def _households(error: DomainError, status: int, _: Context) -> tuple[dict[str, Any], str]:
    """The envelope of the published household API; validation names every field by its own member."""
    body: dict[str, Any] = {"success": False, "message": error.message}
    if isinstance(error, Refused):
        body["message"] = "Validation Error." if status == 422 else error.errors[0].message
        body["data"] = _by_field(error, _worded)
    return body, "application/json"


def _by_field(
    error: DomainError, word: Callable[[errors.FieldError], str] = lambda field: field.message
) -> dict[str, list[str]]:
    sentences: dict[str, list[str]] = {}
    for field in error.errors if isinstance(error, Refused) else ():
        sentences.setdefault(field.name, []).append(word(field))
    return sentences


_BETWEEN: Final = re.compile(r"[-_ ]")
_WORDS: Final = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")


_PUBLISHED: Final = {
    "required": "The {name} field is required.",
    "unknown_code": "The selected {name} is invalid.",
    "not_allowed": "The selected {name} is invalid.",
    "itself": "The linked savings guid and savings guid must be different.",
}
"""Sentences as published, by their codes; all others are made of a member's name and what must be."""


def _worded(field: errors.FieldError) -> str:
    """ "ClientGUID" is required becomes "The client guid field is required.", as published."""
    last = next(part for part in reversed(field.path) if isinstance(part, str))
    words = _WORDS.findall(last)
    name = " ".join(words).lower() if "".join(words) == _BETWEEN.sub("", last) else last
    if field.code in _PUBLISHED:
        return _PUBLISHED[field.code].format(name=name)
    if field.message.startswith("The "):
        return field.message
    return f"The {name} {field.message[:1].lower()}{field.message[1:]}"


_RENDERERS: Final[dict[Family, Callable[[DomainError, int, Context], tuple[dict[str, Any], str]]]] = {
    Family.GOALS: _problem,
    Family.LEDGER: _ledger_problem,
    Family.SAVINGS_GOALS: _savings_goals,
    Family.HOUSEHOLDS: _households,
}
