"""A restore, rehearsed: the service goes on from a copy of its table as of an instant, and everything adds up.

The engine has no point-in-time recovery. What AWS restores is made here as AWS says that it is: all items of the
instant, notes included, in a table whose stream is switched on afterwards.
"""

from base64 import b64decode
from collections.abc import Iterator
from typing import Any

import pytest

from operations import audit, rebuild
from operations.table import AtTable
from savings.config import Settings
from savings.ids import number_in
from savings.store.schema import TABLE
from tests import stream
from tests.integration.ledger.books import Books, deposit
from tests.product import ANNA, BEN, CLIENT, TENANTS, Product, onboard

NEW = "savings-goals-restored"


@pytest.fixture
def restored(product: Product) -> Iterator[Product]:
    """The product on the copy of its table; the copy is made by `restore`."""
    yield Product(product.client, NEW, product.clock.instant, onboarded=())
    product.client.delete_table(TableName=NEW)


def restore(product: Product, restored: Product, items: list[dict[str, Any]]) -> None:
    """Make a table of these items, and only then its stream."""
    product.client.create_table(
        TableName=NEW, **{name: of for name, of in TABLE.items() if name != "StreamSpecification"}
    )
    for item in items:
        put(product, NEW, item)
    for tenant in TENANTS:
        onboard(restored.table, tenant)
    product.client.update_table(TableName=NEW, StreamSpecification=TABLE["StreamSpecification"])
    restored.clock.instant = product.clock.instant


def put(product: Product, table: str, item: dict[str, Any]) -> None:
    """Put an item as it was read: bytes come in base64."""
    sent = {name: {"B": b64decode(of["B"])} if "B" in of else of for name, of in item.items()}
    product.client.put_item(TableName=table, Item=sent)


def proven(product: Product) -> int:
    def world(table: str, _: int) -> AtTable:
        return AtTable(Settings(table_name=table), product.clock, sleep=lambda _: None, rate=10**9)

    return audit.main(["--table", product.table_name], world)


def test_the_service_goes_on_from_the_instant(product: Product, restored: Product, account: str) -> None:
    goal = product.savings_goal(account, target_date="2027-06-30", target_amount={"value": "600"})
    product.record(goal, "150")
    Books(product).report(deposit(account, 20_00))
    heads = heads_of(product)
    items = product.items()

    # What comes after that instant is lost: it is in no item, and partners have heard of it.
    product.clock.forward(minutes=5)
    product.record(goal, "40", headers={"Idempotency-Key": "lost"})
    product.savings_goal(account)
    restore(product, restored, items)

    assert proven(restored) == 0
    assert stream.events(restored.client, NEW) == []
    assert restored.items() == items
    # A request from before, which was lost, is done when it is sent again; what is due is closed; money moves.
    again = restored.record(goal, "40", headers={"Idempotency-Key": "lost"})
    assert (again.status, "Idempotency-Replayed" in again.headers) == (201, False)
    restored.close_all(until="2027-03-01T00:00:00Z")
    Books(restored).report(deposit(account, 9_00))
    restored.audit()
    assert proven(restored) == 0
    said = stream.events(restored.client, NEW)
    for event in said:
        assert event.sequence == heads.get(event.subject, 0) + 1, event
        heads[event.subject] = event.sequence
    assert {"action.created", "goal.period.closed", "account.balance.changed"} <= {event.name for event in said}


def heads_of(product: Product) -> dict[str, int]:
    """The last sequence of each subject that was published."""
    return {event.subject: event.sequence for event in stream.events(product.client, product.table_name)}


def test_a_household_that_was_copied_back_by_itself_adds_up_and_says_nothing_again(
    product: Product, restored: Product, household: dict[str, Any], account: str
) -> None:
    """As the book says it: all items of the household and its people, without their notes, and none that came later."""
    goal = product.savings_goal(account)
    product.record(goal, "150")
    other = product.account(product.household(BEN))
    restore(product, restored, product.items())
    partitions = f"T#{CLIENT}#H#{household['HouseholdGUID']}", f"T#{CLIENT}#C#{ANNA}"

    product.clock.forward(days=40)
    product.record(goal, "40")
    product.savings_goal(account)
    spared = product.call("GET", f"/accounts/{other}", customer=BEN).body
    before = len(stream.events(product.client, product.table_name))
    for item in product.items():
        if item["PK"]["S"] in partitions:
            product.client.delete_item(TableName=product.table_name, Key={"PK": item["PK"], "SK": item["SK"]})
    for item in restored.items():
        if item["PK"]["S"] in partitions:
            put(product, product.table_name, {name: of for name, of in item.items() if name != "note"})

    assert len(stream.events(product.client, product.table_name)) == before
    assert proven(product) == 0
    product.audit()
    assert product.call("GET", f"/accounts/{other}", customer=BEN).body == spared
    product.close_all()
    assert product.record(goal, "5").status == 201
    product.audit()


def test_a_counter_that_was_wrong_at_the_instant_is_found_and_made_again(
    product: Product, restored: Product, account: str
) -> None:
    """A restore brings back what was there; the audit says what did not add up then."""
    goal = product.savings_goal(account)
    product.record(goal, "150")
    (item,) = [item for item in product.items() if item["SK"]["S"] == f"GOAL#{number_in(goal):016d}"]
    item["am"]["N"] = "15001"
    product.client.put_item(TableName=product.table_name, Item=item)
    restore(product, restored, product.items())
    assert proven(restored) == 1
    place = ("--table", NEW, "--tenant", CLIENT, "--customer", ANNA, "--goal", goal)
    assert rebuild.main([*place, "--account", "--write"], lambda _: restored.runtime) == 0
    assert proven(restored) == 0
    restored.audit()
