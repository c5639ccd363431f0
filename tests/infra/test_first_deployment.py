"""No alarm starts with a first deployment, and what starts later does: CloudWatch's rules, applied to the template."""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from tests.infra.template import Template

Point = float | None
"""What a metric says of a period; None for no data."""

RANGE: Final = 2
"""CloudWatch looks at so many periods more than an alarm counts, where data are missing."""
ALARM, OK, UNKNOWN = "ALARM", "OK", "INSUFFICIENT_DATA"
CLOSED, FIRST_RUNS = 64.0, (None, 0.0, 0.0, 64.0, 64.0, 128.0, 64.0, 64.0)


def evaluated(alarm: dict[str, Any], points: Sequence[Point]) -> str:
    """Return an alarm's state after these points, oldest first, as CloudWatch's user guide has it.

    Real points count, from farther back where the latest are missing; only where there are too few of them, what is
    missing counts as the alarm says ("How CloudWatch alarms treat missing data").
    """
    counted = alarm["EvaluationPeriods"]
    real = [point for point in points[-counted - RANGE :] if point is not None][-counted:]
    if not real and alarm["TreatMissingData"] == "missing":
        return UNKNOWN
    breaching = sum(_is_beyond(alarm, point) for point in real)
    if alarm["TreatMissingData"] == "breaching":
        breaching += counted - len(real)
    return ALARM if breaching >= alarm.get("DatapointsToAlarm", counted) else OK


def _is_beyond(alarm: dict[str, Any], point: float) -> bool:
    threshold: float = alarm["Threshold"]
    beyond = {"GreaterThanThreshold": point > threshold, "LessThanThreshold": point < threshold}
    return beyond[alarm["ComparisonOperator"]]


def states(alarm: dict[str, Any], points: Sequence[Point]) -> list[str]:
    """Return the state after each point."""
    return [evaluated(alarm, points[: end + 1]) for end in range(len(points))]


def first_hour(alarm: dict[str, Any]) -> Sequence[Point]:
    """Return what a metric says in the first periods of a stage that works.

    The closers' queue has something sent with the first run, up to two periods after it is there; functions, queues
    and the product's own metrics say zero once there is anything to say, and nothing before.
    """
    name = (alarm.get("Namespace"), alarm.get("MetricName"))
    return FIRST_RUNS if name == ("AWS/SQS", "NumberOfMessagesSent") else [None, None, 0.0, None, 0.0, 0.0, None, 0.0]


def test_no_alarm_starts_with_a_first_deployment(full: Template) -> None:
    for name, alarm in full.properties("CloudWatch::Alarm").items():
        assert alarm["TreatMissingData"] == "notBreaching", name
        assert set(states(alarm, first_hour(alarm))) == {OK}, name


def test_each_alarm_starts_when_what_it_watches_goes_on_for_as_long_as_it_waits(full: Template) -> None:
    for name, alarm in full.properties("CloudWatch::Alarm").items():
        bad = 0.0 if alarm["ComparisonOperator"] == "LessThanThreshold" else alarm["Threshold"] + 1
        good, periods = alarm["Threshold"], alarm["EvaluationPeriods"]
        assert states(alarm, [good, good, *[bad] * periods])[-periods:] == [*[OK] * (periods - 1), ALARM], name


@pytest.fixture
def enqueue_missing(template: Template) -> dict[str, Any]:
    return template.properties("CloudWatch::Alarm")["AlarmsEnqueueMissing"]


def test_a_schedule_that_dies_is_noticed_after_15_minutes_and_for_as_long_as_it_is_dead(
    enqueue_missing: dict[str, Any],
) -> None:
    """The queue that the closers ask says zero; a run that comes again ends the alarm."""
    assert (enqueue_missing["Namespace"], enqueue_missing["MetricName"]) == ("AWS/SQS", "NumberOfMessagesSent")
    assert enqueue_missing["Dimensions"] == [{"Name": "QueueName", "Value": "CloseQueue.QueueName"}]
    assert enqueue_missing["Period"] * enqueue_missing["EvaluationPeriods"] == 15 * 60
    assert states(enqueue_missing, [CLOSED] * 4 + [0.0] * 6 + [CLOSED]) == [*[OK] * 6, *[ALARM] * 4, OK]


def test_a_run_that_slips_over_the_end_of_a_period_is_no_alarm(enqueue_missing: dict[str, Any]) -> None:
    assert set(states(enqueue_missing, [64.0, 0.0, 128.0, 0.0, 128.0, 64.0])) == {OK}


def test_the_usual_form_would_start_with_the_deployment(enqueue_missing: dict[str, Any]) -> None:
    """Calls of the function, of which none is bad news: there are none before the first run."""
    usual = enqueue_missing | {"TreatMissingData": "breaching"}
    assert states(usual, [None, 1.0, 1.0, 1.0])[0] == ALARM


@pytest.mark.parametrize(
    ("points", "breaching", "not_breaching"),
    [
        ("0 - X - X", OK, OK),
        ("- - - - 0", OK, OK),
        ("- - - - -", ALARM, OK),
        ("0 X X - X", ALARM, ALARM),
        ("- - X - -", ALARM, OK),
    ],
)
def test_the_rules_are_those_of_the_user_guide(points: str, breaching: str, not_breaching: str) -> None:
    """Its table for three points of three; X is beyond the threshold, 0 is not, - is missing."""
    read = [{"0": 0.0, "X": 2.0, "-": None}[point] for point in points.split()]
    alarm = {"Threshold": 1, "EvaluationPeriods": 3, "ComparisonOperator": "GreaterThanThreshold"}
    assert evaluated(alarm | {"TreatMissingData": "breaching"}, read) == breaching
    assert evaluated(alarm | {"TreatMissingData": "notBreaching"}, read) == not_breaching
