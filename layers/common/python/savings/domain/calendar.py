"""Dates, zones and instants: every rule about when something falls.

Dates are local to a goal's zone and inclusive, instants are aware and UTC.
"""

import re
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

from savings.domain.errors import Refused

FIRST_DATE: Final = date(1970, 1, 1)
LAST_DATE: Final = date(2999, 12, 31)

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY: Final = timedelta(days=1)
_SATURDAY: Final = 5
_EVERY_MONTH: Final = 28
_FEBRUARY: Final = 2
_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
"""Every month has this many days."""
# What some machines keep beside the IANA zones: their own setting, and copies, some of them with leap seconds.
_NOT_IANA: Final = ("localtime", "posix", "right/")


class Frequency(StrEnum):
    """How often a goal's periods recur (`biannually` is twice a year)."""

    ANNUALLY = "annually"
    BIANNUALLY = "biannually"
    QUARTERLY = "quarterly"
    MONTHLY = "monthly"
    FOUR_WEEKLY = "four_weekly"
    FORTNIGHTLY = "fortnightly"
    WEEKLY = "weekly"
    DAILY = "daily"
    SINGULAR = "singular"


MONTHS: Final = {Frequency.ANNUALLY: 12, Frequency.BIANNUALLY: 6, Frequency.QUARTERLY: 3, Frequency.MONTHLY: 1}
DAYS: Final = {Frequency.FOUR_WEEKLY: 28, Frequency.FORTNIGHTLY: 14, Frequency.WEEKLY: 7, Frequency.DAILY: 1}


def parse_date(text: str, path: str, *, earliest: date = FIRST_DATE) -> date:
    """Read YYYY-MM-DD. Raises Refused, naming `path`, for anything else and outside `earliest` to 2999."""
    try:
        day = date.fromisoformat(text) if _DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None:
        raise Refused.one(path, "invalid_date", "Must be a date as YYYY-MM-DD.")
    if not earliest <= day <= LAST_DATE:
        raise Refused.one(path, "date_out_of_range", f"Must be from {earliest} to {LAST_DATE}.")
    return day


def zone(name: str) -> ZoneInfo:
    """Return the IANA zone. Raises Refused for an unknown name."""
    try:
        found = None if name.startswith(_NOT_IANA) else ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        found = None
    if found is None:
        raise Refused.one("zone", "unknown_time_zone", "Must be an IANA time zone such as Europe/London.")
    return found


def add_months(anchor: date, months: int) -> date:
    """Return the anchor's day `months` later, clamped to the month's last day (RFC 7529, SKIP=BACKWARD).

    Raises OverflowError beyond the year 9999.
    """
    year, month = divmod(anchor.year * 12 + anchor.month - 1 + months, 12)
    if year > MAXYEAR:
        raise OverflowError("beyond the last date")
    day = anchor.day if anchor.day <= _EVERY_MONTH else min(anchor.day, _days_in(year, month + 1))
    return date(year, month + 1, day)


def months_between(first: date, last: date) -> int:
    """Return the calendar-month difference, whatever the days."""
    return (last.year - first.year) * 12 + last.month - first.month


def month_end(day: date) -> date:
    """Return the last day of the day's month."""
    return day.replace(day=_days_in(day.year, day.month))


def _days_in(year: int, month: int) -> int:
    # The standard library's calendar takes a fiftieth of a start: it loads the names of days in all languages.
    is_longer = month == _FEBRUARY and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return _DAYS[month - 1] + is_longer


def local_date(instant: datetime, zone_name: str) -> date:
    """Return the date that a wall calendar in the zone shows at the instant."""
    return instant.astimezone(ZoneInfo(zone_name)).date()


def first_instant(day: date, zone_name: str) -> datetime:
    """Return the earliest instant at which the zone's calendar shows `day` or, where a zone skipped it, a later date.

    Midnight where there is one (the first of two), the end of the gap where midnight was skipped.
    """
    tz = ZoneInfo(zone_name)
    midnight = datetime(day.year, day.month, day.day, tzinfo=tz)
    instant = midnight.astimezone(UTC)
    if instant.astimezone(tz).replace(tzinfo=None) == midnight.replace(tzinfo=None):
        return instant
    # Midnight does not exist here: find the second at which the calendar turns.
    before, after = instant - _DAY, instant + _DAY
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=1) // 2)
        if middle.astimezone(tz).date() >= day:
            after = middle
        else:
            before = middle
    return after


def day_after(day: date) -> date:
    """Return the next date."""
    return day + _DAY


def business_days_after(day: date, days: int) -> date:
    """Return the date of the N-th business day (Monday to Friday) after `day`; `day` itself when N is 0."""
    while days > 0:
        day += _DAY
        if day.weekday() < _SATURDAY:
            days -= 1
    return day


def finalises_at(end: date, business_days: int, zone_name: str) -> datetime:
    """Return the first instant of the local date after the N-th business day after the goal's last date."""
    return first_instant(day_after(business_days_after(end, business_days)), zone_name)


def instant(moment: datetime) -> str:
    """Format an instant as every answer, key and event does: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: str) -> datetime:
    """Read what `instant` wrote."""
    return datetime.fromisoformat(text)
