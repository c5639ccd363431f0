"""Items of other shapes than today's in the table: what a write makes of them, on real expressions."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from local.engine import Engine
from savings.correlation import serve
from savings.domain.account import Account, Details
from savings.domain.actions import Action, Direction
from savings.domain.facts import AccountOpened
from savings.domain.goal import advance
from savings.domain.notes import note, read_note
from savings.domain.notification import Channel, Preferences
from savings.dynamodb.values import marshal
from savings.store import accounts, goals, idempotency, keys, notifications
from savings.store.account_items import account_item
from savings.store.references import reference_writes
from savings.store.shapes import NUMBER
from savings.store.table import NEW, ConditionFailed, Contended, Item, Key, Table, put, update
from tests.faults import Faults
from tests.unit.domain.given import three_months
from tests.unit.store.given import CUSTOMER, a_goal, an_account, stored
from tests.versions import ADDED, tomorrow
from tests.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

pytestmark = pytest.mark.every_engine

NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
ACCOUNT = an_account(is_default=False)
OTHER = an_account(number=8 * 2**12)
GOAL = a_goal()
GOAL_KEY = keys.goal(GOAL.tenant, GOAL.customer, GOAL.id)
SEEN = "balance = :seen"


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def table(engine: Engine, table_name: str, faults: Faults) -> Table:
    wire = Wire(engine.endpoint)
    faults.watch(wire)
    return Table(wire, table_name)


@pytest.fixture
def old(dynamodb: "DynamoDBClient", table_name: str) -> Item:
    """An account of before contributions, with what it published last."""
    return put_old(dynamodb, table_name, ACCOUNT)


def put_old(dynamodb: "DynamoDBClient", table_name: str, account: Account) -> Item:
    item = stored(account_item(account, note(NOW, (AccountOpened(),))))
    item = {name: value for name, value in item.items() if name not in {"contributions", NUMBER}}
    dynamodb.put_item(TableName=table_name, Item=marshal(item))
    return item


def place(account: Account) -> Key:
    return keys.account(account.tenant, account.household, account.number)


def raw(table: Table, key: Key) -> dict[str, Any]:
    """The item as it is in the table, whatever its shape."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("savings.store.shapes.today", lambda item: item)
        return table.get(key) or {}


def of_tomorrow(table: Table, item: Mapping[str, Any]) -> dict[str, Any]:
    """Have the next version put an item, and return it."""
    with tomorrow():
        table.write([put(item, NEW)])
    return raw(table, (item["PK"], item["SK"]))


def test_an_older_item_is_read_in_todays_shape_and_stays_as_it_is(table: Table, old: Item) -> None:
    assert accounts.load(table, place(ACCOUNT)) == ACCOUNT
    assert raw(table, place(ACCOUNT)) == old


def test_an_update_brings_an_older_item_to_todays_shape_first(table: Table, faults: Faults, old: Item) -> None:
    """Its expression counts on an attribute that the older item lacks."""
    table.write([accounts.plan_into(ACCOUNT, 1)])
    expected = {name: value for name, value in old.items() if name != "note"}
    assert raw(table, place(ACCOUNT)) == {**expected, "contributions": 1, NUMBER: 2}
    assert faults.calls[:3] == ["UpdateItem"] * 3
    faults.calls.clear()
    table.write([accounts.plan_into(ACCOUNT, 1)])
    assert faults.calls == ["UpdateItem"]


def test_several_older_items_of_one_transaction_are_brought_to_todays_shape(
    table: Table, dynamodb: "DynamoDBClient", table_name: str, old: Item
) -> None:
    put_old(dynamodb, table_name, OTHER)
    table.write([accounts.plan_into(ACCOUNT, 1), *reference_writes([], [place(OTHER)])])
    assert raw(table, place(ACCOUNT))["contributions"] == 1
    assert (raw(table, place(OTHER))["contributions"], raw(table, place(OTHER))["uses"]) == (0, 1)
    assert raw(table, place(OTHER))[NUMBER] == 2


