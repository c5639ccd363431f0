"""Page tokens: opaque, and good only for the query that they came from."""

import hashlib
from typing import Final

from savings.domain.errors import Refused

DEFAULT_SIZE: Final = 100
LARGEST_SIZE: Final = 200
DEFAULT_ITEMS: Final = 20
MOST_ITEMS: Final = 100

_LENGTH: Final = 16
_NUMBER: Final = 8


def page_size(text: str | None) -> int:
    """Return the page size asked for, 100 when none is. Raises Refused outside 1 to 200."""
    if text is None:
        return DEFAULT_SIZE
    size = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= size <= LARGEST_SIZE:
        raise Refused.one("page_size", "out_of_range", "Page size must be between 1 and 200.")
    return size


def items(text: str | None) -> int:
    """Return how many items a page has, 20 when nothing is asked for. Raises Refused outside 1 to 100."""
    if text is None:
        return DEFAULT_ITEMS
    found = int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
    if not 1 <= found <= MOST_ITEMS:
        raise Refused.one("items", "out_of_range", f"Must be from 1 to {MOST_ITEMS}.")
    return found


def make_token(query: str, after: int | None) -> str:
    """Return the token of the page after the item `after`; empty on the last page.

    It carries no rights, so it has no signature: `query` names the list and whose it is, and is asked for again.
    """
    if after is None:
        return ""
    place = after.to_bytes(_NUMBER, "big")
    return (_tag(query, place) + place).hex()


def read_token(query: str, token: str | None, member: str = "page_token") -> int | None:
    """Return the item that the page goes on after; None for the first page.

    Raises Refused, naming `member`, for a token that was not made for this query.
    """
    if not token:
        return None
    try:
        raw = bytes.fromhex(token)
    except ValueError:
        raw = b""
    tag, place = raw[:_LENGTH], raw[_LENGTH:]
    if len(place) != _NUMBER or tag != _tag(query, place):
        raise Refused.one(member, "invalid_page_token", "Invalid page token.")
    return int.from_bytes(place, "big")


def _tag(query: str, place: bytes) -> bytes:
    return hashlib.sha256(query.encode() + b"\n" + place).digest()[:_LENGTH]
