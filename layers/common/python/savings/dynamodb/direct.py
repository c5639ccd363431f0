"""The transport of the functions: signed JSON over kept connections, without the SDK's models."""

import json
import ssl
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any, Final

from savings.dynamodb.connections import Answer, Connections
from savings.dynamodb.signing import Credentials, Signer
from savings.dynamodb.surroundings import Endpoint
from savings.dynamodb.transport import NoAnswer, ServiceError

_READS: Final = frozenset({"GetItem", "BatchGetItem", "Query", "Scan"})
_OTHER_TIMES: Final = frozenset({"InvalidSignatureException", "RequestTimeTooSkewed", "RequestExpired"})
_MINUTES: Final = 4 * 60
"""Seconds that a clock may be wrong before a signature is refused for it; AWS refuses at five minutes."""

_dump: Final = json.JSONEncoder(separators=(",", ":"), default=lambda binary: b64encode(binary).decode()).encode


class Direct:
    """Calls DynamoDB at an endpoint; `connect` and `answer` are seconds, `now` is the instant as UNIX time.

    The instant is the machine's own, whatever the product's clock says: the service compares it with its clock.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        credentials: Callable[[], Credentials],
        tls: ssl.SSLContext | None,
        *,
        connect: float,
        answer: float,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._credentials = credentials
        self._signer = Signer(endpoint.region, endpoint.authority)
        self.connections = Connections(endpoint, tls, connect, answer)
        self._now = now
        self._ahead = 0.0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call, as `Transport` promises. A signature that is refused for its time is made again, once."""
        body = _dump(request).encode()
        try:
            return self._call(operation, body)
        except ServiceError as failure:
            if failure.code not in _OTHER_TIMES or not self._sets_its_clock(failure.response):
                raise
        return self._call(operation, body)

    def _call(self, operation: str, body: bytes) -> dict[str, Any]:
        instant = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime(self._now() + self._ahead))
        headers = self._signer.headers(self._credentials(), f"DynamoDB_20120810.{operation}", body, instant)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        head = f"POST / HTTP/1.1\r\n{lines}\r\n".encode("latin-1")
        return _read(operation, self.connections.post(head, body, is_repeatable=operation in _READS))

    def _sets_its_clock(self, response: Mapping[str, Any]) -> bool:
        """Whether the service's clock is another one than was thought; it is then followed."""
        said = response["ResponseMetadata"]["HTTPHeaders"].get("date")
        if not said:
            return False
        from email.utils import parsedate_to_datetime  # noqa: PLC0415  # slow to import, and seldom needed

        ahead = parsedate_to_datetime(said).timestamp() - self._now()
        differs = abs(ahead - self._ahead) > _MINUTES
        if differs:
            self._ahead = ahead
        return differs


def _read(operation: str, answer: Answer) -> dict[str, Any]:
    checksum = answer.headers.get("x-amz-crc32")
    if checksum is not None and int(checksum) != zlib.crc32(answer.content):
        raise NoAnswer(operation)
    try:
        members = json.loads(answer.content or b"{}")
    except ValueError as failure:
        if answer.status == 200:
            raise NoAnswer(operation) from failure
        members = {}
    if answer.status == 200:
        return members  # type: ignore[no-any-return]
    raise ServiceError(operation, answer.status, _refusal(answer, members))


def _refusal(answer: Answer, said: Any) -> dict[str, Any]:
    """Return an error as botocore has it: the kind without its namespace, the other members as they are."""
    members = dict(said) if isinstance(said, dict) else {}
    kind = str(members.pop("__type", answer.status)).partition(":")[0].rpartition("#")[2]
    message = members.pop("message", None) or members.pop("Message", "")
    metadata = {"HTTPStatusCode": answer.status, "HTTPHeaders": dict(answer.headers)}
    return {"Error": {"Code": kind, "Message": message}, "ResponseMetadata": metadata, **members}
