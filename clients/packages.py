"""Packs the clients and the command line for those who use them: `python -m clients.packages [FOLDER]`."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from clients import described
from clients.typescript.generate import TOOLS
from local.npm import install, node, npm

_CLIENTS = Path(__file__).resolve().parent


def main(folder: Path) -> None:
    """Pack them into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("python", "cli"):
        _run(sys.executable, "-m", "flit_core.wheel", "--outdir", folder.resolve(), at=_CLIENTS / name)
    tarball(folder)


def tarball(folder: Path) -> Path:
    """Compile the TypeScript client and pack it into a folder; return the file."""
    with tempfile.TemporaryDirectory() as name:
        scratch = Path(name)
        for file in ("package.json", "tsconfig.json", "README.md"):
            shutil.copy(_CLIENTS / "typescript" / file, scratch)
        shutil.copytree(_CLIENTS / "typescript" / "src", scratch / "src")
        (scratch / "node_modules").symlink_to(install(TOOLS))
        _run(node(), "node_modules/typescript/bin/tsc", "-p", ".", "--skipLibCheck", at=scratch)
        _run(*npm(), "pack", "--silent", "--pack-destination", folder.resolve(), at=scratch)
    return folder / f"savings-goals-client-{described.version()}.tgz"


def _run(*command: str | Path, at: Path) -> None:
    done = subprocess.run(command, cwd=at, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    main(Path(*sys.argv[1:]) if sys.argv[1:] else described.ROOT / ".build" / "clients")
