"""A clone of what is committed sets itself up: nothing is needed beforehand but Python and make."""

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pages import README, ROOT, run, steps, wrong

PAGES = [
    page for room in ("guides", "migrating") for page in sorted((ROOT / "docs" / room).glob("*.md")) if steps(page)
]
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "PYTHON")
"""Of the environment, with the settings of package installers, what a newcomer has."""


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new clone of the head."""
    folder = tmp_path_factory.mktemp("clone") / "project"
    subprocess.run(["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    return folder


@pytest.fixture
def environment() -> dict[str, str]:
    """An environment without this project's own virtual environment."""
    installers = {
        name for name in os.environ if name.startswith(("PIP_", "UV_", "NPM_", "npm_", "NODE_", "SSL_", "REQUESTS_"))
    }
    return {name: os.environ[name] for name in installers | set(KEPT) if name in os.environ}


@pytest.fixture
def served(clone: Path, environment: dict[str, str], tmp_path: Path) -> Iterator[str]:
    """The address of what `make serve` serves, as it says when it is ready."""
    command = ["make", "serve", "PORT=0", f"DATA_DIR={tmp_path / 'data'}"]
    with subprocess.Popen(command, cwd=clone, env=environment, stdout=subprocess.PIPE, text=True) as stack:
        assert stack.stdout is not None
        lines = iter(stack.stdout.readline, "")
        yield next(found[1] for line in lines if (found := re.match(r"ready (http://\S+)", line)))
        stack.terminate()


def test_make_serve_of_a_clone_answers_the_readmes_calls(served: str, environment: dict[str, str]) -> None:
    made, passed = run(steps(README), served, environment)
    assert (len(made), len(passed)) == (5, 4)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_calls_answer(page: Path, served: str, environment: dict[str, str]) -> None:
    assert wrong(page, served, environment) == []


def test_make_release_of_a_clone_makes_what_is_handed_out(clone: Path, environment: dict[str, str]) -> None:
    command = ["make", "release", "VERSION=99.0.0"]
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    made = clone / ".build" / "release-99.0.0"
    assert sorted(path.name for path in made.iterdir()) == [
        "openapi.json",
        "savings-goals-client-99.0.0.tgz",
        "savings_goals_cli-99.0.0-py3-none-any.whl",
        "savings_goals_client-99.0.0-py3-none-any.whl",
    ]
    assert json.loads((made / "openapi.json").read_text("utf-8"))["info"]["version"] == "99.0.0"


def test_make_cli_of_a_clone_makes_the_command(clone: Path, environment: dict[str, str]) -> None:
    made = subprocess.run(["make", "cli"], cwd=clone, env=environment, capture_output=True, text=True, check=True)
    command = made.stdout.split()[0]
    said = subprocess.run([clone / command, "--version"], env=environment, capture_output=True, text=True, check=True)
    assert (command, said.stdout.split()[0]) == (".venv/bin/savings", "savings")


def test_make_test_of_a_clone_runs_its_tests(clone: Path, environment: dict[str, str]) -> None:
    command = ["make", "test", "ARGS=-q tests/unit/domain/test_money.py tests/integration/actions/test_record.py"]
    done = subprocess.run(command, cwd=clone, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    shutil.rmtree(clone / ".venv")
