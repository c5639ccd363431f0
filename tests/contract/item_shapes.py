"""Which attributes each kind of item can have: items with everything set, as the store makes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from savings.api.answers import Answer
from savings.domain.account import Account, Details, Performance
from savings.domain.actions import Action, Direction
from savings.domain.calendar import Frequency
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import LifeEvent, Moment
from savings.domain.facts import AccountOpened, ContributionDeleted, GoalCreated
from savings.domain.goal import Attachment, ClosedPeriod, Goal, MeasuredBy, Texts, TrackingType
from savings.domain.household import Client, Dependant, Household
from savings.domain.ledger import Side, Transaction, TransactionType
from savings.domain.notes import note
from savings.domain.notification import Channel, Mail, Notification, Preferences
from savings.domain.plan import Target, Targets
from savings.domain.schedule import Schedule
from savings.domain.tenant import Tenant, Terms
from savings.domain.webhook import Delivery, DeliveryOutcome, Webhook
from savings.dynamodb.values import unmarshal
from savings.store import (
    accounts,
    contributions,
    erasures,
    households,
    idempotency,
    keys,
    ledger,
    notifications,
    tenants,
    webhooks,
)
from savings.store.account_items import account_item, details_item, entry_item, performance_facts
from savings.store.erasures import Receipt
from savings.store.goal_items import action_item, goal_item, period_item, text_item
from savings.store.shapes import NUMBER
from savings.store.table import NEW, Item, Write, put

_NOW: Final = datetime(2027, 1, 5, 9, tzinfo=UTC)
_DAY: Final = _NOW.date()
_ANNA: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
_GUID: Final = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
_NOTE: Final = note(_NOW, (GoalCreated(),))
_OPENED: Final = note(_NOW, (AccountOpened(),))
_PERFORMANCE: Final = Performance(valued_from=_NOW, valued_at=_NOW)
_EVENT_FACTS: Final = households.life_event_facts(
    LifeEvent(
        number=8192,
        label="Retirement",
        basis=2,
        day=_DAY,
        customer=_ANNA,
        age_years=67,
        age_months=6,
        linked=4096,
        offset_basis=1,
        offset_years=1,
        offset_months=6,
        extras="{}",
    )
)
_TEXTS: Final = Texts("Car", "A red one", "https://bank.example/car.png", "{}")


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of item, as it is headed on the page, and every attribute that it can have beside its key."""

    title: str
    attributes: frozenset[str]


