"""Accounts: the savings of a household, their balance and what of it no goal has earmarked."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

MAX_SAVINGS_GOALS: Final = 40
MAX_FOLLOWERS: Final = 20

CURRENT_ACCOUNT: Final = 1
"""The savings type of the default account, and the only one whose balance may be negative."""

NOT_JOINT: Final = frozenset({3, 4, 6, 10, 14, 18, 19, 21})
"""The savings types that cannot have a joint owner."""

SAVINGS_TYPES: Final = range(1, 23)
"""The savings types there are."""


class AccountKind(StrEnum):
    """How the balance moves: with transactions, or only by patching it."""

    SHARED_SAVINGS = "SharedSavings"
    PERFORMANCE = "Performance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account's hot facts; `residual` is the balance less what savings goals hold, and may be negative.

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
    sequence: int = 1


@dataclass(frozen=True, slots=True)
class Saving:
    """What a household wrote about an account; nothing here has a part in any sum.

    `extras` is the JSON text of an object. `joint_owner_as_sent` keeps a joint owner who is the owner, as the published
    request has it: it is answered, and means nothing.
    """

    description: str
    dependant: int | None = None
    extras: str | None = None
    joint_owner_as_sent: str | None = None
