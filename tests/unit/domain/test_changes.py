"""What people change about a goal: texts, plan, end."""

from dataclasses import replace

import pytest

from savings.domain import changes
from savings.domain.errors import Conflicting, Infeasible, Refused
from savings.domain.goal import Change, Goal, MeasuredBy, Status, Texts, as_of
from savings.domain.integrity import check
from savings.domain.plan import SavingsFigures, Target
from savings.domain.progress import periods
from tests.unit.domain import given
from tests.unit.domain.given import day, instant
from tests.unit.domain.saver import Saver

NOW = instant("2027-01-06")


def shown(saver: Saver) -> list[tuple[str, str, int]]:
    return [
        (str(view.start_date)[5:], str(view.end_date)[5:], view.target)
        for view in periods(saver.goal, saver.periods.values())
    ]


def test_texts_are_replaced_and_told_by_member() -> None:
    goal = given.three_months().goal
    change = changes.retext(goal, Texts("Boat", "Red", None, '{"a": 1}'), NOW)
    assert change is not None
    assert change.facts == (("goal.updated", ["name", "description", "metadata"]),)
    assert change.goal.texts == Texts("Boat", "Red", None, '{"a": 1}')


def test_the_same_texts_change_nothing() -> None:
    goal = given.three_months().goal
    assert changes.retext(goal, replace(goal.texts), NOW) is None


def test_a_name_alone_leaves_the_plan() -> None:
    goal = given.three_months().goal
    change = changes.replan(goal, SavingsFigures(), "Boat", NOW)
    assert change is not None
    assert change.facts == (("goal.updated", ["name"]),)
    assert replace(change.goal, texts=goal.texts, version=1, sequence=goal.sequence) == goal


def test_nothing_given_changes_nothing() -> None:
    assert changes.replan(given.three_months().goal, SavingsFigures(), None, NOW) is None


@pytest.mark.parametrize("figures", [given.figures(1), given.figures(recurrent=1), given.figures(by="2027-12-31")])
def test_one_figure_alone_is_refused(figures: SavingsFigures) -> None:
    with pytest.raises(Refused) as refusal:
        changes.replan(given.three_months().goal, figures, "Boat", NOW)
    assert refusal.value.errors[0].name == "targets"


def test_the_same_plan_changes_nothing() -> None:
    goal = given.three_months().goal
    assert changes.replan(goal, given.figures(300_00, 100_00, "2027-03-31"), "Car Savings", NOW) is None


def test_a_replan_before_anything_is_closed_is_a_new_plan() -> None:
    saver = Saver(given.three_months())
    saver.replan(given.figures(400_00, 200_00), "Boat")
    assert shown(saver) == [("01-05", "01-31", 0), ("02-01", "02-28", 200_00), ("03-01", "03-31", 200_00)]
    assert (saver.goal.target, saver.goal.target_amount, saver.goal.period_amount) == (Target.AMOUNT, 400_00, 200_00)
    assert saver.events[-1].data["changed"] == ["name", "plan"]


def test_a_replan_leaves_closed_periods_and_splits_the_rest() -> None:
    """T-28: months count from creation, January keeps its 100.00 whatever was saved."""
    saver = Saver(given.three_months())
    saver.credit(20_00)
    saver.wait_until(instant("2027-02-10"))
    saver.replan(given.figures(500_00, by="2027-05-15"))
    assert saver.goal.period_amount == 125_00
    assert shown(saver) == [
        ("01-05", "01-31", 100_00),
        ("02-01", "02-28", 100_00),
        ("03-01", "03-31", 100_00),
        ("04-01", "04-30", 100_00),
        ("05-01", "05-15", 100_00),
    ]
    assert (saver.goal.target, saver.goal.closed, saver.goal.amount) == (Target.DATE, 1, 20_00)
    assert (saver.told()[-1], saver.events[-1].data["changed"]) == ("goal.updated", ["plan"])


def test_a_replan_below_the_closed_targets_leaves_nothing_to_save() -> None:
    """T-28: Σ targets = max(plan, Σ closed targets)."""
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-03-10"))
    saver.replan(given.figures(150_00, by="2027-04-30"))
    assert [target for _, _, target in shown(saver)] == [100_00, 100_00, 0, 0]


def test_a_replan_may_end_the_schedule_with_the_open_period() -> None:
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-02-10"))
    saver.replan(given.figures(250_00, 125_00, "2027-02-20"))
    assert shown(saver) == [("01-05", "01-31", 100_00), ("02-01", "02-20", 150_00)]
    saver.wait_until(instant("2027-02-21"))
    assert saver.goal.status is Status.FINALISING


