"""Which tokens prove who calls: what the issuer has signed for this API and is good now, and nothing else."""

import base64
import hmac
import json
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import pytest
from joserfc import jwt
from joserfc.jwk import RSAKey

from authorize.handler import HANDED_ON, build
from authorize.keys import AGAIN_AFTER, Keys, NoKeys, download
from savings.config import Settings
from savings.runtime import Runtime
from tests.product import SetClock

ISSUER: Final = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_pool"
NOW: Final = datetime(2027, 1, 10, 10, tzinfo=UTC)
SECOND: Final = int(NOW.timestamp())
KEY: Final = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"}, private=True)
OTHER: Final = RSAKey.generate_key(2048, {"kid": "one"}, private=True)
CLAIMS: Final = {
    "iss": ISSUER,
    "token_use": "access",
    "sub": "app",
    "client_id": "app",
    "scope": "savings/goals.read savings/households.read",
    "iat": SECOND,
    "exp": SECOND + 1,
    "jti": "not handed on",
}


class Context:
    """What Lambda says of an invocation."""

    function_name = "authorize"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn"
    aws_request_id = "1"

    def get_remaining_time_in_millis(self) -> int:
        return 5_000


Authorize = Callable[..., dict[str, Any]]


@pytest.fixture
def authorize() -> Authorize:
    """The authorizer of an issuer with one key."""
    handler = build(Runtime(Settings(issuer=ISSUER), SetClock(NOW)), lambda: {"keys": [KEY.as_dict(private=False)]})

    def ask(token: str, route: str = "GET /goals", scheme: str = "Bearer ") -> dict[str, Any]:
        return handler({"identitySource": [f"{scheme}{token}", route], "routeKey": route}, Context())

    return ask


def signed(key: Any = KEY, header: dict[str, Any] | None = None, **claims: Any) -> str:
    """Return a token; a claim of None is left out."""
    kept = {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None}
    head = {"alg": "RS256", "kid": "one", **(header or {})}
    return jwt.encode(head, kept, key, algorithms=[head["alg"]])


def test_a_good_token_is_handed_on_with_what_functions_need_of_it(authorize: Authorize) -> None:
    answer = authorize(signed())
    assert answer == {"isAuthorized": True, "context": {name: str(CLAIMS[name]) for name in HANDED_ON}}


@pytest.mark.parametrize("scheme", ["Bearer ", "bearer ", "BEARER  ", ""])
def test_the_bearer_scheme_may_be_in_any_case_or_left_out(authorize: Authorize, scheme: str) -> None:
    assert authorize(signed(), scheme=scheme)["context"]["sub"] == "app"


def test_a_route_asks_for_its_own_scope(authorize: Authorize) -> None:
    asked = {route: authorize(signed(), route)["isAuthorized"] for route in ("GET /goals", "POST /goals")}
    assert asked == {"GET /goals": True, "POST /goals": False}
    assert not authorize(signed(scope=None))["isAuthorized"]
    assert not authorize(signed(scope="savings/goals.readers"))["isAuthorized"]


NOBODY: Final = {"isAuthorized": True, "context": {}}
"""The function then answers 401: what has no claims is nobody."""


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": SECOND},
        {"exp": None},
        {"exp": "soon"},
        {"iat": SECOND + 1},
        {"nbf": SECOND + 1},
        {"iss": "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_other"},
        {"iss": None},
        {"client_id": None},
        {"aud": "https://other-api.example"},
        {"aud": ["app", "https://other-api.example"]},
        {"token_use": "id"},
    ],
    ids=str,
)
def test_what_is_over_foreign_or_for_another_audience_proves_nothing(
    authorize: Authorize, claims: dict[str, Any]
) -> None:
    assert authorize(signed(**claims)) == NOBODY


@pytest.mark.parametrize("audience", ["app", ["app"]])
def test_the_clients_own_id_may_be_the_audience(authorize: Authorize, audience: Any) -> None:
    assert authorize(signed(aud=audience))["context"]["client_id"] == "app"


def _by_secret(secret: bytes) -> str:
    """Return a token that is signed by a secret, here one that everybody has."""
    parts = [{"alg": "HS256", "kid": "one"}, CLAIMS]
    texts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in parts]
    text = b".".join(texts)
    return b".".join([text, base64.urlsafe_b64encode(hmac.digest(secret, text, "sha256")).rstrip(b"=")]).decode()


