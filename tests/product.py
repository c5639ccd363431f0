"""The product as a test drives it: real handlers behind gateway events, on a real engine, with a clock that is set."""

import itertools
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import urlencode

import boto3

from actions.handler import build as build_actions
from contract.callers import SAVER_SCOPES, SCOPES
from contract.wiring import DELIVER_QUEUE
from goals.handler import build as build_goals
from households.handler import build as build_households
from local.routes import RouteTable
from local.services import Services
from local.state import State
from notifications.handler import build as build_notifications
from savings.api.contract import ROUTES
from savings.clock import Clock
from savings.config import Settings
from savings.domain.events import Event
from savings.domain.tenant import Tenant
from savings.dynamodb.values import marshal
from savings.runtime import Handler, Runtime
from savings.store import keys, tenants
from savings.store.stream import events_of
from savings.store.table import Table
from savings.store.tenants import Directory
from scheduler.close import build as build_close
from tests import chains, stream
from tests.answers import conforms, said
from tests.audit import audit
from tests.contract.event_schemas import prove
from tests.recording import keep
from tests.wire import Wire, transport
from webhooks.handler import build as build_webhooks

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

T = TypeVar("T")

CLIENT: Final = "demo-app"
ANNA: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
BEN: Final = "7c0f2e55-0b7b-4c3a-9d54-0f6d1c6b2a11"
ADDRESS: Final = "203.0.113.77"
"""Where every call comes from."""

OTHER_APP: Final[dict[str, Any]] = {
    "claims": {"sub": "other-app", "client_id": "other-app"},
    "headers": {"X-Client-Id": "other-app"},
}
"""Options of a call that is made by a client app of another tenant."""

TENANTS: Final = (
    Tenant(CLIENT, clients=frozenset({CLIENT, "demo-mobile"})),
    Tenant("other-app", clients=frozenset({"other-app"})),
)
"""Who is onboarded in every table."""

READS: Final = ("GetItem", "BatchGetItem", "Query")
WRITES: Final = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")

SECRETS: Final = State(Path(":memory:"))

_requests = itertools.count(1)
_ROUTES: Final = RouteTable(ROUTES)


class SetClock(Clock):
    """A clock that stands still until it is set; with a `pace` it goes on by that with every reading."""

    def __init__(self, now: datetime) -> None:
        self.instant = now
        self.pace = timedelta(0)
        self._lock = Lock()

    def exactly(self) -> datetime:
        with self._lock:
            self.instant += self.pace
            return self.instant

    def set(self, text: str) -> None:
        """Set to an instant such as 2027-01-31T10:00:00Z."""
        self.instant = datetime.fromisoformat(text).astimezone(UTC)

    def forward(self, **step: int) -> None:
        """Move on by days=, hours=, minutes= or seconds=."""
        self.instant += timedelta(**step)


@cache
def services() -> Services:
    """Return the services beside the tables of all tests: queues, and `SECRETS`, of which each table has its own."""
    return Services(SetClock(datetime(2027, 1, 10, 10, tzinfo=UTC)), lambda *_: None, SECRETS)


@cache
def answered(service: str) -> Any:
    """Return a client whose calls these services answer."""
    session: Any = boto3
    client = session.client(service)
    services().answer(client.meta.events)
    return client


@dataclass
class Meter:
    """What the calls to the table since the last reset cost."""

    calls: list[str] = field(default_factory=list)
    read: float = 0
    written: float = 0

    def reset(self) -> None:
        self.calls, self.read, self.written = [], 0, 0

    def watch(self, wire: Wire) -> None:
        """Have every call say what it consumed, and add it up."""
        wire.asked.append(self._ask)
        wire.answered.append(self._hear)

    def _ask(self, _: str, request: dict[str, Any]) -> None:
        request["ReturnConsumedCapacity"] = "TOTAL"

    def _hear(self, operation: str, _: object, answer: Mapping[str, Any]) -> None:
        self.calls.append(operation)
        consumed = answer.get("ConsumedCapacity", [])
        for one in consumed if isinstance(consumed, list) else [consumed]:
            units = float(one["CapacityUnits"])
            if operation in READS:
                self.read += units
            else:
                self.written += units


