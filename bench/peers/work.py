"""What the two routes have to do, as DynamoDB's calls: read one goal; record one action of it."""

import os
import time
import uuid
from typing import Any

TABLE = os.environ["TABLE_NAME"]
RECORD = "POST /goals/v1/savings/{goal_id}/actions"


class NotCovered(Exception):
    """The goal or the account has less than the action takes."""


def read(event: dict[str, Any]) -> dict[str, Any]:
    """Return the call that reads the goal which the request names."""
    client = event["requestContext"]["authorizer"]["jwt"]["claims"]["client_id"]
    partition = f"T#{client}#C#{event['headers']['x-customer-id']}"
    number = int(event["pathParameters"]["goal_id"])
    return {
        "TableName": TABLE,
        "Key": {"PK": {"S": partition}, "SK": {"S": f"GOAL#{number:016d}"}},
        "ConsistentRead": True,
    }


def record(goal: dict[str, Any], amount: int, direction: str) -> dict[str, Any]:
    """Return the call that records an action: the action, the goal under its version, the account's residual.

    Raises NotCovered.
    """
    if direction == "debit":
        amount = -amount
    if int(goal["am"]["N"]) + amount < 0 if "am" in goal else amount < 0:
        raise NotCovered
    number = int(time.time() * 1000) << 12
    key = {"PK": goal["PK"], "SK": {"S": f"ACTION#{goal['SK']['S'][5:]}#{number:016d}"}}
    action = {**key, "amount": {"N": str(abs(amount))}, "direction": {"S": direction}, "version": {"N": "1"}}
    client = goal["PK"]["S"].split("#")[1]
    account = {"PK": {"S": f"T#{client}#H#{goal['hh']['S']}"}, "SK": {"S": f"ACCOUNT#{int(goal['ac']['N']):016d}"}}
    moved = {":amount": {"N": str(amount)}, ":one": {"N": "1"}}
    return {
        "ClientRequestToken": str(uuid.uuid4()),
        "TransactItems": [
            {"Put": {"TableName": TABLE, "Item": action, "ConditionExpression": "attribute_not_exists(PK)"}},
            {
                "Update": {
                    "TableName": TABLE,
                    "Key": {"PK": goal["PK"], "SK": goal["SK"]},
                    "UpdateExpression": "SET version = version + :one ADD am :amount, cu :amount",
                    "ConditionExpression": "version = :version",
                    "ExpressionAttributeValues": {**moved, ":version": goal["version"]},
                }
            },
            {
                "Update": {
                    "TableName": TABLE,
                    "Key": account,
                    "UpdateExpression": "SET residual = residual - :amount, seq = seq + :one",
                    "ConditionExpression": "residual >= :amount",
                    "ExpressionAttributeValues": moved,
                }
            },
        ],
    }


def plain(goal: dict[str, Any]) -> dict[str, Any]:
    """Return the goal's answer, amounts in minor units."""
    return {
        "id": int(goal["SK"]["S"][5:]),
        "name": goal["nm"]["S"],
        "currency": goal["cy"]["S"],
        "status": goal["st"]["S"],
        "frequency": goal["fr"]["S"],
        "start_date": goal["sd"]["S"],
        "end_date": goal["ed"]["S"],
        "target_amount": int(goal["ta"]["N"]),
        "current_amount": int(goal.get("am", {"N": "0"})["N"]),
        "version": int(goal["version"]["N"]),
    }
