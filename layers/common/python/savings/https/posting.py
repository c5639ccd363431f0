"""A POST to a server that somebody else has named: it cannot reach our own net, and takes a bounded time.

An address is asked for once, proven to be public, and is the one that is connected to: a name that leads elsewhere a
moment later gains nothing. No redirect is followed, no proxy asked, and an answer is read no further than it is needed.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final

from savings.domain.addresses import is_public

AGENT: Final = "SavingsGoals-Webhooks/1"
SECONDS: Final = 5
"""What a call may take: name, connection, TLS, request, and the first line of the answer."""
_ADDRESSES: Final = 3
"""So many addresses of a name are tried, at most."""
_HEAD: Final = 16_384
"""Bytes of an answer that are read at most."""
_URL: Final = re.compile(
    r"(?P<scheme>https?)://(?P<authority>(?:\[(?P<six>[0-9a-fA-F:.]+)\]|(?P<name>[A-Za-z0-9.-]+))(?::(?P<port>[0-9]{1,5}))?)"
    r"(?P<path>[/?][!-\"$-~]*)?"
)
_STATUS: Final = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})(?: .*)?")
_GONE: Final = 410
_WAITS: Final = frozenset({429, 503})
"""The answers that may say when to come again."""

Found = tuple[Any, tuple[Any, ...]]
"""The family of an address, and the address as a socket takes it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a call came to: the status of an answer, or a word for why there is none."""

    status: int | None
    word: str
    retry_after: int = 0
    """Seconds for which the server wants no other call."""

    @property
    def is_taken(self) -> bool:
        """Whether the server has taken the message."""
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """Whether the server wants no message any more."""
        return self.status == _GONE

    @property
    def is_down(self) -> bool:
        """Whether the server takes no other message for now, either."""
        return self.status is None or self.status >= 500 or self.status in _WAITS


class NoAnswer(Exception):
    """The server gave no answer; the text is a word for why."""


def resolve(host: str, port: int) -> list[Found]:
    """Return the addresses of a host. Raises OSError for one that is unknown."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return [(family, address) for family, _, _, _, address in found]


