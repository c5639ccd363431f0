"""Schedules: contiguous, spanning and addressable for every frequency and anchor."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from savings.domain.calendar import Frequency, add_months
from savings.domain.schedule import Schedule, monthly_from, step_date
from tests.property.drawn import AWKWARD_DATES, dates, examples, frequencies

anchors = dates | st.sampled_from(AWKWARD_DATES)
DAY = timedelta(days=1)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    start = draw(anchors)
    end = start + timedelta(days=draw(st.integers(0, 40) | st.integers(0, 2500)))
    if draw(st.integers(0, 3)) == 0:
        return monthly_from(start, end)
    return Schedule(draw(frequencies), start, end)


@examples(400)
@given(schedules())
def test_periods_follow_each_other_from_start_to_end(schedule: Schedule) -> None:
    """T-6."""
    bounds = [schedule.bounds(index) for index in range(schedule.count)]
    assert bounds[0][0] == schedule.start
    assert bounds[-1][1] == schedule.end
    assert all(start <= end for start, end in bounds)
    assert all(after[0] == before[1] + DAY for before, after in pairwise(bounds))


@examples(400)
@given(schedules(), st.data())
def test_the_index_of_a_date_is_that_of_the_period_that_holds_it(schedule: Schedule, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, schedule.count - 1))
    start, end = schedule.bounds(index)
    assert schedule.index_of(start) == schedule.index_of(end) == index
    assert schedule.index_of(start - DAY) == index - 1
    day = data.draw(st.dates(schedule.start, schedule.end))
    held_from, held_to = schedule.bounds(schedule.index_of(day))
    assert held_from <= day <= held_to


@given(anchors, frequencies, st.integers(0, 800))
def test_no_step_depends_on_the_one_before(anchor: date, frequency: Frequency, times: int) -> None:
    """T-1: the k-th date is the same however it is asked for, and the anchor's own day comes back."""
    if frequency is Frequency.SINGULAR:
        return
    there = step_date(anchor, frequency, times)
    schedule = Schedule(frequency, anchor, there)
    assert schedule.start_of(times) == there
    assert schedule.index_of(there) == times
    assert there.day <= anchor.day or frequency not in {Frequency.MONTHLY, Frequency.QUARTERLY}


@given(anchors, st.integers(0, 300))
def test_savings_goals_periods_are_whole_calendar_months(created: date, months: int) -> None:
    schedule = monthly_from(created, add_months(created, months))
    assert schedule.count == months + 1
    for index in range(1, months):
        start, end = schedule.bounds(index)
        assert (start.day, (end + DAY).day) == (1, 1)
        assert (start.year, start.month) == (end.year, end.month)
