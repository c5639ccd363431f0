"""A queue of SQS as its senders and its Lambda consumer see it, in memory."""

import hashlib
import itertools
import json
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import uuid4

from local.invoke import Function, FunctionFailed
from savings.clock import Clock

BATCH: Final = 10
"""So many messages does one SendMessageBatch take."""


@dataclass(slots=True)
class Message:
    """A message on its way; `attempts` counts how often it was handed out."""

    id: str
    body: str
    group: str | None
    sent: datetime
    due: datetime
    attempts: int = 0


class Kept(Protocol):
    """Where the messages of a queue survive a restart."""

    def messages(self, queue: str) -> list[Message]:
        """Return what is kept of a queue, oldest first."""

    def add_message(self, queue: str, message: Message) -> None:
        """Keep a message of a queue, which is no other's."""

    def drop_messages(self, ids: Sequence[str]) -> None:
        """Keep these messages no longer."""


class Queue:
    """A queue, in order; with `fifo` a sender has to name groups, and the messages of one are never out at once.

    A message that failed at so many `attempts` goes to `dead_letters`, or is given up where there are none. Nothing is
    dropped as sent twice, because nothing here sends twice. Only what is `kept` survives a restart: what is due the
    schedule finds again.
    """

    def __init__(
        self,
        name: str,
        clock: Clock,
        *,
        fifo: bool = False,
        dead_letters: "Queue | None" = None,
        batch: int = BATCH,
        attempts: int = 3,
        kept: Kept | None = None,
    ) -> None:
        """Make an empty queue whose consumer gets up to `batch` messages at once."""
        self.name = name
        self.fifo = fifo
        self.dead_letters = dead_letters
        self.batch = batch
        self.attempts = attempts
        self._clock = clock
        self._kept = kept
        self._messages: deque[Message] = deque(kept.messages(name) if kept else ())
        self._out: set[str | None] = set()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        """The address that senders know."""
        return f"https://sqs.eu-west-1.amazonaws.com/123456789012/{self._full_name}"

    @property
    def _full_name(self) -> str:
        return f"{self.name}.fifo" if self.fifo else self.name

    def put(self, event: dict[str, Any]) -> None:
        """Take an event, as the target of a rule."""
        self.send(json.dumps(event))

    def send(self, body: str, group: str | None = None, delay: timedelta = timedelta(0)) -> str:
        """Append a message that is not handed out before its `delay`, and return its id."""
        now = self._clock.exactly()
        message = Message(f"message-{uuid4()}", body, group, now, now + delay)
        with self._lock:
            if self._kept:
                self._kept.add_message(self.name, message)
            self._messages.append(message)
        return message.id

    def next_due(self) -> datetime | None:
        """Return when the next message can be handed out; None where there is none."""
        with self._lock:
            return min((message.due for message in self._messages), default=None)

    def bodies(self) -> list[str]:
        """Return the bodies of the waiting messages, oldest first."""
        with self._lock:
            return [message.body for message in self._messages]

    def keep(self, is_wanted: Callable[[str], bool]) -> None:
        """Throw away the waiting messages whose body is not wanted."""
        with self._lock:
            self._messages = deque(message for message in self._messages if is_wanted(message.body))

    def consume(self, *functions: Function) -> None:
        """Hand the messages that are due to the functions in batches, each to one that is free, until none is left.

        Those that one reports as failed (`batchItemFailures`) come again at once, before the later ones of their group.
        """
        first, *others = functions
        with ThreadPoolExecutor(len(functions)) as pool:
            beside = [pool.submit(self._serve, other) for other in others]
            self._serve(first)
            for one in beside:
                one.result()

    def _serve(self, function: Function) -> None:
        while batch := self._take():
            failed = _failures(function, [self._record(message) for message in batch])
            self._return(batch, [message for message in batch if failed is None or message.id in failed])

    def _take(self) -> list[Message]:
        with self._lock:
            now = self._clock.exactly()
            due = (message for message in self._messages if message.due <= now)
            free = (message for message in due if not (self.fifo and message.group in self._out))
            batch = [*itertools.islice(free, self.batch)]
            for message in batch:
                self._messages.remove(message)
                message.attempts += 1
            self._out |= {message.group for message in batch} - {None}
        return batch

    def _return(self, batch: list[Message], failed: list[Message]) -> None:
        again = [message for message in failed if message.attempts < self.attempts]
        if self.dead_letters is not None:
            for message in failed:
                if message not in again:
                    self.dead_letters.send(message.body, message.group)
        with self._lock:
            self._out -= {message.group for message in batch}
            self._messages.extendleft(reversed(again))
            if self._kept:
                self._kept.drop_messages([message.id for message in batch if message not in again])

    def _record(self, message: Message) -> dict[str, Any]:
        sent = str(round(message.sent.timestamp() * 1000))
        attributes = {"ApproximateReceiveCount": str(message.attempts), "SentTimestamp": sent}
        return {
            "messageId": message.id,
            "receiptHandle": message.id,
            "body": message.body,
            "attributes": attributes | ({} if message.group is None else {"MessageGroupId": message.group}),
            "messageAttributes": {},
            "md5OfBody": digest(message.body),
            "eventSource": "aws:sqs",
            "eventSourceARN": f"arn:aws:sqs:eu-west-1:123456789012:{self._full_name}",
            "awsRegion": "eu-west-1",
        }


def digest(body: str) -> str:
    """Return the checksum that SQS answers with and that its clients compare."""
    return hashlib.md5(body.encode(), usedforsecurity=False).hexdigest()


def _failures(function: Function, records: list[dict[str, Any]]) -> set[str] | None:
    """Return the ids of the messages that failed; None stands for all of them."""
    try:
        result = function({"Records": records})
    except FunctionFailed:
        return None
    return {failure["itemIdentifier"] for failure in (result or {}).get("batchItemFailures", [])}
