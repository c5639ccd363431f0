"""Every operation that writes, with bodies that it accepts and refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from tests.product import ANNA, Answer, Product, goal_body, person

KEY: Final = "8e03978e-40d5-43dd-bc93-6894a57f9324"
SAVINGS: Final = "/goals/v1/savings"


@dataclass(frozen=True)
class Scene:
    """A household with one goal of each kind that routes need."""

    household: str
    account: str
    goal: str
    savings_goal: str
    action: str


@dataclass(frozen=True)
class Operation:
    """A write: method, path and body, another valid body for it, and one that breaks a rule (None: there is none)."""

    method: str
    path: str
    body: Any = None
    other: Any = None
    broken: Any = None
    customer: str | None = ANNA

    def send(self, product: Product, body: Any = "own", key: str = KEY, **options: Any) -> Answer:
        """Send the operation under a key, with its own body or another."""
        headers = {"Idempotency-Key": key, **options.pop("headers", {})}
        sent = self.body if body == "own" else body
        return product.call(self.method, self.path, sent, headers=headers, **{"customer": self.customer, **options})


def saving(name: str, value: float = 10) -> dict[str, Any]:
    """Return a body that opens an account of Anna's."""
    return {
        "ClientGUID": ANNA,
        "SavingsDescription": name,
        "SavingsType": 2,
        "Value": value,
        "ValueDate": "2027-01-10",
    }


def plan(scene: Scene, name: str, value: str = "100") -> dict[str, Any]:
    """Return a body that creates a savings goal."""
    amount = {"value": value}
    return {"name": name, "account_id": scene.account, "target_amount": amount, "recurrent_amount": amount}


def act(value: str) -> dict[str, Any]:
    """Return a body that records an action."""
    return {"amount": {"value": value}, "credit_debit_indicator": "credit"}


def household_body(name: str, **members: Any) -> dict[str, Any]:
    """Return a body that creates a household of one person."""
    return {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(FirstName=name)], **members}


WRITES: Final[dict[str, Callable[[Scene], Operation]]] = {
    "create_goal": lambda scene: Operation(
        "POST",
        "/goals",
        goal_body(scene.account),
        goal_body(scene.account, name="Car"),
        goal_body(scene.account, name=""),
    ),
    "update_goal": lambda scene: Operation(
        "PUT", f"/goals/{scene.goal}", {"name": "Car"}, {"name": "Bike"}, {"status": "completed"}
    ),
    "cancel_goal": lambda scene: Operation("DELETE", f"/goals/{scene.goal}"),
    "cancel_savings_goal": lambda scene: Operation("DELETE", f"/goals/{scene.savings_goal}"),
    "savings_post": lambda scene: Operation("POST", SAVINGS, plan(scene, "Car"), plan(scene, "Bike"), plan(scene, "")),
    "savings_delete_all": lambda scene: Operation("DELETE", SAVINGS),
    "savings_patch": lambda scene: Operation(
        "PATCH",
        f"{SAVINGS}/{scene.savings_goal}",
        {"name": "Car"},
        {"name": "Bike"},
        {"target_date": "2027-12-31"},
    ),
    "savings_patch_without_change": lambda scene: Operation(
        "PATCH", f"{SAVINGS}/{scene.savings_goal}", {}, {"name": "Bike"}, {"name": ""}
    ),
    "savings_delete": lambda scene: Operation("DELETE", f"{SAVINGS}/{scene.savings_goal}"),
    "actions_post": lambda scene: Operation(
        "POST", f"{SAVINGS}/{scene.savings_goal}/actions", act("7"), act("8"), act("5000")
    ),
    "actions_patch": lambda scene: Operation(
        "PATCH",
        f"{SAVINGS}/{scene.savings_goal}/actions/{scene.action}",
        {"amount": {"value": "7"}},
        {"amount": {"value": "8"}},
        {"amount": {"value": "6000"}},
    ),
    "actions_delete": lambda scene: Operation("DELETE", f"{SAVINGS}/{scene.savings_goal}/actions/{scene.action}"),
    "create_household": lambda _: Operation(
        "POST",
        "/api/v2/household",
        household_body("Eve"),
        household_body("Eva"),
        household_body("Eve", Currency="XYZ"),
        None,
    ),
    "create_saving": lambda scene: Operation(
        "POST", f"/api/v2/household/{scene.household}/savings", saving("Cash"), saving("Gold"), saving("Cash", -1), None
    ),
}
