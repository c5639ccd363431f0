"""The stack's own addresses: tokens, keys, health, clock, events and notifications. They exist only here."""

import asyncio
import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.aws import Aws
from local.clock import EARLIEST, LATEST
from local.identity import TokenRefused
from local.invoke import FunctionFailed
from local.pump import StreamStuck
from local.stack import Stack
from local.timekeeper import ClockGoesBack, StillDue
from savings.domain.calendar import add_months, instant

_FORM: Final = "application/x-www-form-urlencoded"
_STEP: Final = re.compile(
    r"P(?=.)(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?=.)(?:(\d{1,6})H)?(?:(\d{1,6})M)?)?"
)
"""A duration of ISO 8601, without seconds."""
_LONGEST_WAIT: Final = 5
"""Seconds for which a request may wait for events; the end of the stack waits for it too."""
_LOOKS_A_SECOND: Final = 5


class BadRequest(ValueError):
    """A request that cannot be understood: `field` is at fault, the text says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field


class Endpoints:
    """The handlers of the stack's own addresses."""

    def __init__(self, stack: Stack) -> None:
        """Serve `stack`."""
        self._stack = stack
        self._aws = Aws(stack.shortcut.forward, stack.identity, stack.services)

    def routes(self) -> list[Route]:
        """Return the addresses with their handlers."""
        return [
            Route("/healthz", self._health),
            Route("/.well-known/jwks.json", self._keys),
            Route("/oauth2/token", self._token, methods=["POST"]),
            Route("/_local/clock", self._read_clock),
            Route("/_local/clock", self._set_clock, methods=["PUT"]),
            Route("/_local/events", self._events),
            Route("/_local/notifications", self._notifications),
            Route("/_local/aws", self._aws.answer, methods=["POST"]),
            Route("/_local/aws/", self._aws.answer, methods=["POST"]),
        ]

    async def _health(self, _: Request) -> Response:
        running = self._stack.engine.is_running
        state = {"status": "ok" if running else "engine down", "engine": self._stack.engine.name, "now": self._now()}
        return JSONResponse(state, 200 if running else 503)

    async def _keys(self, _: Request) -> Response:
        return JSONResponse(self._stack.identity.jwks())

    async def _token(self, request: Request) -> Response:
        headers = {"cache-control": "no-store", "pragma": "no-cache"}
        try:
            form = await _form(request)
            client_id, secret = _client(request.headers.get("authorization", ""), form)
            return JSONResponse(self._stack.identity.grant(form, client_id, secret), headers=headers)
        except TokenRefused as refusal:
            return JSONResponse({"error": refusal.code}, 400, headers)

    async def _read_clock(self, request: Request) -> Response:
        answer: dict[str, Any] = {"now": self._now()}
        if "due" in request.query_params:
            try:
                most = _number(request, "due", 100)
            except BadRequest as error:
                return problem(400, str(error), error.field)
            answer["due"] = await run_in_threadpool(self._stack.timekeeper.next_due, most)
        return JSONResponse(answer)

    async def _set_clock(self, request: Request) -> Response:
        try:
            target = _target(await request.body(), self._stack.clock.now())
            await run_in_threadpool(self._stack.timekeeper.walk, target)
        except BadRequest as error:
            return problem(400, str(error), error.field)
        except ClockGoesBack:
            return problem(409, "the clock only goes forward while the store holds anything", "now")
        except StillDue as error:
            return problem(500, f"the clock is set, but these are still due: {error}")
        except (FunctionFailed, StreamStuck) as error:
            return problem(500, f"the walk ended at {self._now()}, the log says why: {error}")
        return JSONResponse({"now": self._now()})

    async def _events(self, request: Request) -> Response:
        """Answer what is on the bus from a number on, or its last; `wait` holds the answer until there is one."""
        state = self._stack.state
        try:
            after, wait = _number(request, "after", 2**63 - 1), _number(request, "wait", _LONGEST_WAIT)
            last = _number(request, "last", 10_000) if "last" in request.query_params else None
        except BadRequest as error:
            return problem(400, str(error), error.field)
        try:
            await run_in_threadpool(self._stack.pump.run)
        except StreamStuck as error:
            return problem(500, f"events are missing, the log says why: {error}")
        start = after if last is None else max(after, state.event_count() - last)
        tries = wait * _LOOKS_A_SECOND
        while not (events := await run_in_threadpool(state.events, start)) and tries:
            tries -= 1
            await asyncio.sleep(1 / _LOOKS_A_SECOND)
        return JSONResponse({"events": events, "next": start + len(events)})

    async def _notifications(self, _: Request) -> Response:
        try:
            await run_in_threadpool(self._stack.pump.run)
        except StreamStuck as error:
            return problem(500, f"notifications are missing, the log says why: {error}")
        return JSONResponse({"notifications": await run_in_threadpool(self._stack.notifications)})

    def _now(self) -> str:
        return instant(self._stack.clock.now())


