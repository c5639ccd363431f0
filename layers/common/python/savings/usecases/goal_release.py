"""Releasing: savings goals end and their accounts take back what they held, in one transaction."""

from typing import Final

from savings.domain.account import Account
from savings.domain.goal import OPEN, Goal
from savings.domain.goal_changes import delete_savings_goal
from savings.store import account_goals, accounts, goals, keys
from savings.store.account_items import read_account
from savings.store.table import Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.followers import moves

RELEASED_AT_ONCE: Final = 45
"""A transaction of 100 writes holds this many goals, each with its account, and the idempotency record."""


def release(attempt: Attempt, ending: list[Goal]) -> Outcome[None]:
    """End at most 45 savings goals that nothing is due for: one that has ended is archived, any other cancelled.

    Where goals on the available balance watch one of the accounts, which the attempt before has found out, each goal
    is released by itself with the watchers' moves.
    """
    met = {key: read_account(attempt.met[key]) for key in map(_account_key, ending) if key in attempt.met}
    if not any(account.watchers for account in met.values()):
        return Outcome(None, _writes(attempt, ending))
    for goal in ending[:-1]:
        attempt.table.write(_watched(attempt, goal, met.get(_account_key(goal))))
    return Outcome(None, _watched(attempt, ending[-1], met.get(_account_key(ending[-1]))))


def _watched(attempt: Attempt, goal: Goal, account: Account | None) -> list[Write]:
    """Return the writes that release one goal, with the moves of what watches its account."""
    account = account or accounts.load(attempt.table, _account_key(goal))
    if account is None:
        return _writes(attempt, [goal])
    return [
        *_writes(attempt, [goal], account.watchers),
        *moves(attempt.table, account, attempt.now, residual=goal.amount),
    ]


def _writes(attempt: Attempt, ending: list[Goal], watchers: frozenset[str] = frozenset()) -> list[Write]:
    writes: list[Write] = []
    by_account: dict[int, list[Goal]] = {}
    for goal in ending:
        change = delete_savings_goal(goal, attempt.now)
        if change is not None:
            by_account.setdefault(goal.account, []).append(goal)
            writes += goals.save(change)
    for held in by_account.values():
        still_open = sum(goal.status in OPEN for goal in held)
        writes.append(account_goals.let_go(held, still_open=still_open, now=attempt.now, watchers=watchers))
    return writes


def _account_key(goal: Goal) -> Key:
    return keys.account(goal.tenant, goal.household, goal.account)
