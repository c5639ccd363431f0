"""What a transaction moves: the balance, the dream that it names, the residual, and who hears of it."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.ledger.books import Books, Ear, deposit, transfer, withdrawal, wrong
from tests.product import ANNA, Product


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


@pytest.fixture
def dream(product: Product, account: str) -> str:
    """A dream of 1200.00 on Anna's account."""
    return product.savings_goal(account)


def actions(product: Product, dream: str) -> list[dict[str, Any]]:
    return list(product.call("GET", f"/goals/v1/savings/{dream}/actions").data)


def as_anna(body: dict[str, Any]) -> dict[str, Any]:
    return {"transaction": {**body["transaction"], "userId": ANNA}}


def test_money_for_no_dream_is_residual(books: Books, account: str) -> None:
    books.report(deposit(account, 250_00))
    assert books.money(account) == (5250_00, 5250_00)
    books.report(withdrawal(account, 100_00))
    assert books.money(account) == (5150_00, 5150_00)


def test_money_for_a_dream_goes_there(books: Books, account: str, dream: str) -> None:
    books.report(deposit(account, 250_00, dream))
    assert (books.money(account), books.saved(dream)) == ((5250_00, 5000_00), "250.00")
    books.report(withdrawal(account, 100_00, dream))
    assert (books.money(account), books.saved(dream)) == ((5150_00, 5000_00), "150.00")


def test_a_withdrawal_without_a_dream_may_leave_a_negative_residual(books: Books, account: str, dream: str) -> None:
    books.product.record(dream, "1000")
    books.report(withdrawal(account, 4500_00))
    assert books.money(account) == (500_00, -500_00)
    books.report(withdrawal(account, 600_00))
    assert books.money(account) == (-100_00, -1100_00)


def test_a_dream_gives_what_it_has_and_the_residual_the_rest(
    product: Product, books: Books, account: str, dream: str
) -> None:
    product.record(dream, "80")
    made = books.report(withdrawal(account, 200_00, dream))
    assert made["fromDream"]["balanceCents"] == 0
    assert (books.money(account), books.saved(dream)) == ((4800_00, 4800_00), "0.00")
    assert [action["amount"]["value"] for action in actions(product, dream)] == ["80.00", "80.00"]
    books.report(withdrawal(account, 50_00, dream))
    assert (books.money(account), len(actions(product, dream))) == ((4750_00, 4750_00), 2)


