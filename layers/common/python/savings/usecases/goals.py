"""Goals: create (of both families), read, change texts, cancel, preview and prove."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Protocol

from savings import ids
from savings.domain import calendar, changes, guids, integrity, money, progress
from savings.domain.account import MAX_FOLLOWERS, MAX_SAVINGS_GOALS, Account, AccountKind
from savings.domain.actions import Direction, record
from savings.domain.calendar import Frequency
from savings.domain.errors import Checks, Conflicting, NotFound, in_currency
from savings.domain.goal import (
    Attachment,
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
from savings.domain.ledger import progress as counted_progress
from savings.domain.ledger import undone_progress
from savings.domain.plan import GoalFigures, Plan, Target, plan_goal
from savings.domain.what_if import Changes, what_if
from savings.runtime import Runtime
from savings.store import accounts, goals
from savings.store import keys as key_of
from savings.store.account_items import read_account
from savings.store.accounts import Access
from savings.store.idempotency import Answer, Once
from savings.store.table import ConditionFailed
from savings.usecases.caller import Caller
from savings.usecases.closing import close_due
from savings.usecases.releasing import release
from savings.usecases.writing import attempts, commit, numbering, recall_from

BALANCE_TARGETS = (Target.CURRENT_BALANCE, Target.AVAILABLE_BALANCE)

Render = Callable[[Goal], Answer]


class NewGoalRequest(Protocol):
    """The creation of a goal as it was read, in either family."""

    @property
    def target(self) -> Target:
        """What the goal is after."""

    def plan(self, to: Attachment, today: date, balance: int, /) -> tuple[NewGoal, Plan]:
        """Read and complete the plan; `balance` is what a goal on a balance measures now. Raises Refused."""


@dataclass(frozen=True, slots=True)
class GoalRequest:
    """POST /goals as it was read: amounts and dates still text, for the account says in which currency and zone."""

    texts: Texts
    tracking_type: TrackingType
    frequency: Frequency
    target: Target
    target_amount: str | None = None
    period_amount: str | None = None
    start_amount: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    suppress_events: bool = False
    completed_backdated_periods: int = 0

    def plan(self, to: Attachment, today: date, balance: int, /) -> tuple[NewGoal, Plan]:
        """Read and complete the plan in the account's currency, from `balance` where that is measured.

        Raises Refused and Infeasible.
        """
        checks = Checks()
        amounts = {
            member: checks(lambda text=text, member=member: money.parse(text, to.currency, member))  # type: ignore[misc]
            for member in ("target_amount", "period_amount", "start_amount")
            if (text := getattr(self, member))
        }
        dates = {
            member: checks(lambda text=text, member=member: calendar.parse_date(text, member))  # type: ignore[misc]
            for member in ("start_date", "end_date")
            if (text := getattr(self, member))
        }
        checks.done()
        stated = amounts.get("start_amount")
        start_amount = max(0, balance) if stated is None else stated
        figures = GoalFigures(
            target=self.target,
            frequency=self.frequency,
            start_date=dates.get("start_date") or today,
            start_amount=start_amount,
            target_amount=amounts.get("target_amount"),
            period_amount=amounts.get("period_amount"),
            end_date=dates.get("end_date"),
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
        with in_currency(to.currency):
            return new, plan_goal(figures, today)


@dataclass(frozen=True, slots=True)
class ChangeRequest:
    """POST /goals/{goal_id}/preview as it was read."""

    target_amount: str | None = None
    end_date: str | None = None
    skipped_periods: tuple[int, ...] = ()
    one_off: str | None = None

    def changes(self, currency: str) -> Changes:
        """Read the changes in the goal's currency. Raises Refused."""
        checks = Checks()
        target, end, once = self.target_amount, self.end_date, self.one_off
        amount = checks(lambda: money.parse(target, currency, "target_amount")) if target else None
        day = checks(lambda: calendar.parse_date(end, "end_date")) if end else None
        extra = checks(lambda: money.parse(once, currency, "one_off")) if once else None
        checks.done()
        return Changes(amount, day, frozenset(self.skipped_periods), extra or 0)


@dataclass(frozen=True, slots=True)
class Preview:
    """What creating a goal would give: the goal as it would stand, and its periods."""

    goal: Goal
    periods: list[progress.Period]
    estimate: progress.Estimate


def create_goal(
    runtime: Runtime, caller: Caller, account: str, wanted: NewGoalRequest, once: Once | None, render: Render
) -> Answer:
    """Create a goal on an account that the caller has access to.

    Raises NotFound for an unknown account, Refused and Infeasible for the plan, Conflicting for a full account.
    """

    def work(now: datetime, number: int) -> Answer:
        access = _access(runtime, caller, account, once, now)
        change, seen = _new_goal(runtime, access, wanted, now, number)
        answer = render(change.goal)
        writes = [*goals.insert(change), accounts.attach(change.goal, is_owner=access.is_owner, seen=seen)]
        try:
            return commit(runtime, writes, once, answer, now)
        except ConditionFailed as failed:
            _explain_full(failed, change.goal)
            valued = _performance_account(failed, change.goal)
            if valued is None:
                raise
        return _fill_from(runtime, valued, change, render, once, now)

    return numbering(runtime, work)


