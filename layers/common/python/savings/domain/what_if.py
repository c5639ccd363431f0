"""What if: a goal as it would stand with other figures. Nothing here is ever written."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from savings.domain.errors import Checks
from savings.domain.goal import Goal, MeasuredBy, Status, reach
from savings.domain.goal_changes import replanned, taken_back
from savings.domain.plan import SavingsFigures, Targets
from savings.domain.schedule import MAX_PERIODS, Schedule


@dataclass(frozen=True, slots=True)
class Changes:
    """What would be different: target, last date, what each period takes, periods that are left out, money now."""

    target_amount: int | None = None
    end_date: date | None = None
    skipped_periods: frozenset[int] = frozenset()
    one_off: int = 0
    period_amount: int | None = None
    """Of a savings goal alone."""

    @property
    def replans(self) -> bool:
        """Whether a new plan is asked for, beside money."""
        figures = (self.target_amount, self.end_date, self.period_amount)
        return any(one is not None for one in figures) or bool(self.skipped_periods)

    def figures(self, goal: Goal) -> SavingsFigures:
        """Return what PATCH would be sent: of two that are not given, the target stays and the date follows."""
        target, each, end = self.target_amount, self.period_amount, self.end_date
        if end is None and each is None:
            end = goal.schedule.end
        if target is None and (end is None or each is None):
            target = goal.target_amount
        return SavingsFigures(target, each, end)


def what_if(goal: Goal, changes: Changes, now: datetime) -> Goal:
    """Return the goal with the changes; money comes first, then the plan.

    A savings goal is planned as PATCH plans it (`Changes.figures`). Others have no such route: their open and
    future periods split what the target has beyond the closed ones. `goal` is as time has moved it. Raises Refused for
    a goal whose schedule is over, for a last date before today, for skipped periods that are closed or that are all
    there are, and for more money out than the goal holds, Infeasible where PATCH does.
    """
    schedule = replace(goal.schedule, end=changes.end_date or goal.schedule.end)
    target = goal.target_amount if changes.target_amount is None else changes.target_amount
    _check(goal, changes, schedule, target, now)
    planned = _with_money(goal, changes.one_off)
    if goal.measured_by is not MeasuredBy.ACTIONS:
        planned = _split(planned, schedule, target, changes.skipped_periods)
    elif changes.replans:
        planned = replanned(planned, changes.figures(goal), now, changes.skipped_periods)
    _, stamps = reach(planned, now)
    return replace(planned, **stamps)


def _check(goal: Goal, changes: Changes, schedule: Schedule, target: int, now: datetime) -> None:
    checks = Checks()
    _check_plan(goal, changes, schedule, target, now, checks)
    checks.done()
    _check_skipped(goal, changes.skipped_periods, schedule, checks)
    checks.done()


def _check_plan(goal: Goal, changes: Changes, schedule: Schedule, target: int, now: datetime, checks: Checks) -> None:
    if goal.status not in (Status.UNSTARTED, Status.ACTIVE):
        checks.add("goal", "goal_has_ended", "The schedule of the goal is over.")
        checks.done()
    if target <= 0:
        checks.add("target_amount", "not_positive", "Must be greater than 0.")
    _check_each(goal, changes, checks)
    if schedule.end < goal.planning_date(now):
        checks.add("end_date", "in_the_past", "Must not be before today or the start.")
    elif schedule.count > MAX_PERIODS:
        checks.add("end_date", "too_many_periods", f"Must give at most {MAX_PERIODS} periods.")
    if goal.amount + changes.one_off < 0:
        checks.add("one_off", "exceeds_saved_amount", "The goal would hold less than nothing.")


def _check_each(goal: Goal, changes: Changes, checks: Checks) -> None:
    if changes.period_amount is None:
        return
    if goal.measured_by is not MeasuredBy.ACTIONS:
        checks.add("period_amount", "not_allowed", "Can be changed for a savings goal alone.")
    elif changes.period_amount <= 0:
        checks.add("period_amount", "not_positive", "Must be greater than 0.")
    if changes.skipped_periods:
        checks.add("skipped_periods", "not_allowed", "Cannot be given with period_amount.")


def _check_skipped(goal: Goal, skipped: frozenset[int], schedule: Schedule, checks: Checks) -> None:
    left = range(goal.closed, schedule.count)
    by_actions = goal.measured_by is MeasuredBy.ACTIONS
    paying = left[1:] if by_actions and goal.closed == 0 else left
    if not skipped <= set(left):
        checks.add("skipped_periods", "not_open", f"Must be from {left.start} to {left.stop - 1}.")
    elif skipped and skipped >= set(paying):
        checks.add("skipped_periods", "all_skipped", "Must leave a period.")


def _with_money(goal: Goal, amount: int) -> Goal:
    moved = replace(goal, amount=goal.amount + amount)
    if goal.status is Status.ACTIVE:
        return replace(moved, current=goal.current + amount)
    return replace(moved, opening=goal.opening + amount)


def _split(goal: Goal, schedule: Schedule, target: int, skipped: frozenset[int]) -> Goal:
    """The goal with a new plan, closed periods as they are; the plan to date is no further than the target."""
    if (target, schedule, skipped) == (goal.target_amount, goal.schedule, frozenset()):
        return goal
    rest = max(0, target - goal.start_amount) - goal.closed_targets
    left = set(range(goal.closed, schedule.count)) - skipped
    targets = Targets(max(0, rest), len(left), first=goal.closed, skipped=skipped, past=goal.targets)
    planned = replace(
        goal,
        schedule=schedule,
        targets=targets,
        target_amount=target,
        period_amount=targets.of(min(left)),
        shift=min(0, rest),
    )
    return taken_back(planned, goal.target_amount)
