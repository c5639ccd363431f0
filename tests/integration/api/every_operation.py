"""A household in which every operation can be done, and for each a request that is taken from whoever may send it.

No request states or moves a balance by its body, which would ask for more than the operation itself does.
"""

from collections.abc import Callable
from typing import Any, Final

from contract.examples import BODIES
from savings.api.contract import Route
from tests.integration.api.writes import act
from tests.integration.households.home import LEFT_OUT, STRANGER, Home
from tests.integration.ledger.books import Books, deposit
from tests.integration.notifications.mailbox import Mailbox
from tests.product import ANNA, BEN, Product, goal_body

CAROL: Final = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
EVE: Final = "5b0e9d2c-6a0e-4c57-8f0f-0a4b7c1d2e3f"

QUERIES: Final = {"project_saving": {"until": "2028-01-10"}}
"""Parameters that an operation cannot do without."""


class Everything:
    """Anna owns one thing of each kind; Carol may edit her household, Ben only view it; a stranger has their own.

    `names` is what the variables of paths may be.
    """

    def __init__(self, product: Product) -> None:
        self.home = Home(product, Access=[{"ClientGUID": BEN, "Level": "view"}])
        for guid in (CAROL, EVE):
            self.home.made("/clients", BODIES["create_client"] | {"ClientGUID": guid})
        product.household(STRANGER)
        self.account = self.home.saving()
        product.clock.forward(seconds=1)  # ids of one instant meet
        self.other = self.home.saving()
        product.clock.forward(seconds=1)
        empty = self.home.saving(Value=0)
        mailbox = Mailbox(product)
        linked = {"TransactionType": 12, "LinkedSavingsGUID": self.account, "TransactionPercentage": 12.5}
        event = {"EventLabel": "Retirement", "EventBasis": 1, "EventDate": "2040-06-01", "GoalAmount1": 2.5}
        product.call("DELETE", f"/goals/{product.goal(self.account)['id']}")
        mailbox.receive(mailbox.said("goal.cancelled"))
        [note] = product.call("GET", "/notifications").body["notifications"]
        self.tracking_goal = product.goal(self.account)["id"]
        self.goal = product.savings_goal(self.account)
        self.names: dict[str, Any] = {
            "HouseholdGUID": self.home.data["HouseholdGUID"],
            "ClientGUID": EVE,
            "DependantGUID": self.home.dependant,
            "EventGUID": self.home.made("/events", event)["EventGUID"],
            "SavingsGUID": empty,
            "TransactionGUID": self.home.contribution(empty, **linked, TransactionAmount=LEFT_OUT)["TransactionGUID"],
            "goal_id": self.goal,
            "goal_action_id": product.record(self.goal, "5").data["id"],
            "period_id": product.call("GET", f"/goals/{self.goal}/periods").body[0]["id"],
            "notification_id": note["id"],
            "transaction_id": Books(product).report(deposit(self.account, 100))["id"],
            "account_id": self.account,
            "webhook_id": product.call("POST", "/webhooks", BODIES["create_webhook"]).body["id"],
        }
        product.clock.forward(seconds=1)  # what is made from now on has the number of nothing here

    @property
    def of_anna(self) -> frozenset[str]:
        """What only an answer about Anna's own things has in it: their ids."""
        not_hers = {EVE, str(self.names["webhook_id"])}
        return frozenset({str(self.tracking_goal), self.account, *map(str, self.names.values())} - not_hers)

    def path(self, route: Route) -> str:
        """Return the path at which an operation is called."""
        names = self.names | ({"goal_id": self.tracking_goal} if route.operation == "cancel_goal" else {})
        return route.path.format(**names)

    def body(self, route: Route, customer: str | None) -> Any:
        """Return the body with which an operation is called for a customer; None where it takes none.

        Where a body must name its user, that is Anna for a caller who names nobody.
        """
        if route.operation == "report_transaction":
            moved = {"type": "Deposit", "externalId": "1", "amountCents": 2500, "toAccountId": self.account}
            return {"transaction": {"userId": customer or ANNA, **moved}}
        if route.operation in _BODIES:
            return _BODIES[route.operation](self)
        return BODIES.get(route.operation)


def _plan(scene: Everything) -> dict[str, Any]:
    amount = {"value": "100"}
    return {"name": "Car", "account_id": scene.account, "target_amount": amount, "recurrent_amount": amount}


_BODIES: Final[dict[str, Callable[[Everything], Any]]] = {
    "create_goal": lambda scene: goal_body(scene.account),
    "preview_goal": lambda scene: goal_body(scene.account),
    "goals_v1_savings_post": _plan,
    "goals_v1_savings_actions_post": lambda _: act("7"),
    "goals_v1_savings_actions_patch": lambda _: {"amount": {"value": "7"}},
    "create_saving": lambda scene: scene.home.saving_body(Value=0),
    "replace_saving": lambda scene: scene.home.saving_body(Value=0, SavingsDescription="Gold"),
    "create_contribution": lambda scene: scene.home.contribution_body(),
    "replace_contribution": lambda scene: scene.home.contribution_body(Frequency=4),
    "set_preferences": lambda _: {"channels": {}, "language": None, "reminder_days": 3},
    "make_performance": lambda scene: {"account": {"type": "Performance", "savingsId": scene.other}},
}
"""Bodies by operation, where the documents' example names something that is not here or moves a balance."""
