"""The rules of POST /goals: each one that is broken is named, with its member, and nothing is written."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

REQUIRED = "Is required."
POSITIVE = "Must be greater than 0."
AMOUNT = "Must be a decimal number such as 1250.50."
DATE = "Must be a date as YYYY-MM-DD."
TWO = "At least two of target_amount, period_amount and end_date are required."
PAST = "Must not be before today."
NO_WHOLE_NUMBER = "Must be a whole number."
NO_STRING = "Must be a string."
URL = "Must be an http or https address."
FREQUENCIES = (
    "Must be one of 'annually', 'biannually', 'quarterly', 'monthly', 'four_weekly', 'fortnightly', 'weekly', 'daily' "
    "or 'singular'."
)
TARGETS = "Must be one of 'amount', 'date', 'open_ended', 'current_balance' or 'available_balance'."

PLAN_RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({"period_amount": ""}, {"period_amount": [TWO], "end_date": [TWO]}),
    ({"target_amount": "", "period_amount": ""}, {m: [TWO] for m in ("target_amount", "period_amount", "end_date")}),
    ({"target": "date"}, {"end_date": ["Is required for target date."]}),
    (
        {"target": "open_ended", "period_amount": ""},
        {m: ["Is required for target open_ended."] for m in ("period_amount", "end_date")},
    ),
    (
        {"target": "open_ended", "target_amount": "1000", "end_date": "2027-12-31"},
        {"target_amount": ["Must be blank, or what the periods add up to, for open_ended."]},
    ),
    ({"target": "current_balance", "period_amount": ""}, {"period_amount": [TWO], "end_date": [TWO]}),
    ({"frequency": "singular"}, {"end_date": ["Is required for frequency singular."]}),
    ({"end_date": "2027-01-09"}, {"end_date": ["Must not be before start_date."]}),
    ({"end_date": "2027-01-09", "start_date": "2026-12-01"}, {"end_date": [PAST]}),
    ({"start_date": "2025-01-01", "target_amount": "100"}, {"end_date": [PAST]}),
    ({"target_amount": "0"}, {"target_amount": [POSITIVE]}),
    ({"target_amount": "-1"}, {"target_amount": [POSITIVE]}),
    ({"period_amount": "0.00"}, {"period_amount": [POSITIVE]}),
    ({"start_amount": "-0.01"}, {"start_amount": ["Must not be negative."]}),
    (
        {"target_amount": "0", "period_amount": "-5", "start_amount": "-1"},
        {"target_amount": [POSITIVE], "period_amount": [POSITIVE], "start_amount": ["Must not be negative."]},
    ),
    (
        {"frequency": "daily", "target_amount": "3661", "period_amount": "1"},
        {"target_amount": ["Would take 3661 periods; at most 3660 are possible."]},
    ),
    (
        {"frequency": "daily", "end_date": "2099-12-31"},
        {"end_date": ["Must give at most 3660 periods, gives 26654."]},
    ),
    (
        {"completed_backdated_periods": 1},
        {"completed_backdated_periods": ["Must be at most 0, the number of periods that are over."]},
    ),
    (
        {"start_date": "2026-11-10", "completed_backdated_periods": 3},
        {"completed_backdated_periods": ["Must be at most 2, the number of periods that are over."]},
    ),
]

MEMBER_RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    *(
        ({"target_amount": text}, {"target_amount": [AMOUNT]})
        for text in ("1e3", "+5", " 5", "1,000", "NaN", "Infinity", "1.", ".5", "0x10", "05", "\u0665", "9" * 50)
    ),
    ({"target_amount": "-0"}, {"target_amount": ["Must not be a negative zero."]}),
    ({"target_amount": "10.001"}, {"target_amount": ["Must have at most 2 decimals for GBP."]}),
    ({"start_amount": "0.005"}, {"start_amount": ["Must have at most 2 decimals for GBP."]}),
    ({"period_amount": "90071992547409.92"}, {"period_amount": ["Must be at most 90071992547409.91."]}),
    *(
        ({"target_amount": value}, {"target_amount": ["Must be a decimal number, as a string or a JSON number."]})
        for value in (True, [1200], {"value": "1200"})
    ),
    ({"target_amount": 10.001}, {"target_amount": ["Must have at most 2 decimals for GBP."]}),
    ({"target_amount": 10**17}, {"target_amount": ["Must be at most 90071992547409.91."]}),
    *(
        ({"end_date": text}, {"end_date": [DATE]})
        for text in ("2027-02-30", "20271231", "2027-1-1", "2027-12-31T00:00:00Z", "tomorrow")
    ),
    ({"start_date": "1969-12-31"}, {"start_date": ["Must be from 1970-01-01 to 2999-12-31."]}),
    ({"end_date": "3000-01-01"}, {"end_date": ["Must be from 1970-01-01 to 2999-12-31."]}),
    ({"end_date": 20271231}, {"end_date": [NO_STRING]}),
    ({"tracking_type": "both"}, {"tracking_type": ["Must be one of 'credit', 'debit' or 'debit_credit'."]}),
    ({"frequency": "hourly"}, {"frequency": [FREQUENCIES]}),
    ({"target": "balance"}, {"target": [TARGETS]}),
    ({"suppress_events": "yes"}, {"suppress_events": ["Must be true or false."]}),
    ({"suppress_events": 1}, {"suppress_events": ["Must be true or false."]}),
    ({"completed_backdated_periods": -1}, {"completed_backdated_periods": ["Must be at least 0."]}),
    ({"completed_backdated_periods": "1"}, {"completed_backdated_periods": [NO_WHOLE_NUMBER]}),
    ({"completed_backdated_periods": True}, {"completed_backdated_periods": [NO_WHOLE_NUMBER]}),
    ({"completed_backdated_periods": 1.5}, {"completed_backdated_periods": [NO_WHOLE_NUMBER]}),
    ({"name": ""}, {"name": ["Must have at least 1 character."]}),
    ({"name": None}, {"name": [NO_STRING]}),
    ({"name": "x" * 256}, {"name": ["Must have at most 255 characters."]}),
    ({"name": "a\nb"}, {"name": ["Must not contain control characters."]}),
    ({"name": "a\x00"}, {"name": ["Must not contain control characters."]}),
    ({"description": "x" * 1001}, {"description": ["Must have at most 1000 characters."]}),
    ({"description": "\x07"}, {"description": ["Must not contain control characters."]}),
    ({"image_url": "ftp://example.com/a.png"}, {"image_url": [URL]}),
    ({"image_url": "javascript:alert(1)"}, {"image_url": [URL]}),
    ({"image_url": "not an address"}, {"image_url": [URL]}),
    ({"image_url": "https://example.com/\n"}, {"image_url": ["Must not contain control characters."]}),
    ({"image_url": "https://example.com/" + "x" * 2029}, {"image_url": ["Must have at most 2048 characters."]}),
    ({"metadata": []}, {"metadata": ["Must be an object."]}),
    ({"metadata": "{}"}, {"metadata": ["Must be an object."]}),
    ({"metadata": {"a": "x" * 4089}}, {"metadata": ["Must be at most 4 KB of JSON."]}),
    ({"account_id": None}, {"account_id": ["Must be an id: an integer or a GUID."]}),
    ({"account_id": True}, {"account_id": ["Must be an id: an integer or a GUID."]}),
    ({"account_id": 1.5}, {"account_id": ["Must be an id: an integer or a GUID."]}),
    ({"colour": "blue"}, {"colour": ["Is not a member of this request."]}),
    ({"currency": "GBP"}, {"currency": ["Is not a member of this request."]}),
    (
        {"name": "", "frequency": "hourly", "colour": "blue"},
        {
            "name": ["Must have at least 1 character."],
            "frequency": [FREQUENCIES],
            "colour": ["Is not a member of this request."],
        },
    ),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, account: str) -> None:
    with product.unchanged():
        for members, said in [*PLAN_RULES, *MEMBER_RULES]:
            answer = product.call("POST", "/goals", goal_body(account, **members))

            assert answer.status == 400, members
            assert answer.said == said
            assert answer.body["code"] == "failed_validation"
            assert [error["pointer"] for error in answer.body["errors"]] == [f"#/{member}" for member in said]
            is_length = answer.body["errors"][0]["code"] in ("too_short", "too_long")
            assert answer.body["error"]["error_code"] == ("F0002" if is_length else "F0001")


@pytest.mark.parametrize("member", ["name", "account_id", "tracking_type", "frequency", "target"])
def test_what_is_required_is_asked_for(product: Product, account: str, member: str) -> None:
    body = goal_body(account)
    del body[member]
    answer = product.refused("POST", "/goals", body)
    assert (answer.status, answer.said) == (400, {member: [REQUIRED]})


def test_everything_that_is_missing_is_named_at_once(product: Product, account: str) -> None:
    answer = product.refused("POST", "/goals", {})
    required = ("name", "account_id", "tracking_type", "frequency", "target")
    assert (answer.status, answer.said) == (400, {member: [REQUIRED] for member in required})


@pytest.mark.parametrize(
    ("currency", "amount", "sentence"),
    [
        ("JPY", "10.5", "Must have at most 0 decimals for JPY."),
        ("JPY", "10.0", "Must have at most 0 decimals for JPY."),
        ("KWD", "10.0005", "Must have at most 3 decimals for KWD."),
    ],
)
def test_decimals_are_those_of_the_currency(product: Product, currency: str, amount: str, sentence: str) -> None:
    account = product.account(product.household(Currency=currency))
    body = goal_body(account, target_amount=amount, period_amount="1")
    answer = product.refused("POST", "/goals", body)
    assert (answer.status, answer.said) == (400, {"target_amount": [sentence]})


def test_three_figures_that_do_not_meet_say_by_how_much_and_what_would(product: Product, account: str) -> None:
    answer = product.refused(
        "POST", "/goals", goal_body(account, target_amount="1000", period_amount="300", end_date="2027-04-09")
    )

    assert answer.status == 400
    assert answer.said == {"target_amount": ["The periods add up to less than the target amount."]}
    assert answer.body["code"] == "plan_infeasible"
    assert answer.body["shortfall"] == "100.00"
    assert answer.body["alternatives"] == [
        {"change": "period_amount", "value": "333.34"},
        {"change": "target_amount", "value": "900.00"},
        {"change": "end_date", "value": "2027-05-09"},
    ]


def test_an_account_that_is_not_there_is_404(product: Product, account: str) -> None:
    with product.unchanged():
        for form in ["RxsYshVGded4JeilkXgWKdXA", "", "0", "-1", "12", "9" * 30, ANNA, "{account}x"]:
            answer = product.call("POST", "/goals", goal_body(form.replace("{account}", account)))

            assert answer.status == 404, form
            assert answer.body["detail"] == "Account not found."
            assert answer.body["error"] == {"error_code": "F0300", "error_message": "Account not found."}


def test_an_id_of_another_kind_is_no_account(product: Product, account: str, household: dict[str, Any]) -> None:
    product.clock.forward(seconds=1)  # ids of one instant meet
    goal = product.goal(account)
    as_goal = ids.guid(CLIENT, ANNA, "goal", goal["id"])
    same_number = ids.guid(CLIENT, household["HouseholdGUID"], "dependant", goal["account_id"])
    with product.unchanged():
        for form in (goal["id"], as_goal, same_number, household["HouseholdGUID"]):
            assert product.call("POST", "/goals", goal_body(form)).status == 404


def test_another_customers_account_is_404(product: Product, account: str) -> None:
    number = product.goal(account)["account_id"]
    product.clock.forward(seconds=1)  # ids of one instant meet
    product.account(product.household(BEN))
    with product.unchanged():
        for form in (account, number):
            assert product.call("POST", "/goals", goal_body(form), customer=BEN).status == 404


def test_another_tenants_account_is_404(product: Product, account: str) -> None:
    number = product.goal(account)["account_id"]
    with product.unchanged():
        for form in (account, number):
            assert product.call("POST", "/goals", goal_body(form), **OTHER_APP).status == 404
