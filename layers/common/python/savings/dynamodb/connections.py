"""Kept HTTP/1.1 connections to one endpoint, for any number of threads; they are closed when nobody has them."""

import select
import socket
import ssl
import weakref
from http.client import HTTPException, HTTPResponse
from typing import Final

from savings.dynamodb.surroundings import Endpoint
from savings.dynamodb.transport import NoAnswer, NotSent

_AFTER_THE_HANDSHAKE: Final = (ssl.SSLWantReadError, BlockingIOError)


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

    def post(self, head: bytes, body: bytes, *, is_repeatable: bool) -> tuple[HTTPResponse, bytes]:
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

    def _exchange(self, connection: socket.socket, head: bytes, body: bytes) -> tuple[HTTPResponse, bytes]:
        try:
            connection.sendall(head + body)
            with HTTPResponse(connection, method="POST") as response:
                response.begin()
                content = response.read()
        except (OSError, HTTPException) as failure:
            connection.close()
            raise NoAnswer from failure
        except BaseException:
            connection.close()
            raise
        if response.will_close:
            connection.close()
        else:
            self._idle.append(connection)
        return response, content

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
