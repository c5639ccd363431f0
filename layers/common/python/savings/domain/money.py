"""Money: integer minor units beside an ISO 4217 code. The only place that parses, prints, splits or rounds amounts."""

import re
from typing import Final

from savings.domain.currencies import DECIMALS
from savings.domain.errors import Refused

MAX_MINOR: Final = 2**53 - 1

# The grammar of a JSON number without an exponent, in ASCII digits.
_AMOUNT: Final = re.compile(r"(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?")
_LONGEST: Final = 40


def exponent(currency: str, path: str = "currency") -> int:
    """Return how many decimals the currency has (JPY 0, GBP 2, KWD 3).

    Raises Refused, naming `path`, for a code that ISO 4217 does not list or that has no minor unit (XAU).
    """
    if currency not in DECIMALS:
        raise Refused.one(path, "unknown_currency", "Must be an ISO 4217 currency code.")
    return DECIMALS[currency]


def parse(text: str, currency: str, path: str) -> int:
    """Read a decimal string into minor units, exactly; fewer decimals than the currency has are accepted.

    Raises Refused, naming `path`, for anything that is not a plain decimal number, for more decimals than
    the currency has, for a negative zero and for amounts beyond 2^53 - 1 minor units.
    """
    return parse_decimal(text, exponent(currency), path, of=f" for {currency}")


def parse_decimal(text: str, decimals: int, path: str, *, of: str = "") -> int:
    """Read a decimal string as a whole number of its last allowed decimals: "12.5" with two is 1250.

    Raises Refused, naming `path`, as `parse` does; `of` ends the sentence about decimals.
    """
    match = _AMOUNT.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None:
        raise Refused.one(path, "invalid_amount", "Must be a decimal number such as 1250.50.")
    sign, whole, fraction = match.group(1), match.group(2), match.group(3) or ""
    if len(fraction) > decimals:
        raise Refused.one(path, "invalid_amount_scale", f"Must have at most {decimals} decimals{of}.")
    minor = int(whole + fraction.ljust(decimals, "0"))
    if minor > MAX_MINOR:
        raise Refused.one(path, "amount_too_large", f"Must be at most {show_decimal(MAX_MINOR, decimals)}.")
    if sign and minor == 0:
        raise Refused.one(path, "invalid_amount", "Must not be a negative zero.")
    return -minor if sign else minor


def show(minor: int, currency: str) -> str:
    """Print minor units with the currency's usual decimals: 123456 GBP is "1234.56", 5 JPY is "5"."""
    return show_decimal(minor, exponent(currency))


def show_decimal(minor: int, decimals: int) -> str:
    """Print a whole number of last decimals: 1250 with two is "12.50"."""
    sign, digits = "-" if minor < 0 else "", str(abs(minor)).rjust(decimals + 1, "0")
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}" if decimals else f"{sign}{digits}"


def share(total: int, parts: int, index: int) -> int:
    """Return part `index` (0 first) of an equal split of `total` into `parts` that sums exactly.

    The remainder goes to the first parts, one unit each; a negative total is the mirror image.
    """
    quotient, remainder = divmod(abs(total), parts)
    part = quotient + (1 if index < remainder else 0)
    return part if total >= 0 else -part


def shares_before(total: int, parts: int, index: int) -> int:
    """Return the sum of the parts 0 to `index` - 1 of `share(total, parts, ...)`."""
    quotient, remainder = divmod(abs(total), parts)
    before = quotient * index + min(index, remainder)
    return before if total >= 0 else -before


def ceil_div(amount: int, by: int) -> int:
    """Divide minor units and round towards positive infinity; exact, `by` positive."""
    return -(-amount // by)


def percent(amount: int, target: int) -> int:
    """Return the floored percentage of `target` that `amount` is; 100 only when it is reached, 0 when negative.

    A target of 0 is reached from the start.
    """
    if target <= 0:
        return 100
    return max(0, amount * 100 // target)
