"""What if: a goal as it would stand with other figures. Nothing here is ever written."""

from dataclasses import dataclass, replace
from datetime import date

from savings.domain.errors import Checks
from savings.domain.goal import Goal, Status
from savings.domain.plan import Targets
from savings.domain.schedule import MAX_PERIODS


@dataclass(frozen=True, slots=True)
class Changes:
    """What would be different: another target, another last date, periods that are left out, money now."""

    target_amount: int | None = None
    end_date: date | None = None
    skipped_periods: frozenset[int] = frozenset()
    one_off: int = 0


def what_if(goal: Goal, changes: Changes, today: date) -> Goal:
    """Return the goal with the changes: open and future periods split what the closed targets leave of the target.

    `goal` is as time has moved it. Raises Refused for a goal whose schedule is over, for a last date before today, for
    skipped periods that are closed or that are all there are, and for more money out than the goal holds.
    """
    end = changes.end_date or goal.schedule.end
    target = goal.target_amount if changes.target_amount is None else changes.target_amount
    schedule = replace(goal.schedule, end=end)
    checks = Checks()
    if goal.status not in (Status.UNSTARTED, Status.ACTIVE):
        checks.add("goal_id", "goal_has_ended", "The schedule of the goal is over.")
        checks.done()
    if target <= 0:
        checks.add("target_amount", "not_positive", "Must be greater than 0.")
    if end < max(today, goal.schedule.start):
        checks.add("end_date", "in_the_past", "Must not be before today or the start.")
    elif schedule.count > MAX_PERIODS:
        checks.add("end_date", "too_many_periods", f"Must give at most {MAX_PERIODS} periods.")
    if goal.amount + changes.one_off < 0:
        checks.add("one_off", "exceeds_saved_amount", "The goal would hold less than nothing.")
    checks.done()
    left = range(goal.closed, schedule.count)
    if not changes.skipped_periods <= set(left):
        checks.add("skipped_periods", "not_open", f"Must be from {left.start} to {left.stop - 1}.")
    elif len(changes.skipped_periods) == len(left):
        checks.add("skipped_periods", "all_skipped", "Must leave a period.")
    checks.done()
    planned = goal
    if (target, end, changes.skipped_periods) != (goal.target_amount, goal.schedule.end, frozenset()):
        rest = max(0, target - goal.start_amount - goal.closed_targets)
        count = len(left) - len(changes.skipped_periods)
        targets = Targets(rest, count, first=goal.closed, skipped=changes.skipped_periods, past=goal.targets)
        first = min(set(left) - changes.skipped_periods)
        planned = replace(
            goal, schedule=schedule, targets=targets, target_amount=target, period_amount=targets.of(first)
        )
    moved = replace(planned, amount=goal.amount + changes.one_off)
    if goal.status is Status.ACTIVE:
        return replace(moved, current=goal.current + changes.one_off)
    return replace(moved, opening=goal.opening + changes.one_off)
