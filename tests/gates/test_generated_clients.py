"""The document as outsiders read it: a linter finds nothing in it, and clients generated from it do a caller's job."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from contract.openapi import FILE
from local.installed import installed_from
from local.npm import install, node
from tests.local.serving import Served

FLOWS = Path(__file__).parents[1] / "generated"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("stack") / "data") as served:
        yield served


@pytest.fixture(scope="module")
def javascript(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the flows, in which scripts find the pinned packages."""
    folder = tmp_path_factory.mktemp("javascript")
    for flow in FLOWS.iterdir():
        if flow.is_file():
            shutil.copy(flow, folder)
    (folder / "node_modules").symlink_to(install("api_checks"))
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return folder


def run(*command: str | Path, folder: Path, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_linter_finds_nothing(javascript: Path) -> None:
    assert run(node(), "lint.mjs", FILE, folder=javascript) == ""


def test_a_generated_python_client_does_a_callers_job(stack: Served, tmp_path: Path) -> None:
    packages = installed_from("generator")
    (tmp_path / "config.yaml").write_text("post_hooks: []\n", encoding="utf-8")
    generate = [sys.executable, "-m", "openapi_python_client", "generate", "--meta", "none", "--fail-on-warning"]
    client = tmp_path / "generated_client"
    options = ["--config", "config.yaml", "--path", str(FILE), "--output-path", str(client)]
    run(*generate, *options, folder=tmp_path, PYTHONPATH=str(packages))
    paths = os.pathsep.join(map(str, (tmp_path, packages)))
    run(sys.executable, FLOWS / "flow.py", stack.base_url, stack.token(), folder=tmp_path, PYTHONPATH=paths)


def test_generated_typescript_types_hold_and_their_client_does_a_callers_job(stack: Served, javascript: Path) -> None:
    generator, compiler = (
        javascript / "node_modules" / path for path in ("openapi-typescript/bin/cli.js", "typescript/bin/tsc")
    )
    run(node(), generator, FILE, "-o", "api.d.ts", folder=javascript)
    strict = ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext"]
    run(node(), compiler, *strict, "flow.ts", folder=javascript)
    run(node(), "flow.js", stack.base_url, stack.token(), folder=javascript)
