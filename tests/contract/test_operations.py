"""What the operator's book says that a command prints without an account is what it prints."""

import os
import re
import subprocess

import pytest

from infra.components.bundle import ROOT

BOOK = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ (.*?)\n(.*?)```", BOOK, re.DOTALL)


def test_the_book_shows_what_commands_print() -> None:
    assert len(SHOWN) == BOOK.count("```console")


@pytest.mark.parametrize(("command", "printed"), SHOWN, ids=[command for command, _ in SHOWN])
def test_a_command_prints_what_the_book_shows(command: str, printed: str) -> None:
    """Without anything that would let it reach an account, or that an outer make has handed on."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAKE", "MFLAGS"))}
    shell = ["bash", "-euo", "pipefail", "-c", command]
    done = subprocess.run(shell, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, printed), done.stderr
