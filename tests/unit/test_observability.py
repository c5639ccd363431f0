"""Log lines and metrics: in the format of Powertools, and of failures kinds and stacks, but no messages."""

import io
import json
from typing import Any

import pytest
from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.metrics.provider.cold_start import reset_cold_start_flag

from savings import observability
from savings.config import Settings
from savings.correlation import serve
from savings.observability import NAMESPACE, SERVICE, about, count, instrumented, logger, seconds
from savings.runtime import Handler, Runtime
from tests.crowd import at_once
from tests.product import Context

EXTRA = {"code": "taken", "status": 409, "path": ("clients", 0)}


def test_causes_that_run_in_a_circle_are_each_written_once(caplog: pytest.LogCaptureFixture) -> None:
    first, second = KeyError("Anna"), ValueError("Gray")
    first.__cause__, second.__cause__ = second, first
    try:
        raise first
    except KeyError:
        logger.exception("failed")

    written = vars(caplog.records[-1])["exception"]
    assert [written.count(kind) for kind in ("builtins.KeyError", "builtins.ValueError")] == [1, 1]
    assert "'Anna'" not in written


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the product's logger writes."""
    stream = io.StringIO()
    (handler,) = logger.handlers
    monkeypatch.setattr(handler, "stream", stream)
    monkeypatch.setattr(observability, "_is_cold", True)
    return stream


def of_powertools() -> tuple[Logger, io.StringIO]:
    stream = io.StringIO()
    reset_cold_start_flag()  # type: ignore[no-untyped-call]
    # Of another service: one logger has one name.
    return Logger(service="powertools", stream=stream), stream


def read(stream: io.StringIO) -> list[list[tuple[str, Any]]]:
    """Return the members of each line in their order, but for the time and the place in the code."""
    lines = [json.loads(line.replace("powertools", SERVICE)) for line in stream.getvalue().splitlines()]
    return [[(name, value) for name, value in line.items() if name not in ("timestamp", "location")] for line in lines]


def test_lines_are_those_of_powertools(written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_X_AMZN_TRACE_ID", "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0")
    theirs, stream = of_powertools()

    @theirs.inject_lambda_context(clear_state=True)
    def their_handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        theirs.append_keys(operation="get_goal", request_id="r")
        theirs.info("refused", extra=EXTRA)
        theirs.warning("na\u00efve \u2602")
        return event

    def our_handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        about(operation="get_goal")
        serve("r")
        logger.info("refused", extra=EXTRA)
        logger.warning("na\u00efve \u2602")
        return event

    ours = instrumented(Runtime(Settings()), our_handler)
    for handler in (their_handler, ours):
        handler({}, Context())
        handler({}, Context())
    assert read(written) == read(stream)
    first, theirs_first = (json.loads(text.getvalue().splitlines()[0]) for text in (written, stream))
    assert list(first) == list(theirs_first)
    assert len(first["timestamp"]) == len(theirs_first["timestamp"])
    assert first["location"].partition(":")[0] == "our_handler"


def measured(handler: Handler, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    handler({}, Context())
    return [json.loads(line) for line in capsys.readouterr().out.splitlines() if "_aws" in line]


def test_metrics_are_those_of_powertools(capsys: pytest.CaptureFixture[str]) -> None:
    theirs = Metrics(namespace=NAMESPACE, service=SERVICE)

    @theirs.log_metrics
    def their_handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        theirs.add_metric(name="GoalsCreated", unit=MetricUnit.Count, value=3)
        theirs.add_metric(name="OldestDueSeconds", unit=MetricUnit.Seconds, value=7)
        theirs.add_metric(name="OldestDueSeconds", unit=MetricUnit.Seconds, value=9)
        return event

    def our_handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        count("GoalsCreated")
        count("GoalsCreated", 2)
        count("GoalsDeleted", 0)
        seconds("OldestDueSeconds", 7)
        seconds("OldestDueSeconds", 9)
        return event

    (line,) = measured(instrumented(Runtime(Settings()), our_handler), capsys)
    (their_line,) = measured(their_handler, capsys)
    assert abs(line["_aws"].pop("Timestamp") - their_line["_aws"].pop("Timestamp")) < 60_000
    assert line == their_line


def test_what_is_counted_side_by_side_while_lines_are_written_is_in_one_of_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Regression: a count between the reading of the metrics and their end was lost."""

    def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        for _ in range(50):
            count("GoalsCreated")
        return event

    ours = instrumented(Runtime(Settings()), handler)
    at_once([lambda: [ours({}, Context()) for _ in range(20)]] * 8)
    written = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert sum(line["GoalsCreated"][0] for line in written) == 8 * 20 * 50


def test_without_metrics_no_line_is_written_and_a_hundred_values_are_one(capsys: pytest.CaptureFixture[str]) -> None:
    def handler(event: dict[str, Any], _: Any) -> dict[str, Any]:
        for value in range(event.get("values", 0)):
            seconds("OldestDueSeconds", value)
        return event

    ours = instrumented(Runtime(Settings()), handler)
    assert measured(ours, capsys) == []
    ours({"values": 101}, Context())
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["OldestDueSeconds"] for line in lines] == [list(range(100)), [100]]
