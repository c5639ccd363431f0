"""The gateway: what a handler is handed, and what a caller gets when no handler is asked."""

import base64
import threading
from collections.abc import Iterator
from typing import Any, cast

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from authorize.handler import build as build_authorizer
from local.gateway import BODY_LIMIT, Gateway
from local.identity import ISSUER, Identity
from local.invoke import Function
from local.routes import RouteTable
from local.state import State
from savings.api.contract import ROUTES
from savings.config import Settings
from savings.runtime import Runtime

CUSTOMER = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"


class Recorder:
    """A handler that keeps the event it was handed and answers what it was reported to."""

    def __init__(self) -> None:
        self.event: dict[str, Any] = {}
        self.result: Any = {"statusCode": 200, "body": "{}"}

    def __call__(self, event: dict[str, Any], context: Any) -> Any:
        self.event = event
        self.remaining = context.get_remaining_time_in_millis()
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture(scope="module")
def identity(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Identity]:
    state = State(tmp_path_factory.mktemp("identity") / "state.sqlite")
    yield Identity(state)
    state.close()


@pytest.fixture
def handler() -> Recorder:
    return Recorder()


@pytest.fixture
def token(identity: Identity) -> str:
    return str(identity.grant({"grant_type": "client_credentials"}, "demo-app", "demo-secret")["access_token"])


@pytest.fixture(scope="module")
def authorizer(identity: Identity) -> Function:
    handler = build_authorizer(Runtime(Settings(issuer=ISSUER)), identity.jwks)
    return Function("authorize", handler, threading.Lock())


@pytest.fixture
def functions(authorizer: Function, handler: Recorder) -> dict[str, Function]:
    served = Function("goals", handler, threading.Lock())
    return {**dict.fromkeys(("goals", "actions", "households", "notifications"), served), "authorize": authorizer}


@pytest.fixture
def client(functions: dict[str, Function], token: str) -> Iterator[TestClient]:
    app = Starlette()
    app.router.default = Gateway(RouteTable(ROUTES), functions)
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def test_a_handler_is_handed_the_event_of_payload_format_2_0(client: TestClient, handler: Recorder) -> None:
    client.post(
        "/goals/v1/savings/7/actions?page_size=3&tag=a&tag=b&empty=",
        headers=[("X-Client-Id", "demo-app"), ("X-Tag", "one"), ("x-tag", "two"), ("Cookie", "a=1; b=2")],
        content='{"name": "Ö"}',
    )
    event = handler.event

    assert event["version"] == "2.0"
    assert event["routeKey"] == "POST /goals/v1/savings/{goal_id}/actions"
    assert event["rawPath"] == "/goals/v1/savings/7/actions"
    assert event["rawQueryString"] == "page_size=3&tag=a&tag=b&empty="
    assert event["queryStringParameters"] == {"page_size": "3", "tag": "a,b", "empty": ""}
    assert event["pathParameters"] == {"goal_id": "7"}
    assert event["headers"]["x-client-id"] == "demo-app"
    assert event["headers"]["x-tag"] == "one,two"
    assert event["cookies"] == ["a=1", "b=2"]
    assert "cookie" not in event["headers"]


def test_the_event_reports_who_calls_and_how(client: TestClient, handler: Recorder) -> None:
    client.get("/goals")
    context = handler.event["requestContext"]

    assert context["http"]["method"] == "GET"
    assert context["http"]["path"] == "/goals"
    assert context["stage"] == "$default"
    claims = context["authorizer"]["lambda"]
    assert (claims["sub"], claims["client_id"]) == ("demo-app", "demo-app")
    assert all(isinstance(value, str) for value in claims.values())
    assert "savings/goals.read" in claims["scope"].split()
    assert handler.remaining > 0


def test_what_a_request_does_not_have_is_absent_from_the_event(client: TestClient, handler: Recorder) -> None:
    client.get("/goals")

    assert handler.event.keys().isdisjoint({"body", "cookies", "queryStringParameters", "pathParameters"})
    assert handler.event["isBase64Encoded"] is False


@pytest.mark.parametrize(
    ("content_type", "body", "encoded"),
    [
        ("application/json", b'{"a": 1}', False),
        ("text/plain; charset=utf-8", "Ö".encode(), False),
        ("application/json", b"\xff\xfe", True),
        ("application/octet-stream", b"{}", True),
    ],
)
def test_a_body_that_is_not_text_is_handed_on_in_base64(
    client: TestClient, handler: Recorder, content_type: str, body: bytes, encoded: bool
) -> None:
    client.post("/goals", content=body, headers={"Content-Type": content_type})
    given = handler.event["body"]

    assert handler.event["isBase64Encoded"] is encoded
    assert (base64.b64decode(given) if encoded else given.encode()) == body


