"""The table as data: the CDK app synthesizes it, tests and the local stack create it, and a test compares them."""

from datetime import timedelta
from typing import Any, Final

DUE_INDEX: Final = "due"
SHARDS: Final = 64
TTL_ATTRIBUTE: Final = "expires_at"

TABLE: Final[dict[str, Any]] = {
    "KeySchema": [
        {"AttributeName": "PK", "KeyType": "HASH"},
        {"AttributeName": "SK", "KeyType": "RANGE"},
    ],
    "AttributeDefinitions": [
        {"AttributeName": "PK", "AttributeType": "S"},
        {"AttributeName": "SK", "AttributeType": "S"},
        {"AttributeName": "due_shard", "AttributeType": "S"},
        {"AttributeName": "due_at", "AttributeType": "S"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": DUE_INDEX,
            "KeySchema": [
                {"AttributeName": "due_shard", "KeyType": "HASH"},
                {"AttributeName": "due_at", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "BillingMode": "PAY_PER_REQUEST",
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
}

STREAM_KEPT: Final = timedelta(hours=24)
"""For how long DynamoDB keeps a record of a stream."""

# A write that has something to publish puts its note on the item, one that has nothing removes it:
# a note in a new image is therefore always a new note, and no other record reaches the publisher.
STREAM_FILTER: Final[dict[str, Any]] = {
    "eventName": ["INSERT", "MODIFY"],
    "dynamodb": {"NewImage": {"note": {"S": [{"exists": True}]}}},
}
