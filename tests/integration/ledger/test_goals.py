"""Goals that count their account's transactions: by local date of settlement, whenever the report comes."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.ledger.books import Books, Ear, deposit, transfer
from tests.product import Product


@pytest.fixture
def books(product: Product) -> Iterator[Books]:
    """Anna's books; when the test is over, every invariant of her goals must hold."""
    books = Books(product)
    yield books
    books.prove()


def quarter(product: Product, account: str, **members: Any) -> int:
    """Create a goal of 300.00 from 1 January to 31 March 2027, three months of 100.00, and return its id."""
    plan = {"target_amount": "300", "period_amount": "100", "start_date": "2027-01-01", **members}
    return int(product.goal(account, **plan)["id"])


def test_money_in_a_closed_period_restates_it(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    books.report(deposit(account, 60_00))
    product.close_all(until="2027-03-05T10:00:00Z")
    ear = Ear(product)
    books.report(deposit(account, 30_00, settledAt="2027-01-31T23:59:59Z"))
    said = ear.hear()
    [restated] = [event.data for event in said if event.name == "goal.period.restated"]
    assert (restated["goal_number"], restated["period_index"]) == (goal, 0)
    assert restated["period_current_amount_before"]["value"] == "60.00"
    assert restated["period_current_amount"]["value"] == "90.00"
    assert restated["current_amount"]["value"] == "90.00"
    assert [event.name for event in said if event.name == "goal.updated"] == ["goal.updated"]
    assert books.periods(goal) == ["90.00", "0.00", "0.00"]


def test_a_late_sweep_makes_no_difference(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    product.clock.set("2027-03-05T10:00:00Z")
    books.report(deposit(account, 30_00, settledAt="2027-01-20T10:00:00Z"))
    books.report(deposit(account, 20_00, settledAt="2027-02-20T10:00:00Z"))
    books.report(deposit(account, 10_00))
    assert books.periods(goal) == ["30.00", "20.00", "10.00"]


def test_money_while_finalising_counts_to_the_last_period(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    product.close_all(until="2027-04-01T12:00:00Z")
    assert books.goal(goal)["status"] == "finalising"
    books.report(deposit(account, 100_00, settledAt="2027-03-31T10:00:00Z"))
    books.report(deposit(account, 50_00, settledAt="2027-04-01T11:00:00Z"))
    books.report(deposit(account, 150_00, settledAt="2027-02-01T11:00:00Z"))
    assert books.periods(goal) == ["0.00", "150.00", "150.00"]
    product.close_all(until="2027-04-06T12:00:00Z")
    found = books.goal(goal)
    assert (found["status"], found["current_amount"]) == ("completed", "300.00")


def test_what_is_reported_after_the_final_close_is_not_counted(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    books.report(deposit(account, 100_00))
    product.clock.set("2027-04-06T12:00:00Z")
    ear = Ear(product)
    books.report(deposit(account, 500_00, settledAt="2027-02-01T11:00:00Z"))
    found = books.goal(goal)
    assert (found["status"], found["current_amount"]) == ("failed", "100.00")
    assert "goal.period.restated" not in {event.name for event in ear.listen()}


def test_what_settled_before_the_start_is_not_counted(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    unstarted = quarter(product, account, start_date="2027-02-01")
    books.report(deposit(account, 100_00, settledAt="2026-12-31T23:59:59Z"))
    books.report(deposit(account, 1_00))
    assert (books.saved(goal), books.saved(unstarted)) == ("1.00", "0.00")
    product.clock.set("2027-02-10T10:00:00Z")
    books.report(deposit(account, 2_00, settledAt="2027-01-31T23:59:59Z"))
    books.report(deposit(account, 4_00))
    assert (books.saved(goal), books.saved(unstarted)) == ("7.00", "4.00")


def test_transactions_from_before_the_goal_are_not_read(product: Product, books: Books, account: str) -> None:
    books.report(deposit(account, 100_00))
    goal = quarter(product, account)
    assert books.saved(goal) == "0.00"


class TestABackdatedGoal:
    """One that began in October 2026; its three periods of 100.00 over at creation are two met and one missed."""

    @pytest.fixture
    def goal(self, product: Product, account: str) -> int:
        plan = {"target_amount": "1200", "start_date": "2026-10-01", "completed_backdated_periods": 2}
        return quarter(product, account, **plan)

    def test_what_settled_then_replaces_what_was_assumed(
        self, product: Product, books: Books, account: str, goal: int
    ) -> None:
        assert books.periods(goal)[:4] == ["100.00", "100.00", "0.00", "0.00"]
        ear = Ear(product)
        books.report(deposit(account, 60_00, settledAt="2026-10-15T10:00:00Z"))
        assert (books.saved(goal), books.periods(goal)[0]) == ("200.00", "100.00")
        assert {name for name in ear.names() if name.startswith("goal.")} == set()
        books.report(deposit(account, 60_00, settledAt="2026-10-20T10:00:00Z"))
        [restated] = ear.of("goal.period.restated")
        assert (restated["period_current_amount_before"]["value"], restated["period_current_amount"]["value"]) == (
            "100.00",
            "120.00",
        )
        assert books.saved(goal) == "220.00"

    def test_a_missed_period_takes_it_all(self, books: Books, account: str, goal: int) -> None:
        books.report(deposit(account, 60_00, settledAt="2026-12-15T10:00:00Z"))
        assert (books.saved(goal), books.periods(goal)[2]) == ("260.00", "60.00")

    def test_a_reversal_goes_back_as_far_as_it_came(self, books: Books, account: str, goal: int) -> None:
        small = books.report(deposit(account, 60_00, settledAt="2026-10-15T10:00:00Z"))
        large = books.report(deposit(account, 300_00, settledAt="2026-10-20T10:00:00Z"))
        assert books.periods(goal)[0] == "360.00"
        books.undo(small["id"])
        assert books.periods(goal)[0] == "300.00"
        books.undo(large["id"])
        assert (books.saved(goal), books.periods(goal)[0]) == ("200.00", "100.00")

    def test_after_its_own_periods_close_it_goes_on(
        self, product: Product, books: Books, account: str, goal: int
    ) -> None:
        product.close_all(until="2027-02-10T10:00:00Z")
        books.report(deposit(account, 30_00, settledAt="2027-01-15T10:00:00Z"))
        books.report(deposit(account, 140_00, settledAt="2026-11-15T10:00:00Z"))
        assert books.periods(goal)[:5] == ["100.00", "140.00", "0.00", "30.00", "0.00"]


def test_a_cancelled_goal_counts_no_more(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    made = books.report(deposit(account, 60_00))
    product.call("DELETE", f"/goals/{goal}")
    books.report(deposit(account, 60_00))
    books.undo(made["id"])
    assert books.saved(goal) == "60.00"


def test_a_goal_is_achieved_by_the_transaction_that_reaches_it(product: Product, books: Books, account: str) -> None:
    goal = quarter(product, account)
    ear = Ear(product)
    made = books.report(deposit(account, 300_00))
    assert "goal.achieved" in ear.names()
    books.undo(made["id"])
    assert "goal.achieved" not in ear.names()
    books.report(deposit(account, 300_00))
    assert "goal.achieved" not in ear.names()
    assert books.goal(goal)["achieved_at"] == "2027-01-10T10:00:00Z"


def test_twenty_goals_follow_one_transaction(product: Product, books: Books, account: str) -> None:
    goals = [quarter(product, account) for _ in range(20)]
    dream = product.savings_goal(account)
    product.clock.set("2027-02-10T10:00:00Z")
    books.report(deposit(account, 10_00, dream, settledAt="2027-01-31T10:00:00Z"))
    assert {tuple(books.periods(goal)) for goal in goals} == {("10.00", "0.00", "0.00")}


def test_a_transfer_between_two_followed_accounts_moves_all_of_both(
    product: Product, books: Books, household: dict[str, Any], account: str
) -> None:
    other = product.account(household, 100)
    here = [quarter(product, account, tracking_type="debit") for _ in range(10)]
    there = [quarter(product, other) for _ in range(10)]
    product.close_all(until="2027-02-10T10:00:00Z")
    made = books.report(transfer(account, other, 10_00, settledAt="2027-01-31T10:00:00Z"))
    assert {books.periods(goal)[0] for goal in here + there} == {"10.00"}
    books.undo(made["id"])
    assert {books.periods(goal)[0] for goal in here + there} == {"0.00"}
