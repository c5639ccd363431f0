"""What members of the household family's bodies may be, beyond their types."""

import re
from collections.abc import Set
from datetime import date
from typing import Final

from babel import localedata

from savings.api.core import PydanticCustomError
from savings.api.members import guid_text, plain_text
from savings.domain import calendar, money
from savings.domain.errors import Refused

_BANNED: Final = re.compile(r'[\\:*"<>|]')
_LONG_AGO: Final = date(1900, 1, 1)  # people are older than the plans that they make
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LOCALE: Final = re.compile(r"[a-z]{2,3}[_-][A-Z]{2}")


def id_text(value: object) -> str:
    """Return an id in either form as text. Raises for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return guid_text(value)


def number_as_text(value: object) -> object:
    """Return a whole number as text, anything else as it is."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def allowed_text(text: str) -> str:
    """Return the text. Raises for signs that descriptions do not have."""
    if _BANNED.search(text):
        raise PydanticCustomError("invalid_characters", r'Must not contain any of \ : * " < > |.')
    return plain_text(text)


def email(text: str) -> str:
    """Return the address. Raises for what is none."""
    if not _EMAIL.fullmatch(text):
        raise PydanticCustomError("invalid_email", "Must be an e-mail address.")
    return text


def locale_name(text: str) -> str:
    """Return the name of a locale with an underscore. Raises for one that there is no data of."""
    name = text.replace("-", "_")
    if not _LOCALE.fullmatch(text) or not localedata.exists(name):
        raise PydanticCustomError("invalid_locale", "Must be a locale such as en_GB.")
    return name


def day(text: object) -> date:
    """Return a date. Raises for anything else, and for one before 1900."""
    try:
        return calendar.parse_date(text if isinstance(text, str) else "", "date", earliest=_LONG_AGO)
    except Refused as refused:
        raise PydanticCustomError("invalid_date", "{message}", {"message": refused.errors[0].message}) from None


def zone(text: str) -> str:
    """Return the name of a time zone. Raises for one that is not known."""
    try:
        calendar.zone(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_time_zone", "{message}", {"message": refused.errors[0].message}) from None
    return text


def currency(text: str) -> str:
    """Return the code of a currency. Raises for one that is not known."""
    try:
        money.exponent(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_currency", "{message}", {"message": refused.errors[0].message}) from None
    return text


def sent_members(read_only: Set[str], required: Set[str], value: object) -> object:
    """Return an object without the members that only answers have, and without required ones that are null."""
    if not isinstance(value, dict):
        return value
    return {
        name: member
        for name, member in value.items()
        if name not in read_only and not (member is None and name in required)
    }
