"""The ledger: transactions that were settled outside, what each moves, and how goals count what moved.

A settled transaction is a fact: it is never refused for a balance. Amounts are minor units of the household's currency;
a movement is signed, positive into an account or a goal. Goals count by the local date of settlement.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from savings.domain import money
from savings.domain.actions import Action, Direction, move
from savings.domain.calendar import local_date
from savings.domain.errors import Refused
from savings.domain.facts import ActionCreated, Fact, GoalUpdated, PeriodRestated
from savings.domain.goal import Change, ClosedPeriod, Goal, Status, TrackingType, changed, reach


class TransactionType(StrEnum):
    """Where the money went: in from outside, out, or between places of the household."""

    DEPOSIT = "Deposit"
    WITHDRAWAL = "Withdrawal"
    INTERNAL = "Internal"


@dataclass(frozen=True, slots=True)
class Side:
    """One end of a transaction: an account and, where one is named, a savings goal (a dream) on it."""

    account: int
    dream: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """A settled transaction as it was reported; `number` is its id within its user's partition.

    `zone` is its household's when it was reported. `counts_at` is the instant by which goals count it: its settlement
    or, for a reversal, that of what it undoes. `drawn` is what the dream that it names as its source gave, where that
    is less than the amount. `counted_by` are the goals that counted it; only they count its reversal.
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
    def is_within_one_account(self) -> bool:
        """Whether the money stays in its account; then no balance moves and no goal counts it."""
        return self.source is not None and self.target is not None and self.source.account == self.target.account

    def flow(self, account: int) -> int:
        """Return what the transaction moves into the account, negative out of it, 0 within it."""
        if self.is_within_one_account:
            return 0
        into = self.amount if self.target is not None and self.target.account == account else 0
        out = self.amount if self.source is not None and self.source.account == account else 0
        return into - out


def progress(goal: Goal, flow: int) -> int:
    """Return what a movement of the account adds to a goal that counts transactions; debit goals count money out."""
    if goal.tracking_type is TrackingType.CREDIT:
        return max(0, flow)
    if goal.tracking_type is TrackingType.DEBIT:
        return max(0, -flow)
    return flow


def undone_progress(goal: Goal, flow: int) -> int:
    """Return what a reversal adds: the opposite of what the movement that it undoes added; `flow` is the reversal's."""
    return -progress(goal, -flow)


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


def needs_stored(goal: Goal, index: int | None) -> bool:
    """Whether the period is closed and its amount lies in its own item, not in the goal."""
    return index is not None and index < min(goal.closed, goal.period_count - 1)


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
        raise Refused.one("transaction.amountCents", "amount_too_large", "The goal would count more than can be kept.")
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


def settle_dream(goal: Goal, action: Action, now: datetime, stored: ClosedPeriod | None) -> Change:
    """Book the action by which a transaction moves the dream that it names.

    Raises Refused for money into a dream that has ended.
    """
    fact = ActionCreated(action.number, action.amount, action.direction.value, action.period)
    path = "transaction.toDreamId" if action.direction is Direction.CREDIT else "transaction.fromDreamId"
    return move(goal, action.signed, action.period, fact, now, stored=stored, path=path, last_action=action.number)


def dream_period(goal: Goal, settled_at: datetime) -> int | None:
    """Return the period in which a dream's transaction counts; None after the dream's end.

    What settled before the dream was made counts to its first period: the transaction names it.
    """
    day = local_date(settled_at, goal.zone)
    if day < goal.schedule.start:
        return 0
    index = period_of(goal, settled_at)
    return index if index is not None or goal.has_ended else goal.period_count - 1
