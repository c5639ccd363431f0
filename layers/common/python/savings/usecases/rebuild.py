"""Counters made anew from entries, at an operator's word; each write has its condition, so nothing new is lost."""

from dataclasses import dataclass

from savings.domain.account import Account
from savings.domain.goal import Change, Goal, MeasuredBy
from savings.domain.integrity import recounted
from savings.domain.recount import recount
from savings.store import account_goals, accounts, goals
from savings.usecases.attempt import Attempt
from savings.usecases.goal_periods import close_due
from savings.usecases.goals import load_goal, load_with_periods
from savings.usecases.integrity import load_account, load_attached, tally


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """A goal with the changes that make its counters those of its entries, and its account before and after."""

    goal: Goal
    changes: list[Change]
    before: Account
    after: Account


def rebuild(attempt: Attempt, goal_id: str, *, with_account: bool, write: bool) -> Rebuilt:
    """Return what the goal's entries make of it, and of its account where that is wanted, and `write` that.

    What is due for the goal is closed first. Each write repeats safely: what a broken-off run has done is not left to
    do. Raises NotFound, and ConditionFailed or Contended where another writer was first.
    """
    if write:
        close_due(attempt.table, load_goal(attempt, goal_id), attempt.now)
    goal, stored = load_with_periods(attempt, goal_id)
    before = after = load_account(attempt, goal)
    entries, ledger = tally(attempt, goal, before)
    attached = load_attached(attempt.table, before)
    # What goals hold makes the residual; a goal on the balance has what its account has.
    if with_account and goal.measured_by is MeasuredBy.BALANCE:
        after = recounted(before, ledger, attached)
    changes = recount(goal, stored, entries, after, attempt.now)
    if with_account and goal.measured_by is not MeasuredBy.BALANCE:
        rebuilt = changes[-1].goal if changes else goal
        after = recounted(before, ledger, attached | {account_goals.name_on(before, goal): rebuilt})
    if write:
        for change in changes:
            attempt.table.write(goals.move(change))
        if after != before:
            attempt.table.write([accounts.recount(after, before, attempt.now)])
    return Rebuilt(goal, changes, before, after)
