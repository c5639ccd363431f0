"""What calls cost: each row is a call that is made on a fresh table, and what the table itself says it consumed."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final
from unittest.mock import patch

from contract.examples import BODIES
from savings.store.schema import TABLE
from tests.integration.households.home import Home
from tests.integration.ledger.books import deposit, withdrawal
from tests.product import ANNA, Meter, Product, goal_body

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Measured = Callable[[Product], None]

KEY: Final = {"Idempotency-Key": "4f6d2c1e-7a43-4c0b-9f0e-2f1f6f1f9a10"}
SAVINGS: Final = "/goals/v1/savings"
CREDIT: Final = {"amount": {"value": "10"}, "credit_debit_indicator": "credit"}


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that a call may cost by design: round trips (calls side by side are one), read and write units."""

    trips: float
    read: float
    written: float
    at_once: int = 1
    """How many of its calls go side by side."""

    def allows(self, meter: Meter) -> bool:
        """Whether what was measured is within."""
        trips = len(meter.calls) - self.at_once + 1
        return trips <= self.trips and meter.read <= self.read and meter.written <= self.written


class OverBudget(Exception):
    """A call costs more than it may."""


_ROWS: dict[str, tuple[Measured, Budget | None]] = {}
_numbers = itertools.count(1)


def cost_table(client: "DynamoDBClient") -> list[str]:
    """Return the rows of the table of costs; `client` reports consumed capacity as AWS does."""
    rows = []
    meter = Meter()
    for title, (measured, budget) in _ROWS.items():
        with fresh_product(client, meter) as product:
            measured(product)
            if budget is not None and not budget.allows(meter):
                raise OverBudget(f"{title}: {meter}")
            allowed = f"≤ {budget.trips:g}, {budget.read:g}, {budget.written:g}" if budget else ""
            rows.append(f"{cost_row(title, meter)} {allowed} |")
    return rows


def cost_row(title: str, meter: Meter) -> str:
    """Return what the meter has heard as a row of a table."""
    calls = ", ".join(
        operation if times == 1 else f"{times} {operation}" for operation, times in sorted(Counter(meter.calls).items())
    )
    return f"| {title} | {calls} | {meter.read:g} | {meter.written:g} |"


