"""The product over a fresh table, on the day of the published samples."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tests.faults import Faults
from tests.product import Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def faults() -> Faults:
    """What is to go wrong with the calls of the product's client, which is then its own and may be watched."""
    return Faults()


@pytest.fixture
def product(request: pytest.FixtureRequest, dynamodb: "DynamoDBClient", table_name: str) -> Product:
    """All functions over one new table; it is 2027-01-10 10:00 in UTC."""
    made = Product(dynamodb, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    if "faults" in request.fixturenames:
        request.getfixturevalue("faults").watch(made.wire)
    return made


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
