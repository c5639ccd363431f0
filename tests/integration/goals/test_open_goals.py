"""A customer has at most 1,000 open goals, on all accounts together; only large households pay for the count."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from savings.config import Settings
from savings.domain.account import MAX_FOLLOWERS, MAX_OPEN_GOALS, MAX_SAVINGS_GOALS, NEARLY_COUNTED, UNCOUNTED_ACCOUNTS
from savings.domain.errors import Conflicting
from savings.domain.goal import Goal
from savings.domain.plan import SavingsFigures
from savings.runtime import Runtime
from savings.store import accounts, households
from savings.store.table import Table
from savings.usecases import goals
from savings.usecases.caller import Caller
from savings.usecases.savings_goals import SavingsGoalRequest
from tests.crowd import at_once, perform
from tests.faults import Faults
from tests.integration.households.home import Home
from tests.integration.ledger.books import Books, deposit
from tests.product import ANNA, BEN, CLIENT, Answer, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

FULL = "The customer has 5 open goals already."
MONEY = {"value": "1200", "currency": "GBP"}
KEY = {"Idempotency-Key": "one more"}


@pytest.fixture
def home(product: Product, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A household whose people may have five open goals."""
    monkeypatch.setattr(goals, "MAX_OPEN_GOALS", 5)
    return Home(product)


def opened(home: Home, count: int) -> list[str]:
    """Open savings until the household has so many, and return them."""
    there = len(home.call("GET", "/savings").data)
    return [home.saving(SavingsDescription=str(number)) for number in range(there, count)]


def create(product: Product, account: str, **options: Any) -> Answer:
    product.clock.forward(seconds=1)
    return product.call("POST", "/goals", goal_body(account), **options)


def create_savings_goal(product: Product, account: str, **options: Any) -> Answer:
    product.clock.forward(seconds=1)
    body = {"name": "Car", "account_id": account, "target_amount": MONEY, "recurrent_amount": MONEY}
    return product.call("POST", "/goals/v1/savings", body, **options)


def count_of(product: Product, customer: str = ANNA) -> int | None:
    return households.load_open_goals(product.table, CLIENT, customer)


def test_accounts_whose_goals_are_not_counted_have_no_room_for_too_many() -> None:
    """Also where four are opened at the same moment as the one from which on all are counted."""
    assert (UNCOUNTED_ACCOUNTS + 4) * (MAX_SAVINGS_GOALS + MAX_FOLLOWERS) <= MAX_OPEN_GOALS == 1000


def test_where_there_are_few_accounts_nothing_is_counted(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS)
    for _ in range(6):
        assert create(product, savings[0]).status == 201
    assert count_of(product) is None
    assert not any(one.counts_goals for one, _ in accounts.load_open(product.table, CLIENT, home.data["HouseholdGUID"]))


@pytest.mark.parametrize("more", [create, create_savings_goal])
def test_no_goal_is_created_beyond_the_limit_on_whichever_account(
    product: Product, home: Home, more: Callable[..., Answer]
) -> None:
    early = opened(home, 4)
    for account in early:
        assert more(product, account).status == 201
    late = opened(home, UNCOUNTED_ACCOUNTS + 2)
    assert create(product, early[0]).status == 201
    assert create_savings_goal(product, late[-1], headers=KEY).status == 201
    assert count_of(product) == 5
    for account in (early[0], late[0], late[-1]):
        with product.unchanged():
            refused = more(product, account)
        assert refused.status == 409
        assert FULL in (refused.body.get("detail"), refused.body.get("message"))
    again = create_savings_goal(product, late[-1], headers=KEY)
    assert (again.status, again.headers["Idempotency-Replayed"]) == (201, "true")
    assert create(product, late[0], customer=BEN).status == 404


