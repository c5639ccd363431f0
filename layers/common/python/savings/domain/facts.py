"""Facts: what a write made true. Each class is one event: its name, its fields, and the members that they become.

The note of a write keeps a fact as a list, its name and then its fields in order; what the item's own image says is not
repeated. A member of an event's data is one row: name, JSON Schema, meaning, and how it is made.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Final

from savings.domain import guids, money
from savings.domain.calendar import Frequency, instant
from savings.domain.plan import Target

if TYPE_CHECKING:
    from savings.domain.goal import Goal

PUBLISHED_PAST: Final = 366
"""At most so many of the periods that were over at a goal's creation are published, the newest ones."""
MILESTONES: Final = (25, 50, 75, 100)

Schema = Mapping[str, Any]


def one_of(values: Any) -> Schema:
    """Return the schema of a code."""
    return {"enum": [str(value) for value in values]}


def or_null(schema: Schema) -> Schema:
    """Return the schema of what may be null."""
    if "enum" in schema:
        return {"enum": [*schema["enum"], None]}
    return {**schema, "type": [schema["type"], "null"]}


GUID: Final[Schema] = {"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"}
DATE: Final[Schema] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
INSTANT: Final[Schema] = {
    "type": "string",
    "format": "date-time",
    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$",
}
CURRENCY: Final[Schema] = {"type": "string", "pattern": "^[A-Z]{3}$"}
AMOUNT: Final[Schema] = {
    "type": "object",
    "required": ["currency", "value"],
    "properties": {"currency": CURRENCY, "value": {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"}},
}
TEXT: Final[Schema] = {"type": "string", "minLength": 1}
INTEGER: Final[Schema] = {"type": "integer"}
COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
FROM_ONE: Final[Schema] = {"type": "integer", "minimum": 1}
"""An integer from 1 on."""

START_DATE: Final = "first date of the goal, or of the contribution where it can be told"
END_DATE: Final = "last date of the goal, or of the contribution where it can be told and has one"
FREQUENCY: Final = "how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null"
MOVED: Final = "the action's amount, never negative; of a contribution: each payment's, or null"
PERIOD_INDEX: Final = "number of the period, 0 first; null for an action after the goal's end"


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an event's data; `value` makes it from the fact and the item that the fact is about."""

    name: str
    schema: Schema
    meaning: str
    value: Callable[[Any, Any], Any]


def amount(minor: int, currency: str) -> dict[str, str]:
    """Format an amount as events do."""
    return {"currency": currency, "value": money.show(minor, currency)}


@dataclass(frozen=True, slots=True)
class Fact:
    """What a write made true."""

    name: ClassVar[str]
    members: ClassVar[tuple[Member, ...]] = ()

    @property
    def count(self) -> int:
        """How many events the fact stands for."""
        return 1

    def parts(self, of: Any, at: datetime) -> Iterator[tuple["Fact", Any, datetime]]:
        """Yield the facts that are published for this one, what each is about, and its instant."""
        yield self, of, at

    def data(self, of: Any) -> dict[str, Any]:
        """Return the members that the event has beyond those of its kind."""
        return {member.name: member.value(self, of) for member in self.members}


def events_in(facts: Sequence[Fact]) -> int:
    """Return how many events the facts stand for."""
    return sum(fact.count for fact in facts)


@dataclass(frozen=True, slots=True)
class HouseholdCreated(Fact):
    """A household with its people was created."""

    name = "household.created"


@dataclass(frozen=True, slots=True)
class HouseholdUpdated(Fact):
    """A household, a person or a life event of it has changed."""

    name = "household.updated"


@dataclass(frozen=True, slots=True)
class AccountOpened(Fact):
    """An account was opened."""

    name = "account.opened"


@dataclass(frozen=True, slots=True)
class AccountUpdated(Fact):
    """An account was described, named or valued anew."""

    name = "account.updated"


@dataclass(frozen=True, slots=True)
class BalanceChanged(Fact):
    """An account's balance has moved."""

    name = "account.balance.changed"


@dataclass(frozen=True, slots=True)
class ResidualChanged(Fact):
    """An account's residual has moved."""

    name = "account.residual.changed"


@dataclass(frozen=True, slots=True)
class AccountClosed(Fact):
    """An account was closed."""

    name = "account.closed"


@dataclass(frozen=True, slots=True)
class ContributionCreated(Fact):
    """A contribution was planned."""

    name = "contribution.created"


@dataclass(frozen=True, slots=True)
class ContributionUpdated(Fact):
    """A contribution was planned anew, or its dates have moved."""

    name = "contribution.updated"


@dataclass(frozen=True, slots=True)
class ContributionDeleted(Fact):
    """A contribution was taken away."""

    name = "contribution.deleted"


@dataclass(frozen=True, slots=True)
class ContributionDue(Fact):
    """A payment of a contribution has fallen due; `due_date` is YYYY-MM-DD."""

    name = "contribution.due"
    members = (
        Member(
            "occurrence",
            COUNT,
            "number of the payment, counted from the start date, 0 first",
            lambda fact, _: fact.occurrence,
        ),
        Member("due_date", DATE, "date of the payment", lambda fact, _: fact.due_date),
    )
    occurrence: int
    due_date: str


@dataclass(frozen=True, slots=True)
class TransactionSettled(Fact):
    """A transaction was reported, or undoes another."""

    name = "transaction.settled"


@dataclass(frozen=True, slots=True)
class NotificationSent(Fact):
    """A customer was notified, by `email` (and the inbox) or `inbox`."""

    name = "notification.sent"
    members = (
        Member(
            "channel", one_of(("email", "inbox")), "`email` (and the inbox) or `inbox`", lambda fact, _: fact.channel
        ),
    )
    channel: str


_PLAN: Final = (
    Member(
        "target",
        one_of(Target),
        "what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`",
        lambda _, goal: goal.target.value,
    ),
    Member(
        "tracking_type",
        one_of(("credit", "debit", "debit_credit")),
        "`credit`, `debit` or `debit_credit`",
        lambda _, goal: goal.tracking_type.value,
    ),
    Member("frequency", one_of(Frequency), FREQUENCY, lambda _, goal: goal.schedule.frequency.value),
    Member(
        "start_amount",
        AMOUNT,
        "what was there when the goal began",
        lambda _, goal: amount(goal.start_amount, goal.currency),
    ),
    Member(
        "period_amount",
        AMOUNT,
        "amount of each period, as planned",
        lambda _, goal: amount(goal.period_amount, goal.currency),
    ),
    Member("start_date", DATE, START_DATE, lambda _, goal: goal.schedule.start.isoformat()),
    Member("end_date", DATE, END_DATE, lambda _, goal: goal.schedule.end.isoformat()),
    Member("periods_count", FROM_ONE, "number of periods", lambda _, goal: goal.period_count),
)


@dataclass(frozen=True, slots=True)
class GoalCreated(Fact):
    """A goal was created."""

    name = "goal.created"
    members = (
        *_PLAN,
        Member(
            "past_periods",
            {"type": "object", "required": ["count", "amount"], "properties": {"count": COUNT, "amount": AMOUNT}},
            "how many periods were over at creation, and the amount that they count for together; the "
            "newest 366 of them are published unless that was suppressed",
            lambda _, goal: {
                "count": goal.backdated,
                "amount": amount(goal.targets.until(goal.synthetic), goal.currency),
            },
        ),
    )


@dataclass(frozen=True, slots=True)
class GoalUpdated(Fact):
    """A goal's texts, plan or amount have changed, or it was archived; `changed` names which."""

    name = "goal.updated"
    members = (
        *_PLAN,
        Member(
            "changed",
            {
                "type": "array",
                "minItems": 1,
                "uniqueItems": True,
                "items": {"enum": ["name", "description", "image_url", "metadata", "plan", "amount", "archived"]},
            },
            "what changed: `name`, `description`, `image_url`, `metadata`, `plan`, `amount` or `archived`",
            lambda fact, _: list(fact.changed),
        ),
        Member(
            "achieved_at",
            or_null(INSTANT),
            "instant at which the target was reached; null where it was not, or a raised target took that back",
            lambda _, goal: instant(goal.achieved_at) if goal.achieved_at else None,
        ),
        Member(
            "milestone",
            {"enum": [0, *MILESTONES]},
            "the highest milestone that was reached and not taken back: 25, 50, 75 or 100; 0 for none",
            lambda _, goal: goal.milestone,
        ),
    )
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalActivated(Fact):
    """A goal's first period has begun."""

    name = "goal.activated"


@dataclass(frozen=True, slots=True)
class GoalAchieved(Fact):
    """A goal has reached its target."""

    name = "goal.achieved"


@dataclass(frozen=True, slots=True)
class MilestoneReached(Fact):
    """A goal has reached 25, 50, 75 or 100 percent of its target."""

    name = "goal.milestone.reached"
    members = (Member("percent", {"enum": list(MILESTONES)}, "25, 50, 75 or 100", lambda fact, _: fact.percent),)
    percent: int


@dataclass(frozen=True, slots=True)
class GoalFinalising(Fact):
    """The last period of a goal is over."""

    name = "goal.finalising"
    members = (
        Member(
            "finalises_at",
            INSTANT,
            "instant at which the goal will be completed or failed",
            lambda _, goal: instant(goal.finalises_at),
        ),
    )


@dataclass(frozen=True, slots=True)
class GoalCompleted(Fact):
    """A goal has ended with its target reached."""

    name = "goal.completed"


@dataclass(frozen=True, slots=True)
class GoalFailed(Fact):
    """A goal has ended below its target."""

    name = "goal.failed"


@dataclass(frozen=True, slots=True)
class GoalCancelled(Fact):
    """A goal was ended early."""

    name = "goal.cancelled"


PERIOD: Final = (
    Member("period_id", GUID, "the period's GUID", lambda fact, goal: guids.period_guid(goal, fact.index)),
    Member("period_index", COUNT, PERIOD_INDEX, lambda fact, _: fact.index),
    Member(
        "period_start_date",
        DATE,
        "first date of the period",
        lambda fact, goal: goal.schedule.start_of(fact.index).isoformat(),
    ),
    Member(
        "period_end_date",
        DATE,
        "last date of the period",
        lambda fact, goal: goal.schedule.end_of(fact.index).isoformat(),
    ),
)
"""The members of what is about a period."""
PERIOD_TARGET: Final = Member(
    "period_target_amount",
    AMOUNT,
    "target of the period",
    lambda fact, goal: amount(fact.target, goal.currency),
)
PERIOD_AMOUNT: Final = Member(
    "period_current_amount",
    AMOUNT,
    "what the period has: of a closed one, its amount",
    lambda fact, goal: amount(fact.amount, goal.currency),
)


@dataclass(frozen=True, slots=True)
class PeriodOpened(Fact):
    """A period of a goal has begun."""

    name = "goal.period.opened"
    members = (
        *PERIOD,
        replace(PERIOD_TARGET, value=lambda fact, goal: amount(goal.targets.of(fact.index), goal.currency)),
    )
    index: int


@dataclass(frozen=True, slots=True)
class PeriodClosed(Fact):
    """A period of a goal is over, with its target and its amount in minor units."""

    name = "goal.period.closed"
    members = (
        *PERIOD,
        PERIOD_TARGET,
        PERIOD_AMOUNT,
        Member(
            "planned_amount",
            AMOUNT,
            "what the goal was to have by plan when the period closed; it is behind with less",
            lambda _, goal: amount(goal.planned, goal.currency),
        ),
    )
    index: int
    target: int
    amount: int


@dataclass(frozen=True, slots=True)
class PeriodRestated(Fact):
    """A closed period's amount has changed, from `before` to `amount`."""

    name = "goal.period.restated"
    members = (
        *PERIOD,
        PERIOD_TARGET,
        Member(
            "period_current_amount_before",
            AMOUNT,
            "amount of the closed period before the change",
            lambda fact, goal: amount(fact.before, goal.currency),
        ),
        PERIOD_AMOUNT,
    )
    index: int
    target: int
    before: int
    amount: int


@dataclass(frozen=True, slots=True)
class PastClosed(Fact):
    """The newest periods that were over at a goal's creation: one `goal.period.closed` each, at its own instant."""

    name = "goal.period.backdated"
    periods: int

    @property
    def count(self) -> int:
        """How many events the fact stands for."""
        return self.periods

    def parts(self, of: "Goal", at: datetime) -> Iterator[tuple[Fact, Any, datetime]]:  # noqa: ARG002
        """Yield the closes, each with the goal as far as it was planned then."""
        for index in range(of.backdated - self.periods, of.backdated):
            target = of.targets.of(index)
            closed = PeriodClosed(index, target, target if index < of.synthetic else 0)
            yield closed, replace(of, shift=0, closed_targets=of.targets.until(index + 1)), of.closes_at(index)


_ACTION: Final = (
    Member("action_id", GUID, "the action's GUID", lambda fact, goal: guids.action_guid(goal, fact.number)),
    Member("amount", AMOUNT, MOVED, lambda fact, goal: amount(fact.amount, goal.currency)),
    Member(
        "credit_debit_indicator",
        one_of(("credit", "debit")),
        "`credit` into the goal, `debit` out of it",
        lambda fact, _: fact.direction,
    ),
    Member("period_index", or_null(COUNT), PERIOD_INDEX, lambda fact, _: fact.period),
)


@dataclass(frozen=True, slots=True)
class ActionCreated(Fact):
    """An action was recorded; `period` is where it counts, None after the goal's end."""

    name = "action.created"
    members = _ACTION
    number: int
    amount: int
    direction: str
    period: int | None


@dataclass(frozen=True, slots=True)
class ActionUpdated(Fact):
    """An action was corrected; `before` is what it added to the goal before."""

    name = "action.updated"
    members = (
        *_ACTION,
        Member(
            "signed_amount_before",
            AMOUNT,
            "what the action added to the goal before; negative for a debit",
            lambda fact, goal: amount(fact.before, goal.currency),
        ),
    )
    number: int
    amount: int
    direction: str
    period: int | None
    before: int


@dataclass(frozen=True, slots=True)
class ActionDeleted(Fact):
    """An action was taken back."""

    name = "action.deleted"
    members = _ACTION
    number: int
    amount: int
    direction: str
    period: int | None
