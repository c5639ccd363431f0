"""A savings goal's whole life, month by month: periods close, it finalises, and it ends with the right sums."""

import pytest

from savings.domain.calendar import instant
from savings.domain.events import Event
from tests.product import Listener, Product

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """300.00 by the end of April: 100.00 in February, March and April."""
    return product.savings_goal(
        account, target_amount={"value": "300"}, recurrent_amount=None, target_date="2027-04-30"
    )


def live(product: Product, goal: str, paid: dict[str, str]) -> list[Event]:
    """Record each credit at 10:00 of its day, sweep at each month's end, and return what was reported of the goal."""
    listener = Listener(product)
    said = [event for event in listener.listen() if event.subject == goal]
    days = sorted([*paid, "2027-02-01", "2027-03-01", "2027-04-01", "2027-05-01", "2027-05-05"])
    for day in days:
        if day in paid:
            product.clock.set(f"{day}T10:00:00Z")
            assert product.record(goal, paid[day]).status == 201
        else:
            product.close_all(until=f"{day}T00:00:00Z")
        said += [event for event in listener.listen() if event.subject == goal]
    return said


def test_a_goal_that_saves_enough_is_completed(product: Product, goal: str) -> None:
    said = live(product, goal, {"2027-01-20": "50", "2027-02-10": "100", "2027-03-10": "100", "2027-04-10": "50"})
    ended = product.call("GET", f"/goals/{goal}").body
    assert (ended["status"], ended["current_amount"]) == ("completed", "300.00")
    assert ended["achieved_at"] == "2027-04-10T10:00:00Z"

    names = [event.name for event in said]
    assert names == [
        *("goal.created", "goal.period.opened"),
        *("action.created", "goal.period.closed", "goal.period.opened"),
        *("action.created", "goal.milestone.reached", "goal.milestone.reached"),
        *("goal.period.closed", "goal.period.opened"),
        *("action.created", "goal.milestone.reached", "goal.period.closed", "goal.period.opened"),
        *("action.created", "goal.milestone.reached", "goal.achieved"),
        *("goal.period.closed", "goal.finalising", "goal.completed"),
    ]
    closed = [event for event in said if event.name == "goal.period.closed"]
    assert [event.data["period_current_amount"]["value"] for event in closed] == ["50.00", "100.00", "100.00", "50.00"]
    assert [instant(event.time) for event in closed] == [
        "2027-02-01T00:00:00Z",
        "2027-03-01T00:00:00Z",
        "2027-03-31T23:00:00Z",
        "2027-04-30T23:00:00Z",
    ]
    assert len({event.id for event in said}) == len(said)
    assert sorted(event.sequence for event in said) == list(range(1, len(said) + 1))


def test_a_goal_that_saves_too_little_fails(product: Product, goal: str) -> None:
    said = live(product, goal, {"2027-02-10": "100", "2027-04-10": "50"})
    ended = product.call("GET", f"/goals/{goal}").body
    assert (ended["status"], ended["current_amount"]) == ("failed", "150.00")
    assert [event.name for event in said][-3:] == ["goal.period.closed", "goal.finalising", "goal.failed"]


def test_money_while_finalising_counts_to_the_last_period(product: Product, goal: str) -> None:
    listener = Listener(product)
    product.record(goal, "250")
    product.clock.set("2027-05-03T10:00:00Z")
    listener.listen()
    assert product.record(goal, "50").status == 201

    finalising = product.call("GET", f"/goals/{goal}").body
    assert (finalising["status"], finalising["current_amount"]) == ("finalising", "300.00")
    last = product.call("GET", f"/goals/{goal}/periods").body[-1]
    assert (last["current_amount"], last["tracking_status"], last["closed_amount"]) == ("50.00", "below", "0.00")
    said = [event for event in listener.listen() if event.subject == goal]
    [restated] = [event for event in said if event.name == "goal.period.restated"]
    assert restated.data["period_current_amount_before"]["value"] == "0.00"
    assert restated.data["period_current_amount"]["value"] == "50.00"
    product.close_all(until="2027-05-05T00:00:00Z")
    assert product.call("GET", f"/goals/{goal}").body["status"] == "completed"


def test_an_older_action_that_changes_restates_its_period(product: Product, goal: str) -> None:
    product.clock.set("2027-02-10T10:00:00Z")
    action = product.record(goal, "80").data["id"]
    product.clock.set("2027-04-10T10:00:00Z")
    listener = Listener(product)
    listener.listen()
    path = f"/goals/v1/savings/{goal}/actions/{action}"
    assert product.call("PATCH", path, {"amount": {"value": "100"}}).status == 200
    said = [event for event in listener.listen() if event.subject == goal]
    assert [event.name for event in said] == ["action.updated", "goal.period.restated"]
    assert said[1].data["period_index"] == 1
    found = product.call("GET", f"/goals/{goal}/periods").body
    shown = [(period["current_amount"], period["closed_amount"]) for period in found]
    assert shown == [("0.00", "0.00"), ("100.00", "80.00"), ("0.00", "0.00"), ("0.00", None)]

    assert product.call("DELETE", path).status == 204
    found = product.call("GET", f"/goals/{goal}/periods").body
    assert [period["current_amount"] for period in found] == ["0.00", "0.00", "0.00", "0.00"]


@pytest.mark.parametrize(("saved", "status"), [("300", "completed"), ("40", "failed")])
def test_a_goal_that_has_ended_gives_money_but_takes_none(product: Product, goal: str, saved: str, status: str) -> None:
    product.record(goal, saved)
    product.close_all(until="2027-05-10T00:00:00Z")
    body = {"amount": {"value": "1"}, "credit_debit_indicator": "credit"}
    credit = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body)
    assert (credit.status, credit.said) == (400, {"amount.value": ["A goal that has ended takes no more money."]})

    debit = product.record(goal, "30", "debit")
    assert debit.status == 201
    ended = product.call("GET", f"/goals/{goal}").body
    assert (ended["status"], ended["current_amount"]) == (status, f"{int(saved) - 30}.00")
    found = product.call("GET", f"/goals/{goal}/periods").body
    assert [period["current_amount"] for period in found] == [f"{saved}.00", "0.00", "0.00", "0.00"]


def test_each_month_is_closed_once_however_often_the_sweep_runs(product: Product, goal: str) -> None:
    listener = Listener(product)
    listener.listen()
    product.close_all(until="2027-02-01T00:00:00Z")
    assert [event.name for event in listener.listen()] == ["goal.period.closed", "goal.period.opened"]
    with product.unchanged():
        product.close_all()
        product.close_all(until="2027-02-28T23:59:59Z")


def test_a_goal_ends_in_the_households_days(product: Product) -> None:
    product.clock.set("2027-01-10T10:00:00Z")
    account = product.account(product.household(TimeZone="America/New_York", FinalisingDays=0))
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    product.clock.set("2027-03-01T04:59:59Z")
    assert product.call("GET", f"/goals/{goal}").body["status"] == "active"
    product.clock.set("2027-03-01T05:00:00Z")
    assert product.call("GET", f"/goals/{goal}").body["status"] == "failed"
