"""A family's data on a real engine, put there by the product itself, and the requests that are measured."""

import io
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import boto3

import actions.handler
import goals.handler
import households.handler
from local.engine import Engine, Shortcut, preferred_engine
from local.stream import Stream, number
from savings.api.contract import ROUTES
from savings.clock import Clock, SystemClock
from savings.config import Settings
from savings.domain.calendar import instant
from savings.domain.tenant import Tenant
from savings.runtime import Runtime
from savings.store import keys, tenants
from savings.store.schema import TABLE
from savings.store.stream import events_of
from savings.usecases.due import Shard, close_shard

Item = dict[str, Any]

TABLE_NAME: Final = "savings-measured"
CLIENT: Final = "demo-app"
SCOPES: Final = sorted({route.scope for route in ROUTES})
BATCH: Final = 25
ANNA: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
ACCESS: Final = {
    "AWS_ACCESS_KEY_ID": "local",
    "AWS_SECRET_ACCESS_KEY": "local",
    "AWS_REGION": "eu-west-1",
    "AWS_DEFAULT_REGION": "eu-west-1",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}
_BUILD: Final = {
    "goals": goals.handler.build,
    "actions": actions.handler.build,
    "households": households.handler.build,
}
NOW: Final = SystemClock()
_ROUTES: Final = {route.operation: route for route in ROUTES}


@dataclass(frozen=True, slots=True)
class Call:
    """A request that is measured: the event of the gateway and the function of the product that serves it.

    One that `all_serve` goes to every contender, the others to the product alone.
    """

    name: str
    function: str
    event: Mapping[str, Any]
    all_serve: bool = False


class World:
    """The product in this process, over a fresh table of an engine."""

    def __init__(self, engine: Engine) -> None:
        for name in [name for name in os.environ if name.startswith("AWS_")]:
            del os.environ[name]
        os.environ.update(ACCESS, AWS_ENDPOINT_URL_DYNAMODB=engine.endpoint)
        self.engine = engine
        definition: dict[str, Any] = TABLE
        self.dynamodb = boto3.client("dynamodb", endpoint_url=engine.endpoint)
        self.dynamodb.create_table(TableName=TABLE_NAME, **definition)
        bank = Tenant(CLIENT, clients=frozenset({CLIENT}), version=1)
        Runtime(Settings(table_name=TABLE_NAME)).table.write(tenants.save(bank, None))

    def ask(self, operation: str, body: Any = None, clock: Clock = NOW, **path: str) -> Any:
        """Call an operation of the product in this process, and return its answer's body."""
        runtime = Runtime(Settings(table_name=TABLE_NAME), clock)
        function = _ROUTES[operation].function
        with redirect_stdout(io.StringIO()):
            answer = _BUILD[function](runtime)(event(operation, body, **path), _Invocation())
        if answer["statusCode"] >= 300:
            raise RuntimeError(f"{operation}: {answer}")
        return json.loads(answer["body"])

    def account(self, clock: Clock = NOW) -> tuple[str, str]:
        """Have Anna open an account with 5,000 pounds; return the GUIDs of her household and of it."""
        household = self.ask("create_household", FAMILY, clock)["data"]["HouseholdGUID"]
        saving = {
            "ClientGUID": ANNA,
            "SavingsDescription": "Rainy days",
            "SavingsType": 2,
            "Value": 5_000,
            "ValueDate": clock.now().date().isoformat(),
        }
        made = self.ask("create_saving", saving, clock, HouseholdGUID=household)
        return household, made["data"]["SavingsGUID"]

    def due_goals(self, count: int) -> list[Item]:
        """Return so many goals whose first month is over, all in one shard: one that the product made, and copies."""
        clock = last_month()
        _, account = self.account(clock)
        self.ask("goals_v1_savings_post", _savings_goal(account), clock)
        (made,) = (item for item in self._items() if item["SK"]["S"].startswith("GOAL#"))
        return [
            {
                **made,
                "PK": {"S": f"T#{CLIENT}#C#{number:08d}-0000-4000-8000-000000000000"},
                "due_shard": {"S": keys.shard_name(0)},
            }
            for number in range(count)
        ]

    def closed_goals(self, count: int) -> list[Item]:
        """Return so many goals whose first month was closed just now: copies of one, with what it has to publish."""
        (made,) = self.due_goals(1)
        self.put([made])
        runtime = Runtime(Settings(table_name=TABLE_NAME))
        with redirect_stdout(io.StringIO()):
            close_shard(runtime, Shard(0), has_time=lambda: True)
        key: Any = {name: made[name] for name in ("PK", "SK")}
        closed = self.dynamodb.get_item(TableName=TABLE_NAME, Key=key)["Item"]
        if "note" not in closed:
            raise RuntimeError("the goal was not closed")
        return [{**closed, "PK": {"S": f"{made['PK']['S']}{number}"}} for number in range(count)]

    def changes(self) -> list[dict[str, Any]]:
        """Return the records of the table's stream so far, oldest first."""
        arn = self.dynamodb.describe_table(TableName=TABLE_NAME)["Table"]["LatestStreamArn"]
        stream, found = Stream(Shortcut(self.engine.endpoint), arn), []
        for shard in stream.shards():
            last: str | None = None
            while records := stream.records(shard, last):
                found += records
                last = number(records[-1])
        return found

    def events(self, since: int) -> int:
        """Return how many events the product's changes stand for, without so many that were there before."""
        return sum(len([*events_of(record)]) for record in self.changes()[since:])

    def put(self, items: list[Item]) -> None:
        """Put items into the table."""
        for first in range(0, len(items), BATCH):
            requests: Any = [{"PutRequest": {"Item": item}} for item in items[first : first + BATCH]]
            self.dynamodb.batch_write_item(RequestItems={TABLE_NAME: requests})

    def due(self) -> int:
        """Return how many goals are still due in the shard."""
        now = instant(datetime.now(UTC))
        places = [item["due_at"]["S"] for item in self._items() if item.get("due_shard", {}).get("S") == "DUE#00"]
        return sum(place < now for place in places)

    def _items(self) -> Iterator[Item]:
        for page in self.dynamodb.get_paginator("scan").paginate(TableName=TABLE_NAME):
            yield from page["Items"]

    def calls(self) -> list[Call]:
        """Fill the table, and return what is measured on it."""
        household, account = self.account()
        for _ in range(20):
            self.ask("goals_v1_savings_post", _savings_goal(account))
        number = str(self.ask("list_goals")[0]["id"])
        deposit = {
            "type": "Deposit",
            "externalId": "measured",
            "userId": ANNA,
            "amountCents": 2_500,
            "settledAt": datetime.now(UTC).isoformat(),
            "toAccountId": account,
        }
        return [
            _call("GET goal", "get_goal", all_serve=True, goal_id=number),
            _call("POST action", "goals_v1_savings_actions_post", ACTION, all_serve=True, goal_id=number),
            _call("POST action with a key", "goals_v1_savings_actions_post", ACTION, key="measured", goal_id=number),
            _call("POST goal", "create_goal", _goal(account)),
            _call("POST transaction", "report_transaction", {"transaction": deposit}),
            _call("GET saving", "get_saving", HouseholdGUID=household, SavingsGUID=account),
            _call("GET 20 goals", "list_goals"),
        ]


