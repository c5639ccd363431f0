"""GET of a savings goal's actions, page by page: every action once, whatever happens between the pages."""

from itertools import chain
from typing import Any

import pytest

from savings.api.paging import make_token
from tests.product import ANNA, BEN, OTHER_APP, Answer, Product

pytestmark = pytest.mark.usefixtures("audited")

SIZE = {"page_size": ["Page size must be between 1 and 200."]}
TOKEN = {"page_token": ["Invalid page token."]}


@pytest.fixture
def goal(product: Product, account: str) -> str:
    return product.savings_goal(account)


def record(product: Product, goal: str, count: int) -> list[str]:
    """Record so many actions, a minute apart, and return their ids."""
    made = []
    for _ in range(count):
        product.clock.forward(minutes=1)
        made.append(product.record(goal, "1").data["id"])
    return made


def page(
    product: Product, goal: str, token: str = "", size: int | None = None, order: str = "", **options: Any
) -> Answer:
    query = ({"page_token": token} if token else {}) | ({"order": order} if order else {})
    query |= {"page_size": str(size)} if size is not None else {}
    return product.call("GET", f"/goals/v1/savings/{goal}/actions", query=query, **options)


def walk(product: Product, goal: str, size: int | None = None, order: str = "") -> list[list[str]]:
    """Follow the tokens to the last page, and return the ids on each."""
    pages, token = [], ""
    while True:
        answer = page(product, goal, token, size, order)
        metadata = answer.body["metadata"]
        assert metadata["results"] == len(answer.data)
        pages.append([action["id"] for action in answer.data])
        token = metadata["page_token"]
        if not token:
            return pages


def flat(pages: list[list[str]]) -> list[str]:
    return list(chain.from_iterable(pages))


def test_a_goal_without_actions_has_one_empty_page(product: Product, goal: str) -> None:
    answer = page(product, goal)
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_get",
        "data": [],
        "metadata": {"results": 0, "page_token": "", "page_size": 100, "goal_id": goal},
    }


def test_a_page_holds_100_actions_by_default_and_200_at_most(product: Product, goal: str) -> None:
    made = record(product, goal, 201)
    assert [len(ids) for ids in walk(product, goal)] == [100, 100, 1]
    assert [len(ids) for ids in walk(product, goal, 200)] == [200, 1]
    assert flat(walk(product, goal, 67)) == made
    assert page(product, goal, size=200).body["metadata"]["page_size"] == 200


def test_pages_of_one_give_every_action_in_its_order(product: Product, goal: str) -> None:
    made = record(product, goal, 5)
    assert walk(product, goal, 1) == [[action] for action in made]


def test_the_newest_come_first_where_that_is_asked_for(product: Product, goal: str) -> None:
    made = record(product, goal, 5)
    assert walk(product, goal, 2, "newest") == [[made[4], made[3]], [made[2], made[1]], [made[0]]]
    token = page(product, goal, size=2, order="newest").body["metadata"]["page_token"]
    record(product, goal, 1)
    assert page(product, goal, token, 2, "newest").data[0]["id"] == made[2]
    refused = product.refused("GET", f"/goals/v1/savings/{goal}/actions", query={"page_token": token})
    assert refused.said == TOKEN


@pytest.mark.parametrize("size", [1, 3, 6, 7])
def test_the_last_page_has_no_token_and_is_never_empty(product: Product, goal: str, size: int) -> None:
    made = record(product, goal, 6)
    pages = walk(product, goal, size)
    assert flat(pages) == made
    assert all(pages)


def test_actions_of_one_second_keep_their_order(product: Product, goal: str) -> None:
    made = [product.record(goal, "1").data["id"] for _ in range(30)]
    assert flat(walk(product, goal, 7)) == made


def test_a_page_size_outside_1_to_200_is_refused(product: Product, goal: str) -> None:
    with product.unchanged():
        for size in ["0", "201", "-1", "1.0", "ten", "", "1e2", "\u0661", "99999999999999999999", " 5"]:
            answer = product.call("GET", f"/goals/v1/savings/{goal}/actions", query={"page_size": size})
            assert (answer.status, answer.said) == (400, SIZE), size
            assert answer.body["code_id"] == "failed_validation"
            assert answer.body["operation_id"] == "goals_v1_savings_actions_get"


