"""Kept HTTP/1.1 connections to one endpoint, for any number of threads; they are closed when nobody has them."""

import select
import socket
import ssl
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedReader
from types import SimpleNamespace
from typing import Final

from savings.dynamodb.surroundings import Endpoint
from savings.dynamodb.transport import NoAnswer, NotSent

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
            with connection.makefile("rb") as reader:
                answer, will_close = _usual(reader) or _any(reader)
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
            connection = socket.create_connection((self._endpoint.host, self._endpoint.port), self._connect)
        except OSError as failure:
            raise NotSent from failure
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_hostname=self._endpoint.host)
            connection.settimeout(self._answer)
        except ssl.SSLCertVerificationError:
            # Somebody else answers there; another try would not help.
            connection.close()
            raise
        except OSError as failure:
            connection.close()
            raise NotSent from failure
        return connection


def _usual(reader: BufferedReader) -> tuple[Answer, bool] | None:
    """Read an answer as DynamoDB writes it, and whether it is the last one there; nothing where it is another one.

    The standard library reads headers as those of an e-mail, which takes longer than to sign the request.
    """
    said = reader.peek()
    end = said.find(b"\r\n\r\n")
    first, *lines = said[: max(end, 0)].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    length = headers.get("content-length", "")
    if not first.startswith("HTTP/1.1 ") or not length.isdecimal() or "transfer-encoding" in headers:
        return None
    reader.read(end + 4)
    content = reader.read(int(length))
    if len(content) < int(length):
        raise NoAnswer
    return Answer(int(first[9:12]), headers, content), headers.get("connection") == "close"


def _any(reader: BufferedReader) -> tuple[Answer, bool]:
    """Read an answer in any form that HTTP/1.1 has. Raises NoAnswer for what is none."""
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
