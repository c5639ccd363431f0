"""A replay: the events of a time, to the rules that are named; moto answers in the place of AWS."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws

from operations import replay
from tests.engines import REGION
from tests.product import SetClock

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

BUS = "savings-goals-live"
NOW = SetClock(datetime(2027, 2, 2, 12, tzinfo=UTC))
DAY = ("--since", "2027-02-01T00:00:00Z", "--until", "2027-02-02T00:00:00Z")


@pytest.fixture
def events() -> Iterator["EventBridgeClient"]:
    """An account with the stage's bus, its archive and the rule of a partner with a queue."""
    with mock_aws(config={"core": {"service_whitelist": ["events", "sqs"]}}):
        client = boto3.client("events", region_name=REGION)
        at = client.create_event_bus(Name=BUS)["EventBusArn"]
        client.create_archive(ArchiveName=BUS, EventSourceArn=at)
        queues = boto3.client("sqs", region_name=REGION)
        url = queues.create_queue(QueueName="bank")["QueueUrl"]
        arn = queues.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        pattern = json.dumps({"source": ["savings.goals"]})
        client.put_rule(Name="ToBank", EventBusName=BUS, EventPattern=pattern)
        client.put_targets(Rule="ToBank", EventBusName=BUS, Targets=[{"Id": "bank", "Arn": arn}])
        client.put_rule(Name="News", EventBusName=BUS, EventPattern=pattern)
        yield client


def received() -> list[dict[str, Any]]:
    queue = boto3.client("sqs", region_name=REGION)
    url = queue.get_queue_url(QueueName="bank")["QueueUrl"]
    found = queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
    return [json.loads(message["Body"]) for message in found]


def run(*flags: str) -> int:
    return replay.main(["--bus", BUS, *flags], NOW, lambda _: None)


def test_the_rule_that_is_named_gets_the_events_again(
    events: "EventBridgeClient", capsys: pytest.CaptureFixture[str]
) -> None:
    entry: Any = {"EventBusName": BUS, "Source": "savings.goals", "DetailType": "goal.created", "Detail": '{"id": "1"}'}
    events.put_events(Entries=[entry])
    (first,) = received()
    assert run("--rule", "ToBank", *DAY) == 0
    (again,) = received()
    assert (again["detail"], again["replay-name"]) == (first["detail"], f"{BUS}-20270201T000000-20270202T000000")
    assert "replay-name" not in first
    (made,) = events.list_replays()["Replays"]
    rule = events.describe_rule(Name="ToBank", EventBusName=BUS)["Arn"]
    assert events.describe_replay(ReplayName=made["ReplayName"])["Destination"]["FilterArns"] == [rule]
    assert made["EventStartTime"] == datetime(2027, 2, 1, tzinfo=UTC)
    assert made["EventEndTime"] == datetime(2027, 2, 2, tzinfo=UTC)
    assert capsys.readouterr().out.splitlines()[-1].endswith(": COMPLETED")


def test_a_rule_that_is_none_is_said_with_those_that_are(
    events: "EventBridgeClient", capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--rule", "ToBnak", "--rule", "News", *DAY) == 1
    said = capsys.readouterr().out
    assert said.startswith("ToBnak: no rule of savings-goals-live, but ")
    assert said.endswith("News, ToBank\n")
    assert events.list_replays()["Replays"] == []


def test_what_the_archive_may_not_have_yet_is_not_replayed(
    events: "EventBridgeClient", capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--rule", "ToBank", "--since", DAY[1], "--until", "2027-02-02T11:50:01Z") == 1
    assert "wait" in capsys.readouterr().out
    assert run("--rule", "ToBank", "--since", DAY[1], "--until", "2027-02-02T11:50:00Z") == 0


@pytest.mark.parametrize(("end", "code"), [("COMPLETED", 0), ("FAILED", 1), ("CANCELLED", 1)])
def test_it_waits_for_the_end_and_says_each_state(
    events: "EventBridgeClient",
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    end: str,
    code: int,
) -> None:
    states = iter(["STARTING", "RUNNING", "RUNNING", end])
    waited: list[float] = []
    session = boto3.Session(region_name=REGION)
    session.events.register("after-call.events.DescribeReplay", lambda parsed, **_: parsed.update(State=next(states)))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", session)
    assert replay.main(["--bus", BUS, "--rule", "ToBank", *DAY], NOW, waited.append) == code
    said = [line.rpartition(" ")[2] for line in capsys.readouterr().out.splitlines()]
    assert said == ["STARTING", "RUNNING", end]
    assert waited == [10, 10, 10]
