"""A goal: its state, how it starts and how time moves it (status machine and `advance`).

Amounts are minor units of the goal's currency; dates are local to its zone; instants are UTC.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

from savings.domain import calendar, money
from savings.domain.errors import Refused
from savings.domain.facts import (
    MILESTONES,
    PUBLISHED_PAST,
    Fact,
    GoalAchieved,
    GoalActivated,
    GoalCompleted,
    GoalCreated,
    GoalFailed,
    GoalFinalising,
    MilestoneReached,
    PastClosed,
    PeriodClosed,
    PeriodOpened,
    events_in,
)
from savings.domain.plan import Plan, Target, Targets
from savings.domain.schedule import Schedule


class Status(StrEnum):
    """Where a goal is in its life."""

    UNSTARTED = "unstarted"
    ACTIVE = "active"
    FINALISING = "finalising"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class TrackingType(StrEnum):
    """Which of the account's transactions count; with `debit`, debits are positive progress."""

    CREDIT = "credit"
    DEBIT = "debit"
    DEBIT_CREDIT = "debit_credit"


class MeasuredBy(StrEnum):
    """What a goal's amount is made of: its own actions, its account's transactions, or its account's balance."""

    ACTIONS = "actions"
    TRANSACTIONS = "transactions"
    BALANCE = "balance"


OPEN: Final = frozenset({Status.UNSTARTED, Status.ACTIVE, Status.FINALISING})
ENDED: Final = frozenset({Status.COMPLETED, Status.FAILED})


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote about a goal; `metadata` is the JSON text of an object, as it came."""

    name: str
    description: str | None = None
    image_url: str | None = None
    metadata: str | None = None

    def differing(self, before: "Texts") -> tuple[str, ...]:
        """Return the names of those that are others than before."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name) != getattr(before, one.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal as it stands after its last change.

    Money, in minor units: `amount` = `opening` + `closed_amounts` + `current` while a period is open + `taken`.
    Plan to date: `planned` = `start_amount` + `shift` + `closed_targets`.

    | counter          | what it holds                                                   | moves with                 |
    |------------------|-----------------------------------------------------------------|----------------------------|
    | `amount`         | the progress so far                                             | every movement             |
    | `opening`        | what was there before the first period                          | a balance, until the start |
    | `current`        | the amount of the open period, after the last close the last's  | every movement in it       |
    | `taken`          | what moved after the schedule, in no period                     | movements after the end    |
    | `closed`         | how many periods are over                                       | a close                    |
    | `closed_targets` | the sum of their targets                                        | a close                    |
    | `shift`          | what a re-plan found beyond start and closed targets            | a re-plan                  |
    | `first_counts`   | the creation month had a target that the new ones do not show   | a re-plan                  |
    | `backdated`      | the first periods that were over at creation, and not stored    | never                      |
    | `synthetic`      | of these, the oldest that count as having met their target      | never                      |
    | `milestone`      | the highest one reached                                         | `reach`, `taken_back`      |
    | `reminded`       | the first periods whose reminders have had their turn           | a reminder                 |
    """

    id: int
    tenant: str
    customer: str
    household: str
    account: int
    currency: str
    zone: str
    finalising_days: int
    created_at: datetime

    measured_by: MeasuredBy
    tracking_type: TrackingType
    target: Target
    schedule: Schedule
    targets: Targets
    target_amount: int
    period_amount: int
    start_amount: int = 0
    texts: Texts

    status: Status = Status.ACTIVE
    backdated: int = 0
    synthetic: int = 0
    closed: int = 0
    closed_targets: int = 0
    shift: int = 0
    first_counts: bool = False
    opening: int = 0
    amount: int = 0
    current: int = 0
    taken: int = 0
    milestone: int = 0
    reminded: int = 0
    achieved_at: datetime | None = None
    finalises_at: datetime | None = None
    archived: bool = False
    last_action: int = 0

    version: int = 0
    sequence: int = 0

    @property
    def due_at(self) -> datetime | None:
        """The next instant at which time alone changes the goal; None when nothing is left to happen."""
        if self.status is Status.UNSTARTED:
            return calendar.first_instant(self.schedule.start, self.zone)
        if self.status is Status.ACTIVE:
            return self.closes_at(self.closed)
        return self.finalises_at if self.status is Status.FINALISING else None

    @property
    def period_count(self) -> int:
        """How many periods the goal has."""
        return self.schedule.count

    @property
    def planned(self) -> int:
        """The plan to date: what the goal should have, by its plan, when the last closed period ended."""
        return self.start_amount + self.shift + self.closed_targets

    @property
    def open_target(self) -> int:
        """The target of the open period; 0 when every period is closed."""
        return self.targets.of(self.closed) if self.closed < self.period_count else 0

    @property
    def required(self) -> int:
        """What the open period still needs for the goal to be on plan at its end."""
        return max(0, self.planned + self.open_target - self.amount)

    @property
    def first_is_free(self) -> bool:
        """Whether the first period is a creation month without a target, as the month rule of savings goals has it."""
        return self.schedule.by_month and not self.first_counts and self.targets.of(0) == 0

    @property
    def closed_amounts(self) -> int:
        """The sum of the amounts of all closed periods, synthetic ones included."""
        open_amount = 0 if self.closed == self.period_count else self.current
        return self.amount - self.opening - self.taken - open_amount

    @property
    def has_ended(self) -> bool:
        """Whether the goal was completed or failed."""
        return self.status in ENDED

    @property
    def holds_money(self) -> bool:
        """Whether the goal earmarks part of its account: a savings goal that was neither cancelled nor archived."""
        return self.measured_by is MeasuredBy.ACTIONS and self.status is not Status.CANCELLED and not self.archived

    def closes_at(self, index: int) -> datetime:
        """Return the instant at which period `index` closes: the first of the local date after its last."""
        return calendar.first_instant(calendar.day_after(self.schedule.end_of(index)), self.zone)

    def today(self, now: datetime) -> date:
        """Return the local date at `now`."""
        return calendar.local_date(now, self.zone)

    def planning_date(self, now: datetime) -> date:
        """Return today, or the open period's first date where the zone has fallen back over midnight since."""
        return max(self.today(now), self.schedule.start_of(self.closed))

    def period(self, index: int) -> "ClosedPeriod":
        """Return the period whose amount the goal itself has, the open or the last one, as it closes now."""
        return ClosedPeriod(index, self.targets.of(index), self.current, self.current, self.version, shift=self.shift)


