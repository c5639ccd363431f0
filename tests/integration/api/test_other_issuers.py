"""Tokens of issuers other than the stack's own user pool."""

import pytest

from tests.product import ANNA, CLIENT, Product


def test_a_token_may_name_its_client_in_azp(product: Product) -> None:
    account = product.account(product.household())
    product.savings_goal(account)
    answer = product.call("GET", "/goals", claims={"client_id": "", "azp": CLIENT})
    assert answer.status == 200
    assert len(answer.body) == 1


@pytest.mark.parametrize("path", ["/goals", "/goals/v1/savings", "/api/v2/household/" + ANNA])
def test_a_token_that_names_no_client_is_401(product: Product, path: str) -> None:
    answer = product.call("GET", path, claims={"client_id": ""})
    assert answer.status == 401


@pytest.mark.parametrize("claims", [{"sub": "auth0|5f7c8ec7"}, {"client_id": "a#C#b", "sub": "a#C#b"}])
def test_a_subject_or_client_that_no_key_can_hold_is_401(product: Product, claims: dict[str, str]) -> None:
    answer = product.call("GET", "/goals", claims=claims, headers={"X-Client-Id": "", "X-Customer-Id": ""})
    assert answer.status == 401