@dataclass(frozen=True)
class Answer:
    """A handler's answer as a client reads it."""

    status: int
    headers: dict[str, str]
    body: Any

    @property
    def data(self) -> Any:
        """The `data` member of an envelope."""
        return self.body["data"]

    @property
    def said(self) -> dict[str, list[str]]:
        """What a refusal says about each field."""
        return said(self.body)


@dataclass(frozen=True)
class Context:
    """What Lambda says of an invocation."""

    milliseconds_left: Callable[[], int] = lambda: 60_000
    function_name: str = "function"
    memory_limit_in_mb: int = 256
    invoked_function_arn: str = "arn:aws:lambda:eu-west-1:111122223333:function:function"
    aws_request_id: str = "request"

    def get_remaining_time_in_millis(self) -> int:
        return self.milliseconds_left()


class Product:
    """All functions over one table."""

    def __init__(
        self, client: "DynamoDBClient", table_name: str, now: datetime, onboarded: Sequence[Tenant] = TENANTS
    ) -> None:
        self.clock = SetClock(now)
        self.meter = Meter()
        self.client = client
        self.table_name = table_name
        deliver = services().queues[DELIVER_QUEUE].url
        settings = Settings(table_name=table_name, webhook_keys=f"{table_name}/webhooks/", deliver_queue_url=deliver)
        self.runtime = Runtime(settings, self.clock, sleep=lambda _: None)
        vars(self.runtime).update(queue=answered("sqs"), secrets=answered("secretsmanager"))
        self._unwatched = transport(client.meta.endpoint_url)
        self.wire = Wire(client.meta.endpoint_url)
        self.table = Table(self.wire, table_name, self.runtime.has_time_for_a_call)
        vars(self.runtime)["table"] = self.table
        # Read once a minute, beside what a test looks at: the callers are warm, and none of them is a tenant's own.
        beside = Table(self._unwatched, table_name)
        vars(self.runtime)["directory"] = Directory(beside, self.clock.now)
        if onboarded:
            chains.repeat(self._place(), f"{onboarded} onboarded", lambda: [onboard(beside, one) for one in onboarded])
        self.handlers: dict[str, Handler] = {
            "goals": build_goals(self.runtime),
            "actions": build_actions(self.runtime),
            "households": build_households(self.runtime),
            "notifications": build_notifications(self.runtime),
            "webhooks": build_webhooks(self.runtime),
        }
        self.close_handler = build_close(self.runtime)
        self.context: Callable[[], Context] = Context

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        customer: str | None = ANNA,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
        claims: Mapping[str, str] | None = None,
        raw: str | None = None,
        base64: bool = False,
    ) -> Answer:
        """Call a route as client app `demo-app` on behalf of a customer; `headers` and `claims` of "" are left out."""
        match = _ROUTES.find(method, path)
        assert match is not None, f"there is no route for {method} {path}"
        route, variables = match.route, match.variables
        if method != "GET":
            chains.end(self.table_name)
        sent = {"content-type": "application/json", "x-client-id": CLIENT}
        if customer is not None:
            sent["x-customer-id"] = customer
        sent |= {name.lower(): value for name, value in (headers or {}).items()}
        event = {
            "version": "2.0",
            "routeKey": f"{method} {route.path}",
            "rawPath": path,
            "rawQueryString": urlencode(query or {}),
            "headers": {name: value for name, value in sent.items() if value},
            "requestContext": {
                "requestId": f"request-{next(_requests)}",
                "http": {"method": method, "path": path, "sourceIp": ADDRESS, "userAgent": "test"},
                "stage": "$default",
                "authorizer": {"jwt": {"claims": _claims(claims or {}), "scopes": [route.scope]}},
            },
            "body": raw if raw is not None else (json.dumps(body) if body is not None else None),
            "isBase64Encoded": base64,
        }
        if query:
            event["queryStringParameters"] = dict(query)
        if variables:
            event["pathParameters"] = variables
        answer = self.handlers[route.function](event, self.context())
        text = answer.get("body") or ""
        conforms(route, answer["statusCode"], answer["headers"], text)
        keep(method, path, event, answer)
        return Answer(answer["statusCode"], dict(answer.get("headers", {})), json.loads(text) if text else None)

    def given(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call a route as `call` does, or do again what the same call did after the same calls in another table."""

        def make() -> Answer:
            return self.call(method, path, body, **options)

        if self.clock.pace:
            return make()
        return chains.repeat(self._place(), self._named(method, path, body, sorted(options.items())), make)

    def begun(self, what: str, make: Callable[[], T], *owners: object) -> T:
        """Return what `make` returns, which makes many calls; or do again what it did in another table.

        The table's stream has each of its writes. What is returned may refer to the product and to `owners`.
        """

        def timed() -> tuple[T, datetime]:
            return make(), self.clock.instant

        made, self.clock.instant = chains.repeat(
            self._place(), self._named(what), timed, (self, *owners), in_order=True
        )
        return made

    def _named(self, *depends_on: object) -> str:
        return repr([*depends_on, self.clock.instant, vars(keys)["SHARDS"]])

    def _place(self) -> chains.Place:
        return chains.Place(
            self.client.meta.endpoint_url,
            self.table_name,
            lambda: _by_key(self._everything()),
            lambda: stream.records(self.client, self.table_name),
        )

    def refused(self, method: str, path: str, body: Any = None, **options: Any) -> Answer:
        """Call a route that must refuse, and leave the table as it is."""
        with self.unchanged():
            answer = self.call(method, path, body, **options)
        assert 400 <= answer.status < 500, answer
        return answer

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Assert that what happens inside writes nothing."""
        before = self.items()
        yield
        assert self.items() == before

    def put_back(self, before: list[dict[str, Any]]) -> bool:
        """Make the table hold the items that it had before; return whether it held others."""
        now = self.items()
        if now == before:
            return False
        chains.put_back(self._place(), _by_key(before), _by_key(now))
        return True

    def audit(self) -> None:
        """Assert every invariant of the design that the table can show."""
        audit(self.items())

    def items(self) -> list[dict[str, Any]]:
        """Everything that is stored in the table of any tenant's, in key order."""
        return [item for item in self._everything() if item["PK"]["S"].startswith("T#")]

    def _everything(self) -> list[dict[str, Any]]:
        """The same with who is onboarded."""
        found: list[dict[str, Any]] = []
        asked: dict[str, Any] = {"TableName": self.table_name, "ConsistentRead": True}
        while True:
            page = self._unwatched.call("Scan", asked)
            found += page["Items"]
            if "LastEvaluatedKey" not in page:
                break
            asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return sorted(found, key=lambda item: (item["PK"]["S"], item["SK"]["S"]))

    def close_all(self, *, until: str | None = None, shards: Iterable[int] | None = None) -> None:
        """Have every shard of the due index brought up to date that has anything, as the schedule does with all."""
        if until is not None:
            self.clock.set(until)
        if shards is None:
            shards = sorted({int(item["due_shard"]["S"][-2:]) for item in self.items() if "due_shard" in item})
        records = [
            {
                "messageId": str(shard),
                "body": json.dumps({"shard": shard, "tick": "now"}),
                "eventSource": "aws:sqs",
                "attributes": {"MessageGroupId": str(shard)},
            }
            for shard in shards
        ]
        if records:
            assert self.close_handler({"Records": records}, Context()) == {"batchItemFailures": []}

    def household(self, customer: str = ANNA, **members: Any) -> dict[str, Any]:
        """Create a household of one client, by default in London with pounds."""
        body = {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(customer)], **members}
        answer = self.given("POST", "/api/v2/household", body, customer=None)
        assert answer.status == 201, answer.body
        return dict(answer.data)

    def account(self, household: Mapping[str, Any], value: float = 5000, **members: Any) -> str:
        """Open an account with a balance, and return its GUID."""
        body = {
            "ClientGUID": household["Clients"][0]["ClientGUID"],
            "SavingsDescription": "Savings",
            "SavingsType": 2,
            "Value": value,
            "ValueDate": self.clock.now().date().isoformat(),
            **members,
        }
        answer = self.given("POST", f"/api/v2/household/{household['HouseholdGUID']}/savings", body, customer=None)
        assert answer.status == 201, answer.body
        return str(answer.data["SavingsGUID"])

    def goal(self, account: str | int, **members: Any) -> dict[str, Any]:
        """Create a goal, by default of 1200.00 by 100.00 a month, and return it."""
        answer = self.given("POST", "/goals", goal_body(account, **members))
        assert answer.status == 201, answer.body
        return dict(answer.body)

    def savings_goal(self, account: str, **members: Any) -> str:
        """Create a savings goal of 1200.00 over twelve months, and return its GUID."""
        currency = members.pop("currency", "GBP")
        body = {
            "name": "Holiday",
            "account_id": account,
            "target_amount": {"value": "1200", "currency": currency},
            "recurrent_amount": {"value": "100", "currency": currency},
            **members,
        }
        answer = self.given("POST", "/goals/v1/savings", body)
        assert answer.status == 201, answer.body
        return str(answer.data["id"])

    def record(self, goal: str, value: str, direction: str = "credit", **options: Any) -> Answer:
        """Record an action on a savings goal."""
        body = {"amount": {"value": value}, "credit_debit_indicator": direction}
        return self.call("POST", f"/goals/v1/savings/{goal}/actions", body, **options)


