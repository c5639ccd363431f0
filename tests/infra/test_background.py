"""Work that nobody waits for: it is started, repeated and, when it fails for good, kept."""

import json

import pytest

from savings.store.schema import STREAM_FILTER
from tests.infra.template import PARTNER_BUS, Template

DEAD_LETTERS = {f"{name}DeadLetters" for name in ("Close", "Deliver", "Enqueue", "Notify", "Partner", "Publish")}


def test_every_queue_has_dead_letters_or_keeps_them(template: Template) -> None:
    queues = template.properties("SQS::Queue")
    assert set(queues) == DEAD_LETTERS | {"CloseQueue", "DeliverQueue", "NotifyQueue"}
    assert queues["CloseQueue"]["RedrivePolicy"] == {
        "deadLetterTargetArn": "CloseDeadLetters.Arn",
        "maxReceiveCount": 3,
    }
    assert {queues[name]["MessageRetentionPeriod"] for name in DEAD_LETTERS} == {14 * 24 * 3600}


def test_every_queue_is_encrypted_and_refuses_plain_http(template: Template) -> None:
    assert all(queue["SqsManagedSseEnabled"] for queue in template.properties("SQS::Queue").values())
    policies = template.properties("SQS::QueuePolicy").values()
    assert sorted(policy["Queues"][0] for policy in policies) == sorted(template.properties("SQS::Queue"))
    for policy in policies:
        (statement,) = [one for one in policy["PolicyDocument"]["Statement"] if one["Effect"] == "Deny"]
        assert (statement["Effect"], statement["Condition"]) == ("Deny", {"Bool": {"aws:SecureTransport": "false"}})


def test_the_sweep_starts_every_five_minutes_and_a_failed_start_is_kept(template: Template) -> None:
    schedule = template.properties("Scheduler::Schedule")["EnqueueSchedule"]
    assert schedule["ScheduleExpression"] == "rate(5 minutes)"
    target = schedule["Target"]
    assert (target["Arn"], target["RoleArn"]) == ("EnqueueLive", "EnqueueScheduleRole.Arn")
    assert json.loads(target["Input"]) == {"time": "<aws.scheduler.scheduled-time>"}
    assert target["DeadLetterConfig"] == {"Arn": "EnqueueDeadLetters.Arn"}
    assert target["RetryPolicy"] == {"MaximumEventAgeInSeconds": 300, "MaximumRetryAttempts": 3}


def test_the_schedule_may_start_the_sweep_and_nothing_else(template: Template) -> None:
    assert template.grants("EnqueueScheduleRole") == {
        "EnqueueLive": {"lambda:InvokeFunction"},
        "EnqueueDeadLetters.Arn": {"sqs:SendMessage"},
    }


@pytest.mark.parametrize(("minutes", "rate"), [(15, "rate(15 minutes)"), (1, "rate(1 minute)")])
def test_the_auditor_starts_as_often_as_chosen_and_hears_how_often(
    template: Template, other: Template, minutes: int, rate: str
) -> None:
    chosen = template if minutes == 15 else other
    schedule = chosen.properties("Scheduler::Schedule")["AuditSchedule"]
    assert schedule["ScheduleExpression"] == rate
    assert schedule["Target"]["Arn"] == "AuditLive"
    assert json.loads(schedule["Target"]["Input"]) == {"time": "<aws.scheduler.scheduled-time>", "minutes": minutes}
    assert schedule["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"] == minutes * 60
    assert chosen.grants("AuditScheduleRole") == {"AuditLive": {"lambda:InvokeFunction"}}


def test_a_sweep_that_fails_after_its_start_is_kept_too(template: Template) -> None:
    failures = template.only("Lambda::EventInvokeConfig")
    assert failures["FunctionName"] == "EnqueueFunction"
    assert failures["DestinationConfig"] == {"OnFailure": {"Destination": "EnqueueDeadLetters.Arn"}}


def test_shards_are_closed_in_order_by_a_bounded_number_of_workers(template: Template) -> None:
    queue = template.properties("SQS::Queue")["CloseQueue"]
    assert queue["FifoQueue"] is True
    assert (queue["DeduplicationScope"], queue["FifoThroughputLimit"]) == ("messageGroup", "perMessageGroupId")
    mapping = template.properties("Lambda::EventSourceMapping")["CloseShards"]
    assert mapping["EventSourceArn"] == "CloseQueue.Arn"
    assert mapping["FunctionName"] == "CloseLive"
    assert mapping["BatchSize"] == 1, "a shard that runs out of time holds up no other"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": 64}


def test_a_shard_stays_hidden_while_its_worker_may_still_be_at_it(template: Template) -> None:
    hidden = template.properties("SQS::Queue")["CloseQueue"]["VisibilityTimeout"]
    assert hidden == 6 * template.functions()["close"]["Timeout"]


def test_only_changes_with_something_to_tell_reach_the_publisher(template: Template) -> None:
    mapping = template.properties("Lambda::EventSourceMapping")["PublishChanges"]
    assert mapping["EventSourceArn"] == "Table.StreamArn"
    assert mapping["FunctionName"] == "PublishLive"
    assert [json.loads(part["Pattern"]) for part in mapping["FilterCriteria"]["Filters"]] == [STREAM_FILTER]


def test_changes_are_published_from_the_first_on_in_parts_and_none_is_dropped(template: Template) -> None:
    mapping = template.properties("Lambda::EventSourceMapping")["PublishChanges"]
    assert mapping["StartingPosition"] == "TRIM_HORIZON"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["MaximumRecordAgeInSeconds"] == 22 * 3600
    assert mapping["DestinationConfig"] == {"OnFailure": {"Destination": "PublishDeadLetters.Arn"}}


def test_events_are_archived_for_a_replay(template: Template) -> None:
    archive = template.only("Events::Archive")
    assert archive["SourceArn"] == "Bus.Arn"
    assert archive["EventPattern"] == {"source": ["savings.goals"]}
    assert archive["RetentionDays"] == 365


def test_a_partner_gets_a_copy_of_its_tenants_events_and_a_lost_one_is_kept(full: Template) -> None:
    rule = full.properties("Events::Rule")["ToBank"]
    assert rule["EventPattern"] == {"source": ["savings.goals"], "detail": {"tenantid": ["bank"]}}
    (target,) = rule["Targets"]
    assert (target["Arn"], target["DeadLetterConfig"]) == (PARTNER_BUS, {"Arn": "PartnerDeadLetters.Arn"})
