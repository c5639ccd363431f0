"""Time: every five minutes the shards are queued for the closing workers; some of what is stored is audited."""

import json

from aws_cdk import Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_scheduler as scheduler
from aws_cdk import aws_sqs as sqs

from contract.wiring import TICK, start_at
from infra.components.function import ServiceFunction
from infra.components.grants import INVOKE, SEND, allow
from infra.settings import Settings


def enqueue_regularly(enqueue: ServiceFunction, dead_letters: sqs.IQueue) -> None:
    """Start `enqueue` at every tick; what fails ends in `dead_letters`."""
    _start(enqueue, Duration.seconds(TICK.total_seconds()), "Looks for what is due", dead_letters=dead_letters)
    allow(enqueue.role, SEND, dead_letters.queue_arn)
    failures = lambda_.CfnEventInvokeConfig(
        enqueue,
        "Failures",
        function_name=enqueue.function.function_name,
        qualifier=enqueue.alias.alias_name,
        maximum_event_age_in_seconds=int(TICK.total_seconds()),
        maximum_retry_attempts=2,
        destination_config=lambda_.CfnEventInvokeConfig.DestinationConfigProperty(
            on_failure=lambda_.CfnEventInvokeConfig.OnFailureProperty(destination=dead_letters.queue_arn)
        ),
    )
    failures.node.add_dependency(enqueue.alias)


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
            input=json.dumps(start_at("<aws.scheduler.scheduled-time>", **said)),
            dead_letter_config=kept,
            retry_policy=scheduler.CfnSchedule.RetryPolicyProperty(
                maximum_event_age_in_seconds=int(every.to_seconds()), maximum_retry_attempts=3
            ),
        ),
    )
