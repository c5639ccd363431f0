"""Makes the packages of AWS Lambda on this machine, without Docker: exact dependencies, own code, bytecode."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii

from contract import console, validators
from contract.wiring import CONSOLE
from infra.components import locales
from infra.interpreter import find_interpreter
from local import npm
from savings.api.bodies import READY
from savings.api.contract import ROUTES
from savings.api.core import VERSION

ROOT = Path(__file__).resolve().parents[2]
LAYER = ROOT / "layers" / "common" / "python"
LOCK = ROOT / "requirements" / "layer.txt"

# The number of a processor in the header of its libraries (ELF, e_machine).
_MACHINES = {"arm64": 183, "x86_64": 62}
_PLATFORMS = {"arm64": "aarch64-manylinux_2_28", "x86_64": "x86_64-manylinux_2_28"}
# What an installer writes about itself; it differs from run to run and nothing reads it in AWS Lambda.
_TRACES = (
    "bin",
    ".lock",
    "*.dist-info/RECORD",
    "*.dist-info/INSTALLER",
    "*.dist-info/REQUESTED",
    "*.dist-info/direct_url.json",
)
# What no function imports, of libraries that have more than is used here.
_UNUSED = ("aws_lambda_powertools/event_handler", "babel/messages", "pydantic/v1", "simplejson/tests")


class NoBytecode(Exception):
    """A package has to have bytecode, and this machine has no Python that could make it."""


@jsii.implements(cdk.ILocalBundling)
class PythonBundle:
    """A package for one Python version and architecture: source folders and, for a layer, the locked dependencies."""

    def __init__(
        self,
        sources: Iterable[Path],
        *,
        python: str,
        architecture: str,
        prefix: str = "",
        home: str,
        lock: Path | None = None,
        is_layer: bool = False,
        generated: Mapping[str, bytes] | None = None,
        require_bytecode: bool = False,
    ) -> None:
        """`prefix` is the folder inside the package, `home` where AWS Lambda unpacks it (for true tracebacks).

        The product's layer is kept small, and has what its start would compile. `generated` has further files by
        their paths.
        """
        self._sources = tuple(sources)
        self._prefix = prefix
        self._home = home
        self._python = python
        self._architecture = architecture
        self._lock = lock
        self._is_layer = is_layer
        self._generated = generated or {}
        self._require_bytecode = require_bytecode

    def try_bundle(self, output_dir: str, *_args: Any, **_kwargs: Any) -> bool:
        """Fill `output_dir`.

        Raises `subprocess.CalledProcessError` when the lock cannot be installed as it stands or a source does not
        compile, `ValueError` for a library that is made for another processor, and NoBytecode.
        """
        interpreter = self._interpreter()
        target = Path(output_dir, self._prefix)
        target.mkdir(exist_ok=True)
        if self._lock:
            self._install(self._lock, target)
        if self._is_layer:
            _drop(target, _UNUSED)
            locales.trim(target / "babel" / "locale-data")
        for source in self._sources:
            shutil.copytree(source, target / source.name, ignore=shutil.ignore_patterns("__pycache__", "*.pyc"))
        for path, content in self._generated.items():
            Path(target, path).parent.mkdir(parents=True, exist_ok=True)
            Path(target, path).write_bytes(content)
        if interpreter:
            self._make_ready(interpreter, target)
        self._check_libraries(target)
        return True

    def _install(self, lock: Path, target: Path) -> None:
        uv = Path(sys.executable).parent / "uv"
        subprocess.run(  # noqa: S603
            [
                *(uv, "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"),
                *("--python-platform", _PLATFORMS[self._architecture], "--python-version", self._python),
                *("--target", target, "-r", lock),
            ],
            check=True,
        )
        _drop(target, _TRACES)

    def _interpreter(self) -> Path | None:
        found = find_interpreter(self._python)
        if found is None:
            lack = f"no Python {self._python} on this machine, so the packages have no bytecode"
            if self._require_bytecode:
                raise NoBytecode(lack)
            sys.stderr.write(f"warning: {lack}: they work, but every cold start takes twice as long\n")
        return found

    def _make_ready(self, interpreter: Path, target: Path) -> None:
        """Do now what each start would do: compile the modules and, in the layer, the methods of dataclasses."""
        if self._is_layer:
            prepare = (interpreter, "-c", "from savings import start; start.prepare()")
            surroundings = os.environ | {"PYTHONPATH": str(target), "PYTHONDONTWRITEBYTECODE": "1"}
            subprocess.run(prepare, check=True, env=surroundings)  # noqa: S603
        # Bytecode that is never checked against its source needs no time stamps, which makes the package reproducible.
        command = (
            interpreter,
            "-m",
            "compileall",
            "-q",
            "-j",
            "1",
            "-s",
            target,
            "-p",
            self._home,
            "--invalidation-mode",
            "unchecked-hash",
            target,
        )
        subprocess.run(command, check=True)  # noqa: S603

    def _check_libraries(self, target: Path) -> None:
        for library in target.rglob("*.so*"):
            machine = int.from_bytes(library.read_bytes()[18:20], "little")
            if machine != _MACHINES[self._architecture]:
                raise ValueError(f"{library.name} is made for processor {machine}, not for {self._architecture}")


def _drop(target: Path, patterns: Iterable[str]) -> None:
    for pattern in patterns:
        for path in target.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def layer_package(python: str, architecture: str, *, require_bytecode: bool = False) -> PythonBundle:
    """Return the layer's package: the locked dependencies and the `savings` package."""
    source = LAYER / "savings"
    return PythonBundle(
        [source],
        python=python,
        architecture=architecture,
        prefix="python",
        home="/opt/python",
        lock=LOCK,
        is_layer=True,
        require_bytecode=require_bytecode,
    )


def function_package(name: str, python: str, architecture: str, *, require_bytecode: bool = False) -> PythonBundle:
    """Return the package of one function, a folder of `functions/`, with the validators of its bodies or, for the
    console, its files.

    Raises ValueError for a body whose validator cannot be made ahead, and where the layer's library is another version
    than the one that makes them.
    """
    if f"\npydantic-core=={VERSION} " not in LOCK.read_text(encoding="utf-8"):
        raise ValueError(f"the layer has another pydantic-core than {VERSION}, which is here: run make venv")
    return PythonBundle(
        [ROOT / "functions" / name],
        python=python,
        architecture=architecture,
        home="/var/task",
        generated=_generated(name),
        require_bytecode=require_bytecode,
    )


def _generated(name: str) -> Mapping[str, bytes]:
    """Return what the package of a function has beside its folder, by its path."""
    if name == CONSOLE:
        return console.packed(npm.install(CONSOLE))
    reads_bodies = any(route.body for route in ROUTES if route.function == name)
    return {f"{name}/{READY}.py": validators.text(name).encode()} if reads_bodies else {}


def bundling(bundle: PythonBundle) -> cdk.BundlingOptions:
    """Wrap a bundle for CDK, which insists on an image that it never pulls because the bundle always answers."""
    return cdk.BundlingOptions(image=cdk.DockerImage.from_registry("scratch"), local=bundle)
