"""Queues and bus: what the functions' clients get, and what a failing consumer causes."""

import json
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from botocore.exceptions import ClientError, ParamValidationError
from moto.events.models import EventPattern

from contract.wiring import CLOSE_QUEUE, PUBLISH_DEAD_LETTERS
from local.bus import Bus, matcher
from local.clock import SettableClock
from local.invoke import Function
from local.queues import Queue
from local.services import Services
from local.state import State
from savings.store.schema import STREAM_FILTER

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_sqs import SQSClient


@pytest.fixture
def clock(tmp_path: Path) -> Iterator[SettableClock]:
    state = State(tmp_path / "state.sqlite")
    yield SettableClock(state)
    state.close()


@pytest.fixture
def post() -> list[tuple[str, ...]]:
    return []


@pytest.fixture
def services(clock: SettableClock, post: list[tuple[str, ...]]) -> Services:
    return Services(clock, lambda *mail: post.append(mail))


@pytest.fixture
def sqs(services: Services) -> Iterator["SQSClient"]:
    client = boto3.client("sqs")
    services.answer(client.meta.events)
    yield client
    client.close()


@pytest.fixture
def events(services: Services) -> Iterator["EventBridgeClient"]:
    client = boto3.client("events")
    services.answer(client.meta.events)
    yield client
    client.close()


def entry(**members: str) -> Any:
    return {"Source": "s", "DetailType": "d", "Detail": "{}", "EventBusName": "savings"} | members


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return error.value.response["Error"]["Code"]


def test_messages_are_handed_out_ten_at_a_time_in_order(clock: SettableClock) -> None:
    queue, batches = Queue("q", clock), []
    for number in range(25):
        queue.send(str(number), group="g")
    queue.consume(Function("close", lambda event, _: batches.append(event["Records"]), threading.Lock()))

    assert [len(batch) for batch in batches] == [10, 10, 5]
    assert [record["body"] for batch in batches for record in batch] == [str(number) for number in range(25)]
    assert batches[0][0]["attributes"]["MessageGroupId"] == "g"
    assert queue.bodies() == []


def test_a_delayed_message_is_handed_out_when_the_local_clock_says_so_beside_others_of_its_group(
    clock: SettableClock,
) -> None:
    heard: list[str] = []
    queue = Queue("q", clock)
    taking = Function(
        "deliver", lambda event, _: heard.extend(one["body"] for one in event["Records"]), threading.Lock()
    )
    queue.send("later", group="g", delay=timedelta(minutes=15))
    queue.send("now", group="g")
    queue.consume(taking)
    assert heard == ["now"]
    due = queue.next_due()
    assert due is not None
    clock.set(due)
    queue.consume(taking)
    assert heard == ["now", "later"]
    assert queue.next_due() is None


def test_a_message_that_fails_comes_again_and_then_goes_to_the_dead_letters(clock: SettableClock) -> None:
    dead_letters = Queue("dlq", clock)
    queue = Queue("q", clock, dead_letters=dead_letters)
    handed: list[tuple[str, str]] = []

    def fail_at_poison(event: dict[str, Any], _: Any) -> dict[str, Any]:
        handed.extend((record["body"], record["attributes"]["ApproximateReceiveCount"]) for record in event["Records"])
        failed = [record["messageId"] for record in event["Records"] if record["body"] == "poison"]
        return {"batchItemFailures": [{"itemIdentifier": each} for each in failed]}

    for body in ("first", "poison", "last"):
        queue.send(body)
    queue.consume(Function("close", fail_at_poison, threading.Lock()))

    assert handed == [("first", "1"), ("poison", "1"), ("last", "1"), ("poison", "2"), ("poison", "3")]
    assert (queue.bodies(), dead_letters.bodies()) == ([], ["poison"])


def test_a_consumer_that_raises_has_failed_at_every_message(clock: SettableClock) -> None:
    dead_letters = Queue("dlq", clock)
    queue = Queue("q", clock, dead_letters=dead_letters)
    queue.send("one")
    queue.send("two")
    queue.consume(Function("close", lambda *_: 1 / 0, threading.Lock()))

    assert dead_letters.bodies() == ["one", "two"]


