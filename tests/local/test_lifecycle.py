"""Starting, stopping, killing: nothing is lost, nothing comes twice, nothing stays behind."""

import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest

from local.engine import DYNAMODB_LOCAL, EngineUnavailableError, preferred_engine
from local.folder import DataInUse, owned
from local.options import BadOption, Options
from local.stack import stack
from local.state import State
from tests.local.serving import Served, command_environment

START = "2027-01-01T09:00:00Z"
END = "2027-03-20T09:00:00Z"


def start_and_wait_for_the_end(data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "local"],
        env=command_environment(data, **variables),
        capture_output=True,
        text=True,
        check=False,
        timeout=30,
    )


def closed_periods(events: list[dict[str, Any]], goal: int) -> list[int]:
    own = [event["detail"]["data"] for event in events if event["detail-type"] == "goal.period.closed"]
    return [data["period_index"] for data in own if data["goal_number"] == goal]


def test_the_one_line_on_standard_output_says_where_it_serves(tmp_path: Path) -> None:
    served = Served(tmp_path / "data")
    served.household()
    port = httpx2.URL(served.base_url).port
    with socket.socket() as elsewhere:
        refused = elsewhere.connect_ex(("127.0.0.2", port or 0))
    code, said = served.stop(signal.SIGTERM)

    assert served.announcement == f"ready http://127.0.0.1:{port}\n"
    assert refused
    assert (code, said) == (0, "")


