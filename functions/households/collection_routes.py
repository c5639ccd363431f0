"""The routes of what a household has several of, five for each kind: parse, one call, answer in the envelope."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from households import reading, saving_reading
from households.routes import HOUSEHOLD, deleted, success, wants_formatted
from households.views import client_view, contribution_view, dependant_view, life_event_view, saving_view
from savings import ids
from savings.api.answers import Answer, created, ok
from savings.api.app import App, Request
from savings.domain.household import Household
from savings.usecases import contributions, household_accounts
from savings.usecases import household_people as people
from savings.usecases.attempt import Attempt
from savings.usecases.household_access import visible
from savings.usecases.pages import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Something that a household has several of: `name` as its operations have it, `noun` as people read it.

    `place` has the path's parameters down to its own id. `take` reads what `add` and `replace` take of a request. They
    return what `view` shows, as `one` does; `every` returns a page of it, and where that ends.
    """

    name: str
    noun: str
    place: tuple[str, ...]
    take: Callable[[Request], Any]
    add: Callable[..., Any]
    every: Callable[..., tuple[list[Any], Place | None]]
    one: Callable[..., Any]
    replace: Callable[..., Any]
    remove: Callable[..., Any]
    view: Callable[..., dict[str, Any]]


def register(app: App) -> None:
    """Register the routes of clients, dependants, life events, savings and contributions."""
    for collection in _COLLECTIONS:
        _register(app, collection)


def _register(app: App, of: Collection) -> None:
    above = of.place[:-1]

    @app.operation(f"create_{of.name}")
    def create(request: Request) -> Answer:
        made = of.add(*_at(request, above), of.take(request))
        view = _shown(of, request, made.made)
        home = ids.parse_guid(request.path[HOUSEHOLD])
        address = f"{request.route.path}/{{{of.place[-1]}}}".format_map({**view, HOUSEHOLD: home})
        return created(success(view), address, made)

    @app.operation(f"list_{of.name}s")
    def list_every(request: Request) -> Answer:
        found, onward = of.every(*_at(request, above), *request.page)
        return ok(success([_shown(of, request, one) for one in found]), headers=request.link_to(onward))

    @app.operation(f"get_{of.name}")
    def get(request: Request) -> Answer:
        return ok(success(_shown(of, request, of.one(*_at(request, of.place)))))

    @app.operation(f"replace_{of.name}")
    def replace(request: Request) -> Answer:
        replaced = of.replace(*_at(request, of.place), of.take(request))
        return ok(success(_shown(of, request, replaced.made)), replaced)

    @app.operation(f"delete_{of.name}")
    def delete(request: Request) -> Answer:
        return deleted(of.noun, of.remove(*_at(request, of.place)))


def _at(request: Request, place: tuple[str, ...]) -> tuple[Any, ...]:
    """Return what the calls about a place begin with: the attempt and the ids of the path."""
    return request.attempt, *(request.path[parameter] for parameter in place)


def _shown(of: Collection, request: Request, found: Any) -> dict[str, Any]:
    return of.view(found, formatted=wants_formatted(request))


Found = tuple[Household, Any]
"""A person or a life event, with the household."""


def _every(of: Callable[[Household], tuple[Any, ...]], attempt: Attempt, household_id: str) -> list[Found]:
    home = visible(attempt, household_id)
    return [(home, one) for one in of(home)]


def _in_one(every: Callable[..., list[Any]]) -> Callable[..., tuple[list[Any], None]]:
    """Return what reads all at once of something that there are so few of that it has no pages."""
    return lambda *place: (every(*place[:-2]), None)


def _one(find: Callable[[Household, str], Any], attempt: Attempt, household_id: str, own_id: str) -> Found:
    home = visible(attempt, household_id)
    return home, find(home, own_id)


_COLLECTIONS: Final = (
    Collection(
        name="client",
        noun="Client",
        place=(HOUSEHOLD, "ClientGUID"),
        take=lambda request: reading.client(request.body),
        add=people.add_client,
        every=_in_one(partial(_every, lambda home: home.clients)),
        one=partial(_one, people.find_client),
        replace=people.replace_client,
        remove=people.remove_client,
        view=lambda found, **_: client_view(*found),
    ),
    Collection(
        name="dependant",
        noun="Dependant",
        place=(HOUSEHOLD, "DependantGUID"),
        take=lambda request: reading.dependant_request(request.body),
        add=people.add_dependant,
        every=_in_one(partial(_every, lambda home: home.dependants)),
        one=partial(_one, people.find_dependant),
        replace=people.replace_dependant,
        remove=people.remove_dependant,
        view=lambda found, **_: dependant_view(*found),
    ),
    Collection(
        name="life_event",
        noun="Event",
        place=(HOUSEHOLD, "EventGUID"),
        take=lambda request: partial(reading.life_event, request.body),
        add=people.add_life_event,
        every=_in_one(partial(_every, lambda home: home.life_events)),
        one=partial(_one, people.find_life_event),
        replace=people.replace_life_event,
        remove=people.remove_life_event,
        view=lambda found, *, formatted: life_event_view(*found, formatted=formatted),
    ),
    Collection(
        name="saving",
        noun="Saving",
        place=(HOUSEHOLD, "SavingsGUID"),
        take=lambda request: partial(saving_reading.account_request, request.body),
        add=household_accounts.open_account,
        every=household_accounts.list_accounts,
        one=household_accounts.get_account,
        replace=household_accounts.replace_account,
        remove=household_accounts.close_account,
        view=saving_view,
    ),
    Collection(
        name="contribution",
        noun="Contribution",
        place=(HOUSEHOLD, "SavingsGUID", "TransactionGUID"),
        take=lambda request: partial(saving_reading.contribution, saving_reading.contribution_body(request)),
        add=contributions.create_contribution,
        every=_in_one(contributions.list_contributions),
        one=contributions.get_contribution,
        replace=contributions.replace_contribution,
        remove=contributions.delete_contribution,
        view=contribution_view,
    ),
)
