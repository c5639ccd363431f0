"""Time that passes only where somebody waits for it: tests of time-outs and crowds last no longer than their work."""

import heapq
import itertools
import threading
from collections.abc import Callable, Sequence

from tests.product import Context


class VirtualTime:
    """A clock in milliseconds that a test, or one of several writers at a time, moves on by waiting."""

    def __init__(self) -> None:
        self.now = 0
        self._turns = itertools.count()
        self._waiting: list[tuple[int, int, threading.Event]] = []

    def invocation(self, timeout: int) -> Context:
        """Return the context of an invocation that begins now and may take so many milliseconds."""
        end = self.now + timeout
        return Context(lambda: end - self.now)

    def wait(self, milliseconds: int) -> None:
        """Let so much time pass; among several writers, whoever has to wait the least goes on first."""
        mine = threading.Event()
        heapq.heappush(self._waiting, (self.now + milliseconds, next(self._turns), mine))
        self._go_on()
        mine.wait()

    def sleep(self, seconds: float) -> None:
        """Let so much time pass, as `time.sleep` does."""
        self.wait(round(seconds * 1000))

    def run(self, writers: Sequence[Callable[[], None]]) -> None:
        """Run writers that begin at once, one at a time, until all are done; raise what one of them raised."""
        failures: list[BaseException] = []

        def work(writer: Callable[[], None], turn: threading.Event) -> None:
            turn.wait()
            try:
                writer()
            except BaseException as failure:  # noqa: BLE001  # of a thread; raised below
                failures.append(failure)
            self._go_on()

        turns = [threading.Event() for _ in writers]
        threads = [threading.Thread(target=work, args=pair) for pair in zip(writers, turns, strict=True)]
        for turn, thread in zip(turns, threads, strict=True):
            heapq.heappush(self._waiting, (self.now, next(self._turns), turn))
            thread.start()
        self._go_on()
        for thread in threads:
            thread.join()
        if failures:
            raise failures[0]

    def _go_on(self) -> None:
        """Hand over to whoever is next."""
        if self._waiting:
            self.now, _, turn = heapq.heappop(self._waiting)
            turn.set()
