"""What the functions have measured, read from the lines that CloudWatch would read."""

import json

import pytest


def measured(capsys: pytest.CaptureFixture[str]) -> dict[str, list[int]]:
    """Return the values of each metric that was written since the last call."""
    found: dict[str, list[int]] = {}
    for line in capsys.readouterr().out.splitlines():
        if '"_aws"' in line:
            read = json.loads(line)
            for metric in read["_aws"]["CloudWatchMetrics"][0]["Metrics"]:
                found.setdefault(metric["Name"], []).extend(read[metric["Name"]])
    return found
