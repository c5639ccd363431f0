"""A service on this machine that answers each request with the next thing of a script."""

import socket
import ssl
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

CLOSE: Final = b""
"""The connection is closed instead of an answer."""
SILENCE: Final = None
"""Nothing is said, and the connection stays open."""


@dataclass
class Scripted:
    """What was asked, over which connections; `script` is worked off by all of them together."""

    script: list[bytes | None]
    requests: list[tuple[int, str]] = field(default_factory=list)
    connections: int = 0
    port: int = 0

    def serve(self, listening: socket.socket, tls: ssl.SSLContext | None) -> None:
        while True:
            try:
                connection = listening.accept()[0]
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._converse, args=(connection, self.connections, tls), daemon=True).start()

    def _converse(self, connection: socket.socket, number: int, tls: ssl.SSLContext | None) -> None:
        try:
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            heard = tls.wrap_socket(connection, server_side=True) if tls else connection
            while request := _read(heard):
                self.requests.append((number, request))
                answer = self.script.pop(0)
                if answer is None:
                    continue
                if not answer:
                    break
                heard.sendall(answer)
                if b"connection: close" in answer.lower():
                    break
            heard.close()
        except OSError:
            connection.close()


def _read(connection: socket.socket) -> str:
    """Return a whole request; empty at the end of the connection."""
    text = b""
    while b"\r\n\r\n" not in text:
        part = connection.recv(65_536)
        if not part:
            return ""
        text += part
    head, _, body = text.partition(b"\r\n\r\n")
    (length,) = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
    while len(body) < length:
        body += connection.recv(65_536)
    return (head + b"\r\n\r\n" + body).decode()


@contextmanager
def scripted(script: Sequence[bytes | None], tls: ssl.SSLContext | None = None) -> Iterator[Scripted]:
    """Serve on a free port until the end."""
    service = Scripted(list(script))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        service.port = listening.getsockname()[1]
        threading.Thread(target=service.serve, args=(listening, tls), daemon=True).start()
        yield service
        # Wakes the thread that waits for a connection; closing alone would not.
        listening.shutdown(socket.SHUT_RDWR)


def answer(status: int, body: str | bytes, **headers: str) -> bytes:
    """Return an answer as DynamoDB sends it."""
    content = body if isinstance(body, bytes) else body.encode()
    lines = {"Content-Type": "application/x-amz-json-1.0", "Content-Length": str(len(content))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} Whatever\r\n{head}\r\n".encode() + content
