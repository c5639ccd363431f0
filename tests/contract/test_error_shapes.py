"""Refusals: one shape per family, a status for each that there is, the narrowest row of the table first."""

import logging
from typing import Any

import pytest

from savings.api.contract import ROUTES, Family, Route
from savings.api.families import STATUS, failure, refusal, status_of
from savings.domain import errors
from savings.domain.errors import DomainError, NotFound
from savings.usecases import goals
from tests.answers import refuses
from tests.contract.error_examples import context, made, refusals
from tests.product import Product, goal_body

EXAMPLES = {
    Family.GOALS: "create_goal",
    Family.SAVINGS_GOALS: "goals_v1_savings_post",
    Family.LEDGER: "report_transaction",
    Family.HOUSEHOLDS: "create_saving",
}
KINDS = refusals()


def test_a_goal_is_refused_with_problem_json(product: Product) -> None:
    account = product.account(product.household())
    answer = product.refused("POST", "/goals", goal_body(account, target_amount="-1", name=""))
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.body == {
        "type": "urn:savings-goals:problem:failed_validation",
        "title": "Invalid request payload.",
        "status": 400,
        "detail": "name: Must have at least 1 character.",
        "instance": "/goals",
        "code": "failed_validation",
        "request_id": answer.headers["X-Request-Id"],
        "errors": [
            {"pointer": "#/name", "field": "name", "code": "too_short", "detail": "Must have at least 1 character."}
        ],
        "error": {"error_code": "F0002", "error_message": "name: Must have at least 1 character."},
    }


def test_a_savings_goal_is_refused_as_published(product: Product) -> None:
    account = product.account(product.household())
    body = {"name": "Car", "account_id": account, "target_amount": {"value": "-1"}, "recurrent_amount": {"value": "1"}}
    answer = product.refused("POST", "/goals/v1/savings", body)
    assert answer.status == 400
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.body == {
        "operation_id": "goals_v1_savings_post",
        "code_id": "failed_validation",
        "message": "Invalid request payload.",
        "errors": {"target_amount.value": ["Must be greater than 0."]},
    }


def test_a_saving_is_refused_as_published(product: Product) -> None:
    path = f"/api/v2/household/{product.household()['HouseholdGUID']}/savings"
    body = {"SavingsDescription": "Cash", "SavingsType": 2, "Value": 1, "ValueDate": "2027-01-10"}
    answer = product.refused("POST", path, body)
    assert answer.status == 422
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.body == {
        "success": False,
        "message": "Validation Error.",
        "data": {"ClientGUID": ["The client guid field is required."]},
    }


@pytest.mark.parametrize(
    ("family", "kind"),
    [
        pytest.param(family, kind, id=f"{family.value}-{kind.code}")
        for family in EXAMPLES
        for kind in KINDS
        if (family, kind) != (Family.LEDGER, errors.Infeasible)  # no route of the ledger plans anything
    ],
)
def test_every_refusal_has_every_familys_shape(kind: type[DomainError], family: Family) -> None:
    answer = refusal(made(kind), context(EXAMPLES[family]))
    refuses(family, answer.status, answer.headers, answer.body)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_refusal_has_a_status_in_the_table(kind: type[DomainError]) -> None:
    assert any(base in STATUS for base in kind.__mro__[: kind.__mro__.index(DomainError)])
    for family in Family:
        assert 400 <= status_of(made(kind), family) <= 503


def test_the_statuses_are_those_of_the_documents() -> None:
    assert {
        kind.code: (status_of(made(kind), Family.GOALS), status_of(made(kind), Family.HOUSEHOLDS)) for kind in KINDS
    } == {
        "failed_validation": (400, 422),
        "malformed_request": (400, 400),
        "request_too_large": (413, 413),
        "plan_infeasible": (400, 422),
        "not_covered": (400, 422),
        "idempotency_key_reused": (422, 422),
        "not_found": (404, 404),
        "unauthorised": (401, 401),
        "forbidden": (403, 403),
        "tenant_suspended": (403, 403),
        "conflict": (409, 409),
        "busy": (503, 503),
    }


def test_a_kind_of_refusal_stands_before_what_it_is_a_kind_of() -> None:
    """The table is read from the top: the first row that fits is the one that counts."""
    rows = list(STATUS)
    for place, kind in enumerate(rows):
        assert not [later for later in rows[place + 1 :] if issubclass(later, kind)]


@pytest.mark.parametrize("family", EXAMPLES, ids=lambda family: family.value)
def test_a_throttled_table_says_when_to_come_back(family: Family) -> None:
    answer = refusal(errors.Busy("Try again."), context(EXAMPLES[family]))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.operation)
def test_a_fault_is_answered_in_the_familys_shape(route: Route) -> None:
    answer = failure(context(route.operation))
    assert answer.status == 500
    refuses(route.family, answer.status, answer.headers, answer.body)


def test_an_unknown_failure_is_500_and_logged_with_its_stack_and_without_its_message(
    product: Product, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> Any:
        raise ZeroDivisionError(product.table_name)

    monkeypatch.setattr(goals, "get_goal", fail)
    with caplog.at_level(logging.INFO):
        answer = product.call("GET", "/goals/7")
    assert answer.status == 500
    request = answer.headers["X-Request-Id"]
    assert answer.body["detail"] == f"Something went wrong; please quote request {request}."
    assert product.table_name not in str(answer)
    [record] = [record for record in caplog.records if record.levelname == "ERROR"]
    log = vars(record)
    assert log["exception_name"] == "ZeroDivisionError"
    assert "in fail" in log["exception"]
    assert log["exception"].endswith("builtins.ZeroDivisionError\n")
    assert product.table_name not in str(log)


def test_what_is_not_found_says_its_kind_and_nothing_of_others() -> None:
    answer = refusal(NotFound("goal"), context("get_goal"))
    assert answer.body is not None
    assert '"detail":"Goal not found."' in answer.body
