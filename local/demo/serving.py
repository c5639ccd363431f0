"""A stack of one's own: `python -m local` on a free port, with data that are thrown away."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_STOP_SECONDS = 20.0


class NotServing(RuntimeError):
    """The stack ended before it was ready; the text is what it said."""


@contextmanager
def served() -> Iterator[str]:
    """Serve in a process of its own and give the address. Raises NotServing."""
    with tempfile.TemporaryDirectory(prefix="savings-demo-") as folder:
        log = Path(folder, "log")
        environment = {**os.environ, "PORT": "0", "DATA_DIR": str(Path(folder, "data")), "FRESH": ""}
        with (
            log.open("w") as errors,
            subprocess.Popen(
                [sys.executable, "-m", "local"], env=environment, stdout=subprocess.PIPE, stderr=errors, text=True
            ) as process,
        ):
            try:
                line = process.stdout.readline() if process.stdout else ""
                if not line.startswith("ready "):
                    raise NotServing(log.read_text())
                yield line.removeprefix("ready ").strip()
            finally:
                process.terminate()
                try:
                    process.wait(_STOP_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
