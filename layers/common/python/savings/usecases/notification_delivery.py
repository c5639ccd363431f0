"""Notifying: a customer hears of an event, at most once, in the inbox and by e-mail as the customer chose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from savings import ids
from savings.domain import money
from savings.domain.calendar import read_instant
from savings.domain.notification import (
    NOTIFIABLE,
    STALE,
    Channel,
    Mail,
    MailStop,
    Message,
    Notification,
    Occasion,
    Preferences,
)
from savings.mail import Letter, Outcome, send
from savings.observability import count, logger, seconds
from savings.runtime import Runtime
from savings.store import households, keys, notifications
from savings.store.goal_items import read_texts
from savings.store.table import ConditionFailed, Item, Key, Unanswered

Render = Callable[[Occasion, str, str], Message]
"""Writes the message of an occasion in a language, with amounts and dates as the locale has them."""

PERMANENT: Final = "Permanent"
TRIES: Final = 3


class Postponed(Exception):
    """SES or the table takes nothing for now; nothing was sent, and the event can come again."""


@dataclass(frozen=True, slots=True)
class News:
    """An event about a customer's goal; `data` is as the event has it."""

    id: str
    event: str
    at: datetime
    tenant: str
    customer: str
    household: str
    goal: int
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Recipient:
    """The customer with what the table holds about the goal."""

    preferences: Preferences
    first_name: str | None
    email: str | None
    locale: str
    goal_name: str


def notify(runtime: Runtime, name: str, detail: Mapping[str, Any], render: Render, *, is_replay: bool = False) -> None:
    """Notify the customer of the event with this name, whose CloudEvent is `detail`, unless done before or too late.

    A replay notifies nobody: where the table was restored, what says that an event was notified of may be gone.

    Raises Postponed, and Contended, when nothing was done and the event should come again.
    """
    if name not in NOTIFIABLE:
        return _skip(name, str(detail.get("id")), "not notifiable")
    if is_replay:
        return _skip(name, str(detail.get("id")), "replayed")
    news, now = _news(name, detail), runtime.clock.now()
    if now - news.at > STALE:
        return _skip(name, news.id, "stale")
    recipient = _recipient(runtime, news)
    if recipient is None:
        return _skip(name, news.id, "gone")
    channel = recipient.preferences.channel(name)
    if channel is Channel.NONE:
        return _skip(name, news.id, "not wanted")
    occasion = _occasion(news, recipient)
    message = render(occasion, recipient.preferences.language_for(recipient.locale), recipient.locale)
    address = _address(runtime, recipient, channel, occasion)
    notification = Notification(
        tenant=news.tenant,
        customer=news.customer,
        event=name,
        event_id=news.id,
        at=news.at,
        goal=news.data["goal_id"],
        title=message.subject,
        text=message.text,
        mail=Mail.CLAIMED if address else Mail.NONE,
        claim=ids.new_guid() if address else None,
    )
    if not _claim(runtime, notification, now):
        return _skip(name, news.id, "repeated")
    if address:
        _send(runtime, notification, address, message)
    logger.info("notified", extra={"event": name, "event_id": news.id})
    count("NotificationsMade")
    seconds("NotificationLagSeconds", int((runtime.clock.now() - news.at).total_seconds()))
    return None


def stop_mail(runtime: Runtime, detail: Mapping[str, Any]) -> None:
    """End the e-mail of the customer whose letter came back for good, or who complained: an event of SES."""
    bounce = detail.get("bounce")
    if bounce is not None and bounce["bounceType"] != PERMANENT:
        logger.info("bounced for now", extra={"bounce": bounce["bounceType"]})
        return
    tags = detail["mail"]["tags"]
    reason = MailStop.COMPLAINT if bounce is None else MailStop.BOUNCE
    runtime.table.write([notifications.stop_mail(tags["tenant"][0], tags["customer"][0], reason.value)])
    logger.info("mail stopped", extra={"customer_id": tags["customer"][0], "reason": reason.value})
    count("MailBounced" if bounce else "MailComplaints")


def _news(name: str, detail: Mapping[str, Any]) -> News:
    data = detail["data"]
    return News(
        id=detail["id"],
        event=name,
        at=read_instant(detail["time"]),
        tenant=detail["tenantid"],
        customer=data["customer_id"],
        household=data["household_id"],
        goal=data["goal_number"],
        data=data,
    )


