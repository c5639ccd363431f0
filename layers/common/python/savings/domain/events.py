"""Events: what partners are told, made from an item as a write left it and the note of that write.

A note is the JSON text that a write leaves on its item: the instant it carries and its facts, in order. Event i of m
has the sequence `sequence - m + i`, and its id is a function of subject and sequence. Data carries ids, amounts with
their currency, dates and codes; no names and no free text.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from savings.domain import guids, money
from savings.domain.account import Account
from savings.domain.contribution import Planned
from savings.domain.goal import BACKDATED, Fact, Goal, events_in
from savings.domain.ledger import Transaction
from savings.domain.notification import Notification
from savings.domain.progress import required, tracking_status

SOURCE: Final = "savings.goals"
NOTE_LIMIT: Final = 300
"""No note is longer than this many bytes."""

_MILESTONE: Final = "goal.milestone.reached"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact for the world, before its envelope; `time` is the instant at which it became true."""

    name: str
    tenant: str
    subject: str
    sequence: int
    time: datetime
    data: dict[str, Any]

    @property
    def id(self) -> str:
        """The event's id: the same however often the event is made."""
        return guids.event_guid(self.tenant, self.subject, self.sequence)

    def envelope(self) -> dict[str, Any]:
        """Return the CloudEvents 1.0 object; `sequence` is zero-padded, so that text order is number order."""
        return {
            "specversion": "1.0",
            "id": self.id,
            "source": f"/{SOURCE}/{self.tenant}",
            "type": f"{SOURCE}.{self.name}.v1",
            "subject": self.subject,
            "time": instant(self.time),
            "datacontenttype": "application/json",
            "sequence": f"{self.sequence:012d}",
            "tenantid": self.tenant,
            "data": self.data,
        }


def instant(moment: datetime) -> str:
    """Spell an instant as every answer, key and event does: UTC, whole seconds, `Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_instant(text: str) -> datetime:
    """Read what `instant` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def note(at: datetime, facts: tuple[Fact, ...]) -> str:
    """Return the note of a write that carries the instant `at`; milestones reached together share one entry."""
    told: list[Fact] = []
    for fact in facts:
        if told and fact[0] == told[-1][0] == _MILESTONE:
            told[-1] += fact[1:]
        else:
            told.append(fact)
    return json.dumps([instant(at), *told], separators=(",", ":"))


def read_note(text: str) -> tuple[datetime, tuple[Fact, ...]]:
    """Return the instant and the facts of a note."""
    at, *told = json.loads(text)
    facts: list[Fact] = []
    for fact in told:
        facts += [(_MILESTONE, level) for level in fact[1:]] if fact[0] == _MILESTONE else [tuple(fact)]
    return read_instant(at), tuple(facts)


def amount(minor: int, currency: str) -> dict[str, str]:
    """Spell an amount as events do."""
    return {"currency": currency, "value": money.show(minor, currency)}


def goal_events(goal: Goal, text: str) -> Iterator[Event]:
    """Yield the events that the note on a goal stands for, in order; `goal` is as that write left it."""
    at, facts = read_note(text)
    sequence = goal.sequence - events_in(facts)
    subject = guids.goal_guid(goal)
    about = _goal_data(goal)
    for fact in facts:
        for name, time, data in _backdated(goal, fact) if fact[0] == BACKDATED else [(fact[0], at, _extra(goal, fact))]:
            sequence += 1
            yield Event(name, goal.tenant, subject, sequence, time, about | data)


def account_events(account: Account, text: str) -> Iterator[Event]:
    """Yield the events that the note on an account stands for, in order."""
    at, facts = read_note(text)
    subject = guids.account_guid(account.tenant, account.household, account.number)
    data = {
        "account_id": subject,
        "household_id": account.household,
        "customer_id": account.owner,
        "kind": account.kind.value,
        "savings_type": account.savings_type,
        "balance": amount(account.balance, account.currency),
        "residual": amount(account.residual, account.currency),
    }
    for offset, fact in enumerate(facts, account.sequence - len(facts) + 1):
        yield Event(fact[0], account.tenant, subject, offset, at, data)


