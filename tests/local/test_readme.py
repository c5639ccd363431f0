"""The calls of README.md work as they stand there, pasted into a shell."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.local.serving import Served

README = Path(__file__).parents[2] / "README.md"


FIRST_CALLS, TIME_PASSES = re.findall(r"```bash\n(.*?)```", README.read_text("utf-8"), re.DOTALL)


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("readme")) as served:
        yield served


def paste(script: str, base: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "BASE": base}
    return subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)


def answers(printed: str) -> Iterator[Any]:
    """Yield what was printed, one answer after the other."""
    decoder, rest = json.JSONDecoder(), printed.strip()
    while rest:
        answer, end = decoder.raw_decode(rest)
        yield answer
        rest = rest[end:].strip()


def test_the_calls_of_the_readme_work_as_they_stand_and_once_more(stack: Served) -> None:
    for _ in range(2):
        done = paste(f"set -eu\n{FIRST_CALLS}\n{TIME_PASSES}", stack.base_url)
        assert (done.returncode, done.stderr) == (0, "")
        household, account, saving, action, goal, clock, periods, events, messages = answers(done.stdout)
        assert household["data"]["HouseholdLabel"] == "The Grays"
        assert account["data"]["Value"] == 2500
        assert saving["data"]["name"] == "Holiday"
        assert action["data"]["amount"] == {"currency": "GBP", "value": "150.00"}
        assert goal["current_amount"] == "150.00"
        assert set(clock) == {"now"}
        assert len(periods) == goal["periods_count"]
        assert "goal.period.closed" in {event["detail-type"] for event in events["events"]}
        assert {one["channel"] for one in messages["notifications"]} == {"inbox"}
        assert "“Holiday”" in messages["notifications"][-1]["subject"]


def test_a_call_that_is_refused_shows_its_answer_and_no_traceback(stack: Served) -> None:
    wrong = FIRST_CALLS.replace('"TimeZone": "Europe/London"', '"TimeZone": "Europe/Londn"')
    done = paste(wrong, stack.base_url)
    assert "Europe/Londn" in wrong
    assert next(answers(done.stdout))["success"] is False
    assert "Traceback" not in done.stderr
