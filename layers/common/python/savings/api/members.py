"""What single members of bodies may be, beyond their types: functions that models and validators name.

They are imported with each body that comes; nothing here needs the library that the models are written with.
"""

import unicodedata
from decimal import Decimal
from typing import Final

from savings import ids
from savings.api.core import PydanticCustomError, SchemaValidator
from savings.api.jsontext import LONGEST_NUMBER, dump

METADATA_LIMIT: Final = 4 * 1024
_URL: Final = SchemaValidator({"type": "url", "allowed_schemes": ["http", "https"]})


def decimal_text(value: object) -> str:
    """Return a number of a body as decimal text, exactly. Raises for anything else, and for one out of proportion."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("invalid_type", "Must be a number.")
    number = Decimal(value)
    longest = max(abs(number.adjusted()), len(number.as_tuple().digits))
    if longest > LONGEST_NUMBER:  # 1e999999999 is legal JSON, and writing it out is not wise
        raise PydanticCustomError("invalid_amount", "Must be a number of a reasonable size.")
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def amount_text(value: object) -> str | None:
    """Return an amount, sent as text or as a number, as decimal text; None for null. Raises for anything else."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("invalid_type", "Must be a decimal number, as a string or a JSON number.")
    return decimal_text(value)


def plain_text(text: str) -> str:
    """Return the text. Raises for control characters and lone surrogates, which no name or note needs."""
    if any(unicodedata.category(sign) in ("Cc", "Cs") for sign in text):
        raise PydanticCustomError("control_character", "Must not contain control characters.")
    return text


def composed(value: object) -> object:
    """Return text in NFC, so that its length counts what a reader sees; anything else as it is."""
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


def blank_is_none(value: object) -> object:
    """Return None for empty text, anything else as it is."""
    return None if value == "" else value


def guid_text(value: object) -> str:
    """Return a GUID in lower case. Raises for anything else."""
    parsed = ids.parse_guid(value) if isinstance(value, str) else None
    if parsed is None:
        raise PydanticCustomError("invalid_guid", "Must be a GUID.")
    return parsed


def id_text(value: object) -> str:
    """Return an id in either form as text. Raises for what is neither an integer nor text."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise PydanticCustomError("invalid_id", "Must be an id: an integer or a GUID.")
    return str(value)


def http_url(text: str) -> str:
    """Return the address as it is. Raises for one that is no http or https address."""
    _URL.validate_python(text)
    return text


def metadata_text(value: object) -> str | None:
    """Return an object as JSON text; an empty one and null are the same: nothing is kept. Raises for anything else."""
    if value is None or value == {}:
        return None
    if not isinstance(value, dict):
        raise PydanticCustomError("invalid_type", "Must be an object.")
    text = dump(value)
    if len(text.encode()) > METADATA_LIMIT:
        raise PydanticCustomError("too_long", "Must be at most 4 KB of JSON.")
    return text
