"""The token endpoint: Cognito's answers, for the development clients."""

import base64
from typing import Any

import httpx2
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from contract.callers import SAVER_SCOPES, SCOPES
from savings.api.contract import LEDGER_WRITE
from tests.local.serving import Served

CUSTOMER = "2A7A1F1C-18b9-4af1-8424-91c5848e8037"
CREDENTIALS = {"grant_type": "client_credentials", "client_id": "demo-app", "client_secret": "demo-secret"}
AS_CUSTOMER = {**CREDENTIALS, "grant_type": "password", "username": CUSTOMER, "password": "anything"}


def ask(stack: Served, form: dict[str, str], **headers: str) -> httpx2.Response:
    return stack.http.post("/oauth2/token", data=form, headers=headers)


def claims_of(stack: Served, answer: httpx2.Response) -> dict[str, Any]:
    keys = KeySet.import_key_set(stack.http.get("/.well-known/jwks.json").json())
    return dict(jwt.decode(answer.json()["access_token"], keys, algorithms=["RS256"]).claims)


def test_a_client_app_gets_a_bearer_token_for_an_hour(stack: Served) -> None:
    answer = ask(stack, CREDENTIALS)

    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json().keys() == {"access_token", "expires_in", "token_type"}
    assert (answer.json()["expires_in"], answer.json()["token_type"]) == (3600, "Bearer")


def test_the_token_has_the_claims_of_cognitos_access_tokens_and_every_scope(stack: Served) -> None:
    claims = claims_of(stack, ask(stack, CREDENTIALS))

    assert claims.keys() == {
        *("sub", "client_id", "scope", "token_use", "iss", "auth_time", "exp", "iat", "jti", "version"),
    }
    assert (claims["sub"], claims["client_id"]) == ("demo-app", "demo-app")
    assert (claims["token_use"], claims["version"]) == ("access", 2)
    assert claims["exp"] == claims["iat"] + 3600
    assert claims["scope"].split() == list(SCOPES)


def test_a_customers_token_carries_the_customer_in_lower_case(stack: Served) -> None:
    claims = claims_of(stack, ask(stack, AS_CUSTOMER))

    assert (claims["sub"], claims["username"]) == (CUSTOMER.lower(), CUSTOMER.lower())
    assert claims["client_id"] == "demo-app"


def test_a_customers_token_has_a_savers_scopes(stack: Served) -> None:
    assert claims_of(stack, ask(stack, AS_CUSTOMER))["scope"].split() == list(SAVER_SCOPES)


def test_the_client_may_name_itself_by_http_basic(stack: Served) -> None:
    credentials = base64.b64encode(b"other-app:other-secret").decode()
    answer = ask(stack, {"grant_type": "client_credentials"}, Authorization=f"Basic {credentials}")

    assert claims_of(stack, answer)["client_id"] == "other-app"


def test_a_token_has_only_the_scopes_that_were_asked_for(stack: Served) -> None:
    answer = ask(stack, {**CREDENTIALS, "scope": "savings/goals.read savings/households.read"})

    assert claims_of(stack, answer)["scope"] == "savings/goals.read savings/households.read"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"client_secret": "wrong"}, "invalid_client"),
        ({"client_id": "nobody"}, "invalid_client"),
        ({"client_id": "other-app"}, "invalid_client"),
        ({"scope": "savings/goals.read savings/everything"}, "invalid_scope"),
        ({**AS_CUSTOMER, "scope": LEDGER_WRITE}, "invalid_scope"),
        ({"grant_type": "implicit"}, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "tina"}, "invalid_grant"),
        ({"grant_type": "password"}, "invalid_grant"),
    ],
)
def test_a_wrong_request_is_refused_in_oauths_words(stack: Served, change: dict[str, str], error: str) -> None:
    answer = ask(stack, CREDENTIALS | change)

    assert (answer.status_code, answer.json()) == (400, {"error": error})


@pytest.mark.parametrize("missing", ["client_id", "client_secret"])
def test_a_request_without_credentials_is_refused(stack: Served, missing: str) -> None:
    answer = ask(stack, {name: value for name, value in CREDENTIALS.items() if name != missing})

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})


@pytest.mark.parametrize("content", ["", "client_id=demo-app&client_secret=demo-secret", "grant_type=a&grant_type=b"])
def test_a_request_without_one_grant_type_is_refused(stack: Served, content: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = stack.http.post("/oauth2/token", content=content, headers=form)

    assert answer.status_code == 400
    assert answer.json()["error"] in {"invalid_request", "invalid_client"}


def test_a_request_in_json_is_refused(stack: Served) -> None:
    answer = stack.http.post("/oauth2/token", json=CREDENTIALS)

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_request"})


def test_garbled_basic_credentials_are_refused(stack: Served) -> None:
    answer = ask(stack, {"grant_type": "client_credentials"}, Authorization="Basic ***")

    assert (answer.status_code, answer.json()) == (400, {"error": "invalid_client"})


def test_the_published_keys_hold_nothing_private(stack: Served) -> None:
    (key,) = stack.http.get("/.well-known/jwks.json").json()["keys"]

    assert key.keys() == {"kty", "n", "e", "kid", "alg", "use"}


def test_a_token_of_one_app_does_not_see_the_customers_of_another(stack: Served) -> None:
    family = stack.household()
    stack.http.get("/goals").raise_for_status()
    stack.act_for(None, "other-app")

    assert stack.http.get(f"/api/v2/household/{family.household}").status_code == 404
