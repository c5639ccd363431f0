"""The app of one function: routes from the contract, each read and answered once, a refusal as its family does."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property
from types import ModuleType
from typing import Any

from savings import ids
from savings.api.answers import Answer
from savings.api.contract import KEY_HEADER, ROUTES, WORDS, Route
from savings.api.families import Context, failure, refusal
from savings.api.jsontext import dump
from savings.api.paging import limit, make_token, read_token
from savings.api.principal import caller_of
from savings.api.running import run
from savings.correlation import serve
from savings.domain.errors import Busy, DomainError, FieldError, Forbidden, Refused
from savings.observability import about, instrumented, logger
from savings.runtime import Handler, Runtime
from savings.store.idempotency import Once, once
from savings.store.table import Contended, Unanswered
from savings.usecases.attempt import BUSY, Attempt, attempts
from savings.usecases.caller import Caller
from savings.usecases.pages import Place

LONGEST_KEY = 255
UNKNOWN_OUTCOME = (
    "The service did not answer in time: the request may have been carried out. "
    "Send it again with the same Idempotency-Key, or look first."
)


class Request:
    """One request as a route sees it: who asks, for what, and under which idempotency key."""

    def __init__(self, event: dict[str, Any], route: Route, runtime: Runtime) -> None:
        self._event = event
        self.route = route
        self.path: dict[str, str] = event.get("pathParameters") or {}
        self.caller: Caller = caller_of(event, runtime.directory, route)
        self.attempt: Attempt
        """The attempt at hand."""

    @property
    def only_reads(self) -> bool:
        """Whether the request can change nothing."""
        return self.route.method == "GET"

    @cached_property
    def json(self) -> dict[str, Any]:
        """The body as a JSON object. Raises Malformed and TooLarge."""
        value: dict[str, Any] = _bodies().parse(self._text, self._event.get("headers", {}).get("content-type", ""))
        return value

    @property
    def body(self) -> Any:
        """The body as the model that the route's row names has it. Raises Malformed, TooLarge and Refused."""
        return self.body_as(self.route.body or "")

    def body_as(self, model: str) -> Any:
        """Return the body as a model of the route's module has it. Raises Malformed, TooLarge and Refused."""
        return self.body_with({}, model)

    def body_with(self, defaults: Mapping[str, Any], model: str | None = None) -> Any:
        """Return the body, with these members where it has none of them. Raises Malformed, TooLarge and Refused."""
        sent = {name: value for name, value in self.json.items() if value is not None or name not in defaults}
        return _bodies().validate(f"{self.route.bodies}.{model or self.route.body}", {**defaults, **sent})

    @cached_property
    def query(self) -> dict[str, str]:
        """The query parameters. Raises Refused for one that the route does not read, and for an unknown word."""
        parameters: dict[str, str] = self._event.get("queryStringParameters") or {}
        errors = [
            FieldError((name,), "unknown_parameter", "Is not a parameter of this request.", as_sent=True)
            for name in parameters
            if name not in self.route.query
        ]
        errors += [
            FieldError((name,), "unknown_value", f"Must be one of {', '.join(WORDS[name])}.", as_sent=True)
            for name, value in parameters.items()
            if name in self.route.query and name in WORDS and value not in WORDS[name]
        ]
        if errors:
            raise Refused(errors)
        return parameters

    @property
    def page(self) -> tuple[int | None, Place]:
        """How many things are asked for at most, None for all, and the place that they come after. Raises Refused."""
        return limit(self.query.get("limit")), read_token(self._list, self.query.get("after"), "after")

    def link_to(self, place: Place | None) -> dict[str, str]:
        """Return the header that leads on to what comes after a place (RFC 8288); none where nothing does."""
        if place is None:
            return {}
        from urllib.parse import quote, urlencode  # noqa: PLC0415  # slow to import, and most answers lead nowhere

        query = urlencode({**self.query, "after": make_token(self._list, *place)})
        return {"Link": f'<{quote(self._event["rawPath"])}?{query}>; rel="next"'}

    @property
    def _list(self) -> str:
        """What a place is in: a list of this caller's, whichever form its ids are sent in."""
        named = (ids.number_in(text) or ids.parse_guid(text) for text in self.path.values())
        return "/".join(map(str, (self.caller.tenant, self.caller.customer, self.route.operation, *named)))

    @cached_property
    def once(self) -> Once | None:
        """The idempotency record's place when the caller sent a key; bare or as a quoted string (RFC 9651).

        Raises Refused for a key that is empty or longer than 255 characters.
        """
        header = self._event.get("headers", {}).get(KEY_HEADER.lower())
        if header is None or self.only_reads:
            return None
        quoted = len(header) > 1 and header[0] == header[-1] == '"'
        key = header[1:-1] if quoted else header
        if not 1 <= len(key) <= LONGEST_KEY:
            raise Refused.one(KEY_HEADER, "invalid_key", f"Must have 1 to {LONGEST_KEY} characters.")
        caller = self.caller
        principal = f"{caller.client_id}/{caller.subject}"
        operation = f"{self.route.method} {self._event['rawPath']}"
        about = frozenset(filter(None, (caller.customer, ids.parse_guid(self.path.get("HouseholdGUID", "")))))
        return once(caller.tenant, principal, caller.customer or "", operation, key, self._canonical, about=about)

    @property
    def _canonical(self) -> str:
        """What makes two payloads the same: their members and values, not their spacing or order."""
        try:
            value = self.json
        except DomainError:
            return self._text
        return dump(value, sort_keys=True)

    @cached_property
    def _text(self) -> str:
        return str(_bodies().read_text(self._event))


