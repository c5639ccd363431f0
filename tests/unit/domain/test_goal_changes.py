"""What people change about a goal: texts, plan, end."""

from dataclasses import replace

import pytest

from savings.domain import goal_changes
from savings.domain.errors import Conflicting, Refused
from savings.domain.facts import GoalUpdated
from savings.domain.goal import Change, Goal, MeasuredBy, Status, Texts, as_of
from savings.domain.integrity import Tally, check
from savings.domain.plan import SavingsFigures, Target
from savings.domain.progress import periods
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver

NOW = instant("2027-01-06")


def shown(saver: Saver) -> list[tuple[str, str, int]]:
    return [
        (str(view.start_date)[5:], str(view.end_date)[5:], view.target)
        for view in periods(saver.goal, saver.periods.values())
    ]


def test_texts_are_replaced_and_reported_by_member() -> None:
    goal = given.three_months().goal
    change = goal_changes.retext(goal, Texts("Boat", "Red", None, '{"a": 1}'), NOW)
    assert change is not None
    assert change.facts == (GoalUpdated(("name", "description", "metadata")),)
    assert change.goal.texts == Texts("Boat", "Red", None, '{"a": 1}')


def test_the_same_texts_change_nothing() -> None:
    goal = given.three_months().goal
    assert goal_changes.retext(goal, replace(goal.texts), NOW) is None


def test_a_name_alone_leaves_the_plan() -> None:
    goal = given.three_months().goal
    change = goal_changes.replan(goal, SavingsFigures(), "Boat", NOW)
    assert change is not None
    assert change.facts == (GoalUpdated(("name",)),)
    assert replace(change.goal, texts=goal.texts, version=1, sequence=goal.sequence) == goal


def test_nothing_given_changes_nothing() -> None:
    assert goal_changes.replan(given.three_months().goal, SavingsFigures(), None, NOW) is None


@pytest.mark.parametrize("figures", [given.figures(1), given.figures(recurrent=1), given.figures(by="2027-12-31")])
def test_one_figure_alone_is_refused(figures: SavingsFigures) -> None:
    with pytest.raises(Refused) as refusal:
        goal_changes.replan(given.three_months().goal, figures, "Boat", NOW)
    assert refusal.value.errors[0].name == "targets"


def test_the_same_plan_changes_nothing() -> None:
    goal = given.three_months().goal
    assert goal_changes.replan(goal, given.figures(300_00, 100_00, "2027-03-31"), "Car Savings", NOW) is None


def test_a_replan_before_anything_is_closed_is_a_new_plan() -> None:
    saver = Saver(given.three_months())
    saver.replan(given.figures(400_00, 200_00), "Boat")
    assert shown(saver) == [("01-05", "01-31", 0), ("02-01", "02-28", 200_00), ("03-01", "03-31", 200_00)]
    assert (saver.goal.target, saver.goal.target_amount, saver.goal.period_amount) == (Target.AMOUNT, 400_00, 200_00)
    assert saver.events[-1].data["changed"] == ["name", "plan"]


@pytest.mark.parametrize("until", ["2027-03-31T23:00:00", "2027-06-01"])
def test_the_plan_of_a_schedule_that_is_over_stays(until: str) -> None:
    saver = Saver(given.three_months())
    saver.wait_until(instant(until))
    with pytest.raises(Refused) as refusal:
        saver.replan(given.figures(500_00, by="2028-01-01"), "Boat")
    assert [(error.name, error.code) for error in refusal.value.errors] == [("targets", "goal_has_ended")]
    saver.replan(SavingsFigures(), "Boat")
    assert saver.goal.texts.name == "Boat"


def test_cancelling_releases_the_earmark_and_keeps_the_amount_as_history() -> None:
    """T-43."""
    saver = Saver(given.three_months())
    saver.credit(20_00)
    assert saver.goal.holds_money
    saver.cancel()
    assert (saver.goal.status, saver.goal.amount, saver.goal.holds_money) == (Status.CANCELLED, 20_00, False)
    assert (saver.goal.due_at, saver.said()[-1]) == (None, "goal.cancelled")
    assert goal_changes.cancel(saver.goal, NOW) is None


def test_a_goal_that_has_ended_cannot_be_cancelled() -> None:
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-06-01"))
    with pytest.raises(Conflicting, match="failed"):
        saver.cancel()


def test_deleting_a_savings_goal_that_has_ended_archives_it() -> None:
    saver = Saver(given.three_months())
    saver.credit(300_00)
    saver.wait_until(instant("2027-06-01"))
    assert saver.goal.holds_money
    saver.delete()
    assert (saver.goal.status, saver.goal.archived, saver.goal.holds_money) == (Status.COMPLETED, True, False)
    assert saver.events[-1].data["changed"] == ["archived"]
    assert goal_changes.delete_savings_goal(saver.goal, saver.now) is None


def balance_goal(start: str | None = None) -> Goal:
    """A goal for a balance of 1000.00 over January to March 2027; the account holds 500.00."""
    plan = given.goal_plan(
        "2027-01-05", start=start, target=Target.AVAILABLE_BALANCE, target_amount=1000_00, end="2027-03-31"
    )
    return given.goal(
        "2027-01-05", plan, measured_by=MeasuredBy.BALANCE, target=Target.AVAILABLE_BALANCE, balance=500_00
    ).goal


def followed(goal: Goal, delta: int, now: str) -> Change:
    change = goal_changes.follow_balance(goal, delta, instant(now))
    assert [
        finding.name
        for finding in check(change.goal, as_of(balance_goal(), instant(now))[1], Tally())
        if not finding.holds
    ] == []
    return change


def test_a_balance_goal_moves_with_its_account() -> None:
    change = followed(balance_goal(), -600_00, "2027-01-06")
    assert (change.goal.amount, change.goal.current, change.goal.opening) == (-100_00, -600_00, 500_00)
    assert change.facts == (GoalUpdated(("amount",)),)


def test_a_balance_may_reach_the_target() -> None:
    """T-35: reported once, however often the balance crosses the line."""
    reached = followed(balance_goal(), 500_00, "2027-01-06").goal
    assert reached.achieved_at == instant("2027-01-06")
    again = followed(followed(reached, -1, "2027-01-07").goal, 1, "2027-01-08")
    assert again.facts == (GoalUpdated(("amount",)),)


def test_a_balance_before_the_start_moves_the_opening() -> None:
    goal = balance_goal(start="2027-02-01")
    moved = goal_changes.follow_balance(goal, 100_00, instant("2027-01-06")).goal
    assert (moved.amount, moved.opening, moved.current) == (600_00, 600_00, 0)


def test_a_balance_while_finalising_decides_the_end_but_belongs_to_no_period() -> None:
    goal, stored = as_of(balance_goal(), instant("2027-04-01"))
    moved = followed(goal, 500_00, "2027-04-01").goal
    assert (moved.amount, moved.taken, moved.current) == (1000_00, 500_00, 0)
    assert [period.amount for period in stored] == [0, 0, 0]
    assert as_of(moved, instant("2027-05-01"))[0].status is Status.COMPLETED
