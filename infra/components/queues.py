"""Queues: the work of closing, and what could not be done."""

from typing import Final

from aws_cdk import Aws, Duration
from aws_cdk import aws_iam as iam
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.grants import SEND, accept
from infra.components.kept import hand_over, taken_over
from infra.settings import Settings
from savings.deadline import TIMEOUTS

CLOSE_DEAD_LETTERS: Final = "CloseDeadLetters"
ENQUEUE_DEAD_LETTERS: Final = "EnqueueDeadLetters"
NOTIFY_DEAD_LETTERS: Final = "NotifyDeadLetters"
PARTNER_DEAD_LETTERS: Final = "PartnerDeadLetters"
PUBLISH_DEAD_LETTERS: Final = "PublishDeadLetters"
_DEAD_LETTERS: Final = {
    CLOSE_DEAD_LETTERS: "the queue CloseQueue",
    ENQUEUE_DEAD_LETTERS: "the scheduler or AWS Lambda",
    NOTIFY_DEAD_LETTERS: "the queue NotifyQueue, or EventBridge,",
    PARTNER_DEAD_LETTERS: "EventBridge",
    PUBLISH_DEAD_LETTERS: "AWS Lambda or the function",
}
"""The queues, and what fills each."""
_OF_RULES: Final = {NOTIFY_DEAD_LETTERS, PARTNER_DEAD_LETTERS}
CLOSE_TIMEOUT = Duration.seconds(TIMEOUTS["close"])


def make_dead_letters(scope: Construct, settings: Settings) -> None:
    """Add the queues that keep for 14 days what failed for good; the rules of the product's bus may fill them."""
    for name, filled_by in _DEAD_LETTERS.items():
        queue = sqs.Queue(
            scope,
            name,
            fifo=name == CLOSE_DEAD_LETTERS or None,
            encryption=sqs.QueueEncryption.SQS_MANAGED,
            enforce_ssl=True,
            retention_period=Duration.days(14),
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
            scope, name, queue_arn=taken_over(scope, settings, f"{name}Arn"), fifo=name == CLOSE_DEAD_LETTERS
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


def make_close_queue(scope: Construct, dead_letters: sqs.IQueue) -> sqs.Queue:
    """Add the FIFO queue with one message a shard and tick; one worker at a time has a shard.

    A message lives for four hours only: every tick brings the same shards again, so an old one is worth nothing.
    """
    return sqs.Queue(
        scope,
        "CloseQueue",
        fifo=True,
        deduplication_scope=sqs.DeduplicationScope.MESSAGE_GROUP,
        fifo_throughput_limit=sqs.FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=Duration.hours(4),
        # Six times the function's time: the batch is not handed out again while AWS Lambda still retries it.
        visibility_timeout=Duration.seconds(6 * CLOSE_TIMEOUT.to_seconds()),
        dead_letter_queue=sqs.DeadLetterQueue(queue=dead_letters, max_receive_count=3),
    )
