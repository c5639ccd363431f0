"""Actions: the entries of a savings goal's ledger, and what recording, correcting and removing one does to the goal.

Whether the account's residual covers a change is decided where it is written, by a condition; everything else here.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from savings.domain import money
from savings.domain.errors import NotCovered, NotFound, Refused
from savings.domain.facts import ActionCreated, ActionDeleted, ActionUpdated, Fact, PeriodRestated
from savings.domain.goal import Change, ClosedPeriod, Goal, changed, reach


class Direction(StrEnum):
    """Into the goal or out of it; `credit_debit_indicator` on the wire."""

    CREDIT = "credit"
    DEBIT = "debit"


@dataclass(frozen=True, slots=True)
class Action:
    """One entry: `amount` in minor units, always positive; `period` is where it counts, None after the goal's end.

    `transaction` is the one that made the action; the customer can neither correct nor remove such an action.
    """

    number: int
    amount: int
    direction: Direction
    period: int | None
    created_at: datetime
    version: int = 1
    transaction: int | None = None

    @property
    def signed(self) -> int:
        """What the action adds to the goal: negative for a debit."""
        return self.amount if self.direction is Direction.CREDIT else -self.amount


@dataclass(frozen=True, slots=True)
class Booking:
    """An action with the change it makes to its goal; `delta` is what the goal gains and the residual loses."""

    action: Action
    change: Change
    delta: int


def period_for(goal: Goal) -> int | None:
    """Return the period in which money that moves now counts: the open one, the last while finalising, none after."""
    if goal.has_ended:
        return None
    return min(goal.closed, goal.period_count - 1)


def record(goal: Goal, number: int, amount: int, direction: Direction, now: datetime) -> Booking:
    """Record an action on a goal that nothing is due for.

    Raises NotCovered for a debit of more than the goal holds, Refused for a credit after the goal has ended, NotFound
    for a goal that holds no money: cancelled, archived, or not a savings goal.
    """
    action = Action(number, amount, direction, period_for(goal), now)
    fact = ActionCreated(number, amount, direction.value, action.period)
    change = move(goal, action.signed, action.period, fact, now, path="amount", last_action=number)
    return Booking(action, change, action.signed)


def correct(
    goal: Goal, action: Action, amount: int, direction: Direction, now: datetime, period: ClosedPeriod | None
) -> Booking:
    """Change an action's amount or direction; `period` is its stored period where that one is closed.

    Raises NotCovered where the goal would fall below 0, Refused for more money into a goal that has ended than a debit
    after its end took out, NotFound for one that holds no money.
    """
    _check_declared(action)
    after = replace(action, amount=amount, direction=direction, version=action.version + 1)
    fact = ActionUpdated(action.number, amount, direction.value, action.period, action.signed)
    delta, undone = after.signed - action.signed, _late_debit(action)
    change = move(goal, delta, action.period, fact, now, stored=period, path="amount", undone=undone)
    return Booking(after, change, delta)


def remove(goal: Goal, action: Action, now: datetime, period: ClosedPeriod | None) -> Booking:
    """Take an action back; the same rules as `correct`."""
    _check_declared(action)
    fact = ActionDeleted(action.number, action.amount, action.direction.value, action.period)
    delta, undone = -action.signed, _late_debit(action)
    change = move(goal, delta, action.period, fact, now, stored=period, path="action", undone=undone)
    return Booking(action, change, delta)


def _late_debit(action: Action) -> int:
    """What a debit took from a goal that had ended: so much may come back to it."""
    return action.amount if action.period is None and action.direction is Direction.DEBIT else 0


def _check_declared(action: Action) -> None:
    if action.transaction is not None:
        message = "Was made by a transaction; a reversal of that one undoes it."
        raise Refused.one("action", "made_by_transaction", message)


def needs_stored(goal: Goal, index: int | None) -> bool:
    """Whether the period is closed and its amount is in its own item, not in the goal."""
    return index is not None and index < min(goal.closed, goal.period_count - 1)


def move(
    goal: Goal,
    delta: int,
    index: int | None,
    fact: Fact,
    now: datetime,
    *,
    stored: ClosedPeriod | None = None,
    path: str,
    undone: int = 0,
    **fields: int,
) -> Change:
    """Move money into or out of a savings goal, with `fact` as the first event; `stored` is a closed period's item.

    A goal that has ended takes no more than `undone`, the debit after its end that is corrected or taken back.
    Raises, naming `path`, what `record` and `correct` raise.
    """
    if not goal.holds_money:
        raise NotFound("goal")
    if goal.amount + delta < 0:
        raise NotCovered.one(path, "exceeds_saved_amount", "The goal would hold less than nothing.")
    if goal.has_ended and delta > undone:
        raise Refused.one(path, "goal_has_ended", "A goal that has ended takes no more money.")
    if goal.amount + delta > money.MAX_MINOR:
        raise Refused.one(path, "amount_too_large", "The goal would hold more than can be kept.")
    moved = replace(goal, amount=goal.amount + delta, taken=goal.taken + (delta if index is None else 0))
    if index is not None and index == min(goal.closed, goal.period_count - 1):
        moved = replace(moved, current=goal.current + delta)
    period = _restated(goal, index, stored, delta)
    facts: tuple[Fact, ...] = (fact,)
    if period is not None and delta:
        facts += (PeriodRestated(period.index, period.target, period.amount - delta, period.amount),)
    reached, stamps = reach(moved, now)
    before = period.amount - delta if period is not None else None
    return changed(moved, now, facts + reached, period=period, restated_from=before, **fields, **stamps)


def _restated(goal: Goal, index: int | None, stored: ClosedPeriod | None, delta: int) -> ClosedPeriod | None:
    """The closed period with the delta in it; None where the action counts in the open period or in none."""
    if index is None or index >= goal.closed:
        return None
    if stored is None:  # the last period while finalising: the goal still carries its amount
        stored = goal.period(index)
    return replace(stored, amount=stored.amount + delta, base=goal.version + 1)
