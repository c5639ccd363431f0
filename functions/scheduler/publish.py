"""The publisher: from the table's stream to the bus. One event id per change, however often a record comes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from savings.domain.events import SOURCE, Event
from savings.observability import count, instrumented, logger
from savings.runtime import Entry, Handler, Runtime
from savings.store.stream import events_of

BATCH: Final = 10
TRIES: Final = 3


TO_PUT: Final = 6_000
"""Milliseconds that one call to the bus may take, which its client may have to make twice."""


class Undelivered(Exception):
    """The bus refused some entries several times, or no time is left for them."""


@dataclass(frozen=True, slots=True)
class _Record:
    raw: dict[str, Any]

    @property
    def sequence_number(self) -> str:
        return str(self.raw["dynamodb"]["SequenceNumber"])


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""

    def publish(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        for record in map(_Record, event["Records"]):
            if not runtime.deadline.allows(TO_PUT):
                logger.info("out of time", extra={"sequence_number": record.sequence_number})
                return _from(record)
            try:
                events = list(events_of(record.raw))
            except Exception:  # noqa: BLE001
                # A record that cannot be read now cannot be read later: keep it whole, and let the others pass.
                logger.exception("unreadable record", extra={"sequence_number": record.sequence_number})
                _set_aside(runtime, record)
                continue
            try:
                _deliver(runtime, events)
            except Exception:  # noqa: BLE001
                # Everything from here on is tried again, so that each item's events stay in order.
                logger.exception("undelivered", extra={"sequence_number": record.sequence_number})
                return _from(record)
            count("EventsPublished", len(events))
        return {"batchItemFailures": []}

    return instrumented(runtime, publish)


def _from(record: _Record) -> dict[str, Any]:
    """Answer that this record and all behind it have to come again."""
    return {"batchItemFailures": [{"itemIdentifier": record.sequence_number}]}


def _deliver(runtime: Runtime, events: list[Event]) -> None:
    """Put events on the bus, ten at a time; refused entries alone are tried again. Raises Undelivered."""
    for start in range(0, len(events), BATCH):
        if not runtime.deadline.allows(TO_PUT):
            raise Undelivered("out of time")
        pending = list(_entries(runtime.settings.bus_name, events[start : start + BATCH]))
        for _ in runtime.tries(TRIES):
            answer = runtime.bus.put_events(Entries=pending)  # type: ignore[arg-type]
            results = zip(pending, answer["Entries"], strict=True)
            pending = [entry for entry, result in results if result.get("ErrorCode")]
            if not pending:
                break
        if pending:
            raise Undelivered(f"{len(pending)} entries")


def _entries(bus: str, events: list[Event]) -> Iterator[dict[str, Any]]:
    for event in events:
        yield {
            "EventBusName": bus,
            "Source": SOURCE,
            "DetailType": event.name,
            "Time": event.time,
            "Detail": json.dumps(event.envelope(), separators=(",", ":")),
        }


def _set_aside(runtime: Runtime, record: _Record) -> None:
    body = json.dumps(record.raw, default=str)
    runtime.queue.send_message(QueueUrl=runtime.settings.publish_dlq_url, MessageBody=body)


handler: Final = Entry(build)
