"""One shard of the due index: each thing in it is brought up to date on its own, for as long as there is time."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from savings.domain.calendar import instant, read_instant
from savings.domain.errors import Busy
from savings.observability import count, logger, seconds
from savings.runtime import THREADS, Runtime
from savings.store import contributions, keys
from savings.store.goal_items import read_goal
from savings.store.table import BATCH_LIMIT, ConditionFailed, Contended, Item, Key, Page, Unanswered
from savings.usecases.contribution_payments import publish_due
from savings.usecases.goal_periods import close_due
from savings.usecases.household_changes import settle
from savings.usecases.reminders import remind_customer

TRIES: Final = 5
MOST_AT_ONCE: Final = THREADS
"""How many things of a shard are worked on side by side: while one waits, others use the processor."""


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard of the due index, from after `cursor` on (a key of the index) or from its start."""

    number: int
    cursor: dict[str, str] | None = None


def close_shard(runtime: Runtime, shard: Shard, *, has_time: Callable[[], bool]) -> Shard | None:
    """Bring everything that is due in the shard up to date; return the rest when time runs out, None at the end.

    What several customers have is worked on side by side, less of it while the table is in the way. The time is looked
    at before each of these groups but the first, so that every run gets on. What fails is logged and left: it stays in
    the index, and the next run tries it again. Raises Busy when the shard cannot be read.
    """
    rest, at_once = shard, MOST_AT_ONCE
    while True:
        page, items = _read_page(runtime, rest)
        places = page.items
        while places:
            if rest is not shard and not has_time():
                return rest
            group, places = places[:at_once], places[at_once:]
            went_through = runtime.side_by_side(partial(_close_all, runtime, items=items), _by_partition(group))
            at_once = min(at_once + 1, MOST_AT_ONCE) if all(went_through) else max(at_once // 2, 1)
            rest = Shard(shard.number, group[-1])
        if page.next_key is None:
            return None
        rest = Shard(shard.number, page.next_key)
        if not has_time():
            return rest


def _by_partition(places: list[Item]) -> list[list[Key]]:
    """Return the keys of each customer together: what is done for one at the same time would meet at an account."""
    found: dict[str, list[Key]] = {}
    for place in places:
        found.setdefault(place["PK"], []).append((place["PK"], place["SK"]))
    return [*found.values()]


def _close_all(runtime: Runtime, of_one: list[Key], items: Mapping[Key, Item]) -> bool:
    """Bring what one customer has up to date, in order; return whether nothing was in the way."""
    went_through = [_close(runtime, key, items) for key in of_one]
    return all(went_through)


def _close(runtime: Runtime, key: Key, items: Mapping[Key, Item]) -> bool:
    """Bring one thing up to date; what fails stops no other. Return whether nothing was in the way."""
    try:
        return _bring_up_to_date(runtime, key, items.get(key))
    except Exception:  # noqa: BLE001
        logger.exception("not closed", extra={"due": key[1]})
        count("CloseFailures")
        return False


def _read_page(runtime: Runtime, shard: Shard) -> tuple[Page, dict[Key, Item]]:
    """Read the places of up to 100 things that are due, and the things at once, as of a moment ago."""
    for _ in runtime.tries(TRIES):
        with suppress(Contended):
            now = runtime.clock.now()
            name, until = keys.shard_name(shard.number), f"{instant(now)}~"
            page = runtime.table.query_due(name, until, limit=BATCH_LIMIT, start_key=shard.cursor)
            due = [(place["PK"], place["SK"]) for place in page.items]
            items = runtime.table.batch_get(due, consistent=False) if due else {}
            _report_oldest(page.items, now)
            return page, items
    raise Busy("The shard cannot be read.")


def _bring_up_to_date(runtime: Runtime, key: Key, item: Item | None) -> bool:
    """Work on a thing as it was read or, where another writer was first, as it stands then. Raises Busy in the end.

    Return whether the first try went through.
    """
    is_first = True
    for _ in runtime.tries(TRIES):
        if item is None:
            return is_first
        try:
            _do_due(runtime, key, item, runtime.clock.now())
        except (ConditionFailed, Contended, Unanswered):
            item, is_first = runtime.table.get(key), False
        else:
            return is_first
    raise Busy("Too many changes at once.")


def _do_due(runtime: Runtime, key: Key, item: Item, now: datetime) -> None:
    """Do what is due for a thing; which kind it is, its sort key says."""
    partition, sort = key
    if sort.startswith(keys.CONTRIBUTIONS):
        publish_due(runtime.table, contributions.read(item), now)
    elif sort == keys.HOUSEHOLD:
        _, tenant, _, guid = partition.split("#")
        settle(runtime, tenant, guid)
    elif sort == keys.PREFERENCES:
        remind_customer(runtime, item, now)
    else:
        close_due(runtime.table, read_goal(item), now)


def _report_oldest(items: list[Item], now: datetime) -> None:
    if items:
        oldest = read_instant(items[0]["due_at"].partition("#")[0])
        seconds("OldestDueSeconds", int((now - oldest).total_seconds()))
