"""Reads that lag behind, as cheap reads may: no answer, no refusal and no write may rest on one alone.

Engines always read the latest, so what a lagging replica would say is put in the place of its answer.
"""

from typing import Any

import pytest

from tests.faults import Faults
from tests.product import Product

pytestmark = pytest.mark.usefixtures("faults")

KEY = {"Idempotency-Key": "7d5c"}


class Saver:
    """A savings goal with an action of January, seen from February on: its corrections begin with a cheap read."""

    def __init__(self, product: Product, faults: Faults) -> None:
        self.product, self.faults = product, faults
        self.goal = product.savings_goal(product.account(product.household()))
        self.action = product.record(self.goal, "10").data["id"]
        product.close_all(until="2027-02-03T10:00:00Z")

    def correct(self, value: str, **options: Any) -> Any:
        path = f"/goals/v1/savings/{self.goal}/actions/{self.action}"
        return self.product.call("PATCH", path, {"amount": {"value": value}}, **options)

    def lagging(self, *kinds: str) -> dict[str, Any]:
        """What a replica says that knows nothing newer than now."""
        kinds = kinds or ("GOAL#", "ACTION#", "PERIOD#")
        items = [item for item in self.product.items() if item["SK"]["S"].startswith(kinds)]
        return {"Responses": {self.product.table_name: items}, "UnprocessedKeys": {}}

    def amount(self) -> str:
        return str(self.product.call("GET", f"/goals/{self.goal}").body["current_amount"])


@pytest.fixture
def saver(product: Product, faults: Faults) -> Saver:
    return Saver(product, faults)


def test_a_correction_back_to_what_a_lagging_read_still_shows_is_done(saver: Saver) -> None:
    """10, 12, 10 again: the lagging read says that nothing changes; the client would lose its correction."""
    old = saver.lagging()
    assert saver.correct("12").status == 200
    saver.faults.answer("BatchGetItem", old)
    assert saver.correct("10").status == 200
    assert saver.amount() == "10.00"
    saver.product.audit()


def test_a_correction_that_changes_nothing_is_answered_after_a_strong_read(saver: Saver) -> None:
    saver.faults.calls.clear()
    assert saver.correct("10").status == 200
    assert saver.faults.calls == ["BatchGetItem", "BatchGetItem"]


def test_a_correction_of_a_lagging_action_is_done_on_the_latest(saver: Saver) -> None:
    old = saver.lagging()
    assert saver.correct("12").status == 200
    saver.faults.answer("BatchGetItem", old)
    assert saver.correct("15").status == 200
    assert saver.amount() == "15.00"
    saver.product.audit()


def test_money_that_a_lagging_read_does_not_show_is_not_missed(saver: Saver) -> None:
    """The replica still holds 10.00 in the goal; turning the credit into a debit needs the 10.00 that came since."""
    old = saver.lagging()
    assert saver.product.record(saver.goal, "10").status == 201
    saver.faults.answer("BatchGetItem", old)
    path = f"/goals/v1/savings/{saver.goal}/actions/{saver.action}"
    answer = saver.product.call("PATCH", path, {"credit_debit_indicator": "debit"})
    assert answer.status == 200
    assert saver.amount() == "0.00"
    saver.product.audit()


def test_an_action_that_a_lagging_read_does_not_show_is_found(saver: Saver) -> None:
    saver.faults.answer("BatchGetItem", {"Responses": {saver.product.table_name: []}, "UnprocessedKeys": {}})
    assert saver.correct("12").status == 200


def test_an_action_that_a_lagging_read_still_shows_is_gone(saver: Saver) -> None:
    old = saver.lagging()
    path = f"/goals/v1/savings/{saver.goal}/actions/{saver.action}"
    assert saver.product.call("DELETE", path).status == 204
    saver.faults.answer("BatchGetItem", old)
    assert saver.correct("12").status == 404
    saver.product.audit()


def test_an_answer_that_a_lagging_read_does_not_show_is_replayed(saver: Saver) -> None:
    old = saver.lagging()
    first = saver.correct("12", headers=KEY)
    saver.faults.answer("BatchGetItem", old)
    again = saver.correct("12", headers=KEY)
    assert (again.body, again.headers["Idempotency-Replayed"]) == (first.body, "true")
    saver.product.audit()


def test_a_closer_with_a_lagging_index_and_goal_closes_nothing_twice(saver: Saver) -> None:
    goal = saver.lagging("GOAL#")
    (item,) = goal["Responses"][saver.product.table_name]
    place = {name: item[name] for name in ("PK", "SK", "due_shard", "due_at")}
    assert saver.correct("12").status == 200
    saver.product.close_all(until="2027-03-01T00:00:00Z")
    whole = saver.product.items()
    saver.faults.answer("Query", {"Items": [place], "Count": 1})
    saver.faults.answer("BatchGetItem", goal)
    saver.product.close_all(shards=[int(item["due_shard"]["S"].removeprefix("DUE#"))])
    assert saver.faults.are_over
    assert saver.product.items() == whole


def test_a_closer_with_a_lagging_goal_closes_the_latest(saver: Saver) -> None:
    old = saver.lagging("GOAL#")
    assert saver.correct("12").status == 200
    assert saver.product.record(saver.goal, "3").status == 201
    saver.faults.answer("BatchGetItem", old)
    saver.product.close_all(until="2027-03-01T00:00:00Z")
    assert saver.faults.are_over
    (goal,) = saver.lagging("GOAL#")["Responses"][saver.product.table_name]
    assert goal["cl"] == {"N": "2"}
    periods = saver.product.call("GET", f"/goals/{saver.goal}/periods").body
    assert [period["current_amount"] for period in periods[:2]] == ["12.00", "3.00"]
    saver.product.audit()


def test_a_watching_goal_that_a_lagging_read_does_not_show_moves_all_the_same(product: Product, faults: Faults) -> None:
    """The account names its watchers; one that was made a moment ago may not be at the replica yet."""
    account = product.account(product.household())
    goal = product.savings_goal(account)
    body = {
        "name": "Cushion",
        "account_id": account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "available_balance",
        "target_amount": "9000",
        "end_date": "2027-12-31",
    }
    watching = product.call("POST", "/goals", body).body["id"]
    nothing: dict[str, Any] = {"Responses": {product.table_name: []}, "UnprocessedKeys": {}}

    def lag() -> None:
        faults.meanwhile("BatchGetItem", lambda: None)  # the goal is read again, strongly
        faults.answer("BatchGetItem", nothing)

    faults.meanwhile("TransactWriteItems", lag)
    assert product.record(goal, "10").status == 201
    assert product.call("GET", f"/goals/{watching}").body["current_amount"] == "4990.00"
    product.audit()


@pytest.mark.parametrize(
    ("path", "strong"),
    [
        ("/goals/{goal}", True),
        ("/goals/{goal}/periods", True),
        ("/goals/{goal}/integrity", True),
        ("/api/v2/household/{household}", True),
        ("/goals", False),
        ("/goals/v1/savings", False),
    ],
)
def test_one_resource_is_read_as_it_is_and_a_list_as_it_was_a_moment_ago(
    product: Product, path: str, strong: bool
) -> None:
    """T-56: what was just written is there to be read; lists cost half and say so."""
    household = product.household()
    goal = product.savings_goal(product.account(household))
    asked: list[bool] = []

    def hear(operation: str, request: dict[str, Any]) -> None:
        if operation in ("Query", "GetItem"):
            asked.append(request["ConsistentRead"])

    product.wire.asked.append(hear)
    assert product.call("GET", path.format(goal=goal, household=household["HouseholdGUID"])).status == 200
    assert set(asked) == {strong}
