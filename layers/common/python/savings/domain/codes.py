"""The codes of the household family in one table: label, what each allows, and where the label comes from.

The rules, the options and the labels that people read come from the same rows. `published` labels are those of the
published documents; `inferred` ones follow from their rules; `ours` are free choices on which no rule depends.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from savings.domain.errors import Checks


class Source(StrEnum):
    """Where a label comes from."""

    PUBLISHED = "published"
    INFERRED = "inferred"
    OURS = "ours"


@dataclass(frozen=True, slots=True)
class Code:
    """One acceptable value of a field: an integer or, for providers, a lower-case GUID."""

    code: int | str
    label: str
    source: Source = Source.PUBLISHED


@dataclass(frozen=True, slots=True)
class SavingsType:
    """A kind of account: how many people may own one, whether it is an investment, and which contributions it takes.

    The rules of a future change of risk are about investments.
    """

    code: int
    label: str
    owners: int
    is_investment: bool
    contributions: frozenset[int]
    source: Source

    @property
    def joint(self) -> bool:
        """Whether it may have a joint owner."""
        return self.owners > 1


CURRENT_ACCOUNT: Final = 1
"""The savings type of the default account, and the only one whose value may be negative."""

SAVINGS_CONTRIBUTION: Final = 2
REINVESTED_DIVIDENDS: Final = 3
ALLOWANCE_TRANSFER: Final = 11
TRANSFER_IN: Final = 12
GAINS_ALLOWANCE: Final = 13

ONE_OFF: Final = 120
YEARLY: Final = 1

CURRENT: Final = 1
AGE: Final = 2
DATE: Final = 3
EVENT: Final = 4
SECOND_AGE: Final = 7
AGES: Final = frozenset({AGE, SECOND_AGE})
BASES: Final = frozenset({AGE, DATE, EVENT, SECOND_AGE})
"""Bases that resolve to a date of their own: an age, a date or a life event."""

YES: Final = 1

_SAFE: Final = False
_AT_RISK: Final = True

_CASH: Final = frozenset({2, 12})
_DIVIDENDS: Final = frozenset({2, 3, 12})
_GAINS: Final = frozenset({2, 3, 12, 13})
_CASH_ISA: Final = frozenset({2, 11, 12})
_SHARES_ISA: Final = frozenset({2, 3, 11, 12})

SAVINGS_TYPES: Final = (
    SavingsType(1, "Bank Current Account", 2, _SAFE, _CASH, Source.PUBLISHED),
    SavingsType(2, "Bank Savings Account", 2, _SAFE, _CASH, Source.OURS),
    SavingsType(3, "Cash ISA", 1, _SAFE, _CASH_ISA, Source.INFERRED),
    SavingsType(4, "Premium Bonds", 1, _SAFE, _CASH, Source.OURS),
    SavingsType(5, "Fixed Term Deposit", 2, _SAFE, _CASH, Source.OURS),
    SavingsType(6, "Stocks and Shares ISA", 1, _AT_RISK, _SHARES_ISA, Source.INFERRED),
    SavingsType(7, "General Investment Account", 2, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(8, "Unit Trust / OEIC", 2, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(9, "Investment Trust", 2, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(10, "Employee Share Scheme", 1, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(11, "Gilts", 2, _AT_RISK, _DIVIDENDS, Source.OURS),
    SavingsType(12, "Corporate Bonds", 2, _AT_RISK, _DIVIDENDS, Source.OURS),
    SavingsType(13, "Onshore Investment Bond", 2, _AT_RISK, _CASH, Source.OURS),
    SavingsType(14, "Save As You Earn Scheme", 1, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(15, "Offshore Investment Bond", 2, _AT_RISK, _CASH, Source.OURS),
    SavingsType(16, "Commodity Holding", 2, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(17, "Permanent Interest Bearing Shares", 2, _AT_RISK, _DIVIDENDS, Source.OURS),
    SavingsType(18, "Venture Capital Trust", 1, _AT_RISK, _DIVIDENDS, Source.OURS),
    SavingsType(19, "Enterprise Investment Scheme", 1, _AT_RISK, _DIVIDENDS, Source.OURS),
    SavingsType(20, "Endowment Policy", 2, _AT_RISK, _CASH, Source.OURS),
    SavingsType(21, "Share Incentive Plan", 1, _AT_RISK, _GAINS, Source.OURS),
    SavingsType(22, "Structured Product", 2, _AT_RISK, _GAINS, Source.PUBLISHED),
)

SAVINGS_TYPE: Final = {row.code: row for row in SAVINGS_TYPES}

_BASIS_LABELS: Final = {
    CURRENT: ("Current", Source.PUBLISHED),
    AGE: ("Specific Age", Source.PUBLISHED),
    DATE: ("Specific Date", Source.PUBLISHED),
    EVENT: ("Event", Source.PUBLISHED),
    SECOND_AGE: ("Specific Age of Second Client", Source.INFERRED),
}


def _bases(*codes: int) -> tuple[Code, ...]:
    return tuple(Code(code, *_BASIS_LABELS[code]) for code in codes)


_RISKS: Final = (
    Code(1, "Medium"),
    Code(17, "Lowest"),
    Code(19, "Balanced and more"),
    Code(22, "Cautious"),
)

CODES: Final[dict[str, tuple[Code, ...]]] = {
    "savings_type": tuple(Code(row.code, row.label, row.source) for row in SAVINGS_TYPES),
    "atr_slot": _RISKS,
    "back_office_sync": (Code(1, "Yes"), Code(2, "No"), Code(3, "Only update from back office")),
    "provider": (
        Code("8379dc94-3bcf-e011-87a9-b8ac6f1693a9", "1st Source Direct"),
        Code("002c2f7c-3bcf-e011-87a9-b8ac6f1693a8", "Standard Life Investments"),
    ),
    "isa_special_type": (Code(1, "Junior ISA"), Code(2, "Lifetime ISA")),
    "risk_change": (Code(1, "Yes"), Code(2, "No")),
    "risk_level": _RISKS,
    "risk_basis": _bases(AGE, DATE, EVENT, SECOND_AGE),
    "contribution_type": (
        Code(2, "Savings Contribution"),
        Code(3, "Reinvested Dividends", Source.OURS),
        Code(11, "ISA Allowance Transfer", Source.OURS),
        Code(12, "Transfer In", Source.OURS),
        Code(13, "Annual Gains Allowance Use", Source.OURS),
    ),
    "frequency": (
        Code(120, "One-off"),
        Code(52, "Paid Weekly"),
        Code(26, "Paid Fortnightly"),
        Code(13, "Paid Every 4 Weeks", Source.OURS),
        Code(12, "Paid Monthly", Source.OURS),
        Code(4, "Paid Quarterly", Source.OURS),
        Code(2, "Paid Half-Yearly", Source.OURS),
        Code(1, "Paid Annually", Source.OURS),
    ),
    "start_basis": _bases(CURRENT, AGE, DATE, EVENT, SECOND_AGE),
    "end_basis": _bases(AGE, DATE, EVENT, SECOND_AGE),
    "event_basis": (Code(1, "Date"), Code(2, "Age"), Code(3, "Linked")),
    "offset_basis": (Code(1, "Before"), Code(2, "After")),
    "goal_set": (Code(1, "Yes", Source.INFERRED), Code(2, "No", Source.INFERRED)),
    "goal_priority": (
        Code(1, "Highest"),
        Code(2, "High", Source.OURS),
        Code(3, "Medium", Source.OURS),
        Code(4, "Low", Source.OURS),
        Code(5, "Lowest"),
    ),
}

_LABELS: Final = {field: {row.code: row.label for row in rows} for field, rows in CODES.items()}


def label(field: str, code: int | str) -> str | None:
    """Return the label of a field's code; None for a code that the table does not have."""
    return _LABELS[field].get(code)


def is_known(field: str, code: int | str) -> bool:
    """Whether the table has the code for the field."""
    return code in _LABELS[field]


def check(field: str, code: int | str, checks: Checks) -> None:
    """Note a code that the table does not have for the field."""
    if not is_known(field, code):
        checks.add(field, "unknown_code", "Is not one of the codes.")
