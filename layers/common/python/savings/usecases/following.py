"""Goals that measure a balance or a residual: they move in the same transaction as what they measure."""

from collections.abc import Iterable
from datetime import datetime

from savings.domain.account import Account
from savings.domain.changes import follow_balance
from savings.domain.goal import Goal, MeasuredBy
from savings.store import accounts, goals
from savings.store.account_items import read_account
from savings.store.table import ConditionFailed, Contended, Key, Table, Write
from savings.usecases.closing import close_due


def account_with_watchers(failed: ConditionFailed) -> Account | None:
    """Return the account whose watchers a refused write did not know of; None when something else refused it."""
    for label, item in failed.blocking.items():
        if label.startswith("account") and item is not None and item.get("watchers"):
            return read_account(item)
    return None


def load_following(table: Table, wanted: Iterable[Key]) -> dict[Key, Goal]:
    """Read goals that their accounts name as following them, in one round trip, as of a moment ago.

    Raises Contended when one is so new that the read does not show it: an account never moves without its followers.
    """
    places = list(wanted)
    found = goals.load_batch(table, places) if places else {}
    if len(found) < len(places):
        raise Contended("followers")
    return found


def moves(table: Table, account: Account, now: datetime, *, balance: int = 0, residual: int = 0) -> list[Write]:
    """Return the writes of the goals that measure the account when its balance and its residual move by so much.

    Each is closed up to `now` first. Raises Contended as `load_following` does.
    """
    by = dict.fromkeys(account.followers, balance) | dict.fromkeys(account.watchers, residual)
    deltas = {accounts.follower_key(account, name): delta for name, delta in sorted(by.items()) if delta}
    writes: list[Write] = []
    for key, goal in load_following(table, deltas).items():
        if goal.measured_by is MeasuredBy.BALANCE:
            change = follow_balance(close_due(table, goal, now), deltas[key], now)
            writes += [write.relabelled(f"goal {goal.id}") for write in goals.save(change)]
    return writes
