"""Performance accounts: the bank values them, one savings goal holds all of them, and transactions move nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.ledger.books import Books, Ear, deposit, transfer, withdrawal, wrong
from tests.product import ANNA, Answer, Product

NOW = "2027-01-10T10:00:00Z"


@pytest.fixture
def books(product: Product) -> Iterator[Books]:
    """Anna's books; when the test is over, every invariant of her goals must hold."""
    books = Books(product)
    yield books
    books.prove()


@pytest.fixture
def fund(product: Product, account: str) -> str:
    """Anna's account with 5000.00 in it, as a Performance account."""
    assert make(product, account).status == 201
    return account


def make(product: Product, account: str, **members: Any) -> Answer:
    return product.call("POST", "/accounts", {"account": {"type": "Performance", "savingsId": account, **members}})


def value(product: Product, account: str, **members: Any) -> dict[str, Any]:
    """Value an account anew; it must be taken."""
    answer = product.call("PATCH", f"/accounts/{account}", {"account": members})
    assert answer.status == 200, answer.body
    return dict(answer.body["account"])


def entries(product: Product, dream: str) -> list[tuple[str, str]]:
    found = product.call("GET", f"/goals/v1/savings/{dream}/actions").data
    return [(action["credit_debit_indicator"], action["amount"]["value"]) for action in found]


def test_a_saving_becomes_a_performance_account(product: Product, books: Books, account: str) -> None:
    ear = Ear(product)
    answer = make(product, account)
    made = answer.body["account"]
    assert (answer.status, answer.headers["Location"]) == (201, f"/accounts/{account}")
    assert made == {
        "type": "Performance",
        "id": account,
        "user": {"type": "User", "id": ANNA},
        "currency": "GBP",
        "balanceCents": 5000_00,
        "residualCents": 5000_00,
        "sequence": made["sequence"],
        "liquidBalanceCents": 0,
        "performanceCents": 0,
        "performancePercent": 0,
        "totalAcquisitionCostCents": 0,
        "valuationAt": NOW,
    }
    assert books.account(account) == made
    [said] = ear.hear()
    assert (said.name, said.data["kind"], said.sequence) == ("account.updated", "Performance", made["sequence"])


def test_a_repeated_request_is_answered_once(product: Product, account: str) -> None:
    body = {"account": {"type": "Performance", "savingsId": account}}
    first = product.call("POST", "/accounts", body, headers={"Idempotency-Key": "k-1"})
    again = product.call("POST", "/accounts", body, headers={"Idempotency-Key": "k-1"})
    assert (again.status, again.body) == (201, first.body)


def test_what_cannot_become_one_is_refused(product: Product, household: dict[str, Any], account: str) -> None:
    [default] = {one["id"] for one in product.call("GET", "/accounts").body["accounts"]} - {account}

    def refuse(**members: Any) -> Answer:
        sent = {"type": "Performance", "savingsId": account, **members}
        return product.refused("POST", "/accounts", {"account": sent})

    assert refuse(savingsId=default).status == 409
    assert refuse(savingsId="garbled").status == 404
    assert refuse(savingsId="00000000-0000-8000-8000-000000000000").status == 404
    for field, members in (
        ("type", {"type": "SharedSavings"}),
        ("balanceCents", {"balanceCents": 1}),
        ("userId", {"userId": "anna"}),
    ):
        answer = refuse(**members)
        assert (answer.status, list(wrong(answer))) == (400, [f"account.{field}"])
    product.savings_goal(account)
    product.savings_goal(account)
    several = refuse()
    assert (several.status, "one savings goal" in several.body["detail"]) == (409, True)


def test_every_part_of_its_value_is_kept(product: Product, books: Books, fund: str) -> None:
    parts = {
        "externalId": "depot-1",
        "balanceCents": 123500,
        "liquidBalanceCents": 500,
        "performanceCents": 23000,
        "performancePercent": 23.5,
        "totalAcquisitionCostCents": 100000,
    }
    made = value(
        product, fund, **parts, valuationFrom="2026-01-01T00:00:00+01:00", valuationAt="2027-01-09T18:00:00-05:00"
    )
    times = {"valuationFrom": "2025-12-31T23:00:00Z", "valuationAt": "2027-01-09T23:00:00Z"}
    assert {name: made[name] for name in [*parts, *times]} == parts | times
    assert books.account(fund) == made


