"""The ledger family's wire: what its routes read. Amounts are whole minor units, instants RFC 3339."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StrictInt,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from savings.api.bodies import AnyId, Body, Composed, Guid, decimal_text, plain_text
from savings.api.jsontext import dump
from savings.domain import calendar, money
from savings.domain.account import MAX_EXTERNAL_ID, Valuation
from savings.domain.errors import Checks
from savings.domain.ledger import TransactionType
from savings.usecases.accounts import AccountChange
from savings.usecases.ledger import SideRequest, TransactionRequest

_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII)
_PERCENT: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


def _instant(value: object) -> datetime:
    """Read an instant in any offset, cut to whole seconds; its date in UTC is one that the product can keep."""
    if isinstance(value, str) and _RFC3339.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value.upper()).astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            instant = None
        if instant is not None and calendar.FIRST_DATE <= instant.date() <= calendar.LAST_DATE:
            return instant
    raise PydanticCustomError("invalid_instant", "Must be an RFC 3339 instant such as 2027-01-31T10:00:00Z.")


def _percent(value: object) -> str:
    text = value if isinstance(value, str) else decimal_text(value)
    if not _PERCENT.fullmatch(text):
        raise PydanticCustomError("invalid_type", "Must be a number.")
    return text


def _short(value: str) -> str:
    if len(value.encode()) > MAX_EXTERNAL_ID:
        message = "Must have at most {bytes} bytes in UTF-8."
        raise PydanticCustomError("too_long", message, {"bytes": MAX_EXTERNAL_ID})
    return value


Instant = Annotated[datetime, BeforeValidator(_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Percent = Annotated[str, BeforeValidator(_percent), WithJsonSchema({"type": "number"})]
ExternalId = Annotated[Composed, Field(min_length=1, max_length=255), AfterValidator(plain_text)]
AccountExternalId = Annotated[ExternalId, AfterValidator(_short), Field(max_length=MAX_EXTERNAL_ID)]
Cents = Annotated[StrictInt, Field(ge=-money.MAX_MINOR, le=money.MAX_MINOR)]

_SIDES: Final = {
    TransactionType.DEPOSIT: ("to",),
    TransactionType.WITHDRAWAL: ("from",),
    TransactionType.INTERNAL: ("from", "to"),
}


class TransactionBody(Body):
    """A settled transaction; which accounts and dreams it names goes by its type."""

    type: TransactionType
    externalId: ExternalId
    userId: Guid
    amountCents: StrictInt
    requestedAt: Instant | None = None
    settledAt: Instant | None = None
    toAccountId: AnyId | None = None
    toDreamId: AnyId | None = None
    fromAccountId: AnyId | None = None
    fromDreamId: AnyId | None = None

    def check_sides(self) -> None:
        """Raises Refused, naming each account that is missing and each account and dream that is one too many."""
        checks = Checks()
        for side in ("from", "to"):
            is_needed = side in _SIDES[self.type]
            if is_needed and getattr(self, f"{side}AccountId") is None:
                message = f"Is required with the type {self.type}."
                checks.add(f"transaction.{side}AccountId", "missing_side", message)
            for member in (f"{side}AccountId", f"{side}DreamId"):
                if not is_needed and getattr(self, member) is not None:
                    message = f"Is not taken with the type {self.type}."
                    checks.add(f"transaction.{member}", "wrong_side", message)
        checks.done()


class ReportTransaction(Body):
    """POST /transactions."""

    transaction: TransactionBody

    def request(self, payload: dict[str, Any]) -> TransactionRequest:
        """Return the body as the use case takes it; `payload` is what a repeat has in common.

        Raises Refused for accounts and dreams that do not go with the type.
        """
        body = self.transaction
        body.check_sides()
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


class ReversalBody(Body):
    """What a reversal says: its own external id, and the user where the token names none."""

    externalId: ExternalId
    userId: Guid | None = None


class ReverseTransaction(Body):
    """POST /transactions/{transaction_id}/reversal."""

    transaction: ReversalBody


class PerformanceBody(Body):
    """Which saving becomes a Performance account."""

    type: Literal["Performance"]
    savingsId: AnyId
    userId: Guid | None = None


class MakePerformance(Body):
    """POST /accounts."""

    account: PerformanceBody


class AccountBody(Body):
    """What may change about an account: its external id and, on a Performance account, its value."""

    externalId: AccountExternalId | None = None
    balanceCents: Cents | None = None
    liquidBalanceCents: Cents | None = None
    performanceCents: Cents | None = None
    performancePercent: Percent | None = None
    totalAcquisitionCostCents: Cents | None = None
    valuationFrom: Instant | None = None
    valuationAt: Instant | None = None


class ChangeAccount(Body):
    """PATCH /accounts/{account_id}."""

    account: AccountBody

    @property
    def change(self) -> AccountChange:
        """The body as the use case takes it."""
        body = self.account
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
