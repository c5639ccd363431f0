"""Dates and instants over every zone there is."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from savings.domain import calendar
from tests.property.drawn import dates, examples, instants, near_dates, zones

SECOND = timedelta(seconds=1)


@examples(600)
@given(dates, zones)
def test_the_first_instant_of_a_date_is_the_first(day: date, zone: str) -> None:
    """One second earlier, and for a day and a half before, the calendar shows an earlier date."""
    first = calendar.first_instant(day, zone)
    assert first.tzinfo is UTC
    assert calendar.local_date(first, zone) >= day
    assert calendar.local_date(first - SECOND, zone) < day
    for minutes in range(15, 36 * 60, 15):
        assert calendar.local_date(first - timedelta(minutes=minutes), zone) < day


@examples(300)
@given(zones, st.integers(1971, 2060))
def test_the_first_instants_of_a_year_never_go_back(zone: str, year: int) -> None:
    begin = date(year, 1, 1)
    firsts = [calendar.first_instant(begin + timedelta(days=offset), zone) for offset in range(0, 366, 3)]
    assert firsts == sorted(firsts)


@given(instants(), zones)
def test_a_local_date_has_begun_and_the_next_one_not_been_reached(now: datetime, zone: str) -> None:
    today = calendar.local_date(now, zone)
    assert calendar.first_instant(today, zone) <= now < calendar.first_instant(today + timedelta(days=2), zone)


@given(near_dates, st.integers(0, 10), zones)
def test_finalising_lasts_its_business_days(end: date, days: int, zone: str) -> None:
    """T-13: exactly that many weekdays lie between, and the deadline's eve is the last of them."""
    last = calendar.business_days_after(end, days)
    passed = [end + timedelta(days=offset) for offset in range(1, (last - end).days + 1)]
    assert sum(day.weekday() < 5 for day in passed) == days
    assert days == 0 or last.weekday() < 5
    assert calendar.finalises_at(end, days, zone) == calendar.first_instant(last + timedelta(days=1), zone)


@given(dates, st.integers(0, 5000))
def test_adding_months_clamps_and_never_overflows_into_the_next_month(anchor: date, months: int) -> None:
    """T-1, T-2, T-4."""
    there = calendar.add_months(anchor, months)
    assert calendar.months_between(anchor, there) == months
    assert there.day == min(anchor.day, calendar.month_end(there).day)


@given(dates)
def test_every_date_is_read_as_it_is_written(day: date) -> None:
    assert calendar.parse_date(day.isoformat(), "end_date") == day
