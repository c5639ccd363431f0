"""Items as they were written under older numbers are read from the table as what they stand for."""

from base64 import b64decode
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import Engine
from savings.domain.events import Event
from savings.store import accounts, contributions, goals, households, idempotency, keys, ledger, notifications
from savings.store.account_items import read_details
from savings.store.idempotency import Replayed
from savings.store.shapes import FIRST
from savings.store.stream import events_of
from savings.store.table import Key, Table
from tests.contract.frozen_items import examples
from tests.contract.test_frozen_items import NUMBERS
from tests.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.every_engine

TENANT = "bank"
ANNA = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
HOUSEHOLD = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
NOW = datetime(2027, 1, 5, 9, tzinfo=UTC)
NUMBERS_OF_TWO = (4096, 8192)


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    return Table(Wire(engine.endpoint), table_name)


def test_everything_is_read_from_older_items_as_from_those_of_today(
    table: Table, dynamodb: "DynamoDBClient", table_name: str
) -> None:
    latest = [item for kind, number in NUMBERS.items() for item in examples(kind, number)]
    _store(dynamodb, table_name, latest)
    expected = _everything(table)
    assert all(expected.values()), expected
    older = [item for kind in NUMBERS for item in examples(kind, FIRST)]
    _store(dynamodb, table_name, older)
    assert _everything(table) == expected


@pytest.mark.parametrize("kind", NUMBERS)
def test_a_note_on_an_older_item_is_published_as_on_that_of_today(kind: str) -> None:
    of_today = {(item["PK"]["S"], item["SK"]["S"]): _events(item) for item in examples(kind, NUMBERS[kind])}
    for item in examples(kind, FIRST):
        assert _events(item) == of_today[item["PK"]["S"], item["SK"]["S"]]
        assert bool(_events(item)) == ("note" in item)


def _everything(table: Table) -> dict[str, Any]:
    """What every read of the store makes of the items."""
    account = accounts.load(table, keys.account(TENANT, HOUSEHOLD, 4096))
    assert account is not None
    owned = keys.access(TENANT, ANNA, 4096)
    sent = idempotency.once(TENANT, "demo-app", ANNA, "POST /goals", "key", "{}")
    return {
        "household": households.load(table, TENANT, HOUSEHOLD),
        "listed": list(households.load_all(table, TENANT)),
        "open goals": households.load_open_goals(table, TENANT, ANNA),
        "accounts": [accounts.load(table, keys.account(TENANT, HOUSEHOLD, number)) for number in NUMBERS_OF_TWO],
        "details": read_details(table.get(keys.account_details(TENANT, HOUSEHOLD, 4096)) or {}),
        "access": accounts.read_access(table.get(owned) or {}),
        "entries": list(accounts.load_entries(table, account)),
        "contributions": [
            contributions.read(table.get(keys.contribution(TENANT, HOUSEHOLD, 4096, number)) or {})
            for number in NUMBERS_OF_TWO
        ],
        "goals": list(goals.load_all(table, TENANT, ANNA)),
        "periods": goals.load_periods(table, (TENANT, ANNA, 4096)),
        "actions": list(goals.load_actions(table, (TENANT, ANNA, 4096))),
        "transaction": ledger.load(table, TENANT, ANNA, 1),
        "claim": _kept(table, ledger.claim_key(TENANT, ANNA, "bank-1")),
        "preferences": notifications.load_preferences(table, TENANT, ANNA),
        "notifications": notifications.page(table, TENANT, ANNA, 9, None)[0],
        "answer": idempotency.look_up(table, sent, NOW),
    }


def _kept(table: Table, key: Key) -> Any:
    with pytest.raises(Replayed) as replayed:
        ledger.check_free(table.get(key), "{}")
    return replayed.value.kept


def _events(item: Mapping[str, Any]) -> list[Event]:
    return list(events_of({"dynamodb": {"NewImage": item}}))


def _store(dynamodb: "DynamoDBClient", table_name: str, items: list[Mapping[str, Any]]) -> None:
    for item in items:
        bytes_read = {name: {"B": b64decode(typed["B"])} for name, typed in item.items() if "B" in typed}
        dynamodb.put_item(TableName=table_name, Item={**item, **bytes_read})
