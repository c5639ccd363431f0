"""The stacks deploy, beside those of another stage, and what a stage has kept is attached again."""

from typing import Any
from uuid import uuid4

import pytest

from infra.app import DATA, SERVICE
from tests.e2e.conftest import Assemble
from tests.e2e.deployment import ALARM, Deployment, delete_stack, deploy
from tests.e2e.emulator import REGION, Emulator

pytestmark = pytest.mark.e2e

ARCHIVE, REGISTRY, SCHEMA = "AWS::Events::Archive", "AWS::EventSchemas::Registry", "AWS::EventSchemas::Schema"
QUEUE_POLICY = "AWS::SQS::QueuePolicy"
UNPACKED: dict[str, Any] = {"aws:cdk:bundling-stacks": []}
"""Without dependencies in the packages: where no function is called, none are needed."""
TABLE = "savings-goals-sandbox"


def test_everything_is_deployed_but_what_the_emulator_lacks(deployment: Deployment) -> None:
    assert deployment.left_out - {SCHEMA} == {ARCHIVE, REGISTRY, QUEUE_POLICY, ALARM}
    assert len(deployment.physical_ids("CloudWatch::Alarm")) > 20, "but for the one that computes what it watches"
    assert {made["ResourceStatus"] for made in deployment.resources} == {"CREATE_COMPLETE"}


def test_what_a_deleted_stage_has_kept_is_attached_to_the_next(
    deployment: Deployment, emulator: Emulator, assemble: Assemble
) -> None:
    """Beside another stage in the same account, which is not touched."""
    others = _made(deployment)
    first = deploy(assemble("sandbox", **UNPACKED), emulator)
    outputs = first.outputs
    assert others.isdisjoint(_made(first))
    item = {"PK": {"S": f"T#bank#C#{uuid4()}"}, "SK": {"S": "HOUSEHOLD"}}
    first.client("dynamodb").put_item(TableName=TABLE, Item=item)
    people = first.client("cognito-idp")
    people.admin_create_user(UserPoolId=outputs["UserPoolId"], Username="ada@bank.example")
    logs = set(first.physical_ids("Logs::LogGroup").values())

    delete_stack(first, SERVICE)
    delete_stack(first, DATA)
    # The emulator, unlike AWS, attaches no bus.
    first.client("events").delete_event_bus(Name=TABLE)
    issuer = f"https://cognito-idp.{REGION}.amazonaws.com/{outputs['UserPoolId']}"
    again = deploy(assemble("sandbox", oidc_issuer=issuer, **UNPACKED), emulator)

    assert again.client("dynamodb").get_item(TableName=TABLE, Key=item)["Item"] == item
    assert again.physical_id("DynamoDB::Table") == TABLE
    assert set(again.physical_ids("Logs::LogGroup").values()) == logs
    assert again.physical_ids("Cognito::UserPool") == {}
    (person,) = people.list_users(UserPoolId=outputs["UserPoolId"])["Users"]
    assert person["Username"]
    authorizer = again.client("lambda").get_function_configuration(
        FunctionName=again.physical_id("Lambda::Function", "Authorize")
    )
    assert authorizer["Environment"]["Variables"]["ISSUER"] == issuer
    assert others == _made(deployment)


def _made(deployment: Deployment) -> set[str]:
    """What the resources are called in the account; two kinds have names of their API or pool alone."""
    of_another = ("AWS::ApiGatewayV2::Stage", "AWS::Cognito::UserPoolResourceServer")
    return {made["PhysicalResourceId"] for made in deployment.resources if made["ResourceType"] not in of_another}
