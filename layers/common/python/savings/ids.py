"""Ids and their two forms.

An id is an integer below 2^53: 31 bits of seconds since 2000-01-01, 10 bits of milliseconds, 12 zero bits:
their order is that of age. A period's id is its goal's id plus its index plus one. The GUID form is a UUIDv8
(RFC 9562, section 5.8) that carries the integer in its first bits and, in the other 69, a hash over tenant, owner, kind
and integer: a GUID that was made up, belongs to another owner or names another kind of thing does not decode.
"""

import hashlib
import re
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid4

LIMIT: Final = 2**53
STEP: Final = 2**12

_EPOCH: Final = int(datetime(2000, 1, 1, tzinfo=UTC).timestamp())
_SECONDS: Final = 2**31
_MILLISECONDS: Final = 2**10
_HASH_BITS: Final = 69
_INTEGER: Final = re.compile(r"[1-9][0-9]{0,15}")


def new_id(moment: datetime, after: int = 0) -> int:
    """Return the id of something made at `moment`, to the millisecond, or the one that follows `after` if greater.

    A put condition keeps it unique. An id that follows another may run ahead of the clock.
    """
    return following(first_of(moment) + moment.microsecond // 1000 * STEP, after)


def following(number: int, after: int) -> int:
    """Return the id itself or, where that is greater, the one that follows `after`; 0 stands for none."""
    return max(number, (after // STEP + 1) * STEP) if after else number


def first_of(moment: datetime) -> int:
    """Return the smallest id of a second: what names the second itself, and is made from nothing else."""
    seconds = min(max(int(moment.timestamp()) - _EPOCH, 1), _SECONDS - 1)
    return seconds * _MILLISECONDS * STEP


def new_guid() -> str:
    """Return a random GUID (UUIDv4, lower case) for a person or a household."""
    return str(uuid4())


def seconds_of(number: int) -> datetime:
    """Return the second at which the id was made."""
    return datetime.fromtimestamp(number // STEP // _MILLISECONDS + _EPOCH, UTC)


def guid(tenant: str, owner: str, kind: str, number: int) -> str:
    """Return the GUID of an id, lower case; the same arguments always give the same one."""
    digest = hashlib.sha256(f"{tenant}\n{owner}\n{kind}\n{number}".encode()).digest()
    check = int.from_bytes(digest[:9], "big") & (2**_HASH_BITS - 1)
    bits = number << _HASH_BITS | check  # 122 bits: 48 + 12 + 62 around version and variant
    high, middle, low = bits >> 74, bits >> 62 & 0xFFF, bits & (2**62 - 1)
    return str(UUID(int=high << 80 | 0x8 << 76 | middle << 64 | 0b10 << 62 | low))


def number_in(text: str) -> int | None:
    """Return the integer that either form names, unverified; None for what is no id at all."""
    if _INTEGER.fullmatch(text):
        number = int(text)
        return number if number < LIMIT else None
    value = _uuid(text)
    if value is None or value.version != 8:
        return None
    bits = (value.int >> 80) << 74 | (value.int >> 64 & 0xFFF) << 62 | value.int & (2**62 - 1)
    return bits >> _HASH_BITS


def decode(text: str, tenant: str, owner: str, kind: str) -> int | None:
    """Return the id that the text names for this owner and kind; None for a foreign, made-up or wrong-kind GUID.

    Integers are taken as they are: the owner's partition decides whether they exist.
    """
    number = number_in(text)
    if number is None or _INTEGER.fullmatch(text):
        return number
    return number if text.lower() == guid(tenant, owner, kind, number) else None


def parse_guid(text: str) -> str | None:
    """Return the lower-case form of a GUID of any version, None for anything else."""
    value = _uuid(text)
    return str(value) if value else None


def _uuid(text: str) -> UUID | None:
    try:
        value = UUID(text)
    except ValueError:
        return None
    return value if str(value) == text.lower() else None
