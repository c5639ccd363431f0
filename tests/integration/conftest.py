"""The product over a fresh table, on the day of the published samples."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import Engine
from tests.engines import connect
from tests.faults import Faults
from tests.product import Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def faults() -> Faults:
    """What is to go wrong with the calls of the product's client, which is then its own and may be watched."""
    return Faults()


@pytest.fixture
def product(
    request: pytest.FixtureRequest, engine: Engine, dynamodb: "DynamoDBClient", table_name: str
) -> Iterator[Product]:
    """All functions over one new table; it is 2027-01-10 10:00 in UTC."""
    now = datetime(2027, 1, 10, 10, tzinfo=UTC)
    if "faults" not in request.fixturenames:
        yield Product(dynamodb, table_name, now)
        return
    client = connect(engine.endpoint)
    request.getfixturevalue("faults").watch(client)
    yield Product(client, table_name, now)
    client.close()


@pytest.fixture
def audited(product: Product) -> Iterator[None]:
    """Hold the whole table against the design's invariants when the test is over."""
    yield
    product.audit()


@pytest.fixture
def household(product: Product) -> dict[str, Any]:
    """Anna's household in London, in pounds."""
    return product.household()


@pytest.fixture
def account(product: Product, household: dict[str, Any]) -> str:
    """Anna's savings account with 5000.00 in it."""
    return product.account(household)