def test_a_batch_lands_in_the_queue(sqs: "SQSClient", services: Services) -> None:
    entries: Any = [
        {"Id": str(n), "MessageBody": f"body {n}", "MessageGroupId": "0", "MessageDeduplicationId": str(n)}
        for n in range(3)
    ]
    answer = sqs.send_message_batch(QueueUrl=services.queues[CLOSE_QUEUE].url, Entries=entries)

    assert [sent["Id"] for sent in answer["Successful"]] == ["0", "1", "2"]
    assert services.queues[CLOSE_QUEUE].bodies() == ["body 0", "body 1", "body 2"]


def test_a_single_message_lands_in_a_queue_without_groups(sqs: "SQSClient", services: Services) -> None:
    sqs.send_message(QueueUrl=services.queues[PUBLISH_DEAD_LETTERS].url, MessageBody="record")

    assert services.queues[PUBLISH_DEAD_LETTERS].bodies() == ["record"]


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        (
            [{"Id": str(n), "MessageBody": "b"} for n in range(11)],
            "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        ),
        ([{"Id": "1", "MessageBody": "b"}] * 2, "AWS.SimpleQueueService.BatchEntryIdsNotDistinct"),
        ([{"Id": "1", "MessageBody": "b", "MessageGroupId": "g"}], "MissingParameter"),
    ],
)
def test_a_batch_that_sqs_would_refuse_is_refused(
    sqs: "SQSClient", services: Services, entries: Any, code: str
) -> None:
    with pytest.raises(ClientError) as error:
        sqs.send_message_batch(QueueUrl=services.queues[CLOSE_QUEUE].url, Entries=entries)

    assert code_of(error) == code
    assert services.queues[CLOSE_QUEUE].bodies() == []


def test_the_clients_still_check_their_parameters(sqs: "SQSClient", services: Services) -> None:
    with pytest.raises(ParamValidationError):
        sqs.send_message(QueueUrl=services.queues[CLOSE_QUEUE].url, MessageBody=5)  # type: ignore[arg-type]


def test_an_unknown_queue_or_bus_is_refused(sqs: "SQSClient", events: "EventBridgeClient") -> None:
    with pytest.raises(ClientError, match="NonExistentQueue"):
        sqs.send_message(QueueUrl="https://sqs.eu-west-1.amazonaws.com/1/other", MessageBody="b")
    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        events.put_events(Entries=[entry(EventBusName="other")])


def test_an_operation_that_nothing_uses_fails_instead_of_leaving_the_machine(sqs: "SQSClient") -> None:
    with pytest.raises(NotImplementedError, match="ListQueues"):
        sqs.list_queues()


def test_what_is_put_on_the_bus_reaches_the_tap_in_order(events: "EventBridgeClient", services: Services) -> None:
    entries = [entry(Detail=json.dumps({"id": str(n)}), Time="2027-01-01T00:00:00Z") for n in range(3)]
    answer = events.put_events(Entries=entries)
    tapped = services.drain_tap()

    assert answer["FailedEntryCount"] == 0
    assert [event["detail"]["id"] for event in tapped] == ["0", "1", "2"]
    assert tapped[0]["time"] == "2027-01-01T00:00:00Z"
    assert services.drain_tap() == []


def test_a_bad_entry_is_refused_alone(events: "EventBridgeClient", services: Services) -> None:
    answer = events.put_events(Entries=[entry(Detail="{"), entry(Source=""), entry()])

    assert [result.get("ErrorCode") for result in answer["Entries"]] == ["MalformedDetail", "InvalidArgument", None]
    assert answer["FailedEntryCount"] == 2
    assert len(services.drain_tap()) == 1


def test_more_than_ten_entries_are_refused(events: "EventBridgeClient") -> None:
    with pytest.raises(ClientError, match="ValidationException"):
        events.put_events(Entries=[entry()] * 11)


