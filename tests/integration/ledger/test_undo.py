"""Reversals: a transaction that undoes another, linked to it, with its effect on money, dreams and goals."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.ledger.books import Books, Ear, deposit, transfer, withdrawal, wrong
from tests.product import ANNA, BEN, Product


@pytest.fixture
def books(product: Product) -> Iterator[Books]:
    """Anna's books; when the test is over, every invariant of her goals must hold."""
    books = Books(product)
    yield books
    books.prove()


@pytest.fixture
def other(product: Product, household: dict[str, Any]) -> str:
    """Anna's second account, with 100.00 in it."""
    return product.account(household, 100)


def path(transaction: dict[str, Any]) -> str:
    return f"/transactions/{transaction['id']}/reversal"


def named(external_id: str, **members: Any) -> dict[str, Any]:
    return {"transaction": {"externalId": external_id, **members}}


def test_a_reversal_is_linked_both_ways(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 60_00, settledAt="2027-01-05T10:00:00Z"))
    product.clock.forward(days=1)
    answer = product.call("POST", path(first), named("undo-1"))
    made = answer.body["transaction"]
    assert made == {
        "type": "Withdrawal",
        "id": made["id"],
        "externalId": "undo-1",
        "user": {"type": "User", "id": ANNA},
        "amountCents": 60_00,
        "state": "settled",
        "requestedAt": "2027-01-11T10:00:00Z",
        "settledAt": "2027-01-11T10:00:00Z",
        "fromAccount": {"type": "SharedSavings", "id": account},
        "reversesId": first["id"],
    }
    assert answer.headers["Location"] == f"/transactions/{made['id']}"
    assert product.call("GET", answer.headers["Location"]).body == answer.body
    again = product.call("GET", f"/transactions/{first['id']}").body["transaction"]
    assert again == {**first, "reversedById": made["id"]}
    assert books.money(account) == (5000_00, 5000_00)


def test_a_transaction_is_undone_once_and_a_reversal_never(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 60_00))
    second = books.undo(first["id"])
    twice = product.refused("POST", path(first), named("undo-b"))
    assert (twice.status, twice.body["detail"]) == (409, "The transaction is undone already.")
    back = product.refused("POST", path(second), named("undo-c"))
    assert (back.status, back.body["detail"]) == (409, "The transaction is a reversal.")


def test_a_repeated_reversal_gets_the_first_answer(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 60_00, externalId="bank-a"))
    made = product.call("POST", path(first), named("undo-1"))
    with product.unchanged():
        again = product.call("POST", path(first), named("undo-1"))
    assert (again.status, again.body, again.headers["Idempotency-Replayed"]) == (201, made.body, "true")
    second = books.report(deposit(account, 60_00))
    assert product.refused("POST", path(second), named("undo-1")).status == 409
    taken = product.refused("POST", path(second), named("bank-a"))
    assert taken.status == 409
    assert first["id"] in taken.body["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "transaction"),
        ({"transaction": {}}, "transaction.externalId"),
        (named(""), "transaction.externalId"),
        (named("undo-1", amountCents=1), "transaction.amountCents"),
        (named("undo-1", userId="anna"), "transaction.userId"),
    ],
)
def test_a_wrong_member_is_named(
    product: Product, books: Books, account: str, body: dict[str, Any], field: str
) -> None:
    first = books.report(deposit(account, 60_00))
    answer = product.refused("POST", path(first), body)
    assert (answer.status, list(wrong(answer))) == (400, [field])


def test_only_the_user_it_was_reported_for_undoes_it(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 60_00))
    assert product.refused("POST", path(first), named("undo-1"), customer=BEN).status == 404
    assert product.refused("POST", path({"id": "garbled"}), named("undo-1")).status == 404
    assert product.refused("POST", path({"id": account}), named("undo-1")).status == 404
    assert product.refused("POST", path(first), named("undo-1"), customer=None).status == 400
    answer = product.call("POST", path(first), named("undo-1", userId=ANNA), customer=None)
    assert answer.status == 201


def test_a_reversal_reports_what_it_undoes(product: Product, books: Books, account: str) -> None:
    first = books.report(deposit(account, 60_00))
    ear = Ear(product)
    made = books.undo(first["id"])
    said = ear.hear()
    assert sorted(event.name for event in said) == [
        "account.balance.changed",
        "account.residual.changed",
        "transaction.settled",
    ]
    [settled] = [event for event in said if event.name == "transaction.settled"]
    assert settled.subject == made["id"]
    assert settled.data["reverses_transaction_id"] == first["id"]


def test_an_undone_transfer_goes_back_where_it_came_from(
    product: Product, books: Books, account: str, other: str
) -> None:
    dream, theirs = product.savings_goal(account), product.savings_goal(other, name="Boat")
    product.record(dream, "500")
    first = books.report(transfer(account, other, 150_00, out_of=dream, into=theirs))
    made = books.undo(first["id"])
    assert (made["type"], made["fromAccount"]["id"], made["toAccount"]["id"]) == ("Internal", other, account)
    assert (made["fromDream"]["id"], made["toDream"]["id"]) == (theirs, dream)
    assert (books.saved(dream), books.saved(theirs)) == ("500.00", "0.00")
    assert (books.money(account), books.money(other)) == ((5000_00, 4500_00), (100_00, 100_00))


