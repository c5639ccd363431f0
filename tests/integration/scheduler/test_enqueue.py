"""The sweep: one message per shard of the due index, for one worker each, and never half a tick unnoticed."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from moto import mock_aws

from savings.config import Settings
from savings.observability import Failed
from savings.runtime import Runtime
from scheduler.enqueue import build, shard_message
from tests.engines import REGION
from tests.product import Context, SetClock

TICK = "2027-01-10T10:00:00Z"
NEXT_TICK = "2027-01-10T10:05:00Z"


@pytest.fixture
def queue() -> Iterator[str]:
    """The address of a FIFO queue; nothing but SQS is mocked."""
    with mock_aws(config={"core": {"service_whitelist": ["sqs"]}}):
        made = boto3.client("sqs", region_name=REGION).create_queue(
            QueueName="close.fifo", Attributes={"FifoQueue": "true"}
        )
        yield made["QueueUrl"]


@pytest.fixture
def runtime(queue: str) -> Runtime:
    return Runtime(Settings(close_queue_url=queue), SetClock(datetime(2027, 1, 10, 10, 0, 7, tzinfo=UTC)))


def received(runtime: Runtime) -> list[dict[str, Any]]:
    """Up to ten messages of the queue, with their attributes; nobody else gets them or others of their groups."""
    answer: Any = runtime.queue.receive_message(
        QueueUrl=runtime.settings.close_queue_url,
        MaxNumberOfMessages=10,
        MessageSystemAttributeNames=["All"],
        VisibilityTimeout=600,
    )
    return list(answer.get("Messages", []))


def waiting(runtime: Runtime) -> list[dict[str, Any]]:
    """All messages of the queue, each done with as it comes."""
    found: list[dict[str, Any]] = []
    while messages := received(runtime):
        found += messages
        done_with(runtime, messages)
    return found


def done_with(runtime: Runtime, messages: list[dict[str, Any]]) -> None:
    for message in messages:
        runtime.queue.delete_message(QueueUrl=runtime.settings.close_queue_url, ReceiptHandle=message["ReceiptHandle"])


def test_each_shard_gets_one_message_a_tick_in_its_own_group(runtime: Runtime) -> None:
    """T-52: the schedule tries again a minute later, with the same scheduled instant."""
    handler = build(runtime)
    for _ in range(2):
        assert handler({"time": TICK}, Context()) == {"tick": TICK, "shards": 64}
    messages = waiting(runtime)
    bodies = [json.loads(message["Body"]) for message in messages]
    assert sorted(body["shard"] for body in bodies) == list(range(64))
    assert {body["tick"] for body in bodies} == {TICK}
    for message, body in zip(messages, bodies, strict=True):
        attributes = message["Attributes"]
        assert attributes["MessageGroupId"] == str(body["shard"])
        assert attributes["MessageDeduplicationId"] == f"{body['shard']}@{TICK}"


def test_the_next_tick_is_queued_anew_and_waits_while_a_shard_is_being_worked_on(
    runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scheduler.enqueue.SHARDS", 12)
    handler = build(runtime)
    handler({"time": TICK}, Context())
    handler({"time": NEXT_TICK}, Context())
    workers: list[list[dict[str, Any]]] = []
    while messages := received(runtime):
        workers.append(messages)
    at_work = [shard for messages in workers for shard in {json.loads(one["Body"])["shard"] for one in messages}]
    assert sorted(at_work) == list(range(12))
    for messages in workers:
        done_with(runtime, messages)
    bodies = [json.loads(one["Body"]) for messages in (*workers, waiting(runtime)) for one in messages]
    assert sorted(body["shard"] for body in bodies if body["tick"] == NEXT_TICK) == list(range(12))


def test_a_sweep_started_by_hand_takes_the_time_for_its_tick(runtime: Runtime) -> None:
    assert build(runtime)({}, Context()) == {"tick": "2027-01-10T10:00:07Z", "shards": 64}


def test_messages_that_the_queue_refuses_fail_the_run(runtime: Runtime) -> None:
    """So that the schedule tries again; what is queued already is not doubled."""
    refusing = {"left": 1}

    def refuse_one(parsed: dict[str, Any], **_: object) -> None:
        if refusing["left"]:
            refusing["left"] -= 1
            entry = parsed["Successful"].pop()
            parsed["Failed"] = [{"Id": entry["Id"], "SenderFault": False, "Code": "X", "Message": "unwell"}]

    runtime.queue.meta.events.register("after-call.sqs.SendMessageBatch", refuse_one)
    handler = build(runtime)
    with pytest.raises(Failed, match="RuntimeError"):
        handler({"time": TICK}, Context())
    assert handler({"time": TICK}, Context())["shards"] == 64
    assert sorted(json.loads(message["Body"])["shard"] for message in waiting(runtime)) == list(range(64))


def test_the_rest_of_a_shard_is_another_message_than_its_beginning() -> None:
    cursor = {"PK": "T#t#C#c", "SK": "GOAL#1", "due_shard": "DUE#07", "due_at": f"{TICK}#goal#0000000000004096"}
    first, rest = shard_message(7, TICK), shard_message(7, TICK, cursor)
    assert first["MessageGroupId"] == rest["MessageGroupId"] == "7"
    assert first["MessageDeduplicationId"] != rest["MessageDeduplicationId"]
    assert json.loads(rest["MessageBody"])["cursor"] == cursor


def test_places_of_two_customers_at_one_instant_are_two_messages() -> None:
    place = {"SK": "GOAL#1", "due_shard": "DUE#07", "due_at": f"{TICK}#goal#0000000000004096"}
    one, other = (shard_message(7, TICK, {**place, "PK": f"T#t#C#{customer}"}) for customer in "ab")
    assert one["MessageDeduplicationId"] != other["MessageDeduplicationId"]


@pytest.mark.parametrize("shard", [0, 63])
def test_deduplication_ids_are_what_the_queue_accepts(shard: int) -> None:
    cursor = {"PK": "T#t#H#h", "SK": "CONTRIBUTION#1#1", "due_at": f"{TICK}#contribution#9007199254736896"}
    written = shard_message(shard, TICK, cursor)["MessageDeduplicationId"]
    assert len(written) <= 128
    assert written.isascii()
    assert " " not in written
