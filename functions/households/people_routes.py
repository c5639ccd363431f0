"""The routes of a household's people and life events: parse, one call, answer."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from households.routes import deleted, success, wants_formatted
from households.schemas import ClientBody, DependantBody, LifeEventBody
from households.views import client_view, dependant_view, life_event_view
from savings.api.app import App, Request, created, ok
from savings.domain.household import Household
from savings.store.idempotency import Answer
from savings.usecases import people
from savings.usecases.household_access import visible
from savings.usecases.people import Change

One = TypeVar("One")
View = Callable[[Household, Any], dict[str, Any]]


def register(app: App) -> None:
    """Register the routes of clients, dependants and life events."""
    _register_clients(app)
    _register_dependants(app)
    _register_life_events(app)
    _register_reads(app, "client", "clients", "ClientGUID", people.find_client, client_view, lambda home: home.clients)
    _register_reads(
        app,
        "dependant",
        "dependants",
        "DependantGUID",
        people.find_dependant,
        dependant_view,
        lambda home: home.dependants,
    )


def _register_clients(app: App) -> None:
    @app.operation("create_client")
    def create_client(request: Request) -> Answer:
        client = request.read(ClientBody).client()
        return _change(
            app, request, lambda home, now, _: people.add_client(home, client, _today(home, now)), _made_client
        )

    @app.operation("replace_client")
    def replace_client(request: Request) -> Answer:
        body = request.read(ClientBody)

        def decide(home: Household, now: datetime, _: int) -> Change[Any]:
            before = people.find_client(home, request.path["ClientGUID"])
            return people.replace_client(home, body.client(before.customer), _today(home, now))

        return _change(app, request, decide, partial(_shown, client_view))

    @app.operation("delete_client")
    def delete_client(request: Request) -> Answer:
        def decide(home: Household, *_: object) -> Change[Any]:
            return people.remove_client(home, people.find_client(home, request.path["ClientGUID"]))

        return _change(app, request, decide, lambda *_: deleted("Client"))


def _register_dependants(app: App) -> None:
    @app.operation("create_dependant")
    def create_dependant(request: Request) -> Answer:
        body = request.read(DependantBody)

        def decide(home: Household, now: datetime, number: int) -> Change[Any]:
            return people.add_dependant(home, body.dependant(number, home), _today(home, now))

        return _change(app, request, decide, partial(_made, dependant_view, "dependants", "DependantGUID"))

    @app.operation("replace_dependant")
    def replace_dependant(request: Request) -> Answer:
        body = request.read(DependantBody)

        def decide(home: Household, now: datetime, _: int) -> Change[Any]:
            before = people.find_dependant(home, request.path["DependantGUID"])
            return people.replace_dependant(home, body.dependant(before.number, home), _today(home, now))

        return _change(app, request, decide, partial(_shown, dependant_view))

    @app.operation("delete_dependant")
    def delete_dependant(request: Request) -> Answer:
        def decide(home: Household, *_: object) -> Change[Any]:
            return people.remove_dependant(home, people.find_dependant(home, request.path["DependantGUID"]))

        return _change(app, request, decide, lambda *_: deleted("Dependant"))


def _register_life_events(app: App) -> None:
    @app.operation("create_life_event")
    def create_life_event(request: Request) -> Answer:
        body, view = request.read(LifeEventBody), _life_event_view(request)

        def decide(home: Household, now: datetime, number: int) -> Change[Any]:
            return people.add_life_event(home, body.life_event(number, home), _today(home, now))

        return _change(app, request, decide, partial(_made, view, "events", "EventGUID"))

    @app.operation("replace_life_event")
    def replace_life_event(request: Request) -> Answer:
        body, view = request.read(LifeEventBody), _life_event_view(request)

        def decide(home: Household, now: datetime, _: int) -> Change[Any]:
            before = people.find_life_event(home, request.path["EventGUID"])
            return people.replace_life_event(home, body.life_event(before.number, home), _today(home, now))

        return _change(app, request, decide, partial(_shown, view))

    @app.operation("delete_life_event")
    def delete_life_event(request: Request) -> Answer:
        def decide(home: Household, *_: object) -> Change[Any]:
            return people.remove_life_event(home, people.find_life_event(home, request.path["EventGUID"]))

        return _change(app, request, decide, lambda *_: deleted("Event"))

    @app.operation("list_life_events")
    def list_life_events(request: Request) -> Answer:
        view, home = _life_event_view(request), _visible(app, request)
        return ok(success([view(home, event) for event in home.life_events]))

    @app.operation("get_life_event")
    def get_life_event(request: Request) -> Answer:
        view, home = _life_event_view(request), _visible(app, request)
        return ok(success(view(home, people.find_life_event(home, request.path["EventGUID"]))))


def _register_reads(
    app: App,
    one: str,
    some: str,
    member: str,
    find: Callable[[Household, str], One],
    view: View,
    of: Callable[[Household], tuple[One, ...]],
) -> None:
    @app.operation(f"list_{some}")
    def list_some(request: Request) -> Answer:
        home = _visible(app, request)
        return ok(success([view(home, each) for each in of(home)]))

    @app.operation(f"get_{one}")
    def get_one(request: Request) -> Answer:
        home = _visible(app, request)
        return ok(success(view(home, find(home, request.path[member]))))


def _change(
    app: App,
    request: Request,
    decide: Callable[[Household, datetime, int], Change[Any]],
    render: Callable[[Household, Any], Answer],
) -> Answer:
    guid = request.path["HouseholdGUID"]
    return people.change_household(app.runtime, request.caller, guid, decide, request.once, render)


def _visible(app: App, request: Request) -> Household:
    return visible(app.runtime, request.caller, request.path["HouseholdGUID"])


def _life_event_view(request: Request) -> View:
    return partial(life_event_view, formatted=wants_formatted(request))


def _today(home: Household, now: datetime) -> Any:
    return people.today_in(home, now)


def _shown(view: View, home: Household, one: Any) -> Answer:
    return ok(success(view(home, one)))


def _made(view: View, collection: str, member: str, home: Household, one: Any) -> Answer:
    shown = view(home, one)
    return created(success(shown), f"/api/v2/household/{home.guid}/{collection}/{shown[member]}")


_made_client = partial(_made, client_view, "clients", "ClientGUID")
