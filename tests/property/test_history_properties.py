"""Random histories of a savings goal, with every invariant checked after every step.

The design's invariants, by their numbers:
1. the goal's amount is the sum of its entries and never negative; each period's amount is the sum of its own entries;
3. periods are contiguous and span the schedule; targets sum to max(plan, closed targets); a closed one never changes;
4. each period is closed at most once; events are gap-free, each id once; milestones and achievement once each;
5. a refused request changes nothing.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from savings.domain import calendar, money
from savings.domain.actions import Action, Direction
from savings.domain.errors import Conflicting, DomainError, Infeasible, NotCovered, NotFound, Refused
from savings.domain.goal import OPEN, Status
from savings.domain.plan import SavingsFigures
from savings.domain.progress import Period, estimate, periods, tracking_status
from tests.property.drawn import AWKWARD_ZONES, instants, small_amounts
from tests.unit.domain.given import account, figures, savings_goal
from tests.unit.domain.saver import Saver

MILESTONES = [25, 50, 75, 100]
sums = st.integers(1, 400_00)


class History(RuleBasedStateMachine):
    """A saver does what savers do, in any order, over years."""

    saver: Saver

    @initialize(
        now=instants(),
        zone=st.sampled_from(AWKWARD_ZONES),
        months=st.integers(1, 14),
        planned=sums,
        days=st.integers(0, 10),
    )
    def begin(self, now: datetime, zone: str, months: int, planned: int, days: int) -> None:
        end = calendar.add_months(calendar.local_date(now, zone).replace(day=1), months)
        at = account(zone, finalising_days=days)
        self.saver = Saver(savings_goal(now.isoformat(), figures(planned, by=str(end)), at))
        self.closed_targets: dict[int, int] = {}

    @rule(seconds=st.integers(0, 100 * 86400) | st.integers(0, 3 * 86400))
    def wait(self, seconds: int) -> None:
        self.saver.wait_until(self.saver.now + timedelta(seconds=seconds))

    @rule()
    def wait_until_something_is_due(self) -> None:
        if (due := self.saver.goal.due_at) is not None:
            self.saver.wait_until(due)

    @rule(amount=small_amounts, direction=st.sampled_from(Direction))
    def record(self, amount: int, direction: Direction) -> None:
        before = self.saver.goal.amount
        signed = amount if direction is Direction.CREDIT else -amount
        refusal = self._try(lambda: self.saver.credit(amount) if signed > 0 else self.saver.debit(amount))
        self._expect(refusal, signed)
        if refusal is None:
            assert self.saver.goal.amount == before + signed

    @precondition(lambda self: self.saver.actions)
    @rule(data=st.data(), amount=small_amounts, direction=st.sampled_from(Direction))
    def correct(self, data: st.DataObject, amount: int, direction: Direction) -> None:
        action = self._any_action(data)
        signed = amount if direction is Direction.CREDIT else -amount
        refusal = self._try(lambda: self.saver.correct(action, amount, direction))
        self._expect(refusal, signed - action.signed)

    @precondition(lambda self: self.saver.actions)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        action = self._any_action(data)
        refusal = self._try(lambda: self.saver.remove(action))
        self._expect(refusal, -action.signed)

    @rule(planned=st.none() | sums, recurrent=st.none() | sums, days=st.none() | st.integers(-40, 700))
    def replan(self, planned: int | None, recurrent: int | None, days: int | None) -> None:
        today = self.saver.goal.today(self.saver.now)
        end = None if days is None else today + timedelta(days=days)
        wanted = SavingsFigures(planned, recurrent, end)
        refusal = self._try(lambda: self.saver.replan(wanted))
        if refusal is None and wanted.given:
            assert self.saver.goal.target_amount == (planned or self.saver.goal.target_amount)
            assert self.saver.goal.schedule.end >= today
        if isinstance(refusal, Infeasible):
            option = refusal.alternatives[0]
            again = replace(wanted, **{option.change: option.value})  # type: ignore[arg-type]  # as `change` has it
            assert self._try(lambda: self.saver.replan(again)) is None

    @rule(really=st.integers(0, 9))
    def delete(self, really: int) -> None:
        if really == 0:
            assert self._try(self.saver.delete) is None
            assert not self.saver.goal.holds_money

    @rule(really=st.integers(0, 9))
    def cancel(self, really: int) -> None:
        if really == 0:
            refusal = self._try(self.saver.cancel)
            assert isinstance(refusal, Conflicting) == (self.saver.goal.status not in OPEN | {Status.CANCELLED})

    @invariant()
    def every_invariant_holds(self) -> None:
        assert [finding for finding in self.saver.findings() if not finding.holds] == []

    @invariant()
    def the_amount_is_what_was_paid_in_and_not_taken_out(self) -> None:
        entries = [action.signed for action in self.saver.actions.values()]
        assert self.saver.goal.amount == sum(entries) >= 0

    @invariant()
    def targets_sum_to_the_plan_or_to_what_is_closed(self) -> None:
        goal, views = self.saver.goal, self._views()
        assert sum(view.target for view in views) == max(goal.target_amount, goal.closed_targets)
        for view in views[: goal.closed]:
            assert self.closed_targets.setdefault(view.index, view.target) == view.target

    @invariant()
    def everything_was_told_once(self) -> None:
        events = self.saver.events
        assert [event.sequence for event in events] == list(range(1, len(events) + 1))
        assert len({event.id for event in events}) == len(events)
        percents = [event.data["percent"] for event in events if event.name == "goal.milestone.reached"]
        assert percents == MILESTONES[: len(percents)]
        assert self.saver.told().count("goal.achieved") == (self.saver.goal.achieved_at is not None)
        closed = [event.data["period_index"] for event in events if event.name == "goal.period.closed"]
        assert closed == list(range(self.saver.goal.closed))

    @invariant()
    def every_reader_has_an_answer(self) -> None:
        assert tracking_status(self.saver.goal)
        figures = estimate(self.saver.goal)
        assert (figures.null_reason is None) == (figures.end_date is not None and figures.target_amount is not None)

    @invariant()
    def first_closed_amounts_stay(self) -> None:
        told = {
            event.data["period_index"]: event.data["period_current_amount"]["value"]
            for event in self.saver.events
            if event.name == "goal.period.closed"
        }
        for period in self.saver.periods.values():
            assert told[period.index] == money.show(period.first_amount, "GBP")

    def _views(self) -> list[Period]:
        return list(periods(self.saver.goal, self.saver.periods.values()))

    def _any_action(self, data: st.DataObject) -> Action:
        return data.draw(st.sampled_from(list(self.saver.actions.values())))

    def _try(self, request: Callable[[], object]) -> DomainError | None:
        saver = self.saver
        before = (saver.goal, dict(saver.periods), dict(saver.actions), len(saver.events))
        try:
            request()
        except DomainError as refusal:
            assert before == (saver.goal, saver.periods, saver.actions, len(saver.events))
            return refusal
        return None

    def _expect(self, refusal: DomainError | None, delta: int) -> None:
        """A movement is refused for what the goal is or holds, and for nothing else."""
        goal = self.saver.goal
        if not goal.holds_money:
            assert isinstance(refusal, NotFound)
        elif isinstance(refusal, NotCovered):
            assert goal.amount + delta < 0
        elif refusal is not None:
            assert isinstance(refusal, Refused)
            assert goal.has_ended
            assert delta > 0


History.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
TestHistory = History.TestCase
