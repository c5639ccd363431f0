"""What many tests begin with is made once: the items that a first run of the calls left are put into the next table.

The chain of calls since a table was empty names what is in it. A call of a chain that was made before is answered as
it was then, and what it changed in the table is put there as it was. Any other change ends the chain.
"""

import copy
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from tests.wire import direct

T = TypeVar("T")
Items = dict[tuple[str, str], dict[str, Any]]
Write = dict[str, Any]

LONGEST: Final = 16
"""Longer chains are rarely the same."""
AT_ONCE: Final = 25
"""Writes of one request to the table."""


@dataclass(frozen=True)
class Place:
    """A table at an engine, and how to read all its items and the records of its stream."""

    address: str
    table: str
    items: Callable[[], Items]
    records: Callable[[], list[dict[str, Any]]]


@dataclass(frozen=True)
class _Link:
    """What was written in order, all that was in the table afterwards, and the answer with what it was made for."""

    writes: list[Write]
    items: Items
    answer: Any
    owners: tuple[object, ...]


_links: dict[str, _Link] = {}
_chains: dict[str, tuple[str, int] | None] = {}


def end(table_name: str) -> None:
    """End the table's chain: from now on nobody knows what is in it."""
    _chains[table_name] = None


def repeat(
    place: Place, call: str, make: Callable[[], T], owners: Iterable[object] = (), *, in_order: bool = False
) -> T:
    """Return what `make` returns, which changes the table; `call` says all that this depends on, but for the table.

    Where the answer refers to `owners`, its copy refers to those of the new call. With `in_order` the table's stream
    gets each write of an item, else the last; that ends the chain, since what is not a call may follow a long history.
    """
    chain = _chains.get(place.table, ("", 0))
    if chain is None or chain[1] == LONGEST or "RECORDING" in os.environ:
        end(place.table)
        return make()
    name = hashlib.sha256(f"{chain[0]}\n{call}".encode()).hexdigest()
    link = _links.get(name)
    if link is None:
        link = _links[name] = _made(place, chain[0], make, tuple(owners), in_order=in_order)
    else:
        _write(place, link.writes)
    _chains[place.table] = None if in_order else (name, chain[1] + 1)
    answer: T = copy.deepcopy(link.answer, dict(zip(map(id, link.owners), owners, strict=True)))
    return answer


def put_back(place: Place, before: Items, now: Items) -> None:
    """Make a table have the items of `before` again, in place of those that it has now."""
    end(place.table)
    _write(place, _between(now, before))


def _made(place: Place, chain: str, make: Callable[[], Any], owners: tuple[object, ...], *, in_order: bool) -> _Link:
    before = _links[chain].items if chain in _links else {}
    records = len(place.records()) if in_order else 0
    made = make()
    after = place.items()
    writes = [*map(_of_record, place.records()[records:])] if in_order else _between(before, after)
    return _Link(writes, after, made, owners)


def _between(before: Items, after: Items) -> list[Write]:
    """Return the writes that make the second of the first."""
    puts = [_put(item) for key, item in after.items() if before.get(key) != item]
    return puts + [_delete(before[key]) for key in before.keys() - after.keys()]


def _of_record(record: dict[str, Any]) -> Write:
    change = record["dynamodb"]
    return _put(change["NewImage"]) if "NewImage" in change else _delete(change["Keys"])


def _put(item: dict[str, Any]) -> Write:
    return {"PutRequest": {"Item": item}}


def _delete(item: dict[str, Any]) -> Write:
    return {"DeleteRequest": {"Key": {"PK": item["PK"], "SK": item["SK"]}}}


def _write(place: Place, writes: list[Write]) -> None:
    for batch in _batches(writes):
        answer = direct(place.address).call("BatchWriteItem", {"RequestItems": {place.table: batch}})
        assert not answer["UnprocessedItems"]


def _batches(writes: list[Write]) -> Iterator[list[Write]]:
    """Yield the writes in their order, as many at once as one request takes: no two of the same item."""
    batch: dict[tuple[str, str], Write] = {}
    for write in writes:
        ((_, of),) = write.items()
        item = of.get("Item") or of["Key"]
        key = item["PK"]["S"], item["SK"]["S"]
        if key in batch or len(batch) == AT_ONCE:
            yield [*batch.values()]
            batch = {}
        batch[key] = write
    if batch:
        yield [*batch.values()]
