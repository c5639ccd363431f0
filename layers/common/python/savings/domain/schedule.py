"""Schedules: a goal's periods as a pure function of its dates.

Periods are inclusive and contiguous, the first starts on the schedule's start and the last ends on its end.
Period k is computed from the anchor and never from the period before, so that nothing drifts.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from savings.domain.calendar import DAYS, MONTHS, Frequency, add_months, month_end, months_between

MAX_PERIODS: Final = 3660


@dataclass(frozen=True, slots=True)
class Schedule:
    """The dates of a goal: `count` periods from `start` to `end`, both inclusive.

    `by_month` is the savings goals' calendar: the creation day to its month's end, whole months, the last one cut.
    """

    frequency: Frequency
    start: date
    end: date
    by_month: bool = False

    @property
    def count(self) -> int:
        """How many periods there are."""
        return self.index_of(self.end) + 1

    def start_of(self, index: int) -> date:
        """Return the first date of period `index` (0 first), also beyond the last one for extrapolation.

        Raises OverflowError beyond the year 9999.
        """
        if index == 0:
            return self.start
        if self.by_month:
            return add_months(self.start.replace(day=1), index)
        return step_date(self.start, self.frequency, index, singular_days=(self.end - self.start).days + 1)

    def bounds(self, index: int) -> tuple[date, date]:
        """Return first and last date of period `index`; the last period ends with the schedule."""
        start, following = self.start_of(index), self.start_of(index + 1)
        end = following - timedelta(days=1)
        return start, min(end, self.end) if start <= self.end else end

    def end_of(self, index: int) -> date:
        """Return the last date of period `index`."""
        return self.bounds(index)[1]

    def index_of(self, day: date) -> int:
        """Return the index of the period that holds `day`; -1 before the start."""
        if day < self.start:
            return -1
        if self.by_month:
            return months_between(self.start, day)
        if self.frequency is Frequency.SINGULAR:
            return (day - self.start).days // ((self.end - self.start).days + 1)
        if days := DAYS.get(self.frequency):
            return (day - self.start).days // days
        guess = months_between(self.start, day) // MONTHS[self.frequency]
        return guess if self.start_of(guess) <= day else guess - 1


def step_date(anchor: date, frequency: Frequency, times: int, *, singular_days: int = 1) -> date:
    """Return the anchor moved by `times` steps of the frequency, clamped from the anchor where a month is too short.

    Raises OverflowError beyond the year 9999.
    """
    if frequency is Frequency.SINGULAR:
        return anchor + timedelta(days=singular_days * times)
    if frequency in MONTHS:
        return add_months(anchor, MONTHS[frequency] * times)
    return anchor + timedelta(days=DAYS[frequency] * times)


def monthly_from(created: date, end: date) -> Schedule:
    """Return a savings goal's schedule: calendar months from the local creation date to `end`."""
    return Schedule(Frequency.MONTHLY, created, end, by_month=True)


def end_after(created: date, months: int) -> date:
    """Return the last day of the month that is `months` after the creation month."""
    return month_end(add_months(created.replace(day=1), months))
