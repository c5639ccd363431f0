"""The reference transport: a boto3 client."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, HTTPClientError, SSLError

from savings.dynamodb.transport import NoAnswer, NotSent, ServiceError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class ByBoto3:
    """Calls by way of a boto3 client that repeats nothing."""

    def __init__(self, client: "DynamoDBClient") -> None:
        methods = client.meta.method_to_api_mapping
        self._methods = {operation: getattr(client, method) for method, operation in methods.items()}

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call, as `Transport` promises."""
        try:
            answer: dict[str, Any] = self._methods[operation](**request)
        except ClientError as failure:
            response: Any = failure.response
            raise ServiceError(operation, response["ResponseMetadata"]["HTTPStatusCode"], response) from failure
        except (ConnectTimeoutError, EndpointConnectionError) as failure:
            raise NotSent(operation) from failure
        except (HTTPClientError, SSLError) as failure:
            raise NoAnswer(operation) from failure
        return answer
