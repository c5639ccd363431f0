"""DELETE of a saving: it closes, with its contributions, unless something depends on it."""

from typing import Any

import pytest

from tests import stream
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

DELETED = {"success": True, "message": "Saving deleted."}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(home: Home) -> str:
    """Anna's, with 2500.50 in it."""
    return home.saving()


def refusal(product: Product, home: Home, saving: str) -> Any:
    answer = product.refused("DELETE", f"{home.path}/savings/{saving}", customer=None)
    assert answer.status == 422
    return answer.body


def refused(sentence: str) -> dict[str, Any]:
    return {"success": False, "message": "Validation Error.", "data": {"SavingsGUID": [sentence]}}


HAS_GOALS = refused("The saving has goals.")


def test_a_saving_on_which_nothing_depends_is_deleted(home: Home, saving: str) -> None:
    answer = home.call("DELETE", f"/savings/{saving}")
    assert (answer.status, answer.body) == (200, DELETED)
    assert [one["SavingsGUID"] for one in home.call("GET", "/savings").data] == [home.default]
    for method in ("GET", "DELETE"):
        assert home.call(method, f"/savings/{saving}").status == 404
    assert home.call("PUT", f"/savings/{saving}", home.saving_body()).status == 404
    assert home.call("GET", f"/savings/{saving}/contributions").status == 404
    assert home.call("POST", f"/savings/{saving}/contributions", home.contribution_body()).status == 404


def test_the_default_account_cannot_be_deleted(product: Product, home: Home) -> None:
    assert refusal(product, home, home.default) == refused("The default account cannot be deleted.")


def test_a_closed_account_is_gone_for_goals_too(product: Product, home: Home, saving: str) -> None:
    home.call("DELETE", f"/savings/{saving}")
    amount = {"value": "100", "currency": "GBP"}
    plan = {"name": "Car", "account_id": saving, "target_amount": amount, "recurrent_amount": amount}
    assert product.refused("POST", "/goals", goal_body(saving)).status == 404
    assert product.refused("POST", "/goals/preview", goal_body(saving)).status == 404
    assert product.refused("POST", "/goals/v1/savings", plan).status == 404


def test_a_closed_account_keeps_its_ledger_and_its_last_figures(product: Product, home: Home, saving: str) -> None:
    home.call("DELETE", f"/savings/{saving}")
    [tombstone] = [item for item in product.items() if "closed" in item]
    assert (tombstone["balance"]["N"], tombstone["closed"]["BOOL"]) == ("250050", True)
    left = [item["SK"]["S"] for item in product.items() if "#H#" in item["PK"]["S"]]
    assert sum(name.startswith("ENTRY#") for name in left) == 1
    assert f"{tombstone['SK']['S']}#SAVING" not in left


def test_closing_is_reported_by_the_account_as_its_last_event(product: Product, home: Home, saving: str) -> None:
    home.contribution(saving, StartBasis=3, StartDate="2027-02-01")
    home.call("DELETE", f"/savings/{saving}")
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    assert [event.name for event in events if event.subject == saving] == ["account.opened", "account.closed"]
    planned = [event.name for event in events if event.name.startswith("contribution")]
    assert planned == ["contribution.created", "contribution.deleted"]


@pytest.mark.parametrize("target", ["amount", "current_balance", "available_balance"])
def test_a_saving_with_an_open_goal_cannot_be_deleted(product: Product, home: Home, saving: str, target: str) -> None:
    goal = product.goal(saving, target=target, target_amount="9000.00")["id"]
    assert refusal(product, home, saving) == HAS_GOALS
    product.call("DELETE", f"/goals/{goal}")
    assert home.call("DELETE", f"/savings/{saving}").status == 200


