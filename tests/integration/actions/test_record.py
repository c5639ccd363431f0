"""POST and the list of a savings goal's actions: what is declared is checked against the account and the goal."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

OVER_THE_BALANCE = {"amount.value": ["Saved amount exceeds balance of the account."]}
DIRECTIONS = "Must be one of 'credit' or 'debit'."


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """On an account with 5000.00."""
    return product.savings_goal(account)


def saved(product: Product, goal: str) -> str:
    return str(product.call("GET", f"/goals/{goal}").body["current_amount"])


def body(value: str, direction: str = "credit", **amount: str) -> dict[str, Any]:
    return {"amount": {"value": value, **amount}, "credit_debit_indicator": direction}


def test_credits_add_and_debits_take_away(product: Product, goal: str) -> None:
    product.record(goal, "10.50")
    product.record(goal, "5")
    product.record(goal, "0.01", "debit")
    assert saved(product, goal) == "15.49"
    product.record(goal, "15.49", "debit")
    assert saved(product, goal) == "0.00"


def test_an_action_is_reported_with_the_goal_and_the_residual(product: Product, goal: str) -> None:
    listener = Listener(product)
    listener.listen()
    action = product.record(goal, "600").data["id"]
    said = {event.name: event for event in listener.listen()}

    assert set(said) == {"action.created", "goal.milestone.reached", "account.residual.changed"}
    created = said["action.created"].data
    assert (created["action_id"], created["amount"]["value"], created["period_index"]) == (action, "600.00", 0)
    assert created["current_amount"]["value"] == "600.00"
    assert said["account.residual.changed"].data["residual"]["value"] == "4400.00"


def test_an_action_may_take_all_that_is_left_but_not_more(product: Product, goal: str) -> None:
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body("5000.01"))
    assert (answer.status, answer.said) == (400, OVER_THE_BALANCE)
    assert answer.body["code_id"] == "failed_validation"
    assert product.record(goal, "5000").status == 201
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body("0.01"))
    assert answer.said == OVER_THE_BALANCE


def test_what_another_goal_holds_is_not_left(product: Product, goal: str, account: str) -> None:
    other = product.savings_goal(account)
    product.record(other, "4900")
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body("100.01"))
    assert answer.said == OVER_THE_BALANCE
    product.record(other, "0.01", "debit")
    assert product.record(goal, "100.01").status == 201


def test_more_than_the_goal_holds_cannot_leave_it(product: Product, goal: str) -> None:
    product.record(goal, "10")
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body("10.01", "debit"))
    assert (answer.status, answer.said) == (400, {"amount.value": ["The goal would hold less than nothing."]})


def test_a_goal_on_an_overdrawn_account_takes_nothing(product: Product, household: dict[str, Any]) -> None:
    goal = product.savings_goal(product.account(household, -1, SavingsType=1))
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body("0.01"))
    assert answer.said == OVER_THE_BALANCE


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({}, {"amount": ["Is required."], "credit_debit_indicator": ["Is required."]}),
    ({"amount": {"value": "1"}}, {"credit_debit_indicator": ["Is required."]}),
    ({"credit_debit_indicator": "credit"}, {"amount": ["Is required."]}),
    (body("-1"), {"amount.value": ["negative value"]}),
    (body("-1", "debit"), {"amount.value": ["negative value"]}),
    (body("0"), {"amount.value": ["Must be greater than 0."]}),
    (body("0.00"), {"amount.value": ["Must be greater than 0."]}),
    (body("-0"), {"amount.value": ["Must not be a negative zero."]}),
    (body("1.001"), {"amount.value": ["Must have at most 2 decimals for GBP."]}),
    *(
        (body(text), {"amount.value": ["Must be a decimal number such as 1250.50."]})
        for text in ("", "ten", "1e1", "+1", " 1", "1,000.00", "NaN")
    ),
    (body("90071992547409.92"), {"amount.value": ["Must be at most 90071992547409.91."]}),
    (body("10", currency="USD"), {"amount.currency": ["Must be the goal's currency, GBP."]}),
    (body("10", currency="XYZ"), {"amount.currency": ["Must be the goal's currency, GBP."]}),
    (body("10", currency=""), {"amount.currency": ["Must be the goal's currency, GBP."]}),
    (body("10", "both"), {"credit_debit_indicator": [DIRECTIONS]}),
    (body("10", "Credit"), {"credit_debit_indicator": [DIRECTIONS]}),
    ({**body("10"), "amount": "10"}, {"amount": ["Must be an object."]}),
    ({**body("10"), "amount": {"value": 10}}, {"amount.value": ["Must be a string."]}),
    ({**body("10"), "amount": {"value": 10.5}}, {"amount.value": ["Must be a string."]}),
    ({**body("10"), "amount": None}, {"amount": ["Must be an object."]}),
    ({**body("10"), "created_at": "2027-01-01T00:00:00Z"}, {"created_at": ["Is not a member of this request."]}),
    (body("10", note="x"), {"amount.note": ["Is not a member of this request."]}),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, goal: str) -> None:
    with product.unchanged():
        for sent, said in RULES:
            answer = product.call("POST", f"/goals/v1/savings/{goal}/actions", sent)
            assert (answer.status, answer.said) == (400, said), sent
            assert answer.body["operation_id"] == "goals_v1_savings_actions_post"
            assert answer.body["code_id"] == "failed_validation"
            assert answer.body["message"] == "Invalid request payload."


@pytest.mark.parametrize(
    ("currency", "fits", "not_so"), [("JPY", "10", "10.5"), ("KWD", "10.125", "10.1255"), ("USD", "10.1", "10.123")]
)
def test_decimals_are_those_of_the_currency(product: Product, currency: str, fits: str, not_so: str) -> None:
    account = product.account(product.household(Currency=currency))
    goal = product.savings_goal(account, currency=currency)
    assert product.record(goal, fits).status == 201
    answer = product.refused("POST", f"/goals/v1/savings/{goal}/actions", body(not_so))
    assert (answer.status, list(answer.said)) == (400, ["amount.value"])


def test_the_goal_is_named_in_either_form(product: Product, goal: str) -> None:
    number = product.call("GET", f"/goals/{goal}").body["id"]
    for form in (goal.upper(), str(number)):
        assert product.record(form, "1").body["metadata"] == {"goal_id": goal}
        assert product.call("GET", f"/goals/v1/savings/{form}/actions").body["metadata"]["goal_id"] == goal


def test_a_goal_that_is_not_there_is_404(product: Product, goal: str, account: str) -> None:
    action = product.record(goal, "5").data["id"]
    by_transactions = product.goal(account)
    forms = [
        *("12", "0", "garbled", "81a68821-dca6-4771-80d4-002c7fce412e", account, action),
        str(by_transactions["id"]),
        ids.guid(CLIENT, ANNA, "goal", by_transactions["id"]),
    ]
    cases: list[tuple[str, dict[str, Any]]] = [(form, {}) for form in forms]
    cases += [(goal, {"customer": BEN}), (goal, OTHER_APP)]
    with product.unchanged():
        for form, options in cases:
            path = f"/goals/v1/savings/{form}/actions"
            for method, sent in (("POST", body("1")), ("GET", None)):
                answer = product.call(method, path, sent, **options)
                assert answer.status == 404
                assert answer.body == {
                    "operation_id": "unknown",
                    "code_id": "unknown",
                    "message": "Route or resource not found",
                    "errors": {},
                }


def test_an_action_counts_in_the_month_in_which_it_is_made(product: Product, goal: str) -> None:
    product.record(goal, "1")
    product.clock.set("2027-02-01T00:00:00Z")
    product.record(goal, "2")
    product.clock.set("2027-03-31T22:59:59Z")  # the last second of March in London
    product.record(goal, "4")
    product.clock.set("2027-03-31T23:00:00Z")
    product.record(goal, "8")
    found = product.call("GET", f"/goals/{goal}/periods").body
    assert [period["current_amount"] for period in found[:4]] == ["1.00", "2.00", "4.00", "8.00"]


def test_forty_goals_share_one_account(product: Product, account: str) -> None:
    goals = [product.savings_goal(account) for _ in range(40)]
    for goal in goals:
        assert product.record(goal, "125").status == 201
    answer = product.refused("POST", f"/goals/v1/savings/{goals[0]}/actions", body("0.01"))
    assert answer.said == OVER_THE_BALANCE
