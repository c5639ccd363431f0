"""Amounts as people write and read them, exact to the last digit."""

import re
from decimal import Decimal
from functools import cache
from typing import Final

from typer import BadParameter

_AMOUNT: Final = re.compile(r"[0-9]{1,16}(\.[0-9]{1,4})?")


def amount(text: str) -> Decimal:
    """Read an amount that was typed. Raises BadParameter."""
    if not _AMOUNT.fullmatch(text):
        raise BadParameter(f"{text} is no amount: write it like 80.50, without a currency or marks for thousands")
    return Decimal(text)


def written(minor: int, currency: str) -> str:
    """Return an amount of a currency's smallest units with its decimals."""
    return f"{Decimal(minor).scaleb(-(digits(currency) or 0)):f}"


def digits(currency: str) -> int | None:
    """Return how many decimals a currency has; None for a code that is none or has no amounts."""
    return _all().get(currency)


@cache
def _all() -> dict[str, int]:
    from iso4217 import Currency  # it reads the list, which takes a while

    return {str(one.code): int(one.exponent) for one in Currency if one.exponent is not None}
