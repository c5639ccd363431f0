"""How a goal begins: unstarted or active, backdated or not, with money or without."""

import pytest

from savings.domain.calendar import Frequency
from savings.domain.errors import Refused
from savings.domain.events import events_for
from savings.domain.facts import GoalCreated, PastClosed, PeriodOpened, events_in
from savings.domain.goal import Change, MeasuredBy, Status
from savings.domain.notes import note
from savings.domain.plan import Target
from savings.domain.progress import periods
from tests.unit.domain import given
from tests.unit.domain.given import instant

NOON = "2027-01-31T12:00:00"


def names(change: Change) -> list[str]:
    return [event.name for event in events_for(change.goal, note(change.at, change.facts))]


def test_a_goal_that_starts_today_is_active_and_its_first_period_open() -> None:
    change = given.goal(NOON, given.goal_plan(NOON, target_amount=300_00, period_amount=100_00))
    goal = change.goal
    assert (goal.status, goal.amount, goal.closed, goal.period_count) == (Status.ACTIVE, 0, 0, 3)
    assert (goal.version, goal.sequence) == (1, 2)
    assert (goal.current, goal.taken, goal.milestone, goal.last_action) == (0, 0, 0, 0)
    assert (goal.start_amount, goal.opening, goal.backdated, goal.synthetic, goal.closed_targets) == (0, 0, 0, 0, 0)
    assert names(change) == ["goal.created", "goal.period.opened"]
    assert goal.due_at == instant("2027-02-28")


def test_a_goal_that_starts_later_is_unstarted_until_its_first_date_begins() -> None:
    change = given.goal(NOON, given.goal_plan(NOON, start="2027-04-01", target_amount=300_00, period_amount=100_00))
    assert (change.goal.status, names(change)) == (Status.UNSTARTED, ["goal.created"])
    assert change.goal.due_at == instant("2027-03-31T23:00:00")


@pytest.mark.parametrize(("zone", "status"), [("Pacific/Kiritimati", Status.ACTIVE), ("Etc/GMT+12", Status.UNSTARTED)])
def test_today_is_the_date_in_the_goals_zone(zone: str, status: Status) -> None:
    """T-10: at noon in London it is the next day in Kiritimati and not yet noon in the far west."""
    plan = given.goal_plan(NOON, start="2027-02-01", target_amount=300_00, period_amount=100_00)
    assert given.goal(NOON, plan, at=given.account(zone)).goal.status is status


def test_a_goal_takes_zone_currency_and_finalising_days_from_its_account() -> None:
    """T-11: fixed at creation, so that a household's later change does not reach it."""
    plan = given.goal_plan(NOON, target_amount=300, period_amount=100)
    goal = given.goal(NOON, plan, at=given.account("Asia/Tokyo", "JPY", 5)).goal
    assert (goal.zone, goal.currency, goal.finalising_days) == ("Asia/Tokyo", "JPY", 5)


def test_the_start_amount_is_part_of_the_amount() -> None:
    change = given.goal(
        NOON, given.goal_plan(NOON, target_amount=400, period_amount=100, start_amount=99), start_amount=99
    )
    assert (change.goal.amount, change.goal.opening, change.goal.milestone) == (99, 99, 0)


def test_a_start_amount_may_reach_milestones_at_once() -> None:
    """T-35: each is reported, and remembered."""
    change = given.goal(
        NOON, given.goal_plan(NOON, target_amount=400, period_amount=100, start_amount=210), start_amount=210
    )
    assert names(change) == ["goal.created", "goal.milestone.reached", "goal.milestone.reached", "goal.period.opened"]
    assert (change.goal.milestone, change.goal.achieved_at) == (50, None)


@pytest.mark.parametrize("start", [None, "2027-04-01"])
@pytest.mark.parametrize("amount", [400, 1000])
def test_a_start_amount_at_the_target_achieves_the_goal_at_once(start: str | None, amount: int) -> None:
    """T-27: achieved, with nothing left to save, and its status still ends with the schedule."""
    plan = given.goal_plan(NOON, start=start, target_amount=400, end="2027-06-30", start_amount=amount)
    change = given.goal(NOON, plan, start_amount=amount)
    assert change.goal.achieved_at == instant(NOON)
    assert change.goal.milestone == 100
    assert names(change).count("goal.achieved") == 1
    assert change.goal.status is (Status.UNSTARTED if start else Status.ACTIVE)
    assert {period.target for period in periods(change.goal, [])} == {0}


def test_a_backdated_goal_begins_with_its_past_periods_closed() -> None:
    """T-29: active at once, nothing saved unless said so, and the periods reported with their own times."""
    plan = given.goal_plan(NOON, start="2026-10-31", target_amount=600_00, end="2027-04-29")
    change = given.goal(NOON, plan)
    goal = change.goal
    assert (goal.status, goal.backdated, goal.closed, goal.closed_targets) == (Status.ACTIVE, 3, 3, 300_00)
    assert (goal.amount, goal.current) == (0, 0)
    assert names(change) == ["goal.created", *["goal.period.closed"] * 3, "goal.period.opened"]
    events = list(events_for(goal, note(change.at, change.facts)))
    assert [event.time for event in events[1:4]] == [
        instant("2026-11-30"),
        instant("2026-12-31"),
        instant("2027-01-31"),
    ]
    assert {event.time for event in (events[0], events[4])} == {instant(NOON)}
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]


