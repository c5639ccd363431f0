"""Kept HTTP/1.1 connections to one endpoint, for any number of threads; they are closed when nobody has them."""

import select
import socket
import ssl
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from types import SimpleNamespace
from typing import Any, Final

from savings.dynamodb.surroundings import Endpoint
from savings.dynamodb.transport import NoAnswer, NotSent

_AT_ONCE: Final = 65_536
"""Bytes that are read at once, at most."""
_AFTER_THE_HANDSHAKE: Final = (ssl.SSLWantReadError, BlockingIOError)


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request; the names of the headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    content: bytes


class Connections:
    """Opens a connection where none is idle; `connect` and `answer` are the seconds to open one and to hear on it."""

    def __init__(self, endpoint: Endpoint, tls: ssl.SSLContext | None, connect: float, answer: float) -> None:
        self._endpoint = endpoint
        self._tls = tls
        self._connect = connect
        self._answer = answer
        self._idle: list[socket.socket] = []
        weakref.finalize(self, _close, self._idle)

    def open(self) -> None:
        """Open one connection ahead of the first call."""
        self._idle.append(self._new())

    def post(self, head: bytes, body: bytes, *, is_repeatable: bool) -> Answer:
        """Send a request and return its answer. Raises NotSent and NoAnswer.

        A kept connection may have been closed by the other side at this very instant: what is repeatable is then sent
        again, over a new one.
        """
        kept = self._kept()
        if kept is not None and is_repeatable:
            try:
                return self._exchange(kept, head, body)
            except NoAnswer as failure:
                if not isinstance(failure.__cause__, ConnectionError):
                    raise
                kept = None
        return self._exchange(kept or self._new(), head, body)

    def _exchange(self, connection: socket.socket, head: bytes, body: bytes) -> Answer:
        try:
            connection.sendall(head + body)
            answer, will_close = _read(connection)
        except OSError as failure:
            connection.close()
            raise NoAnswer from failure
        except BaseException:
            connection.close()
            raise
        if will_close:
            connection.close()
        else:
            self._idle.append(connection)
        return answer

    def _kept(self) -> socket.socket | None:
        while True:
            try:
                connection = self._idle.pop()
            except IndexError:
                return None
            if _is_open(connection):
                return connection
            connection.close()

    def _new(self) -> socket.socket:
        try:
            # As bytes: for text Python loads the rules of international names.
            host = self._endpoint.host.encode()
            connection = socket.create_connection((host, self._endpoint.port), self._connect)  # type: ignore[arg-type]
        except OSError as failure:
            raise NotSent from failure
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_hostname=host)
            connection.settimeout(self._answer)
        except ssl.SSLCertVerificationError:
            # Somebody else answers there; another try would not help.
            connection.close()
            raise
        except OSError as failure:
            connection.close()
            raise NotSent from failure
        return connection


def _read(connection: socket.socket) -> tuple[Answer, bool]:
    """Read an answer, and whether it is the last one there. Raises NoAnswer for what is none.

    An answer as DynamoDB writes it is read here: the standard library reads headers as those of an e-mail, which takes
    longer than to sign the request. It reads all others.
    """
    said = connection.recv(_AT_ONCE)
    end = said.find(b"\r\n\r\n")
    first, *lines = said[: max(end, 0)].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = headers.get("content-length", "")
    if not first.startswith("HTTP/1.1 ") or not length.isdecimal() or "transfer-encoding" in headers:
        return _read_unusual(BufferedReader(_Replayed(said, connection)))
    begins, ends = end + 4, end + 4 + int(length)
    parts, missing = [said[begins:ends]], ends - len(said)
    while missing > 0:
        parts.append(connection.recv(min(missing, _AT_ONCE)))
        if not parts[-1]:
            raise NoAnswer
        missing -= len(parts[-1])
    # Whoever says more than the answer is not understood any more.
    return Answer(int(first[9:12]), headers, b"".join(parts)), headers.get("connection") == "close" or missing < 0


class _Replayed(RawIOBase):
    """What was read of a connection already, and what comes after it."""

    def __init__(self, said: bytes, connection: socket.socket) -> None:
        self._said = said
        self._connection = connection

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        count = len(buffer)
        if not self._said:
            return self._connection.recv_into(buffer)
        now, self._said = self._said[:count], self._said[count:]
        buffer[: len(now)] = now
        return len(now)


def _read_unusual(reader: BufferedReader) -> tuple[Answer, bool]:
    # Slow to import, and DynamoDB writes nothing that needs it.
    from http.client import HTTPException, HTTPResponse  # noqa: PLC0415

    try:
        with HTTPResponse(SimpleNamespace(makefile=lambda _: reader), method="POST") as response:  # type: ignore[arg-type]
            response.begin()
            content = response.read()
    except HTTPException as failure:
        raise NoAnswer from failure
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, headers, content), response.will_close


def _close(connections: list[socket.socket]) -> None:
    for connection in connections:
        connection.close()


def _is_open(connection: socket.socket) -> bool:
    """Whether the other side has not closed an idle connection; it says nothing there but, with TLS, for itself."""
    said = select.poll()
    said.register(connection, select.POLLIN)
    if not said.poll(0):
        return True
    seconds = connection.gettimeout()
    connection.settimeout(0)
    try:
        connection.recv(1)
    except _AFTER_THE_HANDSHAKE:
        connection.settimeout(seconds)
        return True
    except OSError:
        return False
    return False
