"""The ledger of a savings goal: record, list, correct and remove its actions."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from savings import ids
from savings.domain import actions, guids
from savings.domain.account import AccountKind
from savings.domain.actions import Action, Booking, Direction
from savings.domain.calendar import months_between
from savings.domain.errors import NotCovered, NotFound, Refused
from savings.domain.goal import ClosedPeriod, Goal
from savings.runtime import Runtime
from savings.store import accounts, goals, keys
from savings.store.goal_items import read_action, read_goal, read_period
from savings.store.idempotency import Answer, Once
from savings.store.table import ConditionFailed, Item, Key, Write
from savings.usecases.caller import Caller
from savings.usecases.closing import close_due
from savings.usecases.following import account_with_watchers, moves
from savings.usecases.savings_goals import Amount, read_amount
from savings.usecases.writing import attempts, commit, recall_from

NO_BALANCE: Final = "Saved amount exceeds balance of the account."

RenderAction = Callable[[Goal, Action], Answer]


@dataclass(frozen=True, slots=True)
class ActionRequest:
    """What a body says of an action; on a correction None leaves the member as it is."""

    amount: Amount | None = None
    direction: Direction | None = None

    def amount_in(self, currency: str) -> int | None:
        """Read the amount in the goal's currency. Raises Refused for another currency and for 0 or less."""
        minor = read_amount(self.amount, currency, "amount", f"Must be the goal's currency, {currency}.")
        if minor is not None and minor < 0:
            raise Refused.one("amount.value", "negative", "negative value")
        if minor == 0:
            raise Refused.one("amount.value", "not_positive", "Must be greater than 0.")
        return minor


def record_action(
    runtime: Runtime, caller: Caller, spelling: str, request: ActionRequest, once: Once | None, render: RenderAction
) -> Answer:
    """Record an action in the period that is open now. Raises NotFound, Refused and NotCovered."""

    def work(now: datetime) -> Answer:
        number = guids.read_goal(spelling, caller.tenant, caller.person)
        key = keys.goal(caller.tenant, caller.person, number or 0)
        found = runtime.table.batch_get([key, once.key] if once else [key])
        recall_from(found, once, now)
        goal = close_due(runtime, _savings_goal(found.get(key)), now)
        amount = request.amount_in(goal.currency) or 0
        direction = request.direction or Direction.CREDIT
        booking = actions.record(
            goal, ids.new_id(runtime.clock.exactly(), after=goal.last_action), amount, direction, now
        )
        entry = goals.insert_action(goal, booking.action)
        return _book(runtime, booking, entry, once, render(booking.change.goal, booking.action), now)

    return attempts(runtime, work)


def list_actions(
    runtime: Runtime, caller: Caller, spelling: str, limit: int, after: int | None
) -> tuple[Goal, list[Action], int | None]:
    """Return the goal, up to `limit` actions after number `after` in the order they were recorded, and where to go on.

    Goal and actions are read side by side; the list is as of a moment ago. Raises NotFound.
    """
    number = guids.read_goal(spelling, caller.tenant, caller.person)
    if number is None:
        raise NotFound("goal")
    place = (caller.tenant, caller.person, number)
    with runtime.side_by_side() as pool:
        page = pool.submit(goals.page_actions, runtime.table, place, limit, after)
        item = runtime.table.get(keys.goal(*place))
        goal = _savings_goal(item)
        listed, following = page.result()
    return goal, listed, following


def get_action(runtime: Runtime, caller: Caller, spelling: str, action_spelling: str) -> tuple[Goal, Action]:
    """Return one action with its goal. Raises NotFound."""
    found = _read(runtime, caller, spelling, action_spelling, None, runtime.clock.now(), guess=False)
    return found.goal, found.action


def correct_action(
    runtime: Runtime,
    caller: Caller,
    spelling: str,
    action_spelling: str,
    request: ActionRequest,
    once: Once | None,
    render: RenderAction,
) -> Answer:
    """Change an action's amount or direction, checked again as on creation. Raises NotFound, Refused and NotCovered."""

    def change(found: _Found, now: datetime) -> Answer:
        goal, action = found.goal, found.action
        amount = request.amount_in(goal.currency) or action.amount
        direction = request.direction or action.direction
        if (amount, direction) == (action.amount, action.direction):
            if not found.is_latest:
                raise _Unsure
            return commit(runtime, [], once, render(goal, action), now)
        booking = actions.correct(goal, action, amount, direction, now, _stored_period(runtime, found))
        entry = goals.save_action(goal, booking.action)
        return _book(runtime, booking, entry, once, render(booking.change.goal, booking.action), now)

    return _on_action(runtime, caller, spelling, action_spelling, once, change)


def remove_action(runtime: Runtime, caller: Caller, spelling: str, action_spelling: str, once: Once | None) -> Answer:
    """Take an action back. Raises NotFound, and NotCovered where money would be missing."""

    def change(found: _Found, now: datetime) -> Answer:
        booking = actions.remove(found.goal, found.action, now, _stored_period(runtime, found))
        return _book(runtime, booking, goals.delete_action(found.goal, found.action), once, Answer(204), now)

    return _on_action(runtime, caller, spelling, action_spelling, once, change)


