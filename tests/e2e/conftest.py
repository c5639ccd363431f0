"""The deployed stack, once for all of these tests: a synthesis and a start of the emulator take some seconds."""

import platform
from collections.abc import Iterator

import pytest

from infra.app import make_app
from tests.e2e.deployment import Deployment, deploy
from tests.e2e.emulator import running_emulator


@pytest.fixture(scope="session")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """The template in the emulator. Only the packages differ from AWS: they are for this machine's processor."""
    folder = tmp_path_factory.mktemp("emulator")
    with running_emulator(folder) as emulator, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CDK_VALIDATION", "false")
        architecture = "arm64" if platform.machine() in {"aarch64", "arm64"} else "x86_64"
        assembly = tmp_path_factory.mktemp("assembly")
        settings = {"architecture": architecture, "python": emulator.python}
        make_app(outdir=str(assembly), stage="dev", context=settings).synth()
        yield deploy(assembly, emulator)
