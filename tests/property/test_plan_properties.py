"""Plans: feasible ones sum, infeasible ones offer what is accepted, and planning twice is planning once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, event, given, reject
from hypothesis import strategies as st

from savings.domain.calendar import LAST_DATE, local_date, months_between
from savings.domain.errors import Alternative, Infeasible, Refused
from savings.domain.goal import MeasuredBy, NewGoal, Texts, TrackingType, create
from savings.domain.money import MAX_MINOR
from savings.domain.plan import (
    GoalFigures,
    Plan,
    Saved,
    SavingsFigures,
    Target,
    plan_goal,
    plan_savings,
    replan_savings,
)
from savings.domain.progress import periods
from savings.domain.schedule import MAX_PERIODS
from tests.property.drawn import (
    amounts,
    examples,
    goal_figures,
    instants,
    near_dates,
    savings_figures,
    small_amounts,
    zones,
)
from tests.unit.domain.given import GOAL_ID, account


def targets(plan: Plan) -> list[int]:
    return [plan.targets.of(index) for index in range(plan.schedule.count)]


def check_plan(plan: Plan, start_amount: int, today: date) -> None:
    each = targets(plan)
    assert sum(each) == max(0, plan.target_amount - start_amount) == plan.targets.until(len(each))
    assert min(each) >= 0
    assert 1 <= len(each) <= MAX_PERIODS
    assert 0 < plan.target_amount <= MAX_MINOR
    assert today <= plan.schedule.end <= LAST_DATE


@examples(500)
@given(near_dates, st.data())
def test_a_goals_plan_sums_to_its_target_or_is_refused(today: date, data: st.DataObject) -> None:
    """T-14, T-15, T-27: and whatever was given is kept."""
    figures = data.draw(goal_figures(today))
    plan = _planned(lambda: plan_goal(figures, today))
    if isinstance(plan, Refused):
        assert plan.errors
        return
    check_plan(plan, figures.start_amount, today)
    for given_value, planned in (
        (figures.target_amount, plan.target_amount),
        (figures.period_amount, plan.period_amount),
        (figures.end_date, plan.schedule.end),
    ):
        assert given_value in {None, planned}
    assert max(targets(plan)) <= plan.period_amount
    assert plan_goal(figures, today) == plan


@examples(300)
@given(near_dates, st.data())
def test_every_alternative_of_a_goals_plan_is_accepted(today: date, data: st.DataObject) -> None:
    figures = replace(
        data.draw(goal_figures(today)),
        target=data.draw(st.sampled_from([Target.AMOUNT, Target.DATE, Target.CURRENT_BALANCE])),
        target_amount=data.draw(amounts),
        period_amount=data.draw(small_amounts),
        end_date=today + timedelta(days=data.draw(st.integers(0, 900))),
    )
    refusal = _planned(lambda: plan_goal(figures, today))
    if not isinstance(refusal, Infeasible):
        reject()
    assert refusal.shortfall > 0
    assert {option.change for option in refusal.alternatives} >= {"period_amount", "target_amount"}
    for option in refusal.alternatives:
        plan = plan_goal(_changed(figures, option), today)
        check_plan(plan, figures.start_amount, today)


@examples(500)
@given(near_dates, st.data())
def test_a_savings_goals_plan_sums_to_its_target_or_is_refused(today: date, data: st.DataObject) -> None:
    """T-24, T-25, T-26."""
    figures = data.draw(savings_figures(today))
    plan = _planned(lambda: plan_savings(figures, today, today))
    if isinstance(plan, Refused):
        assert plan.errors
        return
    check_plan(plan, 0, today)
    assert figures.target_amount in {None, plan.target_amount}
    assert figures.recurrent_amount in {None, plan.period_amount}
    assert figures.target_date in {None, plan.schedule.end}
    assert max(targets(plan)) <= plan.period_amount
    if figures.given == 2:
        assert plan.targets.of(0) == 0
    assert plan_savings(figures, today, today) == plan


@examples(300)
@given(near_dates, st.data())
def test_every_alternative_of_a_savings_goals_plan_is_accepted(created: date, data: st.DataObject) -> None:
    """At creation and in a change of the plan some months later."""
    today = created + timedelta(days=data.draw(st.just(0) | st.integers(0, 400)))
    end = today + timedelta(days=data.draw(st.integers(0, 900)))
    recurrent = data.draw(st.none() | small_amounts)
    target = data.draw(amounts if recurrent else st.none() | amounts)
    figures = SavingsFigures(target, recurrent, end)
    assume(figures.given >= 2)
    refusal = _planned(lambda: plan_savings(figures, created, today))
    if not isinstance(refusal, Infeasible):
        reject()
    assert refusal.alternatives
    for option in refusal.alternatives:
        check_plan(plan_savings(_changed_savings(figures, option), created, today), 0, today)


@examples(500)
@given(near_dates, st.integers(1, 700), st.integers(-500_00, 2000_00), st.integers(-500_00, 500_00), st.data())
def test_a_new_plan_adds_up_from_what_is_saved(
    created: date, days: int, before: int, since: int, data: st.DataObject
) -> None:
    """T-28: and each alternative of an infeasible one is accepted."""
    today = created + timedelta(days=days)
    saved = Saved(months_between(created, today), before, since)
    figures = data.draw(savings_figures(today))
    plan = _planned(lambda: replan_savings(figures, created, today, saved))
    if isinstance(plan, Infeasible):
        for option in plan.alternatives:
            replan_savings(_changed_savings(figures, option), created, today, saved)
    if isinstance(plan, Refused):
        assert plan.errors
        return
    each = targets(plan)
    assert len(each) > saved.closed
    assert today <= plan.schedule.end <= LAST_DATE
    assert min(each) >= 0
    if saved.closed:
        assert set(each[: saved.closed]) == {0}
        assert sum(each) == max(0, plan.target_amount - before)
        assert each[saved.closed] <= max(plan.period_amount, since)
        assert all(one >= other for one, other in pairwise(each[saved.closed + 1 :]))


@given(instants(), zones, st.data())
def test_a_preview_is_what_creation_gives(now: datetime, zone: str, data: st.DataObject) -> None:
    today = local_date(now, zone)
    figures = data.draw(goal_figures(today))
    plan = _planned(lambda: plan_goal(figures, today))
    if isinstance(plan, Refused):
        reject()
    new = NewGoal(Texts("x"), MeasuredBy.TRANSACTIONS, TrackingType.CREDIT, figures.target, figures.start_amount)
    preview, created = (create(GOAL_ID, account(zone), new, plan, now) for _ in range(2))
    assert preview == created
    shown = list(periods(created.goal, []))
    assert [view.target for view in shown] == targets(plan)
    assert (shown[0].start_date, shown[-1].end_date) == (plan.schedule.start, plan.schedule.end)


def _planned(plan: Callable[[], Plan]) -> Plan | Refused:
    try:
        planned: Plan | Refused = plan()
    except Refused as refusal:
        planned = refusal
    event(type(planned).__name__)
    return planned


def _changed(figures: GoalFigures, option: Alternative) -> GoalFigures:
    return replace(figures, **{option.change: option.value})  # type: ignore[arg-type]  # as `change` has it


def _changed_savings(figures: SavingsFigures, option: Alternative) -> SavingsFigures:
    return replace(figures, **{option.change: option.value})  # type: ignore[arg-type]  # as `change` has it
