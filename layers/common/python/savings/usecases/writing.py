"""How a request becomes one effect: tried again on conflict, committed with the record of its answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from savings import ids
from savings.runtime import Runtime
from savings.store.idempotency import Answer, Once, record
from savings.store.numbers import last_of_kind
from savings.store.table import ConditionFailed, Write
from savings.usecases.attempt import attempts

T = TypeVar("T")

TRIES_AT_ONCE: Final = 2


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
            last = last_of_kind(runtime.table, failed.taken) if failed.taken else number
            if failed.taken is None or not more:
                raise
        more -= 1
        return numbered(runtime.clock.now())

    return attempts(runtime, numbered)


def commit(runtime: Runtime, writes: list[Write], once: Once | None, answer: Answer, now: datetime) -> Answer:
    """Do the writes together with the record of the answer, and return the answer.

    Raises Replayed when another request with the key was first, ConditionFailed or Contended when nothing was written.
    """
    if once is not None:
        writes = [*writes, record(once, answer.kept, now)]
    if writes:
        runtime.table.write(writes)
    return answer
