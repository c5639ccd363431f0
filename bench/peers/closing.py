"""Closes goals as one would by hand: boto3 in threads, two writes a goal, and no rule of the product."""

import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.config import Config

TABLE = os.environ["TABLE_NAME"]
THREADS = 16
NOTE = json.dumps({"at": "2027-02-01T00:00:00Z", "facts": [{"period": 0, "amount": 0, "target": 10_000}] * 3})

table = boto3.client("dynamodb", config=Config(max_pool_connections=THREADS))


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Close what is due in the shards that the messages name."""
    for record in event["Records"]:
        _close_shard(json.loads(record["body"])["shard"])
    return {"batchItemFailures": []}


def _close_shard(shard: int) -> None:
    arguments: dict[str, Any] = {
        "TableName": TABLE,
        "IndexName": "due",
        "KeyConditionExpression": "due_shard = :shard AND due_at <= :until",
        "ExpressionAttributeValues": {
            ":shard": {"S": f"DUE#{shard:02d}"},
            ":until": {"S": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}~"},
        },
        "Limit": 100,
    }
    with ThreadPoolExecutor(THREADS) as pool:
        while True:
            page = table.query(**arguments)
            keys = [{"PK": place["PK"], "SK": place["SK"]} for place in page["Items"]]
            if keys:
                goals = table.batch_get_item(RequestItems={TABLE: {"Keys": keys}})["Responses"][TABLE]
                list(pool.map(_close, goals))
            if "LastEvaluatedKey" not in page:
                return
            arguments["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _close(goal: dict[str, Any]) -> None:
    closed, version = int(goal.get("cl", {"N": "0"})["N"]), int(goal["version"]["N"])
    year, month = int(goal["due_at"]["S"][:4]), int(goal["due_at"]["S"][5:7])
    due = f"{year + month // 12:04d}-{month % 12 + 1:02d}{goal['due_at']['S'][7:]}"
    period = {
        "PK": goal["PK"],
        "SK": {"S": f"PERIOD#{goal['SK']['S'][5:]}#{closed:04d}"},
        "target": goal["ta"],
        "amount": {"N": "0"},
        "first_amount": {"N": "0"},
        "follows": goal["version"],
    }
    table.put_item(
        TableName=TABLE,
        Item=period,
        ConditionExpression="attribute_not_exists(PK) OR follows <= :base",
        ExpressionAttributeValues={":base": goal["version"]},
    )
    moved = {
        "cl": {"N": str(closed + 1)},
        "version": {"N": str(version + 1)},
        "due_at": {"S": due},
        "note": {"S": NOTE},
    }
    table.put_item(
        TableName=TABLE,
        Item={**goal, **moved},
        ConditionExpression="version = :before",
        ExpressionAttributeValues={":before": goal["version"]},
    )
