"""What partners hear: the bus, its archive, its schemas, and the way from the table's stream to it."""

import json

from aws_cdk import Duration, SecretValue
from aws_cdk import aws_dynamodb as dynamodb
from aws_cdk import aws_events as events
from aws_cdk import aws_events_targets as targets
from aws_cdk import aws_eventschemas as eventschemas
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.components.bundle import ROOT
from infra.components.function import ServiceFunction
from infra.components.grants import READ_STREAM, SEND, allow
from infra.components.queues import make_dead_letters
from infra.settings import PartnerEndpoint, Settings
from savings.domain.events import SOURCE
from savings.store.schema import STREAM_FILTER

FACTOR = 4
"""Publishers that one shard of the stream has at once; the changes of one item stay with one of them."""
_SCHEMAS = ROOT / "docs" / "events" / "schemas"


def make_bus(scope: Construct, settings: Settings) -> tuple[events.EventBus, list[sqs.Queue]]:
    """Add the bus, its archive for replays, its registry and the partners' copies; give it and its dead letters."""
    bus = events.EventBus(scope, "Bus", description="Everything that happens in the savings-goals platform")
    bus.archive(
        "Archive",
        event_pattern=events.EventPattern(source=[SOURCE]),
        retention=Duration.days(settings.archive_days),
        description="Events for a replay",
    )
    _make_registry(scope)
    if not (settings.partner_buses or settings.partner_endpoints):
        return bus, []
    dead_letters = make_dead_letters(scope, "PartnerDeadLetters", filled_by="EventBridge")
    for name, arn in settings.partner_buses.items():
        partner = events.EventBus.from_event_bus_arn(scope, f"Partner{name}", arn)
        events.Rule(
            scope,
            f"To{name}",
            event_bus=bus,
            event_pattern=events.EventPattern(source=[SOURCE]),
            targets=[targets.EventBus(partner, dead_letter_queue=dead_letters)],
        )
    for name, endpoint in settings.partner_endpoints.items():
        _call(scope, name, endpoint, bus, dead_letters)
    return bus, [dead_letters]


def publish_from(table: dynamodb.Table, publish: ServiceFunction, dead_letters: sqs.Queue) -> None:
    """Feed `publish` with the table's changes that have something to publish.

    The order of one item's changes is kept. The function puts aside by itself what it cannot understand, so a batch
    that fails as a whole means that the bus or the code is down: it is tried for 22 of the stream's 24 hours.
    """
    if table.table_stream_arn is None:
        raise ValueError("the table has no stream")
    allow(publish.role, READ_STREAM, table.table_stream_arn)
    allow(publish.role, SEND, dead_letters.queue_arn)
    lambda_.CfnEventSourceMapping(
        publish,
        "Changes",
        function_name=publish.arn,
        event_source_arn=table.table_stream_arn,
        starting_position="TRIM_HORIZON",
        batch_size=100,
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


def _call(
    scope: Construct, name: str, endpoint: PartnerEndpoint, bus: events.EventBus, dead_letters: sqs.Queue
) -> None:
    """Send every event to a partner's address; what it has not taken within a day is kept."""
    key = SecretValue.secrets_manager(endpoint.secret_arn)
    connection = events.Connection(
        scope, f"Connection{name}", authorization=events.Authorization.api_key(endpoint.header, key)
    )
    destination = events.ApiDestination(
        scope,
        f"Destination{name}",
        connection=connection,
        endpoint=endpoint.url,
        rate_limit_per_second=endpoint.rate,
    )
    target = targets.ApiDestination(
        destination,
        event=events.RuleTargetInput.from_event_path("$.detail"),
        dead_letter_queue=dead_letters,
        max_event_age=Duration.hours(24),
        retry_attempts=185,
    )
    everything = events.EventPattern(source=[SOURCE])
    events.Rule(scope, f"Call{name}", event_bus=bus, event_pattern=everything, targets=[target])


def _make_registry(scope: Construct) -> None:
    registry = eventschemas.CfnRegistry(scope, "Registry", description="The events of the savings-goals platform")
    for path in sorted(_SCHEMAS.glob("*.json")):
        name = path.name.removesuffix(".json")
        eventschemas.CfnSchema(
            scope,
            f"Schema{name}",
            registry_name=registry.attr_registry_name,
            schema_name=f"{SOURCE}@{name}",
            type="JSONSchemaDraft4",
            content=json.dumps(json.loads(path.read_text(encoding="utf-8"))),
        )
