"""What the document says can come does come: each refusal of each operation; what comes is held to it everywhere."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contract.errors import GATEWAY, refusals
from contract.operations import OPERATIONS
from local import gateway
from savings.api.contract import ROUTES, Family, Route
from savings.domain.tenant import Tenant
from savings.dynamodb.transport import ServiceError
from tests.answers import is_documented
from tests.faults import THROTTLED
from tests.integration.api.every_operation import QUERIES, Everything
from tests.product import ANNA, OTHER_APP, Answer, Listener, Product, onboard

SUSPENDED = "late-app"
STATES = 409
"""Depends on the state of one thing: tests of each such operation bring it about."""

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
            return self._call(route, **OF_HOUSEHOLDS[route.family, status])
        if status == KEY_REUSED:
            self._call(route, headers=KEY)
        return self._call(route, **REFUSED[status])

    def _failing(self, route: Route, fault: Callable[[], Exception]) -> Answer:
        self.fault = fault
        try:
            return self._call(route)
        finally:
            self.fault = None

    def _fail(self, _: str, __: dict[str, Any]) -> None:
        if self.fault is not None:
            raise self.fault()

    def _call(self, route: Route, **options: Any) -> Answer:
        customer = None if route.family is Family.HOUSEHOLDS else ANNA
        options = {"customer": customer, "query": QUERIES.get(route.operation), **options}
        return self.product.call(
            route.method, self.everything.path(route), self.everything.body(route, ANNA), **options
        )


def test_each_documented_refusal_of_each_operation_comes(product: Product) -> None:
    walk = Walk(product)
    other = {}
    for route in ROUTES:
        for status in refusals(route) - {STATES}:
            answer = walk.refused(route, status)
            product.put_back(walk.before)
            if answer.status != status:
                other[route.operation, status] = answer.status
    assert other == {}


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
