"""PUT of a saving: its value is the account's balance, and what follows the balance follows the value."""

from typing import Any

import pytest

from savings.domain.events import Event
from tests import stream
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

HAS_GOALS = "The owner has an open goal on this saving."


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(home: Home) -> str:
    """Anna's, with 2500.50 in it."""
    return home.saving()


def put(home: Home, saving: str, **members: Any) -> dict[str, Any]:
    answer = home.call("PUT", f"/savings/{saving}", home.saving_body(**members))
    assert answer.status == 200, answer.body
    return dict(answer.data)


def entries(product: Product) -> list[int]:
    """The signed amounts of the household's ledger, oldest first, where no two are of one second."""
    found = [item for item in product.items() if item["SK"]["S"].startswith("ENTRY#")]
    return [int(item["amount"]["N"]) for item in sorted(found, key=lambda item: item["SK"]["S"].split("#")[2])]


def said(product: Product, saving: str) -> list[Event]:
    """Every event of the saving's account, in the order of the writes; all sequences are held to have no gap."""
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    return [event for event in events if event.subject == saving]


def test_every_member_is_replaced(product: Product, home: Home, saving: str) -> None:
    sent = home.saving_body(
        SavingsDescription="Gold",
        SavingsType=22,
        Value=10,
        ValueDate="2026-12-31",
        JointOwnerClientGUID=BEN,
        MinimumBalance=5.25,
        DependantGUID=home.dependant,
        ATRSlot=1,
        PolicyNumber="7",
    )
    changed = put(home, saving, **sent)
    assert {name: changed[name] for name in sent} == sent
    assert changed["SavingsGUID"] == saving
    assert home.call("GET", f"/savings/{saving}").data == changed
    bare = put(home, saving)
    absent = ("JointOwnerClientGUID", "MinimumBalance", "DependantGUID", "ATRSlot", "PolicyNumber")
    assert [bare[name] for name in absent] == [None] * len(absent)


def test_another_value_moves_balance_and_ledger(product: Product, home: Home, saving: str) -> None:
    product.clock.forward(days=1)
    assert put(home, saving, Value=3000, ValueDate="2027-01-11")["Value"] == 3000
    product.clock.forward(days=1)
    assert put(home, saving, Value=0)["Value"] == 0
    assert entries(product) == [250050, 49950, -300000]


def test_the_same_value_moves_nothing(product: Product, home: Home, saving: str) -> None:
    put(home, saving, SavingsDescription="Gold")
    assert entries(product) == [250050]
    assert [event.name for event in said(product, saving)] == ["account.opened", "account.updated"]


def test_a_moved_value_is_reported_in_one_sequence(product: Product, home: Home, saving: str) -> None:
    goal = product.savings_goal(saving)
    product.record(goal, "500")
    put(home, saving, Value=3000)
    put(home, saving, Value=100, SavingsType=1)
    events = said(product, saving)
    assert [(event.sequence, event.name) for event in events] == [
        (1, "account.opened"),
        (2, "account.residual.changed"),
        (3, "account.updated"),
        (4, "account.balance.changed"),
        (5, "account.residual.changed"),
        (6, "account.updated"),
        (7, "account.balance.changed"),
        (8, "account.residual.changed"),
    ]
    assert [event.data["balance"]["value"] for event in events[2:]] == ["3000.00"] * 3 + ["100.00"] * 3
    assert [event.data["residual"]["value"] for event in events[2:]] == ["2500.00"] * 3 + ["-400.00"] * 3


def test_money_of_goals_stays_theirs(product: Product, home: Home, saving: str) -> None:
    """A balance that is stated is a fact, also where it is less than the goals hold: nothing more can be saved then."""
    goal = product.savings_goal(saving)
    product.record(goal, "500")
    put(home, saving, Value=499.99)
    assert product.call("GET", f"/goals/{goal}").body["current_amount"] == "500.00"
    assert product.record(goal, "0.01").status == 400
    put(home, saving, Value=500.01)
    assert product.record(goal, "0.01").status == 201


def test_goals_on_the_balance_and_on_the_residual_move_along(product: Product, home: Home, saving: str) -> None:
    earmark = product.savings_goal(saving)
    product.record(earmark, "500.50")
    on_balance = product.goal(saving, target="current_balance", target_amount="9000.00")["id"]
    on_residual = product.goal(saving, target="available_balance", target_amount="9000.00")["id"]
    counting = product.goal(saving)["id"]
    put(home, saving, Value=3000.5)
    shown = {goal: product.call("GET", f"/goals/{goal}").body for goal in (on_balance, on_residual, counting)}
    assert [goal["current_amount"] for goal in shown.values()] == ["3000.50", "2500.00", "0.00"]
    periods = product.call("GET", f"/goals/{on_balance}/periods").body
    assert periods[0]["current_amount"] == "500.00"
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_what_is_due_is_closed_before_the_value_moves(product: Product, home: Home, saving: str) -> None:
    goal = product.goal(saving, target="current_balance", target_amount="9000.00")["id"]
    product.clock.set("2027-02-11T10:00:00Z")
    put(home, saving, Value=3000.5)
    first, second = product.call("GET", f"/goals/{goal}/periods").body[:2]
    assert (first["current_amount"], second["current_amount"]) == ("0.00", "500.00")


