"""The ledger: transactions that were settled outside, what each moves, and how goals count what moved.

A settled transaction is a fact: it is never refused for a balance. Amounts are minor units of the household's currency;
a movement is signed, positive into an account or a goal. Goals count by the local date of settlement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from savings import ids
from savings.domain import money
from savings.domain.account import Account, AccountMove
from savings.domain.actions import Action, Booking, Direction, move
from savings.domain.calendar import local_date
from savings.domain.errors import Checks, Conflicting, Refused
from savings.domain.facts import ActionCreated, Fact, GoalUpdated, PeriodRestated
from savings.domain.goal import Change, ClosedPeriod, Goal, Status, TrackingType, changed, reach

SHORTEST: Final = 1
_MINUTES: Final = 5
CLOCK_SKEW: Final = timedelta(minutes=_MINUTES)
"""How far a reporter's clock may be ahead: what settled within it counts as settled on receipt."""

UNDONE: Final = "The transaction is undone already."


class TransactionType(StrEnum):
    """Where the money went: in from outside, out, or between places of the household."""

    DEPOSIT = "Deposit"
    WITHDRAWAL = "Withdrawal"
    INTERNAL = "Internal"


_OPPOSITES: Final = {
    TransactionType.DEPOSIT: TransactionType.WITHDRAWAL,
    TransactionType.WITHDRAWAL: TransactionType.DEPOSIT,
    TransactionType.INTERNAL: TransactionType.INTERNAL,
}


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a transaction: an account and, where one is named, a savings goal on it."""

    account: int
    goal: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A settled transaction as it was reported; `number` is its id within its user's partition.

    `zone` is its household's when it was reported. `counts_at` is the instant by which goals count it: its settlement
    or, for a reversal, that of what it undoes. `drawn` is what the savings goal that it names as its source gave, where
    that is less than the amount. `counted_by` are the goals that counted it, by their accounts' names for them; only
    they count its reversal.
    """

    number: int
    tenant: str
    household: str
    user: str
    type: TransactionType
    external_id: str
    amount: int
    currency: str
    zone: str
    requested_at: datetime
    settled_at: datetime
    counts_at: datetime
    source: Side | None = None
    target: Side | None = None
    reverses: int | None = None
    reversed_by: int | None = None
    drawn: int | None = None
    counted_by: frozenset[str] = frozenset()
    sequence: int = 1

    @property
    def sides(self) -> list[tuple[Side, Direction]]:
        """Where the money came from and where it went, each with the direction in which it moves there."""
        ends = ((self.source, Direction.DEBIT), (self.target, Direction.CREDIT))
        return [(side, direction) for side, direction in ends if side is not None]

    def flow(self, account: int) -> int:
        """Return what the transaction moves into the account, negative out of it, 0 within it."""
        here = [direction for side, direction in self.sides if side.account == account]
        return self.amount * (here.count(Direction.CREDIT) - here.count(Direction.DEBIT))

    def is_counted_by(self, follower: str) -> bool:
        """Whether the goal of this name may count it: a reversal is counted by those that counted what it undoes."""
        return self.reverses is None or follower in self.counted_by


def received(transaction: Transaction, now: datetime) -> Transaction:
    """Return a transaction as it is reported now: what settled by a clock that is a little ahead has settled now.

    Raises Refused for an instant further ahead, an amount out of bounds, and money that stays where it is.
    """
    checks = Checks()
    for name, instant in (("requested_at", transaction.requested_at), ("settled_at", transaction.settled_at)):
        if instant > now + CLOCK_SKEW:
            checks.add(name, "in_the_future", f"Must be at most {_MINUTES} minutes ahead.")
    if not SHORTEST <= transaction.amount <= money.MAX_MINOR:
        checks.add("amount", "out_of_range", f"Must be from {SHORTEST} to {money.MAX_MINOR}.")
    if transaction.source is not None and transaction.source == transaction.target:
        where = "goal" if transaction.source.goal else "account"
        checks.add(f"target.{where}", "same_place", "Must differ from where it comes from.")
    checks.done()
    settled_at = min(transaction.settled_at, now)
    return replace(transaction, settled_at=settled_at, counts_at=settled_at)