@contextmanager
def world() -> Iterator[World]:
    """Start an engine in memory, with an empty table in it."""
    with Engine(preferred_engine()) as engine:
        yield World(engine)


FAMILY: Final = {
    "TimeZone": "Europe/London",
    "Currency": "GBP",
    "Clients": [{"ClientGUID": ANNA, "FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1988-04-12"}],
}
ACTION: Final = {"amount": {"value": "10", "currency": "GBP"}, "credit_debit_indicator": "credit"}


def event(operation: str, body: Any = None, **path: str) -> dict[str, Any]:
    """Return the gateway's event (payload 2.0) of a client app's request on behalf of Anna."""
    route = _ROUTES[operation]
    raw = route.path.format(**path)
    made: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route.key,
        "rawPath": raw,
        "rawQueryString": "",
        "headers": {
            "accept": "application/json",
            "authorization": "Bearer " + "x" * 900,
            "content-type": "application/json",
            "host": "abcdefghij.execute-api.eu-west-1.amazonaws.com",
            "user-agent": "measured/1",
            "x-client-id": CLIENT,
            "x-customer-id": ANNA,
        },
        "requestContext": {
            "accountId": "111122223333",
            "apiId": "abcdefghij",
            "authorizer": {
                "jwt": {
                    "claims": {"sub": CLIENT, "client_id": CLIENT, "scope": " ".join(SCOPES)},
                    "scopes": [route.scope],
                }
            },
            "domainName": "abcdefghij.execute-api.eu-west-1.amazonaws.com",
            "domainPrefix": "abcdefghij",
            "http": {
                "method": route.method,
                "path": raw,
                "protocol": "HTTP/1.1",
                "sourceIp": "192.0.2.1",
                "userAgent": "measured/1",
            },
            "requestId": "JKJaXmPLvHcESHA=",
            "routeKey": route.key,
            "stage": "$default",
            "time": "01/Jan/2027:00:00:00 +0000",
            "timeEpoch": 1798761600000,
        },
        "isBase64Encoded": False,
    }
    optional = {"pathParameters": path, "body": json.dumps(body) if body is not None else ""}
    return made | {name: value for name, value in optional.items() if value}


def _call(
    name: str, operation: str, body: Any = None, *, key: str | None = None, all_serve: bool = False, **path: str
) -> Call:
    made = event(operation, body, **path)
    if key is not None:
        made["headers"]["idempotency-key"] = key
    return Call(name, _ROUTES[operation].function, made, all_serve)


def _savings_goal(account: str) -> dict[str, Any]:
    return {
        "name": "Holiday",
        "account_id": account,
        "target_amount": {"value": "1200", "currency": "GBP"},
        "recurrent_amount": {"value": "100", "currency": "GBP"},
    }


def _goal(account: str) -> dict[str, Any]:
    return {
        "name": "Boat",
        "account_id": account,
        "tracking_type": "credit",
        "frequency": "monthly",
        "target": "amount",
        "target_amount": "1200.00",
        "period_amount": "100.00",
    }


class At(Clock):
    """A clock that stands still."""

    def __init__(self, instant: datetime) -> None:
        self._instant = instant

    def exactly(self) -> datetime:
        """Return the instant."""
        return self._instant


def last_month() -> At:
    """The 15th of the month before this one: a monthly goal that begins then is due once by now."""
    first = datetime.now(UTC).replace(day=1, hour=9, minute=0, second=0)
    return At((first - timedelta(days=1)).replace(day=15))


class _Invocation:
    """What the product asks of an invocation."""

    function_name = "measured"
    memory_limit_in_mb = 512
    invoked_function_arn = "arn:aws:lambda:eu-west-1:111122223333:function:measured"
    aws_request_id = "request"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds that are left."""
        return 60_000
