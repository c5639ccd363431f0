"""Whoever is on call hears of what goes wrong and finds what to do; the dashboards show what the functions emit."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from contract.metrics import METRICS
from tests.contract.served_code import ROOT
from tests.infra.template import ON_CALL, PAGER, Synthesize, Template

FUNCTIONS = (
    *(
        "Actions",
        "Audit",
        "Authorize",
        "Close",
        "Goals",
        "Households",
        "Notifications",
        "Notify",
        "Publish",
        "Webhooks",
    ),
    *("Deliver", "Enqueue"),
)
OF_MAIL = {"MailRefused", "MailUnknown", "MailBouncing", "MailUnwanted"}
WAKING = {
    *("ApiDown", "InvariantsBroken", "EnqueueMissing", "ClosingLate"),
    *("PublishDeadLetters", "PublishingLate"),
}
TOPICS = {"page": "PageTopic", "ticket": "TicketTopic"}


def test_there_is_an_alarm_for_each_way_to_fail(template: Template, full: Template) -> None:
    expected = {f"{name}{what}" for name in FUNCTIONS for what in ("Errors", "Throttles")}
    expected |= {f"{name}DeadLetters" for name in ("Close", "Deliver", "Enqueue", "Notify", "Partner", "Publish")}
    expected |= {
        "InvariantsBroken",
        "AuditFailures",
        "NotifyingStuck",
        "PublishingLate",
        "DeliveringStuck",
        "WebhookDisabled",
    }
    expected |= {"EnqueueMissing", "ClosingLate", "ClosingFails", "ClosingStuck"}
    expected |= {"ApiDown", "ApiFailing", "TableReadThrottles", "TableWriteThrottles"}
    assert set(_alarms(template)) == expected
    assert set(_alarms(full)) == expected | OF_MAIL | {"ConsoleErrors", "ConsoleThrottles"}


def test_every_alarm_leads_to_its_paragraph_which_says_what_to_do_and_whether_it_wakes_somebody(full: Template) -> None:
    paragraphs = _paragraphs()
    led_to = set()
    for name, alarm in _alarms(full).items():
        found = re.fullmatch(r".+\. \((page|ticket); docs/operations\.md#(\w+)\)", alarm["AlarmDescription"])
        assert found is not None, name
        urgency, anchor = found.groups()
        of_functions = re.fullmatch(rf"(?:{'|'.join((*FUNCTIONS, 'Console'))})(Errors|Throttles)", name)
        assert anchor == (f"Function{of_functions[1]}" if of_functions else name).lower()
        assert re.match(rf"\*\*{urgency}\*\*\. .+ \*Look\*: .+ \*Do\*: .+", paragraphs[anchor]), name
        assert alarm["AlarmActions"] == alarm["OKActions"] == [TOPICS[urgency]]
        assert (urgency == "page") == (name in WAKING), name
        led_to.add(anchor)
    assert led_to == paragraphs.keys()


def test_the_oldest_due_item_is_watched_where_the_closing_worker_reports_it(template: Template) -> None:
    alarm = _alarms(template)["ClosingLate"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("SavingsGoals/sandbox", "OldestDueSeconds")
    assert alarm["Dimensions"] == [{"Name": "service", "Value": "close"}]


def test_returned_mail_raises_an_alarm_before_amazon_reviews_the_account(full: Template) -> None:
    """From 5 % of bounces and 0.1 % of complaints on, says its developer guide ("Reputation metrics messages")."""
    reviewed = {"MailBouncing": ("Reputation.BounceRate", 0.05), "MailUnwanted": ("Reputation.ComplaintRate", 0.001)}
    for name, (metric, threshold) in reviewed.items():
        alarm = _alarms(full)[name]
        assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/SES", metric)
        assert 0 < alarm["Threshold"] < threshold


def test_the_alarm_topics_are_encrypted_with_a_key_that_cloudwatch_may_use(template: Template) -> None:
    topics = template.properties("SNS::Topic")
    assert {name: topic["KmsMasterKeyId"] for name, topic in topics.items()} == dict.fromkeys(
        TOPICS.values(), "AlarmKey.Arn"
    )
    statements = template.only("KMS::Key")["KeyPolicy"]["Statement"]
    assert {"Service": "cloudwatch.amazonaws.com"} in [statement["Principal"] for statement in statements]
    assert template.only("KMS::Key")["EnableKeyRotation"] is True


def test_nobody_gets_alarms_by_mail_unless_an_address_is_set(template: Template, full: Template) -> None:
    assert template.resources("SNS::Subscription") == {}
    assert _readers(full) == {"PageTopic": PAGER, "TicketTopic": ON_CALL}


def test_one_address_reads_both_kinds_where_no_other_is_given_and_a_live_stage_has_readers_for_both(
    synthesize: Synthesize,
) -> None:
    assert _readers(synthesize("live", alarm_email=ON_CALL)) == dict.fromkeys(TOPICS.values(), ON_CALL)
    with pytest.raises(ValueError, match="alarm_email: nobody would hear"):
        synthesize("live", page_email=PAGER)


def test_every_metric_of_the_product_is_shown_or_watched_and_no_other_is(full: Template) -> None:
    shown = {(metric[1], metric[3]) for name in ("Business", "Technical") for metric in _own(_metrics(full, name))}
    watched = {
        (metric["MetricName"], metric["Dimensions"][0]["Value"])
        for metric in _watched(full)
        if metric["Namespace"].startswith("SavingsGoals")
    }
    assert shown | watched == {(metric.name, metric.service) for metric in METRICS}


def test_metrics_are_those_of_the_stage(full: Template) -> None:
    spaces = {metric[0] for name in ("Business", "Technical") for metric in _own(_metrics(full, name))}
    spaces |= {metric["Namespace"] for metric in _watched(full)}
    assert {space for space in spaces if not space.startswith("AWS/")} == {"SavingsGoals/sandbox"}


def test_lags_are_shown_by_their_percentiles(template: Template) -> None:
    lags = [metric for metric in _own(_metrics(template, "Technical")) if metric[1].endswith("LagSeconds")]
    assert {(metric[1], metric[-1]["stat"]) for metric in lags} == {
        (f"{lag}LagSeconds", stat) for lag in ("Publish", "Notification", "Delivery") for stat in ("p50", "p99")
    }


def test_the_technical_dashboard_shows_every_function_and_every_dead_letter_queue(template: Template) -> None:
    shown = _metrics(template, "Technical")
    errors = {metric[3] for metric in shown if metric[1] == "Errors"}
    assert errors == {f"{name}Function" for name in FUNCTIONS}
    queues = {metric[3] for metric in shown if metric[1] == "ApproximateNumberOfMessagesVisible"}
    assert queues >= {f"{name}DeadLetters.QueueName" for name in ("Close", "Publish", "Enqueue")}


def test_no_alarm_and_no_graph_needs_the_metrics_of_single_routes(template: Template) -> None:
    shown = [metric for metric in _metrics(template, "Technical") if metric[0] == "AWS/ApiGateway"]
    watched = [metric for metric in _watched(template) if metric["Namespace"] == "AWS/ApiGateway"]
    assert {metric[1] for metric in shown} == {"Count", "4xx", "5xx", "Latency"}
    assert {tuple(metric[2:4]) for metric in shown} == {("ApiId", "Api")}
    assert {metric["MetricName"] for metric in watched} == {"Count", "5xx"}
    assert [metric["Dimensions"] for metric in watched] == [[{"Name": "ApiId", "Value": "Api"}]] * 3


def _alarms(template: Template) -> dict[str, dict[str, Any]]:
    return {name.removeprefix("Alarms"): alarm for name, alarm in template.properties("CloudWatch::Alarm").items()}


def _watched(template: Template) -> Iterator[dict[str, Any]]:
    """Yield each metric that an alarm reads, by itself or with others."""
    for alarm in _alarms(template).values():
        if "MetricName" in alarm:
            yield alarm
        for metric in alarm.get("Metrics", ()):
            if "MetricStat" in metric:
                yield metric["MetricStat"]["Metric"]


def _paragraphs() -> dict[str, str]:
    """Return what the operator's book says of each alarm, by the anchor of its heading."""
    page = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    section = page.partition("\n## Alarms\n")[2].partition("\n## ")[0]
    found = re.findall(r"^### (\w+)\n\n(.+?)(?=\n### |\Z)", section, re.MULTILINE | re.DOTALL)
    return {name.lower(): " ".join(text.split()) for name, text in found}


def _readers(template: Template) -> dict[str, str]:
    subscriptions = template.properties("SNS::Subscription").values()
    assert {one["Protocol"] for one in subscriptions} == {"email"}
    return {one["TopicArn"]: one["Endpoint"] for one in subscriptions}


def _metrics(template: Template, dashboard: str) -> list[list[Any]]:
    """Return the metrics of a dashboard, without what is computed of them."""
    body = json.loads(template.properties("CloudWatch::Dashboard")[dashboard]["DashboardBody"])
    shown = [metric for widget in body["widgets"] for metric in widget["properties"]["metrics"]]
    return [metric for metric in shown if isinstance(metric[0], str)]


def _own(metrics: list[list[Any]]) -> list[list[Any]]:
    """Return those of the product."""
    return [metric for metric in metrics if metric[0].startswith("SavingsGoals")]
