"""DynamoDB as the functions see it: the real engine's answers, heard once and given again as fast as can be.

And an event bus that takes everything.
"""

import http.client
import itertools
import json
import re
import socket
import ssl
import threading
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

_OPERATION: Final = re.compile(rb"(?i)\r\nx-amz-target: *\w+\.(\w+)")
_LENGTH: Final = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")

_CLIENT_APP: Final = b'"APP#'
READS: Final = frozenset({"GetItem", "BatchGetItem", "Query"})
METERED: Final = READS | {"PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"}


@dataclass
class Heard:
    """What the engine answered to the calls of one invocation: by operation and body, and by operation in order."""

    exact: dict[tuple[str, bytes], list[bytes]] = field(default_factory=lambda: defaultdict(list))
    in_order: dict[str, list[bytes]] = field(default_factory=lambda: defaultdict(list))
    read: float = 0.0
    written: float = 0.0
    """Capacity units, as the engine counts them."""

    def add(self, operation: str, body: bytes, answer: bytes, units: float) -> None:
        """Add an answer, and what the call consumed."""
        self.exact[operation, body].append(answer)
        self.in_order[operation].append(answer)
        if operation in READS:
            self.read += units
        else:
            self.written += units

    @property
    def calls(self) -> Counter[str]:
        """How often each operation was called."""
        return Counter({operation: len(answers) for operation, answers in self.in_order.items()})


class Endpoint:
    """An address that takes DynamoDB's calls; with a `context` over TLS.

    While it listens, every call goes on to the engine; then it repeats what it heard.
    """

    def __init__(self, engine: str, context: ssl.SSLContext | None = None) -> None:
        """Stand before the engine at the URL `engine`."""
        self.calls: Counter[str] = Counter()
        self._engine = urlsplit(engine).netloc
        self._context = context
        self._heard: Heard | None = None
        self._client_apps: dict[bytes, bytes] = {}
        self._exact: dict[tuple[str, bytes], Iterator[bytes]] = {}
        self._in_order: dict[str, Iterator[bytes]] = {}
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        self.address = f"http{'s' if context else ''}://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def listen(self) -> Heard:
        """Hand on what comes from now on, and hear the answers."""
        self._heard = Heard()
        return self._heard

    def repeat(self, heard: Heard) -> None:
        """Give these answers from now on: the same call's, else (ids and instants move on) its operation's next one.

        After the last they start over.
        """
        self.calls = Counter()
        self._heard = None
        self._exact = {call: itertools.cycle(answers) for call, answers in heard.exact.items()}
        self._in_order = {operation: itertools.cycle(answers) for operation, answers in heard.in_order.items()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.close()

    def _client_app(self, operation: str, body: bytes) -> bytes:
        """Give whose a client is, which a function asks once a minute: it belongs to no request."""
        if body not in self._client_apps:
            self._client_apps[body], _ = self._ask_engine(operation, body)
        return self._client_apps[body]

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                # Without it the first answer over TLS waits 40 ms for an acknowledgement.
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError):  # a function may end at any time
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                self._answer_all(connection)

    def _answer_all(self, connection: socket.socket) -> None:
        received = b""
        while True:
            while (end := received.find(b"\r\n\r\n")) < 0:
                part = connection.recv(65536)
                if not part:
                    return
                received += part
            length = _LENGTH.search(received, 0, end)
            operation = _OPERATION.search(received, 0, end)
            size = end + 4 + (int(length[1]) if length else 0)
            while len(received) < size:
                received += connection.recv(65536)
            body, received = received[end + 4 : size], received[size:]
            connection.sendall(self._answer(operation[1].decode() if operation else "", body))

    def _answer(self, operation: str, body: bytes) -> bytes:
        if _CLIENT_APP in body:
            return self._client_app(operation, body)
        heard = self._heard
        if heard is not None:
            answer, units = self._ask_engine(operation, body)
            with self._lock:
                heard.add(operation, body, answer, units)
            return answer
        with self._lock:
            self.calls[operation] += 1
            if operation == "PutEvents":
                return _taken(body)
            answers = self._exact.get((operation, body)) or self._in_order.get(operation)
            return next(answers) if answers else _formed(500, b'{"__type": "never heard"}')

    def _ask_engine(self, operation: str, body: bytes) -> tuple[bytes, float]:
        connection = http.client.HTTPConnection(self._engine, timeout=60)
        headers = {
            "Content-Type": "application/x-amz-json-1.0",
            "X-Amz-Target": f"DynamoDB_20120810.{operation}",
            "X-Amz-Date": "20270101T000000Z",
            # The engine wants a call to be signed and checks no signature.
            "Authorization": "AWS4-HMAC-SHA256 Credential=local/20270101/eu-west-1/dynamodb/aws4_request, "
            "SignedHeaders=host;x-amz-date, Signature=local",
        }
        metered = json.dumps(json.loads(body) | {"ReturnConsumedCapacity": "TOTAL"}) if operation in METERED else body
        connection.request("POST", "/", metered, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        connection.close()
        consumed = said.pop("ConsumedCapacity", [])
        units = sum(one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed]))
        return _formed(answer.status, json.dumps(said, separators=(",", ":")).encode()), units


def _taken(body: bytes) -> bytes:
    """Return the answer of a bus that takes all entries."""
    entries = [{"EventId": f"{number:032x}"} for number, _ in enumerate(json.loads(body)["Entries"])]
    return _formed(200, json.dumps({"FailedEntryCount": 0, "Entries": entries}).encode())


def _formed(status: int, content: bytes) -> bytes:
    """Return an answer with the headers that DynamoDB sends."""
    lines = (
        f"HTTP/1.1 {status} {http.client.responses[status]}",
        "Server: Server",
        "Date: Fri, 01 Jan 2027 00:00:00 GMT",
        "Content-Type: application/x-amz-json-1.0",
        f"Content-Length: {len(content)}",
        "Connection: keep-alive",
        "x-amzn-RequestId: VVQ8F9JRQK1NGR1O8VSQGGP3O3VV4KQNSO5AEMVJF66Q9ASUAAJG",
        f"x-amz-crc32: {zlib.crc32(content)}",
    )
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content