def test_a_rule_hands_on_only_what_its_pattern_matches(clock: SettableClock) -> None:
    bus, heard = Bus("savings", clock), []
    bus.rule({"detail-type": ["goal.created", "goal.period.closed"]}, lambda event: heard.append(event["detail-type"]))
    for name in ("goal.created", "account.opened", "goal.period.closed"):
        bus.put(entry(DetailType=name))

    assert heard == ["goal.created", "goal.period.closed"]


def test_an_email_is_handed_to_the_post(services: Services, post: list[tuple[str, ...]]) -> None:
    client = boto3.client("sesv2")
    services.answer(client.meta.events)
    client.send_email(
        FromEmailAddress="savings@localhost",
        Destination={"ToAddresses": ["anna@example.com"]},
        Content={
            "Simple": {"Subject": {"Data": "Well done"}, "Body": {"Text": {"Data": "Hello"}, "Html": {"Data": "-"}}}
        },
        EmailTags=[{"Name": "event_id", "Value": "1"}],
    )
    assert post == [("anna@example.com", "Well done", "Hello", "1")]
    client.close()


def test_two_consumers_work_at_once_but_never_on_one_group(clock: SettableClock) -> None:
    queue = Queue("close.fifo", clock, fifo=True, batch=1)
    for body, group in (("a1", "a"), ("a2", "a"), ("b1", "b"), ("a3", "a")):
        queue.send(body, group)
    both_at_work, taken = threading.Barrier(2, timeout=30), []

    def consumer(event: dict[str, Any], _: Any) -> None:
        (record,) = event["Records"]
        taken.append(record["body"])
        if record["body"] in {"a1", "b1"}:
            both_at_work.wait()

    queue.consume(*(Function("close", consumer, threading.Lock()) for _ in range(2)))
    assert [body for body in taken if body != "b1"] == ["a1", "a2", "a3"]
    assert set(taken[:2]) == {"a1", "b1"}
    assert queue.bodies() == []


NOTED = {"dynamodb": {"NewImage": {"note": {"S": "said"}, "number": {"N": "1"}}}}


@pytest.mark.parametrize(
    ("pattern", "event", "matches"),
    [
        ({}, {"source": "ours"}, True),
        ({"source": ["theirs", "ours"]}, {"source": "ours"}, True),
        ({"source": ["ours"], "region": ["here"]}, {"source": "ours", "region": "there"}, False),
        ({"source": ["ours"], "region": ["here"]}, {"source": "ours"}, False),
        ({"source": {"name": ["ours"]}}, {"source": "ours"}, False),
        ({"source": ["ours"]}, {"source": {"name": "ours"}}, False),
        ({"tags": ["a", "b"]}, {"tags": ["c", "b"]}, True),
        ({"tags": ["a", "b"]}, {"tags": ["c"]}, False),
        ({"tags": ["a", "b"]}, {"tags": []}, False),
        ({"detail": {"a": [{"exists": False}]}}, {"detail": {"b": "1"}}, True),
        ({"detail": {"a": [{"exists": False}]}}, {"detail": {"a": "1"}}, False),
        (STREAM_FILTER, {"eventName": "INSERT", **NOTED}, True),
        (STREAM_FILTER, {"eventName": "REMOVE", **NOTED}, False),
        (STREAM_FILTER, {"eventName": "MODIFY", "dynamodb": {"NewImage": {"number": {"N": "1"}}}}, False),
        (STREAM_FILTER, {"eventName": "MODIFY", "dynamodb": {}}, False),
    ],
)
def test_a_pattern_matches_as_it_does_elsewhere(pattern: dict[str, Any], event: dict[str, Any], matches: bool) -> None:
    elsewhere: Any = EventPattern(None, pattern)

    assert matcher(pattern)(event) is matches
    assert elsewhere.matches_event(event) is matches


def test_a_pattern_that_no_local_rule_can_match_is_refused() -> None:
    with pytest.raises(ValueError, match="prefix"):
        matcher({"source": [{"prefix": "savings"}]})
