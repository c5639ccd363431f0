"""Numbers in the table: what is put under one of its own, what comes after one that was taken, and pages by number."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from savings.store.table import NEW, Item, Key, Table, Write, put

_DIGITS: Final = 16


def put_new(item: Mapping[str, Any]) -> Write:
    """Return the write of something new under the number that its sort key ends with; refused where that is taken."""
    return replace(put(item, NEW), is_numbered=True)


def last_of_kind(table: Table, taken: Item) -> int:
    """Return the last number of the kind of the item that was there already, read strongly.

    An action is not put so: its number is greater than its goal's last one, and the goal's version guards that.
    """
    kind, number = taken["SK"][:-_DIGITS], taken["SK"][-_DIGITS:]
    newest = table.query(taken["PK"], kind, consistent=True, limit=1, newest_first=True).items
    # The texts of a goal or an account sort behind it, under the same number.
    return int(newest[0]["SK"].removeprefix(kind).partition("#")[0] if newest else number)


def page_after(
    table: Table, partition: str, kind: str, limit: int, after: Key | None, *, newest_first: bool = False
) -> tuple[list[Item], bool]:
    """Return up to `limit` items of a kind after a key in their order, and whether there are more; as of a moment ago.

    One more than asked for is read: that says whether there is a next page without an empty one.
    """
    start = dict(zip(("PK", "SK"), after, strict=True)) if after else None
    found = table.query(partition, kind, limit=limit + 1, start_key=start, newest_first=newest_first)
    return found.items[:limit], len(found.items) > limit or found.next_key is not None
