"""What the cells of a column may be: each is read by itself, and an amount then by its row's currency."""

import re
import unicodedata
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from savings_cli.money import digits

MOST_MINOR: Final = 2**53 - 1
_AMOUNT: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,8})?", re.ASCII)
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d{1,6})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

Values = Mapping[str, Any]
"""The cells of a row by their columns, read; a cell that is empty is not there."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A rule that a row breaks; `field` is the column, or empty where it is the row as a whole."""

    field: str
    code: str
    message: str


Check = Callable[[Values], Iterator[Flaw]]
"""What a row must keep beyond what each of its cells must be."""


class Flawed(Exception):
    """A row cannot be imported."""

    def __init__(self, *flaws: Flaw) -> None:
        super().__init__("; ".join(flaw.message for flaw in flaws))
        self.flaws = flaws


class Unreadable(Exception):
    """A cell is not what its column takes."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: `read` makes a value of its cells, which are never empty, or raises Unreadable."""

    name: str
    read: Callable[[str], Any]
    is_needed: bool = False


def text(longest: int) -> Callable[[str], str]:
    """Return what reads a text of so many characters, in NFC."""

    def read(cell: str) -> str:
        composed = unicodedata.normalize("NFC", cell)
        if len(composed) > longest:
            raise Unreadable("too_long", f"Must have at most {longest} characters.")
        if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in composed):
            raise Unreadable("control_character", "Must not contain control characters.")
        return composed

    return read


def short_text(cell: str) -> str:
    """Read the external id of an account."""
    composed = text(120)(cell)
    if len(composed.encode()) > 120:
        raise Unreadable("too_long", "Must have at most 120 bytes in UTF-8.")
    return composed


def one_of(*words: str) -> Callable[[str], str]:
    """Return what reads one of these words."""

    def read(cell: str) -> str:
        if cell not in words:
            raise Unreadable("unknown_value", f"Must be one of {', '.join(words)}.")
        return cell

    return read


def guid(cell: str) -> str:
    """Read a GUID, in lower case."""
    found = as_guid(cell)
    if found is None:
        raise Unreadable("invalid_guid", "Must be a GUID.")
    return found


def as_guid(cell: str) -> str | None:
    """Return a GUID in lower case; None for what is none."""
    try:
        found = str(uuid.UUID(cell))
    except ValueError:
        return None
    return found if found == cell.lower() else None


def whole(cell: str) -> int:
    """Read a number without a sign."""
    if not _WHOLE.fullmatch(cell):
        raise Unreadable("invalid_number", "Must be a whole number.")
    return int(cell)


def day(cell: str) -> date:
    """Read a date."""
    if _DAY.fullmatch(cell):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            pass
    raise Unreadable("invalid_date", "Must be a date such as 2027-01-31.")


def instant(cell: str) -> datetime:
    """Read an instant with its offset."""
    if _INSTANT.fullmatch(cell):
        try:
            return datetime.fromisoformat(cell.upper())
        except ValueError:
            pass
    raise Unreadable("invalid_instant", "Must be an instant with its offset, such as 2027-01-31T10:00:00Z.")


def amount(cell: str) -> Decimal:
    """Read an amount, exactly."""
    if not _AMOUNT.fullmatch(cell):
        raise Unreadable("invalid_amount", "Must be a decimal number such as 1250.50, without thousands marks.")
    return Decimal(cell)


def currency(cell: str) -> str:
    """Read the code of a currency that has a minor unit or is one."""
    if digits(cell) is None:
        raise Unreadable("unknown_currency", "Must be an ISO 4217 currency code.")
    return cell


def minor(value: Decimal, code: str) -> int:
    """Return an amount in the currency's smallest unit. Raises Unreadable for more decimals than it has."""
    decimals = digits(code) or 0
    scaled = value.scaleb(decimals)
    if scaled != int(scaled):
        raise Unreadable("invalid_amount_scale", f"Must have at most {decimals} decimals for {code}.")
    if abs(scaled) > MOST_MINOR:
        raise Unreadable("amount_too_large", f"Must be at most {Decimal(MOST_MINOR).scaleb(-decimals)}.")
    return int(scaled)
