"""Contention: what another try can cure is tried again, so often and no more; what it cannot is reported at once.

Engines know neither conflicts nor throttles, so they are injected below the product's own code.
"""

from typing import Any

import pytest

from savings.usecases.attempt import TRIES
from tests.faults import CANCELLED, THROTTLED, Faults
from tests.product import ANNA, BEN, Answer, Product

TRANSACTION = "TransactWriteItems"
CONFLICT = (CANCELLED, "None", "TransactionConflict", "None")
KEY = {"Idempotency-Key": "7d5c"}


def client(customer: str) -> dict[str, str]:
    return {"ClientGUID": customer, "FirstName": "A", "LastName": "Gray", "DateOfBirth": "1988-04-12"}


class Family:
    """A write of one route family and what it needs beforehand."""

    def __init__(self, product: Product) -> None:
        self.household = product.household()
        self.account = product.account(self.household)
        self.goal = product.savings_goal(self.account)
        self.action = product.record(self.goal, "20").data["id"]
        product.clock.forward(seconds=1)  # ids of one instant meet

    def requests(self) -> dict[str, tuple[str, str, Any]]:
        one = f"/goals/v1/savings/{self.goal}"
        plan = {"tracking_type": "credit", "frequency": "monthly", "target": "amount"}
        figures = {"target_amount": "1200", "period_amount": "100"}
        amount = {"amount": {"value": "10"}, "credit_debit_indicator": "credit"}
        saving = {
            "ClientGUID": ANNA,
            "SavingsDescription": "S",
            "SavingsType": 2,
            "Value": 1,
            "ValueDate": "2027-01-10",
        }
        household = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [client(BEN)]}
        return {
            "create a goal": ("POST", "/goals", {"name": "Roof", "account_id": self.account, **plan, **figures}),
            "rename a goal": ("PUT", f"/goals/{self.goal}", {"name": "Barn"}),
            "cancel a goal": ("DELETE", f"/goals/{self.goal}", None),
            "re-plan a savings goal": ("PATCH", one, {"name": "Barn"}),
            "delete a savings goal": ("DELETE", one, None),
            "delete all savings goals": ("DELETE", "/goals/v1/savings", None),
            "record an action": ("POST", f"{one}/actions", amount),
            "correct an action": ("PATCH", f"{one}/actions/{self.action}", amount),
            "remove an action": ("DELETE", f"{one}/actions/{self.action}", None),
            "create a household": ("POST", "/api/v2/household", household),
            "open an account": ("POST", f"/api/v2/household/{self.household['HouseholdGUID']}/savings", saving),
        }


WRITING = [
    *("create a goal", "rename a goal", "cancel a goal", "re-plan a savings goal", "delete a savings goal"),
    *("delete all savings goals", "record an action", "correct an action", "remove an action"),
    *("create a household", "open an account"),
]
SINGLE_WRITES = {"rename a goal": "PutItem", "re-plan a savings goal": "PutItem"}


def busy(answer: Answer) -> bool:
    return answer.status == 503 and answer.headers["Retry-After"] == "1"


@pytest.mark.parametrize("name", WRITING)
def test_a_conflict_is_tried_again_and_has_one_effect(product: Product, faults: Faults, name: str) -> None:
    method, path, body = Family(product).requests()[name]
    write = SINGLE_WRITES.get(name, TRANSACTION)
    code = ["TransactionConflictException"] if name in SINGLE_WRITES else CONFLICT
    faults.refuse(write, *code, times=2)
    faults.calls.clear()
    answer = product.call(method, path, body)
    assert answer.status < 300, answer.body
    assert faults.are_over
    assert faults.calls.count(write) == 3
    product.audit()