def _items() -> Iterable[tuple[str, Item]]:
    home = _household()
    person = keys.client(home.tenant, home.guid, _ANNA)
    household, listing, client, member, dependant = map(_item, households.insert(home, {person: 1}, _NOW))
    yield ("Household", household)
    yield ("Listing", listing)
    event = _item(households.insert_facts(keys.life_event(home.tenant, home.guid, 8192), _EVENT_FACTS))
    for one in (client, dependant, event):
        yield ("Person, life event", one | {"uses": 1})
    yield ("Facts of a client", client["facts"])
    yield ("Facts of a dependant", dependant["facts"])
    yield ("Facts of a life event", event["facts"])
    counted = _set_by(households.count_goals(home.tenant, _ANNA, 1, 2))
    yield ("Membership", member | _set_by(households.leave(home, _ANNA)[1]) | counted)
    yield ("Access", accounts.access_item(accounts.Access(_attachment(), is_owner=True)))
    kept_in = {"followers": {"11"}, "watchers": {"12"}, "following": 2, "uses": 1, "closed": True}
    yield ("Account", account_item(_account(), _OPENED) | kept_in | _set_by(accounts.count_goals(_account())))
    yield ("Account", account_item(_plain_account(), _OPENED) | dict.fromkeys(kept_in))
    yield ("Details", details_item(_account(), Details("Rainy days", 1, "{}", _ANNA, 4096)))
    yield ("Performance", performance_facts(_PERFORMANCE))
    yield ("Entry", entry_item(_account(), 1, _NOW, 4096, frozenset("1"), _NOW))
    undone = _set_by(ledger.undo(_transaction(), 2))
    yield ("Transaction", _item(ledger.insert(_transaction(), _NOW)) | undone)
    yield ("Claim of an external id", _item(ledger.claim(_transaction(), "{}", Answer(201, "{}").kept)))
    planned = _planned()
    yield ("Contribution", _item(contributions.insert(planned, _NOW)[1]))
    gone = replace(planned, is_gone=True, contribution=replace(planned.contribution, number=8192))
    yield ("Contribution", _item(contributions.save(gone, ContributionDeleted(), _NOW)[1]))
    open_goal = replace(_goal(), texts=_TEXTS)
    long_goal = replace(_goal(), id=8192, texts=replace(_TEXTS, name="N" * 255), archived=True)
    yield ("Goal", goal_item(open_goal, _NOTE))
    yield ("Goal", goal_item(long_goal, None))
    yield ("Goal texts", text_item(long_goal))
    yield ("Closed period", period_item(open_goal, ClosedPeriod(0, 1, 1, 1, 1, 1, 1)))
    yield ("Action", action_item(open_goal, Action(1, 1, Direction.CREDIT, 0, _NOW, transaction=1)))
    chosen = Preferences({"goal.achieved": Channel.INBOX}, "en", 3, "bounce", 1)
    yield ("Preferences", _item(notifications.save_preferences("bank", _ANNA, "Europe/London", chosen, _NOW)))
    for mail in (Mail.NONE, Mail.CLAIMED):
        yield ("Notification", _item(notifications.claim(_notification(mail), _NOW)))
    once = idempotency.once("bank", "demo-app", _ANNA, "POST /goals", "key", "{}")
    firm = Tenant("bank", Terms("Europe/London", "GBP", 2, 50, 1_000), frozenset({"app"}), is_suspended=True, version=1)
    tenant, app = map(_item, tenants.save(firm, None))
    yield ("Tenant", tenant)
    yield ("Client app", app)
    yield ("Count of households", _item(tenants.set_household_count("bank", 1)))
    yield ("Idempotency record", _item(idempotency.record(once, Answer(201, "{}").kept, _NOW)))
    about = idempotency.once("bank", "demo-app", _ANNA, "PUT /goals", "key", "{}", about=frozenset({_ANNA}))
    yield ("Idempotency record", _item(idempotency.record(about, Answer(201, "{}").kept, _NOW)))
    webhook = _webhook()
    item, count = webhooks.insert(webhook)
    yield ("Webhook", _item(item))
    yield ("Count of webhooks", {"PK": count.key[0], "SK": count.key[1], "webhooks": 1})
    yield ("Delivery", _item(webhooks.record(webhook, _delivery())))
    receipt = Receipt("bank", _ANNA, _NOW, {"GOAL": 2}, _NOW, {"backups of the table": "2027-02-09T09:00:00Z"})
    yield ("Receipt of an erasure", _item(erasures.save(receipt)))


def _set_by(write: Write) -> Item:
    """Return the attributes that an update sets."""
    values = unmarshal(write.arguments["ExpressionAttributeValues"])
    return {name: values[value] for name, value in re.findall(r"(\w+) = (:\w+)", write.arguments["UpdateExpression"])}


def _item(write: Write) -> Item:
    """Return the item that a write puts."""
    return unmarshal(write.arguments["Item"])


def _shapes() -> Iterable[Shape]:
    names: dict[str, set[str]] = {}
    for title, item in _items():
        names.setdefault(title, set()).update(item.keys() - {"PK", "SK", NUMBER})
    return (Shape(title, frozenset(found)) for title, found in names.items())


def _household() -> Household:
    return Household(
        tenant="bank",
        guid=_GUID,
        label="The Grays",
        zone="Europe/London",
        currency="GBP",
        locale="en_GB",
        finalising_days=2,
        created_at=_NOW,
        clients=(Client(_ANNA, "Anna", "Gray", _DAY, "anna@bank.example"),),
        dependants=(Dependant(4096, "Ben", "Gray", _DAY, _ANNA),),
        viewers=frozenset({_ANNA}),
        plans=1,
        pending=_NOW,
    )


