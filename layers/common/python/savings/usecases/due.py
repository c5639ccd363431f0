"""One shard of the due index: each thing in it is brought up to date on its own, for as long as there is time."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from savings.domain.calendar import instant, read_instant
from savings.domain.errors import Busy
from savings.observability import count, logger, seconds
from savings.runtime import Runtime
from savings.store import contributions, keys
from savings.store.goal_items import read_goal
from savings.store.table import BATCH_LIMIT, ConditionFailed, Contended, Item, Key, Page, Unanswered
from savings.usecases.contribution_payments import publish_due
from savings.usecases.goal_periods import close_due
from savings.usecases.household_changes import settle
from savings.usecases.reminders import remind_customer

TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard of the due index, from after `cursor` on (a key of the index) or from its start."""

    number: int
    cursor: dict[str, str] | None = None


def close_shard(runtime: Runtime, shard: Shard, *, has_time: Callable[[], bool]) -> Shard | None:
    """Bring everything that is due in the shard up to date; return the rest when time runs out, None at the end.

    The time is looked at before each thing but the first, so that every run gets on. What fails is logged and left: it
    stays in the index, and the next run tries it again. Raises Busy when the shard cannot be read.
    """
    rest = shard
    while True:
        page, items = _read_page(runtime, rest)
        for place in page.items:
            if rest is not shard and not has_time():
                return rest
            _close(runtime, (place["PK"], place["SK"]), items)
            rest = Shard(shard.number, place)
        if page.next_key is None:
            return None
        rest = Shard(shard.number, page.next_key)
        if not has_time():
            return rest


def _close(runtime: Runtime, key: Key, items: Mapping[Key, Item]) -> None:
    """Bring one thing up to date; what fails stops no other."""
    try:
        _bring_up_to_date(runtime, key, items.get(key))
    except Exception:  # noqa: BLE001
        logger.exception("not closed", extra={"due": key[1]})
        count("CloseFailures")


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


def _bring_up_to_date(runtime: Runtime, key: Key, item: Item | None) -> None:
    """Work on a thing as it was read or, where another writer was first, as it stands then. Raises Busy in the end."""
    for _ in runtime.tries(TRIES):
        if item is None:
            return
        try:
            _do_due(runtime, key, item, runtime.clock.now())
        except (ConditionFailed, Contended, Unanswered):
            item = runtime.table.get(key)
        else:
            return
    raise Busy("Too many changes at once.")


def _do_due(runtime: Runtime, key: Key, item: Item, now: datetime) -> None:
    """Do what is due for a thing; which kind it is, its sort key says."""
    partition, sort = key
    if sort.startswith(keys.CONTRIBUTIONS):
        planned = contributions.read(item)
        count("ContributionsDue", publish_due(runtime.table, planned, now).sequence - planned.sequence)
    elif sort == keys.HOUSEHOLD:
        _, tenant, _, guid = partition.split("#")
        settle(runtime, tenant, guid)
    elif sort == keys.PREFERENCES:
        remind_customer(runtime, item, now)
    else:
        goal = read_goal(item)
        count("PeriodsClosed", close_due(runtime.table, goal, now).closed - goal.closed)


def _report_oldest(items: list[Item], now: datetime) -> None:
    if items:
        oldest = read_instant(items[0]["due_at"].partition("#")[0])
        seconds("OldestDueSeconds", int((now - oldest).total_seconds()))
