"""What each call of a household costs at most, and which of its reads do not wait for each other.

Nothing is due and nobody else writes. Only dynoxide reports capacity as AWS documents it.
"""

from datetime import UTC, datetime
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import DYNOXIDE, Engine
from tests.contract.household_costs import measured
from tests.integration.households.home import Home
from tests.product import Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

BUDGETS = {
    "GET a household": (1, 1, 0),
    "PUT a household": (2, 1, 4),
    "PUT a household in another zone: 6 accounts, 7 owners": (3, 2, 18),
    "GET clients, one, dependants, life events or their options": (1, 1, 0),
    "POST a client": (2, 1, 6),
    "PUT a client": (2, 1, 4),
    "DELETE a client": (2, 1, 6),
    "PUT a client with another date of birth: 10 contributions move": (3, 5, 26),
    "POST a dependant": (2, 1, 6),
    "PUT a dependant": (2, 1, 4),
    "DELETE a dependant": (2, 1, 6),
    "POST a life event": (2, 1, 4),
    "PUT a life event": (2, 1, 4),
    "DELETE a life event": (2, 1, 4),
    "PUT a life event on another date: 5 contributions move": (3, 5, 24),
    "GET the savings of a household": (2, 2, 0),
    "GET a saving": (2, 2, 0),
    "GET a saving's projection over 20 years": (2, 5, 0),
    "GET the options of savings or pensions": (1, 1, 0),
    "GET the options of contributions": (2, 2, 0),
    "POST a saving": (3, 2, 10),
    "POST a saving with joint owner and dependant under a key": (3, 2, 18),
    "the same POST again under its key": (3, 2, 0),
    "POST a saving with nothing in it": (3, 2, 8),
    "PUT a saving": (3, 2, 4),
    "PUT a saving with another value": (3, 2, 6),
    "PUT a saving with another owner": (5, 4, 14),
    "DELETE a saving": (4, 3, 8),
    "DELETE a saving with 4 contributions": (4, 3, 26),
    "GET a saving's contributions": (3, 3, 0),
    "GET a contribution": (3, 3, 0),
    "POST a contribution between dates": (3, 2, 5),
    "POST a contribution from a life event": (3, 2, 9),
    "POST a contribution from another saving under a key": (3, 2, 9),
    "PUT a contribution between dates": (4, 3, 1),
    "PUT a contribution from a life event instead": (4, 3, 10),
    "DELETE a contribution from a life event": (4, 3, 7),
    "GET the households of a tenant: 1": (1, 0.5, 0),
    "GET the household of a person": (2, 2, 0),
    "POST a household with two clients and a dependant": (1, 0, 20),
}
"""By call: calls to the table, read units and write units, at most."""


@pytest.fixture
def product(engine: Engine, dynamodb: "DynamoDBClient", table_name: str) -> Product:
    """All functions over one new table, with its meter."""
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    product = Product(dynamodb, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    product.meter.watch(product.wire)
    return product


def test_every_call_of_a_household_keeps_to_its_budget(product: Product) -> None:
    meter, spent = product.meter, {}
    for call in measured(product):
        spent[call.title] = (len(meter.calls), meter.read, meter.written)
    assert set(spent) == set(BUDGETS)
    over = {
        title: cost for title, cost in spent.items() if any(a > b for a, b in zip(cost, BUDGETS[title], strict=True))
    }
    assert not over


READS = {
    "/savings": 2,
    "/savings/{saving}": 2,
    "/savings/{saving}/projection": 2,
    "/savings/contributions/options": 2,
    "/savings/{saving}/contributions": 3,
    "/savings/{saving}/contributions/{contribution}": 3,
}
CHANGES: dict[tuple[str, str], int] = {
    ("POST", "/savings"): 2,
    ("PUT", "/savings/{saving}"): 2,
    ("DELETE", "/savings/{saving}"): 3,
    ("POST", "/savings/{saving}/contributions"): 2,
    ("PUT", "/savings/{saving}/contributions/{contribution}"): 3,
    ("DELETE", "/savings/{saving}/contributions/{contribution}"): 3,
}


@pytest.mark.parametrize(
    ("method", "path", "reads"),
    [*(("GET", *read) for read in READS.items()), *((*one, n) for one, n in CHANGES.items())],
)
def test_reads_of_one_request_are_one_round_trip(product: Product, method: str, path: str, reads: int) -> None:
    """None of them gets through before all have set out."""
    home = Home(product)
    saving = home.saving()
    product.clock.forward(seconds=1)
    contribution = home.contribution(saving, StartBasis=3, StartDate="2027-06-01")["TransactionGUID"]
    product.clock.forward(seconds=1)
    body: Any = None
    if method in ("POST", "PUT"):
        later = home.contribution_body(StartBasis=3, StartDate="2027-07-01")
        body = later if "contributions" in path else home.saving_body()
    meeting, asked = Barrier(reads, timeout=20), []

    def wait(operation: str, _: object) -> None:
        if operation in ("Query", "GetItem"):
            asked.append(operation)
            meeting.wait()

    product.wire.asked.append(wait)
    query = {"until": "2027-06-01"} if "projection" in path else None
    place = path.format(saving=saving, contribution=contribution)
    assert home.call(method, place, body, query=query).status in (200, 201)
    assert len(asked) == reads
