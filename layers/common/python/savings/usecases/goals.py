"""Goals: create (of both families), read, change texts, cancel, preview and prove."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Protocol, TypeVar

from savings.domain import calendar, goal_changes, guids, progress
from savings.domain.account import MAX_OPEN_GOALS, Account, AccountKind
from savings.domain.actions import Direction, record
from savings.domain.calendar import Frequency
from savings.domain.errors import Conflicting, NotFound, in_currency
from savings.domain.goal import (
    OPEN,
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
from savings.domain.plan import GoalFigures, Plan, Target, plan_goal
from savings.domain.what_if import Changes, what_if
from savings.store import account_goals, accounts, goals, keys
from savings.store.account_items import read_account
from savings.store.accounts import Access
from savings.store.table import Write
from savings.usecases.accounts import access_key, read_access
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.goal_periods import close_due
from savings.usecases.goal_release import release
from savings.usecases.pages import Place, page_of

BALANCE_TARGETS = (Target.CURRENT_BALANCE, Target.AVAILABLE_BALANCE)

T = TypeVar("T")
Read = Callable[[str], T]
"""Reads a request in the currency of the account or the goal. Raises Refused."""


class NewGoalRequest(Protocol):
    """The creation of a goal, in either family."""

    @property
    def target(self) -> Target:
        """What the goal is after."""

    def plan(self, today: date, balance: int, /) -> tuple[NewGoal, Plan]:
        """Complete the plan; `balance` is what a goal on a balance measures now. Raises Refused and Infeasible."""


@dataclass(frozen=True, slots=True)
class GoalRequest:
    """A goal of any target: amounts in minor units, local dates; None for what is left to the plan."""

    texts: Texts
    tracking_type: TrackingType
    frequency: Frequency
    target: Target
    target_amount: int | None = None
    period_amount: int | None = None
    start_amount: int | None = None
    start_date: date | None = None
    end_date: date | None = None
    suppress_events: bool = False
    completed_backdated_periods: int = 0

    def plan(self, today: date, balance: int, /) -> tuple[NewGoal, Plan]:
        """Complete the plan, from `balance` where that is measured. Raises Refused and Infeasible."""
        start_amount = max(0, balance) if self.start_amount is None else self.start_amount
        figures = GoalFigures(
            target=self.target,
            frequency=self.frequency,
            start_date=self.start_date or today,
            start_amount=start_amount,
            target_amount=self.target_amount,
            period_amount=self.period_amount,
            end_date=self.end_date,
        )
        new = NewGoal(
            texts=self.texts,
            measured_by=MeasuredBy.BALANCE if self.target in BALANCE_TARGETS else MeasuredBy.TRANSACTIONS,
            tracking_type=self.tracking_type,
            target=self.target,
            start_amount=start_amount,
            completed_backdated_periods=self.completed_backdated_periods,
            suppress_events=self.suppress_events,
            balance=balance,
        )
        return new, plan_goal(figures, today)


@dataclass(frozen=True, slots=True)
class Preview:
    """What creating a goal would give: the goal as it would stand, and its periods."""

    goal: Goal
    periods: list[progress.Period]
    estimate: progress.Estimate


def create_goal(attempt: Attempt, account_id: str, read: Read[NewGoalRequest]) -> Outcome[Goal]:
    """Create a goal on an account that the caller has access to.

    Raises NotFound for an unknown account, Refused and Infeasible for the plan, Conflicting for a full account and a
    customer with too many goals.
    """
    access = _access(attempt, account_id)
    change, seen = _new_goal(attempt, access, read)
    met = attempt.met.get(access.account_key)
    if met is not None and change.goal.measured_by is MeasuredBy.ACTIONS and met["kind"] == AccountKind.PERFORMANCE:
        return _fill_from(attempt, read_account(met), change)
    counts = _counts(attempt, is_counted=met is not None and read_account(met).counts_goals)
    attach = account_goals.attach(change.goal, is_owner=access.is_owner, counted=bool(counts), seen=seen)
    return Outcome(change.goal, [*goals.insert(change), attach, *counts])


def _counts(attempt: Attempt, *, is_counted: bool) -> list[Write]:
    """Return the write that counts one more open goal of the customer, if the account or the tenant's cap asks for it.

    The count is never too low where accounts ask for it, and made anew where it says that the customer has as many as
    can be, or is not sure. Raises Conflicting for one who has.
    """
    place, capped = (attempt.caller.tenant, attempt.caller.person), attempt.caller.terms.open_goals
    if not is_counted and capped is None and keys.membership(*place) not in attempt.met:
        return []
    # Only a large household comes here, or a tenant with a cap, and what households are made of is slow to import.
    from savings.store import households  # noqa: PLC0415

    most = MAX_OPEN_GOALS if capped is None else capped
    known = count = households.load_open_goals(attempt.table, *place)
    # What an account does not count was not counted either before the tenant had its cap.
    is_unsure = capped is not None and not is_counted
    if count is None or count >= most or is_unsure:
        every = goals.load_all(attempt.table, *place, consistent=True)
        count = sum(goal.status in OPEN for goal in every)
    if count >= most:
        raise Conflicting(f"The customer has {most:,} open goals already.")
    # Never what it was: of two who counted anew at one moment the second is refused.
    return [households.count_goals(*place, known, max(count, known or 0) + 1)]


def preview_goal(attempt: Attempt, account_id: str, read: Read[NewGoalRequest]) -> Preview:
    """Return what `create_goal` would give; nothing is written.

    Raises what it raises, but for Conflicting: only a write sees that the account is full.
    """
    change, _ = _new_goal(attempt, _access(attempt, account_id), read)
    goal = change.goal
    return Preview(goal, list(progress.periods(goal, [])), progress.estimate(goal))


def preview_change(attempt: Attempt, goal_id: str, read: Read[Changes]) -> Preview:
    """Return what the changes would make of the goal as it stands; nothing is written.

    Raises NotFound, Refused, and Infeasible where no plan does it.
    """
    goal, stored = load_with_periods(attempt, goal_id)
    with in_currency(goal.currency):
        changed = what_if(goal, read(goal.currency), attempt.now)
    return Preview(changed, list(progress.periods(changed, stored)), progress.estimate(changed))


def list_goals(
    attempt: Attempt, keep: Callable[[Goal], bool], limit: int | None, after: Place
) -> tuple[list[Goal], Place | None]:
    """Return a page of the customer's goals that `keep` accepts, as time has moved them, and where it ends.

    Oldest first; as of a moment ago.
    """
    at_once = None if limit is None else limit + 1
    caller, behind = attempt.caller, after[0] if after else 0
    every = goals.load_all(attempt.table, caller.tenant, caller.person, at_once=at_once, after=behind)
    return page_of((as_of(goal, attempt.now)[0] for goal in every), limit, lambda goal: (goal.id,), keep)


def get_goal(attempt: Attempt, goal_id: str) -> Goal:
    """Return one goal as time has moved it. Raises NotFound."""
    return as_of(load_goal(attempt, goal_id), attempt.now)[0]


def list_periods(
    attempt: Attempt, goal_id: str, limit: int | None, after: Place
) -> tuple[Goal, list[progress.Period], Place | None]:
    """Return the goal with a page of its periods as time has moved them, and where the page ends. Raises NotFound.

    What a period lacks depends on those before it: the place where a page ends has their shortfall, which holds as long
    as the goal has its version.
    """
    goal, just_closed = as_of(load_goal(attempt, goal_id), attempt.now)
    index, version, behind = (*after, *_BEFORE_THE_FIRST[len(after) :])[:3]
    first = max(0, index + 1)
    stop = goal.period_count if limit is None else min(first + limit, goal.period_count)
    wanted, known = range(first, stop), behind if version == goal.version else None
    found, behind = _periods(attempt, goal, just_closed, wanted, known)
    return goal, found, (stop - 1, goal.version, behind) if stop < goal.period_count else None


_BEFORE_THE_FIRST: Final = (-1, -1, 0)


def _periods(
    attempt: Attempt, goal: Goal, just_closed: list[ClosedPeriod], wanted: range, known: int | None = None
) -> tuple[list[progress.Period], int]:
    """Return the wanted periods of a goal, and by how much all closed ones up to the last of them fell short.

    `known` is by how much those before the first did. Where it is not, these are read as well or, if they are fewer,
    those that follow: the goal has the sums of all.
    """
    closed = range(goal.closed)
    up_to, ours, onward = closed[: wanted.stop], closed[wanted.start : wanted.stop], closed[wanted.start :]
    is_from_first = len(up_to) <= len(onward)
    needed = ours if known is not None else up_to if is_from_first else onward
    stored = _stored(attempt, goal, just_closed, needed)
    if known is None and is_from_first:
        known = progress.shortfall(goal, stored, closed[: wanted.start])
    elif known is None:
        known = goal.closed_targets - goal.closed_amounts - progress.shortfall(goal, stored, onward)
    return list(progress.periods(goal, stored, wanted, known)), known + progress.shortfall(goal, stored, ours)


def get_period(attempt: Attempt, goal_id: str, period_id: str) -> tuple[Goal, progress.Period]:
    """Return one period. Raises NotFound for the goal or the period."""
    goal, just_closed = as_of(load_goal(attempt, goal_id), attempt.now)
    index = guids.read_period(period_id, goal)
    if index is None:
        raise NotFound("period")
    (found,), _ = _periods(attempt, goal, just_closed, range(index, index + 1))
    return goal, found


def retext_goal(attempt: Attempt, goal_id: str, read: Callable[[Goal], Texts]) -> Outcome[Goal]:
    """Replace the goal's texts by what is read for the goal. Raises NotFound, Refused."""
    goal = close_due(attempt.table, load_goal(attempt, goal_id), attempt.now)
    return saved(goal, goal_changes.retext(goal, read(goal), attempt.now))


