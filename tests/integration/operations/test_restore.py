"""A restore: what AWS does not bring is set by the command, and what comes of it is a table that goes on.

What moto answers in AWS's place is the calls of control alone; that goals go on is rehearsed on the engine with a copy.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import boto3
import pytest
from moto import mock_aws
from moto.dynamodb.models.table import RestoredPITTable, Table

from infra.settings import RestoredTable
from operations import restore
from savings.store.schema import TABLE, TTL_ATTRIBUTE
from tests.engines import REGION

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

LIVE, NEW = "savings-goals-live", "savings-goals-live-restored"
AT = "2027-02-01T09:59:00Z"


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """An account with the stage's table, as the data stack makes it.

    moto forgets the billing mode, which AWS restores, and takes the clock for the instant that was asked for.
    """
    parsed = RestoredPITTable._parse_params_from_table

    def with_billing_mode(restored: RestoredPITTable, table: Table) -> dict[str, Any]:
        return {**parsed(restored, table), "billing_mode": table.billing_mode}

    monkeypatch.setattr(RestoredPITTable, "_parse_params_from_table", with_billing_mode)
    with mock_aws(config={"core": {"service_whitelist": ["dynamodb"]}}):
        client = boto3.client("dynamodb", region_name=REGION)
        tags: Any = [{"Key": "product", "Value": "savings-goals"}, {"Key": "stage", "Value": "live"}]
        client.create_table(TableName=LIVE, DeletionProtectionEnabled=True, Tags=tags, **TABLE)
        client.put_item(TableName=LIVE, Item={"PK": {"S": "T#t"}, "SK": {"S": "HOUSEHOLD"}})
        yield client


def run(*flags: str) -> int:
    return restore.main(["--table", LIVE, "--to", NEW, *flags], lambda _: None)


def described(aws: "DynamoDBClient") -> dict[str, Any]:
    return dict(aws.describe_table(TableName=NEW)["Table"])


def test_a_restore_alone_has_no_stream_no_time_to_live_and_no_protection(aws: "DynamoDBClient") -> None:
    """Or the next test would prove nothing."""
    aws.restore_table_to_point_in_time(SourceTableName=LIVE, TargetTableName=NEW, UseLatestRestorableTime=True)
    bare = described(aws)
    assert "LatestStreamArn" not in bare
    assert not bare["DeletionProtectionEnabled"]
    assert aws.describe_time_to_live(TableName=NEW)["TimeToLiveDescription"]["TimeToLiveStatus"] == "DISABLED"
    assert aws.list_tags_of_resource(ResourceArn=bare["TableArn"])["Tags"] == []


@pytest.mark.parametrize("flags", [("--at", AT), ()])
def test_the_new_table_is_as_the_data_stack_makes_one(aws: "DynamoDBClient", flags: tuple[str, ...]) -> None:
    assert run(*flags) == 0
    table = described(aws)
    (index,), (wanted,) = table["GlobalSecondaryIndexes"], TABLE["GlobalSecondaryIndexes"]
    assert {name: index[name] for name in wanted} == wanted
    assert table["StreamSpecification"] == TABLE["StreamSpecification"]
    assert table["DeletionProtectionEnabled"] is True
    alive = aws.describe_time_to_live(TableName=NEW)["TimeToLiveDescription"]
    assert alive == {"TimeToLiveStatus": "ENABLED", "AttributeName": TTL_ATTRIBUTE}
    backups = aws.describe_continuous_backups(TableName=NEW)["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    tags = aws.list_tags_of_resource(ResourceArn=table["TableArn"])["Tags"]
    assert {tag["Key"]: tag["Value"] for tag in tags} == {"product": "savings-goals", "stage": "live"}
    assert aws.scan(TableName=NEW)["Count"] == 1


def test_it_ends_with_what_the_stage_file_has_to_say(aws: "DynamoDBClient", capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--at", AT) == 0
    _, _, toml = capsys.readouterr().out.partition("\n\n")
    wanted = RestoredTable.model_validate(tomllib.loads(toml)["restored_table"])
    assert wanted == RestoredTable(name=NEW, stream_arn=described(aws)["LatestStreamArn"])


def test_a_run_that_broke_off_goes_on_where_it_was(aws: "DynamoDBClient", capsys: pytest.CaptureFixture[str]) -> None:
    aws.restore_table_to_point_in_time(SourceTableName=LIVE, TargetTableName=NEW, UseLatestRestorableTime=True)
    aws.update_table(TableName=NEW, StreamSpecification=TABLE["StreamSpecification"])
    stream = described(aws)["LatestStreamArn"]
    assert run() == 0
    said = capsys.readouterr().out
    assert "restoring" not in said
    assert "stream: on" not in said
    assert described(aws)["LatestStreamArn"] == stream
    assert run() == 0
    assert capsys.readouterr().out.splitlines()[1] == "tags: product, stage"


def test_it_asks_for_the_instant_and_waits_until_nothing_is_done_to_the_table(
    aws: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hours, if need be: each look is twenty seconds after the last one."""
    asked: list[dict[str, Any]] = []
    looks = iter(["CREATING"] * 500 + ["ACTIVE"] * 50)
    waited: list[float] = []

    def hear(params: dict[str, Any], **_: object) -> None:
        asked.append(params)

    def be_slow(parsed: dict[str, Any], **_: object) -> None:
        if parsed.get("Table", {}).get("TableName") == NEW:
            parsed["Table"]["TableStatus"] = next(looks)

    slow = boto3.Session()
    slow.events.register("provide-client-params.dynamodb.RestoreTableToPointInTime", hear)
    slow.events.register("after-call.dynamodb.DescribeTable", be_slow)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", slow)
    assert restore.main(["--table", LIVE, "--to", NEW, "--at", AT], waited.append) == 0
    assert asked[0]["RestoreDateTime"] == datetime(2027, 2, 1, 9, 59, tzinfo=UTC)
    assert waited == [20] * 500


def test_a_table_that_is_not_the_products_is_left_alone(aws: "DynamoDBClient", monkeypatch: pytest.MonkeyPatch) -> None:
    other: Any = TABLE | {"GlobalSecondaryIndexes": [], "AttributeDefinitions": TABLE["AttributeDefinitions"][:2]}
    aws.create_table(TableName=NEW, **{name: of for name, of in other.items() if of and name != "StreamSpecification"})
    summary = {"RestoreSummary": {"RestoreDateTime": datetime(2027, 1, 1, tzinfo=UTC)}}
    restored = boto3.Session()
    restored.events.register("after-call.dynamodb.DescribeTable", lambda parsed, **_: parsed["Table"].update(summary))
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", restored)
    with pytest.raises(ValueError, match="GlobalSecondaryIndexes"):
        run()
    assert "LatestStreamArn" not in described(aws)
