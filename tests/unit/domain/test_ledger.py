"""The ledger's rules by themselves: what a transaction moves, and where and by how much goals count it."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain import money
from savings.domain.actions import Action, Direction
from savings.domain.errors import NotCovered, NotFound, Refused
from savings.domain.facts import ActionCreated, PeriodRestated
from savings.domain.goal import ClosedPeriod, Goal, Status, TrackingType, as_of
from savings.domain.ledger import (
    Side,
    Transaction,
    TransactionType,
    count,
    dream_period,
    needs_stored,
    period_of,
    progress,
    settle_dream,
    undone_progress,
)
from tests.unit.domain import given
from tests.unit.domain.given import instant

HERE, THERE = 4096, 8192
NOW = instant("2027-02-10T10:00:00Z")


def transaction(kind: TransactionType, source: Side | None = None, target: Side | None = None) -> Transaction:
    return Transaction(
        number=1,
        tenant=given.TENANT,
        household=given.HOUSEHOLD,
        user=given.CUSTOMER,
        type=kind,
        external_id="bank-1",
        amount=70,
        currency="GBP",
        zone=given.LONDON,
        requested_at=NOW,
        settled_at=NOW,
        counts_at=NOW,
        source=source,
        target=target,
    )


def counter(tracking_type: TrackingType = TrackingType.CREDIT, now: str = "2027-01-05", **said: Any) -> Goal:
    """Return a goal of 300.00 over three months from 5 January."""
    plan = given.goal_plan(now, start="2027-01-05", target_amount=300_00, period_amount=100_00)
    return replace(given.goal(now, plan, **said).goal, tracking_type=tracking_type)


def at(goal: Goal, now: str) -> Goal:
    return as_of(goal, instant(now))[0]


def test_a_transaction_moves_the_accounts_that_it_names() -> None:
    into = transaction(TransactionType.DEPOSIT, target=Side(HERE))
    out = transaction(TransactionType.WITHDRAWAL, source=Side(HERE, 5))
    between = transaction(TransactionType.INTERNAL, Side(HERE), Side(THERE, 5))
    within = transaction(TransactionType.INTERNAL, Side(HERE), Side(HERE, 5))
    assert [one.flow(HERE) for one in (into, out, between, within)] == [70, -70, -70, 0]
    assert [one.flow(THERE) for one in (into, out, between, within)] == [0, 0, 70, 0]
    assert [one.is_within_one_account for one in (into, out, between, within)] == [False, False, False, True]


@pytest.mark.parametrize(
    ("kind", "into", "out"),
    [(TrackingType.CREDIT, 70, 0), (TrackingType.DEBIT, 0, 70), (TrackingType.DEBIT_CREDIT, 70, -70)],
)
def test_each_tracking_type_counts_its_own(kind: TrackingType, into: int, out: int) -> None:
    goal = counter(kind)
    assert (progress(goal, 70), progress(goal, -70), progress(goal, 0)) == (into, out, 0)
    assert (undone_progress(goal, -70), undone_progress(goal, 70)) == (-into, -out)


@pytest.mark.parametrize(
    ("settled", "index"),
    [
        ("2027-01-04T23:59:59Z", None),
        ("2027-01-05T00:00:00Z", 0),
        ("2027-02-04T23:59:59Z", 0),
        ("2027-02-05T00:00:00Z", 1),
        ("2027-03-05T00:00:00Z", 2),
        ("2027-04-04T22:59:59Z", 2),
        ("2027-04-04T23:00:00Z", None),
    ],
)
def test_money_counts_by_the_local_date_of_its_settlement(settled: str, index: int | None) -> None:
    assert period_of(counter(), instant(settled)) == index


def test_what_settles_while_the_goal_finalises_counts_to_the_last_period() -> None:
    finalising = at(counter(), "2027-04-05T10:00:00Z")
    assert finalising.status is Status.FINALISING
    assert finalising.finalises_at is not None
    assert period_of(finalising, instant("2027-04-05T09:00:00Z")) == 2
    assert period_of(finalising, finalising.finalises_at) is None
    ended = at(finalising, "2027-06-01")
    assert period_of(ended, instant("2027-04-05T09:00:00Z")) is None


def test_only_a_closed_period_that_is_not_the_last_lies_apart() -> None:
    goal = at(counter(), "2027-03-06")
    assert [needs_stored(goal, index) for index in (0, 1, 2, None)] == [True, True, False, False]
    finalising = at(goal, "2027-04-05T10:00:00Z")
    assert [needs_stored(finalising, index) for index in (0, 1, 2)] == [True, True, False]


def test_money_in_the_open_period_moves_the_goal() -> None:
    change = count(counter(), 60_00, 0, NOW, None)
    assert change is not None
    assert (change.goal.amount, change.goal.current, change.period) == (60_00, 60_00, None)
    assert [fact.name for fact in change.facts] == ["goal.updated"]
    assert count(counter(), 0, 0, NOW, None) is None


def test_money_in_a_closed_period_restates_it() -> None:
    goal = replace(at(counter(), "2027-02-10"), amount=20_00)
    stored = ClosedPeriod(0, 100_00, 20_00, 20_00, 1)
    change = count(goal, 60_00, 0, NOW, stored)
    assert change is not None
    assert (change.goal.amount, change.goal.current) == (80_00, 0)
    assert change.period == replace(stored, amount=80_00, base=goal.version + 1)
    assert change.restated_from == 20_00
    assert PeriodRestated(0, 100_00, 20_00, 80_00) in change.facts


def test_money_while_finalising_restates_what_the_goal_carries() -> None:
    goal = replace(at(counter(), "2027-04-05T10:00:00Z"), amount=20_00, current=20_00)
    change = count(goal, 60_00, 2, NOW, None)
    assert change is not None
    assert change.period is not None
    assert (change.goal.amount, change.goal.current, change.period.amount) == (80_00, 80_00, 80_00)


class TestABackdatedPeriod:
    """A goal made on 10 February over periods that began on 5 January; its first month is taken as met."""

    @pytest.fixture
    def goal(self) -> Goal:
        return counter(now="2027-02-10", completed_backdated_periods=1)

    def test_what_is_counted_replaces_the_synthetic_amount(self, goal: Goal) -> None:
        first = count(goal, 60_00, 0, NOW, None)
        assert first is not None
        assert first.period is not None
        assert (first.goal.amount, first.period.amount, first.period.counted) == (100_00, 100_00, 60_00)
        assert first.facts == ()
        second = count(first.goal, 60_00, 0, NOW, first.period)
        assert second is not None
        assert second.period is not None
        assert (second.goal.amount, second.period.amount, second.period.counted) == (120_00, 120_00, 120_00)
        third = count(second.goal, -120_00, 0, NOW, second.period)
        assert third is not None
        assert third.period is not None
        assert (third.goal.amount, third.period.amount, third.period.counted) == (100_00, 100_00, 0)

    def test_without_a_synthetic_amount_all_of_it_counts(self) -> None:
        goal = counter(now="2027-02-10")
        change = count(goal, -60_00, 0, NOW, None)
        assert change is not None
        assert (change.goal.amount, change.period and change.period.amount) == (-60_00, -60_00)


def test_a_goal_counts_no_more_than_can_be_kept() -> None:
    goal = replace(counter(), amount=money.MAX_MINOR - 5)
    assert count(goal, 5, 0, NOW, None) is not None
    with pytest.raises(Refused):
        count(goal, 6, 0, NOW, None)
    with pytest.raises(Refused):
        count(replace(goal, amount=-money.MAX_MINOR), -1, 0, NOW, None)


@pytest.mark.parametrize(
    ("now", "settled", "index"),
    [
        ("2027-02-10", "2026-06-01", 0),
        ("2027-02-10", "2027-01-20", 0),
        ("2027-02-10", "2027-02-05", 1),
        ("2027-04-01T10:00:00Z", "2027-04-01T09:00:00Z", 2),
        ("2027-06-01", "2027-02-05", 1),
        ("2027-06-01", "2027-05-01", None),
    ],
)
def test_a_dreams_money_counts_in_the_month_it_settled(now: str, settled: str, index: int | None) -> None:
    assert dream_period(at(given.three_months().goal, now), instant(settled)) == index


def test_a_dream_is_moved_by_an_action_of_the_transaction() -> None:
    dream = given.three_months().goal
    action = Action(9, 70, Direction.CREDIT, 0, NOW, transaction=1)
    change = settle_dream(dream, action, NOW, None)
    assert (change.goal.amount, change.goal.last_action) == (70, 9)
    assert change.facts[0] == ActionCreated(9, 70, "credit", 0)
    with pytest.raises(NotCovered):
        settle_dream(dream, replace(action, direction=Direction.DEBIT), NOW, None)


def test_a_dream_that_has_ended_takes_no_money_and_says_which_member_is_wrong() -> None:
    ended = replace(at(given.three_months().goal, "2027-06-01"), amount=100)
    action = Action(9, 70, Direction.CREDIT, None, NOW, transaction=1)
    with pytest.raises(Refused) as refused:
        settle_dream(ended, action, NOW, None)
    assert [error.name for error in refused.value.errors] == ["transaction.toDreamId"]
    assert settle_dream(ended, replace(action, direction=Direction.DEBIT), NOW, None).goal.amount == 30
    with pytest.raises(NotFound):
        settle_dream(replace(ended, archived=True), action, NOW, None)
