"""Recount: what entries say goes into the counters, and what is published with it."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain.actions import Action
from savings.domain.facts import GoalAchieved, GoalUpdated, MilestoneReached, PeriodRestated
from savings.domain.goal import Change, Goal, MeasuredBy, Status
from savings.domain.integrity import Tally, check
from savings.domain.plan import Target
from savings.domain.recount import recount
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver
from tests.unit.domain.test_integrity import saver


def again(living: Saver, **altered: Any) -> list[Change]:
    entries = Tally.of(living.actions.values())
    goal = replace(living.goal, **altered)
    return recount(goal, list(living.periods.values()), entries, given.saving(), living.now)


@pytest.mark.parametrize("until", ["2027-03-10", "2027-03-31T23:00:00", "2027-06-01"])
def test_an_honest_history_is_not_touched(until: str) -> None:
    assert again(saver(until)) == []


@pytest.mark.parametrize("until", ["2027-03-10", "2027-03-31T23:00:00", "2027-06-01"])
@pytest.mark.parametrize("name", ["amount", "opening", "current", "taken", "closed_targets"])
def test_each_counter_is_made_again(name: str, until: str) -> None:
    living = saver(until)
    (change,) = again(living, **{name: getattr(living.goal, name) + 7})
    assert replace(change.goal, version=living.goal.version, sequence=living.goal.sequence) == living.goal
    assert change.facts == ((GoalUpdated(("amount",)),) if name == "amount" else ())
    assert change.at == living.now


def test_a_closed_period_is_restated_by_itself_behind_the_goal() -> None:
    living = saver()
    living.periods[1] = replace(living.periods[1], amount=3_00)
    goal, period = again(living, amount=1)
    assert goal.facts == (GoalUpdated(("amount",)),)
    assert period.facts == (PeriodRestated(1, living.periods[1].target, 3_00, 10_00),)
    assert (period.restated_from, period.goal.amount) == (3_00, 55_00)
    assert period.period == replace(living.periods[1], amount=10_00, base=living.goal.version + 2)


def test_what_was_taken_after_the_end_is_in_no_period() -> None:
    living = saver("2027-06-01")
    living.debit(5_00)
    (change,) = again(living, taken=0, amount=55_00)
    assert (change.goal.taken, change.goal.amount) == (-5_00, 50_00)


def test_a_target_that_was_reached_all_the_time_is_achieved_now() -> None:
    living = saver()
    living.actions[99] = Action(99, 300_00, next(iter(living.actions.values())).direction, 2, living.now)
    (change,) = again(living)
    assert change.facts == (GoalUpdated(("amount",)), *map(MilestoneReached, (25, 50, 75, 100)), GoalAchieved())
    assert change.goal.achieved_at == living.now


def test_a_period_that_is_missing_stays_so() -> None:
    living = saver()
    del living.periods[0]
    assert all(change.period is None for change in again(living))


BALANCE = Target.CURRENT_BALANCE


def on_balance(**facts: Any) -> Goal:
    now = "2027-01-31T12:00:00"
    plan = given.goal_plan(now, target=BALANCE, target_amount=2000_00, end="2027-03-30")
    goal = given.goal(now, plan, measured_by=MeasuredBy.BALANCE, target=BALANCE, balance=1000_00).goal
    return replace(goal, **facts)


def recounted(goal: Goal, balance: int = 1000_00) -> Goal:
    account = given.saving(balance=balance, residual=balance - 1)
    changes = recount(goal, [], Tally(), account, instant("2027-02-01"))
    after = changes[-1].goal if changes else goal
    assert all(
        finding.holds for finding in check(after, [], None) if finding.name == "amount_is_the_sum_of_its_periods"
    )
    return after


def test_a_goal_on_a_balance_takes_what_its_account_has() -> None:
    after = recounted(on_balance(amount=7), balance=1200_00)
    assert (after.amount, after.opening, after.current) == (1200_00, 1000_00, 200_00)
    residual = recounted(on_balance(amount=7, target=Target.AVAILABLE_BALANCE))
    assert residual.amount == 999_99


def test_before_its_start_all_of_it_is_its_opening() -> None:
    after = recounted(on_balance(status=Status.UNSTARTED, amount=7, opening=9), balance=1200_00)
    assert (after.amount, after.opening, after.current) == (1200_00, 1200_00, 0)


def test_a_goal_that_has_ended_keeps_its_amount() -> None:
    goal = on_balance(amount=1100_00)
    ended = replace(goal, status=Status.COMPLETED, closed=goal.period_count, backdated=goal.period_count)
    after = recounted(ended, balance=5)
    assert (after.amount, after.opening, after.taken) == (1100_00, 1000_00, 100_00)


def test_one_that_shows_its_balance_is_not_touched() -> None:
    goal = on_balance()
    assert recounted(goal) is goal
