"""Amounts and dates of bodies, read in the currency that their account or goal has."""

from datetime import date
from typing import TYPE_CHECKING

from savings.domain import calendar, money
from savings.domain.errors import Checks, Refused

if TYPE_CHECKING:
    from savings.api.models import MoneyBody


def minor(amount: "MoneyBody", currency: str, member: str, mismatch: str) -> int:
    """Return an amount in minor units; `mismatch` is the rule that another currency breaks. Raises Refused."""
    if amount.currency is not None and amount.currency != currency:
        raise Refused.one(f"{member}.currency", "currency_mismatch", mismatch)
    return money.parse(amount.value, currency, f"{member}.value")


def read_amount(checks: Checks, text: str | None, currency: str, member: str) -> int | None:
    """Return an amount in minor units; None where none was sent, and where `checks` has kept what is wrong with it."""
    return checks(lambda: money.parse(text, currency, member)) if text else None


def read_date(checks: Checks, text: str | None, member: str) -> date | None:
    """Return a date; None where none was sent, and where `checks` has kept what is wrong with it."""
    return checks(lambda: calendar.parse_date(text, member)) if text else None
