"""Accounts: how they move, what a Performance account's value is made of, and what its savings goals take of it."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain import money
from savings.domain.account import (
    Account,
    AccountKind,
    AccountMove,
    Performance,
    Valuation,
    as_performance,
    shared_out,
    valued,
)
from savings.domain.errors import Conflicting, Refused
from savings.domain.goal import Goal, Status
from tests.unit.domain import given
from tests.unit.domain.given import instant

NOW = instant("2027-01-10T10:00:00Z")
PARTS = {"liquid": 100, "acquisition_cost": 150, "performance": 50}


def fund(balance: int = 300, **parts: Any) -> Account:
    """Return a Performance account of 3.00, by default with parts that explain it."""
    return given.saving(balance=balance, kind=AccountKind.PERFORMANCE, performance=Performance(**(parts or PARTS)))


def holder(number: int, amount: int, status: Status = Status.ACTIVE) -> Goal:
    return replace(given.three_months().goal, id=number, amount=amount, status=status)


def shared(residual: int, *goals: Goal) -> list[tuple[int, int]]:
    return [(goal.id, share) for goal, share in shared_out(goals, residual)]


def test_a_move_names_the_goals_that_it_may_move() -> None:
    account = given.saving(followers=frozenset("ab"), watchers=frozenset("c"))
    assert AccountMove(account, 5, 3).followers == {"a": 5, "b": 5, "c": 3}
    assert AccountMove(account, 5).followers == {"a": 5, "b": 5}
    assert AccountMove(account, residual=3).followers == {"c": 3}
    assert AccountMove(account).followers == {}


def test_an_account_holds_no_more_than_can_be_kept() -> None:
    full = given.saving(balance=money.MAX_MINOR - 5, residual=-money.MAX_MINOR + 5)
    after = AccountMove(full, 5, -5).done()
    assert (after.balance, after.residual) == (money.MAX_MINOR, -money.MAX_MINOR)
    for balance, residual in ((6, 0), (0, -6)):
        with pytest.raises(Refused):
            AccountMove(full, balance, residual).done()


def test_what_a_valuation_does_not_name_stays_but_for_its_time() -> None:
    before = fund(percent="12.5", valued_from=instant("2026-01-01"), valued_at=instant("2027-01-09"), **PARTS)
    after = valued(before, Valuation(balance=310, performance=60), NOW)
    assert before.performance is not None
    assert (after.balance, after.performance) == (310, replace(before.performance, performance=60, valued_at=NOW))


@pytest.mark.parametrize(
    "said",
    [
        Valuation(balance=299),
        Valuation(balance=301),
        Valuation(liquid=99),
        Valuation(liquid=101),
        Valuation(performance=-50),
        Valuation(acquisition_cost=151),
        Valuation(balance=-1, liquid=-201),
    ],
)
def test_parts_that_do_not_add_up_and_a_negative_balance_are_refused(said: Valuation) -> None:
    with pytest.raises(Refused) as refused:
        valued(fund(), said, NOW)
    assert {error.name for error in refused.value.errors} == {"balance"}


def test_parts_that_are_all_0_say_nothing_of_the_balance() -> None:
    assert valued(fund(valued_at=NOW), Valuation(balance=5), NOW).balance == 5


def test_a_loss_is_a_negative_performance() -> None:
    said = Valuation(balance=80, liquid=0, acquisition_cost=100, performance=-20)
    assert valued(fund(), said, NOW).balance == 80


def test_a_value_is_not_of_a_time_before_its_own() -> None:
    said = Valuation(valued_from=instant("2027-01-10T10:00:01Z"))
    with pytest.raises(Refused) as refused:
        valued(fund(), said, NOW)
    assert [(error.name, error.code) for error in refused.value.errors] == [("valued_from", "after_valuation")]
    assert valued(fund(), replace(said, valued_at=said.valued_from), NOW).balance == 300


def test_an_account_that_transactions_move_is_not_valued() -> None:
    with pytest.raises(Refused) as refused:
        valued(given.saving(), Valuation(balance=5), NOW)
    assert [error.code for error in refused.value.errors] == ["not_performance"]


def test_an_account_becomes_a_performance_account_once_and_with_one_savings_goal() -> None:
    made = as_performance(given.saving(), [holder(1, 5)], NOW)
    assert (made.is_performance, made.performance) == (True, Performance(valued_at=NOW))
    for account, held in (
        (made, []),
        (given.saving(is_default=True), []),
        (given.saving(), [holder(1, 5), holder(2, 5)]),
    ):
        with pytest.raises(Conflicting):
            as_performance(account, held, NOW)


def test_the_savings_goal_takes_what_the_account_gains_and_gives_what_it_loses() -> None:
    assert shared(30, holder(1, 100)) == [(1, 30)]
    assert shared(-30, holder(1, 100)) == [(1, -30)]
    assert shared(-130, holder(1, 100)) == [(1, -100)]
    assert shared(0, holder(1, 100)) == [(1, 0)]


def test_a_savings_goal_that_has_ended_takes_no_more_and_gives_after_the_one_that_runs() -> None:
    ended, running = holder(1, 100, Status.COMPLETED), holder(2, 20)
    assert shared(30, ended) == [(1, 0)]
    assert shared(30, ended, running) == [(2, 30), (1, 0)]
    assert shared(-50, ended, running) == [(2, -20), (1, -30)]
