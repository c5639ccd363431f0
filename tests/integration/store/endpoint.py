"""A table that is unwell: an endpoint on this machine that answers nothing, or the wrong thing, to the real client."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Answers = Callable[[socket.socket], None]


@dataclass
class Endpoint:
    """Where the client thinks that DynamoDB is; `operations` are those that it was asked for."""

    url: str
    operations: list[str] = field(default_factory=list)


def silence(connection: socket.socket) -> None:
    """Never answer, until the client goes away."""
    while connection.recv(65536):
        pass


def reset(connection: socket.socket) -> None:
    """Break the connection off."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")


def error(code: str, status: int) -> Answers:
    """Return what answers with an error of DynamoDB."""
    body = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{code}", "message": "unwell"}).encode()
    head = [f"HTTP/1.1 {status} X", "Content-Type: application/x-amz-json-1.0", f"Content-Length: {len(body)}"]
    whole = "\r\n".join([*head, "Connection: close", "", ""]).encode() + body

    def answer(connection: socket.socket) -> None:
        connection.sendall(whole)

    return answer


@contextmanager
def unwell(answers: Answers) -> Iterator[Endpoint]:
    """Listen on 127.0.0.1, and treat each request as `answers` does; each connection carries one request."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        endpoint = Endpoint(f"http://127.0.0.1:{server.getsockname()[1]}")

        def serve() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=treat, args=(connection,), daemon=True).start()

        def treat(connection: socket.socket) -> None:
            with connection:
                try:
                    endpoint.operations.append(_operation(connection))
                    answers(connection)
                except OSError:
                    return

        listening = threading.Thread(target=serve, daemon=True)
        listening.start()
        yield endpoint
        server.shutdown(socket.SHUT_RDWR)
        listening.join()


def _operation(connection: socket.socket) -> str:
    """Read a whole request; return the operation that its header names."""
    with connection.makefile("rb") as stream:
        length, operation = 0, ""
        while line := stream.readline().strip():
            name, _, value = line.decode().partition(": ")
            if name.lower() == "content-length":
                length = int(value)
            if name.lower() == "x-amz-target":
                operation = value.partition(".")[2]
        stream.read(length)
    return operation
