"""A thousand goals close at one instant, while everything that can go wrong around them does.

Closers and publishers die at random, before and after their calls, messages and records come twice, table and bus
refuse calls. What the partners have heard in the end must be what was committed: nothing lost, nothing made up. The
saver finds each thing in the inbox, and nothing twice in the mail.
"""

import json
import random
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Lock, local
from typing import TYPE_CHECKING, Any, Final, cast

import boto3
import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from local.bus import matcher
from local.engine import Engine
from savings.config import Settings
from savings.domain.notification import NOTIFIABLE, Mail
from savings.dynamodb.transport import ServiceError
from savings.runtime import Handler, Runtime
from savings.store import keys
from savings.store.schema import SHARDS, STREAM_FILTER
from savings.store.table import Table
from scheduler.notify import build as build_notify
from scheduler.publish import build as build_publish
from tests import stream
from tests.crowd import another
from tests.engines import REGION
from tests.faults import THROTTLED, Died
from tests.product import ANNA, WRITES, Context, Product, person
from tests.wire import Wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

GOALS: Final = 1000
PER_ACCOUNT: Final = 40
START: Final = datetime(2027, 1, 10, 10, tzinfo=UTC)
JANUARY_IS_OVER: Final = "2027-02-01T00:00:00Z"
BATCH: Final = 100


class Weather:
    """Lets calls of a client be refused, and its process die before or after them, at random but the same each run."""

    def __init__(self, seed: int, *, refused: float = 0, dies: float = 0) -> None:
        self._random = random.Random(seed)
        self._lock = Lock()
        self._refused, self._dies = refused, dies
        self.deaths = self.refusals = 0

    def strike(self, client: Any, operation: str) -> None:
        """Be at every call of this operation of a boto3 client from now on."""
        service = client.meta.service_model.service_id.hyphenize()
        client.meta.events.register(f"before-call.{service}.{operation}", cast("Callable[..., None]", self._before))
        client.meta.events.register(f"after-call.{service}.{operation}", self._after)

    def strike_table(self, wire: Wire, operations: tuple[str, ...]) -> None:
        """Be at every call of these operations of a table from now on."""

        def before(operation: str, _: object) -> None:
            if operation in operations and self._before() is not None:
                raise ServiceError(operation, 400, {"Error": {"Code": THROTTLED, "Message": "injected"}})

        wire.asked.append(before)
        wire.answered.append(lambda operation, *_: self._after() if operation in operations else None)

    def _before(self, **_: object) -> tuple[AWSResponse, dict[str, Any]] | None:
        self._die()
        if self._falls(self._refused):
            self.refusals += 1
            error = {"Code": THROTTLED, "Message": "injected"}
            answer = {"Error": error, "ResponseMetadata": {"HTTPStatusCode": 400}}
            return AWSResponse("", 400, HTTPHeaders(), None), answer
        return None

    def _after(self, **_: object) -> None:
        self._die()

    def _die(self) -> None:
        if self._falls(self._dies):
            self.deaths += 1
            raise Died

    def _falls(self, chance: float) -> bool:
        with self._lock:
            return self._random.random() < chance


class Bus:
    """Takes entries, but refuses some of each call."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._asked = local()  # calls are made side by side
        self.heard: list[dict[str, Any]] = []

    def connect(self, runtime: Runtime) -> None:
        """Answer the runtime's calls."""
        events = runtime.bus.meta.events
        events.register("provide-client-params.events.PutEvents", self._ask)
        events.register("before-call.events.PutEvents", cast("Callable[..., None]", self._take))

    def _ask(self, params: dict[str, Any], **_: object) -> None:
        self._asked.entries = params["Entries"]

    def _take(self, **_: object) -> tuple[AWSResponse, dict[str, Any]]:
        results = []
        for entry in self._asked.entries:
            taken = self._random.random() > 0.1
            results.append({"EventId": "1"} if taken else {"ErrorCode": "ThrottlingException", "ErrorMessage": "full"})
            if taken:
                self.heard.append(json.loads(entry["Detail"]))
        failed = sum("ErrorCode" in result for result in results)
        return AWSResponse("", 200, HTTPHeaders(), None), {"FailedEntryCount": failed, "Entries": results}


