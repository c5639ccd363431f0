"""The accounts family: what the books say of an account, and Performance accounts, which are valued and not moved."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from savings import ids
from savings.domain import actions, guids
from savings.domain.account import Account, Valuation, as_performance, shared_out, valued
from savings.domain.actions import Direction
from savings.domain.calendar import local_date
from savings.domain.errors import NotFound
from savings.domain.goal import Goal
from savings.store import accounts, goals, keys
from savings.store.account_items import is_open, read_account
from savings.store.accounts import Access
from savings.store.table import BATCH_LIMIT, Item, Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.caller import Caller
from savings.usecases.followers import moves
from savings.usecases.goal_periods import close_due


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What a change says of an account: the bank's own id for it, its value; None for what stays as it is."""

    external_id: str | None = None
    valuation: Valuation | None = None


def list_accounts(
    attempt: Attempt, limit: int, after: int | None, external_id: str | None
) -> tuple[list[Account], int | None]:
    """Return a page of the accounts that the user owns or co-owns, oldest first, and where to go on.

    With an external id, those that bear it, all of them. As of a moment ago.
    """
    partition = keys.customer_partition(attempt.caller.tenant, attempt.caller.person)
    access = [accounts.read_access(item) for item in attempt.table.query_all(partition, keys.ACCOUNTS)]
    if external_id is not None:
        pages = [access[start : start + BATCH_LIMIT] for start in range(0, len(access), BATCH_LIMIT)]
        return [one for page in pages for one in _open(attempt, page) if one.external_id == external_id], None
    later = [one for one in access if after is None or one.attachment.account > after]
    listed = later[:limit]
    return _open(attempt, listed), listed[-1].attachment.account if len(later) > limit else None


def _open(attempt: Attempt, access: list[Access]) -> list[Account]:
    wanted = [one.account_key for one in access]
    found = attempt.table.batch_get(wanted, consistent=False) if wanted else {}
    return [read_account(found[key]) for key in wanted if is_open(found.get(key))]


def get_account(attempt: Attempt, account_id: str) -> Account:
    """Return one account. Raises NotFound."""
    return _load(attempt, account_id)[0]


def make_performance(attempt: Attempt, account_id: str) -> Outcome[Account]:
    """Turn a household's saving into a Performance account; the one savings goal on it then holds all of it.

    Raises NotFound, Conflicting for an account that cannot become one.
    """
    before, zone = _load(attempt, account_id)
    held = goals.load_holding(attempt.table, before)
    return _revalued(attempt, before, as_performance(before, held, attempt.now), held, zone)


def change_account(attempt: Attempt, account_id: str, change: AccountChange) -> Outcome[Account]:
    """Name an account or value a Performance account anew: its goal and the goals on its balance follow.

    Raises NotFound, Refused for a balance on an account that transactions move, and for parts that do not add up.
    """
    before, zone = _load(attempt, account_id)
    after = replace(before, external_id=change.external_id or before.external_id)
    if change.valuation is not None:
        after = valued(after, change.valuation, attempt.now)
    return _revalued(attempt, before, after, goals.load_holding(attempt.table, before), zone)


def _revalued(attempt: Attempt, before: Account, after: Account, held: list[Goal], zone: str) -> Outcome[Account]:
    """Return the account as it is now, with the savings goals that hold it and the goals on its balance."""
    writes: list[Write] = []
    residual = after.balance - sum(goal.amount for goal in held)
    if after.is_performance:
        for goal, share in shared_out([close_due(attempt.table, goal, attempt.now) for goal in held], residual):
            writes += _adjusted(attempt, goal, share)
            residual -= share
    moved = after.balance - before.balance
    day = local_date(attempt.now, zone) if moved else after.value_date
    after = replace(after, residual=residual, value_date=day)
    writes += moves(attempt.table, before, attempt.now, balance=moved, residual=residual - before.residual)
    after, more = accounts.value(after, before, attempt.now, attempt.number)
    return Outcome(after, [*writes, *more])


def _adjusted(attempt: Attempt, goal: Goal, share: int) -> list[Write]:
    """The adjusting entry by which a Performance account's goal takes its share."""
    if not share:
        return []
    number = ids.following(attempt.number, after=goal.last_action)
    direction = Direction.CREDIT if share > 0 else Direction.DEBIT
    booking = actions.record(goal, number, abs(share), direction, attempt.now)
    return [*goals.move(booking.change), goals.insert_action(goal, booking.action)]


def access_key(caller: Caller, account_id: str) -> Key:
    """Return where the caller's access to the account is stored; nothing ever is for a garbled id."""
    return keys.access(caller.tenant, caller.person, ids.number_in(account_id) or 0)


def read_access(caller: Caller, account_id: str, found: Mapping[Key, Item]) -> Access:
    """Return the caller's access to the account, from what was found at its key. Raises NotFound."""
    item = found.get(access_key(caller, account_id))
    access = accounts.read_access(item) if item else None
    if access is None or guids.read_account(account_id, caller.tenant, access.attachment.household) is None:
        raise NotFound("account")
    return access


def _load(attempt: Attempt, account_id: str) -> tuple[Account, str]:
    """Return an account and its household's zone. Raises NotFound."""
    key = access_key(attempt.caller, account_id)
    access = read_access(attempt.caller, account_id, attempt.read([key]))
    found = attempt.table.get(access.account_key)
    if found is None or not is_open(found):
        raise NotFound("account")
    return read_account(found), access.attachment.zone
