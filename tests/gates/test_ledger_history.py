"""A long mixed history, reported twice: once calmly, once with repeats, reorderings, many senders at once and faults.

`LEDGER_HISTORY=10000` reports as many steps as the platform promises; the suite reports a few hundred.
"""

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from local.engine import Engine
from savings.store.schema import TABLE
from tests import stream
from tests.engines import connect
from tests.faults import Faults
from tests.gates.ledger_history import ACCOUNTS, HOLDERS, Bank, Drawn
from tests.product import ANNA, BEN, Product

START: Final = datetime(2027, 1, 10, 10, tzinfo=UTC)
STEPS: Final = int(os.environ.get("LEDGER_HISTORY", "600"))
SEED: Final = 4
STREAMED: Final = STEPS <= 1000
"""The engine's transactions take time in proportion to the length of its stream: long histories go without."""
UNSTREAMED: Final[dict[str, Any]] = {name: value for name, value in TABLE.items() if name != "StreamSpecification"}


@dataclass(frozen=True)
class World:
    """A family on a table of its own."""

    product: Product
    faults: Faults
    accounts: dict[str, str]


@pytest.fixture
def worlds(engine: Engine) -> Iterator[list[World]]:
    """Two families that differ in nothing, each on a new table."""
    client = connect(engine.endpoint)
    names = [f"ledger-history-{number}" for number in range(2)]
    made = []
    for name in names:
        client.create_table(TableName=name, **(TABLE if STREAMED else UNSTREAMED))
        faults = Faults()
        product = Product(client, name, START)
        faults.watch(product.wire)
        made.append(World(product, faults, open_accounts(product)))
    yield made
    for name in names:
        client.delete_table(TableName=name)
    client.close()


def open_accounts(product: Product) -> dict[str, str]:
    people = [
        {"ClientGUID": guid, "FirstName": name, "LastName": "Gray", "DateOfBirth": "1988-04-12"}
        for guid, name in ((ANNA, "Anna"), (BEN, "Ben"))
    ]
    household = product.household(Clients=people)
    opened = {}
    for name in ACCOUNTS:
        owner, *joint = HOLDERS[name]
        members = {"ClientGUID": owner} | ({"JointOwnerClientGUID": joint[0]} if joint else {})
        opened[name] = product.account(household, value=2000, **members)
    body = {"account": {"type": "Performance", "savingsId": opened["fund"]}}
    assert product.call("POST", "/accounts", body).status == 201
    return opened


def said(world: World, *, calm: bool) -> Bank:
    """Tell the history to a family, and let its days end."""
    bank = Bank(world.product, world.faults, world.accounts, calm, SEED)
    for batch in Drawn(SEED, START).steps(STEPS):
        bank.play(batch)
    world.product.close_all(shards=range(1))
    return bank


def figures(world: World, bank: Bank) -> dict[Any, Any]:
    """Every balance, residual, goal amount, period amount and status, by what made it."""
    product = world.product
    found: dict[Any, Any] = {}
    for name, account in world.accounts.items():
        shown = product.call("GET", f"/accounts/{account}", customer=HOLDERS[name][0]).body["account"]
        found[name] = shown["balanceCents"], shown["residualCents"]
    for number, customer, goal in bank.goals():
        shown = product.call("GET", f"/goals/{goal}", customer=customer).body
        periods = product.call("GET", f"/goals/{goal}/periods", customer=customer).body
        amounts = [period["current_amount"] for period in periods]
        found[number] = shown["status"], shown["current_amount"], amounts
    return found


def prove(world: World) -> int:
    """Every invariant of the table and of each goal by the product's own reckoning; return how many goals there are."""
    world.product.audit()
    count = 0
    for customer in (ANNA, BEN):
        for goal in world.product.call("GET", "/goals", customer=customer).body:
            report = world.product.call("GET", f"/goals/{goal['id']}/integrity", customer=customer).body
            assert [found for found in report["invariants"] if not found["holds"]] == [], goal
            count += 1
    return count


def test_a_history_reported_badly_ends_as_one_reported_well(
    worlds: list[World], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("savings.store.keys.SHARDS", 1)  # a sweep is then one query
    calm, disturbed = (said(world, calm=calm) for world, calm in zip(worlds, (True, False), strict=True))
    assert disturbed.statuses == calm.statuses
    well, badly = figures(worlds[0], calm), figures(worlds[1], disturbed)
    assert badly == well
    goals = [prove(world) for world in worlds]
    assert goals[0] == goals[1] > STEPS // 50
    for world in worlds if STREAMED else []:
        stream.prove_sequences(stream.events(world.product.client, world.product.table_name))
    taken = Counter(status < 300 for status in calm.statuses.values())
    assert taken[True] > STEPS * 0.4, taken
    assert disturbed.replayed > STEPS // 20
    assert disturbed.disturbed > STEPS // 20
