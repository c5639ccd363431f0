"""What must hold of counting: order does not matter, undoing restores, synthetic amounts give way."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from savings.domain import calendar
from savings.domain.actions import needs_stored
from savings.domain.errors import Refused
from savings.domain.goal import (
    Change,
    ClosedPeriod,
    Goal,
    MeasuredBy,
    NewGoal,
    Status,
    Texts,
    TrackingType,
    as_of,
    create,
)
from savings.domain.integrity import Tally, check, counted_in
from savings.domain.ledger import (
    Side,
    Transaction,
    TransactionType,
    count,
    period_of,
    progress,
    settled_period,
)
from savings.domain.plan import GoalFigures, Target, plan_goal
from savings.domain.progress import periods
from savings.domain.recount import recount
from tests.property.drawn import frequencies, instants, zones
from tests.unit.domain.given import CUSTOMER, GOAL_ID, HOUSEHOLD, TENANT, account, saving

FIRST: Final = 7 * 2**12
SECOND: Final = 8 * 2**12

flows = st.integers(-500_00, 500_00).filter(bool)
sides = st.builds(Side, st.sampled_from([FIRST, SECOND]), st.none() | st.integers(1, 3))


class Counter:
    """A goal that counts transactions, with its stored periods, as the table keeps both."""

    def __init__(self, goal: Goal, closed: list[ClosedPeriod], now: datetime) -> None:
        self.goal, self.now = goal, now
        self.periods = {period.index: period for period in closed}
        self.counted = Tally()

    def take(self, flow: int, settled_at: datetime, *, undoes: bool = False) -> None:
        """Count what moved, in the period in which it was settled."""
        delta = progress(self.goal, flow, undoes=undoes)
        index = period_of(self.goal, settled_at)
        if index is None or not delta:
            return
        stored = self.periods.get(index) if needs_stored(self.goal, index) else None
        change = count(self.goal, delta, index, self.now, stored)
        self.counted.add(delta, counted_in(self.goal, settled_at))
        if change is None:
            return
        assert change.goal.version == self.goal.version + 1
        if change.period is not None:
            before = stored.amount if stored is not None else self.amounts()[index]
            assert change.restated_from == before
            self.periods[index] = change.period
        self.goal = change.goal

    def amounts(self) -> list[int]:
        """Return what each period shows."""
        return [view.amount for view in periods(self.goal, self.periods.values())]

    def figures(self) -> tuple[int, list[int]]:
        return self.goal.amount, self.amounts()

    def prove(self) -> None:
        stored = list(self.periods.values())
        findings = check(self.goal, stored, self.counted)
        assert [finding for finding in findings if not finding.holds and finding.number != 4] == []


@st.composite
def counters(draw: st.DrawFn) -> Counter:
    """Draw a goal of any frequency, zone and past, somewhere in its life, with what time has closed."""
    created, zone = draw(instants()), draw(zones)
    today = calendar.local_date(created, zone)
    start = today + timedelta(days=draw(st.integers(-60, 5)))
    end = max(today, start) + timedelta(days=draw(st.integers(0, 120)))
    try:
        figures = GoalFigures(
            target=Target.AMOUNT,
            frequency=draw(frequencies),
            start_date=start,
            start_amount=draw(st.integers(0, 50_00)),
            target_amount=draw(st.integers(50_01, 900_00)),
            period_amount=None,
            end_date=end,
        )
        plan = plan_goal(figures, today)
    except Refused:
        assume(False)
        raise
    over = plan.schedule.index_of(today) if start <= today else 0
    new = NewGoal(
        Texts("x"),
        MeasuredBy.TRANSACTIONS,
        draw(st.sampled_from(TrackingType)),
        Target.AMOUNT,
        figures.start_amount,
        completed_backdated_periods=draw(st.integers(0, over)),
    )
    goal = create(GOAL_ID, account(zone, finalising_days=draw(st.integers(0, 10))), new, plan, created).goal
    now = created + timedelta(seconds=draw(st.integers(0, 130 * 86400)))
    advanced, closed = as_of(goal, now)
    return Counter(advanced, closed, now)


@st.composite
def settlements(draw: st.DrawFn, now: datetime) -> list[tuple[int, datetime]]:
    """Draw movements that were settled before `now`, often long before."""
    ages = st.integers(0, 200 * 86400) | st.integers(0, 86400)
    return draw(st.lists(st.tuples(flows, ages.map(lambda age: now - timedelta(seconds=age))), max_size=12))


def copied(counter: Counter) -> Counter:
    return Counter(counter.goal, list(counter.periods.values()), counter.now)


@given(st.data(), counters())
def test_in_whatever_order_money_is_counted_the_figures_are_the_same(data: st.DataObject, counter: Counter) -> None:
    movements = data.draw(settlements(counter.now))
    other = copied(counter)
    for flow, settled_at in movements:
        counter.take(flow, settled_at)
        counter.prove()
    for flow, settled_at in data.draw(st.permutations(movements)):
        other.take(flow, settled_at)
    assert other.figures() == counter.figures()


@given(st.data(), counters())
def test_undoing_restores_every_figure(data: st.DataObject, counter: Counter) -> None:
    """In any order, with other money counted in between; what was reached, also on the way back, stays reached."""
    before = data.draw(settlements(counter.now))
    undone = data.draw(settlements(counter.now))
    for flow, settled_at in before:
        counter.take(flow, settled_at)
    kept = counter.figures()
    for flow, settled_at in undone:
        counter.take(flow, settled_at)
    achieved = counter.goal.achieved_at
    for flow, settled_at in data.draw(st.permutations(undone)):
        counter.take(-flow, settled_at, undoes=True)
        counter.prove()
        if achieved is None and counter.goal.amount >= counter.goal.target_amount:
            achieved = counter.now
    assert counter.figures() == kept
    assert counter.goal.achieved_at == achieved


@given(st.data(), counters())
def test_a_synthetic_amount_gives_way_up_to_its_size(data: st.DataObject, counter: Counter) -> None:
    goal = counter.goal
    assume(goal.backdated)
    index = data.draw(st.integers(0, goal.backdated - 1))
    first = calendar.first_instant(goal.schedule.bounds(index)[0], goal.zone)
    synthetic = goal.targets.of(index) if index < goal.synthetic else 0
    assert counter.amounts()[index] == synthetic
    counted = 0
    for flow in data.draw(st.lists(flows, max_size=8)):
        counter.take(flow, first)
        counted += progress(goal, flow)
        assert counter.amounts()[index] == (max(counted, synthetic) if synthetic else counted)
        assert counter.goal.amount == goal.amount + counter.amounts()[index] - synthetic


@given(st.sampled_from(TrackingType), flows, counters())
def test_progress_has_the_sign_of_the_tracking_type(kind: TrackingType, flow: int, counter: Counter) -> None:
    goal = replace(counter.goal, tracking_type=kind)
    expected = {TrackingType.CREDIT: max(flow, 0), TrackingType.DEBIT: max(-flow, 0), TrackingType.DEBIT_CREDIT: flow}
    assert progress(goal, flow) == expected[kind]
    assert progress(goal, -flow, undoes=True) == -progress(goal, flow)
    assert kind is TrackingType.DEBIT_CREDIT or progress(goal, flow) >= 0


@given(counters(), st.integers(0, 300 * 86400))
def test_money_counts_in_the_period_of_its_local_date(counter: Counter, age: int) -> None:
    """And in none before the start or after the end, but for the last one while the goal finalises."""
    goal, settled_at = counter.goal, counter.now - timedelta(seconds=age)
    day, index = calendar.local_date(settled_at, goal.zone), period_of(goal, settled_at)
    last = goal.period_count - 1
    if day < goal.schedule.start:
        assert index is None
        assert settled_period(goal, settled_at) == 0
    elif day > goal.schedule.end:
        late = goal.status is Status.FINALISING and goal.finalises_at is not None and settled_at < goal.finalises_at
        assert index == (last if late else None)
    else:
        assert index is not None
        start, end = goal.schedule.bounds(index)
        assert start <= day <= end
        assert index <= min(goal.closed, last)
        assert settled_period(goal, settled_at) == index


@given(st.sampled_from(TransactionType), st.integers(1, 10**12), sides, sides, instants())
def test_the_flows_of_an_internal_transaction_cancel_out(
    kind: TransactionType, amount: int, source: Side, target: Side, now: datetime
) -> None:
    assume(kind is not TransactionType.INTERNAL or source != target)
    transaction = Transaction(
        number=FIRST,
        tenant=TENANT,
        household=HOUSEHOLD,
        user=CUSTOMER,
        type=kind,
        external_id="bank-1",
        amount=amount,
        currency="GBP",
        zone="Europe/London",
        requested_at=now,
        settled_at=now,
        counts_at=now,
        source=source if kind is not TransactionType.DEPOSIT else None,
        target=target if kind is not TransactionType.WITHDRAWAL else None,
    )
    by_account = {number: transaction.flow(number) for number in (FIRST, SECOND)}
    signs = {TransactionType.DEPOSIT: 1, TransactionType.WITHDRAWAL: -1, TransactionType.INTERNAL: 0}
    assert sum(by_account.values()) == signs[kind] * amount
    opposite = replace(transaction, source=transaction.target, target=transaction.source)
    assert {number: -opposite.flow(number) for number in by_account} == by_account
    if kind is TransactionType.INTERNAL and source.account == target.account:
        assert not any(by_account.values())


def test_the_goals_drawn_have_pasts_and_ends() -> None:
    """The counters above are not all alike."""
    seen: set[tuple[bool, bool]] = set()

    @settings(max_examples=150)
    @given(counters())
    def look(counter: Counter) -> None:
        seen.add((bool(counter.goal.synthetic), counter.goal.closed == counter.goal.period_count))

    look()
    assert len(seen) == 4


@given(st.data(), counters())
def test_whatever_is_altered_the_entries_make_it_again(data: st.DataObject, counter: Counter) -> None:
    """A goal's counters and closed periods; what was not altered is not touched."""
    for flow, settled_at in data.draw(settlements(counter.now)):
        counter.take(flow, settled_at)
    goal, periods_before = counter.goal, dict(counter.periods)
    assert again(counter) == []
    by = st.integers(-99_99, 99_99)
    altered = {name: getattr(goal, name) + data.draw(by) for name in ("amount", "current", "taken", "closed_targets")}
    counter.goal = replace(goal, **altered)
    for index, period in periods_before.items():
        if data.draw(st.booleans()):
            counter.periods[index] = replace(period, amount=period.amount + data.draw(by))
    for change in again(counter):
        assert change.goal.version == counter.goal.version + 1
        counter.goal = change.goal
        if change.period is not None:
            assert change.restated_from == counter.periods[change.period.index].amount
            counter.periods[change.period.index] = change.period
    kept = {name: getattr(goal, name) for name in altered}
    assert {name: getattr(counter.goal, name) for name in altered} == kept
    assert [period.amount for period in counter.periods.values()] == [one.amount for one in periods_before.values()]
    counter.prove()
    assert again(counter) == []


def again(counter: Counter) -> list[Change]:
    return recount(counter.goal, list(counter.periods.values()), counter.counted, saving(), counter.now)
