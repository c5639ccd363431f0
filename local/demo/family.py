"""The cast: who saves, in which accounts, for what, and what they do in each month of the year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from savings_goals_client.models import ClientBody, CreateHousehold, DependantBody, MoneyBody

CURRENCY: Final = "GBP"

HOUSEHOLD: Final = CreateHousehold(
    household_label="The Edwards family",
    time_zone="Europe/London",
    currency=CURRENCY,
    clients=[
        ClientBody(first_name="Tina", last_name="Edwards", date_of_birth=date(1990, 5, 4)),
        ClientBody(first_name="Tom", last_name="Edwards", date_of_birth=date(1988, 11, 23)),
    ],
    dependants=[DependantBody(first_name="Diane", last_name="Edwards", date_of_birth=date(2019, 2, 28))],
)

ACCOUNTS: Final = {"Rainy days": 9000, "Holiday pot": 1200}
"""Name and opening value of the accounts they open beside the current account."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A goal they create: in which account, in which family by which plan, and how it must end."""

    name: str
    account: str
    is_savings_goal: bool
    plan: Mapping[str, Any]
    ends: str
    saved: str


@dataclass(frozen=True, slots=True)
class Deed:
    """What they do to a goal in a month (1 is the first): an amount put in, or taken out if negative."""

    month: int
    wish: str
    amount: str


def wishes(today: date) -> list[Wish]:
    """Return their goals, planned from `today`: one of every kind."""

    def month_end(months: int) -> str:
        return str(month_start(today, months + 1) - timedelta(days=1))

    def savings(name: str, account: str, ends: str, saved: str, **plan: Any) -> Wish:
        return Wish(name, account, is_savings_goal=True, plan=plan, ends=ends, saved=saved)

    def goal(name: str, account: str, ends: str, saved: str, **plan: Any) -> Wish:
        return Wish(name, account, is_savings_goal=False, plan=plan, ends=ends, saved=saved)

    year = month_end(11)
    # fmt: off
    return [
        savings("Car", "Rainy days", "completed", "3025.00", target_amount=money("3000"), target_date=year),
        savings("Bicycle", "Holiday pot", "failed", "400.00", target_amount=money("600"),
                recurrent_amount=money("100")),
        savings("Piano", "Rainy days", "completed", "900.00", recurrent_amount=money("75"), target_date=year),
        goal("Keep 5,000 free", "Rainy days", "completed", "5075.00", target="available_balance", frequency="quarterly",
             tracking_type="debit_credit", target_amount="5000", end_date=year),
        goal("Ten thousand", "Rainy days", "failed", "9000.00", target="current_balance", frequency="biannually",
             tracking_type="credit", target_amount="10000", end_date=year),
        goal("Grandma's gift", "Holiday pot", "completed", "500.00", target="date", frequency="singular",
             tracking_type="credit", target_amount="500", start_amount="500", end_date=month_end(5)),
        goal("Old habit", "Holiday pot", "failed", "300.00", target="amount", frequency="monthly",
             tracking_type="credit", target_amount="600", period_amount="100",
             start_date=str(month_start(today, -3)), completed_backdated_periods=3),
        goal("Coins in the jar", "Holiday pot", "failed", "0.00", target="open_ended", frequency="weekly",
             tracking_type="debit", period_amount="5", end_date=month_end(2)),
        goal("Sailing lessons", "Holiday pot", "cancelled", "0.00", target="date", frequency="fortnightly",
             tracking_type="credit", target_amount="800", end_date=month_end(8)),
    ]
    # fmt: on


DEEDS: Final = [
    *(Deed(month, "Car", "275") for month in range(2, 13)),
    *(Deed(month, "Bicycle", "100") for month in range(2, 6)),
    *(Deed(month, "Piano", "75") for month in range(1, 13)),
    Deed(8, "Car", "-400"),
    Deed(9, "Car", "400"),
]
CANCELLED: Final = (5, "Sailing lessons")
CORRECTED: Final = (7, "Piano", "75")
"""In this month an old action on this goal is raised, and set back to this amount right after."""

BOLD: Final = (6, "Car", "20000")
"""In this month they try to put this amount into this goal, which the account does not hold."""


def money(value: str) -> MoneyBody:
    """Return an amount as the savings goals family has it."""
    return MoneyBody(value=Decimal(value), currency=CURRENCY)


def month_start(day: date, months: int) -> date:
    """Return the first day of the month that is so many months after the month of `day`."""
    index = day.year * 12 + day.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)
