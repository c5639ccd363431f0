"""Examples of every kind of item under every number that it has had, as they are in the table.

`python -m tests.contract.frozen_items` writes those of today's numbers that are missing. What is written is never
changed: it stands for items that are in somebody's table.
"""

import json
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from savings.store import shapes
from tests.contract.item_shapes import ITEMS
from tests.contract.served_code import ROOT

FOLDER: Final = ROOT / "tests" / "frozen"
ANEW: Final = "give the kind its next number (docs/changing.md: The shape of an item)"
_NAMED_BY_DATA: Final = frozenset({"channels", "headers", "done", "later"})
"""Maps whose members are no part of the shape."""

Raw = Mapping[str, Any]
Types = dict[str, Any]


def place(kind: str, number: int) -> Path:
    """Return where the examples of a kind and number are."""
    return FOLDER / f"{kind}.{number}.json"


@cache
def examples(kind: str, number: int) -> tuple[Raw, ...]:
    """Return the examples of a kind and number."""
    return tuple(json.loads(place(kind, number).read_text(encoding="utf-8")))


def written_today() -> dict[tuple[str, int], list[Raw]]:
    """Return the items that are written today, by kind and number."""
    found: dict[tuple[str, int], list[Raw]] = {}
    for item in ITEMS:
        found.setdefault(_kind(item), []).append(item)
    return found


def types(items: Iterable[Raw]) -> Types:
    """Return the names and types of all attributes of items, and of the members of their maps."""
    found: Types = {}
    for item in items:
        for name, typed in item.items():
            ((type_, value),) = typed.items()
            is_shaped = type_ == "M" and name not in _NAMED_BY_DATA
            found[name] = {**found.get(name, {}), **types([value])} if is_shaped else type_
    return found


def prove(item: Raw) -> None:
    """Assert that an item of a known number has only what the examples of that number have, in the same types."""
    kind, number = _kind(item)
    if number <= shapes.number_of(item["PK"]["S"], item["SK"]["S"]) and place(kind, number).exists():
        assert _below(types([item]), types(examples(kind, number))), f"{kind} {number} differs: {ANEW}"


def write() -> None:
    """Write the examples that are missing, with an attribute in each line."""
    for of, items in written_today().items():
        if not place(*of).exists():
            text = ",\n".join(map(_lines, items))
            place(*of).write_text(f"[{text}]\n", encoding="utf-8")


def _lines(item: Raw) -> str:
    text = ",\n  ".join(f"{json.dumps(name)}: {json.dumps(item[name], default=_text)}" for name in sorted(item))
    return f"{{\n  {text}\n}}"


def _kind(item: Raw) -> tuple[str, int]:
    number = int(item.get(shapes.NUMBER, {"N": shapes.FIRST})["N"])
    return shapes.kind_of(item["PK"]["S"], item["SK"]["S"]), number


def _below(some: Types, all_: Types) -> bool:
    return all(
        _below(type_, all_.get(name, {})) if isinstance(type_, dict) else type_ == all_.get(name)
        for name, type_ in some.items()
    )


def _text(value: bytes) -> str:
    return b64encode(value).decode()


if __name__ == "__main__":
    write()
