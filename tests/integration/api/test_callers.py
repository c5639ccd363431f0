"""Who is calling: the token's client and customer, and the headers that may narrow but never widen them."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.product import ANNA, BEN, OTHER_APP, Product, goal_body

pytestmark = pytest.mark.usefixtures("audited")

MOBILE = {"sub": "demo-mobile", "client_id": "demo-mobile"}
STRANGER = "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"


def goals_routes(account: str) -> Iterator[tuple[str, str, Any]]:
    yield "GET", "/goals", None
    yield "POST", "/goals", goal_body(account)
    yield "POST", "/goals/preview", goal_body(account)
    yield "GET", "/goals/12", None
    yield "PUT", "/goals/12", {"name": "x"}
    yield "DELETE", "/goals/12", None
    yield "GET", "/goals/12/periods", None
    yield "GET", "/goals/12/periods/13", None
    yield "GET", "/goals/12/integrity", None
    yield "POST", "/goals/12/preview", {}


def savings_routes(account: str) -> Iterator[tuple[str, str, Any]]:
    amount = {"value": "10"}
    path = "/goals/v1/savings"
    yield "GET", path, None
    yield "POST", path, {"name": "x", "account_id": account, "target_amount": amount, "recurrent_amount": amount}
    yield "DELETE", path, None
    yield "GET", f"{path}/12", None
    yield "PATCH", f"{path}/12", {"name": "x"}
    yield "DELETE", f"{path}/12", None
    yield "GET", f"{path}/12/actions", None
    yield "POST", f"{path}/12/actions", {"amount": amount, "credit_debit_indicator": "credit"}
    yield "GET", f"{path}/12/actions/13", None
    yield "PATCH", f"{path}/12/actions/13", {"amount": amount}
    yield "DELETE", f"{path}/12/actions/13", None


def household_routes(guid: str) -> Iterator[tuple[str, str, Any]]:
    yield "GET", f"/api/v2/household/{guid}", None
    yield "GET", f"/api/v2/household/{guid}/savings", None
    yield "POST", f"/api/v2/household/{guid}/savings", {}
    yield "POST", "/api/v2/household", {}


def every_route(account: str, household: dict[str, Any]) -> list[tuple[str, str, Any]]:
    guid = household["HouseholdGUID"]
    return [*goals_routes(account), *savings_routes(account), *household_routes(guid)]


def test_savings_goals_need_both_headers(product: Product, account: str) -> None:
    with product.unchanged():
        for method, path, body in savings_routes(account):
            for missing in (["X-Client-Id"], ["X-Customer-Id"], ["X-Client-Id", "X-Customer-Id"]):
                answer = product.call(method, path, body, headers=dict.fromkeys(missing, ""))
                assert answer.status == 400
                assert answer.body["code_id"] == "failed_validation"
                assert answer.body["message"] == "unable to validate request"
                assert answer.said == {header.replace("r-Id", "r-ID"): ["Is required."] for header in missing}


def test_savings_goals_need_both_headers_even_with_a_customers_token(product: Product, account: str) -> None:
    with product.unchanged():
        for method, path, body in savings_routes(account):
            answer = product.call(method, path, body, claims={"sub": ANNA}, customer=None)
            assert (answer.status, answer.said) == (400, {"X-Customer-ID": ["Is required."]})


def test_goals_need_the_customer_of_a_client_app(product: Product, account: str) -> None:
    with product.unchanged():
        for method, path, body in goals_routes(account):
            answer = product.call(method, path, body, customer=None)
            assert (answer.status, answer.said) == (400, {"X-Customer-Id": ["Is required with a client app's token."]})


def test_goals_need_no_header_with_a_customers_token(product: Product, account: str) -> None:
    nothing = {"X-Client-Id": ""}
    own: dict[str, Any] = {"claims": {"sub": ANNA}, "customer": None, "headers": nothing}
    goal = product.call("POST", "/goals", goal_body(account), **own)
    assert goal.status == 201
    assert product.call("GET", f"/goals/{goal.body['id']}", headers=nothing).status == 200
    upper = {**own, "claims": {"sub": ANNA.upper()}}
    assert product.call("GET", "/goals", **upper).body == [goal.body]


def test_a_customer_that_is_no_guid_is_400(product: Product, account: str, household: dict[str, Any]) -> None:
    with product.unchanged():
        for named in ["garbled", "12", f"{{{ANNA}}}", f"urn:uuid:{ANNA}", ANNA.replace("-", ""), f"{ANNA} "]:
            for method, path, body in every_route(account, household):
                answer = product.call(method, path, body, customer=named)
                key = "X-Customer-ID" if path.startswith("/goals/v1/savings") else "X-Customer-Id"
                assert (answer.status, list(answer.said)) == (400, [key]), named
                assert answer.said[key][0].endswith("ust be a GUID.")


@pytest.mark.parametrize("missing", ["sub", "client_id"])
def test_a_token_that_does_not_say_who_calls_is_401(
    product: Product, account: str, household: dict[str, Any], missing: str
) -> None:
    with product.unchanged():
        for method, path, body in every_route(account, household):
            for customer in (ANNA, None):
                answer = product.call(method, path, body, claims={missing: ""}, customer=customer)
                assert answer.status == 401
                assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("client", ["demo-app ", "DEMO-APP", STRANGER])
def test_a_client_that_is_not_the_tokens_is_401(
    product: Product, account: str, household: dict[str, Any], client: str
) -> None:
    with product.unchanged():
        for method, path, body in every_route(account, household):
            answer = product.call(method, path, body, headers={"X-Client-Id": client})
            assert answer.status == 401
            assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_401_has_the_published_body(product: Product, account: str) -> None:
    answer = product.refused("GET", "/goals/v1/savings", headers={"X-Client-Id": "other-app"})
    assert answer.body == {
        "operation_id": "unknown",
        "code_id": "unknown",
        "message": "Unauthorised request",
        "errors": {},
    }
    answer = product.refused("GET", "/goals", headers={"X-Client-Id": "other-app"})
    assert answer.body["error"]["error_code"] == "F0101"
    assert answer.body["detail"] == "X-Client-Id is not the token's client."


def test_apps_of_one_tenant_share_what_it_has(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    for client in ("demo-mobile", "demo-app"):  # its own id, and its tenant's
        answer = product.call("GET", "/goals/v1/savings", claims=MOBILE, headers={"X-Client-Id": client})
        assert [one["id"] for one in answer.data] == [goal]
    assert product.record(goal, "1", claims=MOBILE, headers={"X-Client-Id": "demo-mobile"}).status == 201
    refused = product.refused("GET", "/goals/v1/savings", headers={"X-Client-Id": "demo-mobile"})
    assert refused.status == 401


def test_a_customers_token_of_either_app_acts_for_the_customer(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    for client in ("demo-app", "demo-mobile"):
        claims = {"sub": ANNA, "client_id": client}
        answer = product.call("GET", "/goals/v1/savings", claims=claims, headers={"X-Client-Id": "demo-app"})
        assert [one["id"] for one in answer.data] == [goal]


def test_a_customer_is_named_in_any_case(product: Product, account: str) -> None:
    goal = product.savings_goal(account)
    assert [one["id"] for one in product.call("GET", "/goals/v1/savings", customer=ANNA.upper()).data] == [goal]
    assert product.record(goal, "1", customer=ANNA.upper()).status == 201


def test_an_unknown_customer_lists_nothing_and_posts_to_404(product: Product, account: str) -> None:
    for method, path, body in (*goals_routes(account), *savings_routes(account)):
        answer = product.call(method, path, body, customer=STRANGER)
        if method == "GET" and path in ("/goals", "/goals/v1/savings"):
            assert answer.status == 200
            assert answer.body == [] or answer.data == []
        else:
            assert answer.status == 404


def test_an_id_of_another_customer_opens_nothing(product: Product, account: str) -> None:
    """Every route with an id, with real ids of Anna's, called for Ben and by another tenant."""
    goal = product.savings_goal(account)
    number = product.call("GET", f"/goals/{goal}").body["id"]
    action = product.record(goal, "5").data["id"]
    with product.unchanged():
        for foreign in ({"customer": BEN}, OTHER_APP, {"customer": BEN, "claims": {"sub": BEN}}):
            for method, path, body in (*goals_routes(account), *savings_routes(account)):
                if "12" not in path:
                    continue
                for form in (goal, str(number)):
                    theirs = path.replace("12", form).replace("/13", f"/{action}")
                    assert product.call(method, theirs, body, **foreign).status == 404