def test_the_action_of_a_transaction_is_listed_and_stays(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    product.record(dream, "10")
    books.report(deposit(account, 250_00, dream))
    _, made = actions(product, dream)
    assert (made["amount"], made["credit_debit_indicator"]) == ({"currency": "GBP", "value": "250.00"}, "credit")
    path = f"/goals/v1/savings/{dream}/actions/{made['id']}"
    sentence = "Was made by a transaction; a reversal of that one undoes it."
    for answer in (
        product.refused("PATCH", path, {"amount": {"value": "1"}}),
        product.refused("PATCH", path, {"credit_debit_indicator": "debit"}),
        product.refused("DELETE", path),
    ):
        assert (answer.status, answer.said) == (400, {"goal_action_id": [sentence]})


def test_within_an_account_only_dreams_and_residual_move(
    product: Product, books: Books, account: str, dream: str
) -> None:
    second = product.savings_goal(account, name="Boat")
    counters = [product.goal(account, tracking_type=kind) for kind in ("credit", "debit", "debit_credit")]
    books.report(transfer(account, account, 300_00, into=dream))
    assert (books.money(account), books.saved(dream)) == ((5000_00, 4700_00), "300.00")
    books.report(transfer(account, account, 120_00, out_of=dream, into=second))
    assert (books.money(account), books.saved(dream), books.saved(second)) == ((5000_00, 4700_00), "180.00", "120.00")
    books.report(transfer(account, account, 20_00, out_of=second))
    assert (books.money(account), books.saved(second)) == ((5000_00, 4720_00), "100.00")
    assert {books.saved(goal["id"]) for goal in counters} == {"0.00"}


def test_between_accounts_each_side_counts(product: Product, books: Books, account: str, other: str) -> None:
    dream, theirs = product.savings_goal(account), product.savings_goal(other, name="Boat")
    product.record(dream, "500")
    kinds = ("credit", "debit", "debit_credit")
    outs = [product.goal(account, tracking_type=kind) for kind in kinds]
    ins = [product.goal(other, tracking_type=kind) for kind in kinds]
    made = books.report(transfer(account, other, 150_00, out_of=dream, into=theirs))
    assert (made["fromDream"]["balanceCents"], made["toDream"]["balanceCents"]) == (350_00, 150_00)
    assert (books.money(account), books.money(other)) == ((4850_00, 4500_00), (250_00, 100_00))
    assert [books.saved(goal["id"]) for goal in outs] == ["0.00", "150.00", "-150.00"]
    assert [books.saved(goal["id"]) for goal in ins] == ["150.00", "0.00", "150.00"]


def test_goals_on_the_balance_and_on_the_residual_follow(
    product: Product, books: Books, account: str, dream: str, other: str
) -> None:
    plan = {"target_amount": "9000", "period_amount": "1000"}
    balance = product.goal(account, target="current_balance", **plan)["id"]
    free = product.goal(account, target="available_balance", **plan)["id"]

    def both() -> tuple[str, str]:
        return books.saved(balance), books.saved(free)

    books.report(deposit(account, 100_00))
    assert both() == ("5100.00", "5100.00")
    books.report(deposit(account, 100_00, dream))
    assert both() == ("5200.00", "5100.00")
    books.report(transfer(account, account, 150_00, out_of=dream))
    assert both() == ("5200.00", "5200.00")
    books.report(transfer(account, account, 50_00, into=dream))
    assert both() == ("5200.00", "5150.00")
    books.report(withdrawal(account, 70_00, dream))
    assert both() == ("5130.00", "5130.00")
    books.report(transfer(account, other, 30_00))
    assert both() == ("5100.00", "5100.00")


def test_a_balance_that_crosses_the_line_twice_achieves_once(product: Product, books: Books, account: str) -> None:
    goal = product.goal(account, target="current_balance", target_amount="6000", period_amount="500")["id"]
    ear = Ear(product)
    said: list[str] = []
    for body in (deposit(account, 1100_00), withdrawal(account, 900_00), deposit(account, 900_00)):
        product.clock.forward(minutes=5)
        books.report(body)
        said += ear.names()
    assert said.count("goal.achieved") == 1
    assert books.goal(goal)["achieved_at"] == "2027-01-10T10:05:00Z"


def test_every_change_is_reported_once(product: Product, books: Books, account: str, dream: str) -> None:
    counter = product.goal(account)["id"]
    ear = Ear(product)
    made = books.report(deposit(account, 60_00))
    said = {event.name: event for event in ear.hear()}
    assert sorted(said) == [
        "account.balance.changed",
        "account.residual.changed",
        "goal.updated",
        "transaction.settled",
    ]
    assert said["account.balance.changed"].data["balance"] == {"currency": "GBP", "value": "5060.00"}
    assert said["goal.updated"].data["goal_number"] == counter
    assert said["transaction.settled"].subject == made["id"]
    assert said["transaction.settled"].data == {
        "transaction_id": made["id"],
        "household_id": said["account.balance.changed"].data["household_id"],
        "customer_id": ANNA,
        "type": "Deposit",
        "amount": {"currency": "GBP", "value": "60.00"},
        "settled_at": "2027-01-10T10:00:00Z",
        "reverses_transaction_id": None,
        "from_account_id": None,
        "from_goal_id": None,
        "to_account_id": account,
        "to_goal_id": None,
    }

    books.report(deposit(account, 300_00, dream))
    assert ear.names() == [
        "account.balance.changed",
        "action.created",
        "goal.milestone.reached",
        "goal.milestone.reached",
        "goal.updated",
        "transaction.settled",
    ]
    books.report(transfer(account, account, 10_00, out_of=dream))
    assert ear.names() == ["account.residual.changed", "action.created", "transaction.settled"]
    books.report(withdrawal(account, 500_00, dream))
    assert ear.names() == [
        "account.balance.changed",
        "account.residual.changed",
        "action.created",
        "transaction.settled",
    ]


def test_a_repeat_and_a_refusal_tell_nothing(product: Product, books: Books, account: str) -> None:
    body = deposit(account, 60_00)
    books.report(body)
    ear = Ear(product)
    product.call("POST", "/transactions", body)
    books.refuse(as_anna(deposit(account, 0)))
    assert ear.names() == []


def test_what_settled_before_the_dream_was_made_counts_to_its_first_month(
    product: Product, books: Books, account: str, dream: str
) -> None:
    product.clock.set("2027-03-15T10:00:00Z")
    books.report(deposit(account, 70_00, dream, settledAt="2026-11-30T10:00:00Z"))
    books.report(deposit(account, 30_00, dream, settledAt="2027-02-10T10:00:00Z"))
    books.report(deposit(account, 20_00, dream, settledAt="2027-03-01T10:00:00Z"))
    assert books.periods(dream)[:4] == ["70.00", "30.00", "20.00", "0.00"]
    assert books.saved(dream) == "120.00"


def test_late_money_for_a_dream_restates_its_month(product: Product, books: Books, account: str, dream: str) -> None:
    product.record(dream, "5")
    product.close_all(until="2027-03-15T10:00:00Z")
    ear = Ear(product)
    books.report(deposit(account, 70_00, dream, settledAt="2027-01-20T10:00:00Z"))
    [restated] = ear.of("goal.period.restated")
    assert (restated["period_index"], restated["period_current_amount_before"], restated["period_current_amount"]) == (
        0,
        {"currency": "GBP", "value": "5.00"},
        {"currency": "GBP", "value": "75.00"},
    )


def test_a_dream_that_has_ended_gives_and_does_not_take(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account, target_date="2027-02-28", recurrent_amount=None)
    books.report(deposit(account, 500_00, dream))
    product.close_all(until="2027-04-01T10:00:00Z")
    answer = books.refuse(as_anna(deposit(account, 1, dream)))
    assert (answer.status, list(wrong(answer))) == (400, ["transaction.toDreamId"])
    books.report(withdrawal(account, 200_00, dream))
    books.report(transfer(account, account, 100_00, out_of=dream))
    found = books.goal(dream)
    assert (found["status"], found["current_amount"]) == ("failed", "200.00")
    assert books.money(account) == (5300_00, 5100_00)


def test_the_value_date_follows_the_last_settlement(
    product: Product, books: Books, household: dict[str, Any], account: str
) -> None:
    path = f"/api/v2/household/{household['HouseholdGUID']}/savings/{account}"

    def day() -> str:
        return str(product.call("GET", path, customer=None).data["ValueDate"])

    product.clock.set("2027-03-15T10:00:00Z")
    books.report(deposit(account, 1, settledAt="2027-02-14T23:30:00-05:00"))
    assert day() == "2027-02-15"
    books.report(deposit(account, 1, settledAt="2027-01-20T10:00:00Z"))
    assert day() == "2027-02-15"
