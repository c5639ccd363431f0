"""Whatever moves an account moves the goals on its balance, also those that have begun to follow it a moment ago.

Engines always read the latest, so what a lagging replica would say is put in the place of its answer.
"""

from typing import Any

import pytest

from tests.faults import Faults
from tests.integration.ledger.books import deposit
from tests.product import ANNA, Product

pytestmark = pytest.mark.usefixtures("faults")

PLAN = {"target_amount": "9000", "period_amount": "500"}
MOVES = {
    "a deposit": ("6000.00", "6000.00"),
    "a reversal": ("5000.00", "5000.00"),
    "a valuation": ("6000.00", "6000.00"),
    "a saving described anew": ("6000.00", "6000.00"),
    "an action": ("5000.00", "4000.00"),
    "a goal let go": ("6000.00", "6000.00"),
}
"""What moves 1000.00 on an account, and what goals on its balance and on its residual have then."""


class Mover:
    """An account, and one request that moves it; what the request needs is there before."""

    def __init__(self, product: Product, move: str) -> None:
        self.product = product
        household = product.household()
        self.account = product.account(household, value=6000 if move == "a goal let go" else 5000)
        saving = f"/api/v2/household/{household['HouseholdGUID']}/savings/{self.account}"
        match move:
            case "a deposit":
                self.request: tuple[str, str, Any] = (
                    "POST",
                    "/transactions",
                    deposit(self.account, 1000_00, userId=ANNA),
                )
            case "a reversal":
                made = product.call("POST", "/transactions", deposit(self.account, 1000_00, userId=ANNA)).body[
                    "transaction"
                ]
                undoing = {"transaction": {"externalId": "undo"}}
                self.request = ("POST", f"/transactions/{made['id']}/reversal", undoing)
            case "a valuation":
                performance = {"account": {"type": "Performance", "savingsId": self.account}}
                assert product.call("POST", "/accounts", performance).status == 201
                self.request = ("PATCH", f"/accounts/{self.account}", {"account": {"balanceCents": 6000_00}})
            case "a saving described anew":
                described = product.call("GET", saving, customer=None).data
                self.request = ("PUT", saving, {**described, "Value": 6000})
            case "an action":
                amount = {"amount": {"value": "1000"}, "credit_debit_indicator": "credit"}
                self.request = ("POST", f"/goals/v1/savings/{product.savings_goal(self.account)}/actions", amount)
            case _:
                goal = product.savings_goal(self.account)
                assert product.record(goal, "1000").status == 201
                self.request = ("DELETE", f"/goals/v1/savings/{goal}", None)

    def followers(self) -> tuple[int, int]:
        """Have a goal on the account's balance and one on its residual follow it from now on."""
        balance = self.product.goal(self.account, target="current_balance", **PLAN)["id"]
        return balance, self.product.goal(self.account, target="available_balance", **PLAN)["id"]

    def move(self) -> None:
        method, path, body = self.request
        customer = None if path.startswith("/api") else ANNA
        answer = self.product.call(method, path, body, customer=customer)
        assert answer.status < 300, answer.body

    def followed(self, goals: tuple[int, int]) -> tuple[str, str]:
        """What the goals have, once every invariant is proven."""
        self.product.audit()
        balance, residual = (self.product.call("GET", f"/goals/{goal}").body["current_amount"] for goal in goals)
        return balance, residual


@pytest.mark.parametrize("move", MOVES)
def test_goals_that_a_lagging_read_does_not_show_yet_move_all_the_same(product: Product, move: str) -> None:
    mover = Mover(product, move)
    goals = mover.followers()
    lag = Lag(product)
    mover.move()
    assert lag.answers == 1
    assert mover.followed(goals) == MOVES[move]


@pytest.mark.parametrize("move", MOVES)
def test_goals_that_begin_to_follow_between_the_read_and_the_write_move_all_the_same(
    product: Product, faults: Faults, move: str
) -> None:
    mover = Mover(product, move)
    made: list[tuple[int, int]] = []
    faults.meanwhile("TransactWriteItems", lambda: made.append(mover.followers()))
    mover.move()
    assert mover.followed(made[0]) == MOVES[move]


class Lag:
    """A replica that does not show the goals at its first answer."""

    def __init__(self, product: Product) -> None:
        self.answers = 0
        product.wire.answered.append(self._hide)

    def _hide(self, operation: str, request: dict[str, Any], answer: dict[str, Any]) -> None:
        if operation != "BatchGetItem" or self.answers:
            return
        (asked,) = request["RequestItems"].values()
        kinds = {key["SK"]["S"].partition("#")[0] for key in asked["Keys"]}
        if not asked["ConsistentRead"] and kinds == {"GOAL"}:
            self.answers += 1
            answer["Responses"] = {table: [] for table in answer["Responses"]}
