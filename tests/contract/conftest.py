"""The product over a fresh table, as the integration tests have it."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from tests.product import Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def product(dynamodb: "DynamoDBClient", table_name: str) -> Product:
    """All functions over one new table; it is 2027-01-10 10:00 in UTC."""
    return Product(dynamodb, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