def test_an_older_item_that_changes_meanwhile_is_not_brought_to_todays_shape_from_what_it_was(
    table: Table, faults: Faults, dynamodb: "DynamoDBClient", table_name: str, old: Item
) -> None:
    def move() -> None:
        dynamodb.put_item(TableName=table_name, Item=marshal({**old, "balance": 1}))

    faults.meanwhile("UpdateItem", lambda: None)
    faults.meanwhile("UpdateItem", move)
    with pytest.raises(Contended):
        table.write([accounts.plan_into(ACCOUNT, 1)])
    assert raw(table, place(ACCOUNT)) == {**old, "balance": 1}


def test_an_older_item_that_another_brings_to_todays_shape_meanwhile_keeps_what_that_one_wrote(
    table: Table, faults: Faults, engine: Engine, dynamodb: "DynamoDBClient", table_name: str, old: Item
) -> None:
    silent = {name: value for name, value in old.items() if name != "note"}
    dynamodb.put_item(TableName=table_name, Item=marshal(silent))
    other = Table(Wire(engine.endpoint), table_name)
    faults.meanwhile("UpdateItem", lambda: None)
    faults.meanwhile("UpdateItem", lambda: other.write([accounts.plan_into(ACCOUNT, 1)]))
    with pytest.raises(Contended):
        table.write([accounts.plan_into(ACCOUNT, 1)])
    assert raw(table, place(ACCOUNT))["contributions"] == 1


def test_when_nothing_says_whether_an_item_was_brought_to_todays_shape_the_write_may_be_tried_again(
    table: Table, faults: Faults, old: Item
) -> None:
    faults.meanwhile("UpdateItem", lambda: None)
    faults.lose("UpdateItem", "InternalServerError")
    with pytest.raises(Contended):
        table.write([accounts.plan_into(ACCOUNT, 1)])
    table.write([accounts.plan_into(ACCOUNT, 1)])
    assert raw(table, place(ACCOUNT))["contributions"] == 1


def test_a_condition_that_an_older_item_does_not_meet_refuses_as_ever(table: Table, old: Item) -> None:
    with pytest.raises(ConditionFailed) as failed:
        table.write([update(place(ACCOUNT), "SET balance = :seen", SEEN, {":seen": 7})])
    assert failed.value.met[place(ACCOUNT)]["contributions"] == 0


def test_a_whole_item_put_over_an_older_one_has_todays_shape_at_once(
    table: Table, faults: Faults, dynamodb: "DynamoDBClient", table_name: str, old: Item
) -> None:
    table.write([put(account_item(ACCOUNT, "note"), SEEN, {":seen": ACCOUNT.balance})])
    assert faults.calls == ["PutItem"]
    assert raw(table, place(ACCOUNT)).items() >= stored(keys.item(place(ACCOUNT), contributions=0)).items()
    assert raw(table, place(ACCOUNT)).keys() == stored(account_item(ACCOUNT, "note")).keys()


def test_a_whole_item_put_over_a_newer_one_keeps_its_number_and_what_is_not_known(table: Table) -> None:
    """What today's shape has not any more goes: a deadline that is over, a note that was published."""
    goals_texts = Details("Rainy days", 4096, "{}", CUSTOMER, 8192)
    key = keys.account_details(ACCOUNT.tenant, ACCOUNT.household, ACCOUNT.number)
    of_tomorrow(table, keys.item(key, **_details(goals_texts)))
    table.write([put(keys.item(key, **_details(Details("Car"))), "attribute_exists(PK)")])
    kept = {"PK": key[0], "SK": key[1], "description": "Car", ADDED: "with the item", NUMBER: 2}
    assert raw(table, key) == kept


def _details(details: Details) -> dict[str, Any]:
    return {"description": details.description, "dependant": details.dependant, "extras": details.extras}