def _planned() -> Planned:
    moment = Moment(4, 67, _DAY, 4096)
    contribution = Contribution(
        number=4096,
        account=4096,
        type=12,
        frequency=12,
        start=moment,
        end=moment,
        amount=1,
        percentage=1,
        linked=8192,
        linked_nil=True,
        start_date=_DAY,
        end_date=_DAY + timedelta(days=400),
        extras="{}",
    )
    return Planned("bank", _GUID, "GBP", "Europe/London", contribution, _DAY)


def _account() -> Account:
    return Account(
        number=4096,
        tenant="bank",
        household=_GUID,
        owner=_ANNA,
        joint_owner=_ANNA,
        savings_type=2,
        currency="GBP",
        balance=1,
        residual=1,
        minimum_balance=0,
        value_date=_DAY,
        created_at=_NOW,
        external_id="bank-account-1",
        performance=_PERFORMANCE,
    )


def _plain_account() -> Account:
    return replace(_account(), number=8192, joint_owner=None, external_id=None, performance=None, minimum_balance=None)


def _transaction() -> Transaction:
    return Transaction(
        number=1,
        tenant="bank",
        household=_GUID,
        user=_ANNA,
        type=TransactionType.INTERNAL,
        external_id="bank-1",
        amount=1,
        currency="GBP",
        zone="Europe/London",
        requested_at=_NOW,
        settled_at=_NOW,
        counts_at=_NOW,
        source=Side(4096, 1),
        target=Side(4096),
        reverses=1,
        drawn=1,
        counted_by=frozenset("1"),
    )


def _notification(mail: Mail) -> Notification:
    return Notification(
        tenant="bank",
        customer=_ANNA,
        event="goal.achieved",
        event_id=_GUID if mail is Mail.NONE else _ANNA,
        at=_NOW,
        goal=_GUID,
        title="Done",
        text="Well done",
        mail=mail,
        claim=_GUID if mail is Mail.CLAIMED else None,
    )


def _webhook() -> Webhook:
    return Webhook(
        id=4096,
        owner=None,
        url="https://partner.example/events",
        made_at=_NOW,
        tenants=frozenset({"bank"}),
        types=frozenset({"goal.achieved"}),
        key_number=2,
        rotated_at=_NOW,
        disabled_because="gone",
        failing_since=_NOW,
        rests_until=_NOW,
    )


def _delivery() -> Delivery:
    return Delivery(
        event_id=_GUID,
        event="goal.achieved",
        subject=_GUID,
        at=_NOW,
        outcome=DeliveryOutcome.WAITING,
        attempts=1,
        answer="503",
        first_at=_NOW,
        last_at=_NOW,
    )


def _attachment() -> Attachment:
    return Attachment("bank", _ANNA, _GUID, 4096, "GBP", "Europe/London", 2)


def _goal() -> Goal:
    return Goal(
        id=4096,
        tenant="bank",
        customer=_ANNA,
        household=_GUID,
        account=4096,
        currency="GBP",
        zone="Europe/London",
        finalising_days=2,
        created_at=_NOW,
        measured_by=MeasuredBy.ACTIONS,
        tracking_type=TrackingType.DEBIT_CREDIT,
        target=Target.DATE,
        schedule=Schedule(Frequency.MONTHLY, _DAY, date(2027, 12, 31), by_month=True),
        targets=Targets(12, 12, 1, 1, 2),
        target_amount=12,
        period_amount=1,
        start_amount=1,
        texts=_TEXTS,
        backdated=1,
        synthetic=1,
        closed=1,
        closed_targets=1,
        shift=1,
        first_counts=True,
        opening=1,
        amount=1,
        current=1,
        taken=1,
        milestone=25,
        reminded=1,
        achieved_at=_NOW,
        finalises_at=_NOW,
        last_action=1,
    )


SHAPES: Final = tuple(_shapes())
ITEMS: Final = tuple(put(item, NEW).arguments["Item"] for _, item in _items() if "PK" in item)
"""Items of every kind as they are put today, which have between them every attribute that there can be."""
