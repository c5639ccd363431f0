"""Schedules: periods as a pure function of the dates, each computed from the anchor."""

from datetime import timedelta

import pytest

from savings.domain.calendar import Frequency
from savings.domain.schedule import MAX_PERIODS, Schedule, end_after, monthly_from, step_date
from tests.unit.domain.given import day

YEAR = ("2027-01-31", "2028-01-30")


def periods(schedule: Schedule) -> list[tuple[str, str]]:
    return [(str(start), str(end)) for start, end in map(schedule.bounds, range(schedule.count))]


@pytest.mark.parametrize(
    ("frequency", "anchor", "dates"),
    [
        (Frequency.MONTHLY, "2027-01-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        (Frequency.MONTHLY, "2028-01-31", ["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]),
        (Frequency.MONTHLY, "2027-01-30", ["2027-01-30", "2027-02-28", "2027-03-30", "2027-04-30"]),
        (Frequency.ANNUALLY, "2028-02-29", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        (Frequency.BIANNUALLY, "2026-08-31", ["2026-08-31", "2027-02-28", "2027-08-31", "2028-02-29"]),
        (Frequency.QUARTERLY, "2026-11-30", ["2026-11-30", "2027-02-28", "2027-05-30", "2027-08-30"]),
        (Frequency.MONTHLY, "2027-02-28", ["2027-02-28", "2027-03-28", "2027-04-28"]),
        (Frequency.MONTHLY, "2027-04-30", ["2027-04-30", "2027-05-30", "2027-06-30"]),
        (Frequency.BIANNUALLY, "2027-01-01", ["2027-01-01", "2027-07-01", "2028-01-01"]),
        (Frequency.FOUR_WEEKLY, "2027-01-01", ["2027-01-01", "2027-01-29", "2027-02-26"]),
        (Frequency.FORTNIGHTLY, "2027-01-01", ["2027-01-01", "2027-01-15", "2027-01-29"]),
        (Frequency.WEEKLY, "2027-01-01", ["2027-01-01", "2027-01-08", "2027-01-15"]),
        (Frequency.DAILY, "2028-02-28", ["2028-02-28", "2028-02-29", "2028-03-01"]),
    ],
)
def test_each_date_is_counted_from_the_anchor(frequency: Frequency, anchor: str, dates: list[str]) -> None:
    """T-1 (no drift), T-2 (no overflow), T-3 (leap day), T-4 (28 February is a 28th), T-5 (twice a year)."""
    assert [str(step_date(day(anchor), frequency, times)) for times in range(len(dates))] == dates
    schedule = Schedule(frequency, day(anchor), day("2050-01-01"))
    assert [str(schedule.start_of(index)) for index in range(len(dates))] == dates


@pytest.mark.parametrize(
    ("frequency", "count"),
    [
        (Frequency.ANNUALLY, 1),
        (Frequency.BIANNUALLY, 2),
        (Frequency.QUARTERLY, 4),
        (Frequency.MONTHLY, 12),
        (Frequency.FOUR_WEEKLY, 14),
        (Frequency.FORTNIGHTLY, 27),
        (Frequency.WEEKLY, 53),
        (Frequency.DAILY, 365),
        (Frequency.SINGULAR, 1),
    ],
)
def test_a_year_has_as_many_periods_as_its_frequency_gives(frequency: Frequency, count: int) -> None:
    """T-5."""
    assert Schedule(frequency, day(YEAR[0]), day(YEAR[1])).count == count


def test_monthly_periods_from_the_31st_follow_each_other() -> None:
    """T-6: inclusive and contiguous, the last one ends with the schedule."""
    assert periods(Schedule(Frequency.MONTHLY, day("2027-01-31"), day("2027-05-30"))) == [
        ("2027-01-31", "2027-02-27"),
        ("2027-02-28", "2027-03-30"),
        ("2027-03-31", "2027-04-29"),
        ("2027-04-30", "2027-05-30"),
    ]


def test_one_day_more_gives_a_period_of_one_day() -> None:
    """T-7: the rule is kept, however short the tail."""
    schedule = Schedule(Frequency.MONTHLY, day("2027-01-31"), day("2027-05-31"))
    assert periods(schedule)[3:] == [("2027-04-30", "2027-05-30"), ("2027-05-31", "2027-05-31")]


