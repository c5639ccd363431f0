"""Accounts of a household: their balance and what of it no goal has earmarked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from savings.domain import money
from savings.domain.errors import Checks, Conflicting, Refused
from savings.domain.goal import Goal

MAX_SAVINGS_GOALS: Final = 40
MAX_FOLLOWERS: Final = 20
MAX_CONTRIBUTIONS: Final = 50
MAX_OPEN_GOALS: Final = 1000
"""Of one customer, on all accounts together."""
UNCOUNTED_ACCOUNTS: Final = 12
"""So many accounts of a household, and some more that are opened at the same moment, have no room for as many goals."""
NEARLY_COUNTED: Final = 10
"""With so many, whoever opens one more looks whether others have become too many meanwhile."""
MAX_EXTERNAL_ID: Final = 120
"""In bytes: the account's external id is part of its hot item, which every transaction writes."""


class AccountKind(StrEnum):
    """How the balance moves: with transactions, or only by patching it."""

    SHARED_SAVINGS = "SharedSavings"
    PERFORMANCE = "Performance"


@dataclass(frozen=True, slots=True)
class Performance:
    """What a Performance account's balance is made of; the percentage is a decimal text, as it was sent."""

    liquid: int = 0
    performance: int = 0
    percent: str = "0"
    acquisition_cost: int = 0
    valued_from: datetime | None = None
    valued_at: datetime | None = None

    def explains(self, balance: int) -> bool:
        """Whether the parts add up to the balance; parts that are all 0 say nothing about it."""
        parts = (self.liquid, self.acquisition_cost, self.performance)
        return not any(parts) or sum(parts) == balance


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account's hot facts; `residual` is the balance less what savings goals hold, and may be negative.

    `contributions` are planned into it, `uses` are contributions of other accounts that are planned out of it.
    `followers` are the open goals that its transactions or its balance move, `watchers` those that its residual moves.
    Where it `counts_goals`, a goal that it takes on is counted at its customer.
    """

    number: int
    tenant: str
    household: str
    owner: str
    joint_owner: str | None = None
    kind: AccountKind = AccountKind.SHARED_SAVINGS
    savings_type: int
    is_default: bool = False
    currency: str
    balance: int
    residual: int
    minimum_balance: int | None = None
    value_date: date
    created_at: datetime
    savings_goals: int = 0
    followers: frozenset[str] = frozenset()
    watchers: frozenset[str] = frozenset()
    contributions: int = 0
    uses: int = 0
    counts_goals: bool = False
    external_id: str | None = None
    performance: Performance | None = None
    sequence: int = 1

    @property
    def owners(self) -> tuple[str, ...]:
        """The owner and, where there is one, the joint owner."""
        return (self.owner,) + ((self.joint_owner,) if self.joint_owner else ())

    @property
    def is_performance(self) -> bool:
        """Whether the bank values it, and transactions move nothing on it."""
        return self.kind is AccountKind.PERFORMANCE


@dataclass(frozen=True, slots=True)
class AccountMove:
    """By how much an account's balance and its residual move together."""

    account: Account
    balance: int = 0
    residual: int = 0

    @property
    def followers(self) -> dict[str, int]:
        """The goals that it may move, by their account's names for them, each with what moves for it.

        That is the residual for those that watch it, and the balance for all others.
        """
        by = dict.fromkeys(self.account.followers, self.balance) | dict.fromkeys(self.account.watchers, self.residual)
        return {name: delta for name, delta in sorted(by.items()) if delta}

    def done(self) -> Account:
        """Return the account after it. Raises Refused for more than can be kept."""
        balance, residual = self.account.balance + self.balance, self.account.residual + self.residual
        if max(abs(balance), abs(residual)) > money.MAX_MINOR:
            raise Refused.one("amount", "amount_too_large", "The account would hold more than can be kept.")
        return replace(self.account, balance=balance, residual=residual)


@dataclass(frozen=True, slots=True, kw_only=True)
class Valuation:
    """What is said of a Performance account's value; None keeps what is there, and `valued_at` is then the present."""

    balance: int | None = None
    liquid: int | None = None
    performance: int | None = None
    percent: str | None = None
    acquisition_cost: int | None = None
    valued_from: datetime | None = None
    valued_at: datetime | None = None


def as_performance(account: Account, held: Sequence[Goal], now: datetime) -> Account:
    """Return the account as a Performance account; `held` are the savings goals that hold part of it.

    Raises Conflicting for the default account, for one that is Performance already or has several savings goals.
    """
    if account.is_performance or account.is_default:
        raise Conflicting("The account cannot become a Performance account.")
    if len(held) > 1:
        raise Conflicting("A Performance account has one savings goal; this account has more.")
    return replace(account, kind=AccountKind.PERFORMANCE, performance=Performance(valued_at=now))


def valued(account: Account, said: Valuation, now: datetime) -> Account:
    """Return a Performance account with its new value.

    Raises Refused for an account that transactions move, and for a balance that is negative or that its parts do not
    explain.
    """
    if not account.is_performance:
        message = "Moves with transactions; only a Performance account is valued."
        raise Refused.one("balance", "not_performance", message)
    parts = account.performance or Performance()
    balance = account.balance if said.balance is None else said.balance
    after = Performance(
        liquid=parts.liquid if said.liquid is None else said.liquid,
        performance=parts.performance if said.performance is None else said.performance,
        percent=said.percent or parts.percent,
        acquisition_cost=parts.acquisition_cost if said.acquisition_cost is None else said.acquisition_cost,
        valued_from=said.valued_from or parts.valued_from,
        valued_at=said.valued_at or now,
    )
    checks = Checks()
    if balance < 0:
        checks.add("balance", "negative", "Must not be negative.")
    if not after.explains(balance):
        checks.add("balance", "parts_differ", "Must be {liquid} + {acquisition_cost} + {performance}.")
    if after.valued_from and after.valued_at and after.valued_from > after.valued_at:
        checks.add("valued_from", "after_valuation", "Must not be after {valued_at}.")
    checks.done()
    return replace(account, balance=balance, performance=after)


def shared_out(held: Sequence[Goal], residual: int) -> list[tuple[Goal, int]]:
    """Return what each savings goal of a Performance account takes of its residual, or gives where it is negative.

    Those that run come first. One that has ended takes no more, and none gives more than it holds.
    """
    shares: list[tuple[Goal, int]] = []
    for goal in sorted(held, key=lambda goal: goal.has_ended):
        takes = 0 if goal.has_ended else residual
        share = max(residual, -goal.amount) if residual < 0 else takes
        residual -= share
        shares.append((goal, share))
    return shares


@dataclass(frozen=True, slots=True)
class Details:
    """What a household wrote about an account; nothing here has a part in any sum.

    `extras` is the JSON text of an object. `joint_owner_as_sent` keeps a joint owner who is the owner, as the published
    request has it: it is answered, and means nothing.
    `risk_event` is the life event that its change of risk depends on.
    """

    description: str
    dependant: int | None = None
    extras: str | None = None
    joint_owner_as_sent: str | None = None
    risk_event: int | None = None
