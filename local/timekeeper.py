"""Lets time pass: the schedule and all that follows it, and the walk of the clock over the due instants."""

import json
import threading
from collections import Counter
from collections.abc import Callable, Sequence, Set
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Final, NamedTuple

from contract.wiring import CLOSE_QUEUE, DELIVER_QUEUE, TICK, start_at
from local.clock import SettableClock
from local.engine import Refused, Shortcut
from local.invoke import LOG, Function
from local.pump import Pump
from local.services import Services
from savings.domain.calendar import instant, read_instant
from savings.store.keys import shard_name
from savings.store.schema import DUE_INDEX, TTL_ATTRIBUTE

_TICK_SECONDS: Final = int(TICK.total_seconds())


class ClockGoesBack(Exception):
    """The clock was asked to go back while the table holds items."""


class StillDue(Exception):
    """The clock stands where it was sent, but some items could not be closed on the way; the log says why."""


class Due(NamedTuple):
    """An entry of the `due` index."""

    due_at: str
    shard: str
    partition: str
    sort: str

    @property
    def at(self) -> datetime:
        """The instant at which the item is due."""
        return read_instant(self.due_at.partition("#")[0])


class Timekeeper:
    """What EventBridge Scheduler, the queue's mapping and DynamoDB's own deletion of expired items do on AWS."""

    def __init__(
        self,
        clock: SettableClock,
        engine: Shortcut,
        table: str,
        services: Services,
        enqueue: Function,
        closers: Sequence[Function],
        audit: Function,
        pump: Pump,
        deliver: Function,
    ) -> None:
        """Connect the parts; nothing runs yet."""
        self._clock = clock
        self._engine = engine
        self._table = table
        self._services = services
        self._enqueue = enqueue
        self._closers = closers
        self._audit = audit
        self._pump = pump
        self._deliveries = services.queues[DELIVER_QUEUE]
        self._deliver = deliver
        self._lock = threading.RLock()
        self._slot: int | None = None

    def keep_up(self) -> None:
        """Run the schedules if they are due by the local clock: every five minutes, and once after a start."""
        slot = int(self._clock.now().timestamp()) // _TICK_SECONDS
        with self._lock:
            if slot != self._slot:
                self._slot = slot
                self.tick()
                self._delete_expired()
                self._audit(start_at(instant(self._clock.now()), minutes=_TICK_SECONDS // 60))

    def tick(self, shards: Set[str] | None = None) -> None:
        """Queue the shards, close what is due and put its events on the bus; in these `shards` only, if they are given.

        Raises FunctionFailed or StreamStuck.
        """
        with self._lock:
            self._enqueue(start_at(instant(self._clock.now())))
            queue = self._services.queues[CLOSE_QUEUE]
            if shards is not None:
                queue.keep(lambda body: shard_name(json.loads(body)["shard"]) in shards)
            queue.consume(*self._closers)
            self._pump.run()

    def walk(self, target: datetime) -> None:
        """Move the clock to `target`, stopping at every due instant up to then, in order, until all is done there.

        Raises ClockGoesBack, with nothing changed; StillDue when the clock arrived and something is left behind.
        """
        with self._lock:
            if self._is_empty():
                self._clock.set(target)
                return
            if target < self._clock.now():
                raise ClockGoesBack
            stuck: set[Due] = set()
            entries = self._due()
            while (stop := self._next_stop(entries - stuck)) is not None and stop <= target:
                now = max(stop, self._clock.now())
                self._clock.set(now)
                # A walk of years has many stops: workers for the shards in which nothing is due would find nothing.
                if shards := {entry.shard for entry in entries - stuck if entry.at <= now}:
                    self.tick(shards)
                    before, entries = entries, self._due()
                    stuck |= {entry for entry in before & entries if entry.at <= now}
                self.deliver()
            self._clock.set(max(target, self._clock.now()))
            self._delete_expired()
            self._pump.run()
            self.deliver()
            if stuck:
                raise StillDue(
                    ", ".join(f"{entry.partition}/{entry.sort} since {entry.due_at}" for entry in sorted(stuck))
                )

    def next_due(self, most: int) -> list[dict[str, Any]]:
        """Return the next `most` instants at which anything is due, each with how many of which kind."""
        instants: dict[str, Counter[str]] = {}
        for entry in sorted(self._due()):
            at, kind, _ = entry.due_at.split("#", 2)
            instants.setdefault(at, Counter())[kind] += 1
        return [{"at": at, "kinds": dict(instants[at])} for at in islice(instants, most)]

    def deliver(self) -> None:
        """Deliver what is due to webhooks."""
        self._deliveries.consume(self._deliver)

    def _next_stop(self, entries: Set[Due]) -> datetime | None:
        """Return the next instant at which there is something to do; deliveries come together, at the next tick."""
        stops = [entry.at for entry in entries]
        if waiting := self._deliveries.next_due():
            ticks = -(-int(waiting.timestamp() + 1) // _TICK_SECONDS)
            stops.append(datetime.fromtimestamp(ticks * _TICK_SECONDS, UTC))
        return min(stops, default=None)

    def _due(self) -> set[Due]:
        items = self._engine.scan(TableName=self._table, IndexName=DUE_INDEX)
        return {Due(item["due_at"]["S"], item["due_shard"]["S"], item["PK"]["S"], item["SK"]["S"]) for item in items}

    def _is_empty(self) -> bool:
        """Whether there is nothing of any tenant's: those themselves have no time."""
        keys = self._engine.scan(TableName=self._table, ProjectionExpression="PK", ConsistentRead=True)
        return not any(key["PK"]["S"].startswith("T#") for key in keys)

    def _delete_expired(self) -> None:
        condition: dict[str, Any] = {
            "ExpressionAttributeNames": {"#expires": TTL_ATTRIBUTE},
            "ExpressionAttributeValues": {":now": {"N": str(int(self._clock.now().timestamp()))}},
        }
        expired = self._engine.scan(
            TableName=self._table, FilterExpression="#expires < :now", ProjectionExpression="PK, SK", **condition
        )
        for key in [*expired]:
            delete = {"TableName": self._table, "Key": key, "ConditionExpression": "#expires < :now", **condition}
            try:
                self._engine.call("DynamoDB_20120810.DeleteItem", delete)
            except Refused as refused:
                if refused.code != "ConditionalCheckFailedException":
                    raise
                LOG.debug("%s was renewed meanwhile", key)


class Workers:
    """The threads behind the gateway: one publishes what requests wrote, one delivers it, one watches the clock."""

    def __init__(self, timekeeper: Timekeeper, pump: Pump) -> None:
        """Take the work; `start` begins it."""
        self._stopped = threading.Event()
        self._written = threading.Event()
        self._ending = threading.Event()
        self._published = threading.Event()
        self._keep_up = timekeeper.keep_up
        self._run_pump = pump.run
        self._threads = [
            threading.Thread(target=self._repeat, args=(self._written, self._publish), name="pump", daemon=True),
            threading.Thread(target=self._repeat, args=(self._published, timekeeper.deliver), name="post", daemon=True),
            threading.Thread(target=self._repeat, args=(self._ending, self._keep_up), name="schedule", daemon=True),
        ]

    def start(self) -> None:
        """Do once what the threads do, so that nothing is behind when it returns, and start them."""
        self._attempt(self._keep_up)
        for thread in self._threads:
            thread.start()

    def wake(self) -> None:
        """Say that a request may have written something."""
        self._written.set()

    def stop(self) -> None:
        """End the threads once their current work is done."""
        self._stopped.set()
        self._written.set()
        self._ending.set()
        self._published.set()
        for thread in self._threads:
            thread.join()

    def _publish(self) -> None:
        self._run_pump()
        self._published.set()

    def _repeat(self, signal: threading.Event, work: Callable[[], None]) -> None:
        while not self._stopped.is_set():
            signal.wait(1.0)
            signal.clear()
            self._attempt(work)

    def _attempt(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception:  # noqa: BLE001  # a thread that ends would stop the stack without a word
            LOG.exception("this is tried again")
