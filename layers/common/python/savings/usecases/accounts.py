"""The accounts family: what the books say of an account, and Performance accounts, which are valued and not moved."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from savings import ids
from savings.domain import guids
from savings.domain.account import Account, AccountKind, Performance
from savings.domain.actions import Action, Direction, period_for
from savings.domain.calendar import local_date
from savings.domain.errors import Checks, Conflicting, NotFound, Refused
from savings.domain.goal import Goal
from savings.domain.ledger import settle_dream
from savings.runtime import Runtime
from savings.store import accounts, goals, keys
from savings.store.account_items import read_account
from savings.store.idempotency import Answer, Once
from savings.store.table import BATCH_LIMIT, Write
from savings.usecases.caller import Caller
from savings.usecases.closing import close_due
from savings.usecases.counting import stored_period
from savings.usecases.following import moves
from savings.usecases.writing import commit, numbering

Render = Callable[[Account], Answer]

_MEMBER = "account"


@dataclass(frozen=True, slots=True)
class AccountChange:
    """What a PATCH says of an account; None leaves a member as it is."""

    external_id: str | None = None
    balance: int | None = None
    liquid: int | None = None
    performance: int | None = None
    percent: str | None = None
    acquisition_cost: int | None = None
    valued_from: datetime | None = None
    valued_at: datetime | None = None

    @property
    def values(self) -> bool:
        """Whether the account is valued anew."""
        return any(value is not None for value in (self.balance, self.liquid, self.performance, self.percent)) or any(
            value is not None for value in (self.acquisition_cost, self.valued_from, self.valued_at)
        )


def list_accounts(
    runtime: Runtime, caller: Caller, limit: int, after: int | None, external_id: str | None
) -> tuple[list[Account], int | None]:
    """Return a page of the accounts that the user owns or co-owns, oldest first, and where to go on.

    With an external id, those that bear it, all of them. As of a moment ago.
    """
    partition = keys.customer_partition(caller.tenant, caller.person)
    access = [accounts.read_access(item) for item in runtime.table.query_all(partition, keys.ACCOUNTS)]
    if external_id is not None:
        pages = [access[start : start + BATCH_LIMIT] for start in range(0, len(access), BATCH_LIMIT)]
        return [one for page in pages for one in _open(runtime, page) if one.external_id == external_id], None
    later = [one for one in access if after is None or one.attachment.account > after]
    listed = later[:limit]
    return _open(runtime, listed), listed[-1].attachment.account if len(later) > limit else None


def _open(runtime: Runtime, access: list[accounts.Access]) -> list[Account]:
    wanted = [one.account_key for one in access]
    found = runtime.table.batch_get(wanted, consistent=False) if wanted else {}
    return [read_account(found[key]) for key in wanted if key in found and "closed" not in found[key]]


def get_account(runtime: Runtime, caller: Caller, spelling: str) -> Account:
    """Return one account. Raises NotFound."""
    return _load(runtime, caller, spelling)[0]


def make_performance(runtime: Runtime, caller: Caller, spelling: str, once: Once | None, render: Render) -> Answer:
    """Turn a household's saving into a Performance account; the one savings goal on it then holds all of it.

    Raises NotFound, Conflicting for the default account, one that is Performance already or has several savings goals.
    """

    def work(now: datetime, number: int) -> Answer:
        before, zone = _load(runtime, caller, spelling)
        if before.kind is AccountKind.PERFORMANCE or before.is_default:
            raise Conflicting("The account cannot become a Performance account.")
        held = _held_by(runtime, before)
        if len(held) > 1:
            raise Conflicting("A Performance account has one savings goal; this account has more.")
        after = replace(before, kind=AccountKind.PERFORMANCE, performance=Performance(valued_at=now))
        return _value(runtime, before, after, held, zone, once, render, now, number)

    return numbering(runtime, work)


def change_account(
    runtime: Runtime, caller: Caller, spelling: str, change: AccountChange, once: Once | None, render: Render
) -> Answer:
    """Name an account or value a Performance account anew: its goal and the goals on its balance follow.

    Raises NotFound, Refused for a balance on an account that transactions move, and for parts that do not add up.
    """

    def work(now: datetime, number: int) -> Answer:
        before, zone = _load(runtime, caller, spelling)
        if change.values and before.kind is not AccountKind.PERFORMANCE:
            message = "Moves with transactions; only a Performance account is valued."
            raise Refused.one(f"{_MEMBER}.balanceCents", "not_performance", message)
        after = replace(before, external_id=change.external_id or before.external_id)
        if change.values:
            after = _valued(after, change, now)
        return _value(runtime, before, after, _held_by(runtime, before), zone, once, render, now, number)

    return numbering(runtime, work)


def _valued(account: Account, change: AccountChange, now: datetime) -> Account:
    parts = account.performance or Performance()
    balance = account.balance if change.balance is None else change.balance
    after = Performance(
        liquid=parts.liquid if change.liquid is None else change.liquid,
        performance=parts.performance if change.performance is None else change.performance,
        percent=change.percent or parts.percent,
        acquisition_cost=parts.acquisition_cost if change.acquisition_cost is None else change.acquisition_cost,
        valued_from=change.valued_from or parts.valued_from,
        valued_at=change.valued_at or now,
    )
    checks = Checks()
    if balance < 0:
        checks.add(f"{_MEMBER}.balanceCents", "negative", "Must not be negative.")
    if not after.explains(balance):
        message = "Must be liquidBalanceCents + totalAcquisitionCostCents + performanceCents."
        checks.add(f"{_MEMBER}.balanceCents", "parts_differ", message)
    if after.valued_from and after.valued_at and after.valued_from > after.valued_at:
        checks.add(f"{_MEMBER}.valuationFrom", "after_valuation", "Must not be after valuationAt.")
    checks.done()
    return replace(account, balance=balance, performance=after)


def _value(
    runtime: Runtime,
    before: Account,
    after: Account,
    held: list[Goal],
    zone: str,
    once: Once | None,
    render: Render,
    now: datetime,
    number: int,
) -> Answer:
    """Write the account as it is valued now, with the savings goal that holds it and the goals on its balance."""
    writes: list[Write] = []
    residual = after.balance - sum(goal.amount for goal in held)
    if after.kind is AccountKind.PERFORMANCE and held:
        for goal in sorted(held, key=lambda goal: goal.has_ended):
            holder = close_due(runtime.table, goal, now)
            part = _part_of(holder, residual)
            writes += _fill(runtime, holder, part, now, number)
            residual -= part
    moved = after.balance - before.balance
    day = local_date(now, zone) if moved else after.value_date
    after = replace(after, residual=residual, value_date=day)
    writes += moves(runtime.table, before, now, balance=moved, residual=residual - before.residual)
    after, more = accounts.value(after, before, now, number)
    return commit(runtime, [*writes, *more], once, render(after), now)


def _part_of(goal: Goal, residual: int) -> int:
    """What the goal takes of the residual, or gives; one that has ended takes no more, and the residual keeps it."""
    if residual < 0:
        return max(residual, -goal.amount)
    return 0 if goal.has_ended else residual


def _fill(runtime: Runtime, goal: Goal, delta: int, now: datetime, number: int) -> list[Write]:
    """The adjusting entry by which a Performance account's goal holds the whole balance."""
    if not delta:
        return []
    direction = Direction.CREDIT if delta > 0 else Direction.DEBIT
    index = period_for(goal)
    action = Action(ids.following(number, after=goal.last_action), abs(delta), direction, index, now)
    change = settle_dream(goal, action, now, stored_period(runtime, goal, index))
    writes = [write.relabelled("dream") for write in goals.save(change)] + [goals.insert_action(change.goal, action)]
    return writes + ([goals.restate_period(change, change.period)] if change.period is not None else [])


def _held_by(runtime: Runtime, account: Account) -> list[Goal]:
    """The savings goals on the account that hold part of it, its owners' both."""
    return [
        goal
        for owner in (account.owner, account.joint_owner)
        if owner is not None
        for goal in goals.load_all(runtime.table, account.tenant, owner, consistent=True)
        if goal.account == account.number and goal.holds_money
    ]


def _load(runtime: Runtime, caller: Caller, spelling: str) -> tuple[Account, str]:
    """Return an account and its household's zone. Raises NotFound."""
    number = ids.number_in(spelling)
    item = runtime.table.get(keys.access(caller.tenant, caller.person, number)) if number else None
    access = accounts.read_access(item) if item else None
    if access is None or guids.read_account(spelling, caller.tenant, access.attachment.household) is None:
        raise NotFound("account")
    found = runtime.table.get(access.account_key)
    if found is None or "closed" in found:
        raise NotFound("account")
    return read_account(found), access.attachment.zone
