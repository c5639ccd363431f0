"""Every operation below a household: a scene that has one of each thing, and bodies that are accepted and refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from savings.api.contract import ROUTES, Route
from tests.integration.api.writes import Operation
from tests.integration.households.home import Home
from tests.product import Product, person

EVE: Final = "5b0e9d2c-6a0e-4c57-8f0f-0a4b7c1d2e3f"
"""A client on whom nothing depends."""

TO_PROJECT: Final = {"until": "2028-01-10"}

BELOW: Final = tuple(
    route for route in ROUTES if route.function == "households" and route.path.startswith("/api/v2/household/")
)
"""The routes below a household, and its own."""

READS: Final = tuple(route for route in BELOW if route.method == "GET")
CHANGES: Final = tuple(route for route in BELOW if route.method != "GET")


@dataclass(frozen=True)
class Scene:
    """A household, and what the variables of its paths may be: nothing depends on what they name."""

    home: Home
    names: dict[str, str]

    def path(self, route: Route, **others: str) -> str:
        """Return the route's path, with other names in place of the scene's own."""
        return route.path.format(**{**self.names, **others})


def a_scene(product: Product, home: Home, client: str = EVE) -> Scene:
    """Return the scene: Eve, a dependant and a life event that nobody needs, a saving with a contribution."""
    home.made("/clients", person(client, FirstName="Eve"))
    dependant = home.made("/dependants", person(FirstName="Dan"))["DependantGUID"]
    event = home.life_event("2040-06-01")
    saving = home.saving()
    product.clock.forward(seconds=1)  # ids of one instant meet
    names = {
        "HouseholdGUID": home.data["HouseholdGUID"],
        "ClientGUID": client,
        "DependantGUID": dependant,
        "EventGUID": event,
        "SavingsGUID": saving,
        "TransactionGUID": home.contribution(saving)["TransactionGUID"],
    }
    return Scene(home, {name: str(value) for name, value in names.items()})


def _event(label: str, **members: Any) -> dict[str, Any]:
    return {"EventLabel": label, "EventBasis": 1, "EventDate": "2041-06-01", **members}


def _settings(label: str, **members: Any) -> dict[str, Any]:
    return {"HouseholdLabel": label, "TimeZone": "Europe/London", "Currency": "GBP", **members}


_Bodies = tuple[Any, Any, Any]

BODIES: Final[dict[str, Callable[[Home], _Bodies]]] = {
    "replace_household": lambda _: (_settings("One"), _settings("Two"), _settings("One", Currency="EUR")),
    "create_client": lambda _: (person(FirstName="Fay"), person(FirstName="Gil"), person(DateOfBirth="2199-01-01")),
    "replace_client": lambda _: (person(FirstName="Fay"), person(FirstName="Gil"), person(DateOfBirth="2199-01-01")),
    "create_dependant": lambda _: (person(FirstName="Hal"), person(FirstName="Ida"), person(EVE[::-1])),
    "replace_dependant": lambda _: (person(FirstName="Hal"), person(FirstName="Ida"), person(EVE[::-1])),
    "create_life_event": lambda _: (_event("One"), _event("Two"), _event("One", EventDate="2020-01-01")),
    "replace_life_event": lambda _: (_event("One"), _event("Two"), _event("One", EventDate="2020-01-01")),
    "create_saving": lambda home: (
        home.saving_body(),
        home.saving_body(Value=9),
        home.saving_body(Value=-1),
    ),
    "replace_saving": lambda home: (
        home.saving_body(Value=3000),
        home.saving_body(Value=9),
        home.saving_body(Value=-1),
    ),
    "create_contribution": lambda home: (
        home.contribution_body(),
        home.contribution_body(Frequency=52),
        home.contribution_body(Frequency=5),
    ),
    "replace_contribution": lambda home: (
        home.contribution_body(Frequency=4),
        home.contribution_body(Frequency=52),
        home.contribution_body(Frequency=5),
    ),
}
"""A body that is accepted, another one, and one that breaks a rule, by operation; deletions have none."""


def operation_of(scene: Scene, name: str) -> Operation:
    """Return an operation that changes the scene's household, as a client app that names nobody sends it."""
    route = next(route for route in CHANGES if route.operation == name)
    body, other, broken = BODIES[name](scene.home) if name in BODIES else (None, None, None)
    return Operation(route.method, scene.path(route), body, other, broken, customer=None)
