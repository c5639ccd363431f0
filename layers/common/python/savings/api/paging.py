"""Page tokens: opaque, and good only for the query that they came from."""

import hashlib
import re
from typing import Final

from savings.domain.errors import Refused

DEFAULT_SIZE: Final = 100
LARGEST_SIZE: Final = 200
DEFAULT_ITEMS: Final = 20
MOST_ITEMS: Final = 100
LARGEST_LIMIT: Final = 1000

_LENGTH: Final = 16
_PLACE: Final = re.compile(rb"-?[0-9]{1,39}(,-?[0-9]{1,39})*")


def page_size(text: str | None) -> int:
    """Return the page size asked for, 100 when none is. Raises Refused outside 1 to 200."""
    if text is None:
        return DEFAULT_SIZE
    size = _whole(text)
    if not 1 <= size <= LARGEST_SIZE:
        raise Refused.one("page_size", "out_of_range", "Page size must be between 1 and 200.")
    return size


def items(text: str | None) -> int:
    """Return how many items a page has, 20 when nothing is asked for. Raises Refused outside 1 to 100."""
    return DEFAULT_ITEMS if text is None else _from_one("items", text, MOST_ITEMS)


def limit(text: str | None) -> int | None:
    """Return how many things an answer has at most; None when all are asked for. Raises Refused outside 1 to 1000."""
    return None if text is None else _from_one("limit", text, LARGEST_LIMIT)


def _from_one(parameter: str, text: str, most: int) -> int:
    found = _whole(text)
    if not 1 <= found <= most:
        raise Refused.one(parameter, "out_of_range", f"Must be from 1 to {most}.")
    return found


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0


def make_token(query: str, *place: int) -> str:
    """Return the token of the page that begins after a place: an item's number, or several where one is not enough.

    It carries no rights, so it has no signature: `query` names the list and whose it is, and is asked for again.
    """
    text = ",".join(map(str, place)).encode()
    return (_tag(query, text) + text).hex()


def read_token(query: str, token: str | None, member: str = "page_token") -> tuple[int, ...]:
    """Return the place that the page begins after; empty for the first page.

    Raises Refused, naming `member`, for a token that was not made for this query.
    """
    if not token:
        return ()
    try:
        raw = bytes.fromhex(token)
    except ValueError:
        raw = b""
    tag, text = raw[:_LENGTH], raw[_LENGTH:]
    if tag != _tag(query, text) or not _PLACE.fullmatch(text):
        raise Refused.one(member, "invalid_page_token", "Invalid page token.")
    return tuple(map(int, text.split(b",")))


def _tag(query: str, text: bytes) -> bytes:
    return hashlib.sha256(query.encode() + b"\n" + text).digest()[:_LENGTH]
