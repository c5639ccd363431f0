"""Whoever is on call hears of what goes wrong, and the dashboards show what the functions emit."""

import json
from typing import Any

from tests.infra.template import ON_CALL, Template

FUNCTIONS = ("Actions", "Audit", "Close", "Goals", "Households", "Notifications", "Notify", "Publish", "Enqueue")
EMITTED = {
    ("GoalsCreated", "goals"),
    ("ActionsRecorded", "actions"),
    ("PeriodsClosed", "close"),
    ("EventsPublished", "publish"),
}


def test_there_is_an_alarm_for_each_way_to_fail(template: Template) -> None:
    expected = {f"Alarms{name}{what}" for name in FUNCTIONS for what in ("Errors", "Throttles")}
    expected |= {f"Alarms{name}DeadLetters" for name in ("Close", "Enqueue", "Notify", "Partner", "Publish")}
    expected |= {"AlarmsInvariantsBroken", "AlarmsAuditFailures"}
    expected |= {"AlarmsNotifyingStuck", "AlarmsMailRefused", "AlarmsMailUnknown"}
    expected |= {
        "AlarmsEnqueueMissing",
        "AlarmsClosingLate",
        "AlarmsClosingFails",
        "AlarmsClosingStuck",
        "AlarmsPublishingLate",
    }
    expected |= {"AlarmsApiFailing", "AlarmsTableReadThrottles", "AlarmsTableWriteThrottles"}
    assert set(template.properties("CloudWatch::Alarm")) == expected


def test_every_alarm_says_what_it_means_and_reports_the_topic(template: Template) -> None:
    for alarm in _alarms(template):
        assert len(alarm["AlarmDescription"]) > 10
        assert alarm["AlarmActions"] == alarm["OKActions"] == ["AlarmTopic"]


def test_a_sweep_that_does_not_run_is_noticed_because_silence_is_bad_news(template: Template) -> None:
    alarm = template.properties("CloudWatch::Alarm")["AlarmsEnqueueMissing"]
    assert (alarm["MetricName"], alarm["TreatMissingData"]) == ("Invocations", "breaching")
    assert alarm["Period"] * alarm["EvaluationPeriods"] == 15 * 60


def test_the_oldest_due_item_is_watched_where_the_closing_worker_reports_it(template: Template) -> None:
    alarm = template.properties("CloudWatch::Alarm")["AlarmsClosingLate"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("SavingsGoals/sandbox", "OldestDueSeconds")
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "close"}]


def test_the_alarm_topic_is_encrypted_with_a_key_that_cloudwatch_may_use(template: Template) -> None:
    assert template.only("SNS::Topic")["KmsMasterKeyId"] == "AlarmKey.Arn"
    statements = template.only("KMS::Key")["KeyPolicy"]["Statement"]
    assert {"Service": "cloudwatch.amazonaws.com"} in [statement["Principal"] for statement in statements]
    assert template.only("KMS::Key")["EnableKeyRotation"] is True


def test_nobody_gets_alarms_by_mail_unless_an_address_is_set(template: Template, full: Template) -> None:
    assert template.resources("SNS::Subscription") == {}
    subscription = full.only("SNS::Subscription")
    assert (subscription["Protocol"], subscription["Endpoint"]) == ("email", ON_CALL)


def test_the_business_dashboard_shows_what_the_functions_emit(template: Template) -> None:
    shown = _metrics(template, "Business")
    assert {(metric[1], metric[metric.index("service") + 1]) for metric in shown} == EMITTED
    assert {metric[0] for metric in shown} == {"SavingsGoals/sandbox"}


def test_the_technical_dashboard_shows_every_function_and_every_dead_letter_queue(template: Template) -> None:
    shown = _metrics(template, "Technical")
    errors = {metric[3] for metric in shown if metric[1] == "Errors"}
    assert errors == {f"{name}Function" for name in FUNCTIONS}
    queues = {metric[3] for metric in shown if metric[1] == "ApproximateNumberOfMessagesVisible"}
    assert queues >= {f"{name}DeadLetters.QueueName" for name in ("Close", "Publish", "Enqueue")}


def test_no_alarm_and_no_graph_needs_the_metrics_of_single_routes(template: Template) -> None:
    shown = [metric for metric in _metrics(template, "Technical") if metric[0] == "AWS/ApiGateway"]
    watched = [alarm for alarm in _alarms(template) if alarm["Namespace"] == "AWS/ApiGateway"]
    assert {metric[1] for metric in shown} == {"Count", "4xx", "5xx", "Latency"}
    assert {tuple(metric[2:4]) for metric in shown} == {("ApiId", "Api")}
    assert [alarm["Dimensions"] for alarm in watched] == [[{"Name": "ApiId", "Value": "Api"}]]


def _alarms(template: Template) -> list[dict[str, Any]]:
    return list(template.properties("CloudWatch::Alarm").values())


def _metrics(template: Template, dashboard: str) -> list[list[Any]]:
    body = json.loads(template.properties("CloudWatch::Dashboard")[dashboard]["DashboardBody"])
    return [metric for widget in body["widgets"] for metric in widget["properties"]["metrics"]]