def test_a_goal_of_a_newer_shape_closes_its_periods_and_keeps_what_is_not_known(table: Table) -> None:
    with tomorrow():
        table.write(goals.insert(three_months()))
    [closed] = advance(GOAL, datetime(2027, 2, 1, tzinfo=UTC))
    serve("the-close")
    table.write(goals.save(closed))
    found = raw(table, GOAL_KEY)
    assert (found["cl"], found["version"]) == (1, closed.goal.version)
    assert (found[ADDED], found[NUMBER]) == ("with the item", 2)
    assert read_note(found["note"])[2] == "the-close"
    assert goals.load(table, GOAL.tenant, GOAL.customer, GOAL.id) == closed.goal
    again = goals.save(closed)
    with pytest.raises(ConditionFailed):
        table.write(again)


def test_one_transaction_keeps_what_is_not_known_of_newer_items_and_brings_older_ones_up(
    table: Table, old: Item
) -> None:
    with tomorrow():
        table.write(goals.insert(three_months()))
    [change] = advance(GOAL, datetime(2027, 2, 1, tzinfo=UTC))
    table.write([accounts.plan_into(ACCOUNT, 1), *goals.save(change)])
    assert (raw(table, GOAL_KEY)[ADDED], raw(table, GOAL_KEY)["cl"]) == ("with the item", 1)
    assert (raw(table, place(ACCOUNT))[NUMBER], raw(table, place(ACCOUNT))["contributions"]) == (2, 1)


def test_an_update_of_a_newer_item_is_one_call_and_lowers_no_number(table: Table, faults: Faults) -> None:
    of_tomorrow(table, account_item(ACCOUNT, "note"))
    faults.calls.clear()
    table.write([accounts.plan_into(ACCOUNT, 1)])
    assert faults.calls == ["UpdateItem"]
    found = raw(table, place(ACCOUNT))
    assert (found["contributions"], found[ADDED], found[NUMBER]) == (1, "with the item", 3)


def test_a_newer_item_that_a_new_one_collides_with_refuses_it_at_once(table: Table, faults: Faults) -> None:
    action = Action(9 * 2**12, 25_00, Direction.CREDIT, 0, NOW)
    with tomorrow():
        table.write([goals.insert_action(GOAL, action)])
    faults.calls.clear()
    with pytest.raises(ConditionFailed):
        table.write([goals.insert_action(GOAL, action)])
    assert faults.calls == ["PutItem"]


def test_an_update_that_makes_an_item_gives_it_its_number(table: Table) -> None:
    key = keys.preferences("bank", CUSTOMER)
    with tomorrow():
        table.write([notifications.stop_mail("bank", CUSTOMER, "bounce")])
        assert raw(table, key)[NUMBER] == 2
        table.write([notifications.stop_mail("bank", CUSTOMER, "complaint")])
    assert (raw(table, key)["mail_stopped"], raw(table, key)["version"]) == ("complaint", 2)


def test_an_update_that_may_make_an_item_brings_an_older_one_to_todays_shape(table: Table) -> None:
    chosen = Preferences({"goal.achieved": Channel.INBOX}, "de", version=1)
    table.write([notifications.save_preferences("bank", CUSTOMER, "Europe/London", chosen, None)])
    with tomorrow():
        table.write([notifications.stop_mail("bank", CUSTOMER, "bounce")])
    found = raw(table, keys.preferences("bank", CUSTOMER))
    assert (found[ADDED], found[NUMBER], found["language"], found["version"]) == ("later", 2, "de", 2)


def test_an_answer_that_has_expired_is_replaced_as_a_whole_whatever_its_shape(table: Table) -> None:
    once = idempotency.once("bank", "demo-app", CUSTOMER, "POST /goals", "key", "{}")
    with tomorrow():
        table.write([idempotency.record(once, {"status": 201, "headers": {}}, NOW)])
    later = NOW + idempotency.LIFE
    table.write([idempotency.record(once, {"status": 200, "headers": {}}, later)])
    assert (raw(table, once.key)["status"], ADDED in raw(table, once.key)) == (200, False)
