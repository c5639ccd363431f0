"""The status machine, exhaustively: every state of a goal by everything that can be done to it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from savings.domain import actions, goal_changes
from savings.domain.actions import Action, Direction
from savings.domain.errors import DomainError
from savings.domain.goal import Change, ClosedPeriod, Goal, Status, advance, as_of
from savings.domain.plan import SavingsFigures
from tests.unit.domain import given
from tests.unit.domain.given import instant
from tests.unit.domain.saver import Saver

LATER = instant("2027-06-01")
STATES = ("active", "finalising", "completed", "failed", "cancelled", "archived")


@dataclass(frozen=True)
class Life:
    """A savings goal in one state, with two actions of its first month: a credit of 60.00 and a debit of 10.00."""

    saver: Saver
    paid_in: Action
    taken_out: Action

    @property
    def goal(self) -> Goal:
        return self.saver.goal

    def first_period(self) -> ClosedPeriod | None:
        return self.saver.periods.get(0)


def savings_goal(state: str) -> Life:
    saver = Saver(given.three_months())
    paid_in, taken_out = saver.credit(60_00), saver.debit(10_00)
    if state in {"completed", "archived"}:
        saver.credit(250_00)
    if state == "cancelled":
        saver.cancel()
    if state == "finalising":
        saver.wait_until(instant("2027-04-01"))
    if state in {"completed", "failed", "archived"}:
        saver.wait_until(LATER)
    if state == "archived":
        saver.delete()
    return Life(saver, paid_in, taken_out)


def corrected(life: Life, action: Action, amount: int, direction: Direction) -> Change:
    return actions.correct(life.goal, action, amount, direction, life.saver.now, life.first_period()).change


def removed(life: Life, action: Action) -> Change:
    return actions.remove(life.goal, action, life.saver.now, life.first_period()).change


def replanned(life: Life, figures: SavingsFigures, name: str | None = None) -> Change | None:
    return goal_changes.replan(life.goal, figures, name, life.saver.now)


OPERATIONS: dict[str, Callable[[Life], Change | None]] = {
    "advance": lambda life: next(iter(advance(life.goal, LATER)), None),
    "cancel": lambda life: goal_changes.cancel(life.goal, life.saver.now),
    "delete": lambda life: goal_changes.delete_savings_goal(life.goal, life.saver.now),
    "credit": lambda life: actions.record(life.goal, 99, 1, Direction.CREDIT, life.saver.now).change,
    "debit": lambda life: actions.record(life.goal, 99, 1, Direction.DEBIT, life.saver.now).change,
    "raise a credit": lambda life: corrected(life, life.paid_in, 61_00, Direction.CREDIT),
    "lower a credit": lambda life: corrected(life, life.paid_in, 59_00, Direction.CREDIT),
    "raise a debit": lambda life: corrected(life, life.taken_out, 11_00, Direction.DEBIT),
    "turn a debit": lambda life: corrected(life, life.taken_out, 10_00, Direction.CREDIT),
    "remove a debit": lambda life: removed(life, life.taken_out),
    "replan": lambda life: replanned(life, given.figures(400_00, by="2027-12-31")),
    "replan with one figure": lambda life: replanned(life, given.figures(400_00)),
    "rename": lambda life: replanned(life, SavingsFigures(), "Boat"),
    "keep the name": lambda life: replanned(life, SavingsFigures(), "Car Savings"),
    "retext": lambda life: goal_changes.retext(life.goal, replace(life.goal.texts, description="Red"), life.saver.now),
}

# What each gives in the order of STATES; "same" is a change that leaves the status.
OUTCOMES: dict[str, tuple[str, ...]] = {
    "advance": ("active", "failed", "nothing", "nothing", "nothing", "nothing"),
    "cancel": ("cancelled", "cancelled", "Conflicting", "Conflicting", "nothing", "Conflicting"),
    "delete": ("cancelled", "cancelled", "archived", "archived", "nothing", "nothing"),
    "credit": ("same", "same", "Refused", "Refused", "NotFound", "NotFound"),
    "debit": ("same", "same", "same", "same", "NotFound", "NotFound"),
    "raise a credit": ("same", "same", "Refused", "Refused", "NotFound", "NotFound"),
    "lower a credit": ("same", "same", "same", "same", "NotFound", "NotFound"),
    "raise a debit": ("same", "same", "same", "same", "NotFound", "NotFound"),
    "turn a debit": ("same", "same", "Refused", "Refused", "NotFound", "NotFound"),
    "remove a debit": ("same", "same", "Refused", "Refused", "NotFound", "NotFound"),
    "replan": ("same", "Refused", "Refused", "Refused", "Refused", "Refused"),
    "replan with one figure": ("Refused",) * 6,
    "rename": (*("same",) * 5, "Conflicting"),
    "keep the name": ("nothing",) * 6,
    "retext": (*("same",) * 5, "Conflicting"),
}


def outcome(goal: Goal, operation: Callable[[], Change | None]) -> str:
    try:
        change = operation()
    except DomainError as refusal:
        return type(refusal).__name__
    if change is None:
        return "nothing"
    assert (change.goal.version, change.goal.sequence) == (goal.version + 1, goal.sequence + len(change.facts))
    if change.goal.archived != goal.archived:
        return "archived"
    return "same" if change.goal.status is goal.status and change.goal.closed == goal.closed else change.goal.status


@pytest.mark.parametrize("operation", OPERATIONS)
@pytest.mark.parametrize("state", STATES)
def test_every_operation_on_a_savings_goal_in_every_state(state: str, operation: str) -> None:
    life = savings_goal(state)
    assert ("archived" if life.goal.archived else life.goal.status) == state
    expected = OUTCOMES[operation][STATES.index(state)]
    assert outcome(life.goal, lambda: OPERATIONS[operation](life)) == expected


def counted_goal(status: Status) -> Goal:
    """A goal that counts its account's transactions, in one status."""
    start = "2027-03-01" if status is Status.UNSTARTED else None
    plan = given.goal_plan("2027-01-05", start=start, end="2027-03-31", target_amount=300, start_amount=150)
    reached = 300 if status is Status.COMPLETED else 150
    goal = replace(given.goal("2027-01-05", plan, start_amount=150).goal, amount=reached, opening=reached)
    if status is Status.CANCELLED:
        cancelled = goal_changes.cancel(goal, goal.created_at)
        assert cancelled is not None
        return cancelled.goal
    when = {Status.FINALISING: "2027-04-01", Status.COMPLETED: "2027-06-01", Status.FAILED: "2027-06-01"}
    return as_of(goal, instant(when.get(status, "2027-01-05")))[0]


