"""Sweeping: one shard of the due index, page by page, each due thing brought up to date on its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from savings.domain.events import instant, read_instant
from savings.domain.goal import Goal
from savings.observability import count, logger, seconds
from savings.runtime import Runtime
from savings.store import goals, keys
from savings.store.table import BATCH_LIMIT, ConditionFailed, Contended, Item, Key
from savings.usecases.closing import close_due

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
    """Read up to 100 goals at once and close each; one that meets another writer is read again by itself."""
    found = goals.load_batch(runtime.table, due) if due else {}
    for key in due:
        goal = found.get(key)
        for attempt in range(TRIES):
            try:
                if goal is not None:
                    _close(runtime, goal)
                break
            except (ConditionFailed, Contended):
                runtime.pause(attempt)
                goal = goals.load_batch(runtime.table, [key]).get(key)
            except Exception:  # noqa: BLE001
                logger.exception("not closed", extra={"goal": key[1]})
                count("CloseFailures")
                break


def _close(runtime: Runtime, goal: Goal) -> None:
    closed = close_due(runtime, goal, runtime.clock.now()).closed - goal.closed
    count("PeriodsClosed", closed)


def _report_oldest(items: list[Item], now: datetime) -> None:
    if items:
        oldest = read_instant(items[0]["due_at"].partition("#")[0])
        seconds("OldestDueSeconds", int((now - oldest).total_seconds()))