def saved(goal: Goal, change: Change | None) -> Outcome[Goal]:
    """Return a goal whose texts or plan change, as it will be; as it is where nothing does."""
    return Outcome(goal) if change is None else Outcome(change.goal, goals.save(change, texts=True))


def cancel_goal(attempt: Attempt, goal_id: str) -> Outcome[None]:
    """Cancel a goal; a cancelled one stays as it is. Raises NotFound, Conflicting for one that has ended."""
    goal = close_due(attempt.table, load_goal(attempt, goal_id), attempt.now)
    if goal.measured_by is MeasuredBy.ACTIONS and goal.status is not Status.CANCELLED:
        if goal.has_ended:
            raise goal_changes.not_cancellable(goal)
        return release(attempt, [goal])
    change = goal_changes.cancel(goal, attempt.now)
    return Outcome(None, [*goals.save(change), account_goals.goal_ended(change.goal)] if change else [])


def load_goal(attempt: Attempt, goal_id: str) -> Goal:
    """Return the goal as it is stored. Raises NotFound."""
    caller = attempt.caller
    number = guids.read_goal(goal_id, caller.tenant, caller.person)
    goal = goals.load(attempt.table, caller.tenant, caller.person, number) if number else None
    if goal is None:
        raise NotFound("goal")
    return goal