@pytest.mark.parametrize("name", WRITING)
def test_what_never_ends_is_busy_in_the_end_and_changes_nothing(product: Product, faults: Faults, name: str) -> None:
    method, path, body = Family(product).requests()[name]
    write = SINGLE_WRITES.get(name, TRANSACTION)
    for code in (CONFLICT, (THROTTLED,)) if write == TRANSACTION else ((THROTTLED,),):
        before = product.items()
        faults.refuse(write, *code, times=1000)
        faults.calls.clear()
        answer = product.call(method, path, body, headers=KEY if write == TRANSACTION else {})
        assert busy(answer), answer
        assert faults.calls.count(write) == TRIES
        faults.heal()
        assert product.items() == before


@pytest.mark.parametrize("name", ["record an action", "create a goal", "create a household"])
def test_the_same_request_succeeds_once_when_the_table_is_free_again(
    product: Product, faults: Faults, name: str
) -> None:
    method, path, body = Family(product).requests()[name]
    faults.refuse(TRANSACTION, *CONFLICT, times=TRIES)
    assert busy(product.call(method, path, body, headers=KEY))
    answer = product.call(method, path, body, headers=KEY)
    assert (answer.status, "Idempotency-Replayed" in answer.headers) == (201, False)
    assert product.call(method, path, body, headers=KEY).body == answer.body


@pytest.mark.parametrize("name", ["record an action", "create a goal", "correct an action"])
def test_throttled_reads_of_a_write_are_tried_again(product: Product, faults: Faults, name: str) -> None:
    method, path, body = Family(product).requests()[name]
    faults.refuse("BatchGetItem", "ProvisionedThroughputExceededException", times=2)
    assert product.call(method, path, body).status < 300
    assert faults.are_over


@pytest.mark.parametrize(
    ("operation", "path"),
    [
        ("Query", "/goals"),
        ("Query", "/goals/{goal}"),
        ("Query", "/goals/{goal}/periods"),
        ("Query", "/goals/v1/savings"),
        ("Query", "/goals/v1/savings/{goal}/actions"),
        ("GetItem", "/goals/v1/savings/{goal}/actions"),
        ("Query", "/api/v2/household/{household}/savings"),
        ("Query", "/api/v2/household/{household}"),
    ],
)
def test_a_throttled_read_is_reported_as_busy_by_its_family(
    product: Product, faults: Faults, operation: str, path: str
) -> None:
    family = Family(product)
    faults.refuse(operation, THROTTLED, times=1000)
    answer = product.call("GET", path.format(goal=family.goal, household=family.household["HouseholdGUID"]))
    assert busy(answer)
    assert "try again" in str(answer.body)


def test_each_family_reports_busy_in_its_own_words(product: Product, faults: Faults) -> None:
    family = Family(product)
    faults.refuse("Query", THROTTLED, times=TRIES)
    problem = product.call("GET", f"/goals/{family.goal}")
    assert problem.headers["Content-Type"] == "application/problem+json"
    assert (problem.body["status"], problem.body["code"]) == (503, "busy")
    faults.heal()
    faults.refuse(TRANSACTION, *CONFLICT, times=2 * TRIES)
    requests = family.requests()
    savings = product.call(*requests["record an action"])
    assert (savings.body["operation_id"], savings.body["code_id"]) == ("goals_v1_savings_actions_post", "busy")
    households = product.call(*requests["create a household"])
    assert households.body["success"] is False
    assert households.status == 503


def test_keys_that_the_table_holds_back_are_asked_for_again(product: Product, faults: Faults) -> None:
    family = Family(product)
    held = {"Responses": {}, "UnprocessedKeys": held_back(product, family.goal)}
    faults.answer("BatchGetItem", held, times=2)
    assert product.record(family.goal, "1").status == 201


def test_keys_that_the_table_keeps_holding_back_are_reported_as_busy(product: Product, faults: Faults) -> None:
    family = Family(product)
    held = {"Responses": {}, "UnprocessedKeys": held_back(product, family.goal)}
    faults.answer("BatchGetItem", held, times=1000)
    faults.calls.clear()
    assert busy(product.record(family.goal, "1"))
    assert len(faults.calls) == TRIES * 5