def test_path_variables_are_percent_decoded(client: TestClient, handler: Recorder) -> None:
    client.get("/goals/a%20b%2Fc")

    assert handler.event["pathParameters"] == {"goal_id": "a b/c"}


@pytest.mark.parametrize(
    ("method", "path", "key"),
    [
        ("POST", "/goals/preview", "POST /goals/preview"),
        ("GET", "/goals/preview", "GET /goals/{goal_id}"),
        ("GET", "/goals/v1/savings", "GET /goals/v1/savings"),
        ("GET", "/goals/v1/periods", "GET /goals/{goal_id}/periods"),
    ],
)
def test_a_literal_route_wins_over_one_with_variables(
    client: TestClient, handler: Recorder, method: str, path: str, key: str
) -> None:
    client.request(method, path)

    assert handler.event["routeKey"] == key


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/nowhere"), ("GET", "/goals/"), ("GET", "/goals//periods"), ("PATCH", "/goals"), ("HEAD", "/goals")],
)
def test_what_is_no_route_is_not_found_even_without_a_token(
    client: TestClient, handler: Recorder, method: str, path: str
) -> None:
    answer = client.request(method, path, headers={"Authorization": ""})

    assert answer.status_code == 404
    assert handler.event == {}
    if method != "HEAD":
        assert answer.json() == {"message": "Not Found"}


def test_a_result_is_turned_back_with_headers_cookies_and_status(client: TestClient, handler: Recorder) -> None:
    handler.result = {
        "statusCode": 201,
        "headers": {"Content-Type": "application/json", "Location": "/goals/7"},
        "cookies": ["a=1", "b=2"],
        "body": '{"id": 7}',
        "isBase64Encoded": False,
    }
    answer = client.post("/goals")

    assert (answer.status_code, answer.json()) == (201, {"id": 7})
    assert answer.headers["location"] == "/goals/7"
    assert answer.headers.get_list("set-cookie") == ["a=1", "b=2"]
    assert answer.headers["apigw-requestid"]


def test_a_result_in_base64_is_decoded(client: TestClient, handler: Recorder) -> None:
    handler.result = {"statusCode": 200, "body": base64.b64encode(b"\x00\xff").decode(), "isBase64Encoded": True}

    assert client.get("/goals").content == b"\x00\xff"


def test_an_empty_result_has_no_body_and_no_content_type(client: TestClient, handler: Recorder) -> None:
    handler.result = {"statusCode": 204, "body": ""}
    answer = client.delete("/goals/7")

    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


def test_a_result_without_a_status_is_the_body_itself(client: TestClient, handler: Recorder) -> None:
    handler.result = {"a": 1}
    answer = client.get("/goals")

    assert (answer.status_code, answer.json()) == (200, {"a": 1})


@pytest.mark.parametrize("result", [RuntimeError("boom"), {"statusCode": "many"}, {"statusCode": 200, "body": {1, 2}}])
def test_a_handler_that_fails_is_an_internal_server_error_and_reports_nothing(
    client: TestClient, handler: Recorder, result: Any
) -> None:
    handler.result = result
    answer = client.get("/goals")

    assert (answer.status_code, answer.json()) == (500, {"message": "Internal Server Error"})


