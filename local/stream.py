"""A table's stream as an event source mapping reads it."""

from typing import Any

from contract.wiring import CHANGES_AT_ONCE
from local.engine import Shortcut


class Stream:
    """The changes of a table, by shard, in their order; each in the form in which a function gets it.

    boto3 would refuse the engine's sequence numbers, which are short, and make objects of what is handed on as JSON.
    """

    def __init__(self, engine: Shortcut, arn: str) -> None:
        """Take the way to the engine, and the stream's address."""
        self._engine = engine
        self._arn = arn

    def shards(self) -> list[str]:
        """Return the ids of the shards, oldest first."""
        shards = self._ask("DescribeStream", StreamArn=self._arn)["StreamDescription"]["Shards"]
        return [shard["ShardId"] for shard in shards]

    def records(self, shard: str, after: str | None = None) -> list[dict[str, Any]]:
        """Return up to 100 records of a shard after that number, or from its start; none at its end."""
        start = {"ShardIteratorType": "TRIM_HORIZON"}
        if after is not None:
            start = {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": after}
        iterator = self._ask("GetShardIterator", StreamArn=self._arn, ShardId=shard, **start)["ShardIterator"]
        records = self._ask("GetRecords", ShardIterator=iterator, Limit=CHANGES_AT_ONCE)["Records"]
        return [{**record, "eventSourceARN": self._arn} for record in records]

    def _ask(self, operation: str, **request: Any) -> Any:
        return self._engine.call(f"DynamoDBStreams_20120810.{operation}", request)


def number(record: dict[str, Any]) -> str:
    """Return the sequence number of a record: its place in its shard."""
    return str(record["dynamodb"]["SequenceNumber"])