def _tampered() -> Iterator[tuple[str, str]]:
    token = signed()
    header, claims, signature = token.split(".")
    scopes = base64.urlsafe_b64encode(json.dumps({**CLAIMS, "sub": "other"}).encode()).rstrip(b"=").decode()
    none = base64.urlsafe_b64encode(b'{"alg":"none","kid":"one"}').rstrip(b"=").decode()
    yield "other claims", f"{header}.{scopes}.{signature}"
    yield "no signature", f"{header}.{claims}."
    yield "unsigned", f"{none}.{claims}."
    yield "a short signature", f"{header}.{claims}.{signature[:-4]}"
    yield "a long signature", f"{header}.{claims}.AAAA{signature}"
    yield "a signature of nothing", f"{header}.{claims}.{'A' * len(signature)}"
    yield "a signature above the modulus", f"{header}.{claims}.{'_' * len(signature)}"
    yield "another key of the same name", signed(OTHER)
    yield "an unknown key", signed(header={"kid": "two"})
    yield "no name of a key", signed(header={"kid": ""})
    yield "RS512", signed(header={"alg": "RS512"})
    yield "PS256", signed(header={"alg": "PS256"})
    yield "an HMAC by the public key", _by_secret(KEY.as_pem(private=False))
    yield "parts that must be understood", signed(header={"crit": ["b64"], "b64": True})
    for garbled in ("", "x", "a.b", "a.b.c", "a.b.c.d", "é.é.é", "..", f"{header}.W10.{signature}", "9" * 100_000):
        yield f"garbled {garbled[:9]}", garbled


@pytest.mark.parametrize(("what", "token"), [*_tampered()], ids=lambda value: value if " " in value else "")
def test_what_the_issuer_has_not_signed_proves_nothing(authorize: Authorize, what: str, token: str) -> None:
    assert authorize(token) == NOBODY, what


def test_each_changed_sign_of_a_signature_is_noticed(authorize: Authorize) -> None:
    head, _, signature = signed().rpartition(".")
    raw = bytearray(base64.urlsafe_b64decode(signature + "=="))
    for place in range(len(raw)):
        raw[place] ^= 1
        assert authorize(f"{head}.{base64.urlsafe_b64encode(raw).rstrip(b'=').decode()}") == NOBODY
        raw[place] ^= 1


def test_keys_are_read_once_and_again_for_a_name_that_is_new_but_not_for_each_made_up_one() -> None:
    clock, read = SetClock(NOW), []
    published = [KEY.as_dict(private=False)]

    def keys_of_issuer() -> dict[str, Any]:
        read.append(len(published))
        return {"keys": [*published, {"kty": "EC", "kid": "curve"}]}

    keys = Keys(keys_of_issuer, clock.now)
    for name in ("one", "one", "two", "three", "curve"):
        assert (keys.find(name) is not None) is (name == "one")
    assert read == [1]
    published.append({**OTHER.as_dict(private=False), "kid": "two"})
    clock.forward(seconds=AGAIN_AFTER.seconds)
    assert keys.find("two") is not None
    assert keys.find("one") is not None
    assert read == [1, 2]


class Issuer(BaseHTTPRequestHandler):
    """An issuer that publishes a key, and at another address nothing."""

    def do_GET(self) -> None:
        is_there = self.path == "/base/eu-west-1_pool/.well-known/jwks.json"
        self.send_response(200 if is_there else 404)
        self.end_headers()
        self.wfile.write(json.dumps({"keys": [KEY.as_dict(private=False)]}).encode())

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Issuer) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_keys_are_downloaded_from_where_cognito_is(address: str) -> None:
    found = download(ISSUER, {"AWS_ENDPOINT_URL": f"{address}/base/"})
    assert [key["kid"] for key in found["keys"]] == ["one"]
    assert download(ISSUER, {"AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER": f"{address}/base"}) == found
    with pytest.raises(NoKeys):
        download(ISSUER, {"AWS_ENDPOINT_URL": address})


def test_without_keys_nobody_is_refused_for_good(address: str) -> None:
    with pytest.raises(NoKeys):
        download(ISSUER, {"AWS_ENDPOINT_URL": "http://127.0.0.1:1"})
    with pytest.raises(NoKeys):
        download(f"{address}/eu-west-1_pool", {})