def household_events(
    tenant: str, household: str, sequence: int, facts_of: dict[str, Any], text: str
) -> Iterator[Event]:
    """Yield the events that the note on a household stands for; `facts_of` is the household's own data."""
    at, facts = read_note(text)
    for offset, fact in enumerate(facts, sequence - len(facts) + 1):
        yield Event(fact[0], tenant, household, offset, at, {"household_id": household, **facts_of})


def contribution_events(planned: Planned, text: str) -> Iterator[Event]:
    """Yield the events that the note on a contribution stands for, in order."""
    at, facts = read_note(text)
    contribution, currency = planned.contribution, planned.currency
    tenant, household, account = planned.tenant, planned.household, contribution.account
    subject = guids.contribution_guid(tenant, household, account, contribution.number)
    linked = contribution.linked
    data = {
        "contribution_id": subject,
        "account_id": guids.account_guid(tenant, household, account),
        "household_id": household,
        "transaction_type": contribution.type,
        "frequency": contribution.frequency,
        "amount": None if contribution.amount is None else amount(contribution.amount, currency),
        "percentage_hundredths": contribution.percentage,
        "linked_account_id": None if linked is None else guids.account_guid(tenant, household, linked),
        "start_date": contribution.start_date.isoformat() if contribution.start_date else None,
        "end_date": contribution.end_date.isoformat() if contribution.end_date else None,
    }
    for offset, fact in enumerate(facts, planned.sequence - len(facts) + 1):
        due = {"occurrence": fact[1], "due_date": fact[2]} if fact[0] == "contribution.due" else {}
        yield Event(fact[0], tenant, subject, offset, at, data | due)


def transaction_events(transaction: Transaction, text: str) -> Iterator[Event]:
    """Yield the events that the note on a transaction stands for, in order."""
    at, facts = read_note(text)
    tenant, household, user = transaction.tenant, transaction.household, transaction.user
    subject = guids.transaction_guid(tenant, user, transaction.number)
    undone = transaction.reverses
    data: dict[str, Any] = {
        "transaction_id": subject,
        "household_id": household,
        "customer_id": user,
        "type": transaction.type.value,
        "amount": amount(transaction.amount, transaction.currency),
        "settled_at": instant(transaction.settled_at),
        "reverses_transaction_id": None if undone is None else guids.transaction_guid(tenant, user, undone),
    }
    for name, side in (("from", transaction.source), ("to", transaction.target)):
        dream = side.dream if side else None
        data[f"{name}_account_id"] = guids.account_guid(tenant, household, side.account) if side else None
        data[f"{name}_goal_id"] = guids.goal_guid_of(tenant, user, dream) if dream else None
    for offset, fact in enumerate(facts, transaction.sequence - len(facts) + 1):
        yield Event(fact[0], tenant, subject, offset, at, data)


def notification_events(notification: Notification, text: str) -> Iterator[Event]:
    """Yield the events that the note on a notification stands for."""
    at, facts = read_note(text)
    data = {
        "notification_id": notification.id,
        "customer_id": notification.customer,
        "event_id": notification.event_id,
        "event_type": notification.event,
    }
    for offset, fact in enumerate(facts, notification.sequence - len(facts) + 1):
        yield Event(fact[0], notification.tenant, notification.id, offset, at, data | {"channel": fact[1]})


def _goal_data(goal: Goal) -> dict[str, Any]:
    return {
        "goal_id": guids.goal_guid(goal),
        "goal_number": goal.id,
        "customer_id": goal.customer,
        "household_id": goal.household,
        "account_id": guids.account_guid(goal.tenant, goal.household, goal.account),
        "measured_by": goal.measured_by.value,
        "status": goal.status.value,
        "tracking_status": tracking_status(goal).value,
        "current_amount": amount(goal.amount, goal.currency),
        "target_amount": amount(goal.target_amount, goal.currency),
    }


def _plan(goal: Goal, _: Fact) -> dict[str, Any]:
    return {
        "target": goal.target.value,
        "tracking_type": goal.tracking_type.value,
        "frequency": goal.schedule.frequency.value,
        "start_amount": amount(goal.start_amount, goal.currency),
        "period_amount": amount(goal.period_amount, goal.currency),
        "start_date": goal.schedule.start.isoformat(),
        "end_date": goal.schedule.end.isoformat(),
        "periods_count": goal.period_count,
    }


