"""Moves what happened from the table's stream over the publisher and the bus to the record of events and the savers.

A position is advanced together with the events before it, in one commit: a stack that is killed anywhere reads
the same records again, the publisher makes the same events of them, and an id that is recorded already stays as it is.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Any, Final

from contract.wiring import NOTIFY_QUEUE
from local.bus import matcher
from local.invoke import Function, FunctionFailed
from local.services import Services
from local.state import State
from local.stream import Stream, number
from savings.store.schema import STREAM_FILTER

Record = dict[str, Any]

_ATTEMPTS: Final = 3
_READ_BUT_KEPT: Final = 1000


class StreamStuck(Exception):
    """The publisher keeps failing at one record; nothing after it is published until it succeeds."""


class Pump:
    """The event source mapping between stream and publisher, and the tap on the bus behind it."""

    def __init__(
        self,
        stream: Stream,
        publish: Function,
        notify: Function,
        services: Services,
        state: State,
        forget: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Connect the stream to `publish` and the bus to `notify`; `forget` hears up to which number it was read."""
        self._stream = stream
        self._publish = publish
        self._notify = notify
        self._services = services
        self._state = state
        self._forget = forget
        self._unforgotten = 0
        self._lock = threading.Lock()
        self._passes = matcher(STREAM_FILTER)

    def run(self) -> None:
        """Publish and record everything that is in the stream by now. Raises StreamStuck."""
        with self._lock:
            for shard in self._stream.shards():
                while records := self._stream.records(shard, self._state.position(shard)):
                    self._advance(shard, records)
                    self._forget_now_and_then(records)

    def _forget_now_and_then(self, records: Sequence[Record]) -> None:
        self._unforgotten += len(records)
        if self._unforgotten >= _READ_BUT_KEPT:
            self._forget(number(records[-1]))
            self._unforgotten = 0

    def _advance(self, shard: str, records: Sequence[Record]) -> None:
        """Publish records from the first one on, and record the events of those that succeeded, in order."""
        for _ in range(_ATTEMPTS):
            failed = self._first_failure(records)
            events = self._services.drain_tap()
            # Before the position moves on: the queue does not survive a restart, the record that filled it does.
            self._services.queues[NOTIFY_QUEUE].consume(self._notify)
            if failed is None:
                self._state.record(events, shard, number(records[-1]))
                return
            # What came after the failure is published again later: recorded now, it would stand before its time.
            records = records[: max(failed, 1)]
        raise StreamStuck(f"the publisher fails at record {number(records[0])} of {shard}")

    def _first_failure(self, records: Sequence[Record]) -> int | None:
        """Publish what the filter lets through; return the index of the first record that failed, or None."""
        numbers = [number(record) for record in records]
        passed = [record for record in records if self._passes(record)]
        if not passed:
            return None
        try:
            result = self._publish({"Records": passed})
        except FunctionFailed:
            return 0
        failures = [failure["itemIdentifier"] for failure in (result or {}).get("batchItemFailures", [])]
        # As with Lambda, a number that was not handed in stands for the whole batch.
        return min((numbers.index(number) if number in numbers else 0 for number in failures), default=None)