def test_a_withdrawal_that_took_from_both_goes_back_to_both(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    product.record(dream, "80")
    first = books.report(withdrawal(account, 200_00, dream))
    books.undo(first["id"])
    assert (books.money(account), books.saved(dream)) == ((5000_00, 4920_00), "80.00")


def test_the_residual_stands_in_for_a_dream_that_has_gone(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    into = books.report(deposit(account, 200_00, dream))
    out = books.report(withdrawal(account, 50_00, dream))
    product.call("DELETE", f"/goals/v1/savings/{dream}")
    assert books.money(account) == (5150_00, 5150_00)
    books.undo(into["id"])
    books.undo(out["id"])
    assert books.money(account) == (5000_00, 5000_00)


def test_a_reversal_counts_where_the_first_one_did(product: Product, books: Books, account: str) -> None:
    goal = product.goal(account, start_date="2027-01-01")["id"]
    first = books.report(deposit(account, 100_00))
    product.close_all(until="2027-03-05T10:00:00Z")
    ear = Ear(product)
    books.undo(first["id"])
    [restated] = ear.of("goal.period.restated")
    assert restated["period_index"] == 0
    assert (restated["period_current_amount_before"]["value"], restated["period_current_amount"]["value"]) == (
        "100.00",
        "0.00",
    )
    assert books.periods(goal)[:3] == ["0.00", "0.00", "0.00"]


def test_a_dreams_month_is_restated_too(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    first = books.report(deposit(account, 100_00, dream))
    product.close_all(until="2027-03-05T10:00:00Z")
    books.undo(first["id"])
    assert (books.saved(dream), books.periods(dream)[:3]) == ("0.00", ["0.00", "0.00", "0.00"])


def test_money_counted_while_finalising_goes_back_there(product: Product, books: Books, account: str) -> None:
    plan = {"start_date": "2027-01-01", "end_date": "2027-02-28", "target_amount": "200", "period_amount": ""}
    goal = product.goal(account, **plan)["id"]
    product.close_all(until="2027-03-01T12:00:00Z")
    first = books.report(deposit(account, 200_00))
    assert books.periods(goal) == ["0.00", "200.00"]
    product.clock.forward(hours=1)
    books.undo(first["id"])
    assert books.periods(goal) == ["0.00", "0.00"]
    product.close_all(until="2027-03-04T12:00:00Z")
    assert books.goal(goal)["status"] == "failed"


def test_a_goal_that_has_ended_keeps_what_it_counted(product: Product, books: Books, account: str) -> None:
    plan = {"start_date": "2027-01-01", "end_date": "2027-02-28", "target_amount": "200", "period_amount": ""}
    goal = product.goal(account, **plan)["id"]
    first = books.report(deposit(account, 200_00))
    product.close_all(until="2027-03-10T12:00:00Z")
    books.undo(first["id"])
    found = books.goal(goal)
    assert (found["status"], found["current_amount"]) == ("completed", "200.00")


def test_a_goal_that_did_not_count_a_transaction_does_not_count_its_reversal(
    product: Product, books: Books, account: str
) -> None:
    first = books.report(deposit(account, 100_00))
    younger = product.goal(account, start_date="2027-01-01")["id"]
    books.report(deposit(account, 40_00))
    books.undo(first["id"])
    assert (books.saved(younger), books.periods(younger)[0]) == ("40.00", "40.00")


def test_goals_on_the_balance_follow_a_reversal(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    plan = {"target_amount": "9000", "period_amount": "1000"}
    balance = product.goal(account, target="current_balance", **plan)["id"]
    free = product.goal(account, target="available_balance", **plan)["id"]
    first = books.report(deposit(account, 100_00, dream))
    product.record(dream, "60", "debit")
    books.undo(first["id"])
    assert (books.saved(balance), books.saved(free), books.saved(dream)) == ("5000.00", "5000.00", "0.00")


def test_a_closed_account_cannot_be_touched_any_more(product: Product, books: Books, household: dict[str, Any]) -> None:
    empty = product.account(household, 0)
    first = books.report(deposit(empty, 100))
    product.call("DELETE", f"/api/v2/household/{household['HouseholdGUID']}/savings/{empty}", customer=None)
    assert product.refused("POST", path(first), named("undo-1")).status == 404


def test_a_reversal_at_the_same_instant_has_an_id_of_its_own(books: Books, account: str) -> None:
    first, second = books.report(deposit(account, 60_00)), books.report(deposit(account, 70_00))
    undone = books.undo(first["id"])
    assert undone["reversesId"] == first["id"]
    assert undone["id"] not in (first["id"], second["id"])