def test_a_value_that_cannot_be_is_refused_and_names_the_member(product: Product, fund: str) -> None:
    value(product, fund, balanceCents=300, liquidBalanceCents=100, totalAcquisitionCostCents=150, performanceCents=50)
    parts = "Must be liquidBalanceCents + totalAcquisitionCostCents + performanceCents."
    for member, wrongly, sentence in (
        ("balanceCents", 299, parts),
        ("balanceCents", 2**53, "Must be at most 9007199254740991."),
        ("balanceCents", 1.5, "Must be a whole number."),
        ("balanceCents", True, "Must be a whole number."),
        ("liquidBalanceCents", -(2**53), "Must be at least -9007199254740991."),
        ("performancePercent", "x", "Must be a number."),
        ("performancePercent", True, "Must be a number."),
        ("performancePercent", 1.1234567, "Must be a number."),
        ("valuationFrom", "2027-01-10T10:00:01Z", "Must not be after valuationAt."),
        ("valuationAt", "yesterday", "Must be an RFC 3339 instant such as 2027-01-31T10:00:00Z."),
        ("residualCents", 0, "Is not a member of this request."),
    ):
        answer = product.refused("PATCH", f"/accounts/{fund}", {"account": {member: wrongly}})
        assert (answer.status, wrong(answer)) == (400, {f"account.{member}": [sentence]})


def test_a_goal_that_was_there_holds_all_of_it(product: Product, books: Books, account: str) -> None:
    dream = product.savings_goal(account)
    product.record(dream, "100")
    made = make(product, account).body["account"]
    assert (made["balanceCents"], made["residualCents"]) == (5000_00, 0)
    assert books.saved(dream) == "5000.00"
    assert entries(product, dream) == [("credit", "100.00"), ("credit", "4900.00")]


def test_a_goal_that_comes_later_holds_all_of_it(product: Product, books: Books, fund: str) -> None:
    ear = Ear(product)
    dream = product.savings_goal(fund)
    assert (books.money(fund), books.saved(dream)) == ((5000_00, 0), "5000.00")
    assert entries(product, dream) == [("credit", "5000.00")]
    assert books.goal(dream)["achieved_at"] == NOW
    names = ear.names()
    assert {"account.residual.changed", "action.created", "goal.achieved", "goal.created"} <= set(names)


def test_each_value_is_an_adjusting_entry(product: Product, books: Books, fund: str) -> None:
    dream = product.savings_goal(fund)
    ear = Ear(product)
    value(product, fund, balanceCents=5300_00)
    assert ear.names() == ["account.balance.changed", "account.updated", "action.created"]
    value(product, fund, balanceCents=4100_00)
    value(product, fund, liquidBalanceCents=4100_00)
    assert entries(product, dream) == [("credit", "5000.00"), ("credit", "300.00"), ("debit", "1200.00")]
    assert (books.money(fund), books.saved(dream)) == ((4100_00, 0), "4100.00")


def test_a_value_counts_in_the_period_in_which_it_is_reported(product: Product, books: Books, fund: str) -> None:
    dream = product.savings_goal(fund)
    product.clock.set("2027-02-10T10:00:00Z")
    value(product, fund, balanceCents=5300_00, valuationAt="2027-01-31T10:00:00Z")
    assert books.periods(dream)[:3] == ["5000.00", "300.00", "0.00"]


def test_it_has_one_savings_goal(product: Product, books: Books, fund: str) -> None:
    first = product.savings_goal(fund)
    body = {
        "name": "Second",
        "account_id": fund,
        "target_amount": {"value": "1", "currency": "GBP"},
        "recurrent_amount": {"value": "1", "currency": "GBP"},
    }
    assert product.refused("POST", "/goals/v1/savings", body).status == 409
    product.call("DELETE", f"/goals/v1/savings/{first}")
    assert books.money(fund) == (5000_00, 5000_00)
    second = product.savings_goal(fund)
    assert (books.money(fund), books.saved(second)) == ((5000_00, 0), "5000.00")


