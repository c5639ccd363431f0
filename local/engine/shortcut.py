"""A short way to an engine on this machine, with boto3's clients and without them.

botocore checks and serializes every call and reads every answer as always. What it does in between (signing, finding
the endpoint, retrying, pooling) costs several times what the engine needs; here the bytes take a kept connection.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.awsrequest import AWSResponse
from botocore.parsers import create_parser

from savings.dynamodb.connections import Answer, Connections
from savings.dynamodb.surroundings import endpoint as address_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.hooks import BaseEventHooks
    from botocore.model import OperationModel

_SECONDS: Final = 60.0
# Engines want a call to be signed; none of them checks the signature.
_SIGNED: Final = {
    "X-Amz-Date": "20270101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=local/20270101/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=local",
}


class Refused(Exception):
    """The engine refused a call; `code` is its word for why."""

    def __init__(self, target: str, answer: Mapping[str, Any]) -> None:
        super().__init__(target, answer)
        self.code = str(answer.get("__type", "")).rpartition("#")[2]


class Shortcut:
    """The way to the engine at `endpoint`, from any thread; connections are closed when no client has it any more."""

    def __init__(self, endpoint: str) -> None:
        """Open nothing yet: a connection is made when a call finds none idle."""
        at = address_of({"AWS_ENDPOINT_URL_DYNAMODB": endpoint})
        self._signed = {**_SIGNED, "Host": at.authority}
        self._connections = Connections(at, None, _SECONDS, _SECONDS)
        self._parser = create_parser("json")

    def take(self, events: "BaseEventHooks") -> None:
        """Lead a client's calls of DynamoDB to the engine, or those of every client that a session makes from now on.

        Whoever else answers a call before it is sent (`before-call`) goes first.
        """
        events.register_last("before-call.dynamodb", cast("Callable[..., None]", self._call))

    def call(self, target: str, request: Mapping[str, Any]) -> Any:
        """Make a call by its whole name and return its answer as it is in JSON. Raises Refused."""
        headers = {"Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": target}
        heard = self._post(headers, json.dumps(request).encode())
        answer = json.loads(heard.content)
        if heard.status != 200:
            raise Refused(target, answer)
        return answer

    def forward(self, headers: Mapping[str, str], body: bytes) -> Answer:
        """Make a call as it came, and return its answer, whatever that is."""
        return self._post(headers, body)

    def scan(self, **request: Any) -> Iterator[dict[str, Any]]:
        """Yield the items of a whole table or index, as they are in JSON."""
        while True:
            page = self.call("DynamoDB_20120810.Scan", request)
            yield from page["Items"]
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    def _call(self, model: "OperationModel", params: dict[str, Any], **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        heard = self._post(params["headers"], params["body"])
        answer: Any = {"body": heard.content, "headers": dict(heard.headers), "status_code": heard.status}
        parsed = self._parsed(answer, model.output_shape)
        error = model.service_model.shape_for_error_code(parsed["Error"]["Code"]) if "Error" in parsed else None
        if error is not None:
            parsed |= self._parsed(answer, error)
        return AWSResponse(params["url"], heard.status, answer["headers"], None), parsed

    def _parsed(self, answer: dict[str, Any], shape: Any) -> dict[str, Any]:
        parsed: dict[str, Any] = self._parser.parse(answer, shape)
        return parsed

    def _post(self, headers: Mapping[str, str], body: bytes) -> Answer:
        sent = {**headers, **self._signed, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
        return self._connections.post(f"POST / HTTP/1.1\r\n{lines}\r\n".encode("latin-1"), body, is_repeatable=False)
