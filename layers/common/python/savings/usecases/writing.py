"""How a request becomes one effect: tried again on conflict, answered once per idempotency key."""

from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeVar

from savings import ids
from savings.domain.errors import DomainError
from savings.runtime import Runtime
from savings.store.idempotency import Answer, Once, Replayed, look_up, recall, record
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


def answered_once(runtime: Runtime, once: Once | None, work: Callable[[], Answer]) -> Answer:
    """Return the answer of the work or, under a key that came before, the first answer.

    A refusal is only told when the key's record, read strongly, has no answer: replay comes before validation.
    """
    try:
        return work()
    except Replayed as replayed:
        return Answer.replayed(replayed.kept)
    except DomainError:
        kept = look_up(runtime.table, once, runtime.clock.now()) if once else None
        if kept is None:
            raise
        return Answer.replayed(kept)


def recall_from(found: dict[tuple[str, str], dict[str, object]], once: Once | None, now: datetime) -> None:
    """Raise Replayed when the items read for a request hold its answer."""
    kept = recall(once, found.get(once.key), now) if once else None
    if kept is not None:
        raise Replayed(kept)


def commit(runtime: Runtime, writes: list[Write], once: Once | None, answer: Answer, now: datetime) -> Answer:
    """Do the writes together with the record of the answer, and return the answer.

    Raises Replayed when another request with the key was first, ConditionFailed or Contended when nothing was written.
    """
    if once is not None:
        writes = [*writes, record(once, answer.kept, now)]
    if writes:
        runtime.table.write(writes)
    return answer
