"""What members of the ledger's bodies may be, beyond their types."""

import re
from datetime import UTC, datetime
from typing import Final

from savings.api.core import PydanticCustomError
from savings.api.members import decimal_text
from savings.domain import calendar
from savings.domain.account import MAX_EXTERNAL_ID

_RFC3339: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.IGNORECASE | re.ASCII)
_PERCENT: Final = re.compile(r"-?(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


def whole_instant(value: object) -> datetime:
    """Read an instant in any offset, cut to whole seconds; its date in UTC is one that the product can keep."""
    if isinstance(value, str) and _RFC3339.fullmatch(value):
        try:
            instant = datetime.fromisoformat(value.upper()).astimezone(UTC).replace(microsecond=0)
        except (ValueError, OverflowError):
            instant = None
        if instant is not None and calendar.FIRST_DATE <= instant.date() <= calendar.LAST_DATE:
            return instant
    raise PydanticCustomError("invalid_instant", "Must be an RFC 3339 instant such as 2027-01-31T10:00:00Z.")


def percent_text(value: object) -> str:
    """Return a percentage as decimal text. Raises for what is none, and for one of too many digits."""
    text = value if isinstance(value, str) else decimal_text(value)
    if not _PERCENT.fullmatch(text):
        raise PydanticCustomError("invalid_type", "Must be a number.")
    return text


def short_text(value: str) -> str:
    """Return the text. Raises for more bytes than an account's external id may have."""
    if len(value.encode()) > MAX_EXTERNAL_ID:
        message = "Must have at most {bytes} bytes in UTF-8."
        raise PydanticCustomError("too_long", message, {"bytes": MAX_EXTERNAL_ID})
    return value