@pytest.mark.parametrize("token", ["garbled", "00", "zz", "0" * 48, "\u00e9", "[]"])
def test_a_made_up_token_is_refused(product: Product, goal: str, token: str) -> None:
    record(product, goal, 2)
    answer = product.refused("GET", f"/goals/v1/savings/{goal}/actions", query={"page_token": token})
    assert (answer.status, answer.said) == (400, TOKEN)


def test_a_token_is_hexadecimal_and_cannot_be_altered(product: Product, goal: str) -> None:
    record(product, goal, 3)
    token = page(product, goal, size=1).body["metadata"]["page_token"]
    assert bytes.fromhex(token)
    for place in (0, len(token) // 2, len(token) - 1):
        other = "0" if token[place] != "0" else "1"
        altered = token[:place] + other + token[place + 1 :]
        answer = product.refused("GET", f"/goals/v1/savings/{goal}/actions", query={"page_token": altered})
        assert answer.said == TOKEN
    assert product.refused("GET", f"/goals/v1/savings/{goal}/actions", query={"page_token": token[:-2]}).said == TOKEN


def test_a_token_of_another_goal_or_customer_is_refused(product: Product, goal: str, account: str) -> None:
    record(product, goal, 2)
    token = page(product, goal, size=1).body["metadata"]["page_token"]
    other = product.savings_goal(account)
    assert page(product, other, token).said == TOKEN
    assert page(product, goal, token, customer=BEN).status in (400, 404)
    assert page(product, goal, token, **OTHER_APP).status in (400, 404)


@pytest.mark.parametrize("position", [0, 2**53, 2**64 - 1])
def test_whoever_makes_a_token_sees_nothing_but_their_own_list(product: Product, goal: str, position: int) -> None:
    """It needs no signature: a position in a list of one's own gives no rights."""
    made = record(product, goal, 2)
    number = product.call("GET", f"/goals/{goal}").body["id"]
    token = make_token(f"demo-app/{ANNA}/{number}", position)
    assert {action["id"] for action in page(product, goal, token).data} <= set(made)


def test_a_token_is_good_for_either_form_of_the_goal_and_any_size(product: Product, goal: str) -> None:
    made = record(product, goal, 4)
    token = page(product, goal, size=1).body["metadata"]["page_token"]
    number = product.call("GET", f"/goals/{goal}").body["id"]
    for form in (goal, goal.upper(), str(number)):
        assert [action["id"] for action in page(product, form, token, 200).data] == made[1:]


def test_an_empty_token_is_the_first_page(product: Product, goal: str) -> None:
    made = record(product, goal, 2)
    answer = product.call("GET", f"/goals/v1/savings/{goal}/actions", query={"page_token": ""})
    assert [action["id"] for action in answer.data] == made


def test_actions_recorded_while_paging_are_neither_skipped_nor_doubled(product: Product, goal: str) -> None:
    made = record(product, goal, 5)
    seen: list[str] = []
    token = ""
    while True:
        answer = page(product, goal, token, 2)
        seen += [action["id"] for action in answer.data]
        token = answer.body["metadata"]["page_token"]
        if not token:
            break
        if len(made) < 8:
            made += record(product, goal, 1)
    assert seen == made


def test_actions_removed_while_paging_move_no_other(product: Product, goal: str) -> None:
    made = record(product, goal, 6)
    first = page(product, goal, size=2)
    for gone in (made[1], made[2]):  # the one that the token names, and the next
        assert product.call("DELETE", f"/goals/v1/savings/{goal}/actions/{gone}").status == 204
    second = page(product, goal, first.body["metadata"]["page_token"], 2)
    third = page(product, goal, second.body["metadata"]["page_token"], 2)
    assert [action["id"] for answer in (second, third) for action in answer.data] == made[3:]


def test_a_page_shows_actions_as_they_were_corrected(product: Product, goal: str) -> None:
    [first, _] = record(product, goal, 2)
    product.call("PATCH", f"/goals/v1/savings/{goal}/actions/{first}", {"amount": {"value": "7"}})
    assert [action["amount"]["value"] for action in page(product, goal).data] == ["7.00", "1.00"]
