"""Queues: the work of closing, and what could not be done."""

from aws_cdk import Duration
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.grants import accept
from savings.deadline import TIMEOUTS

CLOSE_TIMEOUT = Duration.seconds(TIMEOUTS["close"])


def make_dead_letters(scope: Construct, name: str, *, filled_by: str | None, fifo: bool = False) -> sqs.Queue:
    """Add a queue that keeps for 14 days what failed for good.

    `filled_by` says which service puts it there; None where it is another queue's redrive policy.
    """
    queue = sqs.Queue(
        scope,
        name,
        fifo=fifo or None,
        encryption=sqs.QueueEncryption.SQS_MANAGED,
        enforce_ssl=True,
        retention_period=Duration.days(14),
    )
    if filled_by:
        accept(queue, "SQS3", f"It is itself where dead letters end: {filled_by} puts them there.")
    return queue


def make_close_queue(scope: Construct, dead_letters: sqs.Queue) -> sqs.Queue:
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
