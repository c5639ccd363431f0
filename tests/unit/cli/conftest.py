"""The command line on a wire of paper: what is typed goes in, what was written and sent comes out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from typer.testing import CliRunner

import savings_cli.session
from savings_cli.app import APP
from savings_cli.profiles import Profile
from savings_goals_client import Client
from tests.clients.wires import Wire

ANNA = "06c6b144-3e42-46a2-b491-d86bdcc9598d"


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document that was answered."""
        [line] = self.out.splitlines()
        return json.loads(line)


Savings = Callable[..., Ran]


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's empty settings; the file of profiles comes to be there."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path / "savings" / "profiles.json"


@pytest.fixture
def savings(settings: Path, monkeypatch: pytest.MonkeyPatch) -> Savings:
    """`savings …`; the wire that answers it is given by `wire`."""

    def run(*typed: str, wire: Wire | None = None, **more: Any) -> Ran:
        def connected(profile: Profile, name: str) -> Client:
            answers = wire or Wire()
            http = httpx2.Client(transport=httpx2.MockTransport(answers))
            who = savings_cli.session.credentials(profile, name)
            return Client(profile.base_url, who, http=http, sleep=answers.sleep)

        for module in ("session", "commands.profiles"):
            monkeypatch.setattr(f"savings_cli.{module}.connected", connected)
        done = CliRunner().invoke(APP, list(typed), **more)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run