def test_the_oldest_backdated_periods_may_count_as_on_track() -> None:
    """T-29: their targets are the goal's amount, the rest of the past is 0."""
    plan = given.goal_plan(NOON, start="2026-10-31", target_amount=600_01, end="2027-04-29")
    change = given.goal(NOON, plan, completed_backdated_periods=2)
    goal = change.goal
    assert (goal.synthetic, goal.amount, goal.closed_amounts) == (2, 200_01, 200_01)
    assert [(view.target, view.amount) for view in periods(goal, [])][:3] == [
        (100_01, 100_01),
        (100_00, 100_00),
        (100_00, 0),
    ]
    assert names(change) == [
        *("goal.created", "goal.period.closed", "goal.period.closed", "goal.period.closed"),
        *("goal.milestone.reached", "goal.period.opened"),
    ]
    closes = list(events_for(goal, note(change.at, change.facts)))[1:4]
    assert [event.data["period_current_amount"]["value"] for event in closes] == ["100.01", "100.00", "0.00"]


def test_events_of_past_periods_may_be_suppressed() -> None:
    """T-29: then what was reached is remembered and not published; the open period is published."""
    plan = given.goal_plan(NOON, start="2026-10-31", target_amount=600_00, end="2027-04-29")
    change = given.goal(NOON, plan, completed_backdated_periods=3, suppress_events=True)
    assert (names(change), change.goal.sequence) == (["goal.created", "goal.period.opened"], 2)
    assert (change.goal.amount, change.goal.milestone) == (300_00, 50)


def test_suppressing_also_silences_what_the_start_amount_reaches() -> None:
    plan = given.goal_plan(NOON, target_amount=300, period_amount=100, start_amount=300)
    change = given.goal(NOON, plan, start_amount=300, suppress_events=True)
    assert names(change) == ["goal.created", "goal.period.opened"]
    assert (change.goal.achieved_at, change.goal.milestone) == (given.instant(NOON), 100)


def test_suppressing_changes_nothing_where_no_period_is_past() -> None:
    plan = given.goal_plan(NOON, target_amount=300, period_amount=100)
    assert given.goal(NOON, plan, suppress_events=True) == given.goal(NOON, plan)


@pytest.mark.parametrize(("start", "over"), [("2026-10-31", 3), ("2027-01-31", 0), ("2027-02-01", 0)])
def test_more_backdated_periods_than_are_over_are_refused(start: str, over: int) -> None:
    """T-29."""
    plan = given.goal_plan(NOON, start=start, target_amount=600_00, end="2027-04-29")
    given.goal(NOON, plan, completed_backdated_periods=over)
    with pytest.raises(Refused) as refusal:
        given.goal(NOON, plan, completed_backdated_periods=over + 1)
    [error] = refusal.value.errors
    assert (error.name, error.code) == ("completed_backdated_periods", "too_many_backdated")


def test_a_thousand_backdated_periods_are_one_fact() -> None:
    """T-8, T-29: creation does not grow with the past."""
    plan = given.goal_plan(NOON, frequency=Frequency.DAILY, start="2022-01-31", target_amount=10**6, end="2027-01-31")
    change = given.goal(NOON, plan)
    assert change.facts == (GoalCreated(), PastClosed(366), PeriodOpened(1826))
    assert (events_in(change.facts), change.goal.sequence) == (368, 368)


@pytest.mark.parametrize("target", [Target.CURRENT_BALANCE, Target.AVAILABLE_BALANCE])
def test_a_balance_goal_begins_with_the_balance(target: Target) -> None:
    """Its start amount only shapes the plan, and synthetic periods only share out what is there."""
    plan = given.goal_plan(
        NOON, target=target, start="2026-11-30", target_amount=1000, end="2027-03-29", start_amount=200
    )
    change = given.goal(
        NOON,
        plan,
        measured_by=MeasuredBy.BALANCE,
        target=target,
        start_amount=200,
        balance=500,
        completed_backdated_periods=1,
    )
    goal = change.goal
    assert (goal.amount, goal.opening, goal.closed_amounts) == (500, 300, 200)
    assert goal.milestone == 50
    assert goal.opening + sum(view.amount for view in periods(goal, [])) == 500


def test_a_balance_below_nothing_is_no_progress() -> None:
    plan = given.goal_plan(NOON, target=Target.CURRENT_BALANCE, target_amount=1000, end="2027-03-29")
    goal = given.goal(NOON, plan, measured_by=MeasuredBy.BALANCE, target=Target.CURRENT_BALANCE, balance=-700).goal
    assert (goal.amount, goal.milestone, goal.achieved_at) == (-700, 0, None)


def test_a_goal_whose_past_ends_today_still_has_its_last_period_open() -> None:
    plan = given.goal_plan(NOON, start="2026-12-31", target_amount=100, end="2027-01-31")
    goal = given.goal(NOON, plan).goal
    assert (goal.period_count, goal.closed, goal.status) == (2, 1, Status.ACTIVE)
    assert goal.due_at == instant("2027-02-01")


def test_a_savings_goal_starts_on_its_local_creation_date() -> None:
    """T-10: shortly before midnight in London it is tomorrow in Kathmandu."""
    goal = given.savings_goal(
        "2027-01-31T18:15:00", given.figures(100, by="2027-03-01"), given.account("Asia/Kathmandu")
    ).goal
    assert goal.schedule.start == given.day("2027-02-01")
    assert (goal.measured_by, goal.holds_money, goal.status) == (MeasuredBy.ACTIONS, True, Status.ACTIVE)


def test_a_goal_keeps_no_instant_that_a_zone_could_move() -> None:
    """T-12: what is due is worked out from date and zone whenever it is asked for; only the last deadline is fixed."""
    goal = given.three_months().goal
    assert goal.finalises_at is None
    assert [goal.closes_at(index) for index in range(3)] == [
        instant("2027-02-01"),
        instant("2027-03-01"),
        instant("2027-03-31T23:00:00"),
    ]
