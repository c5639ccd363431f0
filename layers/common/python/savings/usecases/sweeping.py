"""Sweeping: one shard of the due index, page by page, each due thing brought up to date on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from savings.domain.errors import Busy
from savings.domain.events import instant, read_instant
from savings.observability import count, logger, seconds
from savings.runtime import Runtime
from savings.store import contributions, keys
from savings.store.goal_items import read_goal
from savings.store.table import BATCH_LIMIT, ConditionFailed, Contended, Item, Key, Unanswered
from savings.usecases.closing import close_due
from savings.usecases.contributing import tell_due
from savings.usecases.reminding import remind_customer

TRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard of the due index, from after `cursor` on (a key of the index) or from its start."""

    number: int
    cursor: dict[str, str] | None = None


def sweep_shard(runtime: Runtime, shard: Shard, *, has_time: Callable[[], bool]) -> Shard | None:
    """Bring everything that is due in the shard up to date; return the rest when time runs out, None at the end.

    What fails is logged and left: it stays in the index, and the next run tries it again.
    """
    cursor = shard.cursor
    while True:
        now = runtime.clock.now()
        page = runtime.table.query_due(
            keys.shard_name(shard.number), f"{instant(now)}~", limit=BATCH_LIMIT, start_key=cursor
        )
        _report_oldest(page.items, now)
        _close_page(runtime, [(item["PK"], item["SK"]) for item in page.items])
        cursor = page.next_key
        if cursor is None:
            return None
        if not has_time():
            return Shard(shard.number, cursor)


def _close_page(runtime: Runtime, due: list[Key]) -> None:
    """Read up to 100 due things at once, as of a moment ago, and bring each up to date: none stops the others."""
    items = runtime.table.batch_get(due, consistent=False) if due else {}
    for key in due:
        try:
            _bring_up_to_date(runtime, key, items.get(key))
        except Exception:  # noqa: BLE001
            logger.exception("not closed", extra={"due": key[1]})
            count("CloseFailures")


def _bring_up_to_date(runtime: Runtime, key: Key, item: Item | None) -> None:
    """Work on a thing as it was read or, where another writer was first, as it stands then. Raises Busy in the end."""
    for _ in runtime.tries(TRIES):
        if item is None:
            return
        now = runtime.clock.now()
        try:
            if key[1].startswith(keys.CONTRIBUTIONS):
                planned = contributions.read(item)
                count("ContributionsDue", tell_due(runtime, planned, now).sequence - planned.sequence)
            elif key[1] == keys.PREFERENCES:
                remind_customer(runtime, item, now)
            else:
                goal = read_goal(item)
                count("PeriodsClosed", close_due(runtime, goal, now).closed - goal.closed)
        except (ConditionFailed, Contended, Unanswered):
            item = runtime.table.get(key)
        else:
            return
    raise Busy("Too many changes at once.")


def _report_oldest(items: list[Item], now: datetime) -> None:
    if items:
        oldest = read_instant(items[0]["due_at"].partition("#")[0])
        seconds("OldestDueSeconds", int((now - oldest).total_seconds()))
