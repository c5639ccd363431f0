"""Goals on the available balance: they move in the same transaction as the residual that they watch."""

from datetime import datetime

from savings.domain.account import Account
from savings.domain.changes import follow_balance
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
    writes: list[Write] = []
    wanted = [accounts.follower_key(account, watcher) for watcher in sorted(account.watchers)]
    found = goals.load_batch(runtime.table, wanted)
    if len(found) < len(wanted):
        raise Contended("watchers")
    for goal in found.values():
        change = follow_balance(close_due(runtime, goal, now), delta, now)
        writes += [write.relabelled(f"goal {goal.id}") for write in goals.save(change)]
    return writes
