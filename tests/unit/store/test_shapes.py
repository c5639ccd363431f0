"""Each kind of item has its number; an older item takes the steps that it missed, a newer one is read as it is."""

import inspect
from typing import Any

import pytest

from savings.dynamodb.values import marshal
from savings.store import keys, shapes
from savings.store.shapes import NUMBER, STEPS, kind_of, today
from tests.unit.store.given import CUSTOMER, HOUSEHOLD, stored
from tests.versions import ADDED, KINDS, tomorrow

GOAL = {"PK": f"T#bank#C#{CUSTOMER}", "SK": "GOAL#0000000000004096", "am": 5}
ACCOUNT = {"PK": f"T#bank#H#{HOUSEHOLD}", "SK": "ACCOUNT#0000000000004096", "balance": 5}
CONTRIBUTION = {
    "PK": f"T#bank#H#{HOUSEHOLD}",
    "SK": "CONTRIBUTION#0000000000004096#0000000000008192",
    "told_until": "2027-01-05",
}


def places() -> list[tuple[str, str]]:
    """A key of every kind that there is."""
    found: list[Any] = []
    for _, make in inspect.getmembers(keys, inspect.isfunction):
        wanted = inspect.signature(make).parameters.values()
        if {"tenant", "name", "client_id", "owner"} & {one.name for one in wanted}:
            found.append(make(*[4096 if one.annotation is int else CUSTOMER for one in wanted]))
    return [place for place in found if isinstance(place, tuple)]


def test_every_key_is_that_of_one_kind_and_each_kind_has_one() -> None:
    assert sorted(kind_of(*place) for place in places()) == sorted(KINDS)


def test_only_kinds_that_there_are_have_steps() -> None:
    assert STEPS.keys() <= set(KINDS)


def test_an_account_of_before_contributions_has_none() -> None:
    assert today(ACCOUNT) == {**ACCOUNT, "contributions": 0, NUMBER: 2}


def test_a_contribution_of_before_says_until_when_it_was_published_under_todays_name() -> None:
    kept = {name: value for name, value in CONTRIBUTION.items() if name != "told_until"}
    assert today(CONTRIBUTION) == {**kept, "published_until": "2027-01-05", NUMBER: 2}


@pytest.mark.parametrize("old", [ACCOUNT, CONTRIBUTION, GOAL], ids=lambda item: kind_of(item["PK"], item["SK"]))
def test_an_item_takes_each_step_once_and_is_not_changed_itself(old: dict[str, Any]) -> None:
    before = dict(old)
    shaped = today(old)
    assert today(shaped) is shaped
    with tomorrow():
        assert today(old) == today(shaped) == {**shaped, ADDED: "later", NUMBER: shaped.get(NUMBER, 1) + 1}
    assert old == before


def test_an_item_of_today_is_read_without_a_copy_of_it() -> None:
    item = stored(ACCOUNT)
    assert item[NUMBER] == 2
    assert today(item) is item


def test_what_the_next_number_has_already_a_step_leaves() -> None:
    with tomorrow():
        assert today({**GOAL, ADDED: "with the item"})[ADDED] == "with the item"
    assert today({**ACCOUNT, "contributions": 3})["contributions"] == 3


def test_an_item_of_a_version_to_come_is_read_as_far_as_it_is_known() -> None:
    with tomorrow():
        item = stored(GOAL)
    assert item == {**GOAL, ADDED: "with the item", NUMBER: 2}
    assert shapes.read(marshal(item)) == item


@pytest.mark.parametrize(("item", "number"), [(GOAL, None), (ACCOUNT, 2)], ids=["the first", "a later one"])
def test_a_new_item_carries_its_number_where_that_is_not_the_first(item: dict[str, Any], number: int | None) -> None:
    assert stored(item).get(NUMBER) == number
