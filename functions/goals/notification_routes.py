"""The notifications' routes: parse, one call, answer."""

import re
from typing import Final

from goals.notification_schemas import MarkNotification, SetPreferences
from goals.notification_views import notification_view, preferences_view
from savings.api.app import App, Request, ok
from savings.api.paging import items
from savings.domain.errors import Refused
from savings.domain.notification import Notification
from savings.store import keys
from savings.store.idempotency import Answer
from savings.usecases import notifications
from savings.usecases.notifications import Chosen

_PLACE: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ_[0-9a-f-]{36}", re.ASCII)


def register(app: App) -> None:
    """Register the routes of /notifications."""
    runtime = app.runtime

    @app.operation("list_notifications")
    def list_notifications(request: Request) -> Answer:
        query = request.query
        size, after, unread = items(query.get("items")), _after(query.get("after")), query.get("unread") == "true"
        found, place = notifications.list_notifications(runtime, request.caller, size, after, unread=unread)
        onward = None if place is None else place.removeprefix(keys.NOTIFICATIONS).replace("#", "_")
        return ok({"notifications": [notification_view(one) for one in found], "next": onward})

    @app.operation("mark_notification")
    def mark_notification(request: Request) -> Answer:
        body, spelling = request.read(MarkNotification), request.path["notification_id"]
        return notifications.mark_notification(
            runtime, request.caller, spelling, request.once, _notification, is_read=body.read
        )

    @app.operation("get_preferences")
    def get_preferences(request: Request) -> Answer:
        return _preferences(notifications.get_preferences(runtime, request.caller))

    @app.operation("set_preferences")
    def set_preferences(request: Request) -> Answer:
        body = request.read(SetPreferences)
        return notifications.set_preferences(
            runtime, request.caller, body.preferences, request.once, _preferences, resumes_mail=body.resumes_mail
        )


def _notification(notification: Notification) -> Answer:
    return ok(notification_view(notification))


def _preferences(chosen: Chosen) -> Answer:
    return ok(preferences_view(chosen))


def _after(text: str | None) -> str | None:
    """Return the sort key to go on after; it only leads on in the caller's own inbox, so it needs no signature."""
    if text is None:
        return None
    if not _PLACE.fullmatch(text):
        raise Refused.one("after", "invalid_page_token", "Must be the `next` of the page before.")
    return keys.NOTIFICATIONS + text.replace("_", "#")
