"""The one table, made from the definition that the functions, the local stack and the tests share."""

from typing import Final

from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.components.kept import taken_over
from infra.settings import Settings
from savings.store import schema

_TYPES: Final = {
    "S": dynamodb.AttributeType.STRING,
    "N": dynamodb.AttributeType.NUMBER,
    "B": dynamodb.AttributeType.BINARY,
}


def make_table(scope: Construct, settings: Settings) -> dynamodb.Table:
    """Add the table: on demand, encrypted, restorable to any second of 35 days, and not to be deleted by mistake."""
    definition = schema.TABLE
    warm = settings.warm_throughput
    ready = (
        dynamodb.WarmThroughput(read_units_per_second=warm.reads, write_units_per_second=warm.writes) if warm else None
    )
    table = dynamodb.Table(
        scope,
        "Table",
        table_name=settings.name,
        partition_key=_key(definition["KeySchema"], "HASH"),
        sort_key=_key(definition["KeySchema"], "RANGE"),
        billing_mode=dynamodb.BillingMode[definition["BillingMode"]],
        encryption=dynamodb.TableEncryption.AWS_MANAGED,
        point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
            point_in_time_recovery_enabled=True, recovery_period_in_days=35
        ),
        deletion_protection=settings.keeps_data,
        stream=dynamodb.StreamViewType[definition["StreamSpecification"]["StreamViewType"]],
        time_to_live_attribute=schema.TTL_ATTRIBUTE,
        warm_throughput=ready,
    )
    for index in definition["GlobalSecondaryIndexes"]:
        table.add_global_secondary_index(
            index_name=index["IndexName"],
            projection_type=dynamodb.ProjectionType[index["Projection"]["ProjectionType"]],
            partition_key=_key(index["KeySchema"], "HASH"),
            sort_key=_key(index["KeySchema"], "RANGE"),
            warm_throughput=ready,
        )
    return table


def find_table(scope: Construct, settings: Settings) -> dynamodb.ITable:
    """Return the table that the service works on, with its stream: the data stack's, or a restored one."""
    restored = settings.restored_table
    return dynamodb.Table.from_table_attributes(
        scope,
        "Table",
        table_name=restored.name if restored else settings.name,
        table_stream_arn=restored.stream_arn if restored else taken_over(scope, settings, "TableStreamArn"),
    )


def _key(keys: list[dict[str, str]], role: str) -> dynamodb.Attribute:
    (name,) = (key["AttributeName"] for key in keys if key["KeyType"] == role)
    types = {a["AttributeName"]: a["AttributeType"] for a in schema.TABLE["AttributeDefinitions"]}
    return dynamodb.Attribute(name=name, type=_TYPES[types[name]])
