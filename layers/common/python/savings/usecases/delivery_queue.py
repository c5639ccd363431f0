"""The queue of deliveries: what its messages say, and how they are put there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from savings.domain import guids
from savings.domain.calendar import instant, read_instant
from savings.observability import logger
from savings.runtime import Runtime

LONGEST_DELAY: Final = timedelta(minutes=15)
"""SQS allows no more: what is due later comes, and goes back."""
BATCH: Final = 10
"""So many messages does one call take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """An event on its way to a webhook: `attempts` calls were made since `first_at`, none is made before `due_at`."""

    owner: str | None
    webhook: int
    event: Mapping[str, Any]
    attempts: int = 0
    first_at: datetime | None = None
    due_at: datetime | None = None

    @classmethod
    def read(cls, message: Mapping[str, Any]) -> "Pending":
        """Return the delivery of a message; one that comes back from dead letters begins anew."""
        first_at, due_at = (read_instant(message[at]) if at in message else None for at in ("first_at", "due_at"))
        return cls(
            owner=message["webhook"]["owner"],
            webhook=message["webhook"]["id"],
            event=message["event"],
            attempts=message.get("attempts", 0),
            first_at=first_at,
            due_at=due_at,
        )

    @property
    def share(self) -> int:
        """A number below 100 that is this delivery's own."""
        return crc32(f"{self.event['id']} {self.webhook} {self.attempts}".encode()) % 100

    def message(self) -> dict[str, Any]:
        """Return what its message says."""
        instants = {"first_at": self.first_at, "due_at": self.due_at}
        return {
            **self.named(),
            "attempts": self.attempts,
            **{name: instant(at) for name, at in instants.items() if at is not None},
        }

    def named(self) -> dict[str, Any]:
        """Return the webhook and the event, with which a delivery begins."""
        return {"webhook": {"owner": self.owner, "id": self.webhook}, "event": dict(self.event)}


def put(runtime: Runtime, deliveries: Sequence[Pending]) -> list[bool]:
    """Queue deliveries, each until it is due; return for each whether the queue has taken it.

    Those of one webhook are a group, so that SQS prefers the others where one has more than its share under way.
    """
    return [is_taken for some in _batches(deliveries) for is_taken in _put(runtime, some)]


def _batches(deliveries: Sequence[Pending]) -> Iterator[Sequence[Pending]]:
    return (deliveries[start : start + BATCH] for start in range(0, len(deliveries), BATCH))


def _put(runtime: Runtime, deliveries: Sequence[Pending]) -> list[bool]:
    now = runtime.clock.now()
    entries: Any = [
        {
            "Id": str(place),
            "MessageBody": json.dumps(one.message(), separators=(",", ":")),
            "MessageGroupId": guids.webhook_guid(one.owner, one.webhook),
            "DelaySeconds": _delay(one, now),
        }
        for place, one in enumerate(deliveries)
    ]
    try:
        answer = runtime.queue.send_message_batch(QueueUrl=runtime.settings.deliver_queue_url, Entries=entries)
    except Exception:  # noqa: BLE001
        logger.exception("not queued")
        return [False] * len(deliveries)
    taken = {one["Id"] for one in answer.get("Successful", ())}
    return [entry["Id"] in taken for entry in entries]


def _delay(pending: Pending, now: datetime) -> int:
    wait = (pending.due_at or now) - now
    return int(min(max(wait, timedelta(0)), LONGEST_DELAY).total_seconds())
