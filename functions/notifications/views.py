"""How notifications are answered."""

from typing import Any

from savings.domain.calendar import instant
from savings.domain.notification import NOTIFIABLE, Notification
from savings.usecases.notifications import Chosen


def notification_view(notification: Notification) -> dict[str, Any]:
    """Return a notification as it is answered."""
    return {
        "id": notification.id,
        "event": notification.event,
        "event_id": notification.event_id,
        "goal_id": notification.goal,
        "title": notification.title,
        "text": notification.text,
        "at": instant(notification.at),
        "read": notification.is_read,
        "mail": notification.mail.value,
    }


def preferences_view(chosen: Chosen) -> dict[str, Any]:
    """Return what a customer chose as it is answered, with the defaults of what was not."""
    preferences = chosen.preferences
    return {
        "channels": {event: preferences.channel(event).value for event in NOTIFIABLE},
        "language": preferences.language,
        "reminder_days": preferences.reminder_days,
        "mail": {"address_known": chosen.has_address, "stopped": preferences.mail_stopped},
    }