def test_a_goal_that_reaches_its_target_by_the_value_is_achieved(product: Product, home: Home, saving: str) -> None:
    goal = product.goal(saving, target="current_balance", target_amount="2600.00")["id"]
    put(home, saving, Value=2600)
    assert product.call("GET", f"/goals/{goal}").body["achieved_at"] == "2027-01-10T10:00:00Z"
    names = [event.name for event in stream.events(product.client, product.table_name)]
    assert "goal.achieved" in names


def test_another_owner_saves_on_it_from_now_on(product: Product, home: Home, saving: str) -> None:
    assert product.call("POST", "/goals", goal_body(saving), customer=BEN).status == 404
    put(home, saving, ClientGUID=BEN)
    assert product.call("POST", "/goals", goal_body(saving), customer=BEN).status == 201
    assert product.refused("POST", "/goals", goal_body(saving)).status == 404


def test_a_joint_owner_saves_on_it_as_long_as_they_are_one(product: Product, home: Home, saving: str) -> None:
    put(home, saving, JointOwnerClientGUID=BEN)
    assert product.call("POST", "/goals", goal_body(saving)).status == 201
    goal = product.call("POST", "/goals", goal_body(saving), customer=BEN).body["id"]
    refusal = {"JointOwnerClientGUID": [HAS_GOALS]}
    assert home.said("PUT", f"/savings/{saving}", home.saving_body()) == refusal
    product.call("DELETE", f"/goals/{goal}", customer=BEN)
    put(home, saving)
    assert product.refused("POST", "/goals", goal_body(saving), customer=BEN).status == 404


def test_owner_and_joint_owner_may_change_places(product: Product, home: Home, saving: str) -> None:
    put(home, saving, JointOwnerClientGUID=BEN)
    goal = product.savings_goal(saving)
    put(home, saving, ClientGUID=BEN, JointOwnerClientGUID=ANNA)
    assert product.record(goal, "1").status == 201
    assert product.call("POST", "/goals", goal_body(saving), customer=BEN).status == 201
    answer = home.call("PUT", f"/savings/{saving}", home.saving_body(JointOwnerClientGUID=BEN))
    assert (answer.status, list(answer.said)) == (422, ["ClientGUID"])


@pytest.mark.parametrize("target", ["amount", "current_balance", "available_balance", "savings goal"])
def test_an_owner_with_an_open_goal_stays(product: Product, home: Home, saving: str, target: str) -> None:
    if target == "savings goal":
        goal: Any = product.savings_goal(saving)
    else:
        goal = product.goal(saving, target=target, target_amount="9000.00")["id"]
    body = home.saving_body(ClientGUID=BEN)
    assert home.said("PUT", f"/savings/{saving}", body) == {"ClientGUID": [HAS_GOALS]}
    product.call("DELETE", f"/goals/{goal}")
    assert put(home, saving, ClientGUID=BEN)["ClientGUID"] == BEN


def test_an_owner_whose_finished_goal_still_holds_money_stays(product: Product, home: Home, saving: str) -> None:
    amount = {"value": "100", "currency": "GBP"}
    goal = product.savings_goal(saving, target_amount=amount, recurrent_amount=amount)
    product.record(goal, "100")
    product.close_all(until="2027-06-01T00:00:00Z")
    assert product.call("GET", f"/goals/{goal}").body["status"] == "completed"
    assert home.said("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=BEN)) == {"ClientGUID": [HAS_GOALS]}
    product.call("DELETE", f"/goals/v1/savings/{goal}")
    assert put(home, saving, ClientGUID=BEN)["ClientGUID"] == BEN


def test_a_household_in_yen_moves_whole_yen(product: Product) -> None:
    there = Home(product, Currency="JPY")
    saving = there.saving(Value=1000)
    product.clock.forward(seconds=1)
    assert put(there, saving, Value=1500)["Value"] == 1500
    assert entries(product) == [1000, 500]
    assert list(there.said("PUT", f"/savings/{saving}", there.saving_body(Value=1500.5))) == ["Value"]


def test_a_value_date_is_kept_as_stated(product: Product, home: Home, saving: str) -> None:
    assert put(home, saving, Value=7, ValueDate="1999-12-31")["ValueDate"] == "1999-12-31"
    tomorrow = home.saving_body(ValueDate="2027-01-11")
    assert list(home.said("PUT", f"/savings/{saving}", tomorrow)) == ["ValueDate"]
