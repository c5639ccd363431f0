"""The calls of README.md work as they stand there, pasted into a shell."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from tests.local.serving import Served
from tests.pages import README, answers, run, steps

pytestmark = pytest.mark.gate


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("readme")) as served:
        yield served


def test_the_calls_of_the_readme_work_as_they_stand_and_once_more(stack: Served) -> None:
    for _ in range(2):
        made, passed = run(steps(README), stack.base_url)
        household, account, saving, action, goal = made
        clock, periods, events, messages = passed
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
    wrong = steps(README)[0].script.replace('"TimeZone": "Europe/London"', '"TimeZone": "Europe/Londn"')
    environment = {**os.environ, "BASE": stack.base_url}
    done = subprocess.run(["bash", "-c", wrong], env=environment, capture_output=True, text=True, check=False)
    assert next(answers(done.stdout))["success"] is False
    assert "Traceback" not in done.stderr