def held_back(product: Product, goal: str) -> dict[str, Any]:
    (item,) = [item for item in product.items() if item["SK"]["S"].startswith("GOAL#")]
    return {product.table_name: {"Keys": [{"PK": item["PK"], "SK": item["SK"]}], "ConsistentRead": True}}


def test_money_that_is_not_there_is_refused_at_the_first_try(product: Product, faults: Faults) -> None:
    """T-40: a refusal of the account is not taken for a conflict."""
    goal = product.savings_goal(product.account(product.household(), value=5))
    faults.calls.clear()
    answer = product.record(goal, "10")
    assert (answer.status, answer.body["errors"]) == (
        400,
        {"amount.value": ["Saved amount exceeds balance of the account."]},
    )
    assert faults.calls.count(TRANSACTION) == 1


def test_a_full_account_is_refused_at_the_first_try(product: Product, faults: Faults) -> None:
    family = Family(product)
    for _ in range(39):
        product.savings_goal(family.account)
    faults.calls.clear()
    body = {
        "name": "One more",
        "account_id": family.account,
        "target_amount": {"value": "10"},
        "recurrent_amount": {"value": "1"},
    }
    assert product.call("POST", "/goals/v1/savings", body).status == 409
    assert faults.calls.count(TRANSACTION) == 1


def test_a_person_who_is_in_a_household_is_refused_at_the_first_try(product: Product, faults: Faults) -> None:
    product.household()
    faults.calls.clear()
    body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [client(ANNA)]}
    assert product.call("POST", "/api/v2/household", body, customer=None).status == 422
    assert faults.calls.count(TRANSACTION) == 1


def test_a_fault_that_no_other_try_can_cure_is_not_tried_again(product: Product, faults: Faults) -> None:
    family = Family(product)
    before = product.items()
    faults.refuse(TRANSACTION, CANCELLED, "None", "ValidationError", "None")
    faults.calls.clear()
    answer = product.record(family.goal, "1")
    assert answer.status == 500
    assert "ValidationError" not in str(answer.body)
    assert faults.calls.count(TRANSACTION) == 1
    assert product.items() == before


def test_a_goal_that_moved_between_read_and_write_is_read_again(product: Product, faults: Faults) -> None:
    family = Family(product)
    faults.meanwhile(TRANSACTION, lambda: product.record(family.goal, "5"))
    assert product.record(family.goal, "10").status == 201
    assert product.call("GET", f"/goals/{family.goal}").body["current_amount"] == "35.00"
    product.audit()


def test_money_that_went_between_read_and_write_is_refused(product: Product, faults: Faults) -> None:
    """T-40: both would have been covered; only one is."""
    account = product.account(product.household(), value=15)
    one, two = product.savings_goal(account), product.savings_goal(account)
    faults.meanwhile(TRANSACTION, lambda: product.record(one, "10"))
    assert product.record(two, "10").status == 400
    product.audit()


def test_a_goal_cancelled_between_read_and_write_takes_no_money(product: Product, faults: Faults) -> None:
    family = Family(product)
    faults.meanwhile(TRANSACTION, lambda: product.call("DELETE", f"/goals/v1/savings/{family.goal}"))
    assert product.record(family.goal, "10").status == 404
    product.audit()


def test_each_try_takes_the_time_afresh(product: Product, faults: Faults) -> None:
    """The month ends while another writer is in the way: the money counts in the new one."""
    family = Family(product)
    product.clock.set("2027-01-31T23:59:59Z")

    def in_the_way() -> None:
        product.record(family.goal, "5")
        product.clock.forward(seconds=1)

    faults.meanwhile(TRANSACTION, in_the_way)
    assert product.record(family.goal, "10").data["created_at"] == "2027-02-01T00:00:00Z"
    periods = product.call("GET", f"/goals/{family.goal}/periods").body
    assert [period["current_amount"] for period in periods[:2]] == ["25.00", "10.00"]
    product.audit()
