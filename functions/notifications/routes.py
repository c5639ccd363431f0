"""The notifications' routes: parse, one call, answer."""

import re
from typing import TYPE_CHECKING, Final

from notifications.views import notification_view, preferences_view
from savings.api.answers import Answer, ok
from savings.api.app import App, Request
from savings.api.paging import items
from savings.domain.errors import Refused
from savings.domain.notification import Preferences
from savings.store import keys
from savings.usecases import notifications

if TYPE_CHECKING:
    from notifications.schemas import SetPreferences

_PLACE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-f-]{36}", re.ASCII)


def register(app: App) -> None:
    """Register the routes of /notifications."""

    @app.operation("list_notifications")
    def list_notifications(request: Request) -> Answer:
        query = request.query
        size, after, unread = items(query.get("items")), _after(query.get("after")), query.get("unread") == "true"
        found, place = notifications.list_notifications(request.attempt, size, after, unread=unread)
        onward = None if place is None else place.removeprefix(keys.NOTIFICATIONS).replace("#", "_")
        return ok({"notifications": [notification_view(one) for one in found], "next": onward})

    @app.operation("mark_notification")
    def mark_notification(request: Request) -> Answer:
        is_read = request.body.read
        marked = notifications.mark_notification(request.attempt, request.path["notification_id"], is_read=is_read)
        return ok(notification_view(marked.made), marked)

    @app.operation("get_preferences")
    def get_preferences(request: Request) -> Answer:
        return ok(preferences_view(notifications.get_preferences(request.attempt)))

    @app.operation("set_preferences")
    def set_preferences(request: Request) -> Answer:
        body = request.body
        resumes = _resumes_mail(body)
        chosen = notifications.set_preferences(request.attempt, _preferences(body), resumes_mail=resumes)
        return ok(preferences_view(chosen.made), chosen)


def _preferences(body: "SetPreferences") -> Preferences:
    channels = {str(event): channel for event, channel in body.channels.items()}
    return Preferences(channels, body.language and body.language.value, body.reminder_days)


def _resumes_mail(body: "SetPreferences") -> bool:
    """Whether the body says that nothing stops e-mail."""
    return body.mail is not None and "stopped" in body.mail.model_fields_set and body.mail.stopped is None


def _after(text: str | None) -> str | None:
    """Return the sort key to go on after; it only leads on in the caller's own inbox, so it needs no signature."""
    if text is None:
        return None
    if not _PLACE.fullmatch(text):
        raise Refused.one("after", "invalid_page_token", "Must be the `next` of the page before.")
    return keys.NOTIFICATIONS + text.replace("_", "#")
