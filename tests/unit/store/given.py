"""What the store's unit tests start from, and DynamoDB's own rules for the size of an item."""

from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from savings.domain.account import Account
from savings.domain.goal import Goal
from savings.dynamodb.values import unmarshal
from savings.store.table import NEW, Item, put
from tests.unit.domain.given import three_months

AT: Final = datetime(2027, 1, 10, 10, tzinfo=UTC)
HOUSEHOLD: Final = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
CUSTOMER: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
PARTNER: Final = "7c0f2e55-0b7b-4c3a-9d54-0f6d1c6b2a11"


def a_goal(**fields: Any) -> Goal:
    """Return a savings goal over three months with some fields set."""
    return replace(three_months().goal, **fields)


def an_account(**fields: Any) -> Account:
    """Return an account with some fields set."""
    values: dict[str, Any] = {
        "number": 7 * 2**12,
        "tenant": "bank",
        "household": HOUSEHOLD,
        "owner": CUSTOMER,
        "savings_type": 2,
        "currency": "GBP",
        "balance": 5000_00,
        "residual": 4000_00,
        "value_date": date(2027, 1, 10),
        "created_at": AT,
    }
    return Account(**{**values, **fields})


def stored(item: Item) -> Item:
    """Return an item as the table has it after it was put."""
    return unmarshal(put(item, NEW).arguments["Item"])


def size_of(item: Mapping[str, Any]) -> int:
    """Return the bytes that DynamoDB counts for an item: its attribute names and values in UTF-8."""
    return sum(len(name.encode()) + _size(value) for name, value in item.items())


def _size(value: object) -> int:
    match value:
        case bool() | None:
            return 1
        case int():
            digits = str(abs(value)).rstrip("0")
            return (len(digits) + 1) // 2 + 1 + (value < 0)
        case str():
            return len(value.encode())
        case bytes():
            return len(value)
        case Set():
            return sum(_size(member) for member in value)
        case Mapping():
            return 3 + sum(1 + len(name.encode()) + _size(member) for name, member in value.items())
        case list():
            return 3 + sum(1 + _size(member) for member in value)
        case _:
            raise TypeError(f"no size for {type(value)}")
