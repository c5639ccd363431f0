"""Work has its limits, and times are in the right order: who waits, waits longer than who works."""

from typing import Any

import pytest

from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.https.posting import SECONDS
from savings.runtime import Patience
from savings.usecases.webhook_delivery import TO_DELIVER
from tests.infra.template import Template

GATEWAY = 30
"""Seconds after which API Gateway gives up on a function; an HTTP API allows no more."""
STREAM = 24 * 3600
"""Seconds for which DynamoDB keeps a change in its stream."""
NEWS = 48 * 3600
"""Seconds for which an event is news to a customer (design, section 4)."""


@pytest.mark.parametrize("service", ["goals", "actions", "households", "notifications"])
def test_a_function_has_answered_before_the_gateway_gives_up(template: Template, service: str) -> None:
    assert template.functions()[service]["Timeout"] < GATEWAY
    for integration in template.properties("ApiGatewayV2::Integration").values():
        assert integration.get("TimeoutInMillis", GATEWAY * 1000) == GATEWAY * 1000


@pytest.mark.parametrize(
    ("queue", "worker"), [("CloseQueue", "close"), ("NotifyQueue", "notify"), ("DeliverQueue", "deliver")]
)
def test_a_message_stays_hidden_until_its_worker_has_had_all_its_tries(
    template: Template, queue: str, worker: str
) -> None:
    made = template.properties("SQS::Queue")[queue]
    assert made["VisibilityTimeout"] >= 6 * template.functions()[worker]["Timeout"]
    tries = made["RedrivePolicy"]["maxReceiveCount"]
    assert made["MessageRetentionPeriod"] > tries * made["VisibilityTimeout"], "or it is lost before it is put aside"


def test_dead_letters_are_kept_longer_than_anything_else(template: Template) -> None:
    queues = template.properties("SQS::Queue")
    dead = min(queue["MessageRetentionPeriod"] for name, queue in queues.items() if name.endswith("DeadLetters"))
    assert dead > max(queue["MessageRetentionPeriod"] for name, queue in queues.items() if "DeadLetters" not in name)


def test_a_tick_is_given_up_when_the_next_one_comes(template: Template) -> None:
    tick = 5 * 60
    schedule = template.properties("Scheduler::Schedule")["EnqueueSchedule"]
    assert schedule["ScheduleExpression"] == f"rate({tick // 60} minutes)"
    assert schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] <= tick
    assert template.only("Lambda::EventInvokeConfig")["MaximumEventAgeInSeconds"] <= tick
    assert TIMEOUTS["enqueue"] < tick


def test_a_change_is_put_aside_before_the_stream_forgets_it(template: Template) -> None:
    mapping = template.properties("Lambda::EventSourceMapping")["PublishChanges"]
    assert mapping["MaximumRecordAgeInSeconds"] + TIMEOUTS["publish"] < STREAM


def test_what_waits_for_the_notifier_lasts_longer_than_it_is_news(template: Template) -> None:
    assert template.properties("SQS::Queue")["NotifyQueue"]["MessageRetentionPeriod"] > NEWS


def test_every_route_has_a_limit_of_its_own(template: Template) -> None:
    limits = template.only("ApiGatewayV2::Stage")["RouteSettings"]
    routes = {route["RouteKey"] for route in template.properties("ApiGatewayV2::Route").values()}
    assert set(limits) == routes
    for key, limit in limits.items():
        expected = (200, 400) if key.startswith("GET ") else (100, 200)
        assert (limit["ThrottlingRateLimit"], limit["ThrottlingBurstLimit"]) == expected


def test_the_table_is_made_ready_for_a_peak_where_one_is_named(template: Template, full: Template) -> None:
    def ready(made: Template) -> list[dict[str, Any] | None]:
        table = made.only("DynamoDB::Table")
        return [part.get("WarmThroughput") for part in (table, *table["GlobalSecondaryIndexes"])]

    assert ready(template) == [None, None]
    assert ready(full) == [{"ReadUnitsPerSecond": 20_000, "WriteUnitsPerSecond": 8_000}] * 2


def test_a_deliverer_ends_in_time_whatever_a_webhook_does() -> None:
    """A call begins while there is time for all that belongs to it, and only in the first seconds of an invocation."""
    assert TIMEOUTS["deliver"] * 1000 - TO_ANSWER - TO_DELIVER < 5_000
    assert (2 * Patience().longest + SECONDS * 1000 + 2 * Patience().longest + 2 * Patience().longest) <= TO_DELIVER