def preview_goal(runtime: Runtime, caller: Caller, account: str, wanted: NewGoalRequest) -> Preview:
    """Return what `create_goal` would give; nothing is written.

    Raises what it raises, but for Conflicting: only a write sees that the account is full.
    """
    now, number = runtime.clock.now(), ids.new_id(runtime.clock.exactly())
    access = _access(runtime, caller, account, None, now)
    change, _ = _new_goal(runtime, access, wanted, now, number)
    goal = change.goal
    return Preview(goal, list(progress.periods(goal, [])), progress.estimate(goal))


def preview_change(runtime: Runtime, caller: Caller, spelling: str, request: ChangeRequest) -> Preview:
    """Return what the changes would make of the goal as it stands; nothing is written.

    Raises NotFound, Refused, and Infeasible where no plan does it.
    """
    now = runtime.clock.now()
    goal, stored = _with_periods(runtime, caller, spelling)
    with in_currency(goal.currency):
        changed = what_if(goal, request.changes(goal.currency), now)
    return Preview(changed, list(progress.periods(changed, stored)), progress.estimate(changed))


def list_goals(runtime: Runtime, caller: Caller, keep: Callable[[Goal], bool]) -> list[Goal]:
    """Return the customer's goals that `keep` accepts, as time has moved them, oldest first; as of a moment ago."""
    now = runtime.clock.now()
    moved = (as_of(goal, now)[0] for goal in goals.load_all(runtime.table, caller.tenant, caller.person))
    return [goal for goal in moved if keep(goal)]


def get_goal(runtime: Runtime, caller: Caller, spelling: str) -> Goal:
    """Return one goal as time has moved it. Raises NotFound."""
    return as_of(load_goal(runtime, caller, spelling), runtime.clock.now())[0]


def get_periods(runtime: Runtime, caller: Caller, spelling: str) -> tuple[Goal, list[progress.Period]]:
    """Return the goal and all its periods as time has moved them. Raises NotFound."""
    goal, stored = _with_periods(runtime, caller, spelling)
    return goal, list(progress.periods(goal, stored))


def get_period(runtime: Runtime, caller: Caller, spelling: str, period: str) -> tuple[Goal, progress.Period]:
    """Return one period. Raises NotFound for the goal or the period."""
    goal, views = get_periods(runtime, caller, spelling)
    index = guids.read_period(period, goal)
    if index is None:
        raise NotFound("period")
    return goal, views[index]


def retext_goal(
    runtime: Runtime, caller: Caller, spelling: str, retext: Callable[[Goal], Texts], once: Once | None, render: Render
) -> Answer:
    """Replace the goal's texts by what `retext` makes of the goal. Raises NotFound, Refused."""

    def work(now: datetime) -> Answer:
        goal = close_due(runtime, load_goal(runtime, caller, spelling), now)
        change = changes.retext(goal, retext(goal), now)
        if change is None:
            return commit(runtime, [], once, render(goal), now)
        return commit(runtime, goals.save(change, texts=True), once, render(change.goal), now)

    return attempts(runtime, work)


def cancel_goal(runtime: Runtime, caller: Caller, spelling: str, once: Once | None) -> Answer:
    """Cancel a goal; a cancelled one stays as it is. Raises NotFound, Conflicting for one that has ended."""
    gone = Answer(204)

    def work(now: datetime) -> Answer:
        goal = close_due(runtime, load_goal(runtime, caller, spelling), now)
        if goal.measured_by is MeasuredBy.ACTIONS and goal.status is not Status.CANCELLED:
            if goal.has_ended:
                raise changes.not_cancellable(goal)
            return release(runtime, [goal], once, now)
        change = changes.cancel(goal, now)
        writes = [*goals.save(change), accounts.goal_ended(change.goal)] if change else []
        return commit(runtime, writes, once, gone, now)

    return attempts(runtime, work)


def check_goal(runtime: Runtime, caller: Caller, spelling: str) -> tuple[Goal, list[integrity.Finding]]:
    """Recompute the invariants of the goal and its account from their items as they lie in the table. Raises NotFound.

    The items are read one after the other; where a writer came between, they are read again.
    """
    goal, findings = _check(runtime, caller, spelling)
    for _ in range(2):
        if all(finding.holds for finding in findings):
            break
        goal, findings = _check(runtime, caller, spelling)
    return goal, findings


def _check(runtime: Runtime, caller: Caller, spelling: str) -> tuple[Goal, list[integrity.Finding]]:
    goal, stored = _with_periods(runtime, caller, spelling)
    actions = list(goals.load_actions(runtime.table, (goal.tenant, goal.customer, goal.id)))
    return goal, integrity.check(goal, stored, actions) + _check_account(runtime, goal, stored)