@dataclass(frozen=True, slots=True)
class ClosedPeriod:
    """A period that is over: its target, its amount now and as first closed; `base` is the goal version it follows.

    `counted` is what transactions have brought into a backdated period; its synthetic amount gives way to it. `shift`
    is the goal's at the close.
    """

    index: int
    target: int
    amount: int
    first_amount: int
    base: int
    counted: int = 0
    shift: int = 0


@dataclass(frozen=True, slots=True)
class Change:
    """One write to a goal: its state after, the instant that the change carries, its events, the period it touches."""

    goal: Goal
    at: datetime
    facts: tuple[Fact, ...] = ()
    period: ClosedPeriod | None = None
    restated_from: int | None = field(default=None)


def changed(
    goal: Goal,
    at: datetime,
    facts: tuple[Fact, ...],
    *,
    period: ClosedPeriod | None = None,
    restated_from: int | None = None,
    **fields: Any,
) -> Change:
    """Return the change that sets `fields`, raises the version by one and the sequence by the number of events."""
    after = replace(goal, version=goal.version + 1, sequence=goal.sequence + events_in(facts), **fields)
    return Change(after, at, facts, period, restated_from)


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a goal takes over from the account it is attached to; later changes there do not reach it."""

    tenant: str
    customer: str
    household: str
    account: int
    currency: str
    zone: str
    finalising_days: int


@dataclass(frozen=True, slots=True)
class NewGoal:
    """What a creation says beside the plan.

    With `suppress_events`, no past period is published, and no milestone or target that is reached at creation.
    """

    texts: Texts
    measured_by: MeasuredBy
    tracking_type: TrackingType
    target: Target
    start_amount: int = 0
    completed_backdated_periods: int = 0
    suppress_events: bool = False
    balance: int = 0


def create(goal_id: int, to: Attachment, new: NewGoal, plan: Plan, now: datetime) -> Change:
    """Return a new goal, unstarted or active, with the periods that are already over counted as closed.

    Raises Refused when more backdated periods are to be completed than are over.
    """
    today = calendar.local_date(now, to.zone)
    started = plan.schedule.start <= today
    over = plan.schedule.index_of(today) if started else 0
    if new.completed_backdated_periods > over:
        message = f"Must be at most {over}, the number of periods that are over."
        raise Refused.one("completed_backdated_periods", "too_many_backdated", message)
    synthetic = plan.targets.until(new.completed_backdated_periods)
    balance = new.measured_by is MeasuredBy.BALANCE
    goal = Goal(
        id=goal_id,
        tenant=to.tenant,
        customer=to.customer,
        household=to.household,
        account=to.account,
        currency=to.currency,
        zone=to.zone,
        finalising_days=to.finalising_days,
        created_at=now,
        measured_by=new.measured_by,
        tracking_type=new.tracking_type,
        target=new.target,
        schedule=plan.schedule,
        targets=plan.targets,
        target_amount=plan.target_amount,
        period_amount=plan.period_amount,
        start_amount=new.start_amount,
        texts=new.texts,
        status=Status.ACTIVE if started else Status.UNSTARTED,
        backdated=over,
        synthetic=new.completed_backdated_periods,
        closed=over,
        closed_targets=plan.targets.until(over),
        opening=new.balance - synthetic if balance else new.start_amount,
        amount=new.balance if balance else new.start_amount + synthetic,
    )
    reached, stamps = reach(goal, now)
    facts: tuple[Fact, ...] = (GoalCreated(),)
    if not new.suppress_events:
        facts += (PastClosed(min(over, PUBLISHED_PAST)),) if over else ()
        facts += reached
    facts += (PeriodOpened(over),) if started else ()
    return changed(goal, now, facts, **stamps)


def reach(goal: Goal, at: datetime) -> tuple[tuple[Fact, ...], dict[str, Any]]:
    """Return the facts and stamps of the milestones and the target that the goal has reached for the first time."""
    share = money.percent(goal.amount, goal.target_amount)
    passed = [level for level in MILESTONES if goal.milestone < level <= share]
    facts: tuple[Fact, ...] = tuple(MilestoneReached(level) for level in passed)
    stamps: dict[str, Any] = {"milestone": passed[-1]} if passed else {}
    if goal.achieved_at is None and goal.amount >= goal.target_amount:
        facts += (GoalAchieved(),)
        stamps["achieved_at"] = at
    return facts, stamps


def advance(goal: Goal, now: datetime) -> list[Change]:
    """Return the changes that time has brought up to and including `now`, in order, each with its own logical instant.

    Advancing once or in any number of steps gives the same goal, periods and events.
    """
    changes: list[Change] = []
    while (due := goal.due_at) is not None and due <= now:
        changes.append(_STEPS[goal.status](goal, due))
        goal = changes[-1].goal
    return changes


def as_of(goal: Goal, now: datetime) -> tuple[Goal, list[ClosedPeriod]]:
    """Return the goal as time has moved it up to `now`, and the periods that closed on the way."""
    changes = advance(goal, now)
    closed = [change.period for change in changes if change.period is not None]
    return (changes[-1].goal if changes else goal), closed


def _activate(goal: Goal, at: datetime) -> Change:
    return changed(goal, at, (GoalActivated(), PeriodOpened(0)), status=Status.ACTIVE)


def _close_period(goal: Goal, at: datetime) -> Change:
    index, target = goal.closed, goal.open_target
    period = goal.period(index)
    counted = {"closed": index + 1, "closed_targets": goal.closed_targets + target}
    closed = PeriodClosed(index, target, goal.current)
    if index + 1 < goal.period_count:
        return changed(goal, at, (closed, PeriodOpened(index + 1)), period=period, current=0, **counted)
    finalises_at = calendar.finalises_at(goal.schedule.end, goal.finalising_days, goal.zone)
    return changed(
        goal,
        at,
        (closed, GoalFinalising()),
        period=period,
        status=Status.FINALISING,
        finalises_at=finalises_at,
        **counted,
    )


def _finalise(goal: Goal, at: datetime) -> Change:
    if goal.amount >= goal.target_amount:
        return changed(goal, at, (GoalCompleted(),), status=Status.COMPLETED)
    return changed(goal, at, (GoalFailed(),), status=Status.FAILED)


_STEPS: Final[dict[Status, Callable[[Goal, datetime], Change]]] = {
    Status.UNSTARTED: _activate,
    Status.ACTIVE: _close_period,
    Status.FINALISING: _finalise,
}
