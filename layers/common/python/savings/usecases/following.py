"""Goals that measure a balance or a residual: they move in the same transaction as what they measure."""

from datetime import datetime

from savings.domain.account import Account
from savings.domain.changes import follow_balance
from savings.domain.goal import MeasuredBy
from savings.runtime import Runtime
from savings.store import accounts, goals
from savings.store.account_items import read_account
from savings.store.table import ConditionFailed, Contended, Write
from savings.usecases.closing import close_due


def account_with_watchers(failed: ConditionFailed) -> Account | None:
    """Return the account whose watchers a refused write did not know of; None when something else refused it."""
    for label, item in failed.blocking.items():
        if label.startswith("account") and item is not None and item.get("watchers"):
            return read_account(item)
    return None


def residual_moves(runtime: Runtime, account: Account, delta: int, now: datetime) -> list[Write]:
    """Return the writes that move each watcher of the account by `delta`, closed up to `now` first.

    Raises Contended for a watcher so new that the read, as of a moment ago, does not show it.
    """
    return _moves(runtime, account, account.watchers, delta, now)


def balance_moves(runtime: Runtime, account: Account, delta: int, now: datetime) -> list[Write]:
    """Return the writes that move each goal that measures the balance or the residual, when both move by `delta`.

    Raises Contended as `residual_moves` does.
    """
    return _moves(runtime, account, account.watchers | account.followers, delta, now) if delta else []


def _moves(runtime: Runtime, account: Account, following: frozenset[str], delta: int, now: datetime) -> list[Write]:
    writes: list[Write] = []
    wanted = [accounts.follower_key(account, follower) for follower in sorted(following)]
    found = goals.load_batch(runtime.table, wanted) if wanted else {}
    if len(found) < len(wanted):
        raise Contended("followers")
    for goal in found.values():
        if goal.measured_by is MeasuredBy.BALANCE:
            change = follow_balance(close_due(runtime, goal, now), delta, now)
            writes += [write.relabelled(f"goal {goal.id}") for write in goals.save(change)]
    return writes
