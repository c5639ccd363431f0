"""Time: every five minutes the shards are queued, the closing workers take what is due in them; audits regularly."""

import json

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sqs as sqs

from infra.components.function import ServiceFunction
from infra.components.grants import DEAD_LETTERS_OF_QUEUE, INVOKE, RECEIVE, SEND, accept, allow
from infra.settings import Settings
from savings.store.schema import SHARDS_AT_ONCE

TICK = Duration.minutes(5)


def enqueue_regularly(enqueue: ServiceFunction, dead_letters: sqs.IQueue) -> None:
    """Start `enqueue` at every tick; what fails ends in `dead_letters`."""
    _start(enqueue, TICK, "Looks for what is due", dead_letters=dead_letters)
    allow(enqueue.role, SEND, dead_letters.queue_arn)
    lambda_.CfnEventInvokeConfig(
        enqueue,
        "Failures",
        function_name=enqueue.function.function_name,
        qualifier=enqueue.alias.alias_name,
        maximum_event_age_in_seconds=int(TICK.to_seconds()),
        maximum_retry_attempts=2,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead_letters.queue_arn)
        ),
    )


def audit_regularly(audit: ServiceFunction, settings: Settings) -> None:
    """Start `audit` with the minutes between two runs, of which it makes the run's number; one that fails is let go."""
    _start(audit, Duration.minutes(settings.audit_minutes), "Proves some of the goals", minutes=settings.audit_minutes)


def _start(
    function: ServiceFunction, every: Duration, what: str, *, dead_letters: sqs.IQueue | None = None, **said: int
) -> None:
    """Start a function regularly with `{"time": "<instant>"}` and what else is `said`.

    A start is tried for as long as it is the newest one: the next covers whatever it would have done.
    """
    role = iam.Role(function, "ScheduleRole", assumed_by=iam.ServicePrincipal("scheduler.amazonaws.com"))
    allow(role, INVOKE, function.arn)
    kept = None
    if dead_letters is not None:
        allow(role, SEND, dead_letters.queue_arn)
        kept = scheduler.CfnSchedule.DeadLetterConfigProperty(arn=dead_letters.queue_arn)
    minutes = int(every.to_minutes())
    scheduler.CfnSchedule(
        function,
        "Schedule",
        description=what,
        schedule_expression=f"rate({minutes} minute{'' if minutes == 1 else 's'})",
        flexible_time_window=scheduler.CfnSchedule.FlexibleTimeWindowProperty(mode="OFF"),
        target=scheduler.CfnSchedule.TargetProperty(
            arn=function.arn,
            role_arn=role.role_arn,
            input=json.dumps({"time": "<aws.scheduler.scheduled-time>", **said}),
            dead_letter_config=kept,
            retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                maximum_event_age_in_seconds=int(every.to_seconds()), maximum_retry_attempts=3
            ),
        ),
    )


def close_from(queue: sqs.Queue, close: ServiceFunction, settings: Settings) -> None:
    """Feed `close` with the shards of `queue`, one at a time; it sends the rest of a long one there again by itself."""
    allow(close.role, RECEIVE, queue.queue_arn)
    allow(close.role, SEND, queue.queue_arn)
    mapping = lambda_.CfnEventSourceMapping(
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
    accept(mapping, "Serverless-LambdaEventSourceMappingDestination", DEAD_LETTERS_OF_QUEUE)
