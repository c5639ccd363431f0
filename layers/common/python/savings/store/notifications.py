"""Notifications in the table: what a customer chose, and the inbox.

An inbox item is put once for each event, and that put is the claim to notify: who finds it there does nothing. Where an
e-mail goes with it, the put names the attempt that may send it, and only that attempt says what became of it.
"""

from datetime import datetime
from typing import Final
from uuid import UUID

from savings.domain import guids
from savings.domain.calendar import instant, read_instant
from savings.domain.facts import NotificationSent
from savings.domain.notes import note
from savings.domain.notification import KEPT, Channel, Mail, Notification, Preferences
from savings.store import keys
from savings.store.numbers import page_after
from savings.store.table import NEW, THERE, Item, Key, Table, Write, delete, put, update

_EITHER: Final = f"{NEW} OR {THERE}"
_OURS: Final = "mail = :claimed AND claim = :claim"
_CHOICES: Final = ("language", "reminder_days", "mail_stopped")

preferences_key: Final = keys.preferences


def load_preferences(table: Table, tenant: str, customer: str) -> Preferences:
    """Return what a customer chose, read strongly; the defaults for one who chose nothing."""
    item = table.get(keys.preferences(tenant, customer))
    return read_preferences(item) if item else Preferences()


def read_preferences(item: Item) -> Preferences:
    """Return the preferences of an item."""
    channels = {event: Channel(channel) for event, channel in item.get("channels", {}).items()}
    chosen = {name: item.get(name) for name in _CHOICES}
    return Preferences(channels, version=item["version"], **chosen)


def save_preferences(
    tenant: str, customer: str, household_zone: str, preferences: Preferences, due_at: datetime | None
) -> Write:
    """Return the write of what a customer chose, under the version before; `preferences` has the new one.

    At `due_at` the customer's reminders are looked at next, in the household's zone; None for none.
    """
    item = keys.item(
        keys.preferences(tenant, customer),
        zone=household_zone,
        channels={event: channel.value for event, channel in preferences.channels.items()},
        version=preferences.version,
        **{name: getattr(preferences, name) for name in _CHOICES},
        **keys.due(instant(due_at) if due_at else None, "REMIND", UUID(customer).int),
    )
    before = preferences.version - 1
    if before == 0:
        return put(item, NEW)
    return put(item, "version = :before", {":before": before})


def stop_mail(tenant: str, customer: str, reason: str) -> Write:
    """Return the write that ends a customer's e-mail, whatever else was chosen meanwhile or never."""
    return update(
        keys.preferences(tenant, customer),
        "SET mail_stopped = :reason, version = if_not_exists(version, :none) + :one",
        _EITHER,
        {":reason": reason, ":none": 0, ":one": 1},
    )


def look_again(tenant: str, customer: str, seen: Preferences, at: datetime) -> Write:
    """Return the write by which a customer's reminders are looked at next, unless the customer chose anew meanwhile."""
    due = keys.due_at(instant(at), "REMIND", UUID(customer).int)
    return update(
        keys.preferences(tenant, customer),
        "SET due_at = :due",
        "version = :seen",
        {":due": due, ":seen": seen.version},
    )


def claim(notification: Notification, now: datetime) -> Write:
    """Return the write that puts a notification into the inbox, once for each event; a second one is refused.

    Without an e-mail to come, everything is done with it.
    """
    is_done = notification.mail is Mail.NONE
    item = keys.item(
        _key(notification),
        event=notification.event,
        goal=notification.goal,
        title=notification.title,
        text=notification.text,
        mail=notification.mail.value,
        is_read=notification.is_read,
        seq=1 if is_done else notification.sequence,
        note=note(now, (NotificationSent(Channel.INBOX.value),)) if is_done else None,
        expires_at=int((notification.at + KEPT).timestamp()),
        claim=notification.claim,
    )
    return put(item, NEW)


def settle(notification: Notification, mail: Mail, now: datetime) -> Write:
    """Return the write by which the attempt that claimed a notification says what became of its e-mail."""
    channel = Channel.EMAIL if mail is Mail.SENT else Channel.INBOX
    values = {
        ":mail": mail.value,
        ":one": 1,
        ":note": note(now, (NotificationSent(channel.value),)),
        ":claimed": Mail.CLAIMED.value,
        ":claim": notification.claim,
    }
    expression = "SET mail = :mail, seq = seq + :one, note = :note REMOVE claim"
    return update(_key(notification), expression, _OURS, values)


def release(notification: Notification) -> Write:
    """Return the write that takes a claim back after an e-mail that was certainly not sent."""
    values = {":claimed": Mail.CLAIMED.value, ":claim": notification.claim}
    return delete(_key(notification), _OURS, values)


def mark(notification: Notification, *, is_read: bool) -> Write:
    """Return the write that marks a notification of the inbox as read or unread."""
    key = _key(notification)
    return update(key, "SET is_read = :read REMOVE note", THERE, {":read": is_read})


def load(table: Table, tenant: str, customer: str, guid: str) -> Notification | None:
    """Return the notification with this GUID, read strongly: one of the few about its second."""
    at = guids.read_notification(guid)
    if at is None:
        return None
    partition = keys.customer_partition(tenant, customer)
    found = map(read, table.query_all(partition, keys.notifications_at(instant(at)), consistent=True))
    return next((one for one in found if one.id == guid.lower()), None)


def page(
    table: Table, tenant: str, customer: str, limit: int, after: str | None
) -> tuple[list[Notification], str | None]:
    """Return up to `limit` notifications after a sort key, newest first, and the sort key to go on after.

    None at the end. As of a moment ago.
    """
    partition = keys.customer_partition(tenant, customer)
    start = (partition, after) if after else None
    items, more = page_after(table, partition, keys.NOTIFICATIONS, limit, start, newest_first=True)
    return [read(item) for item in items], str(items[-1]["SK"]) if more and items else None


def read(item: Item) -> Notification:
    """Return the notification of an item."""
    _, tenant, _, customer = item["PK"].split("#")
    _, at, event_id = item["SK"].split("#")
    return Notification(
        tenant=tenant,
        customer=customer,
        event=item["event"],
        event_id=event_id,
        at=read_instant(at),
        goal=item["goal"],
        title=item["title"],
        text=item["text"],
        mail=Mail(item["mail"]),
        claim=item.get("claim"),
        is_read=item["is_read"],
        sequence=item["seq"],
    )


def _key(notification: Notification) -> Key:
    return keys.notification(
        notification.tenant, notification.customer, instant(notification.at), notification.event_id
    )
