"""Goals that follow an account: closed up to now, and moved in the same transaction as what they follow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from savings.domain.account import Account, AccountMove
from savings.domain.goal import ClosedPeriod, Goal, MeasuredBy
from savings.domain.goal_changes import follow_balance
from savings.domain.ledger import Transaction, count, gain
from savings.store import account_goals, goals
from savings.store.table import Contended, Table, Write
from savings.usecases.goal_periods import close_due


@dataclass(frozen=True, slots=True)
class Follower:
    """A goal that moves with an account, under the account's name for it, and what it gains.

    `index` is the period in which a goal that counts transactions counts it.
    """

    account: int
    name: str
    goal: Goal
    delta: int
    index: int | None = None


@dataclass(slots=True)
class Followed:
    """The writes of the goals that move, and the names of those that counted the transaction, by account."""

    writes: list[Write] = field(default_factory=list)
    counted_by: dict[int, frozenset[str]] = field(default_factory=dict)


def load_followers(
    table: Table, moves: Iterable[AccountMove], now: datetime, transaction: Transaction | None = None
) -> list[Follower]:
    """Return the goals that move with the accounts, read in one round trip and each closed up to `now`.

    Those that count transactions move with the transaction alone. Raises Contended for a goal that is so new that the
    read does not show it: an account never moves without its followers.
    """
    wanted = {
        account_goals.follower_key(move.account, name): (move.account.number, name, delta)
        for move in moves
        for name, delta in move.followers.items()
    }
    found = goals.load_batch(table, list(wanted)) if wanted else {}
    if len(found) < len(wanted):
        raise Contended("followers")
    followers: list[Follower] = []
    for key, goal in sorted(found.items(), key=lambda pair: pair[0]):
        account, name, delta = wanted[key]
        if goal.measured_by is MeasuredBy.BALANCE:
            followers.append(Follower(account, name, close_due(table, goal, now), delta))
        elif transaction is not None and transaction.is_counted_by(name):
            closed = close_due(table, goal, now)
            followers.append(Follower(account, name, closed, *gain(closed, transaction, account)))
    return [one for one in followers if one.delta]


def follow(followers: Iterable[Follower], stored: Mapping[tuple[str, int], ClosedPeriod], now: datetime) -> Followed:
    """Move the goals; `stored` are the periods of `load_counted`."""
    followed = Followed()
    for one in followers:
        if one.index is None:
            followed.writes += goals.move(follow_balance(one.goal, one.delta, now))
            continue
        change = count(one.goal, one.delta, one.index, now, stored.get((one.goal.customer, one.goal.id)))
        if change is not None:
            followed.writes += goals.move(change)
            followed.counted_by[one.account] = followed.counted_by.get(one.account, frozenset()) | {one.name}
    return followed


def moves(table: Table, account: Account, now: datetime, *, balance: int = 0, residual: int = 0) -> list[Write]:
    """Return the writes of the goals on the account's balance or residual when these move by so much.

    Raises Contended as `load_followers` does.
    """
    return follow(load_followers(table, [AccountMove(account, balance, residual)], now), {}, now).writes
