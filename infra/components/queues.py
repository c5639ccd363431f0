"""Queues: the work of closing, notifying and delivering, and what could not be done."""

from collections.abc import Mapping
from typing import Final

from aws_cdk import Aws, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from contract.wiring import (
    CLOSE_DEAD_LETTERS,
    DEAD_LETTERS_KEPT,
    DELIVER_DEAD_LETTERS,
    ENQUEUE_DEAD_LETTERS,
    FIFO,
    NOTIFY_DEAD_LETTERS,
    PARTNER_DEAD_LETTERS,
    PUBLISH_DEAD_LETTERS,
    QUEUES,
)
from infra.components.function import ServiceFunction
from infra.components.grants import DEAD_LETTERS_OF_QUEUE, RECEIVE, SEND, accept, allow
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings
from savings.deadline import TIMEOUTS

_DEAD_LETTERS: Final = {
    CLOSE_DEAD_LETTERS: "the queue CloseQueue",
    DELIVER_DEAD_LETTERS: "the queue DeliverQueue, the function Deliver, or EventBridge,",
    ENQUEUE_DEAD_LETTERS: "the scheduler or AWS Lambda",
    NOTIFY_DEAD_LETTERS: "the queue NotifyQueue, or EventBridge,",
    PARTNER_DEAD_LETTERS: "EventBridge",
    PUBLISH_DEAD_LETTERS: "AWS Lambda or the function",
}
"""The queues, and what fills each."""
_OF_RULES: Final = {DELIVER_DEAD_LETTERS, NOTIFY_DEAD_LETTERS, PARTNER_DEAD_LETTERS}


def make_dead_letters(scope: Construct, settings: Settings) -> None:
    """Add the queues that keep for a while what failed for good; the rules of the product's bus may fill them."""
    for name, filled_by in _DEAD_LETTERS.items():
        queue = sqs.Queue(
            scope,
            name,
            fifo=name in FIFO or None,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(DEAD_LETTERS_KEPT.days),
        )
        hand_over(scope, settings, f"{name}Arn", queue.queue_arn)
        for rule in ("SQS3", "Serverless-SQSRedrivePolicy"):
            accept(queue, rule, f"It is itself where dead letters end: {filled_by} puts them there.")
        if name in _OF_RULES:
            _let_rules_in(queue, settings)


def find_dead_letters(scope: Construct, settings: Settings) -> dict[str, sqs.IQueue]:
    """Return these queues by their names."""
    return {
        name: sqs.Queue.from_queue_attributes(
            scope, name, queue_arn=taken_over(scope, settings, f"{name}Arn"), fifo=name in FIFO
        )
        for name in _DEAD_LETTERS
    }


def _let_rules_in(queue: sqs.Queue, settings: Settings) -> None:
    """Let the stage's rules write: those of its bus, and the one of the account's own bus that is called like it."""
    rules = f"arn:{Aws.PARTITION}:events:{Aws.REGION}:{Aws.ACCOUNT_ID}:rule/{settings.name}"
    queue.add_to_resource_policy(
        iam.PolicyStatement(
            principals=[iam.ServicePrincipal("events.amazonaws.com")],
            actions=list(SEND),
            resources=[queue.queue_arn],
            conditions={"ArnLike": {"aws:SourceArn": [f"{rules}/*", rules]}},
        )
    )


def make_queue(scope: Construct, name: str, dead_letters: Mapping[str, sqs.IQueue]) -> sqs.Queue:
    """Add a queue as it is wired; in one with groups, one worker at a time has a group."""
    wired, is_fifo = QUEUES[name], name in FIFO
    return sqs.Queue(
        scope,
        name,
        fifo=is_fifo or None,
        deduplication_scope=sqs.DeduplicationScope.MESSAGE_GROUP if is_fifo else None,
        fifo_throughput_limit=sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID if is_fifo else None,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=Duration.seconds(wired.keeps.total_seconds()),
        # Six times the function's time: the batch is not handed out again while AWS Lambda still retries it.
        visibility_timeout=Duration.seconds(6 * TIMEOUTS[wired.feeds]),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters[wired.dead_letters], max_receive_count=wired.attempts),
    )


def feed_from(queue: sqs.Queue, function: ServiceFunction, name: str, most: int) -> None:
    """Feed a function from its queue, so many batches at once at most; it may put work there again by itself."""
    allow(function.role, RECEIVE, queue.queue_arn)
    allow(function.role, SEND, queue.queue_arn)
    mapping = lambda_.CfnEventSourceMapping(
        function,
        name,
        function_name=function.arn,
        event_source_arn=queue.queue_arn,
        batch_size=QUEUES[queue.node.id].batch,
        function_response_types=["ReportBatchItemFailures"],
        scaling_config=lambda_.CfnEventSourceMapping.ScalingConfigProperty(maximum_concurrency=most),
    )
    accept(mapping, "Serverless-LambdaEventSourceMappingDestination", DEAD_LETTERS_OF_QUEUE)
