"""A household as it is stored, with all of its people: read as of one moment, and put back where nothing is.

Ids stay, and GUIDs are made of them and the tenant: what partners and client apps know a thing by is the same again, in
the same tenant. Nothing that was published is published again.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from savings.domain.errors import Conflicting, NotFound, Refused
from savings.runtime import THREADS, Runtime
from savings.store import keys
from savings.store.table import BATCH_LIMIT, NEW, ConditionFailed, Contended, Item, Table, put
from savings.usecases.attempt import attempts

_FIRST, _LAST = "!", "~"
"""What sorts before and behind everything in a partition."""

Heads = dict[tuple[str, str], Item]


def people_of(runtime: Runtime, tenant: str, household: str) -> list[str]:
    """Return everybody who is in a household or has left it, by GUID. Raises NotFound."""
    found = runtime.table.query_all(keys.household_partition(tenant, household), keys.HOUSEHOLD, consistent=True)
    items = [*found]
    if not items:
        raise NotFound("household")
    return sorted(item["SK"].removeprefix(keys.CLIENT) for item in items if item["SK"].startswith(keys.CLIENT))


def copied(runtime: Runtime, tenant: str, household: str, people: Iterable[str]) -> Iterator[Item]:
    """Yield all items of a household and of these people, in today's shape, a page of them in memory.

    What has to be published of them is left out: it is in the stream already. Raises Contended at the end where
    something that sums are made of has changed meanwhile: what was yielded is then of no use.
    """
    table, everybody = runtime.table, list(people)
    before = _heads(table, tenant, household, everybody)
    listing = table.get(keys.household_listing(tenant, household))
    yield from [listing] if listing else []
    for partition in _partitions(tenant, household, everybody):
        for item in table.query_between(partition, _FIRST, _LAST):
            yield unpublished(item)
    if _heads(table, tenant, household, everybody) != before:
        raise Contended("copy")


def unpublished(item: Item) -> Item:
    """Return an item without what it has to publish."""
    return {name: value for name, value in item.items() if name != "note"}


def check_place(tenant: str, household: str, people: Iterable[str], items: Iterable[Item]) -> None:
    """Raise Refused for an item that is in no partition of the household or of its people."""
    own = set(_partitions(tenant, household, people))
    listing = keys.household_listing(tenant, household)
    for item in items:
        if item["PK"] not in own and (item["PK"], item["SK"]) != listing:
            raise Refused.one("item", "elsewhere", f"{item['PK']} {item['SK']} is not the household's.")


def check_free(runtime: Runtime, items: Iterable[Item]) -> None:
    """Raise Conflicting where something else than these items is in their place."""
    for some in _parts(items, BATCH_LIMIT):
        _missing(runtime.table, some)


def put_back(runtime: Runtime, items: Iterable[Item]) -> int:
    """Put those of the items that are not there; nothing that is there is written over. Return how many were put.

    It may be repeated: what a run that was cut off has put stays. Raises Conflicting, and Busy.
    """
    count = 0
    for some in _parts(items, THREADS):
        missing = _missing(runtime.table, some)
        runtime.side_by_side(partial(_put, runtime), missing)
        count += len(missing)
    return count


def _put(runtime: Runtime, item: Item) -> None:
    def one(_: object) -> None:
        try:
            runtime.table.write([put(item, NEW)])
        except ConditionFailed:
            _missing(runtime.table, [item])

    attempts(runtime, one)


def _missing(table: Table, items: Iterable[Item]) -> list[Item]:
    """Return those of up to 100 items that are not there. Raises Conflicting for another one in the place of one."""
    wanted = {(item["PK"], item["SK"]): item for item in items}
    found = table.batch_get(wanted)
    for key, item in found.items():
        if unpublished(item) != wanted[key]:
            raise Conflicting(f"There is something else at {key[0]} {key[1]}.")
    return [item for key, item in wanted.items() if key not in found]


def _partitions(tenant: str, household: str, people: Iterable[str]) -> list[str]:
    own = keys.household_partition(tenant, household)
    return [own, *(keys.customer_partition(tenant, customer) for customer in people)]


def _parts(items: Iterable[Item], most: int) -> Iterator[list[Item]]:
    left = iter(items)
    while part := [*islice(left, most)]:
        yield part


def _heads(table: Table, tenant: str, household: str, people: Iterable[str]) -> Heads:
    """Return what changes with every entry: people, accounts, planned payments and goals."""
    own, *others = _partitions(tenant, household, people)
    items = [
        *table.query_all(own, keys.HOUSEHOLD, consistent=True),
        *table.query_between(own, keys.ACCOUNTS, f"{keys.CONTRIBUTIONS}~"),
        *(item for partition in others for item in table.query_all(partition, keys.GOALS, consistent=True)),
    ]
    return {(item["PK"], item["SK"]): item for item in items}
