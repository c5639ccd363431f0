"""Why a request is refused and what its caller can do: a row for each code, and each refusal as its family answers "
"it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

from contract.errors import GATEWAY, JSON, SHAPES
from savings.api.answers import Answer
from savings.api.contract import ROUTES, Family
from savings.api.families import Context, failure, refusal, status_of
from savings.domain import errors
from savings.domain.errors import Alternative, DomainError, FieldError

Examples = dict[str, dict[str, Any]]
"""The examples of a media type, each by its name."""

FAULT: Final = "internal_error"


class Cause(NamedTuple):
    """Why a request is refused, and what its caller can do."""

    cause: str
    cure: str


CAUSES: Final[Mapping[str, Cause]] = {
    "failed_validation": Cause(
        "One or more members, headers or parameters break a rule.",
        "Correct each one that is named; all of them are.",
    ),
    "malformed_request": Cause(
        "The body is not one JSON object, has a member twice, or has another content type.",
        "Send one JSON object as `application/json`.",
    ),
    "request_too_large": Cause("The body is over 256 KB.", "Send less at once."),
    "idempotency_key_reused": Cause(
        "The `Idempotency-Key` came before, within 24 hours, with another payload.",
        "Take a new key for each new request.",
    ),
    "not_covered": Cause(
        "The money is not there, in the account's residual or in the goal.",
        "Report the deposit first, or take less.",
    ),
    "plan_infeasible": Cause(
        "The plan ends below its target.",
        "Take one of the `alternatives`: each is accepted when it is sent back. `shortfall` is what is missing.",
    ),
    "not_found": Cause(
        "There is no such thing for this caller. What belongs to another tenant or customer is not found either.",
        "Check the id and the customer that the call names.",
    ),
    "unauthorised": Cause(
        "The token is expired or not the issuer's, or does not say who calls (no client, no `sub`); its client is no "
        "tenant's; or the headers name somebody else.",
        "Get a new token; name the token's own client and customer.",
    ),
    "forbidden": Cause(
        "The household may be viewed but not changed; or the request takes a client app's token (people, households "
        "balances and webhooks are for the bank), for balances one with the scope `savings/ledger.write`.",
        "Have it done by somebody who may: `docs/callers.md` has each operation.",
    ),
    "tenant_suspended": Cause(
        "The tenant of the token's client is suspended.",
        "Ask whoever runs the platform.",
    ),
    "conflict": Cause(
        "The state of the thing does not allow it: a goal that has ended cannot be cancelled, an account is full, a "
        "customer has 1,000 open goals, or as many as the tenant's cap allows; the tenant has its cap of households, "
        "or ten webhooks; a webhook's last rotation was less than a day ago, or it is disabled.",
        "Read the thing as it is now, and decide anew.",
    ),
    "busy": Cause(
        "Too many writers at once, or the table throttles, fails or does not answer in time. Nothing was done, unless "
        "the message says that the request may have been carried out.",
        "Wait as long as `Retry-After` says; then send it again under the same `Idempotency-Key`, or look first.",
    ),
    FAULT: Cause(
        "A fault of the platform.",
        "Send it again under the same `Idempotency-Key`; if it stays, report the `X-Request-Id`: the log has it.",
    ),
}
"""Cause and cure of each code of a refusal."""

_REQUEST_ID: Final = "Rq5XkhGFDoEEJFw="
_GOAL: Final = "/goals/3577281617211392"
_SAVINGS: Final = "/goals/v1/savings"
_HOUSEHOLD: Final = "/api/v2/household/6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e/savings"


def explained(code: str) -> str:
    """Return cause and cure of a code."""
    return " ".join(CAUSES[code])


def examples_of(family: Family | None, status: int) -> dict[str, Examples]:
    """Return by media type what a status can mean in a family, or at the gateway: the body by its code."""
    found: dict[str, Examples] = {}
    for code, answer in _answers(family) if family else ():
        if answer.status == status:
            example = {"summary": CAUSES[code].cause, "value": json.loads(answer.body or "")}
            found.setdefault(SHAPES[family][0] if family else JSON, {})[code] = example
    if status in GATEWAY:
        message, when = GATEWAY[status]
        sentence = f"The gateway's own: {when}."
        found.setdefault(JSON, {})["gateway"] = {"summary": sentence, "value": {"message": message}}
    return found


def _answers(family: Family) -> Iterator[tuple[str, Answer]]:
    """Yield every refusal of a family under its code."""
    operation, path, one = {
        Family.GOALS: ("create_goal", "/goals", _GOAL),
        Family.SAVINGS_GOALS: ("goals_v1_savings_post", _SAVINGS, _SAVINGS),
        Family.LEDGER: ("report_transaction", "/transactions", "/transactions"),
        Family.HOUSEHOLDS: ("create_saving", _HOUSEHOLD, _HOUSEHOLD),
    }[family]
    route = next(route for route in ROUTES if route.operation == operation)
    for error in _errors(family):
        code = error.code
        yield code, refusal(error, Context(route, one if status_of(error, family) == 404 else path, _REQUEST_ID))
    yield FAULT, failure(Context(route, path, _REQUEST_ID))


def _errors(family: Family) -> list[DomainError]:
    """Return an instance of every refusal that a family can have."""
    member = {
        Family.GOALS: "account_id",
        Family.SAVINGS_GOALS: "account_id",
        Family.LEDGER: "transaction.amountCents",
        Family.HOUSEHOLDS: "ClientGUID",
    }[family]
    kind = {Family.GOALS: "goal", Family.SAVINGS_GOALS: "goal", Family.LEDGER: "transaction"}.get(family, "household")
    found: list[DomainError] = [
        errors.Refused([FieldError(tuple(member.split(".")), "required", "Is required.", as_sent=True)]),
        errors.Malformed.one("body", errors.Malformed.code, "The body must be a JSON object."),
        errors.TooLarge.one("body", errors.TooLarge.code, "Must be at most 256 KB."),
        errors.KeyReused.one("Idempotency-Key", errors.KeyReused.code, "Was used with another payload."),
        errors.Unauthorised("X-Client-Id is not the token's client."),
        errors.Forbidden("You do not have permission to edit the household."),
        errors.Suspended("The tenant is suspended."),
        errors.NotFound(kind),
        errors.Conflicting("The account has 40 open savings goals already."),
        errors.Busy("Too many requests change the same things: try again."),
    ]
    if family in (Family.GOALS, Family.SAVINGS_GOALS):
        sentence = "amount saved at target date will be less than the target amount"
        infeasible = errors.Infeasible(
            [FieldError(("targets",), "infeasible", sentence, as_sent=True)],
            750_00,
            [Alternative("target_amount", 2250_00)],
        )
        infeasible.currency = "USD"
        found.append(infeasible)
    if family is Family.SAVINGS_GOALS:
        exceeded = "Saved amount exceeds balance of the account."
        found.append(errors.NotCovered.one("amount", "exceeds_balance", exceeded))
    return found
