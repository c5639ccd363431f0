"""A reminder comes some mornings before a period ends that needs money, once, and only while it is of use."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from savings.domain.calendar import Frequency
from savings.domain.events import events_for
from savings.domain.facts import GoalReminder
from savings.domain.goal import Goal, Status, as_of
from savings.domain.notes import note
from savings.domain.reminder import FRESH, remind, reminds_at, wakes_at
from tests.unit.domain import given

NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def a_goal(zone: str = "Europe/London", frequency: Frequency = Frequency.MONTHLY) -> Goal:
    """A goal of 100.00 a month from 1 February 2027 on, which is open."""
    plan = given.goal_plan(
        "2027-01-31", frequency=frequency, start="2027-02-01", target_amount=300_00, period_amount=100_00
    )
    goal = replace(given.goal("2027-01-31T12:00:00Z", plan).goal, zone=zone)
    return as_of(goal, at("2027-02-02T12:00:00Z"))[0]


@pytest.mark.parametrize(
    ("zone", "days", "instant"),
    [
        ("Europe/London", 1, "2027-02-28T09:00:00Z"),
        ("Europe/London", 3, "2027-02-26T09:00:00Z"),
        ("Europe/London", 14, "2027-02-15T09:00:00Z"),
        ("America/New_York", 3, "2027-02-26T14:00:00Z"),
        ("Pacific/Auckland", 3, "2027-02-25T20:00:00Z"),
        ("Asia/Kolkata", 3, "2027-02-26T03:30:00Z"),
    ],
)
def test_it_comes_at_nine_in_the_goals_zone_with_so_many_days_left(zone: str, days: int, instant: str) -> None:
    assert reminds_at(a_goal(zone), days) == at(instant)


def test_clocks_that_change_in_between_change_nothing_of_the_hour() -> None:
    march = as_of(a_goal(), at("2027-03-05T12:00:00Z"))[0]
    assert reminds_at(march, 4) == at("2027-03-28T08:00:00Z")
    assert reminds_at(march, 5) == at("2027-03-27T09:00:00Z")


def test_a_period_that_is_no_longer_than_the_days_has_none() -> None:
    weekly = a_goal(frequency=Frequency.WEEKLY)
    assert reminds_at(weekly, 7) is None
    assert reminds_at(weekly, 6) is not None


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.ACTIVE])
def test_a_goal_without_an_open_period_has_none(status: Status) -> None:
    assert reminds_at(replace(a_goal(), status=status), 3) is None


def test_it_reports_the_period_and_what_is_missing_and_carries_its_own_instant() -> None:
    change = remind(replace(a_goal(), current=40_00, amount=40_00), 3, at("2027-02-26T17:00:00Z"))
    assert change is not None
    assert change.facts == (GoalReminder(0, 100_00, 40_00, 3),)
    assert change.at == at("2027-02-26T09:00:00Z")


@pytest.mark.parametrize(("instant", "left"), [("2027-02-26T09:00:00Z", 3), ("2027-02-27T08:59:00Z", 2)])
def test_days_are_counted_from_the_day_on_which_it_is_reported(instant: str, left: int) -> None:
    change = remind(a_goal(), 3, at(instant))
    assert change is not None
    assert [fact.days_left for fact in change.facts if isinstance(fact, GoalReminder)] == [left]


def test_it_does_not_come_early_nor_twice_nor_for_a_period_that_is_on_plan() -> None:
    goal = a_goal()
    assert remind(goal, 3, at("2027-02-26T08:59:59Z")) is None
    assert remind(replace(goal, current=100_00, amount=100_00), 3, at("2027-02-26T09:00:00Z")) is None
    first = remind(goal, 3, at("2027-02-26T09:00:00Z"))
    assert first is not None
    assert remind(first.goal, 3, at("2027-02-26T09:05:00Z")) is None
    assert remind(first.goal, 1, at("2027-02-28T09:05:00Z")) is None
    march = as_of(first.goal, at("2027-03-29T09:00:00Z"))[0]
    assert remind(march, 3, at("2027-03-29T09:00:00Z")) is not None


def test_a_goal_whose_target_is_there_needs_none() -> None:
    assert remind(replace(a_goal(), amount=300_00, achieved_at=NOON), 3, at("2027-02-26T09:00:00Z")) is None


def test_a_goal_that_was_achieved_once_and_lost_it_again_needs_one() -> None:
    assert remind(replace(a_goal(), amount=99_99, achieved_at=NOON), 3, at("2027-02-26T09:00:00Z")) is not None
    assert remind(replace(a_goal(), amount=100_00, achieved_at=NOON), 3, at("2027-02-26T09:00:00Z")) is None


def test_it_asks_for_what_the_plan_needs_and_not_for_what_the_period_has() -> None:
    """March after an empty February: 150.00 of its 100.00 are there, and 50.00 are missing; ahead of plan, none are."""
    march = as_of(a_goal(), at("2027-03-05T12:00:00Z"))[0]
    behind = remind(replace(march, current=150_00, amount=150_00), 3, at("2027-03-29T09:00:00Z"))
    assert behind is not None
    [event] = events_for(behind.goal, note(behind.at, behind.facts))
    assert event.data["period_required_amount"] == {"currency": "GBP", "value": "50.00"}
    assert remind(replace(march, current=0, amount=200_00), 3, at("2027-03-29T09:00:00Z")) is None


def test_one_that_is_late_by_more_than_a_day_is_kept_as_done_and_not_reported() -> None:
    due = at("2027-02-25T09:00:00Z")
    in_time = remind(a_goal(), 4, due + FRESH)
    assert in_time is not None
    assert in_time.facts
    late = remind(a_goal(), 4, due + FRESH + timedelta(seconds=1))
    assert late is not None
    assert (late.facts, late.goal.reminded, late.goal.sequence) == ((), 1, a_goal().sequence)
    assert remind(late.goal, 4, due + FRESH + timedelta(seconds=2)) is None


def test_the_next_look_is_the_next_morning_or_an_earlier_reminder_elsewhere() -> None:
    now = at("2027-02-20T09:00:00Z")
    assert wakes_at([], 3, "Europe/London", now) == at("2027-02-21T09:00:00Z")
    assert wakes_at([a_goal()], 3, "Europe/London", now - timedelta(seconds=1)) == now
    abroad = a_goal("Pacific/Auckland")
    assert wakes_at([abroad], 3, "Europe/London", at("2027-02-25T10:00:00Z")) == at("2027-02-25T20:00:00Z")
