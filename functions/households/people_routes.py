"""The routes of a household's people and life events: parse, one call, answer."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from households.routes import deleted, success, wants_formatted
from households.schemas import ClientBody, DependantBody, LifeEventBody
from households.views import client_view, dependant_view, life_event_view
from savings.api.answers import Answer, created, ok
from savings.api.app import App, Request
from savings.domain.household import Household
from savings.usecases import household_people as people
from savings.usecases.household_access import visible
from savings.usecases.household_people import Changed

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
        made = people.add_client(request.attempt, _home(request), request.read(ClientBody).client)
        return _made(client_view, "clients", "ClientGUID", made)

    @app.operation("replace_client")
    def replace_client(request: Request) -> Answer:
        said = request.read(ClientBody).client
        return _shown(client_view, people.replace_client(request.attempt, *_place(request, "ClientGUID"), said))

    @app.operation("delete_client")
    def delete_client(request: Request) -> Answer:
        return deleted("Client", people.remove_client(request.attempt, *_place(request, "ClientGUID")))


def _register_dependants(app: App) -> None:
    @app.operation("create_dependant")
    def create_dependant(request: Request) -> Answer:
        made = people.add_dependant(request.attempt, _home(request), request.read(DependantBody).request)
        return _made(dependant_view, "dependants", "DependantGUID", made)

    @app.operation("replace_dependant")
    def replace_dependant(request: Request) -> Answer:
        said = request.read(DependantBody).request
        replaced = people.replace_dependant(request.attempt, *_place(request, "DependantGUID"), said)
        return _shown(dependant_view, replaced)

    @app.operation("delete_dependant")
    def delete_dependant(request: Request) -> Answer:
        return deleted("Dependant", people.remove_dependant(request.attempt, *_place(request, "DependantGUID")))


def _register_life_events(app: App) -> None:
    @app.operation("create_life_event")
    def create_life_event(request: Request) -> Answer:
        view, read = _life_event_view(request), request.read(LifeEventBody).read
        return _made(view, "events", "EventGUID", people.add_life_event(request.attempt, _home(request), read))

    @app.operation("replace_life_event")
    def replace_life_event(request: Request) -> Answer:
        view, read = _life_event_view(request), request.read(LifeEventBody).read
        return _shown(view, people.replace_life_event(request.attempt, *_place(request, "EventGUID"), read))

    @app.operation("delete_life_event")
    def delete_life_event(request: Request) -> Answer:
        return deleted("Event", people.remove_life_event(request.attempt, *_place(request, "EventGUID")))

    @app.operation("list_life_events")
    def list_life_events(request: Request) -> Answer:
        view, home = _life_event_view(request), visible(request.attempt, _home(request))
        return ok(success([view(home, event) for event in home.life_events]))

    @app.operation("get_life_event")
    def get_life_event(request: Request) -> Answer:
        view, home = _life_event_view(request), visible(request.attempt, _home(request))
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
        home = visible(request.attempt, _home(request))
        return ok(success([view(home, each) for each in of(home)]))

    @app.operation(f"get_{one}")
    def get_one(request: Request) -> Answer:
        home = visible(request.attempt, _home(request))
        return ok(success(view(home, find(home, request.path[member]))))


def _home(request: Request) -> str:
    return request.path["HouseholdGUID"]


def _place(request: Request, member: str) -> tuple[str, str]:
    return request.path["HouseholdGUID"], request.path[member]


def _life_event_view(request: Request) -> View:
    return partial(life_event_view, formatted=wants_formatted(request))


def _shown(view: View, changed: Changed[Any]) -> Answer:
    return ok(success(view(*changed.made)), changed)


def _made(view: View, collection: str, member: str, changed: Changed[Any]) -> Answer:
    shown = view(*changed.made)
    return created(success(shown), f"/api/v2/household/{changed.made[0].guid}/{collection}/{shown[member]}", changed)