@pytest.mark.gate
def test_data_clock_tokens_and_events_survive_a_restart_unless_it_is_fresh(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Served(data) as served:
        served.set_clock(START)
        family = served.household()
        token, events = served.http.headers["Authorization"], served.events()

    with Served(data) as served:
        served.http.headers["Authorization"] = token
        assert served.http.get(f"/api/v2/household/{family.household}").status_code == 200
        assert served.http.get("/_local/clock").json()["now"].startswith("2027-01-01T09:")
        assert served.events() == events
        assert served.set_clock("2026-12-31T00:00:00Z").status_code == 409

    (data / "mine.txt").write_text("kept")
    with Served(data, FRESH="1") as served:
        assert served.events() == []
        assert served.set_clock("2020-01-01T00:00:00Z").status_code == 200
    assert (data / "mine.txt").exists()


@pytest.mark.gate
def test_a_goal_closes_each_period_once_and_in_order_however_often_the_stack_is_killed(tmp_path: Path) -> None:
    served = Served(tmp_path / "data")
    served.set_clock(START)
    family = served.household()
    daily = {
        "name": "Every day",
        "account_id": family.account,
        "tracking_type": "credit",
        "frequency": "daily",
        "target": "open_ended",
        "period_amount": "1",
        "end_date": "2027-02-28",
    }
    monthly = {
        "name": "Every month",
        "account_id": family.account,
        "target_amount": {"value": "200", "currency": "USD"},
        "target_date": "2027-03-05",
    }
    goal = served.http.post("/goals", json=daily).json()["id"]
    saving = served.http.post("/goals/v1/savings", json=monthly).json()["data"]["id"]
    action = {"amount": {"value": "200", "currency": "USD"}, "credit_debit_indicator": "credit"}
    served.http.post(f"/goals/v1/savings/{saving}/actions", json=action).raise_for_status()
    number = served.http.get(f"/goals/{saving}").json()["id"]

    for closed_before_the_kill in (3, 30):
        kill_during_the_walk(served, goal, closed_before_the_kill)
        served = Served(tmp_path / "data")
        served.act_for(family.customer)
    with served:
        assert served.set_clock(END).status_code == 200
        events = served.events()
        goals = {each["id"]: each for each in served.http.get("/goals").json()}
        reports = [served.http.get(f"/goals/{each}/integrity").json()["holds"] for each in goals]

    assert closed_periods(events, goal) == list(range(59))
    assert closed_periods(events, number) == [0, 1, 2]
    assert (goals[goal]["status"], goals[goal]["current_amount"]) == ("failed", "0.00")
    assert (goals[number]["status"], goals[number]["current_amount"]) == ("completed", "200.00")
    own = [event["detail-type"] for event in events if event["detail"]["data"].get("goal_number") == number]
    assert own[-2:] == ["goal.finalising", "goal.completed"]
    assert len({event["detail"]["id"] for event in events}) == len(events)
    for each in goals:
        heads = [event["detail"] for event in events if event["detail"]["data"].get("goal_number") == each]
        assert [int(detail["sequence"]) for detail in heads] == list(range(1, goals[each]["sequence"] + 1))
    assert reports == [True, True]


def kill_during_the_walk(served: Served, goal: int, closed: int) -> None:
    """Send the clock to the end and kill the stack as soon as so many periods are closed."""
    with ThreadPoolExecutor(1) as pool:
        walk = pool.submit(httpx2.put, f"{served.base_url}/_local/clock", json={"now": END}, timeout=60)
        for _ in count():
            if len(closed_periods(served.events(), goal)) >= closed:
                break
        served.stop(signal.SIGKILL)
        assert walk.exception() is not None, "the walk was over before the stack was killed"


def test_a_second_stack_does_not_take_the_data_of_the_first(tmp_path: Path) -> None:
    with owned(tmp_path, fresh=False) as folder:
        folder.state.write_text("data")
        with pytest.raises(DataInUse, match="another stack"), owned(tmp_path, fresh=True):
            pass

        assert folder.state.read_text() == "data"


def test_a_fresh_start_forgets_the_data_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept")
    with owned(tmp_path, fresh=False) as folder:
        folder.state.write_text("data")
        (folder.engine / "table").write_text("data")
    with owned(tmp_path, fresh=True) as folder:
        assert not folder.state.exists()
        assert list(folder.engine.iterdir()) == []

    assert (tmp_path / "mine.txt").read_text() == "kept"


@pytest.mark.parametrize("port", ["http", "-1", "65536", "²", "8000 "])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(BadOption, match="PORT"):
        Options.from_environment({"PORT": port})


@pytest.mark.parametrize(
    ("variables", "options"),
    [
        ({}, Options(8000, Path(".local"), fresh=False)),
        ({"PORT": "", "DATA_DIR": "", "FRESH": ""}, Options(8000, Path(".local"), fresh=False)),
        ({"PORT": "0", "DATA_DIR": "there", "FRESH": "1"}, Options(0, Path("there"), fresh=True)),
        ({"FRESH": "0"}, Options(fresh=False)),
        ({"CORS_ORIGINS": ""}, Options(origins=())),
        (
            {"CORS_ORIGINS": "https://a.example,http://localhost:3000"},
            Options(origins=("https://a.example", "http://localhost:3000")),
        ),
    ],
)
def test_the_environment_says_where_to_serve_and_where_data_are_kept(
    variables: dict[str, str], options: Options
) -> None:
    assert Options.from_environment(variables) == options


def test_a_port_in_use_ends_the_start_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        ended = start_and_wait_for_the_end(tmp_path / "data", PORT=str(other.getsockname()[1]))

    assert (ended.returncode, ended.stdout) == (1, "")
    assert "in use" in ended.stderr


def test_data_are_not_served_by_another_engine_than_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with owned(tmp_path, fresh=False) as folder, closing(State(folder.state)) as state:
        state.keep("engine", "dynoxide")
    monkeypatch.setenv("ENGINE", DYNAMODB_LOCAL)
    with pytest.raises(EngineUnavailableError, match="take ENGINE=dynoxide"), stack(Options(0, tmp_path)):
        pass


@pytest.mark.gate
@pytest.mark.parametrize("engine", sorted({preferred_engine(), DYNAMODB_LOCAL}))
def test_the_year_of_the_demo_ends_with_every_invariant_holding(tmp_path: Path, engine: str) -> None:
    demo = subprocess.run(
        [sys.executable, "-m", "local.demo"],
        env=command_environment(tmp_path, ENGINE=engine) | {"BASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert demo.stdout.rstrip().endswith("every invariant holds")
    assert os.linesep in demo.stdout
