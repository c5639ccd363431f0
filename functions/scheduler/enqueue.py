"""Every five minutes, one message per shard of the due index. A missed run heals itself with the next."""

import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

from savings.domain.calendar import instant
from savings.observability import instrumented
from savings.runtime import Entry, Handler, Runtime
from savings.store.schema import SHARDS

if TYPE_CHECKING:
    from mypy_boto3_sqs.type_defs import SendMessageBatchRequestEntryTypeDef

BATCH: Final = 10


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""

    def enqueue(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        # The schedule's own instant stays the same when it tries again, so that its messages are not doubled.
        tick = event.get("time") or instant(runtime.clock.now())
        for start in range(0, SHARDS, BATCH):
            shards = range(start, min(start + BATCH, SHARDS))
            # Where it fails, the schedule tries the whole run again; messages of this tick are not doubled.
            send(runtime, [shard_message(shard, tick) for shard in shards])
        return {"tick": tick, "shards": SHARDS}

    return instrumented(runtime, enqueue)


def send(runtime: Runtime, entries: "list[SendMessageBatchRequestEntryTypeDef]") -> None:
    """Send up to ten messages to the closers. Raises RuntimeError when the queue does not take them all."""
    answer = runtime.queue.send_message_batch(QueueUrl=runtime.settings.close_queue_url, Entries=entries)
    if failed := answer.get("Failed"):
        raise RuntimeError(f"{len(failed)} shards could not be queued: {failed[0].get('Message')}")


def shard_message(shard: int, tick: str, cursor: dict[str, str] | None = None) -> "SendMessageBatchRequestEntryTypeDef":
    """Return the message that has one worker close a shard: in the shard's group, once per tick and cursor."""
    body = {"shard": shard, "tick": tick} | ({"cursor": cursor} if cursor else {})
    place = f"@{cursor['due_at']}@{_mark(cursor)}" if cursor else ""
    return {
        "Id": str(shard),
        "MessageBody": json.dumps(body),
        "MessageGroupId": str(shard),
        "MessageDeduplicationId": f"{shard}@{tick}{place}".replace("#", "-"),
    }


def _mark(cursor: dict[str, str]) -> str:
    """What differs between two places of one instant and one number: those of two customers."""
    return hashlib.sha256(f"{cursor['PK']} {cursor['SK']}".encode()).hexdigest()[:16]


handler: Final = Entry(build)