def test_a_goal_that_has_ended_makes_room_however_it_ended(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS + 1)
    made = [create_savings_goal(product, account).data["id"] for account in savings[:3]]
    cancelled = create(product, savings[3]).body["id"]
    short = goal_body(savings[4], frequency="singular", period_amount="", end_date="2027-02-10")
    assert product.call("POST", "/goals", short).status == 201
    assert create(product, savings[5]).status == 409
    assert product.call("DELETE", f"/goals/{cancelled}").status == 204
    assert product.call("DELETE", f"/goals/v1/savings/{made[0]}").status == 204
    assert [create(product, account).status for account in savings[6:9]] == [201, 201, 409]
    product.close_all(until="2027-02-20T10:00:00Z")
    assert [create(product, account).status for account in savings[7:9]] == [201, 409]


def test_people_of_a_household_are_counted_each_for_themselves(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS + 1)
    shared = home.saving(JointOwnerClientGUID=BEN)
    for account in savings[:5]:
        assert create(product, account).status == 201
    assert create(product, shared).status == 409
    assert [create(product, shared, customer=BEN).status for _ in range(6)] == [201] * 5 + [409]


def test_the_savings_goal_of_a_performance_account_is_counted(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS + 1)
    for account in savings[:2]:
        body = {"account": {"type": "Performance", "savingsId": account, "userId": ANNA}}
        assert product.call("POST", "/accounts", body).status == 201
    assert create_savings_goal(product, savings[0]).status == 201
    assert count_of(product) == 1
    for account in savings[2:6]:
        assert create(product, account).status == 201
    assert create_savings_goal(product, savings[1]).status == 409


def test_the_last_place_of_a_customer_goes_to_one_goal(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS + 1)
    for account in savings[:4]:
        assert create(product, account).status == 201
    product.clock.forward(seconds=1)
    request = SavingsGoalRequest("One more", SavingsFigures(1200_00, 100_00))

    def try_on(account: str) -> Goal | Conflicting:
        runtime = Runtime(Settings(table_name=product.table_name), product.clock)
        vars(runtime)["table"] = Table(product.wire, product.table_name)
        caller = Caller(CLIENT, CLIENT, CLIENT, ANNA)
        try:
            return perform(runtime, caller, lambda attempt: goals.create_goal(attempt, account, lambda _: request))
        except Conflicting as refused:
            return refused

    outcomes = at_once([partial(try_on, account) for account in savings[:8]])
    assert sum(isinstance(outcome, Goal) for outcome in outcomes) == 1


def test_a_goal_that_crosses_the_opening_from_which_on_goals_are_counted_is_counted(
    product: Product, home: Home, faults: Faults
) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS)
    faults.meanwhile("TransactWriteItems", lambda: opened(home, UNCOUNTED_ACCOUNTS + 1))
    assert create(product, savings[0]).status == 201
    assert count_of(product) == 1


@pytest.mark.parametrize("there", range(NEARLY_COUNTED, UNCOUNTED_ACCOUNTS))
def test_an_opening_that_crosses_those_from_which_on_goals_are_counted_counts_as_well(
    product: Product, home: Home, faults: Faults, there: int
) -> None:
    opened(home, there)
    faults.meanwhile("TransactWriteItems", lambda: opened(home, UNCOUNTED_ACCOUNTS + 1))
    home.saving()
    every = [one for one, _ in accounts.load_open(product.table, CLIENT, home.data["HouseholdGUID"])]
    assert len(every) == UNCOUNTED_ACCOUNTS + 2
    assert all(one.counts_goals for one in every)


def test_accounts_that_count_go_on_as_they_did(product: Product, home: Home) -> None:
    savings = opened(home, UNCOUNTED_ACCOUNTS + 1)
    books, goal = Books(product), create_savings_goal(product, savings[0]).data["id"]
    books.report(deposit(savings[0], 10_00, goal))
    assert product.record(goal, "5").status == 201
    home.call("PUT", f"/savings/{savings[0]}", home.saving_body(Value=3000))
    assert create(product, savings[0]).status == 201
    assert count_of(product) == 2
