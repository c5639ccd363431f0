"""The table's stream as the publisher meets it: every note of every write, in the order of the writes."""

from typing import TYPE_CHECKING, Any

from local.engine import Shortcut
from local.stream import Stream, number
from savings.domain.events import Event
from savings.store.stream import events_of
from tests.contract.event_schemas import prove

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def records(client: "DynamoDBClient", table_name: str) -> list[dict[str, Any]]:
    """Return all records of the table's stream, oldest first."""
    arn = client.describe_table(TableName=table_name)["Table"]["LatestStreamArn"]
    stream = Stream(Shortcut(client.meta.endpoint_url), arn)
    found: list[dict[str, Any]] = []
    for shard in stream.shards():
        last: str | None = None
        while page := stream.records(shard, last):
            found += page
            last = number(page[-1])
    return found


def events(client: "DynamoDBClient", table_name: str) -> list[Event]:
    """Return every event that the table's writes stand for, in the order of the writes, each as its schema says."""
    said = [event for record in records(client, table_name) for event in events_of(record)]
    for event in said:
        prove(event.envelope())
    return said


def prove_sequences(said: list[Event]) -> None:
    """Assert that each subject's events are numbered from 1 without a gap, in order, each with an id of its own."""
    by_subject: dict[str, list[int]] = {}
    for event in said:
        by_subject.setdefault(event.subject, []).append(event.sequence)
    for subject, sequences in by_subject.items():
        assert sequences == list(range(1, len(sequences) + 1)), subject
    assert len({event.id for event in said}) == len(said)
