"""Numbers of bodies are read by their value, exactly: in every family, however a client writes them."""

import json
from typing import Any

import pytest

from tests.product import ANNA, Answer, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")


def written(body: dict[str, Any], number: str) -> str:
    """Return the body as JSON, with the number as it is written in the place of "?"."""
    return json.dumps(body).replace('"?"', number)


def post_goal(product: Product, account: str, number: str, **members: Any) -> Answer:
    body = goal_body(account, **{"target_amount": "?", "period_amount": "", "end_date": "2027-12-31", **members})
    return product.call("POST", "/goals", raw=written(body, number))


def test_an_amount_of_a_goal_may_be_a_json_number(product: Product, account: str) -> None:
    for number, amount in [
        ("1200", "1200.00"),
        ("1200.5", "1200.50"),
        ("1200.500", "1200.50"),
        ("1200.00000", "1200.00"),
        ("1.2E+3", "1200.00"),
        ("1E+3", "1000.00"),
        ("12345e-2", "123.45"),
        ("0.29", "0.29"),
        ("90071992547409.91", "90071992547409.91"),
    ]:
        answer = post_goal(product, account, number)
        assert answer.status == 201, answer.body
        assert answer.body["target_amount"] == amount, number


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("10.001", "Must have at most 2 decimals for GBP."),
        ("90071992547409.92", "Must be at most 90071992547409.91."),
        ("1e400", "Must be a number of a reasonable size."),
        ("1e-400", "Must be a number of a reasonable size."),
        ("1e999999999", "Must be a number of a reasonable size."),
    ],
)
def test_an_amount_that_cannot_be_is_refused_as_a_number_too(
    product: Product, account: str, number: str, sentence: str
) -> None:
    with product.unchanged():
        answer = post_goal(product, account, number)
    assert (answer.status, answer.said) == (400, {"target_amount": [sentence]})


@pytest.mark.parametrize("number", ["1e9999999999999999999", "1E-9999999999999999999"])
def test_an_exponent_that_no_machine_holds_is_400(product: Product, account: str, number: str) -> None:
    answer = post_goal(product, account, number)
    assert (answer.status, answer.said) == (400, {"body": ["The body holds a number that is too long."]})


@pytest.mark.parametrize("number", ["-0", "-0.0", "0", "0.00", "0e5"])
def test_a_zero_is_zero_however_it_is_written(product: Product, account: str, number: str) -> None:
    answer = post_goal(product, account, number, target_amount="600", start_amount="?")
    assert (answer.status, answer.body["start_amount"]) == (201, "0.00")


@pytest.mark.parametrize("number", ["2", "2.0", "2.00", "0.2e1", "20E-1"])
def test_a_whole_number_is_whole_in_every_family(
    product: Product, household: dict[str, Any], account: str, number: str
) -> None:
    home = f"/api/v2/household/{household['HouseholdGUID']}"
    backdated = goal_body(account, start_date="2026-10-10", completed_backdated_periods="?")
    transaction = {"type": "Deposit", "externalId": "1", "userId": ANNA, "amountCents": "?", "toAccountId": account}
    saving = {"ClientGUID": ANNA, "SavingsDescription": "Cash", "SavingsType": "?", "Value": 1}
    for method, path, body in (
        ("POST", "/goals", backdated),
        ("POST", "/goals/preview", backdated),
        ("PUT", "/notifications/preferences", {"reminder_days": "?"}),
        ("POST", "/transactions", {"transaction": transaction}),
        ("POST", f"{home}/savings", {**saving, "ValueDate": "2027-01-10"}),
        ("PUT", home, {"TimeZone": "Europe/London", "Currency": "GBP", "FinalisingDays": "?"}),
    ):
        answer = product.call(method, path, raw=written(body, number))
        assert answer.status in (200, 201), (path, answer.body)
    [entry] = product.call("GET", "/transactions").body["transactions"]
    assert entry["amountCents"] == 2


def test_a_number_that_is_not_whole_is_refused_where_one_is_asked_for(product: Product, account: str) -> None:
    body = written(goal_body(account, completed_backdated_periods="?"), "2.000001")
    answer = product.refused("POST", "/goals", raw=body)
    assert answer.said == {"completed_backdated_periods": ["Must be a whole number."]}


def test_numbers_of_metadata_keep_their_value(product: Product, account: str) -> None:
    body = json.dumps(goal_body(account, metadata="?")).replace('"?"', '{"a": 2.0, "b": 1.50, "c": 1E+3, "d": -0.0}')
    goal = product.call("POST", "/goals", raw=body).body
    assert product.call("GET", f"/goals/{goal['id']}").body["metadata"] == {"a": 2, "b": 1.5, "c": 1000, "d": 0}


def test_a_number_that_is_written_otherwise_is_the_same_payload(product: Product, account: str) -> None:
    body, key = goal_body(account, target_amount="?"), {"Idempotency-Key": "once"}
    first = product.call("POST", "/goals", raw=written(body, "1200"), headers=key)
    again = product.call("POST", "/goals", raw=written(body, "1.2E+3"), headers=key)
    assert first.status == 201
    assert (again.status, again.body, again.headers["Idempotency-Replayed"]) == (201, first.body, "true")
