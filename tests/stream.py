"""The table's stream as the publisher meets it: every note of every write, in the order of the writes."""

from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from savings.domain.events import Event
from savings.store.stream import events_of
from tests.contract.event_schemas import prove
from tests.engines import REGION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


def records(client: "DynamoDBClient", table_name: str) -> list[dict[str, Any]]:
    """Return all records of the table's stream, oldest first."""
    # The engine's sequence numbers are shorter than the service's, which boto3 would refuse to send back.
    streams: Any = boto3.client(
        "dynamodbstreams",
        endpoint_url=client.meta.endpoint_url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(parameter_validation=False),
    )
    arn = client.describe_table(TableName=table_name)["Table"]["LatestStreamArn"]
    found: list[dict[str, Any]] = []
    for shard in streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]:
        start = {"ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
        iterator = streams.get_shard_iterator(StreamArn=arn, **start)["ShardIterator"]
        while iterator:
            page = streams.get_records(ShardIterator=iterator)
            found += page["Records"]
            iterator = page.get("NextShardIterator") if page["Records"] else None
    streams.close()
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
