"""Long texts: they survive as they were sent, and lie apart from what money and time touch."""

from typing import Any

import pytest

from tests.audit import is_hot, size_of
from tests.product import Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

CAR = "\N{AUTOMOBILE}"  # four bytes in UTF-8
LONGEST: dict[str, Any] = {
    "name": CAR * 255,
    "description": CAR * 1000,
    "image_url": "https://example.com/" + "x" * 2028,
    "metadata": {"a": "x" * 4088},
}


def hot_sizes(product: Product) -> list[int]:
    return [size_of(raw) for raw in product.items() if raw["SK"]["S"].startswith("GOAL#") and is_hot(raw)]


def test_the_longest_texts_survive_apart_from_the_goal(product: Product, account: str) -> None:
    short = product.goal(account)
    [size] = hot_sizes(product)
    goal = product.goal(account, **LONGEST)

    assert {member: goal[member] for member in LONGEST} == LONGEST
    assert product.call("GET", f"/goals/{goal['id']}").body == goal
    assert sorted(product.call("GET", "/goals").body, key=lambda one: str(one["name"])) == [short, goal]
    assert max(hot_sizes(product)) <= size


def test_time_passes_over_long_texts(product: Product, account: str) -> None:
    goal = product.goal(account, **LONGEST)
    apart = [raw for raw in product.items() if raw["SK"]["S"].endswith("#TEXT")]
    product.close_all(until="2027-04-10T00:00:00Z")

    moved = product.call("GET", f"/goals/{goal['id']}").body
    assert {member: moved[member] for member in LONGEST} == LONGEST
    assert moved["current_period"]["index"] == 3
    assert [raw for raw in product.items() if raw["SK"]["S"].endswith("#TEXT")] == apart


def test_money_moves_past_a_long_name(product: Product, account: str) -> None:
    goal = product.savings_goal(account, name=CAR * 255)
    action = product.record(goal, "10").data["id"]
    product.call("PATCH", f"/goals/v1/savings/{goal}/actions/{action}", {"amount": {"value": "20"}})
    product.clock.set("2027-03-10T00:00:00Z")
    product.record(goal, "5")

    [listed] = product.call("GET", "/goals/v1/savings").data
    assert (listed["name"], listed["saved_amount"]["value"]) == (CAR * 255, "25.00")


def test_texts_grow_long_and_short_again(product: Product, account: str) -> None:
    goal = product.goal(account)
    path = f"/goals/{goal['id']}"
    texts: dict[str, Any]
    for texts in (
        LONGEST,
        {"name": "Boat", "description": None, "image_url": None, "metadata": {}},
        {"description": "y" * 121},
        {"metadata": {"b": 1}},
        {"description": "short"},
    ):
        changed = product.call("PUT", path, texts)
        assert changed.status == 200
        assert {member: changed.body[member] for member in texts} == texts
        assert product.call("GET", path).body == changed.body
        assert product.call("GET", "/goals").body == [changed.body]


def test_a_long_name_of_a_savings_goal_is_changed(product: Product, account: str) -> None:
    goal = product.savings_goal(account, name="x" * 255)
    for name in ("y" * 255, "short", CAR * 255):
        assert product.call("PATCH", f"/goals/v1/savings/{goal}", {"name": name}).data["name"] == name
    assert product.call("GET", f"/goals/{goal}").body["name"] == CAR * 255


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("e\u0301", "\u00e9"),
        ("e\u0301" * 255, "\u00e9" * 255),
        ("\u212b", "\u00c5"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("  padded  ", "  padded  "),
    ],
)
def test_text_is_kept_in_one_composed_form(product: Product, account: str, sent: str, kept: str) -> None:
    assert product.goal(account, name=sent)["name"] == kept
    assert product.goal(account, description=sent)["description"] == kept


def test_text_that_grows_when_composed_is_counted_as_it_is_kept(product: Product, account: str) -> None:
    answer = product.refused("POST", "/goals", goal_body(account, name="\u0958" * 128))
    assert answer.said == {"name": ["Must have at most 255 characters."]}


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"number": 0.1, "large": 12345678901234567890, "small": 1e-7, "many": 0.12345678901234567},
        {"": "", "\u00e9": [], "nested": {"deep": [[[[{"er": None}]]]]}, "yes": True},
        {"text": '\u0000 \u2028 \\ " / \n'},
    ],
)
def test_metadata_comes_back_as_it_was_sent(product: Product, account: str, metadata: dict[str, Any]) -> None:
    goal = product.goal(account, metadata=metadata)
    assert product.call("GET", f"/goals/{goal['id']}").body["metadata"] == metadata
    assert product.call("PUT", f"/goals/{goal['id']}", {"name": "New"}).body["metadata"] == metadata
