"""One attempt at a request: what a use case is given, and what it returns.

A use case reads by way of its attempt, decides, and returns what came of it with the writes that make it so. The edge
commits them together with the record of the answer; when another writer was first, it makes another attempt.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Generic, TypeVar

from savings.domain.errors import Busy
from savings.runtime import Runtime
from savings.store.idempotency import Kept, Once, Replayed, recall
from savings.store.table import ConditionFailed, Contended, Item, Key, Table, Write
from savings.usecases.caller import Caller

T = TypeVar("T")
Other = TypeVar("Other")

TRIES: Final = 40
BUSY: Final = "The service is busy; try again in a moment."


@dataclass
class Attempt:
    """One attempt: who asks, the instant, and an id for what it makes; each attempt has later ones.

    `met` has the items that stood in the way of the attempt before, by their keys.
    """

    runtime: Runtime
    caller: Caller
    now: datetime
    number: int
    once: Once | None = None
    met: Mapping[Key, Item] = field(default_factory=dict)
    is_first: bool = True

    @property
    def table(self) -> Table:
        """The product's table."""
        return self.runtime.table

    def read(self, keys: Iterable[Key], *, consistent: bool = True) -> dict[Key, Item]:
        """Read items in one round trip, with the record of the request's key beside them.

        Raises Replayed when the request was answered before, KeyReused when another one was under its key.
        """
        wanted = [*keys, *([self.once.key] if self.once else [])]
        found = self.table.batch_get(wanted, consistent=consistent) if wanted else {}
        kept = recall(self.once, found.get(self.once.key), self.now) if self.once else None
        if kept is not None:
            raise Replayed(kept)
        return found

    def together(self, one: Callable[[], T], other: Callable[[], Other]) -> tuple[T, Other]:
        """Make two reads side by side, which is one round trip in time, and return what both found.

        Raises what `one` raises, else what `other` does.
        """
        reads: list[Callable[[], Any]] = [one, other]
        found, beside = self.runtime.side_by_side(lambda read: read(), reads)
        return found, beside


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """What came of an attempt, and the writes that make it so, all or none.

    `claim` is one more write, made with what is kept of the answer. `afterwards` completes what did not fit into one
    transaction; whoever comes next does so where it fails.
    """

    made: T
    writes: list[Write] = field(default_factory=list)
    claim: Callable[[Kept], Write] | None = None
    afterwards: Callable[[], None] | None = None


def attempts(runtime: Runtime, work: Callable[[datetime], T]) -> T:
    """Do the work, each time with a fresh `now`, until no other writer gets in its way.

    Raises Busy when the time is up, or after as many tries as are worth it; nothing was written then.
    """
    for _ in runtime.tries(TRIES):
        with suppress(ConditionFailed, Contended):
            return work(runtime.clock.now())
    raise Busy(BUSY)
