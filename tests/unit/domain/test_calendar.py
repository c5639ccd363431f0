"""Dates, zones and instants, where gaps and folds are the rule and not the exception."""

from calendar import monthrange
from datetime import date

import pytest

from savings.domain import calendar
from savings.domain.errors import Refused
from tests.unit.domain.given import LONDON, day, instant


def closes(end: str, zone: str) -> str:
    """The instant at which a period with this last date closes."""
    return calendar.first_instant(calendar.day_after(day(end)), zone).isoformat().replace("+00:00", "Z")


@pytest.mark.parametrize("text", ["2027-01-31", "1970-01-01", "2999-12-31", "2028-02-29"])
def test_a_date_is_read_as_year_month_day(text: str) -> None:
    assert str(calendar.parse_date(text, "end_date")) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "2027-1-31", "27-01-31", "20270131", "31-01-2027", "2027/01/31", "2027-01-31T00:00:00", "2027-01-31 "),
        *("2027-02-29", "2027-13-01", "2027-00-10", "2027-01-00", "today", "2027-W01-1", "2027-W53-7", "2027-031 "),
        *("２０２７-01-31", "2027-01-3\u0661", "2027\u201101\u201131", "-027-01-31", "2027-01-\ud800"),
    ],
)
def test_any_other_form_of_a_date_is_refused(text: str) -> None:
    """Python also reads week dates, which no caller of the published APIs means."""
    with pytest.raises(Refused) as refused:
        calendar.parse_date(text, "end_date")
    [error] = refused.value.errors
    assert (error.name, error.code) == ("end_date", "invalid_date")


@pytest.mark.parametrize("text", ["1969-12-31", "3000-01-01", "9999-12-31", "0001-01-01"])
def test_a_date_outside_the_calendar_that_is_kept_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        calendar.parse_date(text, "end_date")
    assert refused.value.errors[0].code == "date_out_of_range"


@pytest.mark.parametrize(
    "name", ["Europe/London", "Asia/Kathmandu", "Etc/GMT+12", "UTC", "America/Argentina/Buenos_Aires"]
)
def test_an_iana_zone_is_accepted(name: str) -> None:
    assert str(calendar.zone(name)) == name


@pytest.mark.parametrize(
    "name",
    [
        *("", "London", "Europe", "Europe/", "Europe/london", "Europe/London ", "+01:00", "Mars/Olympus", "x" * 5000),
        *(
            "../etc/passwd",
            "/etc/localtime",
            "./Europe/London",
            "Europe/London\0",
            "\ud800",
            "tzdata.zi",
            "leapseconds",
        ),
        *("localtime", "posixrules", "posix/Europe/London", "right/Europe/London"),
    ],
)
def test_anything_else_is_no_zone(name: str) -> None:
    """The last ones exist on some machines and not on others; `right/` counts leap seconds."""
    with pytest.raises(Refused) as refused:
        calendar.zone(name)
    [error] = refused.value.errors
    assert (error.name, error.code) == ("zone", "unknown_time_zone")


