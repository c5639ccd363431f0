"""The ledger family's wire: what its routes read; `ledger_reading` has what the use cases take of it.

Amounts are whole minor units, instants RFC 3339.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, StrictInt, WithJsonSchema

from actions.ledger_members import percent_text, short_text, whole_instant
from savings.api.members import plain_text
from savings.api.models import COMPOSED, AnyId, Body, Guid
from savings.domain import money
from savings.domain.account import MAX_EXTERNAL_ID
from savings.domain.ledger import TransactionType

Instant = Annotated[datetime, BeforeValidator(whole_instant), WithJsonSchema({"type": "string", "format": "date-time"})]
Percent = Annotated[str, BeforeValidator(percent_text), WithJsonSchema({"type": "number"})]
ExternalId = Annotated[str, Field(min_length=1, max_length=255), COMPOSED, AfterValidator(plain_text)]
AccountExternalId = Annotated[
    ExternalId,
    AfterValidator(short_text),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_EXTERNAL_ID}),
]
Cents = Annotated[StrictInt, Field(ge=-money.MAX_MINOR, le=money.MAX_MINOR)]


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


class ReportTransaction(Body):
    """POST /transactions."""

    transaction: TransactionBody


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
