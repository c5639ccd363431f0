"""Integrity: each invariant holds on an honest history and fails, alone where it can, on a corrupted one."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain.account import Account
from savings.domain.calendar import Frequency
from savings.domain.goal import ClosedPeriod, Goal, MeasuredBy, Status, as_of
from savings.domain.integrity import Finding, Tally, check, check_account
from savings.domain.plan import Target
from savings.domain.schedule import Schedule
from tests.unit.domain import given
from tests.unit.domain.given import day, instant
from tests.unit.domain.saver import Saver


def saver(until: str = "2027-03-10") -> Saver:
    """Two closed periods of 40.00 and 10.00, 5.00 in the open one."""
    living = Saver(given.three_months())
    living.credit(40_00)
    living.wait_until(instant("2027-02-10"))
    living.credit(10_00)
    living.wait_until(instant("2027-03-05"))
    living.credit(5_00)
    living.wait_until(instant(until))
    return living


def broken(living: Saver, goal: Goal | None = None, stored: list[ClosedPeriod] | None = None) -> set[str]:
    """The names of the invariants that fail, with the goal or its stored periods replaced."""
    periods = list(living.periods.values()) if stored is None else stored
    return {
        finding.name
        for finding in check(goal or living.goal, periods, Tally.of(living.actions.values()))
        if not finding.holds
    }


@pytest.mark.parametrize("until", ["2027-03-10", "2027-03-31T23:00:00", "2027-06-01"])
def test_every_invariant_holds_on_an_honest_history(until: str) -> None:
    living = saver(until)
    assert broken(living) == set()
    names = [finding.name for finding in living.findings()]
    assert len(set(names)) == len(names)


def test_findings_carry_the_numbers_of_their_invariants() -> None:
    assert {finding.name: finding.number for finding in saver("2027-06-01").findings()} == {
        "amount_is_the_sum_of_its_entries": 1,
        "amount_is_not_negative": 1,
        "period_amounts_are_the_sums_of_their_entries": 1,
        "amount_is_the_sum_of_its_periods": 1,
        "periods_are_contiguous": 3,
        "periods_span_the_schedule": 3,
        "period_targets_sum_to_the_plan": 3,
        "closed_targets_are_counted": 3,
        "each_period_is_closed_once": 4,
        "ended_with_every_period_closed": 4,
    }


def test_money_in_a_period_without_entries_is_found() -> None:
    living = Saver(given.three_months())
    living.wait_until(instant("2027-03-10"))
    first, second = living.periods.values()
    wrong = broken(living, stored=[replace(first, amount=5), replace(second, amount=-5)])
    assert wrong == {"period_amounts_are_the_sums_of_their_entries"}


def test_a_finding_holds_when_rules_and_table_agree() -> None:
    assert Finding(1, "amount", 5, 5).holds
    assert not Finding(1, "amount", 5, 6).holds


def test_a_lost_action_is_found() -> None:
    living = saver()
    living.actions.popitem()
    assert broken(living) == {"amount_is_the_sum_of_its_entries", "period_amounts_are_the_sums_of_their_entries"}


def test_an_amount_that_drifted_is_found() -> None:
    living = saver()
    goal = replace(living.goal, amount=living.goal.amount + 1)
    assert broken(living, goal) == {"amount_is_the_sum_of_its_entries", "amount_is_the_sum_of_its_periods"}


def test_an_amount_below_nothing_is_found() -> None:
    living = saver()
    assert "amount_is_not_negative" in broken(living, replace(living.goal, amount=-1))


@pytest.mark.parametrize("period", [1, 7])
def test_an_action_in_the_wrong_period_is_found(period: int) -> None:
    """Also in one that does not exist."""
    living = saver()
    number, action = next(iter(living.actions.items()))
    living.actions[number] = replace(action, period=period)
    assert broken(living) == {"period_amounts_are_the_sums_of_their_entries"}


def test_a_stored_amount_that_drifted_is_found() -> None:
    living = saver()
    first, second = living.periods.values()
    wrong = broken(living, stored=[replace(first, amount=first.amount + 1), second])
    assert wrong == {"amount_is_the_sum_of_its_periods", "period_amounts_are_the_sums_of_their_entries"}


def test_targets_that_do_not_sum_to_the_plan_are_found() -> None:
    living = saver()
    assert broken(living, replace(living.goal, target_amount=300_01)) == {"period_targets_sum_to_the_plan"}


def test_closed_targets_that_were_miscounted_are_found() -> None:
    living = saver()
    assert broken(living, replace(living.goal, closed_targets=199_00)) == {"closed_targets_are_counted"}


def test_a_closed_period_that_is_missing_is_found() -> None:
    living = saver()
    assert "each_period_is_closed_once" in broken(living, stored=[living.periods[1]])


def test_a_period_closed_twice_is_found() -> None:
    living = saver()
    assert broken(living, stored=[*living.periods.values(), living.periods[1]]) == {"each_period_is_closed_once"}


def test_a_period_stored_ahead_of_the_goal_is_no_fault() -> None:
    """A sweep may stop between the two writes."""
    living = saver()
    _, ahead = as_of(living.goal, instant("2027-04-01"))
    assert broken(living, stored=[*living.periods.values(), *ahead]) == set()


def test_an_end_with_periods_left_open_is_found() -> None:
    living = saver()
    for status in (Status.FINALISING, Status.COMPLETED, Status.FAILED):
        assert "ended_with_every_period_closed" in broken(living, replace(living.goal, status=status))


def test_a_schedule_without_a_period_is_found_and_not_stumbled_over() -> None:
    living = Saver(given.three_months())
    upside_down = Schedule(Frequency.MONTHLY, day("2027-03-31"), day("2027-03-30"))
    assert "periods_span_the_schedule" in broken(living, replace(living.goal, schedule=upside_down))


def test_what_was_taken_after_the_end_is_part_of_the_sum() -> None:
    living = saver("2027-06-01")
    living.debit(55_00)
    assert broken(living) == set()
    assert "amount_is_the_sum_of_its_periods" in broken(living, replace(living.goal, taken=0))


def test_backdated_periods_need_not_be_stored() -> None:
    """T-29: their amounts are a function of the goal."""
    now = "2027-01-31T12:00:00"
    plan = given.goal_plan(now, start="2026-10-31", target_amount=600_01, end="2027-04-29", start_amount=50)
    goal = given.goal(now, plan, start_amount=50, completed_backdated_periods=2).goal
    assert all(finding.holds for finding in check(goal, [], Tally()))
    later, stored = as_of(goal, instant("2027-12-31"))
    assert all(finding.holds for finding in check(later, stored, Tally()))
    target = goal.targets.of(1)
    restated = ClosedPeriod(1, target, target + 30_00, target, later.version)
    said, counted = replace(later, amount=later.amount + 30_00), Tally()
    counted.add(target + 30_00, 1)
    assert all(finding.holds for finding in check(said, [restated, *stored], counted))
    assert not all(finding.holds for finding in check(later, [restated, *stored], counted))
    assert not all(finding.holds for finding in check(said, [restated, *stored], Tally()))


def test_a_balance_goal_is_not_asked_for_entries() -> None:
    now = "2027-01-31T12:00:00"
    plan = given.goal_plan(now, target=Target.CURRENT_BALANCE, target_amount=1000, end="2027-03-30")
    goal = given.goal(now, plan, measured_by=MeasuredBy.BALANCE, target=Target.CURRENT_BALANCE, balance=-5).goal
    findings = check(goal, [], Tally())
    assert all(finding.holds for finding in findings)
    assert "amount_is_the_sum_of_its_entries" not in {finding.name for finding in findings}
    drifted = replace(goal, amount=7)
    assert "amount_is_the_sum_of_its_periods" in {
        finding.name for finding in check(drifted, [], Tally()) if not finding.holds
    }


ACCOUNT = Account(
    number=7 * 2**12,
    tenant=given.TENANT,
    household=given.HOUSEHOLD,
    owner=given.CUSTOMER,
    savings_type=2,
    currency="GBP",
    balance=100_00,
    residual=45_00,
    value_date=day("2027-01-31"),
    created_at=instant("2027-01-31"),
    savings_goals=1,
    followers=frozenset({"counting", "on balance"}),
    watchers=frozenset({"watching"}),
)
"""With a savings goal that holds 55.00, and one of each kind that follows."""


def attached() -> dict[str, Goal]:
    by_balance = replace(saver().goal, measured_by=MeasuredBy.BALANCE)
    return {
        "saving": saver().goal,
        "ended": replace(saver().goal, status=Status.CANCELLED),
        "counting": replace(saver().goal, measured_by=MeasuredBy.TRANSACTIONS),
        "on balance": replace(by_balance, target=Target.CURRENT_BALANCE, amount=100_00),
        "watching": replace(by_balance, target=Target.AVAILABLE_BALANCE, amount=45_00),
    }


@pytest.mark.parametrize(
    ("change", "entries", "goals", "wrong"),
    [
        ({}, 100_00, {}, []),
        ({}, 100_01, {}, ["balance_is_the_sum_of_its_entries"]),
        ({"residual": 45_01}, 100_00, {}, ["residual_is_what_no_goal_holds", "goals_on_its_balance_show_it"]),
        ({"savings_goals": 2}, 100_00, {}, ["open_savings_goals_are_counted"]),
        ({"followers": frozenset({"counting"})}, 100_00, {}, ["goals_that_follow_it_are_known"]),
        ({"watchers": frozenset({"watching", "gone"})}, 100_00, {}, ["goals_that_follow_it_are_known"]),
        (
            {"followers": frozenset({"counting", "watching"}), "watchers": frozenset({"on balance"})},
            100_00,
            {},
            ["goals_that_follow_it_are_known"],
        ),
        ({}, 100_00, {"on balance": 99_99}, ["goals_on_its_balance_show_it"]),
        ({}, 100_00, {"watching": 45_01}, ["goals_on_its_balance_show_it"]),
        ({}, 100_00, {"saving": 54_99}, ["residual_is_what_no_goal_holds"]),
        ({}, 100_00, {"ended": 54_99}, []),
    ],
)
def test_an_account_is_its_entries_what_goals_hold_of_it_and_the_goals_that_follow_it(
    change: dict[str, Any], entries: int, goals: dict[str, int], wrong: list[str]
) -> None:
    on_it = attached()
    for name, amount in goals.items():
        on_it[name] = replace(on_it[name], amount=amount)
    findings = check_account(replace(ACCOUNT, **change), entries, on_it)
    assert [finding.name for finding in findings if not finding.holds] == wrong
    assert {finding.number for finding in findings} == {2}