def test_repeating_a_replan_changes_nothing() -> None:
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-02-10"))
    figures = given.figures(500_00, by="2027-05-15")
    saver.replan(figures)
    assert changes.replan(saver.goal, figures, None, saver.now) is None


def test_a_lower_target_may_be_reached_at_once() -> None:
    """T-35: milestones and achievement are told with the change, and not again later."""
    saver = Saver(given.three_months())
    saver.credit(80_00)
    saver.replan(given.figures(80_00, by="2027-03-31"))
    assert saver.told()[-5:] == ["goal.updated", *["goal.milestone.reached"] * 3, "goal.achieved"]
    saver.replan(given.figures(800_00, by="2027-03-31"))
    saver.credit(720_00)
    assert saver.told().count("goal.achieved") == 1
    assert saver.told().count("goal.milestone.reached") == 4


@pytest.mark.parametrize(
    "figures",
    [given.figures(500_00, by="2027-02-09"), given.figures(50_00, 50_00), given.figures(9_00, 1, "2027-01-31")],
)
def test_a_new_target_date_must_not_lie_before_today(figures: SavingsFigures) -> None:
    """T-26: given, or computed from creation."""
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-03-10"))
    before = saver.goal
    with pytest.raises(Refused) as refusal:
        saver.replan(figures)
    assert [(error.name, error.code) for error in refusal.value.errors] == [("target_date", "in_the_past")]
    assert saver.goal == before


def test_an_infeasible_replan_offers_what_would_work() -> None:
    saver = Saver(given.three_months())
    saver.wait_until(instant("2027-02-10"))
    with pytest.raises(Infeasible) as refusal:
        saver.replan(given.figures(1000_00, 100_00, "2027-04-30"))
    assert refusal.value.shortfall == 600_00
    offered = {option.change: option.value for option in refusal.value.alternatives}
    assert offered == {"target_date": day("2027-10-31"), "recurrent_amount": 250_00, "target_amount": 400_00}


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
    assert (saver.goal.due_at, saver.told()[-1]) == (None, "goal.cancelled")
    assert changes.cancel(saver.goal, NOW) is None


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
    assert changes.delete_savings_goal(saver.goal, saver.now) is None


def balance_goal(start: str | None = None) -> Goal:
    """A goal for a balance of 1000.00 over January to March 2027; the account holds 500.00."""
    plan = given.goal_plan(
        "2027-01-05", start=start, target=Target.AVAILABLE_BALANCE, target_amount=1000_00, end="2027-03-31"
    )
    return given.goal(
        "2027-01-05", plan, measured_by=MeasuredBy.BALANCE, target=Target.AVAILABLE_BALANCE, balance=500_00
    ).goal


def followed(goal: Goal, delta: int, now: str) -> Change:
    change = changes.follow_balance(goal, delta, instant(now))
    assert [
        finding.name for finding in check(change.goal, as_of(balance_goal(), instant(now))[1], []) if not finding.holds
    ] == []
    return change


def test_a_balance_goal_moves_with_its_account() -> None:
    change = followed(balance_goal(), -600_00, "2027-01-06")
    assert (change.goal.amount, change.goal.current, change.goal.opening) == (-100_00, -600_00, 500_00)
    assert change.facts == (("goal.updated", ["amount"]),)


def test_a_balance_may_reach_the_target() -> None:
    """T-35: told once, however often the balance crosses the line."""
    reached = followed(balance_goal(), 500_00, "2027-01-06").goal
    assert reached.achieved_at == instant("2027-01-06")
    again = followed(followed(reached, -1, "2027-01-07").goal, 1, "2027-01-08")
    assert again.facts == (("goal.updated", ["amount"]),)


def test_a_balance_before_the_start_moves_the_opening() -> None:
    goal = balance_goal(start="2027-02-01")
    moved = changes.follow_balance(goal, 100_00, instant("2027-01-06")).goal
    assert (moved.amount, moved.opening, moved.current) == (600_00, 600_00, 0)


def test_a_balance_while_finalising_decides_the_end_but_belongs_to_no_period() -> None:
    goal, stored = as_of(balance_goal(), instant("2027-04-01"))
    moved = followed(goal, 500_00, "2027-04-01").goal
    assert (moved.amount, moved.taken, moved.current) == (1000_00, 500_00, 0)
    assert [period.amount for period in stored] == [0, 0, 0]
    assert as_of(moved, instant("2027-05-01"))[0].status is Status.COMPLETED
