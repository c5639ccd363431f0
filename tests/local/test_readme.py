"""The calls of README.md work as they stand there, pasted into a shell."""

import json
import os
import re
import subprocess
from pathlib import Path

from tests.local.serving import Served

README = Path(__file__).parents[2] / "README.md"


def test_the_calls_of_the_readme_work_as_they_stand(tmp_path: Path) -> None:
    first_calls, time_passes = re.findall(r"```bash\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    script = f"set -eu\n{first_calls}\n{time_passes}"
    with Served(tmp_path / "data") as stack:
        environment = {**os.environ, "BASE": stack.base_url}
        done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=True)
    action, goal, clock, periods, events, messages = (json.loads(line) for line in done.stdout.splitlines())
    assert action["data"]["amount"] == {"currency": "GBP", "value": "150.00"}
    assert goal["current_amount"] == "150.00"
    assert set(clock) == {"now"}
    assert len(periods) == goal["periods_count"]
    assert "goal.period.closed" in {event["detail-type"] for event in events["events"]}
    assert {one["channel"] for one in messages["notifications"]} == {"inbox"}
    assert "“Holiday”" in messages["notifications"][-1]["subject"]
