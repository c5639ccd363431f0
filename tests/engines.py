"""Clients for the engines that the tests run on."""

from typing import TYPE_CHECKING, Final

import boto3
from botocore.config import Config

from local.engine import Shortcut

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

REGION: Final = "eu-west-1"

# No test may meet an account of the person who runs it, nor wait for one.
ENVIRONMENT: Final = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_REGION": REGION,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}


def connect(endpoint: str) -> "DynamoDBClient":
    """Return a client of the engine at `endpoint`; it does not retry, so that a test sees what the engine said."""
    client = boto3.client(
        "dynamodb",
        endpoint_url=endpoint,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",
        config=Config(retries={"total_max_attempts": 1}),
    )
    Shortcut(endpoint).take(client.meta.events)
    return client
