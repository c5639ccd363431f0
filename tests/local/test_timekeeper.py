"""The walk of the clock: every due instant in its order, nothing skipped, nothing done twice."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from contract.wiring import CLOSE_QUEUE
from local.clock import SettableClock
from local.engine import Engine, Shortcut
from local.invoke import Function
from local.pump import Pump
from local.services import Services
from local.state import State
from local.stream import Stream
from local.timekeeper import ClockGoesBack, StillDue, Timekeeper
from savings.domain.calendar import instant, read_instant
from savings.store.keys import shard_name

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_sqs import SQSClient

START = datetime(2027, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


class Scheduler:
    """Enqueues and closes in miniature: an item has a list of further instants, and closing takes it to the next."""

    def __init__(
        self, dynamodb: "DynamoDBClient", table: str, clock: SettableClock, queue: "SQSClient", url: str
    ) -> None:
        self.visits: list[tuple[str, str]] = []
        self.audits: list[dict[str, Any]] = []
        self.poison: set[str] = set()
        self._dynamodb = dynamodb
        self._table = table
        self._clock = clock
        self._queue = queue
        self._url = url

    def enqueue(self, event: dict[str, Any], _: Any) -> None:
        self._queue.send_message(
            QueueUrl=self._url,
            MessageBody=json.dumps({"shard": 0, "tick": event["time"]}),
            MessageGroupId="0",
            MessageDeduplicationId=f"0@{event['time']}",
        )

    def audit(self, event: dict[str, Any], _: Any) -> None:
        self.audits.append(event)

    def close(self, _: dict[str, Any], __: Any) -> None:
        for item in self._dynamodb.scan(TableName=self._table, IndexName="due")["Items"]:
            due, name = item["due_at"]["S"].split("#")[0], item["SK"]["S"]
            if read_instant(due) <= self._clock.now() and name not in self.poison:
                self.visits.append((name, due))
                self._advance({"PK": item["PK"], "SK": item["SK"]})

    def add(self, name: str, *instants: datetime) -> None:
        later = [f"{instant(moment)}#close#{name}" for moment in instants]
        self._put({"PK": {"S": "T#t"}, "SK": {"S": name}}, later)

    def _advance(self, key: dict[str, Any]) -> None:
        item = self._dynamodb.get_item(TableName=self._table, Key=key)["Item"]
        self._put(key, list(item.get("later", {"SS": []})["SS"]))

    def _put(self, key: dict[str, Any], later: list[str]) -> None:
        item = dict(key)
        if later:
            first, *rest = sorted(later)
            item |= {"due_shard": {"S": shard_name(0)}, "due_at": {"S": first}}
            item |= {"later": {"SS": rest}} if rest else {}
        self._dynamodb.put_item(TableName=self._table, Item=item)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def clock(state: State) -> SettableClock:
    clock = SettableClock(state)
    clock.set(START)
    return clock


@pytest.fixture
def services(clock: SettableClock) -> Services:
    return Services(clock, lambda *_: None)


@pytest.fixture
def scheduler(
    dynamodb: "DynamoDBClient", table_name: str, clock: SettableClock, services: Services
) -> Iterator[Scheduler]:
    queue = boto3.client("sqs")
    services.answer(queue.meta.events)
    yield Scheduler(dynamodb, table_name, clock, queue, services.queues[CLOSE_QUEUE].url)
    queue.close()


@pytest.fixture
def timekeeper(
    dynamodb: "DynamoDBClient",
    table_name: str,
    clock: SettableClock,
    services: Services,
    scheduler: Scheduler,
    engine: Engine,
    state: State,
) -> Timekeeper:
    environment = threading.Lock()
    arn = dynamodb.describe_table(TableName=table_name)["Table"]["LatestStreamArn"]
    publish, notify = (Function(name, lambda *_: None, threading.Lock()) for name in ("publish", "notify"))
    pump = Pump(Stream(Shortcut(engine.endpoint), arn), publish, notify, services, state)
    enqueue, close = (
        Function("enqueue", scheduler.enqueue, environment),
        Function("close", scheduler.close, environment),
    )
    audit = Function("audit", scheduler.audit, environment)
    return Timekeeper(clock, Shortcut(engine.endpoint), table_name, services, enqueue, [close], audit, pump, notify)


def test_the_walk_visits_every_due_instant_in_order(timekeeper: Timekeeper, scheduler: Scheduler) -> None:
    scheduler.add("a", START + DAY, START + 4 * DAY)
    scheduler.add("b", START + 2 * DAY, START + 3 * DAY)
    timekeeper.walk(START + 5 * DAY)

    assert scheduler.visits == [
        (name, instant(START + days * DAY)) for name, days in [("a", 1), ("b", 2), ("b", 3), ("a", 4)]
    ]


def test_what_is_due_at_the_target_is_done_and_what_is_due_later_is_not(
    timekeeper: Timekeeper, scheduler: Scheduler, clock: SettableClock
) -> None:
    scheduler.add("a", START + DAY, START + DAY + timedelta(hours=1))
    timekeeper.walk(START + DAY)

    assert scheduler.visits == [("a", instant(START + DAY))]
    assert START + DAY <= clock.now() < START + DAY + timedelta(minutes=1)


def test_an_item_that_is_due_again_at_once_is_done_again(timekeeper: Timekeeper, scheduler: Scheduler) -> None:
    due = START + DAY
    scheduler.add("a", due - timedelta(hours=2), due - timedelta(hours=1))
    timekeeper.walk(due)
    scheduler.add("b", START, START + timedelta(hours=1))
    timekeeper.walk(due + timedelta(seconds=30))

    assert [name for name, _ in scheduler.visits] == ["a", "a", "b", "b"]


def test_the_clock_goes_anywhere_while_the_store_is_empty(timekeeper: Timekeeper, clock: SettableClock) -> None:
    for target in (START + 999 * DAY, START - 999 * DAY):
        timekeeper.walk(target)
        assert target <= clock.now() < target + timedelta(minutes=1)


def test_the_clock_does_not_go_back_once_the_store_holds_anything(
    timekeeper: Timekeeper, scheduler: Scheduler, clock: SettableClock
) -> None:
    scheduler.add("a", START + DAY)
    with pytest.raises(ClockGoesBack):
        timekeeper.walk(START - DAY)

    assert START <= clock.now() < START + timedelta(minutes=1)


def test_an_item_that_cannot_be_closed_is_named_and_does_not_hold_up_the_others(
    timekeeper: Timekeeper, scheduler: Scheduler, clock: SettableClock
) -> None:
    scheduler.poison = {"a"}
    scheduler.add("a", START + DAY)
    scheduler.add("b", START + 2 * DAY)
    with pytest.raises(StillDue, match="T#t/a"):
        timekeeper.walk(START + 3 * DAY)

    assert [name for name, _ in scheduler.visits] == ["b"]
    assert clock.now() >= START + 3 * DAY


def test_the_schedule_ticks_once_after_a_start_and_then_every_five_minutes_of_local_time(
    timekeeper: Timekeeper, scheduler: Scheduler, clock: SettableClock
) -> None:
    scheduler.add("a", START - DAY)
    timekeeper.keep_up()
    assert [name for name, _ in scheduler.visits] == ["a"]

    scheduler.add("b", START - DAY)
    clock.set(START + timedelta(minutes=4))
    timekeeper.keep_up()
    assert [name for name, _ in scheduler.visits] == ["a"]

    clock.set(START + timedelta(minutes=5))
    timekeeper.keep_up()
    assert [name for name, _ in scheduler.visits] == ["a", "b"]
    assert [event["minutes"] for event in scheduler.audits] == [5, 5]


def test_a_walk_of_the_clock_audits_nothing(timekeeper: Timekeeper, scheduler: Scheduler) -> None:
    scheduler.add("a", START + DAY)
    timekeeper.walk(START + 5 * DAY)
    assert scheduler.audits == []


def test_expired_items_are_deleted_by_the_local_clock(
    timekeeper: Timekeeper, dynamodb: "DynamoDBClient", table_name: str
) -> None:
    for name, expires in (("old", START + DAY), ("new", START + 3 * DAY)):
        expiry = {"N": str(int(expires.timestamp()))}
        dynamodb.put_item(TableName=table_name, Item={"PK": {"S": "T#t"}, "SK": {"S": name}, "expires_at": expiry})
    timekeeper.walk(START + 2 * DAY)

    assert [item["SK"]["S"] for item in dynamodb.scan(TableName=table_name)["Items"]] == ["new"]


def test_the_clock_is_kept_with_the_data_and_ticks_on(state: State, clock: SettableClock) -> None:
    again = SettableClock(state)

    assert clock.now() <= again.now() <= clock.now() + timedelta(minutes=1)
    assert again.now().microsecond == 0