def opposite(undone: Transaction, external_id: str, number: int, now: datetime) -> Transaction:
    """Return the transaction that undoes another one: the money goes back where it came from.

    Raises Conflicting for one that is undone already, and for a reversal.
    """
    if undone.reverses is not None:
        raise Conflicting("The transaction is a reversal.")
    if undone.reversed_by is not None:
        raise Conflicting(UNDONE)
    return replace(
        undone,
        number=ids.following(number, after=undone.number),
        type=_OPPOSITES[undone.type],
        external_id=external_id,
        requested_at=now,
        settled_at=now,
        source=undone.target,
        target=undone.source,
        reverses=undone.number,
        drawn=None,
        sequence=1,
    )


@dataclass(frozen=True, slots=True)
class Part:
    """What a transaction moves on one side: `in_goal` on the savings goal that the side names, the rest on none."""

    side: Side
    direction: Direction
    in_goal: int
    rest: int

    @property
    def residual(self) -> int:
        """What the account's residual gains, negative where it gives."""
        return self.rest if self.direction is Direction.CREDIT else -self.rest


def parts(
    transaction: Transaction,
    accounts: Mapping[int, Account],
    goals: Mapping[int, Goal],
    undone: Transaction | None = None,
) -> list[Part]:
    """Return what the transaction moves on each side; `goals` are the savings goals that it names, by id.

    It moves nothing on a Performance account. A savings goal gives what it has and takes all that comes. A reversal
    gives back to it what `undone` took from it, and nothing where it has ended; the residual stands in for it then, as
    for one that is gone.
    """
    found: list[Part] = []
    for side, direction in transaction.sides:
        if accounts[side.account].is_performance:
            continue
        goal = goals.get(side.goal or 0)
        in_goal = _share(transaction, goal, direction, undone) if goal is not None else 0
        found.append(Part(side, direction, in_goal, transaction.amount - in_goal))
    return found


def _share(transaction: Transaction, goal: Goal, direction: Direction, undone: Transaction | None) -> int:
    if direction is Direction.DEBIT:
        return min(transaction.amount, goal.amount)
    if undone is None:
        return transaction.amount
    if goal.has_ended:
        return 0
    return transaction.amount if undone.drawn is None else undone.drawn


def drawn(found: Iterable[Part]) -> int | None:
    """Return what the savings goal that is named as the source gives, where that is less than the amount."""
    short = (one.in_goal for one in found if one.direction is Direction.DEBIT and one.side.goal and one.rest)
    return next(short, None)


def account_moves(
    transaction: Transaction, accounts: Mapping[int, Account], found: Iterable[Part]
) -> list[AccountMove]:
    """Return by how much the transaction moves each account, from its parts there."""
    residuals: dict[int, int] = {}
    for part in found:
        residuals[part.side.account] = residuals.get(part.side.account, 0) + part.residual
    return [AccountMove(accounts[number], transaction.flow(number), gains) for number, gains in residuals.items()]


def progress(goal: Goal, flow: int, *, undoes: bool = False) -> int:
    """Return what a movement of the account adds to a goal that counts transactions; debit goals count money out.

    One that `undoes` another adds the opposite of what that one added.
    """
    if undoes:
        return -progress(goal, -flow)
    if goal.tracking_type is TrackingType.CREDIT:
        return max(0, flow)
    if goal.tracking_type is TrackingType.DEBIT:
        return max(0, -flow)
    return flow


