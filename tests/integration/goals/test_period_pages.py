"""A goal's periods page by page: as in the whole list, whatever was paid late, planned anew or closed in between."""

from collections.abc import Callable, Iterator
from typing import Any, Final
from urllib.parse import parse_qsl

import pytest

from savings.api.paging import make_token
from tests.integration.ledger.books import Books, deposit
from tests.product import ANNA, Answer, Product

pytestmark = pytest.mark.usefixtures("audited")

Shown = list[dict[str, Any]]


def whole(product: Product, goal: object) -> Shown:
    shown: Shown = product.call("GET", f"/goals/{goal}/periods").body
    return shown


def following(answer: Answer) -> dict[str, str]:
    return (
        dict(parse_qsl(answer.headers["Link"].partition("?")[2].partition(">")[0])) if "Link" in answer.headers else {}
    )


def pages(product: Product, goal: object, limit: int) -> Iterator[Shown]:
    query = {"limit": str(limit)}
    while query:
        answer = product.call("GET", f"/goals/{goal}/periods", query=query)
        yield answer.body
        query = following(answer)


def counting(product: Product, account: str) -> object:
    """Two years of months, a few of them over, with money in some."""
    goal = product.goal(account, target_amount="2400.00")["id"]
    for day in ("2027-01-20", "2027-03-02", "2027-06-15"):
        product.clock.set(f"{day}T10:00:00Z")
        Books(product).report(deposit(account, 70_00))
    product.close_all(until="2027-07-20T10:00:00Z")
    return goal


def due(product: Product, account: str) -> object:
    """The same, with periods that are over and not yet closed."""
    goal = counting(product, account)
    product.clock.set("2027-11-20T10:00:00Z")
    return goal


def backdated(product: Product, account: str) -> object:
    goal = product.goal(account, start_date="2026-03-10", target_amount="2400.00", completed_backdated_periods=4)["id"]
    Books(product).report(deposit(account, 170_00, settledAt="2026-05-20T10:00:00Z"))
    return goal


def planned_anew(product: Product, account: str) -> object:
    goal = product.savings_goal(account)
    for month in ("02", "03", "04"):
        product.close_all(until=f"2027-{month}-03T10:00:00Z")
        product.record(goal, "170")
    amount = {"target_amount": {"value": "2000", "currency": "GBP"}, "target_date": "2028-08-31"}
    assert product.call("PATCH", f"/goals/v1/savings/{goal}", amount).status == 200
    product.close_all(until="2027-06-03T10:00:00Z")
    return goal


def over(product: Product, account: str) -> object:
    goal = product.savings_goal(account, recurrent_amount={"value": "300", "currency": "GBP"})
    product.record(goal, "50")
    product.close_all(until="2027-12-03T10:00:00Z")
    return goal


def unstarted(product: Product, account: str) -> object:
    return product.goal(account, start_date="2027-08-01")["id"]


def on_a_balance(product: Product, account: str) -> object:
    goal = product.goal(account, target="current_balance", target_amount="9000.00", period_amount="500.00")["id"]
    product.close_all(until="2027-03-20T10:00:00Z")
    Books(product).report(deposit(account, 70_00))
    product.close_all(until="2027-05-20T10:00:00Z")
    return goal


GOALS: Final[dict[str, Callable[[Product, str], object]]] = {
    made.__name__: made for made in (counting, due, backdated, planned_anew, over, unstarted, on_a_balance)
}


@pytest.mark.parametrize("made", GOALS.values(), ids=GOALS)
def test_pages_of_any_size_are_the_whole_list(
    product: Product, account: str, made: Callable[[Product, str], object]
) -> None:
    goal = made(product, account)
    every = whole(product, goal)
    for size in (1, 2, 5, len(every) - 1, len(every), len(every) + 1):
        found = list(pages(product, goal, size))
        assert [one for page in found for one in page] == every
        assert all(found)
    for period in every:
        assert product.call("GET", f"/goals/{goal}/periods/{period['id']}").body == period


@pytest.mark.parametrize("made", GOALS.values(), ids=GOALS)
def test_a_place_that_says_nothing_of_the_sums_leads_to_the_same_figures(
    product: Product, account: str, made: Callable[[Product, str], object]
) -> None:
    """So does one that was made before the goal changed: its version says so."""
    goal = made(product, account)
    number = product.call("GET", f"/goals/{goal}").body["id"]
    every = whole(product, goal)
    for index in (-5, -1, 0, 3, len(every) - 2, len(every), 10**38):
        for place in ((index,), (index, 10**6), (index, 10**6, 77)):
            token = make_token(f"demo-app/{ANNA}/list_periods/{number}", *place)
            answer = product.call("GET", f"/goals/{goal}/periods", query={"limit": "2", "after": token})
            first = max(0, index + 1)
            assert answer.body == every[first : first + 2]


def test_what_is_paid_late_between_two_pages_counts_in_the_second(product: Product, account: str) -> None:
    goal = counting(product, account)
    first = product.call("GET", f"/goals/{goal}/periods", query={"limit": "3"})
    Books(product).report(deposit(account, 45_00, settledAt="2027-01-25T10:00:00Z"))
    second = product.call("GET", f"/goals/{goal}/periods", query=following(first))
    every = whole(product, goal)
    assert first.body[0] != every[0]
    assert second.body == every[3:6]


def test_what_closes_between_two_pages_counts_in_the_second(product: Product, account: str) -> None:
    """Whether the schedule has come by or not."""
    goal = counting(product, account)
    first = product.call("GET", f"/goals/{goal}/periods", query={"limit": "8"})
    product.clock.set("2027-12-20T10:00:00Z")
    second = product.call("GET", f"/goals/{goal}/periods", query=following(first))
    assert second.body == whole(product, goal)[8:16]
    product.close_all()
    assert product.call("GET", f"/goals/{goal}/periods", query=following(first)).body == second.body


def test_a_place_is_good_for_either_form_of_the_goal(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    number = product.call("GET", f"/goals/{goal}").body["id"]
    query = following(product.call("GET", f"/goals/{goal}/periods", query={"limit": "2"}))
    for form in (goal, goal.upper(), number):
        assert product.call("GET", f"/goals/{form}/periods", query=query).body == whole(product, goal)[2:4]
    other = product.savings_goal(account)
    assert list(product.refused("GET", f"/goals/{other}/periods", query=query).said) == ["after"]
