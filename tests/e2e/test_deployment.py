"""The template deploys."""

import pytest

from tests.e2e.deployment import Deployment

pytestmark = pytest.mark.e2e

ARCHIVE, REGISTRY, SCHEMA = "AWS::Events::Archive", "AWS::EventSchemas::Registry", "AWS::EventSchemas::Schema"
QUEUE_POLICY = "AWS::SQS::QueuePolicy"


def test_everything_is_deployed_but_what_the_emulator_lacks(deployment: Deployment) -> None:
    assert deployment.left_out - {SCHEMA} == {ARCHIVE, REGISTRY, QUEUE_POLICY}
    assert {made["ResourceStatus"] for made in deployment.resources} == {"CREATE_COMPLETE"}
