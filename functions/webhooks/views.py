"""How webhooks are answered."""

from datetime import datetime
from typing import Any

from savings.domain.calendar import instant
from savings.domain.webhook import Delivery, Webhook
from savings.usecases.webhook_keys import Keys


def webhook_view(webhook: Webhook) -> dict[str, Any]:
    """Return a webhook as it is answered."""
    return {
        "id": webhook.id,
        "url": webhook.url,
        "types": None if webhook.types is None else sorted(webhook.types),
        "made_at": instant(webhook.made_at),
        "rotated_at": _instant(webhook.rotated_at),
        "disabled_because": webhook.disabled_because,
        "failing_since": _instant(webhook.failing_since),
    }


def keys_view(webhook: Webhook, keys: Keys, now: datetime) -> dict[str, Any]:
    """Return the keys that sign as they are answered."""
    return {
        "current": keys.current,
        "previous": keys.previous,
        "previous_until": _instant(webhook.both_sign_until(now)),
    }


def delivery_view(delivery: Delivery) -> dict[str, Any]:
    """Return a delivery as it is answered."""
    return {
        "event_id": delivery.event_id,
        "event": delivery.event,
        "subject": delivery.subject,
        "at": instant(delivery.at),
        "outcome": delivery.outcome.value,
        "attempts": delivery.attempts,
        "answer": delivery.answer,
        "first_at": instant(delivery.first_at),
        "last_at": instant(delivery.last_at),
    }


def _instant(at: datetime | None) -> str | None:
    return None if at is None else instant(at)
