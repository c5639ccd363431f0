"""How a request becomes one effect: tried again on conflict, answered once per idempotency key."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final, TypeVar

from savings import ids
from savings.domain.errors import Busy, DomainError
from savings.runtime import Runtime
from savings.store.idempotency import Answer, Once, look_up, recall, record
from savings.store.numbers import last_of_kind
from savings.store.table import ConditionFailed, Contended, Write

T = TypeVar("T")

TRIES: Final = 40
TRIES_AT_ONCE: Final = 2
BUSY: Final = "The service is busy; try again in a moment."


class Replayed(Exception):
    """The request was answered before."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("replayed")
        self.answer = answer


def attempts(runtime: Runtime, work: Callable[[datetime], T]) -> T:
    """Do the work, each time with a fresh `now`, until no other writer gets in its way.

    Raises Busy when the time is up, or after as many tries as are worth it; nothing was written then.
    """
    for _ in runtime.tries(TRIES):
        with suppress(ConditionFailed, Contended):
            return work(runtime.clock.now())
    raise Busy(BUSY)


def numbering(runtime: Runtime, work: Callable[[datetime, int], T]) -> T:
    """As `attempts`, with an id for what the work makes, in each try a later one.

    Where it is taken, the one after the last of its kind is tried at once, at most twice; an id that is still taken
    then is a conflict like any other.
    """
    last, more = 0, TRIES_AT_ONCE

    def numbered(now: datetime) -> T:
        nonlocal last, more
        number = ids.new_id(runtime.clock.exactly(), after=last)
        try:
            return work(now, number)
        except ConditionFailed as failed:
            taken = last_of_kind(runtime.table, failed)
            last = taken or number
            if taken is None or not more:
                raise
        more -= 1
        return numbered(runtime.clock.now())

    return attempts(runtime, numbered)


def answered_once(runtime: Runtime, once: Once | None, work: Callable[[], Answer]) -> Answer:
    """Return the answer of the work or, under a key that came before, the first answer.

    A refusal is only told when the key's record, read strongly, has no answer: replay comes before validation.
    """
    try:
        return work()
    except Replayed as replayed:
        return replayed.answer
    except DomainError:
        answer = look_up(runtime.table, once, runtime.clock.now()) if once else None
        if answer is None:
            raise
        return answer


def recall_from(found: dict[tuple[str, str], dict[str, object]], once: Once | None, now: datetime) -> None:
    """Raise Replayed when the items read for a request hold its answer."""
    answer = recall(once, found.get(once.key), now) if once else None
    if answer is not None:
        raise Replayed(answer)


def commit(runtime: Runtime, writes: list[Write], once: Once | None, answer: Answer, now: datetime) -> Answer:
    """Do the writes together with the record of the answer, and return the answer.

    Raises Replayed when another request with the key was first, ConditionFailed or Contended when nothing was written.
    """
    if once is not None:
        writes = [*writes, record(once, answer, now)]
    if not writes:
        return answer
    try:
        runtime.table.write(writes)
    except ConditionFailed as failed:
        if once is not None and "idempotency" in failed.blocking:
            first = recall(once, failed.blocking["idempotency"], now)
            if first is not None:
                raise Replayed(first) from None
        raise
    return answer
