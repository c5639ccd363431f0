"""Tenants come and go by commands alone: nothing is deployed, and each sees its own."""

from collections.abc import Iterator
from typing import Any, Final

import httpx2
import pytest

from tests.e2e.deployment import Deployment
from tests.e2e.tenants import bank, onboard, operate, token

pytestmark = pytest.mark.e2e

SCOPES: Final = "savings/households.read savings/households.write"
HOUSEHOLDS: Final = "/api/v2/household"
FAMILY: Final = {"Clients": [{"FirstName": "Ada", "LastName": "Lovelace", "DateOfBirth": "1985-12-10"}]}


@pytest.fixture
def api(deployment: Deployment) -> Iterator[httpx2.Client]:
    """The HTTP API."""
    headers = {"Host": deployment.host()}
    with httpx2.Client(base_url=deployment.emulator.url, headers=headers, timeout=30) as client:
        yield client


def bearer(deployment: Deployment, client: str, secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token(deployment, client, secret, SCOPES)}"}


def test_a_tenant_that_is_onboarded_calls_at_once_with_its_own_terms(
    api: httpx2.Client, deployment: Deployment
) -> None:
    terms = ("--zone", "Europe/Paris", "--currency", "EUR", "--households", "1")
    acme = bearer(deployment, *onboard(deployment, "acme", *terms))
    other = bearer(deployment, *bank(deployment))
    made = api.post(HOUSEHOLDS, headers=acme, json=FAMILY)
    assert made.status_code == 201, "\n".join([made.text, *deployment.complaints()])
    household = made.json()["data"]
    assert (household["TimeZone"], household["Currency"]) == ("Europe/Paris", "EUR")
    assert api.post(HOUSEHOLDS, headers=acme, json=FAMILY).status_code == 409
    assert api.get(f"{HOUSEHOLDS}/{household['HouseholdGUID']}", headers=other).status_code == 404
    rotated = dict(line.split("=", 1) for line in operate(deployment, "add", "acme", "--pool", pool(deployment))[1:])
    new = bearer(deployment, rotated["client_id"], rotated["client_secret"])
    for headers in (acme, new):
        (seen,) = api.get(HOUSEHOLDS, headers=headers).json()["data"]
        assert seen["HouseholdGUID"] == household["HouseholdGUID"]


def test_a_client_of_the_pool_that_nobody_onboarded_is_refused(api: httpx2.Client, deployment: Deployment) -> None:
    made: Any = deployment.client("cognito-idp").create_user_pool_client(
        UserPoolId=pool(deployment),
        ClientName="stray",
        GenerateSecret=True,
        AllowedOAuthFlows=["client_credentials"],
        AllowedOAuthFlowsUserPoolClient=True,
        AllowedOAuthScopes=SCOPES.split(),
    )["UserPoolClient"]
    answer = api.get(HOUSEHOLDS, headers=bearer(deployment, made["ClientId"], made["ClientSecret"]))
    assert (answer.status_code, answer.json()["success"]) == (401, False)


def test_a_token_needs_its_signature_and_the_routes_scope(api: httpx2.Client, deployment: Deployment) -> None:
    good = bearer(deployment, *bank(deployment))["Authorization"]
    assert api.get(HOUSEHOLDS, headers={"Authorization": good}).status_code == 200
    assert api.get(HOUSEHOLDS, headers={"Authorization": f"{good[:-8]}AAAAAAAA"}).status_code == 401
    assert api.get("/goals", headers={"Authorization": good}).status_code == 403
    assert api.get(HOUSEHOLDS).status_code == 401


def pool(deployment: Deployment) -> str:
    return deployment.outputs["UserPoolId"]
