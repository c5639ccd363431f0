"""The ledger of a savings goal: record, list, correct and remove its actions."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace

from savings import ids
from savings.domain import actions, guids
from savings.domain.actions import Action, Booking, Direction
from savings.domain.calendar import months_between
from savings.domain.errors import NotFound, Refused
from savings.domain.goal import ClosedPeriod, Goal
from savings.store import account_goals, goals, keys
from savings.store.account_items import read_account
from savings.store.goal_items import read_action, read_goal, read_period
from savings.store.table import Item, Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.followers import moves
from savings.usecases.goal_periods import close_due

Recorded = Outcome[tuple[Goal, Action]]


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """What is said of an action, in minor units; on a correction None changes nothing."""

    amount: int | None = None
    direction: Direction | None = None


Read = Callable[[str], ActionRequest]
"""Reads a request in the goal's currency. Raises Refused."""


def record_action(attempt: Attempt, goal_id: str, read: Read) -> Recorded:
    """Record an action in the period that is open now. Raises NotFound, Refused and NotCovered."""
    key = attempt.caller.goal_key(goal_id)
    goal = close_due(attempt.table, savings_goal(attempt.read([key]).get(key)), attempt.now)
    request = read(goal.currency)
    number = ids.following(attempt.number, after=goal.last_action)
    amount, direction = request.amount or 0, request.direction or Direction.CREDIT
    booking = actions.record(goal, number, amount, direction, attempt.now)
    return _booked(attempt, booking, goals.insert_action(goal, booking.action))


def list_actions(
    attempt: Attempt, goal_id: str, limit: int, after: int | None, *, newest_first: bool
) -> tuple[Goal, list[Action], int | None]:
    """Return the goal, up to `limit` actions after number `after` in the order of recording, and where to go on.

    Goal and actions are read side by side; the list is as of a moment ago. Raises NotFound.
    """
    caller = attempt.caller
    number = guids.read_goal(goal_id, caller.tenant, caller.person)
    if number is None:
        raise NotFound("goal")
    place = (caller.tenant, caller.person, number)
    goal, (listed, following) = attempt.together(
        lambda: savings_goal(attempt.table.get(keys.goal(*place))),
        lambda: goals.page_actions(attempt.table, place, limit, after, newest_first=newest_first),
    )
    return goal, listed, following


def get_action(attempt: Attempt, goal_id: str, action_id: str) -> tuple[Goal, Action]:
    """Return one action with its goal. Raises NotFound."""
    found = _find(attempt, goal_id, action_id, with_period=False)
    return found.goal, found.action


def correct_action(attempt: Attempt, goal_id: str, action_id: str, read: Read) -> Recorded:
    """Change an action's amount or direction, checked again as on creation. Raises NotFound, Refused and NotCovered."""

    def change(found: _Found) -> Recorded:
        goal, action = found.goal, found.action
        request = read(goal.currency)
        amount, direction = request.amount or action.amount, request.direction or action.direction
        if (amount, direction) == (action.amount, action.direction):
            if not found.is_latest:
                raise _Unsure
            return Outcome((goal, action))
        booking = actions.correct(goal, action, amount, direction, attempt.now, _stored_period(attempt, found))
        return _booked(attempt, booking, goals.save_action(goal, booking.action))

    return _on_action(attempt, goal_id, action_id, change)


def remove_action(attempt: Attempt, goal_id: str, action_id: str) -> Recorded:
    """Take an action back. Raises NotFound, and NotCovered where money would be missing."""

    def change(found: _Found) -> Recorded:
        booking = actions.remove(found.goal, found.action, attempt.now, _stored_period(attempt, found))
        return _booked(attempt, booking, goals.delete_action(found.goal, found.action))

    return _on_action(attempt, goal_id, action_id, change)


@dataclass(frozen=True, slots=True)
class _Found:
    goal: Goal
    action: Action
    period: ClosedPeriod | None
    is_latest: bool


class _Unsure(Exception):
    """Nothing seems to change, but what was read may be a moment old and no condition would say so."""


def _on_action(attempt: Attempt, goal_id: str, action_id: str, change: Callable[[_Found], Recorded]) -> Recorded:
    """Read goal and action, close what is due, and do the change.

    An action of an earlier month most likely counts in a closed period. Then that period is read along, all three as of
    a moment ago, which costs no more than two strong reads. Conditions guard what follows; that a request is refused or
    changes nothing is only said after a strong read.
    """

    def work(*, with_period: bool) -> Recorded:
        found = _find(attempt, goal_id, action_id, with_period=with_period)
        return change(replace(found, goal=close_due(attempt.table, found.goal, attempt.now)))

    if attempt.is_first:
        with suppress(_Unsure, NotFound, Refused):
            return work(with_period=True)
    return work(with_period=False)


def _find(attempt: Attempt, goal_id: str, action_id: str, *, with_period: bool) -> _Found:
    tenant, customer = attempt.caller.tenant, attempt.caller.person
    goal_number = guids.read_goal(goal_id, tenant, customer)
    number = ids.number_in(action_id)
    if goal_number is None or number is None:
        raise NotFound("goal" if goal_number is None else "action")
    goal_key = keys.goal(tenant, customer, goal_number)
    action_key = keys.action(tenant, customer, goal_number, number)
    wanted = [goal_key, action_key]
    # Which month the goal's own calendar says is known only with the goal; UTC is right but for the month's edges.
    started, made = ids.seconds_of(goal_number).date(), ids.seconds_of(number).date()
    index = months_between(started, made)
    period_key: Key | None = None
    if with_period and 0 <= index < months_between(started, attempt.now.date()):
        period_key = keys.period(tenant, customer, goal_number, index)
        wanted.append(period_key)
    found = attempt.read(wanted, consistent=period_key is None)
    goal = savings_goal(found.get(goal_key))
    item = found.get(action_key)
    if item is None or guids.read_action(action_id, goal) is None:
        raise NotFound("action")
    action = read_action(item)
    stored = found.get(period_key) if period_key else None
    period = read_period(stored) if stored else None
    return _Found(goal, action, period if period and period.index == action.period else None, period_key is None)


def _stored_period(attempt: Attempt, found: _Found) -> ClosedPeriod | None:
    """Return the closed period that the action counts in, where only the period's own item knows its amount."""
    goal, action = found.goal, found.action
    if found.period is not None or not actions.needs_stored(goal, action.period):
        return found.period
    key = keys.period(goal.tenant, goal.customer, goal.id, action.period or 0)
    item = attempt.table.get(key)
    if item is None:
        raise LookupError(f"a closed period of goal {goal.id} is missing")
    return read_period(item)


def savings_goal(item: Item | None) -> Goal:
    """Return the savings goal of an item. Raises NotFound for no item, and for one that holds no money."""
    goal = read_goal(item) if item else None
    if goal is None or not goal.holds_money:
        raise NotFound("goal")
    return goal


def _booked(attempt: Attempt, booking: Booking, entry: Write) -> Recorded:
    """Return the action with the writes of it, the goal, the account, the restated period and the account's watchers.

    What watches the account is known from the attempt that its account refused.
    """
    change, goal = booking.change, booking.change.goal
    writes = [entry, *goals.move(change)]
    if booking.delta:
        met = attempt.met.get(keys.account(goal.tenant, goal.household, goal.account))
        account = read_account(met) if met else None
        writes.append(
            account_goals.earmark(goal, booking.delta, attempt.now, account.watchers if account else frozenset())
        )
        writes += moves(attempt.table, account, attempt.now, residual=-booking.delta) if account else []
    return Outcome((goal, booking.action), writes)