def problem(status: int, detail: str, field: str | None = None) -> Response:
    """Return a problem of RFC 9457, naming the field at fault if there is one."""
    titles = {400: "Bad Request", 409: "Conflict", 500: "Internal Server Error"}
    body: dict[str, Any] = {"type": "about:blank", "title": titles[status], "status": status, "detail": detail}
    if field is not None:
        body["errors"] = [{"field": field, "errors": [detail]}]
    return JSONResponse(body, status, media_type="application/problem+json")


async def _form(request: Request) -> dict[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise TokenRefused("invalid_request")
    async with request.form() as form:
        fields = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    if len(dict(fields)) != len(fields):
        raise TokenRefused("invalid_request")
    return dict(fields)


def _client(authorization: str, form: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the client's id and secret: from HTTP Basic if it is used, else from the form."""
    scheme, _, credentials = authorization.partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id"), form.get("client_secret")
    try:
        client_id, _, secret = base64.b64decode(credentials, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError) as error:
        raise TokenRefused("invalid_client") from error
    if form.get("client_id", client_id) != client_id:
        raise TokenRefused("invalid_request")
    return client_id, secret


def _number(request: Request, name: str, largest: int) -> int:
    """Read a whole number of the query, 0 where it is not given. Raises BadRequest."""
    text = request.query_params.get(name, "0")
    if not (text.isascii() and text.isdecimal()) or int(text) > largest:
        raise BadRequest(name, f"{name} is a whole number up to {largest}")
    return int(text)


def _target(body: bytes, now: datetime) -> datetime:
    """Read `{"now": "<instant>"}`, or `{"by": "P1M"}` counted from `now`, without parts of a second.

    Raises BadRequest.
    """
    try:
        members = json.loads(body)
    except ValueError as error:
        raise BadRequest("body", f"the body is not JSON: {error}") from error
    if not isinstance(members, dict):
        raise BadRequest("body", 'the body is an object such as {"now": "2027-02-01T00:00:00Z"}')
    for name in members.keys() - {"now", "by"}:
        raise BadRequest(name, f"{name} is not a member of the clock")
    if "by" in members and "now" in members:
        raise BadRequest("by", "the clock is moved to an instant or by a duration, not both")
    name = "by" if "by" in members else "now"
    target = _later(members["by"], now) if name == "by" else _instant(members.get("now"))
    if not EARLIEST <= target < LATEST:
        raise BadRequest(name, f"the clock is between {instant(EARLIEST)} and {instant(LATEST)}")
    return target.astimezone(UTC).replace(microsecond=0)


def _instant(text: object) -> datetime:
    try:
        target = datetime.fromisoformat(text) if isinstance(text, str) and "T" in text else None
    except ValueError:
        target = None
    if target is None or target.tzinfo is None:
        raise BadRequest("now", "now is an instant with its offset, such as 2027-02-01T00:00:00Z")
    return target


def _later(text: object, now: datetime) -> datetime:
    """Return the instant that is a duration after `now`: months by the calendar, the rest by their length."""
    step = _STEP.fullmatch(text) if isinstance(text, str) else None
    if step is None:
        raise BadRequest("by", "by is a duration of ISO 8601 such as P1M, P1Y, P7D or PT1H")
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in step.groups())
    try:
        day = add_months(now.date(), 12 * years + months)
        return datetime.combine(day, now.timetz()) + timedelta(days=7 * weeks + days, hours=hours, minutes=minutes)
    except (OverflowError, ValueError) as error:
        raise BadRequest("by", f"the clock is between {instant(EARLIEST)} and {instant(LATEST)}") from error