@pytest.mark.parametrize("direction", ["credit", "debit"])
def test_its_goal_takes_no_declared_actions(product: Product, fund: str, direction: str) -> None:
    dream = product.savings_goal(fund)
    body = {"amount": {"value": "1"}, "credit_debit_indicator": direction}
    answer = product.refused("POST", f"/goals/v1/savings/{dream}/actions", body)
    assert answer.status == 400


def test_its_goals_entries_are_not_corrected(product: Product, account: str) -> None:
    dream = product.savings_goal(account)
    action = product.record(dream, "100").data["id"]
    make(product, account)
    path = f"/goals/v1/savings/{dream}/actions/{action}"
    assert product.refused("PATCH", path, {"amount": {"value": "50"}}).status == 400
    assert product.refused("DELETE", path).status == 400


def test_transactions_are_kept_and_move_nothing(product: Product, books: Books, fund: str) -> None:
    dream = product.savings_goal(fund)
    ear = Ear(product)
    made = books.report(deposit(fund, 100_00, dream))
    assert (made["toAccount"]["type"], made["toDream"]["balanceCents"]) == ("Performance", 5000_00)
    assert ear.names() == ["transaction.settled"]
    out = books.report(withdrawal(fund, 9000_00))
    books.undo(out["id"])
    books.undo(made["id"])
    assert (books.money(fund), books.saved(dream), len(entries(product, dream))) == ((5000_00, 0), "5000.00", 1)


def test_a_transfer_moves_only_its_shared_side(
    product: Product, books: Books, household: dict[str, Any], fund: str
) -> None:
    dream = product.savings_goal(fund)
    shared = product.account(household, 300)
    books.report(transfer(shared, fund, 100_00, into=dream))
    assert (books.money(shared), books.money(fund)) == ((200_00, 200_00), (5000_00, 0))
    books.report(transfer(fund, shared, 50_00, out_of=dream))
    assert (books.money(shared), books.money(fund)) == ((250_00, 250_00), (5000_00, 0))


def test_a_dream_of_another_account_is_refused_there_too(
    product: Product, books: Books, household: dict[str, Any], fund: str
) -> None:
    other = product.savings_goal(product.account(household, 300))
    body = {"transaction": {**deposit(fund, 1, other)["transaction"], "userId": ANNA}}
    assert books.refuse(body).status == 400


def test_goals_on_its_balance_follow_its_value(product: Product, books: Books, fund: str) -> None:
    plan = {"target_amount": "6000", "period_amount": "500"}
    balance = product.goal(fund, target="current_balance", **plan)["id"]
    free = product.goal(fund, target="available_balance", **plan)["id"]
    value(product, fund, balanceCents=6100_00)
    assert (books.saved(balance), books.saved(free)) == ("6100.00", "6100.00")
    assert books.goal(balance)["achieved_at"] == NOW


def test_a_goal_on_what_is_available_sees_none_of_it(product: Product, books: Books, account: str) -> None:
    product.savings_goal(account)
    free = product.goal(account, target="available_balance", target_amount="6000", period_amount="500")["id"]
    make(product, account)
    assert books.saved(free) == "0.00"
    value(product, account, balanceCents=6100_00)
    assert books.saved(free) == "0.00"


def test_a_goal_after_one_that_has_ended_shares_the_loss(product: Product, books: Books, fund: str) -> None:
    first = product.savings_goal(fund, target_date="2027-02-28", recurrent_amount=None)
    product.close_all(until="2027-04-01T10:00:00Z")
    second = product.savings_goal(fund)
    value(product, fund, balanceCents=5300_00)
    assert (books.saved(first), books.saved(second)) == ("5000.00", "300.00")
    value(product, fund, balanceCents=4900_00)
    assert (books.saved(first), books.saved(second)) == ("4900.00", "0.00")
    assert books.money(fund) == (4900_00, 0)


def test_the_value_date_is_the_day_it_was_reported(
    product: Product, books: Books, household: dict[str, Any], fund: str
) -> None:
    product.clock.set("2027-06-30T23:30:00Z")
    value(product, fund, balanceCents=5300_00)
    path = f"/api/v2/household/{household['HouseholdGUID']}/savings/{fund}"
    saving = product.call("GET", path, customer=None).data
    assert (saving["ValueDate"], saving["Value"]) == ("2027-07-01", 5300)
