"""Households, people and life events survive the way into the table and back."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from savings.domain.dates import LifeEvent
from savings.domain.facts import HouseholdUpdated
from savings.domain.household import Client, Dependant, Household
from savings.domain.notes import read_note
from savings.dynamodb.values import marshal, unmarshal
from savings.store import households, keys
from savings.store.table import Write
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, PARTNER

BARE = Household(
    tenant="bank",
    guid=HOUSEHOLD,
    label="",
    zone="Europe/London",
    currency="GBP",
    locale="en_GB",
    finalising_days=2,
    created_at=AT,
    clients=(Client(CUSTOMER, "Anna", "Gray", date(1988, 4, 12)),),
)
FULL = replace(
    BARE,
    label="The Grays",
    clients=(Client(PARTNER, "Ben", "Gray", date(1990, 6, 30), "ben@example.com"), *BARE.clients),
    dependants=(Dependant(2**12, "Cleo", "Gray", date(2015, 9, 1), CUSTOMER),),
    viewers=frozenset({PARTNER}),
)
EVENTS = (
    LifeEvent(number=4096, label="Party", basis=1, day=date(2040, 6, 1), extras='{"EventType":3}'),
    LifeEvent(number=8192, label="Rest", basis=2, customer=CUSTOMER, age_years=67, age_months=0),
    LifeEvent(number=12288, label="Before", basis=3, linked=4096, offset_basis=1, offset_years=0, offset_months=6),
)


def items_of(writes: Iterable[Write]) -> list[dict[str, Any]]:
    """The items that the writes put."""
    return [unmarshal(write.arguments["Item"]) for write in writes]


@pytest.mark.parametrize("household", [BARE, FULL])
def test_a_household_comes_back_as_it_went(household: Household) -> None:
    items = items_of(households.insert(household, {}, AT))
    own = [item for item in items if item["PK"].endswith(HOUSEHOLD) and item["SK"].startswith(keys.HOUSEHOLD)]
    assert households.read_household(sorted(own, key=lambda item: str(item["SK"]))) == household


def test_people_come_back_in_the_order_in_which_they_came() -> None:
    """Keys are in the order of GUIDs; the household itself remembers another."""
    items = items_of(households.insert(FULL, {}, AT))
    own = [item for item in items if item["PK"].endswith(HOUSEHOLD)]
    for order in (own, own[::-1]):
        assert households.read_household(order).clients == FULL.clients


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.label)
def test_a_life_event_comes_back_as_it_went(event: LifeEvent) -> None:
    head = items_of(households.insert(BARE, {}, AT))
    write = households.insert_facts(
        keys.life_event("bank", HOUSEHOLD, event.number), households.life_event_facts(event)
    )
    item = unmarshal(marshal(items_of([write])[0]))
    assert households.read_household([*(one for one in head if one["PK"].endswith(HOUSEHOLD)), item]).life_events == (
        event,
    )


def test_what_depends_on_a_person_from_the_start_is_counted() -> None:
    items = items_of(households.insert(FULL, {keys.client("bank", HOUSEHOLD, CUSTOMER): 2}, AT))
    people = {item["SK"]: item.get("uses") for item in items if item["SK"].startswith("HOUSEHOLD#CLIENT#")}
    assert people == {f"HOUSEHOLD#CLIENT#{CUSTOMER}": 2, f"HOUSEHOLD#CLIENT#{PARTNER}": None}


def test_every_write_of_a_change_leaves_the_household_with_its_next_sequence_and_a_note() -> None:
    after = replace(FULL, sequence=8, plans=3)
    for write in (households.touch(after, HouseholdUpdated(), AT), households.save(after, HouseholdUpdated(), AT)[0]):
        item = unmarshal(write.arguments["Item"])
        assert (item["seq"], item["plans"]) == (8, 3)
        assert read_note(item["note"])[0] == AT
        values = unmarshal(write.arguments["ExpressionAttributeValues"])
        assert (values[":before"], values[":seen_plans"]) == (7, 3)


def test_the_list_of_a_tenants_households_has_no_people() -> None:
    [listing] = [item for item in items_of(households.insert(FULL, {}, AT)) if item["PK"] == "T#bank#HOUSEHOLDS"]
    assert not {"Anna", "Ben", "Cleo"} & set(str(listing).split("'"))
