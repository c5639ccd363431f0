"""Accounts: the savings of a household, their balance and what of it no goal has earmarked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

MAX_SAVINGS_GOALS: Final = 40
MAX_FOLLOWERS: Final = 20
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
    external_id: str | None = None
    performance: Performance | None = None
    sequence: int = 1

    @property
    def owners(self) -> tuple[str, ...]:
        """The owner and, where there is one, the joint owner."""
        return (self.owner,) + ((self.joint_owner,) if self.joint_owner else ())


@dataclass(frozen=True, slots=True)
class Saving:
    """What a household wrote about an account; nothing here has a part in any sum.

    `extras` is the JSON text of an object. `joint_owner_as_sent` keeps a joint owner who is the owner, as the published
    request has it: it is answered, and means nothing.
    `risk_event` is the life event that its change of risk hangs on.
    """

    description: str
    dependant: int | None = None
    extras: str | None = None
    joint_owner_as_sent: str | None = None
    risk_event: int | None = None
