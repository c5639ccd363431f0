"""The folder that the data live in: one stack at a time owns it."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class DataInUse(Exception):
    """Another stack serves from the same folder."""


@dataclass(frozen=True, slots=True)
class Folder:
    """Where the parts of an owned folder are."""

    state: Path
    engine: Path


@contextmanager
def owned(path: Path, *, fresh: bool) -> Iterator[Folder]:
    """Own the folder, made if need be, for as long as the block runs or the process lives. Raises DataInUse.

    With `fresh` the data of earlier starts are forgotten, by name: a folder that holds other things keeps them.
    """
    path = path.resolve()
    path.mkdir(parents=True, exist_ok=True)
    with (path / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise DataInUse(f"another stack serves from {path}") from error
        folder = Folder(path / "state.sqlite", path / "engine")
        if fresh:
            shutil.rmtree(folder.engine, ignore_errors=True)
            for file in path.glob(f"{folder.state.name}*"):
                file.unlink()
        folder.engine.mkdir(exist_ok=True)
        yield folder