@pytest.mark.parametrize(("frequency", "count"), [(Frequency.FORTNIGHTLY, 27), (Frequency.FOUR_WEEKLY, 14)])
def test_a_calendar_year_in_weeks_ends_with_a_period_of_one_day(frequency: Frequency, count: int) -> None:
    """T-7."""
    schedule = Schedule(frequency, day("2026-01-01"), day("2026-12-31"))
    assert (schedule.count, periods(schedule)[-1]) == (count, ("2026-12-31", "2026-12-31"))


def test_six_months_from_the_28th_of_february_end_on_27ths() -> None:
    """T-4."""
    shown = periods(Schedule(Frequency.MONTHLY, day("2026-02-28"), day("2026-08-27")))
    assert len(shown) == 6
    assert {start[-2:] for start, _ in shown} == {"28"}
    assert {end[-2:] for _, end in shown} == {"27"}


def test_singular_is_one_period_however_long() -> None:
    schedule = Schedule(Frequency.SINGULAR, day("2027-01-31"), day("2031-06-30"))
    assert periods(schedule) == [("2027-01-31", "2031-06-30")]
    assert schedule.start_of(1) == day("2031-07-01")


def test_a_schedule_of_one_day_has_one_period() -> None:
    for frequency in Frequency:
        assert periods(Schedule(frequency, day("2028-02-29"), day("2028-02-29"))) == [("2028-02-29", "2028-02-29")]


def test_a_savings_goals_periods_are_calendar_months() -> None:
    """The creation day to its month's end, whole months, the last one cut by the target date."""
    assert periods(monthly_from(day("2023-09-19"), day("2023-12-30"))) == [
        ("2023-09-19", "2023-09-30"),
        ("2023-10-01", "2023-10-31"),
        ("2023-11-01", "2023-11-30"),
        ("2023-12-01", "2023-12-30"),
    ]


def test_a_savings_goal_of_its_creation_month_has_one_period() -> None:
    assert periods(monthly_from(day("2027-01-31"), day("2027-01-31"))) == [("2027-01-31", "2027-01-31")]


def test_a_computed_target_date_is_the_last_day_of_its_month() -> None:
    assert end_after(day("2027-01-31"), 1) == day("2027-02-28")
    assert end_after(day("2027-01-31"), 13) == day("2028-02-29")


@pytest.mark.parametrize(
    ("on", "index"),
    [("2027-01-30", -1), ("2027-01-31", 0), ("2027-02-27", 0), ("2027-02-28", 1), ("2027-03-30", 1), ("2027-03-31", 2)],
)
def test_a_date_belongs_to_one_period(on: str, index: int) -> None:
    assert Schedule(Frequency.MONTHLY, day("2027-01-31"), day("2027-12-31")).index_of(day(on)) == index


def test_periods_beyond_the_last_go_on_as_they_would_have() -> None:
    """Estimates look beyond the schedule's end."""
    schedule = Schedule(Frequency.MONTHLY, day("2027-01-31"), day("2027-03-15"))
    assert schedule.bounds(1) == (day("2027-02-28"), day("2027-03-15"))
    assert schedule.bounds(2) == (day("2027-03-31"), day("2027-04-29"))


def test_the_longest_schedule_costs_no_more_to_look_into() -> None:
    """T-8: ten years of days are allowed, and each period is computed alone."""
    schedule = Schedule(Frequency.DAILY, day("2027-01-01"), day("2027-01-01") + timedelta(days=MAX_PERIODS - 1))
    assert schedule.count == MAX_PERIODS
    assert schedule.bounds(MAX_PERIODS - 1) == (schedule.end, schedule.end)


@pytest.mark.parametrize("frequency", [Frequency.ANNUALLY, Frequency.DAILY, Frequency.SINGULAR])
def test_dates_beyond_the_last_year_are_an_overflow(frequency: Frequency) -> None:
    """T-34."""
    with pytest.raises(OverflowError):
        Schedule(frequency, day("2027-01-01"), day("2037-01-01")).start_of(10**9)