@dataclass(frozen=True, slots=True)
class _Found:
    goal: Goal
    action: Action
    period: ClosedPeriod | None
    is_latest: bool


class _Unsure(Exception):
    """Nothing seems to change, but what was read may be a moment old and no condition would tell."""


def _on_action(
    runtime: Runtime,
    caller: Caller,
    spelling: str,
    action_spelling: str,
    once: Once | None,
    change: Callable[[_Found, datetime], Answer],
) -> Answer:
    """Read goal and action, close what is due, and do the change.

    An action of an earlier month most likely counts in a closed period. Then that period is read along, all three as of
    a moment ago, which costs no more than two strong reads. Conditions guard what follows; that a request is refused or
    changes nothing is only told after a strong read.
    """
    guess = True

    def work(now: datetime) -> Answer:
        found = _read(runtime, caller, spelling, action_spelling, once, now, guess=guess)
        return change(replace(found, goal=close_due(runtime, found.goal, now)), now)

    def again(now: datetime) -> Answer:
        nonlocal guess
        try:
            return work(now)
        except ConditionFailed:
            guess = False
            raise
        except (_Unsure, NotFound, Refused):
            if not guess:
                raise
            guess = False
            return work(now)

    return attempts(runtime, again)


def _read(
    runtime: Runtime,
    caller: Caller,
    spelling: str,
    action_spelling: str,
    once: Once | None,
    now: datetime,
    *,
    guess: bool,
) -> _Found:
    tenant, customer = caller.tenant, caller.person
    goal_number = guids.read_goal(spelling, tenant, customer)
    number = ids.number_in(action_spelling)
    if goal_number is None or number is None:
        raise NotFound("goal" if goal_number is None else "action")
    goal_key = keys.goal(tenant, customer, goal_number)
    action_key = keys.action(tenant, customer, goal_number, number)
    wanted = [goal_key, action_key]
    # Which month the goal's own calendar says is known only with the goal; UTC is right but for the month's edges.
    started, made = ids.seconds_of(goal_number).date(), ids.seconds_of(number).date()
    index = months_between(started, made)
    period_key: Key | None = None
    if guess and 0 <= index < months_between(started, now.date()):
        period_key = keys.period(tenant, customer, goal_number, index)
        wanted.append(period_key)
    wanted += [once.key] if once else []
    found = runtime.table.batch_get(wanted, consistent=period_key is None)
    recall_from(found, once, now)
    goal = _savings_goal(found.get(goal_key))
    item = found.get(action_key)
    if item is None or guids.read_action(action_spelling, goal) is None:
        raise NotFound("action")
    action = read_action(item)
    stored = found.get(period_key) if period_key else None
    period = read_period(stored) if stored else None
    return _Found(goal, action, period if period and period.index == action.period else None, period_key is None)


def _stored_period(runtime: Runtime, found: _Found) -> ClosedPeriod | None:
    """Return the closed period that the action counts in, where only the period's own item knows its amount."""
    goal, action = found.goal, found.action
    if found.period is not None or not actions.needs_stored_period(goal, action):
        return found.period
    key = keys.period(goal.tenant, goal.customer, goal.id, action.period or 0)
    item = runtime.table.get(key)
    if item is None:
        raise LookupError(f"a closed period of goal {goal.id} is missing")
    return read_period(item)


def _savings_goal(item: Item | None) -> Goal:
    goal = read_goal(item) if item else None
    if goal is None or not goal.holds_money:
        raise NotFound("goal")
    return goal


def _book(runtime: Runtime, booking: Booking, entry: Write, once: Once | None, answer: Answer, now: datetime) -> Answer:
    """Write the action with the goal, the account and the restated period, or explain what the account refused."""
    change = booking.change
    writes = [entry, *goals.save(change)]
    if change.period is not None and booking.delta:
        writes.append(goals.restate_period(change, change.period))
    if not booking.delta:
        return commit(runtime, writes, once, answer, now)
    try:
        earmark = accounts.earmark(change.goal, booking.delta, now)
        return commit(runtime, [*writes, earmark], once, answer, now)
    except ConditionFailed as failed:
        _explain_account(failed, booking.delta)
        account = account_with_watchers(failed)
        if account is None:
            raise
    watching = moves(runtime, account, now, residual=-booking.delta)
    earmark = accounts.earmark(change.goal, booking.delta, now, account.watchers)
    return commit(runtime, [*writes, earmark, *watching], once, answer, now)


def _explain_account(failed: ConditionFailed, delta: int) -> None:
    """Tell money that is not there apart from a conflict that another try resolves."""
    if "account" not in failed.blocking or len(failed.blocking) > 1:
        return
    item = failed.blocking["account"]
    if item is None:
        raise NotFound("account")
    if item["kind"] == AccountKind.PERFORMANCE:
        message = "A Performance account is valued as a whole; its goal takes no declared actions."
        raise Refused.one("amount.value", "performance_account", message)
    if item["residual"] < delta:
        raise NotCovered.one("amount.value", "exceeds_balance", NO_BALANCE)
