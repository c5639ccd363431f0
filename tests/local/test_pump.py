"""The pump: every change with a note becomes its events, each id once and in order, whatever fails on the way."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest

from local.clock import SettableClock
from local.engine import Engine, Shortcut
from local.invoke import Function
from local.pump import Pump, StreamStuck
from local.services import Services
from local.state import State
from local.stream import Stream

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events.type_defs import PutEventsRequestEntryTypeDef

pytestmark = pytest.mark.usefixtures("table_name")


class Publisher:
    """A publisher that puts one event per record; it fails at the notes in `fails` as often as they say."""

    def __init__(self, services: Services) -> None:
        self.fails: dict[str, int] = {}
        self.handed: list[str] = []
        self._bus = boto3.client("events")
        self._bus_name = services.bus.name
        services.answer(self._bus.meta.events)

    def __call__(self, event: dict[str, Any], _: Any) -> dict[str, Any]:
        failures = []
        for record in event["Records"]:
            note = record["dynamodb"]["NewImage"]["note"]["S"]
            self.handed.append(note)
            if self.fails.get(note, 0) > 0:
                self.fails[note] -= 1
                failures.append({"itemIdentifier": record["dynamodb"]["SequenceNumber"]})
            else:
                entry: PutEventsRequestEntryTypeDef = {
                    "Source": "savings.goals",
                    "DetailType": "goal.achieved",
                    "Detail": json.dumps({"id": note}),
                    "EventBusName": self._bus_name,
                }
                self._bus.put_events(Entries=[entry])
        return {"batchItemFailures": failures}

    def close(self) -> None:
        self._bus.close()


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    state = State(tmp_path / "state.sqlite")
    yield state
    state.close()


@pytest.fixture
def services(state: State) -> Services:
    return Services(SettableClock(state), state.post)


@pytest.fixture
def publisher(services: Services) -> Iterator[Publisher]:
    publisher = Publisher(services)
    yield publisher
    publisher.close()


class Notifier:
    """Hears of events as the function does; `dies` as often as it is reported to."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.dies = 0

    def __call__(self, event: dict[str, Any], _context: Any) -> dict[str, Any]:
        if self.dies:
            self.dies -= 1
            raise RuntimeError("died")
        self.heard += [json.loads(record["body"])["detail"]["id"] for record in event["Records"]]
        return {"batchItemFailures": []}


@pytest.fixture
def notifier() -> Notifier:
    return Notifier()


@pytest.fixture
def pump(
    dynamodb: "DynamoDBClient",
    table_name: str,
    engine: Engine,
    services: Services,
    state: State,
    publisher: Publisher,
    notifier: "Notifier",
) -> Pump:
    arn = dynamodb.describe_table(TableName=table_name)["Table"]["LatestStreamArn"]
    publish = Function("publish", publisher, threading.Lock())
    notify = Function("notify", notifier, threading.Lock())
    return Pump(Stream(Shortcut(engine.endpoint), arn), publish, notify, services, state)


def write(dynamodb: "DynamoDBClient", table: str, *notes: str | None) -> None:
    for note in notes:
        item: dict[str, Any] = {"PK": {"S": "T#t"}, "SK": {"S": "GOAL#1"}, "number": {"N": "1"}, "key": {"B": b"\x00"}}
        if note is not None:
            item["note"] = {"S": note}
        dynamodb.put_item(TableName=table, Item=item)


def ids(state: State) -> list[str]:
    return [event["detail"]["id"] for event in state.events(0)]


def test_every_note_becomes_its_event_in_order(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State
) -> None:
    notes = [f"note {number}" for number in range(250)]
    write(dynamodb, table_name, *notes)
    pump.run()

    assert ids(state) == notes
    assert state.events(0)[0].keys() == {"source", "detail-type", "time", "detail"}


def test_a_change_without_a_note_and_a_deletion_do_not_reach_the_publisher(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, publisher: Publisher
) -> None:
    write(dynamodb, table_name, None, "said", None)
    dynamodb.delete_item(TableName=table_name, Key={"PK": {"S": "T#t"}, "SK": {"S": "GOAL#1"}})
    pump.run()

    assert publisher.handed == ["said"]


def test_what_was_read_is_not_read_again(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, publisher: Publisher
) -> None:
    write(dynamodb, table_name, "first", None)
    pump.run()
    pump.run()
    write(dynamodb, table_name, "second")
    pump.run()

    assert publisher.handed == ["first", "second"]


def test_a_pump_that_dies_between_publishing_and_recording_loses_nothing_and_doubles_nothing(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(dynamodb, table_name, "first", "second")
    with monkeypatch.context() as patch:
        patch.setattr(state, "record", _die)
        with pytest.raises(KeyboardInterrupt):
            pump.run()
    assert ids(state) == []
    pump.run()

    assert ids(state) == ["first", "second"]


def test_an_event_published_twice_is_recorded_once_at_its_first_place(state: State) -> None:
    def event(number: str) -> dict[str, Any]:
        return {"source": "s", "detail-type": "d", "time": "t", "detail": {"id": number}}

    state.record([event("first"), event("second")], "shard", "2")
    state.record([event("second"), event("first"), event("third")], "shard", "3")

    assert ids(state) == ["first", "second", "third"]
    assert state.position("shard") == "3"


def test_a_record_that_fails_at_first_keeps_its_place_among_the_events(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State, publisher: Publisher
) -> None:
    publisher.fails = {"second": 2, "fourth": 1}
    notes = ["first", "second", "third", "fourth", "fifth"]
    write(dynamodb, table_name, *notes)
    pump.run()

    assert ids(state) == notes


def test_a_record_that_keeps_failing_stops_the_pump_until_it_succeeds(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State, publisher: Publisher
) -> None:
    publisher.fails = {"second": 99}
    write(dynamodb, table_name, "first", "second", "third")
    with pytest.raises(StreamStuck):
        pump.run()
    assert ids(state) == ["first"]

    publisher.fails = {}
    pump.run()
    assert ids(state) == ["first", "second", "third"]


def test_a_thousand_records_are_forgotten_once_their_events_are_recorded(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[int] = []
    monkeypatch.setattr(pump, "_forget", lambda _: recorded.append(len(ids(state))))
    notes = [f"note {number}" for number in range(1020)]
    for first in range(0, len(notes), 340):
        write(dynamodb, table_name, *notes[first : first + 340])
        pump.run()

    assert recorded == [1020]
    assert ids(state) == notes


def test_events_are_read_from_where_the_reader_stopped(
    dynamodb: "DynamoDBClient", table_name: str, pump: Pump, state: State
) -> None:
    write(dynamodb, table_name, "first", "second", "third")
    pump.run()

    assert [event["detail"]["id"] for event in state.events(after=2)] == ["third"]
    assert state.events(after=3) == []


def _die(*_: Any) -> None:
    raise KeyboardInterrupt


def test_savers_hear_of_what_concerns_them_before_it_counts_as_read(
    dynamodb: "DynamoDBClient",
    table_name: str,
    pump: Pump,
    state: State,
    notifier: Notifier,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard_first: list[list[str]] = []
    record = state.record

    def recorded(events: Sequence[Mapping[str, Any]], shard: str, sequence: str) -> None:
        heard_first.append(notifier.heard.copy())
        record(events, shard, sequence)

    monkeypatch.setattr(state, "record", recorded)
    notifier.dies = 1
    write(dynamodb, table_name, "one", "two")
    pump.run()
    assert heard_first == [["one", "two"]]
    assert ids(state) == ["one", "two"]
