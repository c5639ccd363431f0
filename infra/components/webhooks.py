"""What webhooks hear: the way from the bus to the deliverer, and the keys that it signs with."""

from collections.abc import Sequence

from aws_cdk import Aws
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_sqs as sqs

from contract.wiring import EVENTS
from infra.components.events import pattern
from infra.components.function import ServiceFunction
from infra.components.grants import accept, allow
from infra.settings import Settings


def queue_all(
    bus: events.IEventBus, queue: sqs.Queue, dead_letters: sqs.IQueue, deliver: ServiceFunction
) -> events.Rule:
    """Queue every event of the product for `deliver`, which knows who hears it; return the rule."""
    target = targets.SqsQueue(queue, dead_letter_queue=dead_letters)
    return events.Rule(deliver, "Events", event_bus=bus, event_pattern=pattern(EVENTS), targets=[target])


def keys_of(settings: Settings) -> str:
    """Return what the names of the secrets of the stage's webhooks begin with."""
    return f"{settings.name}/webhooks/"


def allow_keys(function: ServiceFunction, actions: Sequence[str], settings: Settings) -> None:
    """Let a function do `actions` with the keys of the stage's webhooks."""
    keys = f"arn:{Aws.PARTITION}:secretsmanager:{Aws.REGION}:{Aws.ACCOUNT_ID}:secret:{keys_of(settings)}*"
    allow(function.role, actions, keys)
    named = keys.replace(Aws.PARTITION, "<AWS::Partition>").replace(Aws.REGION, "<AWS::Region>")
    accept(
        function.role,
        f"IAM5[Resource::{named.replace(Aws.ACCOUNT_ID, '<AWS::AccountId>')}]",
        "Each webhook has a secret of its own; they come and go without a deployment.",
    )