def test_the_failure_of_a_handler_is_logged_with_its_traceback(
    client: TestClient, handler: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    handler.result = RuntimeError("boom")
    client.get("/goals")

    assert "RuntimeError: boom" in caplog.text


def test_a_body_of_10_mb_is_let_through_and_one_byte_more_is_not(client: TestClient, handler: Recorder) -> None:
    assert client.post("/goals", content=b"x" * BODY_LIMIT).status_code == 200
    answer = client.post("/goals", content=b"x" * (BODY_LIMIT + 1))

    assert (answer.status_code, answer.json()) == (413, {"message": "Request Entity Too Large"})


def test_a_token_that_proves_nothing_is_nobodys_to_the_function(
    client: TestClient, handler: Recorder, identity: Identity
) -> None:
    token = identity.sign({"client_id": "demo-app", "scope": "savings/goals.read", "exp": 1})
    assert client.get("/goals", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert handler.event["requestContext"]["authorizer"] == {"lambda": {}}


def test_without_a_token_nobody_is_asked(client: TestClient, handler: Recorder) -> None:
    answer = client.get("/goals", headers={"Authorization": ""})

    assert (answer.status_code, answer.json()) == (401, {"message": "Unauthorized"})
    assert handler.event == {}


def test_the_authorizer_is_asked_once_for_a_token_on_a_route(functions: dict[str, Function], token: str) -> None:
    asked: list[str] = []
    authorize = functions["authorize"]

    def counted(event: dict[str, Any]) -> Any:
        asked.append(event["routeKey"])
        return authorize(event)

    app = Starlette()
    app.router.default = Gateway(RouteTable(ROUTES), {**functions, "authorize": cast("Function", counted)})
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as client:
        for path in ("/goals", "/goals", "/accounts", "/goals/7", "/goals/8"):
            client.get(path)
    assert asked == ["GET /goals", "GET /accounts", "GET /goals/{goal_id}"]


@pytest.mark.parametrize("answer", [None, {}, {"isAuthorized": "false", "context": {}}, RuntimeError("boom")])
def test_an_authorizer_that_fails_lets_nobody_through(
    functions: dict[str, Function], handler: Recorder, answer: Any
) -> None:
    broken = Recorder()
    broken.result = answer
    app = Starlette()
    app.router.default = Gateway(
        RouteTable(ROUTES), {**functions, "authorize": Function("authorize", broken, threading.Lock())}
    )
    with TestClient(app, headers={"Authorization": "Bearer x"}) as client:
        assert client.get("/goals").status_code in (403, 500)
    assert handler.event == {}


def test_the_bearer_scheme_may_be_in_any_case_or_left_out(client: TestClient, token: str) -> None:
    assert client.get("/goals", headers={"Authorization": f"bearer {token}"}).status_code == 200
    assert client.get("/goals", headers={"Authorization": token}).status_code == 200


def test_a_missing_scope_is_forbidden(client: TestClient, handler: Recorder, identity: Identity) -> None:
    token = identity.sign({"client_id": "demo-app", "scope": "savings/goals.read"})
    answer = client.post("/goals", headers={"Authorization": f"Bearer {token}"})

    assert (answer.status_code, answer.json()) == (403, {"message": "Forbidden"})
    assert handler.event == {}
    assert isinstance(answer, httpx2.Response)


def test_a_customers_token_names_the_customer(client: TestClient, handler: Recorder, identity: Identity) -> None:
    granted = identity.grant({"grant_type": "password", "username": CUSTOMER.upper()}, "demo-app", "demo-secret")
    client.get("/goals", headers={"Authorization": f"Bearer {granted['access_token']}"})
    claims = handler.event["requestContext"]["authorizer"]["lambda"]

    assert (claims["sub"], claims["client_id"]) == (CUSTOMER, "demo-app")


PAGE = "https://app.bank.example"
ASKS = {"Origin": PAGE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "idempotency-key"}


@pytest.fixture(params=[(PAGE,), ("https://other.example", "*")], ids=["its origin", "every origin"])
def open_client(request: pytest.FixtureRequest, functions: dict[str, Function], token: str) -> Iterator[TestClient]:
    """A gateway that lets the page call, by its origin or by letting all."""
    app = Starlette()
    app.router.default = Gateway(RouteTable(ROUTES), functions, request.param)
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as client:
        yield client


def test_a_browser_that_asks_hears_what_a_page_may_send_without_a_token(open_client: TestClient) -> None:
    answer = open_client.options("/goals", headers={**ASKS, "Authorization": ""})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["access-control-allow-origin"] in (PAGE, "*")
    assert {"POST", "PATCH"} <= set(answer.headers["access-control-allow-methods"].split(","))
    assert {"authorization", "idempotency-key", "x-customer-id"} <= set(
        answer.headers["access-control-allow-headers"].split(",")
    )
    assert answer.headers["access-control-max-age"] == "3600"


@pytest.mark.parametrize(("path", "status"), [("/goals", 200), ("/nowhere", 404)])
def test_a_page_may_read_answers_and_refusals(
    open_client: TestClient, handler: Recorder, path: str, status: int
) -> None:
    handler.result = {"statusCode": 200, "body": "[]"}
    answer = open_client.get(path, headers={"Origin": PAGE})
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] in (PAGE, "*")
    assert {"location", "link", "x-request-id"} <= set(answer.headers["access-control-expose-headers"].split(","))


def test_who_is_no_page_hears_nothing_of_origins(open_client: TestClient) -> None:
    assert not _of_origins(open_client.get("/goals"))


def test_without_origins_a_browser_hears_what_the_gateway_has_for_an_unknown_route(client: TestClient) -> None:
    answer = client.options("/goals", headers=ASKS)
    assert (answer.status_code, _of_origins(answer)) == (404, [])
    assert not _of_origins(client.get("/goals", headers={"Origin": PAGE}))


def test_another_origin_than_those_is_answered_and_its_pages_cannot_read_it(
    functions: dict[str, Function], token: str
) -> None:
    app = Starlette()
    app.router.default = Gateway(RouteTable(ROUTES), functions, ("https://other.example",))
    with TestClient(app, headers={"Authorization": f"Bearer {token}"}) as client:
        assert not _of_origins(client.options("/goals", headers=ASKS))
        assert not _of_origins(client.get("/goals", headers={"Origin": PAGE}))


def _of_origins(answer: Any) -> list[str]:
    return [name for name in answer.headers if name.startswith("access-control-")]
