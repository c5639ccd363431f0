"""Folders that are filled once per checkout, with what is too large or too special to come with the environment."""

import fcntl
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

BUILD: Final = Path(__file__).resolve().parents[1] / ".build"


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


def _complete(target: Path, fill: Callable[[Path], None]) -> None:
    scratch = Path(tempfile.mkdtemp(prefix="install-", dir=target.parent))
    try:
        fill(scratch)
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