class Poster:
    """Posts to servers with public addresses over HTTPS; with `anywhere` to every server, also without TLS."""

    def __init__(
        self,
        *,
        anywhere: bool = False,
        seconds: float = SECONDS,
        tls: Callable[[], ssl.SSLContext] = ssl.create_default_context,
        resolve: Callable[[str, int], list[Found]] = resolve,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._anywhere = anywhere
        self._seconds = seconds
        self._make_tls = tls
        self._resolve = resolve
        self._now = now

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Make one call, and return what came of it."""
        deadline = _Deadline(self._now, self._seconds)
        try:
            return self._post(url, headers, body, deadline)
        except (NoAnswer, OSError) as failure:
            return Answer(None, _word(failure))

    def _post(self, url: str, headers: Mapping[str, str], body: bytes, deadline: "_Deadline") -> Answer:
        parts = _URL.fullmatch(url)
        if parts is None or not (self._anywhere or parts["scheme"] == "https"):
            raise NoAnswer("url")
        is_encrypted = parts["scheme"] == "https"
        host, port = parts["six"] or parts["name"], int(parts["port"] or (443 if is_encrypted else 80))
        with _connected(self._addresses(host, port, deadline), deadline) as plain:
            connection = self._encrypted(plain, host, deadline) if is_encrypted else plain
            with connection:
                fields = {
                    "Host": parts["authority"],
                    "User-Agent": AGENT,
                    "Content-Length": str(len(body)),
                    **headers,
                    "Connection": "close",
                }
                head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
                _send(connection, f"POST {_path(parts['path'])} HTTP/1.1\r\n{head}\r\n".encode() + body, deadline)
                return _Reading(connection, deadline).answer()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """How connections are encrypted: whom the machine trusts takes long to read."""
        return self._make_tls()

    def _encrypted(self, connection: socket.socket, host: str, deadline: "_Deadline") -> ssl.SSLSocket:
        connection.settimeout(deadline.left())
        return self._tls.wrap_socket(connection, server_hostname=host)

    def _addresses(self, host: str, port: int, deadline: "_Deadline") -> list[Found]:
        """Return the addresses of a host. Raises NoAnswer where even one of them may not be called."""
        found = _in_time(lambda: self._resolve(host, port), deadline)
        if not self._anywhere and not all(is_public(str(address[0])) for _, address in found):
            raise NoAnswer("private address")
        return found[:_ADDRESSES]


class _Deadline:
    def __init__(self, now: Callable[[], float], seconds: float) -> None:
        self._now = now
        self._end = now() + seconds

    def left(self) -> float:
        """Return the seconds that are left. Raises TimeoutError where none are."""
        left = self._end - self._now()
        if left <= 0:
            raise TimeoutError
        return left


def _in_time(ask: Callable[[], list[Found]], deadline: _Deadline) -> list[Found]:
    """Return what the system's resolver says, which knows no deadline of ours. Raises TimeoutError, or as it does."""
    answers: SimpleQueue[list[Found] | OSError] = SimpleQueue()

    def put() -> None:
        try:
            answers.put(ask())
        except OSError as failure:
            answers.put(failure)
        except ValueError:
            answers.put(socket.gaierror("no name"))  # what no label of a name can be

    Thread(target=put, daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, OSError):
        raise answer
    return answer


def _connected(addresses: list[Found], deadline: _Deadline) -> socket.socket:
    """Return a connection to the first address that takes one; each has its share of the time."""
    failure: OSError = socket.gaierror("no address")
    for tried, (family, address) in enumerate(addresses):
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            connection.settimeout(deadline.left() / (len(addresses) - tried))
            connection.connect(address)
        except OSError as failed:
            connection.close()
            failure = failed
        else:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connection
    raise failure


def _path(written: str | None) -> str:
    return written if written and written.startswith("/") else f"/{written or ''}"


def _send(connection: socket.socket, request: bytes, deadline: _Deadline) -> None:
    rest = memoryview(request)
    while rest:
        connection.settimeout(deadline.left())
        rest = rest[connection.send(rest) :]


class _Reading:
    """Reads the lines of an answer, as long as there is time."""

    def __init__(self, connection: socket.socket, deadline: _Deadline) -> None:
        self._connection = connection
        self._deadline = deadline
        self._kept = b""
        self._read = 0

    def answer(self) -> Answer:
        """Return the answer, after any that only say that it is on its way."""
        while (status := self._status()) < 200:
            self._fields()
        return Answer(status, str(status), self._retry_after() if status in _WAITS else 0)

    def _status(self) -> int:
        line = _STATUS.fullmatch(self._line())
        if line is None:
            raise NoAnswer("not http")
        return int(line[1])

    def _fields(self) -> dict[bytes, bytes]:
        fields: dict[bytes, bytes] = {}
        while line := self._line():
            name, _, value = line.partition(b":")
            fields[name.lower()] = value.strip()
        return fields

    def _retry_after(self) -> int:
        """Return the seconds that the server asks for; a date says nothing to us, nor does what comes too late."""
        with suppress(NoAnswer, OSError):
            value = self._fields().get(b"retry-after", b"")
            return int(value) if re.fullmatch(rb"[0-9]{1,6}", value) else 0
        return 0

    def _line(self) -> bytes:
        while b"\n" not in self._kept:
            self._connection.settimeout(self._deadline.left())
            read = self._connection.recv(1024)
            self._read += len(read)
            if not read or self._read > _HEAD:
                raise NoAnswer("not http" if self._read else "closed")
            self._kept += read
        line, _, self._kept = self._kept.partition(b"\n")
        return line.removesuffix(b"\r")


_WORDS: Final[tuple[tuple[type[OSError], str], ...]] = (
    (TimeoutError, "timeout"),
    (socket.gaierror, "unknown host"),
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "tls"),
)


def _word(failure: Exception) -> str:
    if isinstance(failure, NoAnswer):
        return str(failure)
    return next((word for kind, word in _WORDS if isinstance(failure, kind)), "unreachable")