def _check_account(runtime: Runtime, goal: Goal, stored: list[ClosedPeriod]) -> list[integrity.Finding]:
    account = accounts.load(runtime.table, key_of.account(goal.tenant, goal.household, goal.account))
    if account is None:
        raise LookupError(f"the account of goal {goal.id} is missing")
    earmarked = sum(
        other.amount
        for owner in (account.owner, account.joint_owner)
        if owner is not None
        for other in goals.load_all(runtime.table, account.tenant, owner, consistent=True)
        if other.account == account.number and other.holds_money
    )
    entries = list(accounts.load_entries(runtime.table, account))
    findings = integrity.check_account(account, sum(entry.amount for entry in entries), earmarked)
    if goal.measured_by is MeasuredBy.TRANSACTIONS:
        either = {accounts.follower(goal, is_owner=mine) for mine in (True, False)}
        movements = [_movement(goal, entry) for entry in entries if entry.counted_by & either]
        findings += integrity.check_counted(goal, stored, movements)
    return findings


def _movement(goal: Goal, entry: accounts.Entry) -> integrity.Movement:
    counted = undone_progress(goal, entry.amount) if entry.is_reversal else counted_progress(goal, entry.amount)
    return integrity.Movement(entry.counts_at, counted)


def load_goal(runtime: Runtime, caller: Caller, spelling: str) -> Goal:
    """Return the goal as it lies in the table. Raises NotFound."""
    number = guids.read_goal(spelling, caller.tenant, caller.person)
    goal = goals.load(runtime.table, caller.tenant, caller.person, number) if number else None
    if goal is None:
        raise NotFound("goal")
    return goal


def _with_periods(runtime: Runtime, caller: Caller, spelling: str) -> tuple[Goal, list[ClosedPeriod]]:
    goal, just_closed = as_of(load_goal(runtime, caller, spelling), runtime.clock.now())
    stored = goals.load_periods(runtime.table, (goal.tenant, goal.customer, goal.id))
    known = {period.index for period in just_closed}
    return goal, [period for period in stored if period.index not in known] + just_closed


def _access(runtime: Runtime, caller: Caller, account: str, once: Once | None, now: datetime) -> Access:
    """Read the caller's access to the account together with the idempotency record, strongly, in one round trip."""
    number = ids.number_in(account)
    wanted = [key_of.access(caller.tenant, caller.person, number)] if number else []
    wanted += [once.key] if once else []
    found = runtime.table.batch_get(wanted) if wanted else {}
    recall_from(found, once, now)
    item = found.get(key_of.access(caller.tenant, caller.person, number)) if number else None
    access = accounts.read_access(item) if item else None
    if access is None or guids.read_account(account, caller.tenant, access.attachment.household) is None:
        raise NotFound("account")
    return access


def _new_goal(
    runtime: Runtime, access: Access, wanted: NewGoalRequest, now: datetime, number: int
) -> tuple[Change, Account | None]:
    """Return the new goal, and the account where the goal starts from its balance."""
    to = access.attachment
    seen, balance = None, 0
    if wanted.target in BALANCE_TARGETS:
        seen = accounts.load(runtime.table, access.account_key)
        if seen is None:
            raise NotFound("account")
        balance = seen.balance if wanted.target is Target.CURRENT_BALANCE else seen.residual
    new, plan = wanted.plan(to, calendar.local_date(now, to.zone), balance)
    return create(number, to, new, plan, now), seen


def _performance_account(failed: ConditionFailed, goal: Goal) -> Account | None:
    """Return the Performance account that refused its savings goal, which takes another way there."""
    item = failed.blocking.get("account")
    if item is None or goal.measured_by is not MeasuredBy.ACTIONS or item["kind"] != AccountKind.PERFORMANCE:
        return None
    if item["savings_goals"] or item.get("watchers"):
        raise Conflicting("A Performance account has one savings goal, and none that watches its available balance.")
    return read_account(item)


def _fill_from(
    runtime: Runtime, account: Account, change: Change, render: Render, once: Once | None, now: datetime
) -> Answer:
    """Create the savings goal of a Performance account, which holds the whole balance from the start."""
    goal, writes = change.goal, [accounts.attach_whole(change.goal, account, now)]
    if account.residual > 0:
        booking = record(goal, goal.id, account.residual, Direction.CREDIT, now)
        writes.append(goals.insert_action(goal, booking.action))
        change = replace(booking.change, facts=change.facts + booking.change.facts)
    return commit(runtime, [*goals.insert(change), *writes], once, render(change.goal), now)


def _explain_full(failed: ConditionFailed, goal: Goal) -> None:
    """Tell a refusal of the account apart from a conflict that another try resolves."""
    if "account" not in failed.blocking:
        return
    item = failed.blocking["account"]
    if item is None or goal.customer not in (item["owned_by"], item.get("joint_owner")):
        raise NotFound("account")
    by_actions = goal.measured_by is MeasuredBy.ACTIONS
    limit = MAX_SAVINGS_GOALS if by_actions else MAX_FOLLOWERS
    taken = item["savings_goals"] if by_actions else item.get("following", 0)
    if taken >= limit:
        kind = "savings goals" if by_actions else "goals that follow it"
        raise Conflicting(f"The account has {limit} open {kind} already.")
