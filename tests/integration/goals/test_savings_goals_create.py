"""POST /goals/v1/savings: two of three figures give the third, three are checked; the months count as published."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/goals/v1/savings"
TWO = "At least two of target_amount, target_date and recurrent_amount are required."
POSITIVE = "Must be greater than 0."
AMOUNT = "Must be a decimal number such as 1250.50."
SHORT = "amount saved at target date will be less than the target amount"


def plan(target: str | None = None, recurrent: str | None = None, date: str | None = None) -> dict[str, Any]:
    """The plan members of a body; None for what is left out."""
    members: dict[str, Any] = {}
    if target is not None:
        members["target_amount"] = {"value": target, "currency": "GBP"}
    if recurrent is not None:
        members["recurrent_amount"] = {"value": recurrent, "currency": "GBP"}
    if date is not None:
        members["target_date"] = date
    return members


def body(account: str, **members: Any) -> dict[str, Any]:
    return {"name": "Car", "account_id": account, **members}


def create(product: Product, account: str, members: dict[str, Any]) -> dict[str, Any]:
    answer = product.call("POST", PATH, body(account, **members))
    assert answer.status == 201, answer.body
    return dict(answer.data)


def targets(product: Product, goal: dict[str, Any]) -> list[str]:
    return [period["target_amount"] for period in product.call("GET", f"/goals/{goal['id']}/periods").body]


def test_the_month_of_creation_is_the_households(product: Product) -> None:
    product.clock.set("2027-01-31T12:00:00Z")
    account = product.account(product.household(TimeZone="Pacific/Auckland"))
    goal = create(product, account, plan("100", date="2027-03-31"))
    assert goal["created_at"] == "2027-01-31T12:00:00Z"
    assert goal["recurrent_amount"]["value"] == "100.00"


def test_three_figures_may_count_the_creation_month_and_two_do_not(product: Product, account: str) -> None:
    three = create(product, account, plan("3000", "750", "2027-04-30"))
    assert targets(product, three) == ["750.00"] * 4
    two = create(product, account, plan("100", date="2027-04-30"))
    assert targets(product, two) == ["0.00", "33.34", "33.34", "33.32"]


def test_a_plan_that_does_not_reach_its_target_says_so_as_published(product: Product, account: str) -> None:
    answer = product.refused("POST", PATH, body(account, **plan("3000", "749.99", "2027-04-30")))

    assert answer.status == 400
    assert answer.body == {
        "operation_id": "goals_v1_savings_post",
        "code_id": "failed_validation",
        "message": "Invalid request payload.",
        "errors": {"targets": [SHORT]},
        "shortfall": {"currency": "GBP", "value": "0.04"},
        "alternatives": [
            {"change": "target_date", "value": "2027-05-31"},
            {"change": "recurrent_amount", "value": {"currency": "GBP", "value": "750.00"}},
            {"change": "target_amount", "value": {"currency": "GBP", "value": "2999.96"}},
        ],
    }


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    ({}, {"targets": [TWO]}),
    (plan("100"), {"targets": [TWO]}),
    (plan(recurrent="100"), {"targets": [TWO]}),
    (plan(date="2027-12-31"), {"targets": [TWO]}),
    ({**plan("100", "10"), "recurrent_amount": None}, {"targets": [TWO]}),
    (
        plan("100", date="2027-01-31"),
        {"target_date": ["Must be after the month of creation when two parameters are given."]},
    ),
    (plan("100", date="2027-01-09"), {"target_date": ["Must not be before today."]}),
    (plan("100", "100", "2027-01-09"), {"target_date": ["Must not be before today."]}),
    (plan("0", "10"), {"target_amount.value": [POSITIVE]}),
    (plan("-100", "10"), {"target_amount.value": [POSITIVE]}),
    (plan("100", "0"), {"recurrent_amount.value": [POSITIVE]}),
    (plan("10.001", "10"), {"target_amount.value": ["Must have at most 2 decimals for GBP."]}),
    (plan("1e3", "10"), {"target_amount.value": [AMOUNT]}),
    (plan("", "10"), {"target_amount.value": [AMOUNT]}),
    (plan("3,000", "-x"), {"target_amount.value": [AMOUNT], "recurrent_amount.value": [AMOUNT]}),
    (
        {**plan("100", "10"), "target_amount": {"value": "100", "currency": "USD"}},
        {"target_amount.currency": ["Must be the account's currency, GBP."]},
    ),
    (
        {**plan("100", "10"), "recurrent_amount": {"value": "10", "currency": "gbp"}},
        {"recurrent_amount.currency": ["Must be the account's currency, GBP."]},
    ),
    ({**plan("100", "10"), "target_amount": "100"}, {"target_amount": ["Must be an object."]}),
    ({**plan("100", "10"), "target_amount": {"value": 100}}, {"target_amount.value": ["Must be a string."]}),
    ({**plan("100", "10"), "target_amount": {"currency": "GBP"}}, {"target_amount.value": ["Is required."]}),
    (
        {**plan("100", "10"), "target_amount": {"value": "1", "cents": 5}},
        {"target_amount.cents": ["Is not a member of this request."]},
    ),
    (plan("100", date="31/12/2027"), {"target_date": ["Must be a date as YYYY-MM-DD."]}),
    (plan("100", date="2999-12-31"), {"target_date": ["Must be less than 3660 months ahead."]}),
    (plan("3660", "1"), {"recurrent_amount": ["Would take 3660 months; at most 3659 are possible."]}),
    (
        plan(recurrent="90071992547409.91", date="2027-12-31"),
        {"target_amount": ["The periods add up to more than can be kept."]},
    ),
    ({**plan("100", "10"), "name": ""}, {"name": ["Must have at least 1 character."]}),
    ({**plan("100", "10"), "name": None}, {"name": ["Must be a string."]}),
    ({**plan("100", "10"), "name": "x" * 256}, {"name": ["Must have at most 255 characters."]}),
    ({**plan("100", "10"), "saved_amount": None}, {"saved_amount": ["Is not a member of this request."]}),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, account: str) -> None:
    with product.unchanged():
        for members, said in RULES:
            answer = product.call("POST", PATH, body(account, **members))

            assert (answer.status, answer.said) == (400, said), members
            assert answer.body["operation_id"] == "goals_v1_savings_post"
            assert answer.body["code_id"] == "failed_validation"
            assert answer.body["message"] == "Invalid request payload."


@pytest.mark.parametrize("member", ["name", "account_id"])
def test_what_is_required_is_asked_for(product: Product, account: str, member: str) -> None:
    sent = body(account, **plan("100", "10"))
    del sent[member]
    answer = product.refused("POST", PATH, sent)
    assert (answer.status, answer.said) == (400, {member: ["Is required."]})


@pytest.mark.parametrize("form", ["RxsYshVGded4JeilkXgWKdXA", "12", ANNA, ""])
def test_an_unknown_account_is_404(product: Product, account: str, form: str) -> None:
    answer = product.refused("POST", PATH, body(form, **plan("100", "10")))
    assert (answer.status, answer.body["message"]) == (404, "Route or resource not found")


def test_another_customers_account_is_404(product: Product, account: str) -> None:
    sent = body(account, **plan("100", "10"))
    assert product.refused("POST", PATH, sent, customer=BEN).status == 404
    assert product.refused("POST", PATH, sent, **OTHER_APP).status == 404


def test_the_currency_may_be_left_out(product: Product, account: str) -> None:
    goal = create(product, account, {"target_amount": {"value": "100"}, "recurrent_amount": {"value": "10"}})
    assert goal["target_amount"]["currency"] == "GBP"


@pytest.mark.parametrize(
    ("currency", "sent", "shown"), [("JPY", "1000", "1000"), ("KWD", "1.5", "1.500"), ("USD", "7", "7.00")]
)
def test_amounts_have_the_currencys_decimals(product: Product, currency: str, sent: str, shown: str) -> None:
    account = product.account(product.household(Currency=currency))
    goal = create(product, account, {"target_amount": {"value": sent}, "recurrent_amount": {"value": sent}})
    assert goal["target_amount"] == {"currency": currency, "value": shown}


@pytest.mark.parametrize(("currency", "value"), [("JPY", "10.5"), ("KWD", "10.0005")])
def test_more_decimals_than_the_currency_has_are_refused(product: Product, currency: str, value: str) -> None:
    account = product.account(product.household(Currency=currency))
    sent = {"target_amount": {"value": value}, "recurrent_amount": {"value": "1", "currency": currency}}
    answer = product.refused("POST", PATH, body(account, **sent))
    assert answer.status == 400
    assert list(answer.said) == ["target_amount.value"]


def test_the_account_is_named_in_any_form(product: Product, account: str, household: dict[str, Any]) -> None:
    number = ids.decode(account, CLIENT, household["HouseholdGUID"], "account")
    for form in (number, str(number), account.upper()):
        assert create(product, account, {"account_id": form, **plan("100", "10")})["account_id"] == account


def test_creation_is_reported(product: Product, account: str) -> None:
    listener = Listener(product)
    listener.listen()
    product.savings_goal(account)
    assert [event.name for event in listener.listen()] == ["goal.created", "goal.period.opened"]


def test_forty_savings_goals_may_be_open_on_an_account(
    product: Product, account: str, household: dict[str, Any]
) -> None:
    created = [product.savings_goal(account) for _ in range(40)]
    answer = product.refused("POST", PATH, body(account, **plan("100", "10")))

    assert answer.status == 409
    assert answer.body == {
        "operation_id": "goals_v1_savings_post",
        "code_id": "conflict",
        "message": "The account has 40 open savings goals already.",
        "errors": {},
    }
    product.savings_goal(product.account(household))
    product.call("DELETE", f"{PATH}/{created[7]}")
    product.savings_goal(account)
