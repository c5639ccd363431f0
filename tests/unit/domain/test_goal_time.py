"""What time does to a goal: `advance`, one pure function, in one step or in many."""

import pytest

from savings.domain.calendar import Frequency
from savings.domain.goal import Change, Goal, MeasuredBy, Status, advance, as_of
from savings.domain.plan import Target
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver

NOON = "2027-01-31T12:00:00"


def story(changes: list[Change]) -> list[tuple[str, str]]:
    """Each event's instant and name."""
    return [(change.at.strftime("%m-%d %H:%M"), fact.name) for change in changes for fact in change.facts]


def test_a_goals_whole_life_in_one_step() -> None:
    goal = given.three_months().goal
    changes = advance(goal, instant("2027-12-31"))
    assert story(changes) == [
        ("02-01 00:00", "goal.period.closed"),
        ("02-01 00:00", "goal.period.opened"),
        ("03-01 00:00", "goal.period.closed"),
        ("03-01 00:00", "goal.period.opened"),
        ("03-31 23:00", "goal.period.closed"),
        ("03-31 23:00", "goal.finalising"),
        ("04-02 23:00", "goal.failed"),
    ]
    ended = changes[-1].goal
    assert (ended.status, ended.closed, ended.closed_targets, ended.due_at) == (Status.FAILED, 3, 300_00, None)
    assert ended.finalises_at == instant("2027-04-02T23:00:00")


def test_an_unstarted_goal_activates_on_its_start_date() -> None:
    plan = given.goal_plan(NOON, start="2027-04-01", target_amount=200, period_amount=100)
    changes = advance(given.goal(NOON, plan).goal, instant("2027-03-31T23:00:00"))
    assert story(changes) == [("03-31 23:00", "goal.activated"), ("03-31 23:00", "goal.period.opened")]
    assert changes[-1].goal.status is Status.ACTIVE


@pytest.mark.parametrize(("second", "closed"), [("2027-01-31T23:59:59", 0), ("2027-02-01T00:00:00", 1)])
def test_a_period_is_open_for_its_whole_last_second(second: str, closed: int) -> None:
    """T-9, T-31: money in the last second counts in the old period, in the next second in the new one."""
    goal, periods = as_of(given.three_months().goal, instant(second))
    assert (goal.closed, len(periods)) == (closed, closed)


def test_a_closed_period_keeps_its_target_its_amount_and_the_version_it_follows() -> None:
    saver = Saver(given.three_months())
    saver.credit(40_00)
    goal, [period] = as_of(saver.goal, instant("2027-02-01"))
    assert (period.index, period.target, period.amount, period.first_amount) == (0, 100_00, 40_00, 40_00)
    assert period.base == saver.goal.version == goal.version - 1
    assert (goal.amount, goal.current, goal.closed_amounts) == (40_00, 0, 40_00)


def test_closes_carry_their_own_instant_however_late_they_are_computed() -> None:
    """T-52: a sweep that missed a month catches up in order."""
    changes = advance(given.three_months().goal, instant("2027-03-15T07:31:00"))
    assert [change.at for change in changes] == [instant("2027-02-01"), instant("2027-03-01")]


@pytest.mark.parametrize("stops", [[], ["2027-02-01"], ["2027-01-31T23:59:59", "2027-02-14", "2027-03-31T23:00:00"]])
def test_many_steps_give_the_same_as_one(stops: list[str]) -> None:
    start, end = given.three_months().goal, instant("2027-12-31")
    goal, changes = start, []
    for stop in [*map(instant, stops), end]:
        changes += advance(goal, stop)
        goal = changes[-1].goal if changes else goal
    assert changes == advance(start, end)


def test_looking_back_changes_nothing() -> None:
    goal = given.three_months().goal
    assert advance(goal, instant("1999-01-01")) == []
    assert as_of(goal, instant("1999-01-01")) == (goal, [])


@pytest.mark.parametrize(
    ("saved", "status"), [(300_00, Status.COMPLETED), (300_01, Status.COMPLETED), (299_99, Status.FAILED)]
)
def test_a_goal_completes_exactly_when_it_holds_its_target(saved: int, status: Status) -> None:
    saver = Saver(given.three_months())
    saver.credit(saved)
    saver.wait_until(instant("2027-04-02T23:00:00"))
    assert saver.goal.status is status
    assert saver.said()[-1] == f"goal.{status}"


def test_a_goal_that_was_achieved_may_still_fail() -> None:
    """T-35: the status is decided once, at the end, by what is there then."""
    saver = Saver(given.three_months())
    saver.credit(300_00)
    saver.debit(1)
    saver.wait_until(instant("2028-01-01"))
    assert saver.goal.status is Status.FAILED
    assert saver.goal.achieved_at == instant("2027-01-05T09:00:00")