def _recipient(runtime: Runtime, news: News) -> _Recipient | None:
    """Read all that a message needs in one round trip; None when goal, household or person is not there."""
    goal = keys.goal(news.tenant, news.customer, news.goal)
    text = keys.goal_text(news.tenant, news.customer, news.goal)
    home = keys.household(news.tenant, news.household)
    person = keys.client(news.tenant, news.household, news.customer)
    chosen = keys.preferences(news.tenant, news.customer)
    found = runtime.table.batch_get([goal, text, home, person, chosen])
    there = found.get(person)
    if goal not in found or home not in found or there is None or not households.is_there(there):
        return None
    client = households.read_client(there)
    return _Recipient(
        preferences=notifications.read_preferences(found[chosen]) if chosen in found else Preferences(),
        first_name=client.first_name,
        email=client.email,
        locale=found[home]["locale"],
        goal_name=_goal_name(found, goal, text),
    )


def _goal_name(found: Mapping[Key, Item], goal: Key, text: Key) -> str:
    return read_texts(found.get(text) or found[goal]).name


def _occasion(news: News, recipient: _Recipient) -> Occasion:
    data = news.data
    return Occasion(
        event=news.event,
        goal_name=recipient.goal_name,
        first_name=recipient.first_name,
        currency=data["current_amount"]["currency"],
        saved=_minor(data["current_amount"]),
        target=_minor(data["target_amount"]),
        percent=data.get("percent"),
        period_start=_day(data.get("period_start_date")),
        period_end=_day(data.get("period_end_date")),
        period_saved=_amount_in(data, "period_current_amount"),
        planned=_amount_in(data, "planned_amount"),
        required=_amount_in(data, "period_required_amount"),
        days_left=data.get("days_left"),
    )


def _minor(amount: Mapping[str, str]) -> int:
    return money.parse(amount["value"], amount["currency"], "value")


def _amount_in(data: Mapping[str, Any], member: str) -> int | None:
    return _minor(data[member]) if member in data else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _address(runtime: Runtime, recipient: _Recipient, channel: Channel, occasion: Occasion) -> str | None:
    """Return where an e-mail goes; None for none."""
    wanted = channel is Channel.EMAIL and occasion.deserves_mail and recipient.preferences.mail_stopped is None
    return recipient.email if wanted and runtime.settings.mail_from else None


def _claim(runtime: Runtime, notification: Notification, now: datetime) -> bool:
    """Put the notification into the inbox; False when another attempt was first, or this event came before."""
    for _ in runtime.tries(TRIES):
        try:
            runtime.table.write([notifications.claim(notification, now)])
        except ConditionFailed as failed:
            # A put whose answer got lost is made again, and then finds itself.
            [there] = failed.refused.values()
            return there is not None and notification.claim is not None and there.get("claim") == notification.claim
        except Unanswered:
            continue
        return True
    raise Postponed("the table")


def _send(runtime: Runtime, notification: Notification, address: str, message: Message) -> None:
    """Send the e-mail of a notification that this attempt has claimed, and keep what came of it."""
    tags = (
        ("tenant", notification.tenant),
        ("customer", notification.customer),
        ("event_id", notification.event_id),
    )
    letter = Letter(address, message.subject, message.text, message.html, tags)
    settings = runtime.settings
    outcome, word = send(runtime.mail, settings.mail_from, settings.mail_configuration_set, letter)
    about = {"event_id": notification.event_id, "customer_id": notification.customer, "answer": word}
    now = runtime.clock.now()
    match outcome:
        case Outcome.SENT:
            runtime.table.write([notifications.settle(notification, Mail.SENT, now)])
            count("MailSent")
        case Outcome.REFUSED:
            logger.error("mail refused", extra=about)
            runtime.table.write([notifications.settle(notification, Mail.REFUSED, now)])
            count("MailRefused")
        case Outcome.POSTPONED:
            runtime.table.write([notifications.release(notification)])
            raise Postponed(word)
        case Outcome.UNKNOWN:
            logger.error("mail unknown", extra=about)
            count("MailUnknown")


def _skip(name: str, event_id: str, reason: str) -> None:
    logger.info("notification skipped", extra={"event": name, "event_id": event_id, "reason": reason})
    count("NotificationsSkipped")
