"""Closing: writing what time has brought. A request does it for the goals it changes, the scheduler for all others."""

from datetime import datetime

from savings.domain.goal import Change, Goal, advance
from savings.store import account_goals, goals
from savings.store.table import Table


def close_due(table: Table, goal: Goal, now: datetime) -> Goal:
    """Write every step that is due, in order, and return the goal as it is then.

    Each step repeats safely: the period is put first, under the goal's version that it was computed from, then the goal
    moves on. Raises ConditionFailed or Contended when another writer was first.
    """
    for change in advance(goal, now):
        write_step(table, change)
        goal = change.goal
    return goal


def write_step(table: Table, change: Change) -> None:
    """Write one step of `advance`."""
    if change.period is not None:
        table.write([goals.close_period(change, change.period)])
    writes = goals.save(change)
    if change.goal.has_ended:
        writes.append(account_goals.goal_ended(change.goal))
    table.write(writes)
