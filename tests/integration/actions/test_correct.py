"""PATCH and DELETE of an action: checked again as on creation, in open, closed and ended goals."""

from typing import Any

import pytest

from savings import ids
from tests.product import ANNA, BEN, CLIENT, OTHER_APP, Answer, Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

OVER_THE_BALANCE = {"amount.value": ["Saved amount exceeds balance of the account."]}
LESS_THAN_NOTHING = "The goal would hold less than nothing."


@pytest.fixture
def goal(product: Product, account: str) -> str:
    """On an account with 5000.00."""
    return product.savings_goal(account)


def act(product: Product, goal: str, value: str, direction: str = "credit") -> str:
    """Record an action and return its path."""
    return f"/goals/v1/savings/{goal}/actions/{product.record(goal, value, direction).data['id']}"


def saved(product: Product, goal: str) -> str:
    return str(product.call("GET", f"/goals/{goal}").body["current_amount"])


def patch(product: Product, path: str, value: str | None = None, direction: str | None = None) -> Answer:
    return product.call("PATCH", path, change(value, direction))


def change(value: str | None = None, direction: str | None = None) -> dict[str, Any]:
    sent: dict[str, Any] = {"amount": {"value": value}} if value is not None else {}
    return sent | ({"credit_debit_indicator": direction} if direction is not None else {})


