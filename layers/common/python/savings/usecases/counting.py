"""Counting: goals that follow an account move in the same transaction as the account."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from savings.domain.account import Account
from savings.domain.changes import follow_balance
from savings.domain.goal import Change, ClosedPeriod, Goal, MeasuredBy
from savings.domain.ledger import Transaction, count, needs_stored, period_of, progress, undone_progress
from savings.domain.plan import Target
from savings.runtime import Runtime
from savings.store import accounts, goals, keys
from savings.store.goal_items import read_period
from savings.store.table import Key, Write
from savings.usecases.closing import close_due
from savings.usecases.following import load_following


@dataclass(frozen=True, slots=True)
class Follower:
    """A goal that follows an account, under the name by which the account knows it.

    `index` and `delta` say what a transaction moves on a goal that counts transactions; None and 0 for nothing.
    """

    name: str
    goal: Goal
    index: int | None = None
    delta: int = 0


@dataclass(frozen=True, slots=True)
class Followers:
    """The goals that follow the accounts of a transaction, by account."""

    by_account: dict[int, list[Follower]]

    @property
    def periods(self) -> list[tuple[Goal, int | None]]:
        """The goals that count the transaction, each with the period in which it does."""
        every = [one for some in self.by_account.values() for one in some]
        return [(one.goal, one.index) for one in every if one.delta]


@dataclass(frozen=True, slots=True)
class Counted:
    """What counting comes to: the writes of the goals, and the followers that counted the entry."""

    writes: list[Write] = field(default_factory=list)
    by: frozenset[str] = frozenset()


def load_followers(
    runtime: Runtime,
    transaction: Transaction,
    touched: Sequence[Account],
    now: datetime,
) -> Followers:
    """Read the goals that follow the accounts in one round trip, each closed up to `now`.

    A reversal is counted by those alone that counted what it undoes.
    Raises Contended for a follower so new that the read does not show it.
    """
    wanted = {
        accounts.follower_key(account, name): (account.number, name)
        for account in touched
        for name in account.followers | account.watchers
    }
    found = load_following(runtime.table, wanted)
    following: dict[int, list[Follower]] = {account.number: [] for account in touched}
    for key, stale in sorted(found.items(), key=lambda pair: pair[0]):
        number, name = wanted[key]
        goal = close_due(runtime.table, stale, now)
        counts = transaction.reverses is None or name in transaction.counted_by
        following[number].append(_follower(name, goal, transaction, number) if counts else Follower(name, goal))
    return Followers(following)


def _follower(name: str, goal: Goal, transaction: Transaction, account: int) -> Follower:
    if goal.measured_by is not MeasuredBy.TRANSACTIONS:
        return Follower(name, goal)
    flow = transaction.flow(account)
    delta = undone_progress(goal, flow) if transaction.reverses is not None else progress(goal, flow)
    index = period_of(goal, transaction.counts_at)
    return Follower(name, goal, index, delta if index is not None else 0)


def count_on_followers(
    account: Account,
    followers: Followers,
    flow: int,
    residual: int,
    stored: Mapping[Key, ClosedPeriod],
    now: datetime,
) -> Counted:
    """Work out what moves on the goals that follow the account; `stored` are the closed periods that were read."""
    writes: list[Write] = []
    by: set[str] = set()
    for one in followers.by_account[account.number]:
        change = _change(one, flow, residual, stored, now)
        if change is None:
            continue
        if one.goal.measured_by is MeasuredBy.TRANSACTIONS:
            by.add(one.name)
        writes += [write.relabelled(f"goal {one.goal.id}") for write in goals.save(change)]
        if change.period is not None:
            writes.append(goals.restate_period(change, change.period).relabelled(f"period {one.goal.id}"))
    return Counted(writes, frozenset(by))


def load_stored(runtime: Runtime, wanted: Iterable[tuple[Goal, int | None]]) -> dict[Key, ClosedPeriod]:
    """Read the items of closed periods whose amounts their goals do not carry, in one round trip where there are any.

    Strongly: a backdated period's item is not guarded by its amount alone.
    """
    needed = [period_key(goal, index) for goal, index in wanted if needs_stored(goal, index)]
    found = runtime.table.batch_get(needed) if needed else {}
    return {key: read_period(item) for key, item in found.items()}


def stored_period(runtime: Runtime, goal: Goal, index: int | None) -> ClosedPeriod | None:
    """Return the item of a closed period whose amount the goal does not carry; None where there is none to read."""
    return load_stored(runtime, [(goal, index)]).get(period_key(goal, index))


def period_key(goal: Goal, index: int | None) -> Key:
    """Return where a period of the goal lies when it is closed."""
    return keys.period(goal.tenant, goal.customer, goal.id, index or 0)


def _change(
    one: Follower, flow: int, residual: int, stored: Mapping[Key, ClosedPeriod], now: datetime
) -> Change | None:
    goal = one.goal
    if goal.measured_by is MeasuredBy.BALANCE:
        delta = residual if goal.target is Target.AVAILABLE_BALANCE else flow
        return follow_balance(goal, delta, now) if delta else None
    if one.index is None or not one.delta:
        return None
    return count(goal, one.delta, one.index, now, stored.get(period_key(goal, one.index)))
