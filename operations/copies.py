"""The file of a household's copy: JSON Lines, the first says of what, then one for each item, the last how many.

docs/export/household.v1.schema.json describes a line.
"""

import base64
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from savings.store import shapes
from savings.store.table import Item

FORMAT: Final = "savings-goals.household"
VERSION: Final = 1
SETS: Final = frozenset({"counted_by", "followers", "viewers", "watchers"})
"""Attributes that are sets of texts; in the file, lists in order."""
BYTES: Final = frozenset({"body"})
"""Attributes that are bytes; in the file, their base64."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a copy is of, and the instant at which it was begun."""

    tenant: str
    household: str
    people: list[str]
    at: str
    format: str = FORMAT
    version: int = VERSION


class Unreadable(Exception):
    """The file is not a whole copy that can be read here."""


def line_of(head: Head) -> str:
    """Return the first line."""
    return json.dumps(asdict(head))


def line_of_item(item: Item) -> str:
    """Return the line of an item."""
    kind = shapes.kind_of(item["PK"], item["SK"])
    return json.dumps({"item": kind, **{name: _plain(value) for name, value in item.items()}}, ensure_ascii=False)


def last_line(count: int) -> str:
    """Return the last line, without which a file is not whole."""
    return json.dumps({"items": count})


def head_of(path: Path) -> Head:
    """Read what a file is a copy of. Raises Unreadable."""
    with path.open(encoding="utf-8") as file:
        try:
            head = Head(**_loaded(file.readline()))
        except (TypeError, ValueError):
            raise Unreadable("it does not begin as a copy does") from None
    if (head.format, head.version) != (FORMAT, VERSION):
        raise Unreadable(f"its format is {head.format} {head.version}, not {FORMAT} {VERSION}")
    return head


def items_in(path: Path) -> Iterator[Item]:
    """Yield the items of a file in today's shape, one line in memory. Raises Unreadable where it ends early."""
    with path.open(encoding="utf-8") as file:
        next(file)
        count = 0
        for line in file:
            try:
                read = _loaded(line)
            except ValueError:
                break
            if "item" not in read:
                if read == {"items": count}:
                    return
                break
            yield _item(read)
            count += 1
    raise Unreadable(f"it ends after {count} items, and not as a copy does")


def _item(read: Mapping[str, Any]) -> Item:
    stored = {name: _typed(name, value) for name, value in read.items() if name != "item"}
    if shapes.is_newer(stored):
        raise Unreadable(f"{stored['SK']} was written by a newer version")
    return shapes.today(stored)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return int(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list) else value


def _typed(name: str, value: Any) -> Any:
    if name in SETS:
        return set(value)
    return base64.b64decode(value) if name in BYTES else value


def _no_float(text: str) -> Any:
    raise ValueError(text)


def _loaded(line: str) -> dict[str, Any]:
    read = json.loads(line, parse_float=_no_float)
    if not isinstance(read, dict):
        raise ValueError(line)  # noqa: TRY004  # as for any other text that is no line of a copy
    return read
