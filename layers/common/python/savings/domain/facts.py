"""Facts: what a write made true. Each class is one event: its name, its fields, and the members that they become.

The note of a write keeps a fact as a list, its name and then its fields in order; what the item's own image says is not
repeated. A member of an event's data is one row: name, kind, meaning, and where its value is found.
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

FACTS: Final[dict[str, "type[Fact]"]] = {}
"""The facts by the names of their events."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a member's values are like: their JSON Schema, and how one is written of what the event is about."""

    schema: Mapping[str, Any]
    write: Callable[[Any, Any], Any] = lambda value, _: value


def one_of(values: Any) -> Kind:
    """Return the kind of a code."""
    return Kind({"enum": [str(value) for value in values]}, lambda code, _: str(code))


def or_null(kind: Kind) -> Kind:
    """Return the kind of what may be null."""
    if "enum" in kind.schema:
        return replace(kind, schema={"enum": [*kind.schema["enum"], None]})
    return replace(kind, schema={**kind.schema, "type": [kind.schema["type"], "null"]})


def amount(minor: int, of: Any) -> dict[str, str]:
    """Return an amount as events have it, in the currency of what it is about."""
    return {"currency": of.currency, "value": money.show(minor, of.currency)}


# fmt: off
GUID: Final = Kind({"type": "string", "pattern": "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"})
DATE: Final = Kind({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, lambda day, _: str(day))
_INSTANT: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
INSTANT: Final = Kind({"type": "string", "format": "date-time", "pattern": _INSTANT}, lambda at, _: instant(at))
CURRENCY: Final = Kind({"type": "string", "pattern": "^[A-Z]{3}$"})
_AMOUNT: Final = {"currency": CURRENCY.schema, "value": {"type": "string", "pattern": "^-?[0-9]+([.][0-9]+)?$"}}
AMOUNT: Final = Kind({"type": "object", "required": ["currency", "value"], "properties": _AMOUNT}, amount)
TEXT: Final = Kind({"type": "string", "minLength": 1})
INTEGER: Final = Kind({"type": "integer"})
COUNT: Final = Kind({"type": "integer", "minimum": 0})
FROM_ONE: Final = Kind({"type": "integer", "minimum": 1})
"""An integer from 1 on."""

START_DATE: Final = "first date of the goal, or of the contribution where it is known"
END_DATE: Final = "last date of the goal, or of the contribution where it is known and there is one"
FREQUENCY: Final = "how often the periods of a goal recur; of a contribution: payments a year (120: only one), or null"
MOVED: Final = "the action's amount, never negative; of a contribution: each payment's, or null"
PERIOD_INDEX: Final = "number of the period, 0 first; null for an action after the goal's end"
# fmt: on


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an event's data. `find` finds its value in the fact and in what the event is about.

    Without `find` it is what the latter has under the member's name.
    """

    name: str
    kind: Kind
    meaning: str
    find: Callable[[Any, Any], Any] | None = None

    def value(self, fact: "Fact | None", of: Any) -> Any:
        """Return the member's value."""
        found = self.find(fact, of) if self.find else getattr(of, self.name)
        return None if found is None else self.kind.write(found, of)


@dataclass(frozen=True)
class Fact:
    """What a write made true: each class with a name is one event."""

    name: ClassVar[str]
    members: ClassVar[tuple[Member, ...]] = ()

    def __init_subclass__(cls, *, name: str | None = None) -> None:
        if name is not None:
            cls.name = name
            FACTS[name] = cls

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


# fmt: off
# A row of members stands on one line or two.


class HouseholdCreated(Fact, name="household.created"):
    """A household with its people was created."""


class HouseholdUpdated(Fact, name="household.updated"):
    """A household, a person or a life event of it has changed."""


class AccountOpened(Fact, name="account.opened"):
    """An account was opened."""


class AccountUpdated(Fact, name="account.updated"):
    """An account was described, named or valued anew."""


class BalanceChanged(Fact, name="account.balance.changed"):
    """An account's balance has moved."""


class ResidualChanged(Fact, name="account.residual.changed"):
    """An account's residual has moved."""


class AccountClosed(Fact, name="account.closed"):
    """An account was closed."""


class ContributionCreated(Fact, name="contribution.created"):
    """A contribution was planned."""


class ContributionUpdated(Fact, name="contribution.updated"):
    """A contribution was planned anew, or its dates have moved."""


class ContributionDeleted(Fact, name="contribution.deleted"):
    """A contribution was taken away."""


@dataclass(frozen=True)
class ContributionDue(Fact, name="contribution.due"):
    """A payment of a contribution has fallen due; `due_date` is YYYY-MM-DD."""

    occurrence: int
    due_date: str
    members = (
        Member("occurrence", COUNT, "number of the payment, counted from the start date, 0 first",
               lambda fact, _: fact.occurrence),
        Member("due_date", DATE, "date of the payment", lambda fact, _: fact.due_date),
    )


class TransactionSettled(Fact, name="transaction.settled"):
    """A transaction was reported, or undoes another."""


@dataclass(frozen=True)
class NotificationSent(Fact, name="notification.sent"):
    """A customer was notified, by `email` (and the inbox) or `inbox`."""

    channel: str
    members = (
        Member("channel", one_of(("email", "inbox")), "`email` (and the inbox) or `inbox`",
               lambda fact, _: fact.channel),
    )


_PLAN: Final = (
    Member("target", one_of(Target),
           "what the goal is after: `amount`, `date`, `open_ended`, `current_balance` or `available_balance`"),
    Member("tracking_type", one_of(("credit", "debit", "debit_credit")), "`credit`, `debit` or `debit_credit`"),
    Member("frequency", one_of(Frequency), FREQUENCY, lambda _, goal: goal.schedule.frequency),
    Member("start_amount", AMOUNT, "what was there when the goal began"),
    Member("period_amount", AMOUNT, "amount of each period, as planned"),
    Member("start_date", DATE, START_DATE, lambda _, goal: goal.schedule.start),
    Member("end_date", DATE, END_DATE, lambda _, goal: goal.schedule.end),
    Member("periods_count", FROM_ONE, "number of periods", lambda _, goal: goal.period_count),
)
_PAST: Final = Kind(
    {"type": "object", "required": ["count", "amount"], "properties": {"count": COUNT.schema, "amount": AMOUNT.schema}},
    lambda count, goal: {"count": count, "amount": amount(goal.targets.until(goal.synthetic), goal)},
)
_CHANGED: Final = ("name", "description", "image_url", "metadata", "plan", "amount", "archived")


class GoalCreated(Fact, name="goal.created"):
    """A goal was created."""

    members = (
        *_PLAN,
        Member("past_periods", _PAST,
               "how many periods were over at creation, and the amount that they count for together; the "
               "newest 366 of them are published unless that was suppressed",
               lambda _, goal: goal.backdated),
    )


@dataclass(frozen=True)
class GoalUpdated(Fact, name="goal.updated"):
    """A goal's texts, plan or amount have changed, or it was archived; `changed` names which."""

    changed: tuple[str, ...]
    members = (
        *_PLAN,
        Member("changed", Kind({"type": "array", "minItems": 1, "uniqueItems": True, "items": {"enum": [*_CHANGED]}}),
               "what changed: `name`, `description`, `image_url`, `metadata`, `plan`, `amount` or `archived`",
               lambda fact, _: list(fact.changed)),
        Member("achieved_at", or_null(INSTANT),
               "instant at which the target was reached; null where it was not, or a raised target took that back"),
        Member("milestone", Kind({"enum": [0, *MILESTONES]}),
               "the highest milestone that was reached and not taken back: 25, 50, 75 or 100; 0 for none"),
    )


class GoalActivated(Fact, name="goal.activated"):
    """A goal's first period has begun."""


class GoalAchieved(Fact, name="goal.achieved"):
    """A goal has reached its target."""


@dataclass(frozen=True)
class MilestoneReached(Fact, name="goal.milestone.reached"):
    """A goal has reached 25, 50, 75 or 100 percent of its target."""

    percent: int
    members = (Member("percent", Kind({"enum": [*MILESTONES]}), "25, 50, 75 or 100", lambda fact, _: fact.percent),)


class GoalFinalising(Fact, name="goal.finalising"):
    """The last period of a goal is over."""

    members = (Member("finalises_at", INSTANT, "instant at which the goal will be completed or failed"),)


class GoalCompleted(Fact, name="goal.completed"):
    """A goal has ended with its target reached."""


class GoalFailed(Fact, name="goal.failed"):
    """A goal has ended below its target."""


class GoalCancelled(Fact, name="goal.cancelled"):
    """A goal was ended early."""


_PERIOD: Final = (
    Member("period_id", GUID, "the period's GUID", lambda fact, goal: guids.period_guid(goal, fact.index)),
    Member("period_index", COUNT, PERIOD_INDEX, lambda fact, _: fact.index),
    Member("period_start_date", DATE, "first date of the period",
           lambda fact, goal: goal.schedule.start_of(fact.index)),
    Member("period_end_date", DATE, "last date of the period", lambda fact, goal: goal.schedule.end_of(fact.index)),
    Member("period_target_amount", AMOUNT, "target of the period", lambda fact, goal: goal.targets.of(fact.index)),
)
_WITH_TARGET: Final = (*_PERIOD[:-1], replace(_PERIOD[-1], find=lambda fact, _: fact.target))
_PERIOD_AMOUNT: Final = Member("period_current_amount", AMOUNT, "what the period has: of a closed one, its amount",
                               lambda fact, _: fact.amount)


@dataclass(frozen=True)
class PeriodOpened(Fact, name="goal.period.opened"):
    """A period of a goal has begun."""

    index: int
    members = _PERIOD


@dataclass(frozen=True)
class PeriodClosed(Fact, name="goal.period.closed"):
    """A period of a goal is over, with its target and its amount in minor units."""

    index: int
    target: int
    amount: int
    members = (
        *_WITH_TARGET,
        _PERIOD_AMOUNT,
        Member("planned_amount", AMOUNT,
               "what the goal was to have by plan when the period closed; it is behind with less",
               lambda _, goal: goal.planned),
    )


@dataclass(frozen=True)
class PeriodRestated(Fact, name="goal.period.restated"):
    """A closed period's amount has changed, from `before` to `amount`."""

    index: int
    target: int
    before: int
    amount: int
    members = (
        *_WITH_TARGET,
        Member("period_current_amount_before", AMOUNT, "amount of the closed period before the change",
               lambda fact, _: fact.before),
        _PERIOD_AMOUNT,
    )


@dataclass(frozen=True)
class PastClosed(Fact, name="goal.period.backdated"):
    """The newest periods that were over at a goal's creation: one `goal.period.closed` each, at its own instant."""

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


@dataclass(frozen=True)
class GoalReminder(Fact, name="goal.reminder"):
    """The open period of a goal needs money, and ends in `days_left` days."""

    index: int
    target: int
    amount: int
    days_left: int
    members = (
        *_WITH_TARGET,
        _PERIOD_AMOUNT,
        Member("period_required_amount", AMOUNT, "what the period still needs for the goal to be on plan at its end",
               lambda _, goal: goal.required),
        Member("days_left", FROM_ONE, "days until the period ends, today and its last date included",
               lambda fact, _: fact.days_left),
    )


@dataclass(frozen=True)
class _OfAction(Fact):
    """About one action; `period` is where it counts, None after the goal's end."""

    number: int
    amount: int
    direction: str
    period: int | None
    members: ClassVar[tuple[Member, ...]] = (
        Member("action_id", GUID, "the action's GUID", lambda fact, goal: guids.action_guid(goal, fact.number)),
        Member("amount", AMOUNT, MOVED, lambda fact, _: fact.amount),
        Member("credit_debit_indicator", one_of(("credit", "debit")), "`credit` into the goal, `debit` out of it",
               lambda fact, _: fact.direction),
        Member("period_index", or_null(COUNT), PERIOD_INDEX, lambda fact, _: fact.period),
    )


class ActionCreated(_OfAction, name="action.created"):
    """An action was recorded."""


@dataclass(frozen=True)
class ActionUpdated(_OfAction, name="action.updated"):
    """An action was corrected; `before` is what it added to the goal before."""

    before: int
    members = (
        *_OfAction.members,
        Member("signed_amount_before", AMOUNT, "what the action added to the goal before; negative for a debit",
               lambda fact, _: fact.before),
    )


class ActionDeleted(_OfAction, name="action.deleted"):
    """An action was taken back."""
