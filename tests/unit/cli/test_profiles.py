"""Profiles: kept for their owner alone, proven before they are kept, and shown without their secrets."""

import json
import stat
from pathlib import Path

import pytest

from tests.clients.wires import Wire, said
from tests.unit.cli.conftest import ANNA, Savings


def test_the_local_stack_needs_no_profile_and_the_environment_goes_before_what_is_kept(
    savings: Savings, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire = Wire(said(200, []), said(200, []), said(200, []))
    assert savings("goals", "list", "--customer", ANNA, "--json", wire=wire).document == []
    assert not settings.exists()
    assert savings("profiles", "add", "local", "--customer", ANNA).code == 0
    savings("goals", "list", wire=wire)
    monkeypatch.setenv("SAVINGS_BASE_URL", "https://elsewhere.example")
    savings("goals", "list", wire=wire)
    assert [str(one.url) for one in wire.requests] == [
        "http://127.0.0.1:8000/goals",
        "http://127.0.0.1:8000/goals",
        "https://elsewhere.example/goals",
    ]
    assert wire.headers("X-Customer-Id") == [ANNA] * 3


def test_a_secret_is_kept_once_it_got_a_token_readable_by_its_owner_alone_and_never_shown(
    savings: Savings, settings: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = savings("profiles", "add", "bank", "--base-url", "https://bank.example", "--client-id", "app")
    assert added.code == 0
    savings("profiles", "use", "bank")
    missing = savings("log-in")
    assert (missing.code, missing.out) == (2, "")
    assert "SAVINGS_CLIENT_SECRET" in missing.err

    refused = savings("log-in", "--secret-file", "-", input="wrong\n", wire=Wire(tokens=lambda _: said(400, {})))
    assert refused.code == 3
    assert "wrong" not in settings.read_text()
    assert savings("goals", "list", "--customer", ANNA).code == 3

    monkeypatch.setenv("SAVINGS_CLIENT_SECRET", "hush")
    done = savings("log-in", "--json")
    assert done.document["has_client_secret"] is True
    monkeypatch.delenv("SAVINGS_CLIENT_SECRET")
    assert json.loads(settings.read_text())["profiles"]["bank"]["client_secret"] == "hush"
    assert stat.S_IMODE(settings.stat().st_mode) == 0o600
    shown = savings("profiles", "list", "--json").document
    assert [(one["name"], one["is_current"]) for one in shown] == [("local", False), ("bank", True)]
    assert "hush" not in json.dumps(shown) + savings("profiles", "list").out

    settings.chmod(0o640)
    opened = savings("profiles", "list")
    assert opened.code == 3
    assert f"chmod 600 {settings}" in opened.err.replace("\n", "")
    settings.chmod(0o600)
    savings("profiles", "remove", "bank")
    assert savings("profiles", "use", "bank").code == 2
    assert [one["name"] for one in savings("profiles", "list", "--json").document] == ["local"]


def test_a_ready_token_goes_before_the_secret_and_is_sent_as_it_is(savings: Savings, settings: Path) -> None:
    wire = Wire(said(200, []))
    assert savings("log-in", "--token", "--secret-file", "-", input="ready\n", wire=wire).code == 0
    savings("goals", "list", "--customer", ANNA, wire=wire)
    assert (wire.tokens, wire.headers("Authorization")) == (0, ["Bearer ready"])
