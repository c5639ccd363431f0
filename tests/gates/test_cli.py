"""The command line against a running stack: each command once, its page's output, a terminal, its wheel."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from savings_cli.app import APP
from tests.local.serving import Served
from tests.pages import README, ROOT, Step, output, steps
from tests.unit.cli.test_commands import EVERY

CLI: Final = ROOT / "clients" / "cli"
_MASKS: Final = (
    (r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GUID"),
    (r"\b\d{13,16}\b", "ID"),
    (r"\d{4}-\d\d-\d\d(T[\d:]+Z)?", "DATE"),
    (r"\b\d\d:\d\d\b", "TIME"),
    (r"whsec_\S+", "KEY"),
    (r"http://127\.0\.0\.1:\d+", "STACK"),
    (r"/\S+/(\w+\.json)", r"\1"),
)
"""What is another one each time."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("cli") / "data") as served:
        yield served


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of somebody who calls the command by its name."""
    command = tmp_path / "bin" / "savings"
    command.parent.mkdir()
    command.write_text(f"#!{sys.executable}\nfrom savings_cli.app import main\nmain()\n")
    command.chmod(0o700)
    own = {"PATH": f"{command.parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    return own | {"LANG": "C.UTF-8", "COLUMNS": "110", "TERM": "xterm-256color"}


def masked(text: str) -> list[str]:
    for pattern, name in _MASKS:
        text = re.sub(pattern, name, text)
    return [line.rstrip() for line in text.strip("\n").splitlines()]


def test_the_page_shows_what_its_commands_write_beside_a_new_stack(tmp_path: Path, environment: dict[str, str]) -> None:
    page = (CLI / "README.md").read_text("utf-8")
    blocks = re.findall(r"^```bash\n(.*?)^```\n\n```text\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    assert len(blocks) == page.count("```bash") == 8
    first = Step(f"{{ {steps(README)[0].script} }} > /dev/null", ())
    todo = [first, *(Step(script, ()) for script, _ in blocks)]
    with Served(tmp_path / "data") as new:
        _, *written = output(todo, new.base_url, {**environment, "SAVINGS_BASE_URL": new.base_url})
    assert [masked(text) for text in written] == [masked(shown) for _, shown in blocks]


def test_every_command_answers_one_document(stack: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    family = stack.household(currency="GBP")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SAVINGS_CUSTOMER", family.customer)
    called: set[str] = set()

    def savings(name: str, *typed: str, **more: Any) -> Any:
        called.add(name)
        done = CliRunner().invoke(APP, [*name.split(), *typed, "--json"], catch_exceptions=False, **more)
        assert (done.exit_code, done.stderr) == (0, ""), done.stderr
        documents = [json.loads(line) for line in done.stdout.splitlines()]
        return documents if name == "events" else documents[0]

    savings("profiles add", "local", "--base-url", stack.base_url)
    savings("profiles add", "other", "--base-url", stack.base_url, "--client-id", "other-app")
    savings("log-in", "--profile", "other", "--secret-file", "-", input="other-secret\n")
    savings("profiles use", "other")
    assert savings("goals list") == []
    savings("profiles remove", "other")
    assert [one["name"] for one in savings("profiles list")] == ["local"]
    assert {one["result"] for one in savings("doctor")["checks"]} == {"good"}

    [home] = savings("households list")
    assert savings("households show", family.household)["HouseholdLabel"] == home["HouseholdLabel"]
    [account] = [one for one in savings("accounts list") if one["id"] == family.account]
    assert (account["name"], account["balance"], account["residual"]) == ("Rainy days", "100000.00", "100000.00")

    plan = ("--account", family.account, "--target", "1200.00", "--each", "100")
    assert savings("preview", *plan)["plan"]["feasible"] is True
    goal = savings("goals make", "Boat", *plan, "--key", "once")
    assert savings("goals make", "Boat", *plan, "--key", "once") == goal
    counting = savings("goals make", "Coins", *plan, "--counts", "credit", "--every", "weekly")
    assert (counting["frequency"], counting["measured_by"]) == ("weekly", "transactions")
    number = str(goal["id"])
    savings("save", number, "80.50")
    taken = savings("take", number, "0.25")
    assert (taken["action"]["amount"]["value"], taken["goal"]["current_amount"]) == ("0.25", "80.25")
    shown = savings("goals show", number, "--actions", "1")
    assert [one["amount"]["value"] for one in shown["actions"]] == ["0.25"]
    assert len(shown["periods"]) == goal["periods_count"]

    made = savings("webhooks create", "http://127.0.0.1:9/", "--event", "goal.period.closed")
    webhook = str(made["webhook"]["id"])
    assert made["keys"]["current"] != savings("webhooks rotate", webhook)["keys"]["current"]
    savings("webhooks test", webhook)
    savings("clock", "+1h")
    assert [one["event"] for one in savings("webhooks deliveries", webhook)] == ["webhook.test"]
    assert savings("clock", "+1m")["events"]["goal.period.closed"] >= 2
    savings("webhooks enable", webhook)
    savings("webhooks delete", webhook)
    assert savings("webhooks list") == []
    assert [one["detail-type"].split(".")[0] for one in savings("events", "--last", "2", "--name", "goal")] == [
        "goal"
    ] * 2

    exported = savings("export", family.household)
    assert [one["goal"]["name"] for one in exported["customers"][0]["goals"]] == ["Boat", "Coins"]
    assert [one["amount"]["value"] for one in exported["customers"][0]["goals"][0]["actions"]] == ["80.50", "0.25"]
    assert sorted(called) == sorted(EVERY)


def on_a_terminal(command: list[str], environment: dict[str, str], until: str = "") -> tuple[int, str]:
    """Run a command on a terminal, until it ends, or interrupt it as Ctrl-C does once it has written something."""
    ours, its = pty.openpty()
    # A shell's background job hands on that it ignores Ctrl-C.
    heed = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    with subprocess.Popen(
        command,
        env=environment,
        stdin=its,
        stdout=its,
        stderr=its,
        close_fds=True,
        preexec_fn=heed,  # noqa: PLW1509
    ) as running:
        os.close(its)
        written = ""
        while select.select([ours], [], [], 30)[0]:
            try:
                read = os.read(ours, 4096).decode(errors="replace")
            except OSError:  # the other end is closed
                break
            written += read
            if not read:
                break
            if until and until in written:
                running.send_signal(signal.SIGINT)
                until = ""
        try:
            code = running.wait(30)
        finally:
            running.kill()
    os.close(ours)
    return code, written


def test_colour_is_for_a_terminal_and_following_ends_with_ctrl_c(stack: Served, environment: dict[str, str]) -> None:
    family = stack.household()
    environment |= {"SAVINGS_CUSTOMER": family.customer, "SAVINGS_BASE_URL": stack.base_url}
    plan = ["--account", family.account, "--target", "100", "--each", "10"]
    subprocess.run(["savings", "goals", "make", "Boat", *plan], env=environment, capture_output=True, check=True)
    unknown = ["savings", "goals", "show", "1"]
    colour = re.compile(r"\x1b\[[\d;]*3[0-7]m")
    code, written = on_a_terminal(unknown, environment)
    assert (code, bool(colour.search(written))) == (4, True)
    code, written = on_a_terminal(unknown, {**environment, "NO_COLOR": "1"})
    assert (code, bool(colour.search(written))) == (4, False)
    plain = {**environment, "PYTHONIOENCODING": "ascii"}
    coins = subprocess.run(["savings", "goals", "list"], env=plain, capture_output=True, text=True, check=True)
    assert ("Boat" in coins.stdout, "?" in coins.stdout, coins.stderr) == (True, True, "")
    piped = subprocess.run(unknown, env=environment, capture_output=True, text=True, check=False)
    assert (piped.stdout, "\x1b" in piped.stderr, "Traceback" in piped.stderr) == ("", False, False)

    code, written = on_a_terminal(["savings", "events", "--follow"], environment, until="household.created")
    assert code == 130
    assert "Traceback" not in written
    cut = subprocess.run(
        ["bash", "-c", "savings events --last 500 --json | head -1"],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert (len(cut.stdout.splitlines()), cut.stderr) == (1, "")
    for shell in ("bash", "zsh", "fish"):
        asked = {
            **environment,
            "_SAVINGS_COMPLETE": f"complete_{shell}",
            "COMP_WORDS": "savings goals ",
            "COMP_CWORD": "2",
        }
        asked["_TYPER_COMPLETE_ARGS"] = "savings goals "
        asked["_TYPER_COMPLETE_FISH_ACTION"] = "get-args"
        found = subprocess.run(["savings"], env=asked, capture_output=True, text=True, check=False).stdout
        assert {"list", "make", "show"} <= set(re.findall(r"\w+", found)), shell


def test_the_wheel_has_the_command_and_stands_on_the_client(tmp_path: Path) -> None:
    for package in (CLI, ROOT / "clients" / "python"):
        build = [sys.executable, "-m", "flit_core.wheel", "--outdir", str(tmp_path)]
        subprocess.run(build, cwd=package, check=True, capture_output=True)
    for wheel in tmp_path.glob("*.whl"):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(tmp_path / "installed")
    [about] = (tmp_path / "installed").glob("savings_goals_cli-*.dist-info")
    needs = re.findall(r"^Requires-Dist: ([\w-]+)", (about / "METADATA").read_text(), re.MULTILINE)
    assert {"rich", "savings-goals-client", "typer"} <= set(needs)
    assert "savings=savings_cli.app:main" in (about / "entry_points.txt").read_text()
    said = subprocess.run(
        [
            sys.executable,
            "-c",
            "import savings_cli.app as app, sys; print(app.__file__); sys.argv[1:] = ['--version']; app.main()",
        ],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    assert said[0].startswith(str(tmp_path))
    assert said[1].startswith("savings ")


def test_every_command_has_help_and_imports_nothing_of_this_project() -> None:
    def walk(group: Any, names: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
        for name, one in group.commands.items():
            yield from walk(one, (*names, name)) if hasattr(one, "commands") else [(*names, name)]

    for names in walk(get_command(APP)):
        about = CliRunner().invoke(APP, [*names, "--help"])
        assert (about.exit_code, "--json" in about.stdout) == (0, True), names
    imported = {
        name
        for path in (CLI / "src").rglob("*.py")
        for name in re.findall(r"^\s*(?:from|import) (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }
    assert not imported & {"savings", "local", "contract", "tests", "functions", "infra", "operations"}
