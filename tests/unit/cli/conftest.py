"""The command line on a wire of paper: what is typed goes in, what was written and sent comes out."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import httpx2
import pytest
from typer.main import get_command
from typer.testing import CliRunner

import savings_cli.session
from savings_cli.app import APP
from savings_cli.profiles import Profile
from savings_goals_client import Client, Retries
from tests.clients.wires import Wire, said
from tests.contract.served_code import ROOT

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
_command: Final = cache(get_command)
"""What is typed is read by; to make it takes longer than most commands do."""


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
        answers = wire or Wire()

        def line() -> httpx2.Client:
            return httpx2.Client(transport=httpx2.MockTransport(answers))

        def connected(profile: Profile, name: str, *, patience: float | None = None) -> Client:
            who = savings_cli.session.credentials(profile, name)
            tries = Retries(tries=5 if patience is None else 1)
            return Client(profile.base_url, who, http=line(), sleep=answers.sleep, retries=tries)

        monkeypatch.setattr("savings_cli.commands.doctor.line", line)
        monkeypatch.setattr("typer.testing._get_command", _command)
        for module in ("session", "commands.profiles", "commands.stack"):
            monkeypatch.setattr(f"savings_cli.{module}.connected", connected)
        done = CliRunner().invoke(APP, list(typed), **more)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Ran(done.exit_code, done.stdout, done.stderr)

    return run


class Documented(Wire):
    """Answers each operation with the document's own example; what is not documented with what the stack has there."""

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        """Answer the next request."""
        if request.url.path == "/oauth2/token":
            return super().__call__(request)
        self.requests.append(request)
        if request.url.path in STACK:
            return said(200, STACK[request.url.path])
        status, example = _example(request.method, request.url.path)
        return said(status, example)

    def bodies(self) -> list[Any]:
        """The body of each request that has one."""
        return [json.loads(one.content) for one in self.requests if one.content]


STACK: Final[dict[str, Any]] = {
    "/_local/clock": {"now": "2027-01-31T10:00:00Z", "due": [{"at": "2027-02-01T00:00:00Z", "kinds": {"goal": 2}}]},
    "/_local/events": {"events": [], "next": 7},
    "/openapi.json": {"info": {"version": "0.1.0"}},
}


@cache
def _document() -> Any:
    return json.loads((ROOT / "docs" / "openapi.json").read_text("utf-8"))["paths"]


def _example(method: str, path: str) -> tuple[int, Any]:
    """Return what the document shows of an operation: the status it ends with where all is well, and its example."""
    templates = [template for template in _document() if _is_of(template, path)]
    [template] = [one for one in templates if "{" not in one] or templates
    [(status, answer)] = [
        (int(status), answer)
        for status, answer in _document()[template][method.lower()]["responses"].items()
        if status.startswith("2")
    ][:1]
    return status, answer.get("content", {}).get("application/json", {}).get("example")


def _is_of(template: str, path: str) -> bool:
    pattern = re.sub(r"\{\w+\}", "[^/]+", template)
    return re.fullmatch(pattern, path) is not None
