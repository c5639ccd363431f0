"""The ledger's rules by themselves: what a transaction moves, and where and by how much goals count it."""

from dataclasses import replace
from typing import Any

import pytest

from savings.domain import money
from savings.domain.account import AccountKind
from savings.domain.actions import Direction
from savings.domain.calendar import Frequency
from savings.domain.errors import Conflicting, NotCovered, NotFound, Refused
from savings.domain.facts import ActionCreated, PeriodRestated
from savings.domain.goal import ClosedPeriod, Goal, Status, TrackingType, as_of
from savings.domain.ledger import (
    Part,
    Side,
    Transaction,
    TransactionType,
    account_moves,
    count,
    drawn,
    gain,
    opposite,
    parts,
    period_of,
    progress,
    received,
    settle,
    settled_period,
)
from tests.unit.domain import given
from tests.unit.domain.given import instant

HERE, THERE = 4096, 8192
FIRST, SECOND = 5, 6
NOW = instant("2027-02-10T10:00:00Z")


def transaction(
    kind: TransactionType, source: Side | None = None, target: Side | None = None, **facts: Any
) -> Transaction:
    whole = Transaction(
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
    return replace(whole, **facts)


def deposit(goal: int | None = None, **facts: Any) -> Transaction:
    return transaction(TransactionType.DEPOSIT, target=Side(HERE, goal), **facts)


def withdrawal(goal: int | None = None, **facts: Any) -> Transaction:
    return transaction(TransactionType.WITHDRAWAL, source=Side(HERE, goal), **facts)


def internal(source: Side, target: Side) -> Transaction:
    return transaction(TransactionType.INTERNAL, source, target)


def counter(tracking_type: TrackingType = TrackingType.CREDIT, now: str = "2027-01-05", **said: Any) -> Goal:
    """Return a goal of 300.00 over three months from 5 January."""
    plan = given.goal_plan(now, start="2027-01-05", target_amount=300_00, period_amount=100_00)
    return replace(given.goal(now, plan, **said).goal, tracking_type=tracking_type)


def holder(number: int = FIRST, amount: int = 100, status: Status = Status.ACTIVE) -> dict[int, Goal]:
    """Return a savings goal that holds an amount, by its id."""
    return {number: replace(given.three_months().goal, id=number, amount=amount, status=status)}


ACCOUNTS = {number: given.saving(number) for number in (HERE, THERE)}


def shares(of: Transaction, goals: dict[int, Goal], undone: Transaction | None = None) -> list[tuple[int, int]]:
    """What each side moves on its savings goal and beside it."""
    return [(part.in_goal, part.rest) for part in parts(of, ACCOUNTS, goals, undone)]


def at(goal: Goal, now: str) -> Goal:
    return as_of(goal, instant(now))[0]


def test_a_transaction_moves_the_accounts_that_it_names() -> None:
    between, within = internal(Side(HERE), Side(THERE, FIRST)), internal(Side(HERE), Side(HERE, FIRST))
    every = deposit(), withdrawal(FIRST), between, within
    assert [one.flow(HERE) for one in every] == [70, -70, -70, 0]
    assert [one.flow(THERE) for one in every] == [0, 0, 70, 0]


def test_what_settled_by_a_clock_a_little_ahead_settled_on_receipt() -> None:
    ahead, past = instant("2027-02-10T10:05:00Z"), instant("2027-02-01")
    taken = received(deposit(settled_at=ahead, requested_at=ahead), NOW)
    assert (taken.settled_at, taken.counts_at, taken.requested_at) == (NOW, NOW, ahead)
    assert received(deposit(settled_at=past), NOW).counts_at == past


@pytest.mark.parametrize(
    ("reported", "field"),
    [
        (deposit(settled_at=instant("2027-02-10T10:05:01Z")), "settled_at"),
        (deposit(requested_at=instant("2027-02-10T10:05:01Z")), "requested_at"),
        (deposit(amount=0), "amount"),
        (deposit(amount=-1), "amount"),
        (deposit(amount=money.MAX_MINOR + 1), "amount"),
        (internal(Side(HERE), Side(HERE)), "target.account"),
        (internal(Side(HERE, FIRST), Side(HERE, FIRST)), "target.goal"),
    ],
)
def test_a_report_of_what_cannot_be_names_the_field(reported: Transaction, field: str) -> None:
    with pytest.raises(Refused) as refused:
        received(reported, NOW)
    assert [error.name for error in refused.value.errors] == [field]


def test_within_an_account_money_moves_from_one_goal_to_another_or_to_none() -> None:
    for target in (Side(HERE), Side(HERE, SECOND), Side(THERE)):
        assert received(internal(Side(HERE, FIRST), target), NOW).target == target


def test_the_opposite_goes_back_where_the_money_came_from() -> None:
    undone = replace(internal(Side(HERE, FIRST), Side(THERE)), drawn=5, counted_by=frozenset("a"))
    back = opposite(undone, "bank-2", 3, instant("2027-03-01"))
    assert (back.source, back.target, back.type) == (Side(THERE), Side(HERE, FIRST), TransactionType.INTERNAL)
    assert (back.reverses, back.drawn, back.external_id) == (1, None, "bank-2")
    assert (back.settled_at, back.counts_at) == (instant("2027-03-01"), NOW)
    assert back.number > undone.number
    assert opposite(deposit(), "b", 3, NOW).type is TransactionType.WITHDRAWAL
    assert opposite(withdrawal(), "b", 3, NOW).type is TransactionType.DEPOSIT


def test_a_transaction_is_undone_once_and_a_reversal_never() -> None:
    for one in (deposit(reversed_by=3), opposite(deposit(), "bank-2", 3, NOW)):
        with pytest.raises(Conflicting):
            opposite(one, "bank-3", 4, NOW)


def test_a_reversal_is_counted_by_those_that_counted_what_it_undoes() -> None:
    assert deposit().is_counted_by("a")
    back = opposite(deposit(counted_by=frozenset("a")), "bank-2", 3, NOW)
    assert (back.is_counted_by("a"), back.is_counted_by("b")) == (True, False)


def test_a_goal_takes_all_that_comes_and_gives_what_it_has() -> None:
    assert shares(deposit(FIRST), holder()) == [(70, 0)]
    assert shares(withdrawal(FIRST), holder()) == [(70, 0)]
    assert shares(withdrawal(FIRST), holder(amount=30)) == [(30, 40)]
    assert shares(deposit(), {}) == shares(withdrawal(), {}) == [(0, 70)]
    between = internal(Side(HERE, FIRST), Side(HERE, SECOND))
    assert shares(between, holder(amount=30) | holder(SECOND)) == [(30, 40), (70, 0)]


def test_what_a_goal_gave_of_the_amount_is_kept() -> None:
    short, whole, none = (
        drawn(parts(one, ACCOUNTS, holder(amount=30)))
        for one in (withdrawal(FIRST), withdrawal(FIRST, amount=30), withdrawal())
    )
    assert (short, whole, none) == (30, None, None)
    assert drawn(parts(deposit(FIRST), ACCOUNTS, {})) is None


def test_a_reversal_gives_back_to_a_goal_what_it_gave() -> None:
    whole, short = withdrawal(FIRST), withdrawal(FIRST, drawn=30)
    assert shares(opposite(whole, "b", 3, NOW), holder(), whole) == [(70, 0)]
    assert shares(opposite(short, "b", 3, NOW), holder(), short) == [(30, 40)]
    into = deposit(FIRST)
    assert shares(opposite(into, "b", 3, NOW), holder(amount=20), into) == [(20, 50)]


def test_the_residual_stands_in_for_a_goal_that_is_gone_or_has_ended() -> None:
    out, into = withdrawal(FIRST), deposit(FIRST)
    for goals in ({}, holder(status=Status.FAILED)):
        assert shares(opposite(out, "b", 3, NOW), goals, out) == [(0, 70)]
    assert shares(opposite(into, "b", 3, NOW), {}, into) == [(0, 70)]
    assert shares(opposite(into, "b", 3, NOW), holder(status=Status.COMPLETED), into) == [(70, 0)]


def test_on_a_performance_account_nothing_moves() -> None:
    accounts = ACCOUNTS | {THERE: given.saving(THERE, kind=AccountKind.PERFORMANCE)}
    for source, target in ((HERE, THERE), (THERE, HERE)):
        between = internal(Side(source, FIRST), Side(target))
        found = parts(between, accounts, holder())
        assert [part.side.account for part in found] == [HERE]
        assert [move.account.number for move in account_moves(between, accounts, found)] == [HERE]


def test_balance_and_residual_move_by_what_comes_and_what_no_goal_gives_or_takes() -> None:
    def moves(of: Transaction, goals: dict[int, Goal]) -> list[tuple[int, int, int]]:
        found = account_moves(of, ACCOUNTS, parts(of, ACCOUNTS, goals))
        return [(move.account.number, move.balance, move.residual) for move in found]

    assert moves(deposit(), {}) == [(HERE, 70, 70)]
    assert moves(deposit(FIRST), holder()) == [(HERE, 70, 0)]
    assert moves(withdrawal(FIRST), holder(amount=30)) == [(HERE, -70, -40)]
    assert moves(internal(Side(HERE, FIRST), Side(HERE)), holder()) == [(HERE, 0, 70)]
    assert moves(internal(Side(HERE, FIRST), Side(HERE, SECOND)), holder(amount=30) | holder(SECOND)) == [
        (HERE, 0, -40)
    ]
    assert moves(internal(Side(HERE), Side(THERE, FIRST)), holder()) == [(HERE, -70, -70), (THERE, 70, 0)]


@pytest.mark.parametrize(
    ("kind", "into", "out"),
    [(TrackingType.CREDIT, 70, 0), (TrackingType.DEBIT, 0, 70), (TrackingType.DEBIT_CREDIT, 70, -70)],
)
def test_each_tracking_type_counts_its_own(kind: TrackingType, into: int, out: int) -> None:
    goal = counter(kind)
    assert (progress(goal, 70), progress(goal, -70), progress(goal, 0)) == (into, out, 0)
    assert (progress(goal, -70, undoes=True), progress(goal, 70, undoes=True)) == (-into, -out)


@pytest.mark.parametrize(
    ("zone", "settled", "index"),
    [
        (given.LONDON, "2027-01-04T23:59:59Z", None),
        (given.LONDON, "2027-01-05T00:00:00Z", 0),
        (given.LONDON, "2027-02-04T23:59:59Z", 0),
        (given.LONDON, "2027-02-05T00:00:00Z", 1),
        (given.LONDON, "2027-03-05T00:00:00Z", 2),
        (given.LONDON, "2027-04-04T22:59:59Z", 2),
        (given.LONDON, "2027-04-04T23:00:00Z", None),
        ("Pacific/Auckland", "2027-02-04T10:59:59Z", 0),
        ("Pacific/Auckland", "2027-02-04T11:00:00Z", 1),
        ("America/Los_Angeles", "2027-02-05T07:59:59Z", 0),
        ("America/Los_Angeles", "2027-02-05T08:00:00Z", 1),
        ("Asia/Kathmandu", "2027-02-04T18:14:59Z", 0),
        ("Asia/Kathmandu", "2027-02-04T18:15:00Z", 1),
    ],
)
def test_money_counts_by_the_local_date_of_its_settlement(zone: str, settled: str, index: int | None) -> None:
    assert period_of(replace(counter(), zone=zone), instant(settled)) == index


@pytest.mark.parametrize(
    ("settled", "index"),
    [
        ("2027-03-27T23:59:59Z", 26),
        ("2027-03-28T00:00:00Z", 27),
        ("2027-03-28T22:59:59Z", 27),
        ("2027-03-28T23:00:00Z", 28),
    ],
)
def test_a_day_of_23_hours_has_its_own_edges(settled: str, index: int) -> None:
    plan = given.goal_plan(
        "2027-03-01", frequency=Frequency.DAILY, start="2027-03-01", target_amount=31, period_amount=1
    )
    assert period_of(given.goal("2027-03-01", plan).goal, instant(settled)) == index


def test_what_settles_while_the_goal_finalises_counts_to_the_last_period() -> None:
    finalising = at(counter(), "2027-04-05T10:00:00Z")
    assert finalising.status is Status.FINALISING
    assert finalising.finalises_at is not None
    assert period_of(finalising, instant("2027-04-05T09:00:00Z")) == 2
    assert period_of(finalising, finalising.finalises_at) is None
    ended = at(finalising, "2027-06-01")
    assert period_of(ended, instant("2027-04-05T09:00:00Z")) is None


@pytest.mark.parametrize("kind", TrackingType)
def test_a_reversal_takes_back_what_a_goal_gained(kind: TrackingType) -> None:
    goal = counter(kind)
    for first in (deposit(), withdrawal()):
        gained, index = gain(goal, first, HERE)
        back = opposite(first, "bank-2", 3, instant("2027-03-20"))
        assert gain(goal, back, HERE) == (-gained, index) == (-gained, 1)
    assert gain(goal, deposit(counts_at=instant("2026-12-31")), HERE) == (0, None)


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
def test_a_savings_goals_money_counts_in_the_month_it_settled(now: str, settled: str, index: int | None) -> None:
    assert settled_period(at(given.three_months().goal, now), instant(settled)) == index


def test_a_savings_goal_is_moved_by_an_action_of_the_transaction() -> None:
    [goal], [part] = holder(amount=20).values(), parts(deposit(FIRST), ACCOUNTS, holder())
    booking = settle(deposit(FIRST), part, replace(goal, last_action=9), NOW, ClosedPeriod(0, 0, 20, 20, 1))
    assert (booking.action.signed, booking.action.transaction, booking.action.created_at) == (70, 1, NOW)
    assert (booking.change.goal.amount, booking.change.goal.last_action) == (90, booking.action.number)
    assert booking.action.number > 9
    assert booking.change.facts[0] == ActionCreated(booking.action.number, 70, "credit", booking.action.period)


def test_a_savings_goal_that_has_ended_takes_no_money_and_gives() -> None:
    [ended] = holder(status=Status.FAILED).values()
    place = Side(HERE, FIRST)
    with pytest.raises(Refused) as refused:
        settle(deposit(FIRST), Part(place, Direction.CREDIT, 70, 0), ended, NOW, None)
    assert [(error.name, error.code) for error in refused.value.errors] == [("target.goal", "goal_has_ended")]
    given_back = settle(withdrawal(FIRST), Part(place, Direction.DEBIT, 70, 0), ended, NOW, None)
    assert given_back.change.goal.amount == 30
    with pytest.raises(NotFound):
        settle(deposit(FIRST), Part(place, Direction.CREDIT, 70, 0), replace(ended, archived=True), NOW, None)


def test_a_savings_goal_gives_no_more_than_it_holds() -> None:
    [goal] = holder(amount=20).values()
    with pytest.raises(NotCovered) as refused:
        settle(withdrawal(FIRST), Part(Side(HERE, FIRST), Direction.DEBIT, 70, 0), goal, NOW, None)
    assert [error.name for error in refused.value.errors] == ["source.goal"]
