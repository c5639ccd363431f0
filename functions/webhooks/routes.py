"""The webhooks' routes: parse, one call, answer. A client app's webhooks are its tenant's, whomever it names."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from savings.api.answers import Answer, created, no_content, ok
from savings.api.app import App, Request
from savings.usecases import webhooks
from savings.usecases.pages import Place
from webhooks.views import delivery_view, keys_view, webhook_view

if TYPE_CHECKING:
    from savings.usecases.attempt import Attempt
    from webhooks.schemas import CreateWebhook

_DELIVERIES: Final = 100
"""So many deliveries does a page have where nothing is asked for."""
_LAST: Final = 2**32
"""No event is of a later second."""


def register(app: App) -> None:
    """Register the routes of /webhooks."""
    _register_changes(app)
    _register_views(app)


def _register_changes(app: App) -> None:
    @app.operation("create_webhook")
    def create_webhook(request: Request) -> Answer:
        body: CreateWebhook = request.body
        types = None if body.types is None else frozenset(body.types)
        made = webhooks.create(request.attempt, request.caller.tenant, body.url, types)
        return created(webhook_view(made.made), f"/webhooks/{made.made.id}", made)

    @app.operation("delete_webhook")
    def delete_webhook(request: Request) -> Answer:
        return no_content(webhooks.delete(*_named(request)))

    @app.operation("rotate_webhook")
    def rotate_webhook(request: Request) -> Answer:
        rotated = webhooks.rotate(*_named(request))
        return created(webhook_view(rotated.made), f"/webhooks/{rotated.made.id}", rotated)

    @app.operation("enable_webhook")
    def enable_webhook(request: Request) -> Answer:
        return no_content(webhooks.enable(*_named(request)))

    @app.operation("test_webhook")
    def test_webhook(request: Request) -> Answer:
        return no_content(webhooks.try_out(*_named(request)))


def _register_views(app: App) -> None:
    @app.operation("list_webhooks")
    def list_webhooks(request: Request) -> Answer:
        found, onward = webhooks.list_webhooks(request.attempt, request.caller.tenant, *request.page)
        return ok([webhook_view(webhook) for webhook in found], headers=request.link_to(onward))

    @app.operation("get_webhook")
    def get_webhook(request: Request) -> Answer:
        return ok(webhook_view(webhooks.get(*_named(request))))

    @app.operation("get_webhook_keys")
    def get_webhook_keys(request: Request) -> Answer:
        webhook, keys = webhooks.get_keys(*_named(request))
        return ok(keys_view(webhook, keys, request.attempt.now))

    @app.operation("list_deliveries")
    def list_deliveries(request: Request) -> Answer:
        wanted, (limit, after) = request.query.get("outcome"), request.page
        found, onward = webhooks.list_deliveries(
            *_named(request), limit or _DELIVERIES, _read_place(after), lambda one: wanted in (None, one.outcome)
        )
        place = None if onward is None else (int(onward[0].timestamp()), UUID(onward[1]).int)
        return ok([delivery_view(one) for one in found], headers=request.link_to(place))


def _named(request: Request) -> "tuple[Attempt, str, str]":
    return request.attempt, request.caller.tenant, request.path["webhook_id"]


def _read_place(place: Place) -> tuple[datetime, str] | None:
    """Return the instant and the event that a page comes after; whatever a made-up place says, it is some place."""
    if not place:
        return None
    second, event = (*place, 0)[:2]
    return datetime.fromtimestamp(min(max(second, 0), _LAST), UTC), str(UUID(int=event % 2**128))
