"""Time: every five minutes the shards are queued, and the closing workers take what is due in them."""

import json

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.function import ServiceFunction
from infra.components.grants import INVOKE, RECEIVE, SEND, allow
from infra.settings import Settings
from savings.store.schema import SHARDS_AT_ONCE

TICK = Duration.minutes(5)


def enqueue_regularly(scope: Construct, enqueue: ServiceFunction, dead_letters: sqs.IQueue) -> None:
    """Start `enqueue` at every tick with `{"time": "<instant>"}`; what fails ends in `dead_letters`.

    A tick is tried for as long as it is the newest one: the next covers whatever it would have done.
    """
    role = iam.Role(scope, "ScheduleRole", assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com"))
    allow(role, INVOKE, enqueue.arn)
    allow(role, SEND, dead_letters.queue_arn)
    patience = int(TICK.to_seconds())
    scheduler.CfnSchedule(
        scope,
        "Schedule",
        description="Looks for what is due",
        schedule_expression=f"rate({int(TICK.to_minutes())} minutes)",
        flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
        target=scheduler.CfnSchedule.TargetProperty(
            arn=enqueue.arn,
            role_arn=role.role_arn,
            input=json.dumps({"time": "<aws.scheduler.scheduled-time>"}),
            dead_letter_config=scheduler.CfnSchedule.DeadLetterConfigProperty(arn=dead_letters.queue_arn),
            retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                maximum_event_age_in_seconds=patience, maximum_retry_attempts=3
            ),
        ),
    )
    allow(enqueue.role, SEND, dead_letters.queue_arn)
    lambda_.CfnEventInvokeConfig(
        enqueue,
        "Failures",
        function_name=enqueue.function.function_name,
        qualifier="$LATEST",
        maximum_event_age_in_seconds=patience,
        maximum_retry_attempts=2,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead_letters.queue_arn)
        ),
    )


def close_from(queue: sqs.Queue, close: ServiceFunction, settings: Settings) -> None:
    """Feed `close` with the shards of `queue`, one at a time; it sends the rest of a long one there again by itself."""
    allow(close.role, RECEIVE, queue.queue_arn)
    allow(close.role, SEND, queue.queue_arn)
    lambda_.CfnEventSourceMapping(
        close,
        "Shards",
        function_name=close.arn,
        event_source_arn=queue.queue_arn,
        batch_size=SHARDS_AT_ONCE,
        function_response_types=["ReportBatchItemFailures"],
        scaling_config=lambda_.CfnEventSourceMapping.ScalingConfigProperty(
            maximum_concurrency=settings.close_concurrency
        ),
    )
