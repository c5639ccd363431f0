"""Reading transactions: one, and a user's pages of them."""

from typing import Any

import pytest

from tests.integration.ledger.books import Books, deposit, withdrawal, wrong
from tests.product import ANNA, BEN, OTHER_APP, Answer, Product

NOBODY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def books(product: Product) -> Books:
    return Books(product)


def listed(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.body
    return [transaction["id"] for transaction in answer.body["transactions"]]


def follow(product: Product, url: str) -> Answer:
    """Call an address that an answer gave."""
    where, _, query = url.partition("?")
    return product.call("GET", where, query=dict(pair.split("=", 1) for pair in query.split("&")))


def report(product: Product, books: Books, account: str, count: int) -> list[str]:
    made = []
    for _ in range(count):
        product.clock.forward(seconds=1)
        made.append(books.report(deposit(account, 1))["id"])
    return made


def test_pages_give_each_transaction_once_and_in_order(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 7)
    found: list[str] = []
    pages = 0
    url: str | None = "/transactions?items=3"
    while url is not None:
        answer = follow(product, url)
        found += listed(answer)
        url, pages = answer.body["meta"]["next_url"], pages + 1
    assert (found, pages) == (made, 3)


def test_a_page_that_ends_with_the_list_is_the_last(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 4)
    first = follow(product, "/transactions?items=2")
    second = follow(product, first.body["meta"]["next_url"])
    assert (listed(first) + listed(second), second.body["meta"]) == (made, {"next_url": None})


def test_what_comes_while_one_pages_is_on_a_later_page(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 3)
    first = follow(product, "/transactions?items=2")
    made += report(product, books, account, 2)
    second = follow(product, first.body["meta"]["next_url"])
    third = follow(product, second.body["meta"]["next_url"])
    assert listed(first) + listed(second) + listed(third) == made


def test_the_newest_come_first_where_that_is_asked_for(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 3)
    first = follow(product, "/transactions?items=2&order=newest")
    report(product, books, account, 1)
    second = follow(product, first.body["meta"]["next_url"])
    assert (listed(first), listed(second), second.body["meta"]) == (made[:0:-1], made[:1], {"next_url": None})
    assert list(wrong(product.refused("GET", "/transactions", query={"order": "best"}))) == ["order"]


def test_twenty_are_a_page_and_a_hundred_the_most(product: Product, books: Books, account: str) -> None:
    report(product, books, account, 22)
    assert len(listed(product.call("GET", "/transactions"))) == 20
    assert len(listed(follow(product, "/transactions?items=100"))) == 22
    for items in ("0", "101", "-1", "two", "1.5", "٢", "99999"):
        answer = product.refused("GET", "/transactions", query={"items": items})
        assert (answer.status, list(wrong(answer))) == (400, ["items"])


def test_a_token_of_another_list_is_refused(product: Product, books: Books, account: str) -> None:
    product.account({"Clients": [{"ClientGUID": ANNA}], "HouseholdGUID": _household(product)})
    report(product, books, account, 2)
    token = _token(follow(product, "/transactions?items=1"))
    others = _token(follow(product, "/accounts?items=1"))
    altered = ("0" if token[0] != "0" else "1") + token[1:]
    for wrong_token in (altered, "garbled", "ff", others):
        answer = product.refused("GET", "/transactions", query={"after": wrong_token})
        assert (answer.status, list(wrong(answer))) == (400, ["after"])
    assert product.refused("GET", "/transactions", query={"after": token}, customer=BEN).status == 400
    assert product.refused("GET", "/transactions", query={"after": token}, **OTHER_APP).status == 400
    assert product.refused("GET", "/accounts", query={"after": token}).status == 400


def test_one_is_looked_up_by_its_external_id(product: Product, books: Books, account: str) -> None:
    report(product, books, account, 2)
    made = books.report(deposit(account, 5, externalId="bank é/1?"))
    answer = product.call("GET", "/transactions", query={"externalId": "bank é/1?"})
    assert answer.body == {"transactions": [made], "meta": {"next_url": None}}
    for unknown in ("bank", "BANK é/1?", "other"):
        assert listed(product.call("GET", "/transactions", query={"externalId": unknown})) == []
    assert listed(product.call("GET", "/transactions", query={"externalId": "bank é/1?"}, customer=BEN)) == []


def test_an_external_id_is_found_however_it_is_composed(product: Product, books: Books, account: str) -> None:
    made = books.report(deposit(account, 5, externalId="caf\u00e9"))
    assert listed(product.call("GET", "/transactions", query={"externalId": "cafe\u0301"})) == [made["id"]]


def test_only_settled_ones_are_kept(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 1)
    assert listed(product.call("GET", "/transactions", query={"state": "settled"})) == made
    for state in ("requested", "failed"):
        answer = product.call("GET", "/transactions", query={"state": state})
        assert answer.body == {"transactions": [], "meta": {"next_url": None}}
    for state in ("other", "", "SETTLED"):
        refused = product.refused("GET", "/transactions", query={"state": state})
        assert refused.said == {"state": ["Must be one of requested, settled, failed."]}


def test_a_list_is_the_users_own(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 1)
    assert listed(product.call("GET", "/transactions", customer=BEN)) == []
    assert listed(product.call("GET", "/transactions", customer=None, query={"userId": ANNA})) == made
    assert listed(product.call("GET", "/transactions", customer=None, claims={"sub": ANNA})) == made
    assert product.refused("GET", "/transactions", customer=None).status == 400
    assert product.refused("GET", "/transactions", query={"userId": BEN}).status == 400
    assert product.refused("GET", "/transactions", query={"userId": "anna"}).status == 400
    assert product.refused("GET", "/transactions", query={"userId": BEN}, claims={"sub": ANNA}).status == 401
    assert product.refused("GET", "/transactions", query={"page": "2"}).status == 400


def test_the_next_page_is_for_the_same_user(product: Product, books: Books, account: str) -> None:
    made = report(product, books, account, 2)
    first = product.call("GET", "/transactions", customer=None, query={"userId": ANNA, "items": "1"})
    where, _, query = first.body["meta"]["next_url"].partition("?")
    second = product.call("GET", where, customer=None, query=dict(pair.split("=") for pair in query.split("&")))
    assert listed(first) + listed(second) == made


def test_one_is_read_with_its_dream_as_it_is_now(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    made = books.report(deposit(account, 100_00, dream))
    books.report(withdrawal(account, 40_00, dream))
    found = product.call("GET", f"/transactions/{made['id']}").body["transaction"]
    assert found["toDream"]["balanceCents"] == 60_00
    assert {**found, "toDream": made["toDream"]} == made


def test_one_is_read_although_its_dream_has_gone(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    made = books.report(deposit(account, 100_00, dream))
    product.call("DELETE", f"/goals/v1/savings/{dream}")
    answer = product.call("GET", f"/transactions/{made['id']}")
    assert (answer.status, answer.body["transaction"]["toAccount"]["id"]) == (200, account)
    assert listed(product.call("GET", "/transactions")) == [made["id"]]


def test_an_unknown_one_is_not_found(product: Product, books: Books, account: str) -> None:
    made = books.report(deposit(account, 1))
    for form in (NOBODY, "garbled", account, "12345", "9" * 30):
        assert product.refused("GET", f"/transactions/{form}").status == 404
    assert product.refused("GET", f"/transactions/{made['id']}", customer=BEN).status == 404
    assert product.call("GET", f"/transactions/{made['id'].upper()}").status == 200


def test_a_list_says_of_a_reversal_what_it_undoes(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 1))
    product.clock.forward(seconds=1)
    second = books.undo(first["id"])
    found = product.call("GET", "/transactions").body["transactions"]
    links = [(one.get("reversesId"), one.get("reversedById")) for one in found]
    assert links == [(None, second["id"]), (first["id"], None)]


def _token(answer: Answer) -> str:
    return str(answer.body["meta"]["next_url"].partition("after=")[2])


def _household(product: Product) -> str:
    answer: dict[str, Any] = product.call("GET", "/api/v2/household", customer=None).body
    return str(answer["data"][0]["HouseholdGUID"])
