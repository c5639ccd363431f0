"""An HTTP API of API Gateway with its authorizer, in front of the handlers: stage `$default`, payload 2.0."""

import base64
import json
import time
import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.types import Receive, Scope, Send

from contract import cors
from contract.errors import GATEWAY
from contract.wiring import AUTHORIZED_FOR
from local.invoke import Function, FunctionFailed
from local.routes import Match, RouteTable

BODY_LIMIT: Final = 10 * 1024 * 1024
_ARN: Final = "arn:aws:execute-api:eu-west-1:123456789012:local/$default"
_ASKED_WITH: Final = ("version", "routeKey", "rawPath", "rawQueryString", "headers", "requestContext")
_KEPT: Final = 1_000
_NO_TOKEN: Final = 401
_TEXT: Final = ("text/", "application/json", "application/xml", "application/javascript", "application/problem+json")


class Gateway:
    """The ASGI application that answers every path which is not the stack's own."""

    def __init__(
        self,
        routes: RouteTable,
        functions: Mapping[str, Function],
        origins: Collection[str] = (),
    ) -> None:
        """Serve `routes` with `functions` by their name; pages of the `origins` may call from a browser."""
        self._origins = origins
        self._routes = routes
        self._functions = functions
        self._authorized: dict[tuple[str, str], tuple[float, dict[str, Any]]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        try:
            response = self._preflight(request) or await self._answer(request)
        except ClientDisconnect:
            return
        response.headers.update(self._for_other_origins(request))
        await response(scope, receive, send)

    def _preflight(self, request: Request) -> Response | None:
        """Answer a browser that asks whether a page may call; None for any other request."""
        is_asked = "origin" in request.headers and "access-control-request-method" in request.headers
        if not self._origins or request.method != "OPTIONS" or not is_asked:
            return None
        allowed = {
            "access-control-allow-methods": ",".join(cors.METHODS),
            "access-control-allow-headers": ",".join(cors.SENT).lower(),
            "access-control-max-age": str(cors.MAX_AGE),
        }
        return Response(status_code=204, headers=allowed if self._for_other_origins(request) else {})

    def _for_other_origins(self, request: Request) -> dict[str, str]:
        """Return the headers that let a page read an answer; none where its origin may not."""
        origin = request.headers.get("origin", "")
        if not origin or not {origin, cors.EVERY_ORIGIN} & set(self._origins):
            return {}
        allowed = cors.EVERY_ORIGIN if cors.EVERY_ORIGIN in self._origins else origin
        return {
            "access-control-allow-origin": allowed,
            "access-control-expose-headers": ",".join(cors.READ).lower(),
        }

    async def _answer(self, request: Request) -> Response:
        request_id = str(uuid.uuid4())
        body = await _body(request)
        if body is None:
            return _refusal(413, request_id)
        match = self._routes.find(request.method, request.scope["raw_path"].decode("latin-1"))
        if match is None:
            return _refusal(404, request_id)
        event = _event(request, match, body, request_id)
        refused = await run_in_threadpool(self._refused, event)
        if refused is not None:
            return _refusal(refused, request_id, {"www-authenticate": "Bearer"} if refused == _NO_TOKEN else None)
        try:
            return _response(await run_in_threadpool(self._functions[match.route.function], event), request_id)
        except (FunctionFailed, TypeError, ValueError):
            return _refusal(500, request_id)

    def _refused(self, event: dict[str, Any]) -> int | None:
        """Put what the authorizer says of the token into the event; return the status of a refusal."""
        header = event["headers"].get("authorization", "")
        if not header:
            return _NO_TOKEN
        try:
            answer = self._authorized_by(header, event)
            event["requestContext"]["authorizer"] = {"lambda": answer["context"]}
        except (FunctionFailed, TypeError, KeyError):
            return 500
        return None if answer["isAuthorized"] is True else 403

    def _authorized_by(self, header: str, event: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the authorizer answers to a token on a route, or answered within the hour."""
        key, now = (header, event["routeKey"]), time.monotonic()
        until, answer = self._authorized.get(key, (now, {}))
        if until <= now:
            asked = {"type": "REQUEST", "routeArn": _ARN + event["rawPath"], "identitySource": list(key)}
            answer = self._functions["authorize"](asked | {name: event[name] for name in _ASKED_WITH})
            if len(self._authorized) >= _KEPT:
                self._authorized.clear()
            self._authorized[key] = now + AUTHORIZED_FOR.total_seconds(), answer
        return answer


async def _body(request: Request) -> bytes | None:
    """Read the whole body, whatever its size, so that the client gets to read the answer; None if it is too large."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > BODY_LIMIT:
            parts.clear()
        else:
            parts.append(part)
    return None if size > BODY_LIMIT else b"".join(parts)


def _refusal(status: int, request_id: str, headers: Mapping[str, str] | None = None) -> Response:
    message, _ = GATEWAY[status]
    return JSONResponse({"message": message}, status, {"apigw-requestid": request_id, **(headers or {})})


def _event(request: Request, match: Match, body: bytes, request_id: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    headers, cookies = _headers(request)
    event: dict[str, Any] = {
        "version": "2.0",
        "routeKey": match.key,
        "rawPath": request.scope["path"],
        "rawQueryString": request.scope["query_string"].decode("latin-1"),
        "headers": headers,
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "local",
            "domainName": headers.get("host", "127.0.0.1"),
            "domainPrefix": "local",
            "http": {
                "method": request.method,
                "path": request.scope["path"],
                "protocol": f"HTTP/{request.scope['http_version']}",
                "sourceIp": request.client.host if request.client else "127.0.0.1",
                "userAgent": headers.get("user-agent", ""),
            },
            "requestId": request_id,
            "routeKey": match.key,
            "stage": "$default",
            "time": now.strftime("%d/%b/%Y:%H:%M:%S +0000"),
            "timeEpoch": round(now.timestamp() * 1000),
        },
        "isBase64Encoded": False,
    }
    query = _joined(parse_qsl(event["rawQueryString"], keep_blank_values=True))
    optional = {"cookies": cookies, "queryStringParameters": query, "pathParameters": match.variables}
    event |= {name: value for name, value in optional.items() if value}
    if body:
        event["body"], event["isBase64Encoded"] = _body_text(body, headers.get("content-type", ""))
    return event


def _headers(request: Request) -> tuple[dict[str, str], list[str]]:
    pairs = [(name.decode("latin-1").lower(), value.decode("latin-1")) for name, value in request.headers.raw]
    cookies = [part.strip() for name, value in pairs if name == "cookie" for part in value.split(";") if part.strip()]
    return _joined([(name, value) for name, value in pairs if name != "cookie"]), cookies


def _joined(pairs: list[tuple[str, str]]) -> dict[str, str]:
    values = defaultdict(list)
    for name, value in pairs:
        values[name].append(value)
    return {name: ",".join(several) for name, several in values.items()}


def _body_text(body: bytes, content_type: str) -> tuple[str, bool]:
    if content_type.lower().startswith(_TEXT):
        try:
            return body.decode(), False
        except UnicodeDecodeError:
            pass  # not the text it claims to be: handed on as the bytes it is
    return base64.b64encode(body).decode(), True


def _response(result: Any, request_id: str) -> Response:
    """Turn a handler's result back; one without a status is the body itself, as payload format 2.0 has it."""
    if not isinstance(result, dict) or "statusCode" not in result:
        result = {"statusCode": 200, "headers": {"content-type": "application/json"}, "body": json.dumps(result)}
    content = result.get("body") or ""
    body = base64.b64decode(content) if result.get("isBase64Encoded") else str(content).encode()
    response = Response(body, int(result["statusCode"]))
    headers = {"apigw-requestid": request_id} | ({"content-type": "text/plain;charset=UTF-8"} if body else {})
    headers |= {name.lower(): str(value) for name, value in (result.get("headers") or {}).items()}
    for name, value in headers.items():
        response.headers[name] = value
    for cookie in result.get("cookies") or []:
        response.headers.append("set-cookie", cookie)
    return response
