"""A short way from boto3's clients to an engine on this machine.

botocore checks and serializes every call and reads every answer as always. What it does in between (signing, finding
the endpoint, retrying, pooling) costs several times what the engine needs; here the bytes take a kept connection.
"""

import select
import socket
import weakref
from http.client import HTTPResponse
from typing import TYPE_CHECKING, Any, Final, cast
from urllib.parse import urlsplit

from botocore.awsrequest import AWSResponse
from botocore.parsers import create_parser

if TYPE_CHECKING:
    from collections.abc import Callable

    from botocore.hooks import BaseEventHooks
    from botocore.model import OperationModel

_SECONDS: Final = 60.0
_SERVICES: Final = ("dynamodb", "dynamodb-streams")
# Engines want a call to be signed; none of them checks the signature.
_SIGNED: Final = {
    "X-Amz-Date": "20270101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=local/20270101/eu-west-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=local",
}


class Shortcut:
    """The way to the engine at `endpoint`, from any thread; connections are closed when no client has it any more."""

    def __init__(self, endpoint: str) -> None:
        """Open nothing yet: a connection is made when a call finds none idle."""
        address = urlsplit(endpoint)
        self._address = (address.hostname or "", address.port or 80)
        self._host = address.netloc
        self._idle: list[socket.socket] = []
        weakref.finalize(self, _close, self._idle)
        self._parser = create_parser("json")

    def take(self, events: "BaseEventHooks") -> None:
        """Lead the calls of a client to the engine, or those of every client that a session makes from now on.

        Whoever else answers a call before it is sent (`before-call`) goes first.
        """
        for service in _SERVICES:
            events.register_last(f"before-call.{service}", cast("Callable[..., None]", self._call))

    def _call(self, model: "OperationModel", params: dict[str, Any], **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        body: bytes = params["body"]
        headers = {**params["headers"], **_SIGNED, "Host": self._host, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        status, heard, content = self._send(f"POST / HTTP/1.1\r\n{lines}\r\n".encode("latin-1") + body)
        answer: Any = {"body": content, "headers": heard, "status_code": status}
        parsed = self._parsed(answer, model.output_shape)
        error = model.service_model.shape_for_error_code(parsed["Error"]["Code"]) if "Error" in parsed else None
        if error is not None:
            parsed |= self._parsed(answer, error)
        return AWSResponse(params["url"], status, answer["headers"], None), parsed

    def _parsed(self, answer: dict[str, Any], shape: Any) -> dict[str, Any]:
        parsed: dict[str, Any] = self._parser.parse(answer, shape)
        return parsed

    def _send(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        connection = self._connection()
        try:
            connection.sendall(request)
            with HTTPResponse(connection, method="POST") as response:
                response.begin()
                content = response.read()
        except BaseException:
            connection.close()
            raise
        if response.will_close:
            connection.close()
        else:
            self._idle.append(connection)
        return response.status, dict(response.headers), content

    def _connection(self) -> socket.socket:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                connection = socket.create_connection(self._address, _SECONDS)
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            if not _was_closed(connection):
                return connection
            connection.close()


def _was_closed(connection: socket.socket) -> bool:
    # Between two calls there is nothing to read but the end.
    end = select.poll()
    end.register(connection, select.POLLIN)
    return bool(end.poll(0))


def _close(connections: list[socket.socket]) -> None:
    for connection in connections:
        connection.close()
