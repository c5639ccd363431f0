"""The household family's kinds of members: what text, numbers, dates and ids may look like."""

import re
from datetime import date
from typing import Annotated, Final, TypeVar

import babel.localedata
from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, StrictInt, WithJsonSchema
from pydantic_core import PydanticCustomError

from savings.api.bodies import Composed, decimal_text, guid_text, plain_text
from savings.domain import calendar, money
from savings.domain.errors import Refused

KEPT: Final = "kept as it was sent"
"""Marks a member that is answered as it was sent, whether or not any rule looks at it."""

_BANNED: Final = re.compile(r'[\\:*"<>|]')
_LONG_AGO: Final = date(1900, 1, 1)  # people are older than the plans that they make
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_LOCALE: Final = re.compile(r"[a-z]{2,3}[_-][A-Z]{2}")


def _id(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return guid_text(value)


def _text_of(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _allowed(text: str) -> str:
    if _BANNED.search(text):
        raise PydanticCustomError("invalid_characters", r'Must not contain any of \ : * " < > |.')
    return plain_text(text)


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise PydanticCustomError("invalid_email", "Must be an e-mail address.")
    return text


def _locale(text: str) -> str:
    locale = text.replace("-", "_")
    if not _LOCALE.fullmatch(text) or not babel.localedata.exists(locale):
        raise PydanticCustomError("invalid_locale", "Must be a locale such as en_GB.")
    return locale


def _date(text: object) -> date:
    try:
        return calendar.parse_date(text if isinstance(text, str) else "", "date", earliest=_LONG_AGO)
    except Refused as refused:
        raise PydanticCustomError("invalid_date", "{message}", {"message": refused.errors[0].message}) from None


def _zone(text: str) -> str:
    try:
        calendar.zone(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_time_zone", "{message}", {"message": refused.errors[0].message}) from None
    return text


def _currency(text: str) -> str:
    try:
        money.exponent(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_currency", "{message}", {"message": refused.errors[0].message}) from None
    return text


Id = Annotated[
    str, BeforeValidator(_id), WithJsonSchema({"anyOf": [{"type": "integer"}, {"type": "string", "format": "uuid"}]})
]
Number = Annotated[str, BeforeValidator(decimal_text), WithJsonSchema({"type": "number"})]
Day = Annotated[date, BeforeValidator(_date)]

Code = StrictInt
Age = Annotated[StrictInt, Field(ge=0, le=130)]
Years = Annotated[StrictInt, Field(ge=0, le=1000)]
Months = Annotated[StrictInt, Field(ge=0, le=11)]
Sync = Annotated[StrictInt, Field(ge=1, le=3)]
Label = Annotated[Composed, Field(max_length=255), AfterValidator(plain_text)]
Email = Annotated[str, Field(max_length=254), AfterValidator(_email)]
Zone = Annotated[str, AfterValidator(_zone)]
Currency = Annotated[str, AfterValidator(_currency)]
Locale = Annotated[str, AfterValidator(_locale)]
SavingsDescription = Annotated[Composed, Field(min_length=1, max_length=100), AfterValidator(_allowed)]
EventLabel = Annotated[Composed, Field(min_length=1, max_length=50), AfterValidator(_allowed)]
CoercedText = Annotated[Composed, BeforeValidator(_text_of), AfterValidator(plain_text)]


T = TypeVar("T")
AsSent = Annotated[T | None, KEPT]


def kept_members(body: type[BaseModel]) -> tuple[str, ...]:
    """Return the members of a body that are kept as they were sent, in its order."""
    return tuple(name for name, field in body.model_fields.items() if KEPT in field.metadata)
