"""Random histories of a savings goal, with every rule checked after every step: drawn, so that a failure is made small,
and thrown with a die, so that there can be very many.

`GOAL_HISTORIES=100000` throws as many; the suite throws a hundred.
"""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from savings.domain.actions import Action, Direction
from savings.domain.plan import SavingsFigures
from tests.property.drawn import AWKWARD_ZONES, examples, instants, small_amounts
from tests.property.saver_history import SaverHistory, first_plan, later
from tests.unit.domain.given import figures

HISTORIES: Final = int(os.environ.get("GOAL_HISTORIES", "100"))
STEPS: Final = 20
sums = st.integers(1, 400_00)


class History(RuleBasedStateMachine):
    """A saver does what savers do, in any order, over years."""

    history: SaverHistory

    @initialize(
        now=instants(),
        zone=st.sampled_from(AWKWARD_ZONES),
        months=st.integers(1, 14),
        planned=sums,
        days=st.integers(0, 10),
    )
    def begin(self, now: datetime, zone: str, months: int, planned: int, days: int) -> None:
        self.history = SaverHistory(now, zone, first_plan(now, zone, months, planned), days)

    @rule(
        seconds=st.integers(0, 100 * 86400) | st.integers(0, 3 * 86400),
        parts=st.lists(st.floats(0, 1), max_size=4),
    )
    def wait(self, seconds: int, parts: list[float]) -> None:
        self.history.wait_until(self.history.saver.now + timedelta(seconds=seconds), parts)

    @rule()
    def wait_until_something_is_due(self) -> None:
        if (due := self.history.goal.due_at) is not None:
            self.history.wait_until(max(due, self.history.saver.now))

    @rule(amount=small_amounts, direction=st.sampled_from(Direction))
    def record(self, amount: int, direction: Direction) -> None:
        self.history.record(amount, direction)

    @precondition(lambda self: self.history.saver.actions)
    @rule(data=st.data(), amount=small_amounts, direction=st.sampled_from(Direction))
    def correct(self, data: st.DataObject, amount: int, direction: Direction) -> None:
        self.history.correct(self._any_action(data), amount, direction)

    @precondition(lambda self: self.history.saver.actions)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        self.history.remove(self._any_action(data))

    @rule(planned=st.none() | sums, recurrent=st.none() | st.just(0) | sums, days=st.none() | st.integers(-40, 700))
    def replan(self, planned: int | None, recurrent: int | None, days: int | None) -> None:
        end = None if days is None else later(self.history.goal, self.history.saver.now, days)
        self.history.replan(SavingsFigures(planned, recurrent, end))

    @rule(really=st.integers(0, 9))
    def delete(self, really: int) -> None:
        if really == 0:
            self.history.delete()

    @rule(really=st.integers(0, 9))
    def cancel(self, really: int) -> None:
        if really == 0:
            self.history.cancel()

    @invariant()
    def every_rule_holds(self) -> None:
        self.history.check()

    def _any_action(self, data: st.DataObject) -> Action:
        return data.draw(st.sampled_from(list(self.history.saver.actions.values())))


History.TestCase.settings = settings(examples(150), stateful_step_count=40)
TestHistory = History.TestCase


def test_many_histories_hold_to_every_rule() -> None:
    """History n is the same wherever it is thrown."""
    for number in range(HISTORIES):
        try:
            _throw(Random(number))
        except AssertionError as broken:
            raise AssertionError(f"history {number} of {HISTORIES}") from broken


def _throw(die: Random) -> None:
    history = _begun(die)
    history.check()
    for _ in range(STEPS):
        _step(die, history)
        history.check()


def _begun(die: Random) -> SaverHistory:
    now = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=die.randrange(20 * 365 * 86400))
    zone = die.choice(AWKWARD_ZONES)
    plan = first_plan(now, zone, die.randint(1, 14), die.randint(1, 400_00))
    if die.random() < 0.3:
        recurrent = -(-(plan.target_amount or 0) // die.randint(1, 14))
        plan = figures(plan.target_amount, recurrent)
    return SaverHistory(now, zone, plan, die.randint(0, 10))


def _step(die: Random, history: SaverHistory) -> None:
    saver, goal = history.saver, history.goal
    amount, direction = die.randint(1, 100_00), die.choice((Direction.CREDIT, Direction.CREDIT, Direction.DEBIT))
    action = die.choice(list(saver.actions.values())) if saver.actions else None

    def wait() -> None:
        seconds = die.choice((3, 40, 100)) * die.randrange(86400)
        history.wait_until(saver.now + timedelta(seconds=seconds), [die.random() for _ in range(die.randrange(3))])

    steps: dict[Callable[[], object], int] = {
        wait: 20,
        lambda: history.wait_until(max(goal.due_at, saver.now)) if goal.due_at is not None else None: 12,
        lambda: history.record(amount, direction): 25,
        lambda: history.correct(action, amount, direction) if action else None: 12,
        lambda: history.remove(action) if action else None: 4,
        lambda: history.replan(_figures(die, history)): 20,
        history.delete: 1,
        history.cancel: 1,
    }
    step = die.choices([*steps], [*steps.values()])[0]
    step()


def _figures(die: Random, history: SaverHistory) -> SavingsFigures:
    """Figures near what is there, so that each of the rules is the one that decides now and then."""
    goal = history.goal
    near = max(1, goal.amount + die.choice((0, 0, 1, -1, die.randint(-50_00, 200_00))))
    target = die.choice((None, near, goal.target_amount, die.randint(1, 400_00)))
    recurrent = die.choice((None, None, 0, goal.period_amount, max(1, history.since), die.randint(1, 60_00)))
    end = die.choice((None, goal.schedule.end, later(goal, history.saver.now, die.randint(-5, 500))))
    return SavingsFigures(target, recurrent, end)