def test_an_amount_is_changed(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    answer = patch(product, path, "15")
    assert answer.status == 200
    assert answer.body == {
        "operation_id": "goals_v1_savings_actions_patch",
        "data": {
            "id": path.rpartition("/")[2],
            "amount": {"currency": "GBP", "value": "15.00"},
            "credit_debit_indicator": "credit",
            "created_at": "2027-01-10T10:00:00Z",
        },
        "metadata": {"goal_id": goal},
    }
    assert saved(product, goal) == "15.00"
    assert product.call("GET", f"/goals/v1/savings/{goal}/actions").data == [answer.data]


def test_a_direction_is_changed(product: Product, goal: str) -> None:
    act(product, goal, "30")
    path = act(product, goal, "10")
    assert patch(product, path, direction="debit").data["credit_debit_indicator"] == "debit"
    assert saved(product, goal) == "20.00"
    assert patch(product, path, "25", "debit").data["amount"]["value"] == "25.00"
    assert saved(product, goal) == "5.00"
    assert patch(product, path, "1", "credit").status == 200
    assert saved(product, goal) == "31.00"


def test_an_action_is_removed(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    kept = act(product, goal, "5")
    answer = product.call("DELETE", path)
    assert (answer.status, answer.body) == (204, None)
    assert saved(product, goal) == "5.00"
    [listed] = product.call("GET", f"/goals/v1/savings/{goal}/actions").data
    assert listed["id"] == kept.rpartition("/")[2]


def test_changes_are_reported(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    listener = Listener(product)
    listener.listen()
    patch(product, path, "15")
    said = {event.name: event.data for event in listener.listen()}
    assert set(said) == {"action.updated", "account.residual.changed"}
    assert said["action.updated"]["signed_amount_before"]["value"] == "10.00"
    assert said["account.residual.changed"]["residual"]["value"] == "4985.00"
    product.call("DELETE", path)
    assert {event.name for event in listener.listen()} == {"action.deleted", "account.residual.changed"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"amount": None, "credit_debit_indicator": None},
        {"amount": {"value": "10"}},
        {"amount": {"value": "10.00", "currency": "GBP"}, "credit_debit_indicator": "credit"},
    ],
)
def test_nothing_new_changes_nothing(product: Product, goal: str, sent: dict[str, Any]) -> None:
    path = act(product, goal, "10")
    with product.unchanged():
        answer = product.call("PATCH", path, sent)
    assert (answer.status, answer.data["amount"]["value"]) == (200, "10.00")


def test_a_change_is_checked_against_what_is_left(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    answer = product.refused("PATCH", path, change("5000.01"))
    assert (answer.status, answer.said) == (400, OVER_THE_BALANCE)
    assert answer.body["operation_id"] == "goals_v1_savings_actions_patch"
    assert patch(product, path, "5000").status == 200


def test_turning_a_debit_into_a_credit_is_checked_twofold(product: Product, goal: str) -> None:
    act(product, goal, "4990")
    path = act(product, goal, "10", "debit")  # the residual is 20.00
    assert product.refused("PATCH", path, change("10.01", "credit")).said == OVER_THE_BALANCE
    assert patch(product, path, "10", "credit").status == 200


def test_a_goal_cannot_fall_below_nothing(product: Product, goal: str) -> None:
    credit = act(product, goal, "10")
    debit = act(product, goal, "4", "debit")
    said = {"amount.value": [LESS_THAN_NOTHING]}
    for path, sent in ((credit, change("3.99")), (debit, change("10.01")), (credit, change(None, "debit"))):
        answer = product.refused("PATCH", path, sent)
        assert (answer.status, answer.said) == (400, said)
    answer = product.refused("DELETE", credit)
    assert (answer.status, answer.said) == (400, {"goal_action_id": [LESS_THAN_NOTHING]})
    assert answer.body["operation_id"] == "goals_v1_savings_actions_delete"


def test_what_does_not_lower_the_residual_is_never_refused_for_it(product: Product, household: dict[str, Any]) -> None:
    """The residual is 0: less money in the goal is always possible."""
    goal = product.savings_goal(product.account(household, 100))
    path = act(product, goal, "100")
    assert patch(product, path, "40").status == 200
    debit = act(product, goal, "40", "debit")
    assert product.call("DELETE", debit).status == 204
    assert product.call("DELETE", path).status == 204
    assert saved(product, goal) == "0.00"


def test_removing_a_debit_needs_the_money(product: Product, goal: str, account: str) -> None:
    act(product, goal, "100")
    debit = act(product, goal, "100", "debit")
    act(product, product.savings_goal(account), "4950")
    answer = product.refused("DELETE", debit)
    assert answer.status == 400
    assert list(answer.said.values()) == [["Saved amount exceeds balance of the account."]]


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    (change("0"), {"amount.value": ["Must be greater than 0."]}),
    (change("-5"), {"amount.value": ["negative value"]}),
    (change("1.001"), {"amount.value": ["Must have at most 2 decimals for GBP."]}),
    (change("ten"), {"amount.value": ["Must be a decimal number such as 1250.50."]}),
    ({"amount": {"value": "10", "currency": "USD"}}, {"amount.currency": ["Must be the goal's currency, GBP."]}),
    ({"amount": {"currency": "GBP"}}, {"amount.value": ["Is required."]}),
    ({"amount": 15}, {"amount": ["Must be an object."]}),
    (change(None, "both"), {"credit_debit_indicator": ["Must be one of 'credit' or 'debit'."]}),
    ({"id": "12"}, {"id": ["Is not a member of this request."]}),
]


def test_a_broken_rule_is_named_with_its_member(product: Product, goal: str) -> None:
    action = act(product, goal, "10")
    with product.unchanged():
        for sent, said in RULES:
            answer = product.call("PATCH", action, sent)
            assert (answer.status, answer.said) == (400, said), sent
            assert answer.body["code_id"] == "failed_validation"


def test_an_action_is_named_in_either_form(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    place, _, action = path.rpartition("/")
    number = ids.number_in(action)
    goal_number = product.call("GET", f"/goals/{goal}").body["id"]
    for form in (
        f"{place}/{action.upper()}",
        f"{place}/{number}",
        f"/goals/v1/savings/{goal_number}/actions/{number}",
    ):
        assert patch(product, form, "10").data["id"] == action


def test_an_action_that_is_not_the_goals_is_404(product: Product, goal: str, account: str) -> None:
    mine = act(product, goal, "10").rpartition("/")[2]
    product.clock.forward(seconds=5)
    other_goal = product.savings_goal(account)
    others = act(product, other_goal, "10").rpartition("/")[2]
    unknown = ids.guid(CLIENT, f"{ANNA}/1", "action", 4096)
    number = ids.number_in(others)
    wrong_goals = [(other_goal, mine), ("12", mine), ("garbled", mine), (account, mine)]
    wrong_actions = [(goal, form) for form in (others, str(number), unknown, goal, "12", "garbled", "0")]
    cases: list[tuple[str, str, dict[str, Any]]] = [(*pair, {}) for pair in wrong_goals + wrong_actions]
    cases += [(goal, mine, {"customer": BEN}), (goal, mine, OTHER_APP)]
    with product.unchanged():
        for of, action, options in cases:
            path = f"/goals/v1/savings/{of}/actions/{action}"
            for method, sent in (("PATCH", change("1")), ("DELETE", None)):
                answer = product.call(method, path, sent, **options)
                assert answer.status == 404
                assert answer.body["message"] == "Route or resource not found"


def test_a_removed_action_is_404(product: Product, goal: str) -> None:
    path = act(product, goal, "10")
    product.call("DELETE", path)
    assert product.refused("DELETE", path).status == 404
    assert product.refused("PATCH", path, change("1")).status == 404


@pytest.mark.parametrize("later", ["2027-02-01T00:00:00Z", "2027-06-15T12:00:00Z", "2028-01-31T12:00:00Z"])
def test_an_action_of_a_closed_month_still_counts_there(product: Product, goal: str, later: str) -> None:
    path = act(product, goal, "10")
    product.clock.set(later)
    act(product, goal, "7")
    assert patch(product, path, "30").status == 200
    found = product.call("GET", f"/goals/{goal}/periods").body
    assert found[0]["current_amount"] == "30.00"
    assert sum(float(period["current_amount"]) for period in found) == 37
    assert product.call("DELETE", path).status == 204
    assert product.call("GET", f"/goals/{goal}/periods").body[0]["current_amount"] == "0.00"
    assert saved(product, goal) == "7.00"


@pytest.mark.parametrize("swept", [True, False])
def test_actions_change_whether_or_not_the_month_was_swept(product: Product, goal: str, swept: bool) -> None:
    product.clock.set("2027-01-31T23:59:59Z")  # the last second of the month
    path = act(product, goal, "10")
    product.clock.set("2027-02-01T00:00:00Z")
    if swept:
        product.close_all()
    assert product.call("DELETE", path).status == 204
    assert saved(product, goal) == "0.00"


def test_an_ended_goals_action_may_be_lowered_but_not_raised(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    path = act(product, goal, "100")
    product.close_all(until="2027-03-10T00:00:00Z")
    answer = product.refused("PATCH", path, change("100.01"))
    assert answer.said == {"amount.value": ["A goal that has ended takes no more money."]}
    assert patch(product, path, "60").status == 200
    assert product.call("DELETE", path).status == 204
    assert saved(product, goal) == "0.00"
    assert product.call("GET", f"/goals/{goal}").body["status"] == "failed"


def test_a_debit_after_the_end_is_corrected_too(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    act(product, goal, "100")
    product.close_all(until="2027-03-10T00:00:00Z")
    path = act(product, goal, "40", "debit")
    assert patch(product, path, "50").status == 200
    assert saved(product, goal) == "50.00"
    assert patch(product, path, "20").status == 200
    assert saved(product, goal) == "80.00"


def test_a_debit_by_mistake_after_the_end_is_taken_back(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    act(product, goal, "100")
    product.close_all(until="2027-03-10T00:00:00Z")
    path = act(product, goal, "40", "debit")
    assert product.call("DELETE", path).status == 204
    assert saved(product, goal) == "100.00"
    assert product.call("GET", f"/goals/{goal}/integrity").body["holds"]


def test_a_debit_after_the_end_becomes_no_credit(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    act(product, goal, "100")
    product.close_all(until="2027-03-10T00:00:00Z")
    path = act(product, goal, "40", "debit")
    answer = product.refused("PATCH", path, {"credit_debit_indicator": "credit"})
    assert answer.said == {"amount.value": ["A goal that has ended takes no more money."]}


def test_a_debit_before_the_end_stays_when_the_goal_has_ended(product: Product, account: str) -> None:
    goal = product.savings_goal(account, recurrent_amount=None, target_date="2027-02-28")
    act(product, goal, "100")
    path = act(product, goal, "40", "debit")
    product.close_all(until="2027-03-10T00:00:00Z")
    answer = product.refused("DELETE", path)
    assert answer.said == {"goal_action_id": ["A goal that has ended takes no more money."]}