def test_a_goal_that_starts_at_its_target_completes_with_its_schedule() -> None:
    """T-27."""
    plan = given.goal_plan(NOON, target_amount=400, end="2027-02-27", start_amount=400)
    created = given.goal(NOON, plan, start_amount=400).goal
    goal, [period] = as_of(created, instant("2027-12-31"))
    assert (goal.status, goal.achieved_at) == (Status.COMPLETED, instant(NOON))
    assert (period.target, period.amount) == (0, 0)


@pytest.mark.parametrize(
    ("end", "days", "finalises"),
    [
        ("2027-04-30", 2, "2027-05-04T23:00:00"),
        ("2027-05-01", 2, "2027-05-04T23:00:00"),
        ("2027-05-02", 2, "2027-05-04T23:00:00"),
        ("2027-04-28", 2, "2027-04-30T23:00:00"),
        ("2027-04-30", 10, "2027-05-14T23:00:00"),
    ],
)
def test_finalising_lasts_the_goals_own_business_days(end: str, days: int, finalises: str) -> None:
    """T-13: fixed on entry, over weekends."""
    plan = given.goal_plan("2027-04-01", target_amount=100, end=end)
    goal = given.goal("2027-04-01", plan, at=given.account(finalising_days=days)).goal
    deadline = instant(finalises)
    assert as_of(goal, deadline)[0].status is Status.FAILED
    assert as_of(goal, deadline.replace(hour=22))[0].status is Status.FINALISING
    assert as_of(goal, deadline)[0].finalises_at == deadline


def test_without_finalising_days_a_goal_ends_with_its_last_period() -> None:
    """T-13: N = 0; both steps happen, at the same instant."""
    goal = given.savings_goal(
        "2027-01-05T09:00:00", given.figures(100, 100, "2027-01-30"), given.account(finalising_days=0)
    ).goal
    changes = advance(goal, instant("2027-01-31"))
    assert story(changes) == [
        ("01-31 00:00", "goal.period.closed"),
        ("01-31 00:00", "goal.finalising"),
        ("01-31 00:00", "goal.failed"),
    ]


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.FAILED, Status.CANCELLED])
def test_nothing_happens_by_itself_after_the_end(status: Status) -> None:
    saver = Saver(given.three_months())
    if status is Status.CANCELLED:
        saver.cancel()
    if status is Status.COMPLETED:
        saver.credit(300_00)
    saver.wait_until(instant("2027-05-01"))
    assert (saver.goal.status, saver.goal.due_at) == (status, None)
    assert advance(saver.goal, instant("2999-12-31")) == []


def test_a_date_that_a_zone_skipped_is_a_period_without_duration() -> None:
    """T-9: a daily goal in Samoa over 30 December 2011 still closes every period once, in order."""
    samoa = given.account("Pacific/Apia", "WST", 0)
    plan = given.goal_plan("2011-12-29T12:00:00", frequency=Frequency.DAILY, end="2011-12-31", target_amount=300)
    goal = given.goal("2011-12-29T12:00:00", plan, at=samoa).goal
    changes = advance(goal, instant("2012-01-01"))
    assert [change.period.index for change in changes if change.period] == [0, 1, 2]
    assert [change.at for change in changes] == [
        instant("2011-12-30T10:00:00"),
        instant("2011-12-30T10:00:00"),
        instant("2011-12-31T10:00:00"),
        instant("2011-12-31T10:00:00"),
    ]


def test_ten_years_of_days_pass_in_one_call() -> None:
    """T-8."""
    plan = given.goal_plan(NOON, frequency=Frequency.DAILY, target_amount=3660, period_amount=1)
    goal = given.goal(NOON, plan).goal
    ended, periods = as_of(goal, instant("2040-01-01"))
    assert (len(periods), ended.closed, ended.status) == (3660, 3660, Status.FAILED)
    assert ended.closed_targets == 3660


def test_balance_goals_close_with_what_moved() -> None:
    plan = given.goal_plan(NOON, target=Target.CURRENT_BALANCE, target_amount=1000, end="2027-03-30")
    goal: Goal = given.goal(
        NOON, plan, measured_by=MeasuredBy.BALANCE, target=Target.CURRENT_BALANCE, balance=1000
    ).goal
    ended, periods = as_of(goal, instant("2028-01-01"))
    assert [period.amount for period in periods] == [0, 0]
    assert ended.status is Status.COMPLETED