@pytest.fixture
def product(dynamodb: "DynamoDBClient", table_name: str) -> Product:
    return Product(dynamodb, table_name, START)


def test_what_partners_hear_of_a_thousand_goals_in_a_storm_is_what_was_committed(
    product: Product, engine: Engine
) -> None:
    goals = savings_goals(product)
    product.clock.set(JANUARY_IS_OVER)
    deaths = close_in_a_storm(product)
    assert deaths > 10
    committed = stream.events(product.client, product.table_name)
    stream.prove_sequences(committed)
    closed = [event.subject for event in committed if event.name == "goal.period.closed"]
    assert sorted(closed) == sorted(goals)

    heard, deaths = publish_in_a_storm(product)
    assert deaths > 10
    said = {event.id: event.envelope() for event in committed}
    assert {event["id"]: event for event in heard} == said
    assert len(heard) > len(said)

    letters, deaths = notify_in_a_storm(product, engine, heard)
    assert deaths > 10
    assert set(letters.values()) == {1}
    notes = {item["event_id"]: item["mail"] for item in notifications_in(product)}
    notifiable = [event for event in committed if event.name in NOTIFIABLE]
    assert set(notes) == {event.id for event in notifiable}
    missed = {event_id for event_id, mail in notes.items() if mail == Mail.CLAIMED}
    worth_a_letter = {event.id for event in notifiable if event.name == "goal.period.closed"}
    assert set(letters) | missed == worth_a_letter
    assert len(missed) < GOALS / 10
    product.audit()


def notify_in_a_storm(product: Product, engine: Engine, heard: list[dict[str, Any]]) -> tuple[Counter[str], int]:
    """Have the notifier work off its queue, most messages twice and in any order.

    Returns how many letters were handed over for each event, and how often the notifier died.
    """
    table, post = Weather(10, refused=0.03, dies=0.01), Weather(11, refused=0.05, dies=0.01)
    wire = Wire(engine.endpoint)
    table.strike_table(wire, (*WRITES, "BatchGetItem"))
    letters: Counter[str] = Counter()
    settings = Settings(table_name=product.table_name, mail_from="savings@bank.example")
    runtime = Runtime(settings, product.clock, sleep=lambda _: None)
    vars(runtime).update(table=Table(wire, product.table_name), mail=letter_box(post, letters))
    notify, chance = build_notify(runtime), random.Random(12)
    waiting = [as_of_rule(event) for event in heard if name_of(event) in NOTIFIABLE] * 2
    chance.shuffle(waiting)
    while waiting:
        batch, waiting = waiting[:10], waiting[10:]
        records = [
            {"messageId": str(at), "body": json.dumps(body), "eventSource": "aws:sqs"} for at, body in enumerate(batch)
        ]
        try:
            failures = notify({"Records": records}, Context())["batchItemFailures"]
        except Died:
            waiting += batch
        else:
            waiting += [batch[int(failure["itemIdentifier"])] for failure in failures]
    return letters, table.deaths + post.deaths


def letter_box(weather: Weather, letters: "Counter[str]") -> Any:
    """Return a client of SES that counts the letters of each event."""
    client: Any = boto3.client("sesv2", region_name=REGION, aws_access_key_id="test", aws_secret_access_key="test")
    asked, counting = local(), Lock()  # letters are sent side by side

    def ask(params: dict[str, Any], **_: object) -> None:
        asked.tags = {tag["Name"]: tag["Value"] for tag in params["EmailTags"]}

    def take(**_: object) -> tuple[AWSResponse, dict[str, Any]]:
        with counting:
            letters[asked.tags["event_id"]] += 1
        return AWSResponse("", 200, HTTPHeaders(), None), {"MessageId": "1"}

    client.meta.events.register("provide-client-params.sesv2.SendEmail", ask)
    weather.strike(client, "SendEmail")
    client.meta.events.register("before-call.sesv2.SendEmail", take)
    return client


def name_of(event: dict[str, Any]) -> str:
    return str(event["type"]).removeprefix("savings.goals.").removesuffix(".v1")


