"""Releasing: savings goals end and their accounts take back what they held, in one transaction."""

from datetime import datetime
from typing import Final

from savings.domain.account import Account
from savings.domain.changes import delete_savings_goal
from savings.domain.goal import OPEN, Goal
from savings.runtime import Runtime
from savings.store import accounts, goals
from savings.store.idempotency import Answer, Once
from savings.store.table import ConditionFailed, Write
from savings.usecases.following import account_with_watchers, moves
from savings.usecases.writing import commit

RELEASED_AT_ONCE: Final = 45
"""A transaction of 100 writes holds this many goals, each with its account, and the idempotency record."""


def release(runtime: Runtime, ending: list[Goal], once: Once | None, now: datetime) -> Answer:
    """End at most 45 savings goals that nothing is due for: one that has ended is archived, any other cancelled.

    Where goals on the available balance watch an account, each goal is released by itself with the watchers' moves.
    Raises ConditionFailed or Contended when another writer was first.
    """
    try:
        return commit(runtime, _writes(ending, now), once, Answer(204), now)
    except ConditionFailed as failed:
        watched = account_with_watchers(failed)
        if watched is None:
            raise
    for goal in ending[:-1]:
        _release_watched(runtime, goal, None, now)
    return _release_watched(runtime, ending[-1], once, now)


def _release_watched(runtime: Runtime, goal: Goal, once: Once | None, now: datetime) -> Answer:
    """Release one goal; what watches its account becomes known by the first refusal."""
    try:
        return commit(runtime, _writes([goal], now), once, Answer(204), now)
    except ConditionFailed as failed:
        account = account_with_watchers(failed)
        if account is None:
            raise
    watching = moves(runtime, account, now, residual=goal.amount)
    return commit(runtime, [*_writes([goal], now, account), *watching], once, Answer(204), now)


def _writes(ending: list[Goal], now: datetime, watched: Account | None = None) -> list[Write]:
    writes: list[Write] = []
    by_account: dict[int, list[Goal]] = {}
    for goal in ending:
        change = delete_savings_goal(goal, now)
        if change is not None:
            by_account.setdefault(goal.account, []).append(goal)
            writes += [write.relabelled(f"goal {goal.id}") for write in goals.save(change)]
    watchers = watched.watchers if watched else frozenset()
    for number, held in by_account.items():
        still_open = sum(goal.status in OPEN for goal in held)
        letting_go = accounts.let_go(held, still_open=still_open, now=now, watchers=watchers)
        writes.append(letting_go.relabelled(f"account {number}"))
    return writes
