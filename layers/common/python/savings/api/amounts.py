"""Amounts and dates of bodies, read in the currency that their account or goal has."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from savings.api.bodies import Body, decimal_text
from savings.domain import calendar, money
from savings.domain.errors import Checks, Refused


def _blank_is_none(value: object) -> object:
    return None if value == "" else value


Blank = BeforeValidator(_blank_is_none)
"""`""`, null and absent mean the same."""


def _amount(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("invalid_type", "Must be a decimal number, as a string or a JSON number.")
    return decimal_text(value)


DecimalText = Annotated[
    str | None,
    Blank,
    BeforeValidator(_amount),
    Field(examples=["1200.00"]),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "number"}, {"type": "null"}], "examples": ["1200.00"]}),
]
"""A decimal string or a JSON number."""

DateText = Annotated[str | None, Blank, Field(examples=["2027-01-31"])]


class MoneyBody(Body):
    """An amount: a decimal string and an ISO 4217 code; a missing code means the goal's currency."""

    value: str = Field(examples=["3000.00"])
    currency: str | None = Field(default=None, examples=["USD"])

    def minor(self, currency: str, member: str, mismatch: str) -> int:
        """Return the amount in minor units; `mismatch` is the rule that another currency breaks. Raises Refused."""
        if self.currency is not None and self.currency != currency:
            raise Refused.one(f"{member}.currency", "currency_mismatch", mismatch)
        return money.parse(self.value, currency, f"{member}.value")


def read_amount(checks: Checks, text: str | None, currency: str, member: str) -> int | None:
    """Return an amount in minor units; None where none was sent, and where `checks` has kept what is wrong with it."""
    return checks(lambda: money.parse(text, currency, member)) if text else None


def read_date(checks: Checks, text: str | None, member: str) -> date | None:
    """Return a date; None where none was sent, and where `checks` has kept what is wrong with it."""
    return checks(lambda: calendar.parse_date(text, member)) if text else None
