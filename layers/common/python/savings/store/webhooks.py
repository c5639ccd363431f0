"""Webhooks in the table, and what became of their deliveries.

A webhook changes in place, always as it was seen at its version: nothing brings back one that was removed, and what was
found of it before somebody changed it is of no effect after. Its keys are not in the table.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final

from savings.domain.calendar import instant, read_instant
from savings.domain.errors import Conflicting
from savings.domain.webhook import DELIVERIES_KEPT, Delivery, DeliveryOutcome, Webhook
from savings.store import keys
from savings.store.numbers import page_after, put_new
from savings.store.table import NEW, THERE, Item, Key, Table, Write, delete, put, update

_INSTANTS: Final = ("rotated_at", "failing_since", "rests_until")
_CHANGED: Final = "version = version + :one"


def insert(webhook: Webhook) -> list[Write]:
    """Return the writes of a new webhook; refused with Conflicting where its owner has as many as there may be."""
    item = keys.item(
        _key(webhook),
        url=webhook.url,
        tenants=set(webhook.tenants) if webhook.tenants is not None else None,
        types=set(webhook.types) if webhook.types is not None else None,
        made_at=instant(webhook.made_at),
        key_number=webhook.key_number,
        disabled_because=webhook.disabled_because,
        version=webhook.version,
        **{name: instant(at) if (at := getattr(webhook, name)) else None for name in _INSTANTS},
    )
    values = {":none": 0, ":one": 1, ":most": webhook.most}
    counted = "SET webhooks = if_not_exists(webhooks, :none) + :one"
    full = Conflicting(f"There may be at most {webhook.most} webhooks.")
    count = update(keys.webhook_count(webhook.owner), counted, f"{NEW} OR webhooks < :most", values, lambda _: full)
    return [put_new(item), count]


def remove(webhook: Webhook) -> list[Write]:
    """Return the writes that remove a webhook, whatever its version; its deliveries go by themselves."""
    fewer = update(keys.webhook_count(webhook.owner), "SET webhooks = webhooks - :one", THERE, {":one": 1})
    return [delete(_key(webhook), THERE), fewer]


def rotate(webhook: Webhook, now: datetime) -> Write:
    """Return the write by which a webhook has one key more from now on."""
    return _update(
        webhook, f"SET key_number = key_number + :one, rotated_at = :now, {_CHANGED}", now=instant(now), one=1
    )


def enable(webhook: Webhook) -> Write:
    """Return the write by which a webhook is delivered to again, as if it had never failed."""
    return _update(webhook, f"SET {_CHANGED} REMOVE disabled_because, failing_since, rests_until", one=1)


def disable(webhook: Webhook, because: str) -> Write:
    """Return the write by which nothing is delivered to a webhook any more."""
    return _update(webhook, f"SET disabled_because = :because, {_CHANGED}", because=because, one=1)


def note_failure(webhook: Webhook, now: datetime, rests_until: datetime) -> Write:
    """Return the write by which a webhook is known to fail since now, or since before, and rests."""
    since = "SET failing_since = if_not_exists(failing_since, :now), rests_until = :until"
    return _update(webhook, since, now=instant(now), until=instant(rests_until))


def note_success(webhook: Webhook) -> Write:
    """Return the write by which a webhook that failed does so no more."""
    return _update(webhook, "REMOVE failing_since, rests_until")


def load(table: Table, owner: str | None, number: int) -> Webhook | None:
    """Return a webhook, read strongly; None where there is none."""
    item = table.get(keys.webhook(owner, number))
    return read(item) if item else None


def load_all(table: Table, owner: str | None, *, consistent: bool = False) -> Iterator[Webhook]:
    """Yield all webhooks of a tenant or, with `owner` None, of the operator, oldest first, as of a moment ago."""
    return map(read, table.query_all(keys.webhooks_partition(owner), keys.WEBHOOK, consistent=consistent))


def read(item: Item) -> Webhook:
    """Return the webhook of an item."""
    _, *rest = item["PK"].split("#")
    return Webhook(
        id=int(item["SK"].removeprefix(keys.WEBHOOK)),
        owner=rest[0] if rest else None,
        url=item["url"],
        made_at=read_instant(item["made_at"]),
        tenants=_names(item, "tenants"),
        types=_names(item, "types"),
        key_number=item["key_number"],
        disabled_because=item.get("disabled_because"),
        version=item["version"],
        **{name: read_instant(item[name]) for name in _INSTANTS if name in item},
    )


def record(webhook: Webhook, delivery: Delivery) -> Write:
    """Return the write of how an attempt to deliver ended: one item for each event, which is delivered only once.

    Refused where it is known to be delivered already.
    """
    item = keys.item(
        keys.delivery(webhook.owner, webhook.id, instant(delivery.at), delivery.event_id),
        event=delivery.event,
        subject=delivery.subject,
        outcome=delivery.outcome.value,
        attempts=delivery.attempts,
        answer=delivery.answer,
        first_at=instant(delivery.first_at),
        last_at=instant(delivery.last_at),
        expires_at=int((delivery.last_at + DELIVERIES_KEPT).timestamp()),
    )
    return put(item, f"{NEW} OR outcome <> :delivered", {":delivered": DeliveryOutcome.DELIVERED.value})


def deliveries(
    table: Table, webhook: Webhook, limit: int, after: tuple[datetime, str] | None
) -> tuple[list[Delivery], bool]:
    """Return up to `limit` deliveries to a webhook, newest event first, and whether there are more.

    They come after the one of the instant and event that `after` names, as of a moment ago.
    """
    partition = keys.deliveries_partition(webhook.owner, webhook.id)
    start = keys.delivery(webhook.owner, webhook.id, instant(after[0]), after[1]) if after else None
    items, more = page_after(table, partition, keys.DELIVERIES, limit, start, newest_first=True)
    return [_read_delivery(item) for item in items], more


def _read_delivery(item: Item) -> Delivery:
    _, at, event_id = item["SK"].split("#")
    return Delivery(
        event_id=event_id,
        event=item["event"],
        subject=item["subject"],
        at=read_instant(at),
        outcome=DeliveryOutcome(item["outcome"]),
        attempts=item["attempts"],
        answer=item["answer"],
        first_at=read_instant(item["first_at"]),
        last_at=read_instant(item["last_at"]),
    )


def _key(webhook: Webhook) -> Key:
    return keys.webhook(webhook.owner, webhook.id)


def _update(webhook: Webhook, expression: str, **values: Any) -> Write:
    named = {f":{name}": value for name, value in values.items()}
    return update(_key(webhook), expression, "version = :seen", {":seen": webhook.version, **named})


def _names(item: Item, name: str) -> frozenset[str] | None:
    return frozenset(item[name]) if name in item else None
