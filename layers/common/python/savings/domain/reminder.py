"""Reminders: some days before a period ends that still needs money, for customers who asked for them.

A reminder's instant is 09:00 in the goal's zone. It belongs to the period, and goes out once for it.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from savings.domain import calendar
from savings.domain.facts import GoalReminder
from savings.domain.goal import Change, Goal, Status, changed

HOUR: Final = time(9)
FRESH: Final = timedelta(hours=24)
"""A reminder that is later than this is not sent any more: the day that it was for is over."""


def reminds_at(goal: Goal, days: int) -> datetime | None:
    """Return the instant for the open period: `days` days are left then, the period's last one included.

    None where no period is open, or where it is too short to have such a day.
    """
    if goal.status is not Status.ACTIVE:
        return None
    first, last = goal.schedule.bounds(goal.closed)
    day = last - timedelta(days=days - 1)
    return _morning(day, goal.zone) if day > first else None


def is_behind(goal: Goal) -> bool:
    """Whether the open period needs money for the goal to be on plan, and the goal for its target."""
    return goal.amount < goal.target_amount and goal.required > 0


def remind(goal: Goal, days: int, now: datetime) -> Change | None:
    """Return the change by which the goal's open period is reminded of; None where there is nothing to remind of.

    The change carries the reminder's own instant. Where that is over by more than `FRESH`, it only
    keeps that the period has had its turn. `goal` must be up to date at `now`.
    """
    at = reminds_at(goal, days)
    if at is None or at > now or goal.reminded > goal.closed or not is_behind(goal):
        return None
    _, last = goal.schedule.bounds(goal.closed)
    left = (last - goal.today(now)).days + 1
    fact = GoalReminder(goal.closed, goal.open_target, goal.current, left)
    return changed(goal, at, (fact,) if now - at <= FRESH else (), reminded=goal.closed + 1)


def wakes_at(goals: Iterable[Goal], days: int, zone: str, now: datetime) -> datetime:
    """Return the next instant after `now` to look at a customer's goals: at most a day ahead.

    09:00 in the household's zone, or a goal's own reminder where that comes first: its zone may be an older one.
    """
    today = calendar.local_date(now, zone)
    mornings = (_morning(today, zone), _morning(calendar.day_after(today), zone))
    instants = [reminds_at(goal, days) for goal in goals]
    return min(at for at in (*mornings, *instants) if at is not None and at > now)


def _morning(day: date, zone: str) -> datetime:
    return datetime.combine(day, HOUR, ZoneInfo(zone)).astimezone(UTC)