@pytest.mark.parametrize(
    ("status", "advanced", "cancelled"),
    [
        (Status.UNSTARTED, "active", "cancelled"),
        (Status.ACTIVE, "active", "cancelled"),
        (Status.FINALISING, "failed", "cancelled"),
        (Status.COMPLETED, "nothing", "Conflicting"),
        (Status.FAILED, "nothing", "Conflicting"),
        (Status.CANCELLED, "nothing", "nothing"),
    ],
)
def test_every_operation_on_another_goal_in_every_status(status: Status, advanced: str, cancelled: str) -> None:
    """It holds no money, so actions and the savings goals' DELETE do not know it."""
    goal = counted_goal(status)
    assert goal.status is status
    assert outcome(goal, lambda: next(iter(advance(goal, LATER)), None)) == advanced
    assert outcome(goal, lambda: goal_changes.cancel(goal, LATER)) == cancelled
    assert outcome(goal, lambda: goal_changes.delete_savings_goal(goal, LATER)) == "nothing"
    assert outcome(goal, lambda: goal_changes.retext(goal, replace(goal.texts, name="Roof"), LATER)) == "same"
    assert outcome(goal, lambda: actions.record(goal, 1, 1, Direction.CREDIT, LATER).change) == "NotFound"
    assert outcome(goal, lambda: actions.record(goal, 1, 1, Direction.DEBIT, LATER).change) == "NotFound"
