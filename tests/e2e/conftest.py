"""The deployed stacks, once for all of these tests: a synthesis and a start of the emulator take some seconds."""

import platform
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from infra.app import make_app
from tests.e2e.deployment import Deployment, bootstrap, deploy
from tests.e2e.emulator import Emulator, running_emulator

Assemble = Callable[..., Path]


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    """The emulator, with an account that is prepared for CDK."""
    with running_emulator(tmp_path_factory.mktemp("emulator")) as running:
        bootstrap(running)
        yield running


@pytest.fixture(scope="session")
def assemble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assemble]:
    """Synthesize the app of a stage with some settings and give the folder."""

    def assembled(stage: str, **settings: Any) -> Path:
        folder = tmp_path_factory.mktemp("assembly")
        make_app(outdir=str(folder), stage=stage, context=settings).synth()
        return folder

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDK_VALIDATION", "false")
        yield assembled


@pytest.fixture(scope="session")
def deployment(emulator: Emulator, assemble: Assemble) -> Deployment:
    """The stage `dev`, with the console. Only the packages differ from AWS: they are for this machine's processor."""
    architecture = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
    return deploy(assemble("dev", architecture=architecture, python=emulator.python, console=True), emulator)
