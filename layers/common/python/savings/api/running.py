"""The one place where a request is tried, tried again, replayed and committed."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from savings import ids
from savings.api.answers import Answer
from savings.domain.errors import DomainError
from savings.runtime import Runtime
from savings.store.idempotency import Once, Replayed, look_up, record
from savings.store.numbers import last_of_kind
from savings.store.table import ConditionFailed, Item, Key
from savings.usecases.attempt import Attempt, attempts
from savings.usecases.caller import Caller

TRIES_AT_ONCE: Final = 2
"""How often what stood in the way is taken into account at once, before the pauses begin."""


def run(runtime: Runtime, caller: Caller, once: Once | None, work: Callable[[Attempt], Answer]) -> Answer:
    """Return the answer of the work, which has one effect; under a key that came before, the first answer.

    A refusal only goes out when the key's record, read strongly, has no answer: replay comes before validation.
    Raises DomainError, Busy when others were always first, and Unanswered.
    """
    try:
        answer = _run(runtime, caller, once, work)
    except Replayed as replayed:
        return Answer.replayed(replayed.kept)
    except DomainError:
        kept = look_up(runtime.table, once, runtime.clock.now()) if once else None
        if kept is None:
            raise
        return Answer.replayed(kept)
    # Not within the attempt: what follows a commit must never have it made again.
    if answer.outcome is not None and answer.outcome.afterwards is not None:
        answer.outcome.afterwards()
    return answer


def _run(runtime: Runtime, caller: Caller, once: Once | None, work: Callable[[Attempt], Answer]) -> Answer:
    met: Mapping[Key, Item] = {}
    last, at_once, is_first = 0, TRIES_AT_ONCE, True

    def one(now: datetime) -> Answer:
        nonlocal met, last, at_once, is_first
        number = ids.new_id(runtime.clock.exactly(), after=last)
        attempt = Attempt(runtime, caller, now, number, once, met, is_first)
        is_first = False
        try:
            return _commit(attempt, work(attempt))
        except ConditionFailed as failed:
            met = failed.met
            last = last_of_kind(runtime.table, failed.taken) if failed.taken else number
            if not at_once:
                raise
        at_once -= 1
        return one(runtime.clock.now())

    return attempts(runtime, one)


def _commit(attempt: Attempt, answer: Answer) -> Answer:
    """Do the writes of what came of the attempt, together with the record of the answer."""
    outcome, once = answer.outcome, attempt.once
    if outcome is None:
        return answer
    writes = [*outcome.writes]
    if outcome.claim is not None:
        writes.insert(0, outcome.claim(answer.kept))
    if once is not None:
        writes.append(record(once, answer.kept, attempt.now))
    if writes:
        attempt.table.write(writes)
    return answer
