"""Restores a stage's table, as of an instant, into a new one, and gives that what a restore does not bring.

It may be run again at any time, and goes on where it was. It ends with what the service's stage file then has to say.
"""

import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

import boto3

from operations.table import parser
from savings.store.schema import TABLE, TTL_ATTRIBUTE

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DAYS: Final = 35
"""Days for which a table can be restored, as the data stack has it."""
PAUSE: Final = 20
"""Seconds between two looks at a table."""
_OF_RESTORE: Final = ("KeySchema", "GlobalSecondaryIndexes", "BillingMode")
"""What a restore itself brings, of the table's definition."""

Sleep = Callable[[float], object]


def restore(source: str, target: str, at: datetime | None, sleep: Sleep = time.sleep) -> Iterator[str]:
    """Restore the table, to the latest instant there is where none is given; yield a line for each step.

    Raises ClientError for what AWS refuses, ValueError where the new table is not the product's.
    """
    client: DynamoDBClient = boto3.client("dynamodb")
    if not _exists(client, target):
        when: Any = {"RestoreDateTime": at} if at else {"UseLatestRestorableTime": True}
        client.restore_table_to_point_in_time(SourceTableName=source, TargetTableName=target, **when)
        yield f"restoring {source} into {target}"
    table = _settled(client, target, sleep)
    yield f"{target} is there, as of {table['RestoreSummary']['RestoreDateTime']:%Y-%m-%dT%H:%M:%SZ}"
    if wrong := _differing(table):
        raise ValueError(f"{target} is not the product's table: {', '.join(wrong)}")
    if not table.get("StreamSpecification", {}).get("StreamEnabled"):
        client.update_table(TableName=target, StreamSpecification=TABLE["StreamSpecification"])
        table = _settled(client, target, sleep)
        yield "stream: on, and empty: nothing is published again"
    if not table.get("DeletionProtectionEnabled"):
        client.update_table(TableName=target, DeletionProtectionEnabled=True)
        table = _settled(client, target, sleep)
        yield "deletion protection: on"
    yield from _kept(client, target)
    tags = client.list_tags_of_resource(ResourceArn=_settled(client, source, sleep)["TableArn"])["Tags"]
    own = [tag for tag in tags if not tag["Key"].startswith("aws:")]
    if own:
        client.tag_resource(ResourceArn=table["TableArn"], Tags=own)
        yield f"tags: {', '.join(sorted(tag['Key'] for tag in own))}"
    yield from (
        "",
        "[restored_table]",
        f'name = "{target}"',
        f'stream_arn = "{table["LatestStreamArn"]}"',
    )


def _kept(client: "DynamoDBClient", target: str) -> Iterator[str]:
    alive = client.describe_time_to_live(TableName=target)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if alive not in {"ENABLED", "ENABLING"}:
        client.update_time_to_live(
            TableName=target, TimeToLiveSpecification={"Enabled": True, "AttributeName": TTL_ATTRIBUTE}
        )
        yield f"time to live: on {TTL_ATTRIBUTE}"
    backups = client.describe_continuous_backups(TableName=target)["ContinuousBackupsDescription"]
    if backups.get("PointInTimeRecoveryDescription", {}).get("PointInTimeRecoveryStatus") != "ENABLED":
        client.update_continuous_backups(
            TableName=target,
            PointInTimeRecoverySpecification={"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": DAYS},
        )
        yield f"restorable: to any second of {DAYS} days, from now on"


def _exists(client: "DynamoDBClient", name: str) -> bool:
    try:
        client.describe_table(TableName=name)
    except client.exceptions.ResourceNotFoundException:
        return False
    return True


def _settled(client: "DynamoDBClient", name: str, sleep: Sleep) -> Mapping[str, Any]:
    """Wait until nothing is being done to a table or its index, however long that takes, and return what it is."""
    while True:
        table: Mapping[str, Any] = client.describe_table(TableName=name)["Table"]
        states = [table["TableStatus"], *(index["IndexStatus"] for index in table.get("GlobalSecondaryIndexes", ()))]
        if set(states) == {"ACTIVE"}:
            return table
        sleep(PAUSE)


def _differing(table: Mapping[str, Any]) -> list[str]:
    """Return what of the product's definition a table does not have."""
    found = {
        "KeySchema": table["KeySchema"],
        "GlobalSecondaryIndexes": [
            {name: index[name] for name in TABLE["GlobalSecondaryIndexes"][0]}
            for index in table.get("GlobalSecondaryIndexes", ())
        ],
        "BillingMode": table.get("BillingModeSummary", {}).get("BillingMode"),
    }
    return [name for name in _OF_RESTORE if found[name] != TABLE[name]]


def main(arguments: Sequence[str] | None = None, sleep: Sleep = time.sleep) -> int:
    """Run the command and return its exit code."""
    options_of = parser(__doc__)
    options_of.add_argument("--to", required=True, help="the new table, such as savings-goals-live-restored")
    options_of.add_argument("--at", type=datetime.fromisoformat, help="an instant such as 2027-02-01T09:59:00Z")
    options = options_of.parse_args(arguments)
    for line in restore(options.table, options.to, options.at, sleep):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
