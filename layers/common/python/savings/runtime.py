"""What a function runs with: settings, clock and the clients of the services it uses, each made when first needed."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar

from savings import start
from savings.clock import Clock, SystemClock
from savings.config import BOTO3, Settings
from savings.deadline import Deadline
from savings.dynamodb import surroundings
from savings.dynamodb.direct import Direct
from savings.dynamodb.transport import NotSent, Transport
from savings.store.table import Table
from savings.store.tenants import Directory

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sqs import SQSClient

    from savings.https.posting import Poster

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
T = TypeVar("T")
U = TypeVar("U")

THREADS: Final = 16
"""What a function does at once, at most, beside its own thread.

So many things side by side need one thread fewer, for the first is done in the caller's own. The one that stays free is
for what they in turn have done side by side: without it they would wait for each other.
"""

TO_SEND_MAIL: Final = 5_000
"""Milliseconds that SES has for an e-mail: one without an answer may have been sent, and is not sent again."""
FIRST_PAUSE: Final = 100
LONGEST_PAUSE: Final = 200
"""Milliseconds that a pause between two tries lasts at most: the first one, doubled with each, and all later ones.

With these, twelve writers who never stop get through, each in its time (tests/unit/test_crowded.py).
"""

_making: Final = Lock()
"""A client may be used by several threads, but boto3 makes one at a time."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How many milliseconds a service has to take a connection, and to answer a call."""

    connect: int = 1_000
    answer: int = 1_500

    @property
    def longest(self) -> int:
        """The longest that a call can take that is made once."""
        return self.connect + self.answer

    def client(self, service: str, attempts: int) -> Any:
        """Return a client of a service that makes each call so many times at most."""
        # The functions that answer callers need no client, and its import is most of what a start would cost.
        import boto3  # noqa: PLC0415
        from botocore.config import Config  # noqa: PLC0415

        config = Config(
            connect_timeout=self.connect / 1000,
            read_timeout=self.answer / 1000,
            retries={"mode": "standard", "total_max_attempts": attempts},
        )
        with _making:
            return boto3.client(service, config=config)  # type: ignore[call-overload]


@dataclass(frozen=True)
class Runtime:
    """The outside world as the use cases see it."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    patience: Patience = Patience()
    deadline: Deadline = field(default_factory=Deadline)
    sleep: Callable[[float], None] = time.sleep
    calls_anywhere: bool = False
    """Whether webhooks may be on this machine and without TLS: so in the local stack, and by no variable elsewhere."""

    @classmethod
    def from_environment(cls) -> "Runtime":
        """Return the runtime of a deployed function."""
        return cls(Settings.from_environment(os.environ))

    @cached_property
    def table(self) -> Table:
        """The product's table."""
        return Table(self._transport, self.settings.table_name, self.has_time_for_a_call)

    @cached_property
    def directory(self) -> Directory:
        """Whose each client app is."""
        return Directory(self.table, self.clock.now)

    @cached_property
    def _transport(self) -> Transport:
        """Return what makes single calls: only here is it known what may be repeated, and for how long."""
        if self.settings.table_transport == BOTO3:
            from savings.dynamodb.by_boto3 import ByBoto3  # noqa: PLC0415  # as slow to import as boto3

            return ByBoto3(self.patience.client("dynamodb", attempts=1))
        at = surroundings.endpoint()
        return Direct(
            at,
            surroundings.credentials(),
            surroundings.tls(at),
            connect=self.patience.connect / 1000,
            answer=self.patience.answer / 1000,
        )

    def connect(self) -> None:
        """Open a connection to the table ahead of the first request, where there is a table and it can be reached."""
        if self.settings.table_name and isinstance(self._transport, Direct):
            with suppress(NotSent):
                self._transport.connections.open()

    def has_time_for_a_call(self) -> bool:
        """Whether a call that is made once ends in time, whatever the service does."""
        return self.deadline.allows(self.patience.longest)

    def tries(self, most: int) -> Iterator[None]:
        """Yield up to `most` times, pausing between for a random time that grows, while there is time for another try.

        Full jitter: whoever met others at one instant meets them apart the next time.
        """
        yield
        for attempt in range(most - 1):
            # Slow to import, and few calls are made again.
            import random  # noqa: PLC0415

            pause = random.randint(0, min(FIRST_PAUSE << attempt, LONGEST_PAUSE))  # noqa: S311
            if not self.deadline.allows(pause + self.patience.longest):
                return
            self.sleep(pause / 1000)
            yield

    def side_by_side(self, work: Callable[[T], U], on: Iterable[T]) -> list[U]:
        """Do the work on each of several things, as long as each waits for a service beside the others.

        Each is done for the request that is being served, and may come to serve one of its own. Return what came of
        them, in their order, or raise the first failure in that order; by then all have ended.
        """

        def task(thing: T) -> Callable[[], U]:
            context = copy_context()
            return lambda: context.run(work, thing)

        tasks = [*map(task, on)]
        beside = [self._threads.submit(task) for task in tasks[1:]]
        try:
            return [*(task() for task in tasks[:1]), *(one.result() for one in beside)]
        finally:
            wait(beside)

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        """Threads that are kept: to start one takes as long as what most do in it."""
        return ThreadPoolExecutor(THREADS)

    @cached_property
    def bus(self) -> "EventBridgeClient":
        """EventBridge."""
        return self.patience.client("events", attempts=2)  # type: ignore[no-any-return]

    @cached_property
    def queue(self) -> "SQSClient":
        """SQS."""
        return self.patience.client("sqs", attempts=2)  # type: ignore[no-any-return]

    @cached_property
    def secrets(self) -> Any:
        """Secrets Manager."""
        return self.patience.client("secretsmanager", attempts=2)

    @cached_property
    def mail(self) -> Any:
        """SES, asked once for each e-mail: a call that is made again may send it again."""
        return replace(self.patience, answer=TO_SEND_MAIL).client("sesv2", attempts=1)

    @cached_property
    def poster(self) -> "Poster":
        """Servers of other people."""
        from savings.https.posting import Poster  # noqa: PLC0415  # only deliveries need it

        return Poster(anywhere=self.calls_anywhere)


class Entry:
    """A function's entry point: built from the environment when Lambda loads it, elsewhere at the first call."""

    def __init__(self, build: Callable[[Runtime], Handler]) -> None:
        self.build = build
        self._handler: Handler | None = None
        if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
            runtime = Runtime.from_environment()
            self._handler = build(runtime)
            runtime.connect()
            start.end()

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Handle one event."""
        if self._handler is None:
            self._handler = self.build(Runtime.from_environment())
        return self._handler(event, context)
