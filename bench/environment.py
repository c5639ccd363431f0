"""One execution environment: AWS Lambda's own runtime client in a process of its own, and the Runtime API it asks."""

import json
import os
import re
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

PATIENCE: Final = 300.0
"""Seconds that a function has to ask or to answer; under valgrind everything takes fifty times as long."""
TIMEOUT: Final = 900
"""Seconds that every invocation is said to have: no contender may hurry."""
_RESIDENT: Final = re.compile(r"^VmRSS:\s+(\d+) kB", re.MULTILINE)


class FunctionError(Exception):
    """The function did not answer as it should; the text says what it wrote instead."""


@dataclass(frozen=True, slots=True)
class Start:
    """How to start a function: its package, its handler there, where it finds libraries, and its variables."""

    interpreter: Path
    package: Path
    handler: str
    libraries: Sequence[Path]
    variables: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """What an invocation answered, and the processor time that its process has used so far, in nanoseconds."""

    content: bytes
    processor: int

    @property
    def json(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.content)


class Environment:
    """A started function. `loaded` is the processor time in nanoseconds from the start to its first question."""

    def __init__(self, start: Start, *, under: Sequence[str] = (), options: Sequence[str] = ()) -> None:
        """Start the function, `under` another program if need be, the interpreter with `options`."""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: dict[socket.socket, BufferedReader] = {}
        self._waiting: socket.socket | None = None
        self._number = 0
        self._output, self._errors = _file(), _file()
        host, port = self._listener.getsockname()
        command = [*under, str(start.interpreter), *options, "-m", "awslambdaric", start.handler]
        with _one_processor():
            self._process = subprocess.Popen(
                command,
                cwd=start.package,
                env=_variables(start, f"{host}:{port}"),
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=self._errors,
            )
        try:
            self._await_question()
        except BaseException:
            self.stop()
            raise
        self.loaded = self.processor

    def invoke(self, event: Mapping[str, Any]) -> Answered:
        """Hand the function an event and return its answer. Raises FunctionError."""
        self._await_question()
        self._number += 1
        headers = {
            "Lambda-Runtime-Aws-Request-Id": f"00000000-0000-4000-8000-{self._number:012d}",
            "Lambda-Runtime-Deadline-Ms": str(int((time.time() + TIMEOUT) * 1000)),
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:111122223333:function:measured",
            "Lambda-Runtime-Trace-Id": "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0",
        }
        self._reply("200 OK", json.dumps(event).encode(), headers)
        path, content = self._request()
        answered = Answered(content, self.processor)
        self._reply("202 Accepted", b"{}", {})
        if not path.endswith("/response"):
            raise FunctionError(f"{path}: {content.decode()}\n{self.errors}")
        return answered

    @property
    def processor(self) -> int:
        """The processor time that the process has used, in nanoseconds, of all its threads and of the kernel for it."""
        # A clock of another process, as clock_getcpuclockid(3) composes its number.
        return time.clock_gettime_ns((~self._process.pid << 3) | 2)

    @property
    def resident(self) -> int:
        """The memory of the process, in bytes."""
        found = _RESIDENT.search(Path(f"/proc/{self._process.pid}/status").read_text())
        return int(found[1]) * 1024 if found else 0

    @property
    def output(self) -> str:
        """What the function has written so far: its log."""
        return _text(self._output)

    @property
    def errors(self) -> str:
        """What the interpreter has written so far."""
        return _text(self._errors)

    def stop(self) -> None:
        """End the process, gently: valgrind counts up to the end."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for one in (self._listener, *self._open):
            one.close()
        os.close(self._output)
        os.close(self._errors)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _await_question(self) -> None:
        """Wait until the function asks for an event; it is answered with the next one."""
        if self._waiting is None:
            path, content = self._request()
            if not path.endswith("/next"):
                raise FunctionError(f"{path}: {content.decode()}\n{self.output}{self.errors}")

    def _request(self) -> tuple[str, bytes]:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self._listener, *self._open], [], [], 0.5)
            if not ready and self._process.poll() is not None:
                break
            for one in ready:
                if one is self._listener:
                    self._accept()
                elif (request := self._read(one)) is not None:
                    return request
        raise FunctionError(f"the function ended or says nothing\n{self.output}{self.errors}")

    def _accept(self) -> None:
        connection, _ = self._listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._open[connection] = connection.makefile("rb")

    def _read(self, connection: socket.socket) -> tuple[str, bytes] | None:
        reader = self._open[connection]
        first = reader.readline()
        if not first:
            del self._open[connection]
            connection.close()
            return None
        length = 0
        while line := reader.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        self._waiting = connection
        return first.split()[1].decode(), reader.read(length)

    def _reply(self, status: str, content: bytes, headers: Mapping[str, str]) -> None:
        if self._waiting is None:
            raise RuntimeError("nobody has asked")
        lines = {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}
        head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
        self._waiting.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + content)
        self._waiting = None


@contextmanager
def _one_processor() -> Iterator[None]:
    """What is started inside stays on one processor; the others are for whoever answers it."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def _variables(start: Start, api: str) -> dict[str, str]:
    """The variables of AWS Lambda and nothing of this machine's: libraries ask them what they are to do."""
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
        "PYTHONPATH": os.pathsep.join(map(str, start.libraries)),
        "PYTHONNOUSERSITE": "1",
        "PYTHONDONTWRITEBYTECODE": "1",  # the folder of a function can only be read
        "PYTHONHASHSEED": "0",
        "AWS_LAMBDA_RUNTIME_API": api,
        "AWS_LAMBDA_FUNCTION_NAME": "measured",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/measured",
        "AWS_LAMBDA_LOG_STREAM_NAME": "measured",
        "AWS_EXECUTION_ENV": "AWS_Lambda_python3.13",
        "AWS_REGION": "eu-west-1",
        "AWS_DEFAULT_REGION": "eu-west-1",
        "AWS_ACCESS_KEY_ID": "ASIAMEASURED",
        "AWS_SECRET_ACCESS_KEY": "measured",
        "AWS_SESSION_TOKEN": "measured" * 40,
        "LAMBDA_TASK_ROOT": str(start.package),
        "LAMBDA_RUNTIME_DIR": str(start.libraries[-1]),
        **start.variables,
    }


def _file() -> int:
    """Return the number of a file that has no name."""
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _text(file: int) -> str:
    # Read without moving: the process writes on from the same place.
    return os.pread(file, os.fstat(file).st_size, 0).decode(errors="replace")
