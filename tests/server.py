"""A server of somebody else's, as it is met in the world: it answers as it likes, or not at all."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

Serve = Callable[[socket.socket], None]


class Server:
    """Serves one connection after the other on this machine, and keeps what it was sent."""

    def __init__(self, serve: Serve, tls: ssl.SSLContext | None = None) -> None:
        self._serve = serve
        self._tls = tls
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.connections = 0
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listening.accept()
                self.connections += 1
                with suppress(OSError), connection:
                    shown = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
                    with shown:
                        self._serve(shown)

    def stop(self) -> None:
        """Take no more connections."""
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._thread.join(30)


@contextmanager
def served(serve: Serve, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve for as long as the block runs."""
    server = Server(serve, tls)
    try:
        yield server
    finally:
        server.stop()


def request_of(connection: socket.socket) -> bytes:
    """Return a request, read to its end."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += connection.recv(4096)
    head, _, body = read.partition(b"\r\n\r\n")
    fields = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    while len(body) < int(fields[b"content-length"]):
        body += connection.recv(4096)
    return head + b"\r\n\r\n" + body


def answering(answer: bytes, heard: list[bytes] | None = None) -> Serve:
    """Return what answers each request like this, and keeps what it heard."""

    def serve(connection: socket.socket) -> None:
        request = request_of(connection)
        if heard is not None:
            heard.append(request)
        connection.sendall(answer)

    return serve


def silent(connection: socket.socket) -> None:
    """Take the request and say nothing, until the caller goes."""
    while connection.recv(4096):
        pass
