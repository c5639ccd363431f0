"""What the use cases take of the ledger's bodies."""

from typing import TYPE_CHECKING, Any, Final

from savings.api.jsontext import dump
from savings.domain.account import Valuation
from savings.domain.errors import Checks
from savings.domain.ledger import TransactionType
from savings.usecases.accounts import AccountChange
from savings.usecases.ledger import SideRequest, TransactionRequest

if TYPE_CHECKING:
    from actions.ledger_schemas import AccountBody, TransactionBody

_SIDES: Final = {
    TransactionType.DEPOSIT: ("to",),
    TransactionType.WITHDRAWAL: ("from",),
    TransactionType.INTERNAL: ("from", "to"),
}


def transaction_request(body: "TransactionBody", payload: dict[str, Any]) -> TransactionRequest:
    """Return the body as the use case takes it; `payload` is what a repeat has in common.

    Raises Refused for accounts and dreams that do not go with the type.
    """
    _check_sides(body)
    return TransactionRequest(
        type=body.type,
        external_id=body.externalId,
        amount=body.amountCents,
        requested_at=body.requestedAt,
        settled_at=body.settledAt,
        source=SideRequest(body.fromAccountId, body.fromDreamId) if body.fromAccountId is not None else None,
        target=SideRequest(body.toAccountId, body.toDreamId) if body.toAccountId is not None else None,
        payload=dump(payload, sort_keys=True),
    )


def _check_sides(body: "TransactionBody") -> None:
    """Raises Refused, naming each account that is missing and each account and dream that is one too many."""
    checks = Checks()
    for side in ("from", "to"):
        is_needed = side in _SIDES[body.type]
        if is_needed and getattr(body, f"{side}AccountId") is None:
            message = f"Is required with the type {body.type}."
            checks.add(f"transaction.{side}AccountId", "missing_side", message)
        for member in (f"{side}AccountId", f"{side}DreamId"):
            if not is_needed and getattr(body, member) is not None:
                message = f"Is not taken with the type {body.type}."
                checks.add(f"transaction.{member}", "wrong_side", message)
    checks.done()


def account_change(body: "AccountBody") -> AccountChange:
    """Return the body as the use case takes it."""
    said = Valuation(
        balance=body.balanceCents,
        liquid=body.liquidBalanceCents,
        performance=body.performanceCents,
        percent=body.performancePercent,
        acquisition_cost=body.totalAcquisitionCostCents,
        valued_from=body.valuationFrom,
        valued_at=body.valuationAt,
    )
    return AccountChange(body.externalId, said if said != Valuation() else None)
