"""What many tests begin with is made once: the items that a first run of the calls left are put into the next table.

The chain of calls since a table was empty names what is in it. A call of a chain that was made before is answered as
it was then, and what it changed in the table is put there as it was. Any other change ends the chain.
"""

import copy
import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")
Items = dict[tuple[str, str], dict[str, Any]]

LONGEST: Final = 16
"""Longer chains are rarely the same."""
AT_ONCE: Final = 25
"""Writes of one request to the table."""


@dataclass(frozen=True)
class _Link:
    """What one call changed, and its answer; `items` is all that was in the table afterwards."""

    puts: list[dict[str, Any]]
    deletes: list[dict[str, Any]]
    items: Items
    answer: Any


_links: dict[str, _Link] = {}
_chains: dict[str, tuple[str, int] | None] = {}


def end(table_name: str) -> None:
    """End the table's chain: from now on nobody knows what is in it."""
    _chains[table_name] = None


def repeat(client: "DynamoDBClient", table_name: str, call: str, make: Callable[[], T], read: Callable[[], Items]) -> T:
    """Return what `make` returns, which changes the table; `call` says all that this depends on, but for the table."""
    chain = _chains.get(table_name, ("", 0))
    if chain is None or chain[1] == LONGEST or "RECORDING" in os.environ:
        end(table_name)
        return make()
    before = _links[chain[0]].items if chain[0] in _links else {}
    name = hashlib.sha256(f"{chain[0]}\n{call}".encode()).hexdigest()
    link = _links.get(name)
    if link is None:
        made = make()
        after = read()
        link = _links[name] = _Link(*_between(before, after), after, made)
    else:
        _write(client, table_name, link.puts, link.deletes)
    _chains[table_name] = name, chain[1] + 1
    answer: T = copy.deepcopy(link.answer)
    return answer


def put_back(client: "DynamoDBClient", table_name: str, before: Items, now: Items) -> None:
    """Make a table have the items of `before` again, in place of those that it has now."""
    end(table_name)
    _write(client, table_name, *_between(now, before))


def _between(before: Items, after: Items) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the items to put and the keys to delete that make the second of the first."""
    puts = [item for key, item in after.items() if before.get(key) != item]
    return puts, [{"PK": before[key]["PK"], "SK": before[key]["SK"]} for key in before.keys() - after.keys()]


def _write(
    client: "DynamoDBClient", table_name: str, puts: list[dict[str, Any]], deletes: list[dict[str, Any]]
) -> None:
    writes: Any = [{"PutRequest": {"Item": item}} for item in puts]
    writes += [{"DeleteRequest": {"Key": key}} for key in deletes]
    for start in range(0, len(writes), AT_ONCE):
        client.batch_write_item(RequestItems={table_name: writes[start : start + AT_ONCE]})
