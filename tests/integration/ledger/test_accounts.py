"""Accounts as the books show them: one, lists, and names."""

from typing import Any

import pytest

from tests.integration.ledger.books import Books, Ear, deposit, wrong
from tests.product import ANNA, BEN, Product

NOBODY = "00000000-0000-4000-8000-000000000001"


@pytest.fixture
def books(product: Product) -> Books:
    return Books(product)


def test_an_account_shows_balance_and_residual(product: Product, books: Books, account: str) -> None:
    found = books.account(account)
    assert found == {
        "type": "SharedSavings",
        "id": account,
        "user": {"type": "User", "id": ANNA},
        "currency": "GBP",
        "balanceCents": 5000_00,
        "residualCents": 5000_00,
        "sequence": found["sequence"],
    }
    product.record(product.savings_goal(account), "1200")
    assert books.money(account) == (5000_00, 3800_00)


def test_the_sequence_counts_what_was_reported(product: Product, books: Books, account: str) -> None:
    before = books.account(account)["sequence"]
    ear = Ear(product)
    books.report(deposit(account, 1))
    said = [event.sequence for event in ear.hear() if event.subject == account]
    assert said == [before + 1, before + 2]
    assert books.account(account)["sequence"] == before + 2


def test_cents_are_the_currencys_smallest_units(product: Product, books: Books) -> None:
    yen = product.account(product.household(Currency="JPY"), 5000)
    assert (books.account(yen)["currency"], books.money(yen)) == ("JPY", (5000, 5000))
    books.report(deposit(yen, 7))
    assert books.money(yen) == (5007, 5007)


def test_a_list_has_the_users_accounts(product: Product, books: Books, household: dict[str, Any]) -> None:
    product.clock.forward(seconds=1)
    first = product.account(household, 1)
    product.clock.forward(seconds=1)
    second = product.account(household, 2)
    answer = product.call("GET", "/accounts")
    ids = [account["id"] for account in answer.body["accounts"]]
    assert ids[1:] == [first, second]
    assert answer.body["accounts"][1] == books.account(first)
    assert answer.body["meta"] == {"next_url": None}
    assert product.call("GET", "/accounts", customer=BEN).body["accounts"] == []
    by_name = product.call("GET", "/accounts", customer=None, query={"userId": ANNA})
    assert by_name.body == answer.body


def test_a_long_list_has_pages(product: Product, household: dict[str, Any]) -> None:
    for _ in range(4):
        product.clock.forward(seconds=1)
        product.account(household, 1)
    found: list[str] = []
    query: dict[str, str] | None = {"items": "2"}
    while query is not None:
        answer = product.call("GET", "/accounts", query=query)
        assert len(answer.body["accounts"]) <= 2
        found += [account["id"] for account in answer.body["accounts"]]
        url = answer.body["meta"]["next_url"]
        query = dict(pair.split("=") for pair in url.partition("?")[2].split("&")) if url else None
    every = product.call("GET", "/accounts").body["accounts"]
    assert found == [account["id"] for account in every]
    assert len(found) == 5


def test_the_parameters_of_a_list_are_checked(product: Product, household: dict[str, Any]) -> None:
    for query in ({"items": "0"}, {"items": "101"}, {"after": "garbled"}, {"state": "open"}, {"userId": BEN}):
        answer = product.refused("GET", "/accounts", query=query)
        assert (answer.status, list(wrong(answer))) == (400, list(query))
    assert product.refused("GET", "/accounts", customer=None).status == 400


def test_a_co_owner_sees_a_shared_account_under_its_owner(product: Product) -> None:
    people = [
        {"ClientGUID": guid, "FirstName": "A", "LastName": "Gray", "DateOfBirth": "1988-04-12"} for guid in (ANNA, BEN)
    ]
    household = product.household(Clients=people)
    alone, shared = product.account(household), product.account(household, JointOwnerClientGUID=BEN)
    found = product.call("GET", "/accounts", customer=BEN).body["accounts"]
    assert [(account["id"], account["user"]["id"]) for account in found] == [(shared, ANNA)]
    assert product.refused("GET", f"/accounts/{alone}", customer=BEN).status == 404


def test_an_unknown_account_is_not_found(product: Product, account: str) -> None:
    for form in (NOBODY, "garbled", "12345", "9" * 30):
        assert product.refused("GET", f"/accounts/{form}").status == 404
        assert product.refused("PATCH", f"/accounts/{form}", {"account": {"externalId": "x"}}).status == 404
    assert product.refused("GET", f"/accounts/{account}", customer=BEN).status == 404
    assert product.call("GET", f"/accounts/{account.upper()}").status == 200


def test_a_closed_account_is_gone(product: Product, household: dict[str, Any]) -> None:
    account = product.account(household, 0)
    product.call("DELETE", f"/api/v2/household/{household['HouseholdGUID']}/savings/{account}", customer=None)
    assert product.refused("GET", f"/accounts/{account}").status == 404
    assert product.refused("PATCH", f"/accounts/{account}", {"account": {"externalId": "x"}}).status == 404
    assert account not in {one["id"] for one in product.call("GET", "/accounts").body["accounts"]}


def test_an_account_gets_the_banks_own_name(product: Product, books: Books, account: str) -> None:
    ear = Ear(product)
    answer = product.call("PATCH", f"/accounts/{account}", {"account": {"externalId": "iban-1"}})
    assert (answer.status, answer.body["account"]["externalId"]) == (200, "iban-1")
    assert ear.names() == ["account.updated"]
    assert books.account(account) == answer.body["account"]
    found = product.call("GET", "/accounts", query={"externalId": "iban-1"}).body
    assert found == {"accounts": [answer.body["account"]], "meta": {"next_url": None}}
    assert product.call("GET", "/accounts", query={"externalId": "iban"}).body["accounts"] == []


@pytest.mark.parametrize(
    ("members", "field"),
    [
        ({"externalId": ""}, "account.externalId"),
        ({"externalId": "x" * 256}, "account.externalId"),
        ({"externalId": 5}, "account.externalId"),
        ({"residualCents": 0}, "account.residualCents"),
        ({"type": "Performance"}, "account.type"),
        ({"balanceCents": 5000_00}, "account.balanceCents"),
        ({"liquidBalanceCents": 0}, "account.balanceCents"),
        ({"valuationAt": "2027-01-09T10:00:00Z"}, "account.balanceCents"),
    ],
)
def test_a_shared_account_is_named_and_not_valued(
    product: Product, account: str, members: dict[str, Any], field: str
) -> None:
    answer = product.refused("PATCH", f"/accounts/{account}", {"account": members})
    assert (answer.status, list(wrong(answer))) == (400, [field])