def as_of_rule(event: dict[str, Any]) -> dict[str, Any]:
    """Write a CloudEvent as a rule of the bus hands it on."""
    return {"source": "savings.goals", "detail-type": name_of(event), "time": event["time"], "detail": event}


def notifications_in(product: Product) -> list[dict[str, str]]:
    """Return the event and the state of the e-mail of everything in the inbox."""
    return [
        {"event_id": item["SK"]["S"].rpartition("#")[2], "mail": item["mail"]["S"]}
        for item in product.items()
        if item["SK"]["S"].startswith(keys.NOTIFICATIONS)
    ]


def savings_goals(product: Product) -> list[str]:
    """Make the goals: all in one zone, so that all their periods close at one instant."""
    household = product.household(Clients=[person(ANNA, Email="anna@bank.example")])
    quarter = {"target_amount": {"value": "300"}, "recurrent_amount": {"value": "100"}, "target_date": "2027-03-31"}
    made = []
    for _ in range(GOALS // PER_ACCOUNT):
        account = product.account(household)
        for _ in range(PER_ACCOUNT):
            product.clock.forward(seconds=1)
            made.append(product.savings_goal(account, **quarter))
    return made


def close_in_a_storm(product: Product) -> int:
    """Have four workers close what is due, each message sent twice, until nothing is; return how often they died."""
    weathers = [Weather(seed, refused=0.05, dies=0.01) for seed in range(4)]
    workers = [another(product) for _ in weathers]
    for weather, worker in zip(weathers, workers, strict=True):
        weather.strike_table(worker.wire, (*WRITES, "BatchGetItem", "Query"))
    for _ in range(200):
        shards = [shard for shard in range(SHARDS) if is_due(product, shard)]
        if not shards:
            break
        messages = random.Random(len(shards)).sample(shards * 2, len(shards) * 2)
        with ThreadPoolExecutor(len(workers)) as pool:
            list(pool.map(close, workers, [messages[at :: len(workers)] for at in range(len(workers))]))
    else:
        raise AssertionError("not closed in the end")
    return sum(weather.deaths for weather in weathers)


def close(worker: Product, shards: list[int]) -> None:
    """Work off messages of these shards; one whose worker dies, or fails, comes again in a later round."""
    for shard in shards:
        body = json.dumps({"shard": shard, "tick": "now"})
        attributes = {"MessageGroupId": str(shard)}
        record = {"messageId": str(shard), "body": body, "eventSource": "aws:sqs", "attributes": attributes}
        try:
            worker.close_handler({"Records": [record]}, Context())
        except Died:
            continue
        except Exception:  # noqa: BLE001, S112
            continue


def is_due(product: Product, shard: int) -> bool:
    return bool(product.table.query_due(keys.shard_name(shard), f"{JANUARY_IS_OVER}~", limit=1).items)


def publish_in_a_storm(product: Product) -> tuple[list[dict[str, Any]], int]:
    """Have the stream published, some batches twice; return what the bus took, and how often the publisher died."""
    weather, bus, chance = Weather(7, refused=0.05, dies=0.02), Bus(8), random.Random(9)
    settings = Settings(bus_name="savings", publish_dlq_url="none: nothing here is unreadable")
    runtime = Runtime(settings, product.clock, sleep=lambda _: None)
    weather.strike(runtime.bus, "PutEvents")
    bus.connect(runtime)
    publish = build_publish(runtime)
    passes = matcher(STREAM_FILTER)
    records = json.loads(json.dumps(stream.records(product.client, product.table_name), default=str))
    waiting = [record for record in records if passes(record)]
    while waiting:
        batch = waiting[:BATCH]
        done = published(publish, batch)
        if chance.random() > 0.1:
            waiting = waiting[done:]
    return bus.heard, weather.deaths


def published(publish: Handler, batch: list[dict[str, Any]]) -> int:
    """Return how many records of the batch count as published: as the event source mapping sees it."""
    try:
        failures = publish({"Records": batch}, Context())["batchItemFailures"]
    except Died:
        return 0
    numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
    return numbers.index(failures[0]["itemIdentifier"]) if failures else len(batch)
