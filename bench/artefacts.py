"""The packages under measure, made once for each state of the sources."""

import hashlib
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from infra.interpreter import find_interpreter
from infra.settings import Settings
from local.installed import BUILD, installed

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCES: Final = (
    *("functions", "layers", "bench/peers", "bench/build.py", "requirements"),
    *("infra/components/bundle.py", "contract/validators.py"),
)
HERE: Final = f"{sys.version_info.major}.{sys.version_info.minor}"
ARCHITECTURE: Final = "arm64" if platform.machine() in ("aarch64", "arm64") else "x86_64"


@dataclass(frozen=True, slots=True)
class Artefacts:
    """A folder with the packages, made for `python` and this machine."""

    folder: Path
    python: str

    @property
    def interpreter(self) -> Path:
        """A Python with nothing beside its standard library."""
        return self.folder / "python" / "bin" / "python"


def artefacts() -> Artefacts:
    """Return the packages as the sources stand, for AWS Lambda's Python where this machine has it, else for its own."""
    wanted = Settings().python
    python = wanted if find_interpreter(wanted) else HERE
    digest = hashlib.sha256(f"{python} {ARCHITECTURE}".encode())
    for path in sorted(path for source in SOURCES for path in _files(ROOT / source)):
        digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())

    def fill(folder: Path) -> None:
        for older in (path for path in folder.parent.iterdir() if path.is_dir() and path != folder):
            shutil.rmtree(older)
        print(f"making the packages for Python {python}", file=sys.stderr)
        command = [sys.executable, "-m", "bench.build", str(folder), python, ARCHITECTURE]
        subprocess.run(command, cwd=ROOT, check=True)

    return Artefacts(installed(BUILD / "bench" / digest.hexdigest()[:16], fill), python)


def _files(source: Path) -> list[Path]:
    if source.is_file():
        return [source]
    return [path for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"]