def _bodies() -> ModuleType:
    """Return the module that reads bodies: most requests have none, so a start does without it."""
    from savings.api import bodies  # noqa: PLC0415

    return bodies


Operation = Callable[[Request], Answer]
Judge = Callable[[Request], object]


class App:
    """The routes of one function. Every operation is named as in the contract.

    The gateway has matched the route before it calls: its key alone says which operation is meant. `judge` raises for
    a caller to whom what the request names is unknown, or theirs to read only; it is asked before a refusal is
    answered, for that would say more.
    """

    def __init__(self, runtime: Runtime, function: str, judge: Judge = lambda _: None) -> None:
        self.runtime = runtime
        self._judge = judge
        self._routes = {route.operation: route for route in ROUTES if route.function == function}
        self._served: dict[str, tuple[Route, Operation]] = {}

    @property
    def operations(self) -> frozenset[str]:
        """The names of the operations that are served."""
        return frozenset(route.operation for route, _ in self._served.values())

    def operation(self, name: str) -> Callable[[Operation], Operation]:
        """Register the function that serves an operation of this function's. Raises KeyError for any other."""
        route = self._routes[name]

        def register(operation: Operation) -> Operation:
            self._served[route.key] = route, operation
            return operation

        return register

    @property
    def handler(self) -> Handler:
        """The function's handler."""
        return instrumented(self.runtime, self._answer)

    def _answer(self, event: dict[str, Any], _: Any) -> dict[str, Any]:
        route, operation = self._served[event["routeKey"]]
        request_id = event["requestContext"]["requestId"]
        context = Context(route, event["rawPath"], request_id)
        about(operation=route.operation)
        serve(request_id)
        try:
            request = Request(event, route, self.runtime)
            answer = self._judged(request, operation)
        except DomainError as error:
            answer = refusal(error, context)
            logger.info("refused", extra={"code": error.code, "status": answer.status})
        except Contended:
            answer = refusal(Busy(BUSY), context)
            logger.warning("contended")
        except Unanswered:
            answer = refusal(Busy(UNKNOWN_OUTCOME), context)
            logger.error("unanswered", exc_info=True)
        except Exception:  # noqa: BLE001  # the last door: the caller hears a constant sentence, the log everything
            logger.exception("failed")
            answer = failure(context)
        return _response(answer, request_id)

    def _judged(self, request: Request, operation: Operation) -> Answer:
        """Run the operation, for a kind of caller that the route is for and with a query that it knows.

        Who may not see what is asked for hears no other refusal.
        """

        def one(attempt: Attempt) -> Answer:
            request.attempt = attempt
            return operation(request)

        def judge(now: datetime) -> None:
            request.attempt = Attempt(self.runtime, request.caller, now, number=0)
            self._judge(request)

        try:
            _check_kind(request)
            _ = request.query
            return run(self.runtime, request.caller, request.once, one)
        except (Refused, Forbidden):
            attempts(self.runtime, judge)
            raise


def _check_kind(request: Request) -> None:
    if request.route.access.takes_client_app and not request.caller.is_client_app:
        raise Forbidden("A customer's token may not do this: it takes a client app's own.")


def _response(answer: Answer, request_id: str) -> dict[str, Any]:
    """Return an answer as the gateway takes it (payload 2.0)."""
    headers = {"Cache-Control": "no-store", "X-Request-Id": request_id, **answer.headers}
    if answer.body is not None:
        headers.setdefault("Content-Type", "application/json")
    return {"statusCode": answer.status, "headers": headers, "body": answer.body or "", "isBase64Encoded": False}