class Listener:
    """Hears every event of the writes that are made through a client, as the stream has them."""

    def __init__(self, product: Product) -> None:
        self._product = product
        self._seen: dict[tuple[str, str], str] = {}
        self.events: list[Event] = []

    def listen(self) -> list[Event]:
        """Return the events of the notes that are new since the last call; call it after each request."""
        new: list[Event] = []
        for item in self._product.items():
            key, note = (item["PK"]["S"], item["SK"]["S"]), item.get("note", {}).get("S", "")
            mark = f"{item.get('seq', {}).get('N')}:{note}"
            if note and self._seen.get(key) != mark:
                new += events_of({"dynamodb": {"NewImage": item}})
            self._seen[key] = mark
        for event in new:
            prove(event.envelope())
        self.events += new
        return new


def onboard(table: Table, tenant: Tenant) -> Tenant:
    """Store a tenant with its client apps anew, whatever was there, and return it as it is stored."""
    before = tenants.load(table, tenant.name)
    stored = replace(tenant, version=(before.version if before else 0) + 1)
    table.write(tenants.save(stored, before))
    return stored


def person(guid: str | None = None, **members: Any) -> dict[str, Any]:
    """Return a client of a household, or a dependant."""
    named = {"FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1988-04-12"}
    return {**named, **({"ClientGUID": guid} if guid else {}), **members}


def goal_body(account: str | int, **members: Any) -> dict[str, Any]:
    """Return a body of POST /goals, by default of 1200.00 by 100.00 a month; a member that is "" is left blank."""
    return {
        "name": "Boat",
        "account_id": account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "amount",
        "target_amount": "1200.00",
        "period_amount": "100.00",
        **members,
    }


def _claims(named: Mapping[str, str]) -> dict[str, str]:
    """The claims of a token: a client app's has every scope, a person's those of a saver."""
    claims = {"sub": CLIENT, "client_id": CLIENT, **named}
    scopes = SCOPES if claims["sub"] == claims["client_id"] else SAVER_SCOPES
    return {name: value for name, value in {"scope": " ".join(scopes), **claims}.items() if value}


def _by_key(items: list[dict[str, Any]]) -> chains.Items:
    return {(item["PK"]["S"], item["SK"]["S"]): item for item in items}


def raw_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Write an item as a stream record does."""
    return marshal(item)
