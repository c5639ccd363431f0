"""The table of routes: each operation is served by its function and no other, and answers as it is documented."""

import re
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from pydantic_core import SchemaValidator

from actions import ledger_routes
from actions import routes as action_routes
from contract.errors import refusals
from contract.examples import BODIES
from contract.openapi import answer_of, body_of
from contract.validators import models_of
from goals import routes as goal_routes
from goals import savings_routes
from households import collection_routes
from households import routes as household_routes
from notifications import routes as notification_routes
from savings.api import bodies
from savings.api.answers import Answer as Saved
from savings.api.app import App, Request
from savings.api.contract import ROUTES, Family, Route
from savings.config import Settings
from savings.domain.tenant import Tenant
from savings.runtime import Runtime
from tests.integration.api.every_operation import QUERIES, Everything
from tests.product import ANNA, CLIENT, Answer, Context, Product
from webhooks import routes as webhook_routes

MODULES: dict[str, tuple[ModuleType, ...]] = {
    "goals": (goal_routes, savings_routes),
    "notifications": (notification_routes,),
    "actions": (action_routes, ledger_routes),
    "households": (household_routes, collection_routes),
    "webhooks": (webhook_routes,),
}
READING_POSTS = {"preview_goal", "preview_change"}
KEYS = {"get_webhook_keys"}
"""What is read by those alone who may write: whoever has a key can sign."""
WITHOUT_BODY = {"rotate_webhook", "test_webhook", "enable_webhook"}


def app_of(function: str) -> App:
    app = App(Runtime(Settings()), function)
    for module in MODULES[function]:
        module.register(app)
    return app


@pytest.mark.parametrize("function", MODULES)
def test_a_function_serves_its_operations_and_no_other(function: str) -> None:
    expected = {route.operation for route in ROUTES if route.function == function}
    assert set(app_of(function).operations) == expected


@pytest.mark.parametrize("function", MODULES)
def test_no_function_can_register_another_functions_operation(function: str) -> None:
    app = App(Runtime(Settings()), function)
    for route in ROUTES:
        if route.function != function:
            with pytest.raises(KeyError):
                app.operation(route.operation)


def test_every_route_belongs_to_a_function() -> None:
    assert {route.function for route in ROUTES} == set(MODULES)


def test_operations_and_places_are_unique() -> None:
    assert len({route.operation for route in ROUTES}) == len(ROUTES)
    assert len({route.key for route in ROUTES}) == len(ROUTES)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_route_asks_for_the_scope_of_what_it_does(route: Route) -> None:
    reads = (route.method == "GET" or route.operation in READING_POSTS) and route.operation not in KEYS
    area = route.function if route.function in {"households", "webhooks"} else "goals"
    if route.family is Family.LEDGER and not reads:
        area = "ledger"
    assert route.scope == f"savings/{area}.{'read' if reads else 'write'}"


@pytest.mark.parametrize("function", MODULES)
def test_the_gateways_route_key_reaches_its_own_operation(function: str) -> None:
    routes = [route for route in ROUTES if route.function == function]
    reached: list[str] = []
    runtime = Runtime(Settings())
    vars(runtime)["directory"] = SimpleNamespace(tenant_of=Tenant)
    app = App(runtime, function)

    def reach(name: str, _: Request) -> Saved:
        reached.append(name)
        return Saved(204)

    for route in routes:
        app.operation(route.operation)(partial(reach, route.operation))
    for route in routes:
        event = {
            "routeKey": route.key,
            "rawPath": route.path,
            "headers": {"x-client-id": CLIENT, "x-customer-id": ANNA},
            "requestContext": {
                "requestId": "Rq5XkhGFDoEEJFw=",
                "authorizer": {"jwt": {"claims": {"sub": CLIENT, "client_id": CLIENT}, "scopes": [route.scope]}},
            },
        }
        assert app.handler(event, Context())["statusCode"] == 204
    assert reached == [route.operation for route in routes]


def test_a_parameter_that_a_route_does_not_read_is_refused(product: Product) -> None:
    home = product.household()["HouseholdGUID"]  # nobody hears of a parameter of a household that is not theirs
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "7", route.path.replace("{HouseholdGUID}", home))
        answer = product.refused(route.method, path, {}, query={"colour": "blue", "rank": "1"})
        assert answer.status == (422 if route.family is Family.HOUSEHOLDS else 400), route.key
        assert list(answer.said) == ["colour", "rank"], route.key


REFUSED: dict[int, dict[str, Any]] = {
    404: {},
    413: {"raw": "x" * 300_000, "headers": {"Idempotency-Key": "k"}},
}
"""Options of calls that are refused with a status by every route that documents it; `callers` walks the others."""


@pytest.mark.parametrize("status", REFUSED)
def test_every_route_refuses_as_its_row_says(product: Product, status: int) -> None:
    home = product.household()["HouseholdGUID"] if status != 404 else "7"
    for route in ROUTES:
        path = re.sub(r"\{\w+\}", "7", route.path.replace("{HouseholdGUID}", home))
        body = BODIES.get(route.operation)
        options = {"customer": None} if "userId" in str(body) else {}
        query = QUERIES.get(route.operation)
        answer = product.call(route.method, path, body, query=query, **{**options, **REFUSED[status]})
        assert (answer.status == status) == (status in refusals(route)), (route.key, answer)


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_the_models_that_a_route_names_are_there(route: Route) -> None:
    assert (answer_of(route) is None) == (route.status == 204)
    assert (body_of(route) is None) == (route.method in {"GET", "DELETE"} or route.operation in WITHOUT_BODY)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The models with which bodies were read."""
    heard: list[str] = []
    validator = bodies.validator

    def hear(model: str) -> SchemaValidator:
        heard.append(model)
        return validator(model)

    monkeypatch.setattr(bodies, "validator", hear)
    return heard


@pytest.mark.usefixtures("validators")
def test_every_operation_answers_as_it_is_documented(product: Product, read: list[str]) -> None:
    everything = Everything(product)
    before = product.items()
    for route in ROUTES:
        read.clear()
        body, query = everything.body(route, ANNA), QUERIES.get(route.operation)
        customer = None if route.family is Family.HOUSEHOLDS else ANNA  # Anna is in one household only
        answer = product.call(route.method, everything.path(route), body, query=query, customer=customer)
        assert answer.status == route.status, answer.body
        assert set(read) <= models_of(route).keys()
        assert bool(read) == (route.body is not None)
        if isinstance(answer.body, dict) and "operation_id" in answer.body:
            assert answer.body["operation_id"] == route.operation
        assert ("Location" in answer.headers) == (route.status == 201)
        if location := answer.headers.get("Location"):
            assert _made(product.call("GET", location, customer=customer)) == _made(answer)
        product.put_back(before)


def _made(answer: Answer) -> Any:
    """Return what was made, or read again, without the name of the operation."""
    assert answer.status in (200, 201), answer.body
    return {name: member for name, member in answer.body.items() if name != "operation_id"}