@contextmanager
def fresh_product(client: "DynamoDBClient", meter: Meter) -> Iterator[Product]:
    """Give the product over a table of its own."""
    name = f"savings-costs-{next(_numbers)}"
    client.create_table(TableName=name, **TABLE)
    product = Product(client, name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    product.meter = meter
    meter.watch(product.wire)
    yield product
    client.delete_table(TableName=name)


def _row(title: str, budget: Budget | None = None) -> Callable[[Measured], Measured]:
    def register(measured: Measured) -> Measured:
        _ROWS[title] = measured, budget
        return measured

    return register


def _measure(product: Product, method: str, path: str, body: Any = None, *, status: int = 200, **options: Any) -> None:
    """Make a call a second after what it needs, so that its id is free."""
    product.clock.forward(seconds=1)
    _measure_now(product, method, path, body, status=status, **options)


def _measure_now(
    product: Product, method: str, path: str, body: Any = None, *, status: int = 200, **options: Any
) -> None:
    product.meter.reset()
    answer = product.call(method, path, body, **options)
    assert answer.status == status, answer


def _saver(product: Product) -> tuple[str, str]:
    """Return the paths of a savings goal's actions and of one of them."""
    goal = product.savings_goal(product.account(product.household()))
    action = product.record(goal, "10.00").data["id"]
    return f"{SAVINGS}/{goal}/actions", f"{SAVINGS}/{goal}/actions/{action}"


@_row("POST a goal", Budget(2, 2, 5))
def _goal(product: Product) -> None:
    body = goal_body(product.account(product.household()))
    _measure(product, "POST", "/goals", body, status=201)


@_row("POST a goal in the millisecond of another one, under a key")
def _goals_of_one_instant(product: Product) -> None:
    body = goal_body(product.account(product.household()))
    product.call("POST", "/goals", body)
    _measure_now(product, "POST", "/goals", body, status=201, headers=KEY)


@_row("POST a goal under a key", Budget(2, 2, 7))
def _goal_with_key(product: Product) -> None:
    body = goal_body(product.account(product.household()))
    _measure(product, "POST", "/goals", body, status=201, headers=KEY)


@_row("POST a goal of 3,652 daily periods under a key", Budget(2, 2, 7))
def _daily_goal(product: Product) -> None:
    account = product.account(product.household())
    body = goal_body(account, frequency="daily", target_amount="", period_amount="1.00", end_date="2037-01-08")
    _measure(product, "POST", "/goals", body, status=201, headers=KEY)


@_row("POST a goal on a balance under a key", Budget(3, 3, 7))
def _balance_goal(product: Product) -> None:
    body = goal_body(product.account(product.household()), target="current_balance")
    _measure(product, "POST", "/goals", body, status=201, headers=KEY)


@_row("the same POST again under its key")
def _replay(product: Product) -> None:
    body = goal_body(product.account(product.household()))
    product.call("POST", "/goals", body, headers=KEY)
    _measure(product, "POST", "/goals", body, status=201, headers=KEY)


@_row("POST a preview of a goal")
def _preview(product: Product) -> None:
    _measure(product, "POST", "/goals/preview", goal_body(product.account(product.household())))


@_row("GET a savings goal", Budget(1, 1, 0))
def _get_savings_goal(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    _measure(product, "GET", f"{SAVINGS}/{goal}")


@_row("GET an action")
def _get_action(product: Product) -> None:
    _, action = _saver(product)
    _measure(product, "GET", action)


@_row("GET a goal", Budget(1, 1, 0))
def _get_goal(product: Product) -> None:
    goal = product.goal(product.account(product.household()))
    _measure(product, "GET", f"/goals/{goal['id']}")


@_row("GET a customer's goals: 20", Budget(1, 3, 0))
def _get_goals(product: Product) -> None:
    account = product.account(product.household())
    for _ in range(20):
        product.goal(account)
    _measure(product, "GET", "/goals")


@_row("PUT a goal")
def _retext(product: Product) -> None:
    goal = product.goal(product.account(product.household()))
    _measure(product, "PUT", f"/goals/{goal['id']}", {"name": "Other"})


@_row("DELETE a goal")
def _cancel(product: Product) -> None:
    goal = product.goal(product.account(product.household()))
    _measure(product, "DELETE", f"/goals/{goal['id']}", status=204)


@_row("GET a goal's periods: 11 closed, 1 open")
def _periods(product: Product) -> None:
    goal = product.goal(product.account(product.household()))
    product.close_all(until="2027-12-20T00:00:00Z")
    _measure(product, "GET", f"/goals/{goal['id']}/periods")


@_row("POST a preview of a change: 11 closed periods")
def _preview_change(product: Product) -> None:
    goal = product.goal(product.account(product.household()))
    product.close_all(until="2027-12-20T00:00:00Z")
    _measure(product, "POST", f"/goals/{goal['id']}/preview", {"target_amount": "1300.00"})


@_row("GET a savings goal's integrity: 2 closed periods, 10 actions")
def _integrity(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    for _ in range(10):
        product.record(goal, "10.00")
        product.clock.forward(days=5)
    product.close_all()
    _measure(product, "GET", f"/goals/{goal}/integrity")


@_row("POST a savings goal under a key", Budget(2, 2, 7))
def _savings_goal(product: Product) -> None:
    money = {"value": "1200", "currency": "GBP"}
    account = product.account(product.household())
    body = {"name": "Car", "account_id": account, "target_amount": money, "recurrent_amount": money}
    _measure(product, "POST", SAVINGS, body, status=201, headers=KEY)


@_row("PATCH a savings goal")
def _replan(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    _measure(product, "PATCH", f"{SAVINGS}/{goal}", {"name": "New car"})


@_row("DELETE a savings goal that holds money")
def _release(product: Product) -> None:
    goal = product.savings_goal(product.account(product.household()))
    product.record(goal, "10.00")
    _measure(product, "DELETE", f"{SAVINGS}/{goal}", status=204)


@_row("DELETE all savings goals: 46 on two accounts")
def _release_all(product: Product) -> None:
    household = product.household()
    one, other = product.account(household), product.account(household)
    for number in range(46):
        product.savings_goal(one if number < 40 else other)
    _measure(product, "DELETE", SAVINGS, status=204)


@_row("POST an action", Budget(2, 2, 6))
def _record(product: Product) -> None:
    actions, _ = _saver(product)
    _measure(product, "POST", actions, CREDIT, status=201)


@_row("POST an action under a key", Budget(2, 2, 8))
def _record_with_key(product: Product) -> None:
    actions, _ = _saver(product)
    _measure(product, "POST", actions, CREDIT, status=201, headers=KEY)


@_row("POST an action, one period closed on the way", Budget(4, 2, 10))
def _record_late(product: Product) -> None:
    actions, _ = _saver(product)
    product.clock.set("2027-02-01T09:00:00Z")
    _measure(product, "POST", actions, CREDIT, status=201)


@_row("POST an action, one goal on the available balance")
def _record_watched(product: Product) -> None:
    account = product.account(product.household())
    product.goal(account, target="available_balance")
    goal = product.savings_goal(account)
    _measure(product, "POST", f"{SAVINGS}/{goal}/actions", CREDIT, status=201)


@_row("POST an action that the balance does not cover, under a key")
def _record_too_much(product: Product) -> None:
    actions, _ = _saver(product)
    body = {"amount": {"value": "9000"}, "credit_debit_indicator": "credit"}
    _measure(product, "POST", actions, body, status=400, headers=KEY)


@_row("GET a page of 100 actions", Budget(1, 4.5, 0, at_once=2))
def _actions(product: Product) -> None:
    actions, _ = _saver(product)
    for _ in range(100):
        assert product.call("POST", actions, CREDIT).status == 201
        product.clock.forward(seconds=1)
    _measure(product, "GET", actions)


@_row("PATCH an action of the open period", Budget(2, 2, 6))
def _correct(product: Product) -> None:
    _, action = _saver(product)
    _measure(product, "PATCH", action, {"amount": {"value": "12"}})


@_row("PATCH an action of a closed period", Budget(2, 2, 8))
def _correct_closed(product: Product) -> None:
    _, action = _saver(product)
    product.close_all(until="2027-03-02T00:00:00Z")
    _measure(product, "PATCH", action, {"amount": {"value": "12"}})


@_row("DELETE an action of the open period", Budget(2, 2, 6))
def _remove(product: Product) -> None:
    _, action = _saver(product)
    _measure(product, "DELETE", action, status=204)


@_row("DELETE an action of a closed period", Budget(2, 2, 8))
def _remove_closed(product: Product) -> None:
    _, action = _saver(product)
    product.close_all(until="2027-03-02T00:00:00Z")
    _measure(product, "DELETE", action, status=204)


def _transaction(product: Product, make: Callable[..., Any], following: int, of: str = "") -> None:
    account = product.account(product.household())
    for _ in range(following):
        product.goal(account, tracking_type="debit_credit")
    saver = (product.savings_goal(account),) if of else ()
    _measure(product, "POST", "/transactions", make(account, 1_00, *saver, userId=ANNA), status=201)


@_row("POST a deposit", Budget(4, 3, 8))
def _deposit(product: Product) -> None:
    _transaction(product, deposit, 0)


@_row("POST a deposit, 10 goals following", Budget(4, 3 + 10, 8 + 2 * 10))
def _deposit_followed(product: Product) -> None:
    _transaction(product, deposit, 10)


@_row("POST a withdrawal, 10 goals following", Budget(4, 3 + 10, 8 + 2 * 10))
def _withdrawal_followed(product: Product) -> None:
    _transaction(product, withdrawal, 10)


@_row("POST a deposit for a savings goal, 10 goals following", Budget(4, 3 + 11, 8 + 2 * 11 + 2))
def _deposit_for_goal(product: Product) -> None:
    _transaction(product, deposit, 10, "a goal")


@_row("GET a page of 20 transactions that name 20 savings goals on one account")
def _transactions(product: Product) -> None:
    account = product.account(product.household())
    for _ in range(20):
        product.clock.forward(seconds=1)
        body = deposit(account, 1_00, product.savings_goal(account), userId=ANNA)
        assert product.call("POST", "/transactions", body).status == 201
    _measure(product, "GET", "/transactions")


@_row("the schedule: all 64 shards, nothing due")
def _enqueue(product: Product) -> None:
    product.savings_goal(product.account(product.household()))
    product.meter.reset()
    product.close_all(shards=range(64))


@_row("close: one shard with 20 goals, one period each", Budget(2.1 * 20, 20, 4 * 20))
def _close(product: Product) -> None:
    with patch("savings.store.keys.SHARDS", 1):
        account = product.account(product.household())
        for _ in range(20):
            product.goal(account)
        product.clock.set("2027-02-10T00:00:00Z")
        product.meter.reset()
        product.close_all(shards=range(1))


@_row("close: one shard with one goal, its last period and its end")
def _finish(product: Product) -> None:
    with patch("savings.store.keys.SHARDS", 1):
        account = product.account(product.household())
        product.goal(account, frequency="singular", period_amount="", end_date="2027-01-15")
        product.clock.set("2027-02-10T00:00:00Z")
        product.meter.reset()
        product.close_all(shards=range(1))


@_row("due: one shard with 20 contributions, one payment each")
def _pay(product: Product) -> None:
    with patch("savings.store.keys.SHARDS", 1):
        home = Home(product)
        saving = home.saving()
        for _ in range(20):
            product.clock.forward(seconds=1)
            home.contribution(saving, StartBasis=3, StartDate="2027-02-01")
        product.clock.set("2027-02-10T00:00:00Z")
        product.meter.reset()
        product.close_all(shards=range(1))


def _webhook(product: Product) -> str:
    made = product.call("POST", "/webhooks", BODIES["create_webhook"], customer=None)
    return f"/webhooks/{made.body['id']}"


@_row("POST a webhook under a key", Budget(2, 1, 6))
def _register(product: Product) -> None:
    _measure(product, "POST", "/webhooks", BODIES["create_webhook"], status=201, headers=KEY, customer=None)


@_row("rotate a webhook's key under a key", Budget(2, 2, 4))
def _rotate(product: Product) -> None:
    _measure(product, "POST", f"{_webhook(product)}/rotate", status=201, headers=KEY, customer=None)


@_row("GET a webhook's keys", Budget(1, 1, 0))
def _keys(product: Product) -> None:
    _measure(product, "GET", f"{_webhook(product)}/keys", customer=None)
