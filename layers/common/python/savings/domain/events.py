"""Events: what partners hear, made from an item as a write left it and the note of that write.

Event i of the m that a note stands for has the sequence `sequence - m + i`, and its id is a function of subject and
sequence. Data carries ids, amounts with their currency, dates and codes; no names and no free text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from savings.domain import codes, guids
from savings.domain.account import Account, AccountKind
from savings.domain.calendar import instant
from savings.domain.contribution import Planned
from savings.domain.facts import (
    AMOUNT,
    COUNT,
    CURRENCY,
    DATE,
    END_DATE,
    FACTS,
    FREQUENCY,
    FROM_ONE,
    GUID,
    INSTANT,
    INTEGER,
    MOVED,
    START_DATE,
    TEXT,
    Kind,
    Member,
    events_in,
    one_of,
    or_null,
)
from savings.domain.goal import Goal, MeasuredBy, Status
from savings.domain.ledger import Side, Transaction, TransactionType
from savings.domain.notes import read_note
from savings.domain.notification import NOTIFIABLE, Notification
from savings.domain.progress import TrackingStatus, tracking_status

SOURCE: Final = "savings.goals"


@dataclass(frozen=True, slots=True)
class Event:
    """One fact for the world, before its envelope; `time` is the instant at which it became true.

    `request` is the id of the request that it came of.
    """

    name: str
    tenant: str
    subject: str
    sequence: int
    time: datetime
    data: dict[str, Any]
    request: str | None = None

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
            **({"correlationid": self.request} if self.request else {}),
            "data": self.data,
        }


@dataclass(frozen=True, slots=True)
class HouseholdFacts:
    """What the events of a household say of it; `clients` are the GUIDs of its people."""

    tenant: str
    guid: str
    sequence: int
    zone: str
    currency: str
    locale: str
    finalising_days: int
    clients: list[str]


def _account_guid(of: Account | Planned | Transaction | Goal, number: int | None) -> str | None:
    return guids.account_guid(of.tenant, of.household, number) if number else None


def _account_of(of: Transaction, side: Side | None) -> str | None:
    return _account_guid(of, side.account) if side else None


def _goal_of(of: Transaction, side: Side | None) -> str | None:
    return guids.goal_guid_of(of.tenant, of.user, side.goal) if side and side.goal else None


def _transaction_guid(of: Transaction, number: int | None) -> str | None:
    return guids.transaction_guid(of.tenant, of.user, number) if number else None


def _contribution_guid(of: Planned) -> str:
    return guids.contribution_guid(of.tenant, of.household, of.contribution.account, of.contribution.number)


# fmt: off
# A row of members stands on one line or two.
_CUSTOMER: Final = Member("customer_id", GUID, "GUID of the person: the goal's customer, the account's owner",
                          lambda _, one: one.customer)
_HOUSEHOLD_ID: Final = Member("household_id", GUID, "the household's GUID", lambda _, one: one.household)
_ACCOUNT_ID: Final = Member("account_id", GUID, "the account's GUID", lambda _, goal: _account_guid(goal, goal.account))
_HOUSEHOLD: Final = (
    replace(_HOUSEHOLD_ID, find=lambda _, home: home.guid),
    Member("time_zone", TEXT, "IANA zone of the household's dates", lambda _, home: home.zone),
    Member("currency", CURRENCY, "ISO 4217 code of the household's money"),
    Member("locale", TEXT, "language and country, as `en_GB`"),
    Member("finalising_days", COUNT, "business days between a goal's last date and its end"),
    Member("clients", Kind({"type": "array", "items": GUID.schema}),
           "GUIDs of the people, in the order in which they were given"),
)
_ACCOUNT: Final = (
    replace(_ACCOUNT_ID, find=lambda _, one: _account_guid(one, one.number)),
    _HOUSEHOLD_ID,
    replace(_CUSTOMER, find=lambda _, one: one.owner),
    Member("kind", one_of(AccountKind), "`SharedSavings` or `Performance`"),
    Member("savings_type", Kind({"enum": sorted(codes.SAVINGS_TYPE)}),
           "the household family's code of the kind of saving"),
    Member("balance", AMOUNT, "what is on the account"),
    Member("residual", AMOUNT, "the balance less what its savings goals hold; may be negative"),
)
_CONTRIBUTION: Final = (
    Member("contribution_id", GUID, "the contribution's GUID", lambda _, one: _contribution_guid(one)),
    replace(_ACCOUNT_ID, find=lambda _, one: _account_guid(one, one.contribution.account)),
    _HOUSEHOLD_ID,
    Member("transaction_type", COUNT, "the household family's code of the kind of contribution",
           lambda _, one: one.contribution.type),
    Member("frequency", or_null(INTEGER), FREQUENCY, lambda _, one: one.contribution.frequency),
    Member("amount", or_null(AMOUNT), MOVED, lambda _, one: one.contribution.amount),
    Member("percentage_hundredths", or_null(INTEGER),
           "share of the linked account or of dividends, in hundredths of a percent; or null",
           lambda _, one: one.contribution.percentage),
    Member("linked_account_id", or_null(GUID), "GUID of the account that the money comes from, or null",
           lambda _, one: _account_guid(one, one.contribution.linked)),
    Member("start_date", or_null(DATE), START_DATE, lambda _, one: one.contribution.start_date),
    Member("end_date", or_null(DATE), END_DATE, lambda _, one: one.contribution.end_date),
)
_TRANSACTION: Final = (
    Member("transaction_id", GUID, "the transaction's GUID", lambda _, one: _transaction_guid(one, one.number)),
    _HOUSEHOLD_ID,
    replace(_CUSTOMER, find=lambda _, one: one.user),
    Member("type", one_of(TransactionType), "`Deposit`, `Withdrawal` or `Internal`"),
    Member("amount", AMOUNT, MOVED),
    Member("settled_at", INSTANT, "instant of settlement"),
    Member("reverses_transaction_id", or_null(GUID), "GUID of the transaction that this one undoes, or null",
           lambda _, one: _transaction_guid(one, one.reverses)),
    Member("from_account_id", or_null(GUID), "GUID of the account that the money left, or null",
           lambda _, one: _account_of(one, one.source)),
    Member("from_goal_id", or_null(GUID), "GUID of the savings goal that it names as its source, or null",
           lambda _, one: _goal_of(one, one.source)),
    Member("to_account_id", or_null(GUID), "GUID of the account that the money reached, or null",
           lambda _, one: _account_of(one, one.target)),
    Member("to_goal_id", or_null(GUID), "GUID of the savings goal that it names as its target, or null",
           lambda _, one: _goal_of(one, one.target)),
)
_NOTIFICATION: Final = (
    Member("notification_id", GUID, "the notification's GUID", lambda _, one: one.id),
    _CUSTOMER,
    Member("event_id", GUID, "id of the event that the notification is about"),
    Member("event_type", one_of(NOTIFIABLE), "name of that event", lambda _, one: one.event),
)
_GOAL: Final = (
    Member("goal_id", GUID, "the goal's GUID", lambda _, goal: guids.goal_guid(goal)),
    Member("goal_number", FROM_ONE, "the same id as the integer that `/goals` answers", lambda _, goal: goal.id),
    _CUSTOMER,
    _HOUSEHOLD_ID,
    _ACCOUNT_ID,
    Member("measured_by", one_of(MeasuredBy), "`actions`, `transactions` or `balance`"),
    Member("status", one_of(Status), "the goal's status after the change"),
    Member("tracking_status", one_of(TrackingStatus), "`below`, `equal` or `above` the plan, after the change",
           lambda _, goal: tracking_status(goal)),
    Member("current_amount", AMOUNT, "the goal's amount after the change", lambda _, goal: goal.amount),
    Member("target_amount", AMOUNT, "the goal's target after the change"),
)
# fmt: on

KINDS: Final[dict[str, tuple[Member, ...]]] = {
    "household": _HOUSEHOLD,
    "account": _ACCOUNT,
    "contribution": _CONTRIBUTION,
    "transaction": _TRANSACTION,
    "notification": _NOTIFICATION,
    "goal": _GOAL,
    "action": _GOAL,
}
"""The members that all events of a kind have, by how their names begin; the first is the GUID of their subject."""


def members(name: str) -> tuple[Member, ...]:
    """Return the members of an event's data, in order."""
    return KINDS[name.partition(".")[0]] + FACTS[name].members


def events_for(
    of: HouseholdFacts | Account | Planned | Transaction | Notification | Goal, text: str
) -> Iterator[Event]:
    """Yield the events that the note on an item stands for, in order; `of` is the item as that write left it."""
    at, found, request = read_note(text)
    sequence = of.sequence - events_in(found)
    kind = KINDS[found[0].name.partition(".")[0]] if found else ()
    about = {member.name: member.value(None, of) for member in kind}
    for fact in found:
        for part, then, time in fact.parts(of, at):
            sequence += 1
            # The first member of each kind is the subject's own GUID.
            subject, data = next(iter(about.values())), about | part.data(then)
            yield Event(part.name, of.tenant, subject, sequence, time, data, request)
