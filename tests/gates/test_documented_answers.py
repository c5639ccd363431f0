"""What the document says can come does come: each refusal of each operation; what comes is held to it everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from contract.errors import GATEWAY, refusals
from contract.operations import OPERATIONS
from local import gateway
from savings.api.contract import ROUTES, Family, Route
from savings.domain.tenant import Tenant, Terms
from savings.domain.webhook import MOST_OF_TENANT
from savings.dynamodb.transport import ServiceError
from savings.store import tenants, webhooks
from savings.store.tenants import KNOWN_FOR
from tests.answers import is_documented
from tests.faults import THROTTLED
from tests.integration.api.every_operation import QUERIES, Everything
from tests.product import ANNA, CLIENT, OTHER_APP, TENANTS, Answer, Listener, Product, onboard

SUSPENDED = "late-app"
CONFLICT = 409
"""Depends on the state of things, which `CONFLICTS` bring about."""

KEY_REUSED = 422
KEY = {"Idempotency-Key": "one"}
UNKNOWN_PARAMETER = {"query": {"colour": "blue"}}
REFUSED: Mapping[int, Mapping[str, Any]] = {
    400: UNKNOWN_PARAMETER,
    401: {"headers": {"X-Client-Id": "other-app"}},
    403: {"claims": {"sub": SUSPENDED, "client_id": SUSPENDED}, "headers": {"X-Client-Id": SUSPENDED}},
    404: OTHER_APP,
    413: {"raw": " " * 300_000, "headers": KEY},
    KEY_REUSED: {"raw": '{"another": 1}', "headers": KEY},
}
"""How a call is refused with a status, but for what households have their own way for."""
OF_HOUSEHOLDS: Mapping[tuple[Family, int], Mapping[str, Any]] = {
    (Family.HOUSEHOLDS, 400): {"customer": "nobody"},
    (Family.HOUSEHOLDS, 422): UNKNOWN_PARAMETER,
}
FAULTS: Mapping[int, Callable[[], Exception]] = {
    500: ZeroDivisionError,
    503: lambda: ServiceError("GetItem", 400, {"Error": {"Code": THROTTLED}}),
}


class Walk:
    """Calls operations so that they are refused with a status."""

    def __init__(self, product: Product) -> None:
        onboard(product.table, Tenant(SUSPENDED, clients=frozenset({SUSPENDED}), is_suspended=True))
        self.product, self.everything = product, Everything(product)
        self.before = product.items()
        self.fault: Callable[[], Exception] | None = None
        product.wire.asked.append(self._fail)

    def refused(self, route: Route, status: int) -> Answer:
        """Call an operation so that its answer should have the status."""
        if status in FAULTS:
            return self._failing(route, FAULTS[status])
        if (route.family, status) in OF_HOUSEHOLDS:
            return self.call(route, **OF_HOUSEHOLDS[route.family, status])
        if status == KEY_REUSED:
            self.call(route, headers=KEY)
        return self.call(route, **REFUSED[status])

    def _failing(self, route: Route, fault: Callable[[], Exception]) -> Answer:
        self.fault = fault
        try:
            return self.call(route)
        finally:
            self.fault = None

    def _fail(self, _: str, __: dict[str, Any]) -> None:
        if self.fault is not None:
            raise self.fault()

    def call(self, route: Route, **options: Any) -> Answer:
        """Call an operation as it is taken from Anna, but for the options."""
        customer = None if route.family is Family.HOUSEHOLDS else ANNA
        body = self.everything.body(route, ANNA)
        options = {"body": body, "customer": customer, "query": QUERIES.get(route.operation), **options}
        return self.product.call(route.method, self.everything.path(route), **options)


def has_no_room(walk: Walk, _: Route) -> None:
    """Have the tenant allow one household and one open goal, which are there."""
    terms = Terms(households=1, open_goals=1)
    onboard(walk.product.table, replace(TENANTS[0], terms=terms))
    walk.product.table.write([tenants.set_household_count(CLIENT, 1)])
    walk.product.clock.forward(seconds=KNOWN_FOR.seconds)


def has_ended(walk: Walk, _: Route) -> None:
    """Have the goals end, and the savings goal archived."""
    walk.product.close_all(until="2029-01-01T00:00:00Z")
    assert walk.product.call("DELETE", f"/goals/v1/savings/{walk.everything.goal}").status == 204


def was_done(walk: Walk, route: Route) -> None:
    """Do it once."""
    assert walk.call(route).status == 201


def was_done_otherwise(walk: Walk, route: Route) -> None:
    """Do it once, with another external id where that need not be new, else with another amount."""
    other = {
        "report_transaction": walk.everything.body(route, ANNA)["transaction"] | {"amountCents": 1},
        "reverse_transaction": {"externalId": "another"},
    }
    assert walk.call(route, body={"transaction": other[route.operation]}).status == 201


def is_full(walk: Walk, route: Route) -> None:
    """Register as many webhooks as there may be; one is there."""
    for _ in range(MOST_OF_TENANT - 1):
        was_done(walk, route)


def is_disabled(walk: Walk, _: Route) -> None:
    """Have the webhook disabled."""
    [webhook] = webhooks.load_all(walk.product.table, CLIENT)
    walk.product.table.write([webhooks.disable(webhook, "failing")])


CONFLICTS: Mapping[str, Callable[[Walk, Route], None]] = {
    "create_goal": has_no_room,
    "update_goal": has_ended,
    "cancel_goal": has_ended,
    "goals_v1_savings_post": has_no_room,
    "create_household": has_no_room,
    "report_transaction": was_done_otherwise,
    "reverse_transaction": was_done_otherwise,
    "make_performance": was_done,
    "create_webhook": is_full,
    "rotate_webhook": was_done,
    "test_webhook": is_disabled,
}
"""How each operation that may conflict comes to it."""


def test_each_documented_refusal_of_each_operation_comes(product: Product) -> None:
    walk = Walk(product)
    other = {}
    for route in ROUTES:
        for status in refusals(route) - {CONFLICT}:
            answer = walk.refused(route, status)
            product.put_back(walk.before)
            if answer.status != status:
                other[route.operation, status] = answer.status
    assert other == {}


@pytest.mark.parametrize("route", [route for route in ROUTES if route.may_conflict], ids=lambda route: route.operation)
def test_an_operation_that_may_conflict_does(product: Product, route: Route) -> None:
    walk = Walk(product)
    CONFLICTS[route.operation](walk, route)
    with product.unchanged():
        assert walk.call(route).status == CONFLICT


@pytest.mark.parametrize("status", GATEWAY)
def test_the_gateways_own_bodies_are_documented_for_every_operation(status: int) -> None:
    refusal = gateway._refusal(status, "Rq5XkhGFDoEEJFw=")
    for route in ROUTES:
        is_documented(route, status, refusal.headers, bytes(refusal.body).decode())


def test_what_an_operation_publishes_at_once_is_what_its_purpose_names(product: Product) -> None:
    everything, others = Everything(product), {}
    before = product.items()
    for route in ROUTES:
        if route.only_reads:
            continue
        listener = Listener(product)
        listener.listen()
        customer = None if route.family is Family.HOUSEHOLDS else ANNA
        product.call(route.method, everything.path(route), everything.body(route, ANNA), customer=customer)
        names = {event.name for event in listener.listen()}
        if not names <= set(OPERATIONS[route.operation].events):
            others[route.operation] = names
        product.put_back(before)
    assert others == {}
