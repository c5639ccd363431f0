"""What the ledger family answers."""

from typing import Literal

from contract.model import Answer, Guid, Instant
from savings.domain.ledger import TransactionType


class Reference(Answer):
    """A user or account by its id; empty optional members are left out."""

    type: str
    id: Guid
    externalId: str | None = None


class Dream(Answer):
    """A savings goal as the ledger sees it."""

    id: Guid
    type: Literal["Dream"]
    name: str
    targetCents: int
    balanceCents: int
    expiresAt: Instant
    achievedAt: Instant | None = None
    imageUrl: str | None = None
    activeSavehacksCount: Literal[0]
    user: Reference
    account: Reference


class Transaction(Answer):
    """A transaction; empty optional members are left out."""

    type: TransactionType
    id: Guid
    externalId: str
    user: Reference
    amountCents: int
    state: Literal["settled"]
    requestedAt: Instant
    settledAt: Instant
    fromAccount: Reference | None = None
    fromDream: Dream | None = None
    toAccount: Reference | None = None
    toDream: Dream | None = None
    reversesId: Guid | None = None
    reversedById: Guid | None = None


class OneTransaction(Answer):
    """One transaction in its wrapper."""

    transaction: Transaction


class ListMeta(Answer):
    """Where a list goes on; null on the last page."""

    next_url: str | None


class SomeTransactions(Answer):
    """A page of transactions."""

    transactions: list[Transaction]
    meta: ListMeta


class Account(Answer):
    """An account; the parts of a Performance account's value stand on it alone."""

    type: str
    id: Guid
    externalId: str | None = None
    user: Reference
    currency: str
    balanceCents: int
    residualCents: int
    sequence: int
    liquidBalanceCents: int | None = None
    performanceCents: int | None = None
    performancePercent: float | None = None
    totalAcquisitionCostCents: int | None = None
    valuationFrom: Instant | None = None
    valuationAt: Instant | None = None


class OneAccount(Answer):
    """One account in its wrapper."""

    account: Account


class SomeAccounts(Answer):
    """A user's accounts."""

    accounts: list[Account]
    meta: ListMeta