@pytest.mark.parametrize(
    ("anchor", "months", "there"),
    [
        ("2027-01-31", 1, "2027-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2027-01-31", 12, "2028-01-31"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-02-28", 1, "2027-03-28"),
        ("2027-04-30", 1, "2027-05-30"),
        ("2027-05-15", 0, "2027-05-15"),
    ],
)
def test_months_are_added_with_the_day_clamped_and_only_clamped(anchor: str, months: int, there: str) -> None:
    """T-2, T-4: no overflow into the next month, and the 28th of February is no "last day"."""
    assert calendar.add_months(day(anchor), months) == day(there)


def test_months_beyond_the_last_year_are_an_overflow() -> None:
    """T-34: whoever extrapolates has to expect it."""
    assert calendar.add_months(day("2027-01-31"), 12 * 7972) == day("9999-01-31")
    with pytest.raises(OverflowError):
        calendar.add_months(day("2027-01-31"), 12 * 7973)


def test_months_between_two_dates_do_not_look_at_days() -> None:
    assert calendar.months_between(day("2023-01-01"), day("2023-12-01")) == 11
    assert calendar.months_between(day("2023-09-19"), day("2023-12-30")) == 3
    assert calendar.months_between(day("2027-01-31"), day("2027-01-01")) == 0


@pytest.mark.parametrize(
    ("text", "last"), [("2027-02-01", "2027-02-28"), ("2028-02-29", "2028-02-29"), ("2027-12-05", "2027-12-31")]
)
def test_a_month_ends_on_its_last_day(text: str, last: str) -> None:
    assert calendar.month_end(day(text)) == day(last)


@pytest.mark.parametrize(
    ("end", "zone", "close"),
    [
        ("2027-01-31", LONDON, "2027-02-01T00:00:00Z"),
        ("2027-03-27", LONDON, "2027-03-28T00:00:00Z"),
        ("2027-03-28", LONDON, "2027-03-28T23:00:00Z"),
        ("2026-10-24", LONDON, "2026-10-24T23:00:00Z"),
        ("2026-10-25", LONDON, "2026-10-26T00:00:00Z"),
        ("2026-12-31", "Asia/Kathmandu", "2026-12-31T18:15:00Z"),
    ],
)
def test_a_period_closes_at_the_first_instant_of_the_next_local_date(end: str, zone: str, close: str) -> None:
    """T-9: days of 23 and 25 hours."""
    assert closes(end, zone) == close


@pytest.mark.parametrize(
    ("end", "zone", "close"),
    [
        ("2026-09-05", "America/Santiago", "2026-09-06T04:00:00Z"),
        ("2027-04-29", "Africa/Cairo", "2027-04-29T22:00:00Z"),
        ("2027-03-27", "Asia/Beirut", "2027-03-27T22:00:00Z"),
        ("2027-03-13", "America/Havana", "2027-03-14T05:00:00Z"),
        ("1972-01-06", "Africa/Monrovia", "1972-01-07T00:44:30Z"),
    ],
)
def test_where_midnight_is_skipped_the_end_of_the_gap_counts(end: str, zone: str, close: str) -> None:
    """T-9."""
    assert closes(end, zone) == close


@pytest.mark.parametrize(
    ("end", "zone", "close"),
    [
        ("2026-10-31", "America/Havana", "2026-11-01T04:00:00Z"),
        ("2027-04-03", "America/Santiago", "2027-04-04T04:00:00Z"),
    ],
)
def test_where_midnight_comes_twice_the_first_counts(end: str, zone: str, close: str) -> None:
    """T-9: two midnights on Havana's 1 November; an hour before midnight twice in Santiago."""
    assert closes(end, zone) == close


def test_where_a_date_is_missing_it_begins_with_the_one_after() -> None:
    """T-9: Samoa had no 30 December 2011."""
    assert closes("2011-12-29", "Pacific/Apia") == "2011-12-30T10:00:00Z"
    assert closes("2011-12-30", "Pacific/Apia") == "2011-12-30T10:00:00Z"


def test_where_midnight_is_inside_a_gap_a_date_begins_at_its_end() -> None:
    """Toronto turned its clocks from 23:30 to 0:30."""
    assert closes("1919-03-30", "America/Toronto") == "1919-03-31T04:30:00Z"


def test_a_date_that_comes_back_for_an_hour_begins_when_it_first_came() -> None:
    """T-9: Newfoundland turned its clocks back at one minute past midnight until 2011."""
    begin = calendar.first_instant(day("2010-11-07"), "America/St_Johns")
    assert begin == instant("2010-11-07T02:30:00")
    assert calendar.local_date(instant("2010-11-07T02:45:00"), "America/St_Johns") == day("2010-11-06")


@pytest.mark.parametrize(
    ("zone", "last_second"),
    [
        ("Pacific/Kiritimati", "2027-01-31T09:59:59"),
        ("Asia/Kathmandu", "2027-01-31T18:14:59"),
        (LONDON, "2027-01-31T23:59:59"),
        ("Etc/GMT+12", "2027-02-01T11:59:59"),
    ],
)
def test_the_last_second_of_a_date_belongs_to_it_in_every_zone(zone: str, last_second: str) -> None:
    """T-10: the same date ends 26 hours later at the other end of the world."""
    last = instant(last_second)
    assert calendar.local_date(last, zone) == day("2027-01-31")
    assert (calendar.first_instant(day("2027-02-01"), zone) - last).total_seconds() == 1


@pytest.mark.parametrize(
    ("end", "days", "deadline"),
    [
        ("2027-04-28", 2, "2027-04-30T23:00:00Z"),  # Wednesday: Thursday, Friday
        ("2027-04-30", 2, "2027-05-04T23:00:00Z"),  # Friday: Monday, Tuesday
        ("2027-05-01", 2, "2027-05-04T23:00:00Z"),  # Saturday: the same
        ("2027-05-02", 2, "2027-05-04T23:00:00Z"),  # Sunday: the same
        ("2027-04-30", 0, "2027-04-30T23:00:00Z"),
        ("2027-05-01", 0, "2027-05-01T23:00:00Z"),
        ("2027-04-30", 1, "2027-05-03T23:00:00Z"),
        ("2027-04-30", 10, "2027-05-14T23:00:00Z"),
        ("2027-05-01", 10, "2027-05-14T23:00:00Z"),
    ],
)
def test_finalising_lasts_business_days_and_ends_with_a_local_date(end: str, days: int, deadline: str) -> None:
    """T-13: Monday to Friday, weekends between; London is an hour ahead of UTC in these weeks."""
    assert calendar.finalises_at(day(end), days, LONDON).isoformat().replace("+00:00", "Z") == deadline


def test_every_month_has_as_many_days_as_the_calendar_gives_it() -> None:
    for year in range(1, 10_000):
        assert [calendar.month_end(date(year, month, 1)).day for month in range(1, 13)] == [
            monthrange(year, month)[1] for month in range(1, 13)
        ]
