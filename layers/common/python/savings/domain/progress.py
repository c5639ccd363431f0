"""Progress: what a goal's and its periods' figures say against the plan, computed on every read and never stored."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from savings.domain import calendar, money
from savings.domain.goal import ClosedPeriod, Goal, Status

HORIZON_YEARS: Final = 100


class TrackingStatus(StrEnum):
    """Progress against the plan to date."""

    ABOVE = "above"
    EQUAL = "equal"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Period:
    """One period as a reader sees it; a future one is on plan.

    `closed_amount` is what it had as it first closed, None until it has; another `amount` was restated since.
    """

    id: int
    index: int
    start_date: date
    end_date: date
    target: int
    amount: int
    required: int
    tracking_status: TrackingStatus
    closed_amount: int | None = None


@dataclass(frozen=True, slots=True)
class Estimate:
    """Where the mean of the closed periods leads; `null_reason` says why a figure is None."""

    end_date: date | None
    target_amount: int | None
    null_reason: str | None


def tracking_status(goal: Goal) -> TrackingStatus:
    """Compare progress with the plan: below what ended periods ask, above what the open one's end asks, else equal."""
    if goal.status is Status.UNSTARTED:
        return TrackingStatus.EQUAL
    if goal.amount < goal.planned:
        return TrackingStatus.BELOW
    return TrackingStatus.ABOVE if goal.amount > goal.planned + goal.open_target else TrackingStatus.EQUAL


def periods(
    goal: Goal, stored: Iterable[ClosedPeriod], wanted: range | None = None, behind: int = 0
) -> Iterator[Period]:
    """Yield the wanted periods, or every one: backdated ones by rule, closed ones as stored, open and future ones.

    `stored` are the closed ones among them, in any order; those at or beyond the goal's own count are ignored. `behind`
    is by how much those before them fell short of their targets, together.
    """
    closed_ones = _closed(goal, stored)
    short = goal.start_amount - goal.opening + behind
    for index in range(goal.period_count) if wanted is None else wanted:
        if index < goal.closed:
            closed = closed_ones(index)
            short += closed.target - closed.amount
            lacking, own = max(0, short + closed.shift), _compare(closed.amount, closed.target)
            first = closed.first_amount
            yield _view(goal, index, closed.target, closed.amount, lacking=lacking, status=own, closed_amount=first)
        elif index == goal.closed and goal.status is not Status.UNSTARTED:
            yield _open(goal)
        else:
            target = goal.targets.of(index)
            yield _view(goal, index, target, 0, lacking=target, status=TrackingStatus.EQUAL)


def shortfall(goal: Goal, stored: Iterable[ClosedPeriod], indexes: range) -> int:
    """Return by how much closed periods fell short of their targets together; `stored` as for `periods`."""
    closed_ones = map(_closed(goal, stored), indexes)
    return sum(closed.target - closed.amount for closed in closed_ones)


def _closed(goal: Goal, stored: Iterable[ClosedPeriod]) -> Callable[[int], ClosedPeriod]:
    by_index = {period.index: period for period in stored if period.index < goal.closed}
    return lambda index: by_index.get(index) or _backdated(goal, index)


def current_period(goal: Goal) -> Period | None:
    """Return the open period; None unless the goal is active."""
    return _open(goal) if goal.status is Status.ACTIVE else None


def estimate(goal: Goal) -> Estimate:
    """Extrapolate the mean of the closed periods from the progress at the last close.

    A creation month without a target is none of them: its money counts, its time does not. The date is the end of the
    period in which the target would be met or, while the amount is there, the local date on which it was; the amount
    is what the schedule's last period would end with, rounded down to the minor unit.
    """
    ended = goal.amount if goal.closed == goal.period_count else None
    is_there = goal.achieved_at is not None and goal.amount >= goal.target_amount
    met = calendar.local_date(goal.achieved_at, goal.zone) if goal.achieved_at and is_there else None
    over = goal.closed - (1 if goal.closed and goal.first_is_free else 0)
    if over == 0:
        return Estimate(met, None, "no_history")
    saved = goal.closed_amounts
    if saved <= 0:
        return Estimate(met, ended, None if met and ended is not None else "no_positive_pace")
    base, left = goal.opening + saved, goal.period_count - goal.closed
    reached = ended if ended is not None else base + saved * left // over
    if met:
        return Estimate(met, reached, None)
    needed = money.ceil_div((goal.target_amount - base) * over, saved)
    end = _end_within_horizon(goal, goal.closed + max(needed, 1) - 1)
    return Estimate(end, reached, None if end else "beyond_horizon")


def _end_within_horizon(goal: Goal, index: int) -> date | None:
    schedule = goal.schedule
    try:
        end = schedule.end_of(index)
    except OverflowError:
        return None
    return end if end <= calendar.add_months(schedule.start, 12 * HORIZON_YEARS) else None


def _open(goal: Goal) -> Period:
    status = tracking_status(goal)
    return _view(goal, goal.closed, goal.open_target, goal.current, lacking=goal.required, status=status)


def _backdated(goal: Goal, index: int) -> ClosedPeriod:
    target = goal.targets.of(index)
    amount = target if index < goal.synthetic else 0
    return ClosedPeriod(index, target, amount, amount, 0)


def _compare(amount: int, target: int) -> TrackingStatus:
    if amount == target:
        return TrackingStatus.EQUAL
    return TrackingStatus.BELOW if amount < target else TrackingStatus.ABOVE


def _view(
    goal: Goal,
    index: int,
    target: int,
    amount: int,
    *,
    lacking: int,
    status: TrackingStatus,
    closed_amount: int | None = None,
) -> Period:
    start, end = goal.schedule.bounds(index)
    return Period(goal.id + index + 1, index, start, end, target, amount, lacking, status, closed_amount)