def test_a_saving_with_an_open_savings_goal_cannot_be_deleted(product: Product, home: Home, saving: str) -> None:
    goal = product.savings_goal(saving)
    assert refusal(product, home, saving) == HAS_GOALS
    product.record(goal, "10")
    assert refusal(product, home, saving) == HAS_GOALS
    product.call("DELETE", f"/goals/v1/savings/{goal}")
    assert home.call("DELETE", f"/savings/{saving}").status == 200
    assert product.call("GET", f"/goals/{goal}").body["status"] == "cancelled"


def test_a_saving_whose_finished_goal_still_holds_money_cannot_be_deleted(
    product: Product, home: Home, saving: str
) -> None:
    amount = {"value": "100", "currency": "GBP"}
    goal = product.savings_goal(saving, target_amount=amount, recurrent_amount=amount)
    product.record(goal, "100")
    product.close_all(until="2027-06-01T00:00:00Z")
    assert refusal(product, home, saving) == HAS_GOALS
    product.call("DELETE", f"/goals/v1/savings/{goal}")
    assert home.call("DELETE", f"/savings/{saving}").status == 200


def test_a_saving_that_another_takes_money_from_cannot_be_deleted(product: Product, home: Home, saving: str) -> None:
    product.clock.forward(seconds=1)
    other = home.saving()
    transfer = home.contribution(other, TransactionType=12, LinkedSavingsGUID=saving)["TransactionGUID"]
    linked = "The saving is linked by a contribution to another one."
    assert refusal(product, home, saving) == refused(linked)
    home.call("DELETE", f"/savings/{other}/contributions/{transfer}")
    assert home.call("DELETE", f"/savings/{saving}").status == 200


def test_a_link_that_the_type_does_not_select_holds_nothing(product: Product, home: Home, saving: str) -> None:
    product.clock.forward(seconds=1)
    other = home.saving()
    assert home.contribution(other, LinkedSavingsGUID=saving)["LinkedSavingsGUID"] == saving
    assert home.call("DELETE", f"/savings/{saving}").status == 200


@pytest.mark.parametrize("count", [1, 20, 21, 50])
def test_a_saving_goes_with_its_contributions(product: Product, home: Home, saving: str, count: int) -> None:
    """Each lets go of what it depended on, however many there are."""
    event = home.life_event("2040-06-01")
    product.clock.forward(seconds=1)
    other = home.saving()
    members = {"TransactionType": 12, "LinkedSavingsGUID": other, "EndBasis": 4, "EndEventGUID": event}
    for _ in range(count):
        product.clock.forward(seconds=1)
        home.contribution(saving, **members)
    assert home.call("DELETE", f"/events/{event}").status == 422

    assert home.call("DELETE", f"/savings/{saving}").body == DELETED

    assert home.call("DELETE", f"/events/{event}").status == 200
    assert home.call("DELETE", f"/savings/{other}").status == 200
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    assert sum(event.name == "contribution.deleted" for event in events) == count


def test_contributions_of_a_deleted_saving_are_no_longer_due(product: Product, home: Home, saving: str) -> None:
    home.contribution(saving)
    home.call("DELETE", f"/savings/{saving}")
    product.close_all(until="2027-06-01T00:00:00Z")
    names = [event.name for event in stream.events(product.client, product.table_name)]
    assert names.count("contribution.due") == 1, "today's fell due before the saving went"


def test_a_joint_saving_is_gone_for_both_owners(product: Product, home: Home) -> None:
    saving = home.saving(JointOwnerClientGUID=BEN)
    home.call("DELETE", f"/savings/{saving}")
    for customer in (ANNA, BEN):
        assert product.refused("POST", "/goals", goal_body(saving), customer=customer).status == 404


def test_another_saving_takes_the_place_of_a_deleted_one(product: Product, home: Home) -> None:
    """A household has at most forty savings at a time."""
    savings = []
    for _ in range(39):
        product.clock.forward(seconds=1)
        savings.append(home.saving())
    many = {"SavingsGUID": ["The household may have at most 40 savings."]}
    assert home.said("POST", "/savings", home.saving_body()) == many
    home.call("DELETE", f"/savings/{savings[0]}")
    assert home.saving()