@pytest.mark.parametrize("form", ["garbled", "0", "-1", "1.5", "1e3", "9" * 17, "9007199254740992", "%00", "a b", "'"])
def test_a_garbled_id_is_404_as_its_family_says_it(
    product: Product, account: str, household: dict[str, Any], form: str
) -> None:
    goal = product.savings_goal(account)
    paths = [
        *((method, path.replace("12", form), body) for method, path, body in goals_routes(account) if "12" in path),
        *((method, path.replace("12", form), body) for method, path, body in savings_routes(account) if "12" in path),
        *((m, p.replace("12", goal).replace("13", form), b) for m, p, b in savings_routes(account) if "13" in p),
        ("GET", f"/goals/{goal}/periods/{form}", None),
        *((method, path, body) for method, path, body in household_routes(form) if form in path and body != {}),
    ]
    with product.unchanged():
        for method, path, body in paths:
            assert product.call(method, path, body).status == 404


@pytest.mark.parametrize("form", ['"', "\\", "\N{AUTOMOBILE}", "#", "?", "`"])
def test_an_id_of_strange_signs_is_404_as_its_family_says_it(product: Product, account: str, form: str) -> None:
    """The gateway hands them on decoded."""
    for method, path, body in (
        ("GET", f"/goals/{form}", None),
        ("PATCH", f"/goals/v1/savings/{form}", {"name": "x"}),
        ("GET", f"/goals/v1/savings/{form}/actions", None),
        ("GET", f"/api/v2/household/{form}", None),
    ):
        assert product.refused(method, path, body).status == 404
