"""Actions: what recording, correcting and removing one does to its goal."""

import pytest

from savings.domain import actions
from savings.domain.actions import Action, Direction
from savings.domain.errors import NotCovered, NotFound, Refused
from savings.domain.goal import ClosedPeriod
from savings.domain.money import MAX_MINOR
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver


def saver(*, until: str | None = None, saved: int = 0) -> Saver:
    """A saver with 300.00 over three months, 100.00 each; with `saved` paid in in January."""
    living = Saver(given.three_months())
    if saved:
        living.credit(saved)
    if until:
        living.wait_until(instant(until))
    return living


def only_action(living: Saver) -> Action:
    [action] = living.actions.values()
    return action


@pytest.mark.parametrize(("direction", "signed"), [(Direction.CREDIT, 5), (Direction.DEBIT, -5)])
def test_a_credit_adds_and_a_debit_takes(direction: Direction, signed: int) -> None:
    """T-32: the sign comes from the direction alone."""
    action = Action(1, 5, direction, 0, instant("2027-01-05"))
    assert action.signed == signed
    booking = actions.record(saver(saved=100).goal, 2, 5, direction, instant("2027-01-06"))
    assert (booking.delta, booking.change.goal.amount, booking.change.goal.current) == (
        signed,
        100 + signed,
        100 + signed,
    )


def test_an_action_counts_in_the_period_that_is_open_when_it_is_made() -> None:
    """T-31."""
    living = saver(until="2027-02-01", saved=40_00)
    action = living.credit(25_00)
    assert (action.period, living.goal.current, living.goal.amount) == (1, 25_00, 65_00)
    assert living.goal.last_action == action.number


def test_a_debit_of_more_than_the_goal_holds_is_refused() -> None:
    living = saver(saved=100)
    with pytest.raises(NotCovered) as refusal:
        living.debit(101)
    [error] = refusal.value.errors
    assert (error.name, error.code) == ("amount", "exceeds_saved_amount")
    living.debit(100)
    assert living.goal.amount == 0


def test_a_debit_may_take_what_an_earlier_period_saved() -> None:
    """The open period's own amount may be negative, the goal's may not."""
    living = saver(until="2027-02-01", saved=40_00)
    living.debit(30_00)
    assert (living.goal.current, living.goal.amount, living.goal.closed_amounts) == (-30_00, 10_00, 40_00)


def test_more_than_can_be_kept_is_refused() -> None:
    """T-17."""
    living = saver(saved=MAX_MINOR)
    with pytest.raises(Refused) as refusal:
        living.credit(1)
    assert [(error.name, error.code) for error in refusal.value.errors] == [("amount", "amount_too_large")]


def test_a_goal_that_holds_no_money_is_not_found() -> None:
    living = saver(saved=100)
    living.cancel()
    with pytest.raises(NotFound, match="Goal not found"):
        living.debit(1)


def test_milestones_are_reported_once_each() -> None:
    """T-35: up, down and up again reports nothing twice."""
    living = saver()
    living.credit(80_00)
    living.credit(80_00)
    living.debit(150_00)
    living.credit(150_00)
    living.credit(150_00)
    percents = [event.data["percent"] for event in living.events if event.name == "goal.milestone.reached"]
    assert percents == [25, 50, 75, 100]
    assert living.said().count("goal.achieved") == 1


def test_one_credit_may_pass_several_milestones_and_achieve() -> None:
    living = saver(saved=300_00)
    assert living.said()[2:] == ["action.created", *["goal.milestone.reached"] * 4, "goal.achieved"]
    assert living.goal.achieved_at == instant("2027-01-05T09:00:00")


@pytest.mark.parametrize(("saved", "milestone"), [(74_99, 0), (75_00, 25), (299_99, 75), (300_00, 100)])
def test_a_milestone_is_reached_exactly_at_its_share(saved: int, milestone: int) -> None:
    """T-19, T-35."""
    assert saver(saved=saved).goal.milestone == milestone


def test_correcting_in_the_open_period_moves_goal_and_period() -> None:
    living = saver()
    action = living.credit(10_00)
    corrected = living.correct(action, 15_00)
    assert (corrected.amount, corrected.version, corrected.created_at) == (15_00, 2, action.created_at)
    assert (living.goal.amount, living.goal.current) == (15_00, 15_00)
    assert living.said()[-1] == "action.updated"


def test_turning_a_credit_into_a_debit_takes_it_twice() -> None:
    living = saver(saved=50_00)
    action = living.credit(10_00)
    living.correct(action, 10_00, Direction.DEBIT)
    assert living.goal.amount == 40_00


def test_removing_a_credit_that_was_spent_is_refused() -> None:
    """T-42: the goal would hold less than nothing."""
    living = saver()
    action = living.credit(10_00)
    living.debit(5_00)
    with pytest.raises(NotCovered) as refusal:
        living.remove(action)
    assert refusal.value.errors[0].name == "action"
    with pytest.raises(NotCovered) as refusal:
        living.correct(action, 4_99)
    assert refusal.value.errors[0].name == "amount"
    living.correct(action, 5_00)
    assert living.goal.amount == 0


