"""A publisher with a bus and a queue for what it cannot read."""

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import pytest
from moto import mock_aws

from savings.config import Settings
from savings.runtime import Handler, Runtime
from scheduler.publish import build
from tests.engines import REGION
from tests.integration.scheduler.bus import Bus
from tests.product import SetClock


@pytest.fixture
def dead_letters() -> Iterator[str]:
    """The address of the publisher's own dead-letter queue; nothing but SQS is mocked."""
    with mock_aws(config={"core": {"service_whitelist": ["sqs"]}}):
        yield boto3.client("sqs", region_name=REGION).create_queue(QueueName="publish-dlq")["QueueUrl"]


@pytest.fixture
def runtime(dead_letters: str) -> Runtime:
    settings = Settings(bus_name="savings", publish_dlq_url=dead_letters)
    return Runtime(settings, SetClock(datetime(2027, 1, 10, tzinfo=UTC)), sleep=lambda _: None)


@pytest.fixture
def bus(runtime: Runtime) -> Bus:
    bus = Bus()
    bus.watch(runtime)
    return bus


@pytest.fixture
def publish(runtime: Runtime, bus: Bus) -> Handler:
    return build(runtime)