def load_with_periods(attempt: Attempt, goal_id: str) -> tuple[Goal, list[ClosedPeriod]]:
    """Return a goal as time has moved it, with its closed periods. Raises NotFound."""
    goal, just_closed = as_of(load_goal(attempt, goal_id), attempt.now)
    return goal, _stored(attempt, goal, just_closed, range(goal.closed))


def _stored(attempt: Attempt, goal: Goal, just_closed: list[ClosedPeriod], indexes: range) -> list[ClosedPeriod]:
    """Return those of a goal's closed periods with these indexes that are stored, and all that closed just now."""
    stored, place = range(goal.closed - len(just_closed)), (goal.tenant, goal.customer, goal.id)
    return [*goals.load_periods(attempt.table, place, stored[indexes.start : indexes.stop]), *just_closed]


def _access(attempt: Attempt, account_id: str) -> Access:
    """Read the caller's access to the account, strongly. Raises NotFound."""
    found = attempt.read([access_key(attempt.caller, account_id)])
    return read_access(attempt.caller, account_id, found)


def _new_goal(attempt: Attempt, access: Access, read: Read[NewGoalRequest]) -> tuple[Change, Account | None]:
    """Return the new goal, and the account where the goal starts from its balance."""
    to = access.attachment
    wanted = read(to.currency)
    seen, balance = None, 0
    if wanted.target in BALANCE_TARGETS:
        seen = accounts.load(attempt.table, access.account_key)
        if seen is None:
            raise NotFound("account")
        balance = seen.balance if wanted.target is Target.CURRENT_BALANCE else seen.residual
    with in_currency(to.currency):
        new, plan = wanted.plan(calendar.local_date(attempt.now, to.zone), balance)
    return create(attempt.number, to, new, plan, attempt.now), seen


def _fill_from(attempt: Attempt, account: Account, change: Change) -> Outcome[Goal]:
    """Create the savings goal of a Performance account, which holds the whole balance from the start."""
    goal, writes = change.goal, [account_goals.attach_whole(change.goal, account, attempt.now)]
    if account.residual > 0:
        booking = record(goal, goal.id, account.residual, Direction.CREDIT, attempt.now)
        writes.append(goals.insert_action(goal, booking.action))
        change = replace(booking.change, facts=change.facts + booking.change.facts)
    counts = _counts(attempt, is_counted=account.counts_goals)
    return Outcome(change.goal, [*goals.insert(change), *writes, *counts])