def period_of(goal: Goal, settled_at: datetime) -> int | None:
    """Return the period in which money settled then counts; None before the start and after the goal's end.

    What settles while the goal is finalising counts to the last period.
    """
    day = local_date(settled_at, goal.zone)
    index = goal.schedule.index_of(day)
    if index < 0:
        return None
    last = goal.period_count - 1
    if index <= last and day <= goal.schedule.end:
        return index
    in_window = goal.finalises_at is not None and settled_at < goal.finalises_at
    return last if in_window and goal.status is Status.FINALISING else None


def gain(goal: Goal, transaction: Transaction, account: int) -> tuple[int, int | None]:
    """Return what a goal that counts the account's transactions gains by this one, and the period in which it does."""
    index = period_of(goal, transaction.counts_at)
    if index is None:
        return 0, None
    return progress(goal, transaction.flow(account), undoes=transaction.reverses is not None), index


def count(goal: Goal, delta: int, index: int, now: datetime, stored: ClosedPeriod | None) -> Change | None:
    """Count money in a period of a goal that nothing is due for; None when nothing changes.

    `stored` is the period's item where it is closed. In a backdated period what was counted replaces its synthetic
    amount up to that amount's size.
    """
    period, moved_by = _counted(goal, delta, index, stored)
    if not moved_by and (period is None or period == stored):
        return None
    moved = replace(goal, amount=goal.amount + moved_by)
    if index == min(goal.closed, goal.period_count - 1):
        moved = replace(moved, current=goal.current + moved_by)
    if abs(moved.amount) > money.MAX_MINOR:
        raise Refused.one("amount", "amount_too_large", "The goal would count more than can be kept.")
    facts: tuple[Fact, ...] = ()
    if moved_by:
        facts = (GoalUpdated(("amount",)),)
        if period is not None:
            facts += (PeriodRestated(index, period.target, period.amount - moved_by, period.amount),)
    reached, stamps = reach(moved, now)
    before = period.amount - moved_by if period is not None else None
    return changed(moved, now, facts + reached, period=period, restated_from=before, **stamps)


def _counted(goal: Goal, delta: int, index: int, stored: ClosedPeriod | None) -> tuple[ClosedPeriod | None, int]:
    """The closed period with the money in it (None for the open one), and by how much its amount moves."""
    if index >= goal.closed:
        return None, delta
    base = goal.version + 1
    if index >= goal.backdated:
        if stored is None:  # the last period while finalising: the goal still carries its amount
            stored = goal.period(index)
        return replace(stored, amount=stored.amount + delta, base=base), delta
    target = goal.targets.of(index)
    synthetic = target if index < goal.synthetic else 0
    if stored is None:
        stored = ClosedPeriod(index, target, synthetic, synthetic, 0)
    counted = stored.counted + delta
    amount = max(counted, synthetic) if synthetic else counted
    return replace(stored, amount=amount, counted=counted, base=base), amount - stored.amount


def settle(transaction: Transaction, part: Part, goal: Goal, now: datetime, stored: ClosedPeriod | None) -> Booking:
    """Book the action by which a transaction moves the savings goal that one of its sides names.

    `stored` is the period's item where it is closed. Raises Refused for money into a goal that has ended.
    """
    number = ids.following(transaction.number, after=goal.last_action)
    index = settled_period(goal, transaction.counts_at)
    action = Action(number, part.in_goal, part.direction, index, transaction.settled_at, transaction=transaction.number)
    fact = ActionCreated(number, action.amount, action.direction.value, index)
    path = "target.goal" if part.direction is Direction.CREDIT else "source.goal"
    change = move(goal, action.signed, index, fact, now, stored=stored, path=path, last_action=number)
    return Booking(action, change, action.signed)


def settled_period(goal: Goal, settled_at: datetime) -> int | None:
    """Return the period in which a savings goal's transaction counts; None after the goal's end.

    What settled before the goal was made counts to its first period: the transaction names it.
    """
    day = local_date(settled_at, goal.zone)
    if day < goal.schedule.start:
        return 0
    index = period_of(goal, settled_at)
    return index if index is not None or goal.has_ended else goal.period_count - 1
