"""The publisher: from the table's stream to the bus. One event id per change, however often a record comes."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from savings.domain.events import SOURCE, Event
from savings.domain.facts import ResidualChanged
from savings.observability import count, instrumented, logger, seconds
from savings.runtime import Entry, Handler, Runtime
from savings.store.stream import events_of
from savings.store.table import Key

BATCH: Final = 10
"""Entries that one call to the bus takes."""
AT_ONCE: Final = 4
"""Calls that are under way side by side."""
TRIES: Final = 3
COUNTED: Final[Mapping[str, str]] = {
    "goal.created": "GoalsCreated",
    "goal.achieved": "GoalsAchieved",
    "goal.completed": "GoalsCompleted",
    "goal.failed": "GoalsFailed",
    "goal.period.closed": "PeriodsClosed",
    "goal.reminder": "RemindersPublished",
    "action.created": "ActionsRecorded",
    "contribution.due": "ContributionsDue",
}
"""The metrics of what customers and time did, by the event that says so: they are counted here and nowhere else."""

TO_PUT: Final = 6_000
"""Milliseconds that one call to the bus or to the queue may take, which its client may have to make twice."""


@dataclass(frozen=True, slots=True)
class _Record:
    """A change, with its place in the batch."""

    place: int
    raw: dict[str, Any]

    @property
    def sequence_number(self) -> str:
        return str(self.raw["dynamodb"]["SequenceNumber"])

    @property
    def made_at(self) -> int | None:
        """The second in which the table took the change, since 1970, as the stream says it."""
        second = self.raw["dynamodb"].get("ApproximateCreationDateTime")
        return None if second is None else int(second)

    @property
    def item(self) -> Key:
        """The key of the item that was changed."""
        keys = self.raw["dynamodb"]["Keys"]
        return keys["PK"]["S"], keys["SK"]["S"]

    def events(self) -> list[Event] | None:
        """Return what the change stands for; None where that cannot be read, now or later."""
        try:
            return list(events_of(self.raw))
        except Exception:  # noqa: BLE001
            logger.exception("unreadable record", extra={"sequence_number": self.sequence_number})
            return None


@dataclass(slots=True)
class _Call:
    """What goes to the bus at once: events, each with its record, and the items that they are about."""

    entries: list[tuple[_Record, Event]] = field(default_factory=list)
    items: set[Key] = field(default_factory=set)


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""

    def publish(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        records = [_Record(place, raw) for place, raw in enumerate(event["Records"])]
        unreadable: list[_Record] = []
        calls = list(_calls(records, unreadable))
        done = _publish(runtime, calls, len(records))
        done = _set_aside(runtime, unreadable, done)
        # Everything from here on comes again, so that each item's events stay in order.
        return {"batchItemFailures": [{"itemIdentifier": one.sequence_number} for one in records[done : done + 1]]}

    return instrumented(runtime, publish)


def _calls(records: list[_Record], unreadable: list[_Record]) -> Iterator[_Call]:
    """Yield the calls for all records in order, and gather the records that have to be kept.

    A record's events go into one call where they fit, so that calls have few items in common. An item's next change
    goes into another call: where the bus refuses some entries of a call, the others are ahead of them.
    """
    call = _Call()
    for record in records:
        events = record.events()
        if events is None:
            unreadable.append(record)
            continue
        if len(call.entries) + len(events) > BATCH or record.item in call.items:
            yield call
            call = _Call()
        for event in events:
            if len(call.entries) == BATCH:
                yield call
                call = _Call()
            call.entries.append((record, event))
            call.items.add(record.item)
    yield call


def _publish(runtime: Runtime, calls: list[_Call], end: int) -> int:
    """Make calls side by side, but those about one item one after another; return up to which place all is done."""
    for group in _apart(calls):
        undone = [place for place in runtime.side_by_side(partial(_deliver, runtime), group) if place is not None]
        if undone:
            return min(undone)
    return end


def _apart(calls: list[_Call]) -> Iterator[list[_Call]]:
    """Yield the calls in groups, in order; those of a group have no item in common."""
    group: list[_Call] = []
    items: set[Key] = set()
    for call in calls:
        if not call.entries:
            continue
        if len(group) == AT_ONCE or not items.isdisjoint(call.items):
            yield group
            group, items = [], set()
        group.append(call)
        items |= call.items
    yield group


def _deliver(runtime: Runtime, call: _Call) -> int | None:
    """Put entries on the bus; those that it refuses alone are tried again.

    Return the place of the first record of which an entry is left, None when all are taken.
    """
    pending, bus = call.entries, runtime.settings.bus_name
    try:
        for _ in runtime.tries(TRIES):
            if not runtime.deadline.allows(TO_PUT):
                logger.info("out of time")
                break
            answer = runtime.bus.put_events(Entries=[_entry(bus, event) for _, event in pending])  # type: ignore[misc]
            results = list(zip(pending, answer["Entries"], strict=True))
            _measure(runtime, [one for one, result in results if not result.get("ErrorCode")])
            pending = [one for one, result in results if result.get("ErrorCode")]
            if not pending:
                return None
        else:
            logger.error("undelivered", extra=_named(pending))
    except Exception:  # noqa: BLE001
        logger.exception("undelivered", extra=_named(pending))
    return pending[0][0].place


def _measure(runtime: Runtime, taken: list[tuple[_Record, Event]]) -> None:
    """Count what the bus has taken, and say how long each change took to get there."""
    now = int(runtime.clock.now().timestamp())
    count("EventsPublished", len(taken))
    for record, event in taken:
        if event.name in COUNTED:
            count(COUNTED[event.name])
        if event.name == ResidualChanged.name and event.data["residual"]["value"].startswith("-"):
            count("ResidualsNegative")
        if record.made_at is not None:
            seconds("PublishLagSeconds", max(now - record.made_at, 0))


def _named(events: list[tuple[_Record, Event]]) -> dict[str, Any]:
    return {"events": [{"event": event.name, "id": event.id, "request_id": event.request} for _, event in events]}


def _entry(bus: str, event: Event) -> dict[str, Any]:
    return {
        "EventBusName": bus,
        "Source": SOURCE,
        "DetailType": event.name,
        "Time": event.time,
        "Detail": json.dumps(event.envelope(), separators=(",", ":")),
    }


def _set_aside(runtime: Runtime, unreadable: list[_Record], done: int) -> int:
    """Keep the records whole that cannot be read, of those before `done`; return up to which place all is done."""
    for record in unreadable:
        if record.place >= done:
            break
        if not runtime.deadline.allows(TO_PUT):
            return record.place
        body = json.dumps(record.raw, default=str)
        runtime.queue.send_message(QueueUrl=runtime.settings.publish_dlq_url, MessageBody=body)
    return done


handler: Final = Entry(build)
