"""ministack in an environment of its own: AWS on one machine, with IAM enforced."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2

from infra.components.bundle import ROOT
from infra.interpreter import find_interpreter
from tests.e2e import one_machine

ACCOUNT = "1" * 12
REGION = "eu-west-1"
HOME = ROOT / ".e2e"
LOCK = ROOT / "requirements" / "e2e.txt"

_START_SECONDS = 30


@dataclass(frozen=True)
class Emulator:
    """A running emulator: where it listens, which Python runs the functions, and the file that moves their time."""

    url: str
    python: str
    clock_file: Path

    def pass_time(self, span: timedelta) -> None:
        """Move the functions' clock on, as seen from real time."""
        self.clock_file.write_text(str(int(span.total_seconds())), encoding="utf-8")


@contextmanager
def running_emulator(folder: Path) -> Iterator[Emulator]:
    """Start an emulator that keeps everything in `folder`; it ends with the block, and its functions with it."""
    interpreter, version = make_environment()
    port = _free_port()
    emulator = Emulator(f"http://127.0.0.1:{port}", version, folder / "clock")
    # Every variable reaches the functions, so none of the machine's own is passed on but the path.
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "GATEWAY_PORT": str(port),
        "BIND_HOST": "127.0.0.1",
        "IOT_MTLS_ENABLED": "0",
        "SFTP_ENABLED": "0",
        "AUTH": "true",
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_SECRET_ACCESS_KEY": "e2e",
        "MINISTACK_ACCOUNT_ID": ACCOUNT,
        "MINISTACK_REGION": REGION,
        one_machine.VARIABLE: str(emulator.clock_file),
    }
    with (folder / "emulator.log").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            [interpreter, "-m", "ministack"], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_healthy(emulator.url, process, folder)
            yield emulator
        finally:
            process.terminate()
            process.wait(timeout=30)


def make_environment() -> tuple[Path, str]:
    """Make the emulator's environment if it is missing or its lock has changed; give its Python and the version."""
    wanted = find_interpreter("3.13") or Path(sys.executable)
    version = _output(wanted, "import sys; print('%d.%d' % sys.version_info[:2])")
    venv = HOME / f"emulator-{version}"
    interpreter = venv / "bin" / "python"
    installed = venv / "installed.txt"
    if not installed.exists() or installed.read_bytes() != LOCK.read_bytes():
        uv = Path(sys.executable).parent / "uv"
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", wanted, venv], check=True)
        exact = ["--require-hashes", "--only-binary", ":all:"]
        subprocess.run([uv, "pip", "sync", "--quiet", "--python", interpreter, *exact, LOCK], check=True)
        shutil.copy(LOCK, installed)
    packages = Path(_output(interpreter, "import sysconfig; print(sysconfig.get_path('purelib'))"))
    shutil.copy(one_machine.__file__, packages)
    (packages / "one_machine.pth").write_text("import one_machine\n", encoding="utf-8")
    return interpreter, version


def _output(interpreter: Path, program: str) -> str:
    return subprocess.run([interpreter, "-c", program], check=True, capture_output=True, text=True).stdout.strip()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx2.get(f"{url}/_ministack/health", timeout=1).is_success:
                return
        except httpx2.TransportError:
            time.sleep(0.1)
    raise RuntimeError(f"the emulator did not start: {(folder / 'emulator.log').read_text(encoding='utf-8')[-2000:]}")
