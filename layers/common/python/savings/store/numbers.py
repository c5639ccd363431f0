"""Numbers in the table: what is put under one of its own, and what comes after one that was taken in the meantime."""

import re
from collections.abc import Mapping
from typing import Any, Final

from savings.store.table import ConditionFailed, Table, Write, put

_NEW: Final = "new "
_NUMBERED: Final = re.compile(r"(.*#)([0-9]{16})")


def put_new(kind: str, item: Mapping[str, Any]) -> Write:
    """Return the write of something new under the number that its sort key ends with; refused where that is taken."""
    return put(f"{_NEW}{kind}", item, "attribute_not_exists(PK)")


def last_of_kind(table: Table, failed: ConditionFailed) -> int | None:
    """Return the last number of the kind, read strongly, where what `put_new` put was refused; None where nothing was.

    An action is not put so: its number is greater than its goal's last one, and the goal's version guards that.
    """
    for label, item in failed.blocking.items():
        place = _NUMBERED.fullmatch(item["SK"]) if item is not None and label.startswith(_NEW) else None
        if item is None or place is None:
            continue
        kind, number = place.groups()
        newest = table.query(item["PK"], kind, consistent=True, limit=1, newest_first=True).items
        # The texts of a goal or an account sort behind it, under the same number.
        return int(newest[0]["SK"].removeprefix(kind).partition("#")[0] if newest else number)
    return None