def _created(goal: Goal, fact: Fact) -> dict[str, Any]:
    """The plan, with how many periods were over at creation and what they count for, published or not."""
    counted = amount(goal.targets.until(goal.synthetic), goal.currency)
    return _plan(goal, fact) | {"past_periods": {"count": goal.backdated, "amount": counted}}


def _period(goal: Goal, index: int, target: int) -> dict[str, Any]:
    start, end = goal.schedule.bounds(index)
    return {
        "period_id": guids.period_guid(goal, index),
        "period_index": index,
        "period_start_date": start.isoformat(),
        "period_end_date": end.isoformat(),
        "period_target_amount": amount(target, goal.currency),
    }


def _opened(goal: Goal, fact: Fact) -> dict[str, Any]:
    return _period(goal, fact[1], goal.targets.of(fact[1]))


def _closed(goal: Goal, fact: Fact) -> dict[str, Any]:
    return _close(goal, fact, goal.planned)


def _close(goal: Goal, fact: Fact, planned: int) -> dict[str, Any]:
    _, index, target, saved = fact
    return _period(goal, index, target) | {
        "period_current_amount": amount(saved, goal.currency),
        "planned_amount": amount(planned, goal.currency),
    }


def _reminder(goal: Goal, fact: Fact) -> dict[str, Any]:
    _, index, target, saved, days_left = fact
    return _period(goal, index, target) | {
        "period_current_amount": amount(saved, goal.currency),
        "period_required_amount": amount(required(goal), goal.currency),
        "days_left": days_left,
    }


def _restated(goal: Goal, fact: Fact) -> dict[str, Any]:
    _, index, target, before, after = fact
    return _period(goal, index, target) | {
        "period_current_amount_before": amount(before, goal.currency),
        "period_current_amount": amount(after, goal.currency),
    }


def _action(goal: Goal, fact: Fact) -> dict[str, Any]:
    _, number, moved, direction, index, *before = fact
    data: dict[str, Any] = {
        "action_id": guids.action_guid(goal, number),
        "amount": amount(moved, goal.currency),
        "credit_debit_indicator": direction,
        "period_index": index,
    }
    if before:
        data["signed_amount_before"] = amount(before[0], goal.currency)
    return data


def _updated(goal: Goal, fact: Fact) -> dict[str, Any]:
    return _plan(goal, fact) | {
        "changed": list(fact[1]),
        "achieved_at": instant(goal.achieved_at) if goal.achieved_at else None,
        "milestone": goal.milestone,
    }


def _finalising(goal: Goal, _: Fact) -> dict[str, Any]:
    return {"finalises_at": instant(goal.finalises_at)} if goal.finalises_at else {}


_EXTRAS: Final[dict[str, Callable[[Goal, Fact], dict[str, Any]]]] = {
    "goal.created": _created,
    "goal.updated": _updated,
    "goal.period.opened": _opened,
    "goal.period.closed": _closed,
    "goal.period.restated": _restated,
    "goal.finalising": _finalising,
    "goal.reminder": _reminder,
    _MILESTONE: lambda _, fact: {"percent": fact[1]},
    "action.created": _action,
    "action.updated": _action,
    "action.deleted": _action,
}


def _extra(goal: Goal, fact: Fact) -> dict[str, Any]:
    make = _EXTRAS.get(fact[0])
    return make(goal, fact) if make else {}


def _backdated(goal: Goal, fact: Fact) -> Iterator[tuple[str, datetime, dict[str, Any]]]:
    """The closes of the newest periods that were over at creation, each at its own logical instant."""
    for index in range(goal.backdated - fact[1], goal.backdated):
        target = goal.targets.of(index)
        saved = target if index < goal.synthetic else 0
        closed: Fact = ("goal.period.closed", index, target, saved)
        planned = goal.start_amount + goal.targets.until(index + 1)
        yield "goal.period.closed", goal.closes_at(index), _close(goal, closed, planned)
