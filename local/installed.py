"""Folders that are filled once per checkout, with what is too large or too special to come with the environment."""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[1]
BUILD: Final = _ROOT / ".build"


class PackageUnavailableError(RuntimeError):
    """The package cannot be had on this machine; the text says why."""


def installed(target: Path, fill: Callable[[Path], None]) -> Path:
    """Return the folder `target`; the first time, have it filled.

    Safe under parallel starts: one process fills it, the others wait; the folder is complete or absent.
    """
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.with_name(f"{target.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.is_dir():
                _complete(target, fill)
    return target


def installed_from(name: str) -> Path:
    """Return the folder of the Python packages that `requirements/<name>.txt` pins, installing them if need be.

    Raises PackageUnavailableError with the installer's own words.
    """
    lock = _ROOT / "requirements" / f"{name}.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()[:16]
    return installed(BUILD / f"{name}-{digest}", lambda folder: _install_into(folder, lock))


def _install_into(folder: Path, lock: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    where: list[str | Path] = ["--quiet", "--python", sys.executable, "--target", folder]
    exact: list[str | Path] = ["--require-hashes", "--only-binary", ":all:", "-r", lock]
    try:
        done = subprocess.run([uv, "pip", "install", *where, *exact], capture_output=True, text=True, check=False)
    except OSError as error:
        raise PackageUnavailableError(f"uv could not be started: {error}") from error
    if done.returncode:
        raise PackageUnavailableError(f"uv could not install {lock.name}:\n{done.stderr or done.stdout}")


def _complete(target: Path, fill: Callable[[Path], None]) -> None:
    scratch = Path(tempfile.mkdtemp(prefix="install-", dir=target.parent))
    try:
        fill(scratch)
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