def test_an_entry_of_a_closed_period_restates_that_period() -> None:
    """T-28, T-38: late money is reported with before and after, the amount as first closed stays."""
    living = Saver(given.three_months())
    action = living.credit(40_00)
    living.wait_until(instant("2027-02-15"))
    living.correct(action, 55_00)
    assert living.periods[0] == ClosedPeriod(0, 100_00, 55_00, 40_00, living.goal.version)
    assert (living.goal.amount, living.goal.current, living.goal.closed_amounts) == (55_00, 0, 55_00)
    assert living.said()[-2:] == ["action.updated", "goal.period.restated"]
    restated = living.events[-1].data
    assert restated["period_index"] == 0
    assert (restated["period_current_amount_before"]["value"], restated["period_current_amount"]["value"]) == (
        "40.00",
        "55.00",
    )
    living.remove(action)
    assert (living.periods[0].amount, living.periods[0].first_amount, living.goal.amount) == (0, 40_00, 0)


def test_late_money_may_achieve_the_goal() -> None:
    living = Saver(given.three_months())
    action = living.credit(40_00)
    living.wait_until(instant("2027-03-15"))
    living.correct(action, 300_00)
    assert living.said()[-7:] == [
        *("action.updated", "goal.period.restated"),
        *["goal.milestone.reached"] * 4,
        "goal.achieved",
    ]
    assert living.goal.achieved_at == instant("2027-03-15")


def test_a_change_of_nothing_restates_nothing() -> None:
    living = Saver(given.three_months())
    action = living.credit(40_00)
    living.wait_until(instant("2027-02-15"))
    living.correct(action, 40_00)
    assert living.said()[-1] == "action.updated"
    assert living.periods[0].amount == 40_00


def test_money_while_finalising_restates_the_last_period() -> None:
    living = saver(until="2027-04-01", saved=299_00)
    action = living.credit(1_00)
    assert action.period == 2
    assert (living.periods[2].amount, living.periods[2].first_amount) == (1_00, 0)
    assert "goal.period.restated" in living.said()
    living.debit(50)
    living.credit(50)
    assert (living.periods[2].amount, living.periods[2].first_amount) == (1_00, 0)
    living.wait_until(instant("2027-04-03"))
    assert living.goal.status == "completed"


def test_correcting_the_last_period_while_finalising_needs_no_stored_period() -> None:
    living = saver(until="2027-04-01", saved=100_00)
    late = living.credit(10_00)
    assert not actions.needs_stored(living.goal, late.period)
    living.correct(late, 20_00)
    living.remove(late)
    assert living.periods[2].amount == 0


@pytest.mark.parametrize(("period", "needed"), [(0, True), (1, True), (2, False), (None, False)])
def test_only_entries_of_earlier_periods_need_their_stored_period(period: int | None, needed: bool) -> None:
    goal = saver(until="2027-04-01").goal
    action = Action(1, 5, Direction.CREDIT, period, instant("2027-01-05"))
    assert actions.needs_stored(goal, action.period) is needed


def test_an_entry_of_the_open_period_needs_no_stored_period() -> None:
    living = saver(until="2027-02-15")
    action = Action(1, 5, Direction.CREDIT, 1, living.now)
    assert not actions.needs_stored(living.goal, action.period)
    assert actions.needs_stored(living.goal, 0)


@pytest.mark.parametrize("saved", [299_00, 300_00])
def test_money_taken_after_the_end_belongs_to_no_period(saved: int) -> None:
    """T-38: the status, the result and its periods stay."""
    living = saver(until="2027-06-01", saved=saved)
    status, periods = living.goal.status, dict(living.periods)
    action = living.debit(100_00)
    assert action.period is None
    assert (living.goal.amount, living.goal.taken, living.goal.current) == (saved - 100_00, -100_00, 0)
    assert (living.goal.status, living.periods) == (status, periods)
    assert living.goal.closed_amounts == saved
    living.correct(action, saved)
    assert (living.goal.amount, living.goal.taken) == (0, -saved)
    with pytest.raises(NotCovered):
        living.debit(1)


def test_an_ended_goal_takes_no_more_money() -> None:
    living = saver(until="2027-06-01", saved=300_00)
    with pytest.raises(Refused) as refusal:
        living.credit(1)
    assert refusal.value.errors[0].code == "goal_has_ended"
    with pytest.raises(Refused) as refusal:
        living.correct(only_action(living), 300_01)
    assert [(error.name, error.code) for error in refusal.value.errors] == [("amount", "goal_has_ended")]
    living.correct(only_action(living), 300_00)


def test_an_earlier_entry_lowered_after_the_end_restates_its_period_and_not_the_status() -> None:
    """T-38, T-39."""
    living = saver(until="2027-06-01", saved=300_00)
    living.correct(only_action(living), 10_00)
    assert (living.goal.status, living.goal.amount, living.periods[0].amount) == ("completed", 10_00, 10_00)


def test_an_entry_of_the_last_period_lowered_after_the_end_restates_it() -> None:
    living = saver(until="2027-03-15", saved=100_00)
    action = living.credit(200_00)
    living.wait_until(instant("2027-06-01"))
    living.remove(action)
    assert (living.goal.status, living.goal.amount, living.periods[2].amount) == ("completed", 100_00, 0)
    assert (living.periods[2].first_amount, living.goal.current) == (200_00, 0)
