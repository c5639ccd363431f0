"""What partners hear: the bus, its archive, its schemas, and the way from the table's stream to it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from aws_cdk import Duration
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_eventschemas as eventschemas
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from contract.wiring import CHANGES_AT_ONCE
from infra.components.function import ServiceFunction
from infra.components.grants import READ_STREAM, SEND, allow
from infra.settings import SCHEMAS, Settings
from savings.domain.events import SOURCE
from savings.store.schema import STREAM_FILTER

FACTOR = 4
"""Publishers that one shard of the stream has at once; the changes of one item stay with one of them."""


def make_bus(scope: Construct, settings: Settings) -> events.EventBus:
    """Add the bus and its archive for replays."""
    bus = events.EventBus(
        scope,
        "Bus",
        event_bus_name=settings.name,
        description="Everything that happens in the savings-goals platform",
    )
    bus.archive(
        "Archive",
        archive_name=settings.name,
        event_pattern=events.EventPattern(source=[SOURCE]),
        retention=Duration.days(settings.archive_days),
        description="Events for a replay",
    )
    return bus


def find_bus(scope: Construct, settings: Settings) -> events.IEventBus:
    """Return the stage's bus."""
    return events.EventBus.from_event_bus_name(scope, "Bus", settings.name)


def pattern(wired: Mapping[str, Any]) -> events.EventPattern:
    """Return the pattern of a rule as CDK has it."""
    return events.EventPattern(source=wired["source"], detail_type=wired.get("detail-type"), detail=wired.get("detail"))


def copy_to_partners(
    scope: Construct, bus: events.IEventBus, dead_letters: sqs.IQueue, settings: Settings
) -> list[events.Rule]:
    """Add the registry of the events' schemas and a rule for each partner; what none takes goes to `dead_letters`."""
    _make_registry(scope)
    rules = []
    for name, bus_of in settings.partner_buses.items():
        theirs = events.EventBus.from_event_bus_arn(scope, f"Partner{name}", bus_of.arn)
        target = targets.EventBus(theirs, dead_letter_queue=dead_letters)
        heard = pattern(bus_of.heard)
        rules.append(events.Rule(scope, f"To{name}", event_bus=bus, event_pattern=heard, targets=[target]))
    return rules


def publish_from(
    table: dynamodb.ITable, publish: ServiceFunction, dead_letters: sqs.IQueue, heard_by: Sequence[Construct]
) -> None:
    """Feed `publish` with the table's changes that have something to publish.

    The order of one item's changes is kept. The function puts aside by itself what it cannot understand, so a batch
    that fails as a whole means that the bus or the code is down: it is tried for 22 of the stream's 24 hours. Nothing
    is published before `heard_by`, the bus's rules and their queues, are there, nor after the first of them is gone:
    a stack that is made anew loses no event.
    """
    stream = str(table.table_stream_arn)
    allow(publish.role, READ_STREAM, stream)
    allow(publish.role, SEND, dead_letters.queue_arn)
    changes = lambda_.CfnEventSourceMapping(
        publish,
        "Changes",
        function_name=publish.arn,
        event_source_arn=stream,
        starting_position="TRIM_HORIZON",
        batch_size=CHANGES_AT_ONCE,
        parallelization_factor=FACTOR,
        function_response_types=["ReportBatchItemFailures"],
        bisect_batch_on_function_error=True,
        maximum_record_age_in_seconds=int(Duration.hours(22).to_seconds()),
        maximum_retry_attempts=10_000,
        destination_config=lambda_.CfnEventSourceMapping.DestinationConfigProperty(
            on_failure=lambda_.CfnEventSourceMapping.OnFailureProperty(destination=dead_letters.queue_arn)
        ),
        filter_criteria=lambda_.CfnEventSourceMapping.FilterCriteriaProperty(
            filters=[lambda_.CfnEventSourceMapping.FilterProperty(pattern=json.dumps(STREAM_FILTER))]
        ),
    )
    changes.node.add_dependency(*heard_by)


def _make_registry(scope: Construct) -> None:
    registry = eventschemas.CfnRegistry(scope, "Registry", description="The events of the savings-goals platform")
    for path in sorted(SCHEMAS.glob("*.json")):
        name = path.name.removesuffix(".json")
        eventschemas.CfnSchema(
            scope,
            f"Schema{name}",
            registry_name=registry.attr_registry_name,
            schema_name=f"{SOURCE}@{name}",
            type="JSONSchemaDraft4",
            content=json.dumps(json.loads(path.read_text(encoding="utf-8"))),
        )
