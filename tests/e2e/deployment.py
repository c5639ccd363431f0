"""Deploys a synthesized assembly as CDK's command line would: bucket, assets, stack."""

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.exceptions import WaiterError

from infra.app import DATA, SERVICE
from tests.e2e.emulator import ACCOUNT, REGION, Emulator

BUCKET = f"cdk-hnb659fds-assets-{ACCOUNT}-{REGION}"

NOT_EMULATED = {"AWS::EventSchemas::Registry", "AWS::EventSchemas::Schema", "AWS::Events::Archive"}
"""The resource types that the emulator does not know."""

HTTPS_ONLY = "AWS::SQS::QueuePolicy"
"""Without what refuses plain HTTP, which the emulator speaks; left out where a policy says nothing else."""

ALARM = "AWS::CloudWatch::Alarm"
"""Left out where it computes what it watches."""

_PATIENCE = {"Delay": 1, "MaxAttempts": 60}
_SEND, _SEND_BATCH = "sqs:SendMessage", "sqs:SendMessageBatch"


@dataclass
class Deployment:
    """The stacks in the emulator: their outputs, their resources as reported, and the types that were left out."""

    emulator: Emulator
    assembly: Path
    stacks: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)

    @property
    def outputs(self) -> dict[str, str]:
        """Give the outputs of all stacks by name."""
        every = (stack["Outputs"] for stack in self.stacks.values())
        return {output["OutputKey"]: output["OutputValue"] for outputs in every for output in outputs}

    @property
    def resources(self) -> list[dict[str, Any]]:
        """Give what all stacks have made."""
        stacks = self.client("cloudformation")
        return [
            made
            for stack in self.stacks.values()
            for made in stacks.describe_stack_resources(StackName=stack["StackName"])["StackResources"]
        ]

    def host(self) -> str:
        """Give the host name of the HTTP API, by which the emulator distinguishes APIs."""
        return f"{self.physical_id('ApiGatewayV2::Api')}.execute-api.localhost:{self.emulator.url.rpartition(':')[2]}"

    def physical_ids(self, kind: str) -> dict[str, str]:
        """Give the physical id of each resource of one type (`SQS::Queue`) by logical id."""
        return {
            made["LogicalResourceId"]: made["PhysicalResourceId"]
            for made in self.resources
            if made["ResourceType"] == f"AWS::{kind}"
        }

    def physical_id(self, kind: str, start: str = "") -> str:
        """Give the physical id of the one resource of a type whose logical id has this start."""
        (found,) = (made for name, made in self.physical_ids(kind).items() if name.startswith(start))
        return found

    def complaints(self) -> list[str]:
        """Give what the functions have logged as errors, a refusal by IAM included."""
        logs = self.client("logs")
        return [
            event["message"]
            for group in self.physical_ids("Logs::LogGroup").values()
            for event in logs.filter_log_events(logGroupName=group)["events"]
            if '"level":"ERROR"' in event["message"] or "AccessDenied" in event["message"]
        ]

    def client(self, service: str) -> Any:
        """Give an administrator's client of a service in the emulator."""
        return client(self.emulator, service)


def client(emulator: Emulator, service: str) -> Any:
    """Give an administrator's client of a service in the emulator."""
    session: Any = boto3.Session()  # typed per service otherwise, and here the service is a variable
    return session.client(
        service,
        endpoint_url=emulator.url,
        region_name=REGION,
        aws_access_key_id=ACCOUNT,
        aws_secret_access_key="e2e",
    )


def bootstrap(emulator: Emulator) -> None:
    """Prepare the account as `cdk bootstrap` does."""
    client(emulator, "s3").create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client(emulator, "ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")


def deploy(assembly: Path, emulator: Emulator) -> Deployment:
    """Deploy both stacks of `assembly` into an account that is prepared; raises when a resource is not made."""
    deployment = Deployment(emulator, assembly)
    for name in (DATA, SERVICE):
        make_stack(deployment, name)
    return deployment


def make_stack(deployment: Deployment, name: str) -> None:
    """Make one of the stacks; what exists already and has the name that the template gives it becomes the stack's."""
    store, stacks = deployment.client("s3"), deployment.client("cloudformation")
    assets = json.loads((deployment.assembly / f"{name}.assets.json").read_text(encoding="utf-8"))["files"]
    for asset in assets.values():
        if asset["source"]["packaging"] == "zip":
            (destination,) = asset["destinations"].values()
            body = _zipped(deployment.assembly / asset["source"]["path"])
            store.put_object(Bucket=BUCKET, Key=destination["objectKey"], Body=body)
    manifest = json.loads((deployment.assembly / "manifest.json").read_text(encoding="utf-8"))
    stack = manifest["artifacts"][name]["properties"]["stackName"]
    store.put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(_emulated(deployment, name)))
    made = stacks.create_change_set(
        StackName=stack,
        ChangeSetName="deploy",
        ChangeSetType="CREATE",
        TemplateURL=f"{deployment.emulator.url}/{BUCKET}/template.json",
        Capabilities=["CAPABILITY_IAM"],
        ImportExistingResources=True,
    )
    stacks.execute_change_set(ChangeSetName=made["Id"])
    try:
        stacks.get_waiter("stack_create_complete").wait(StackName=stack, WaiterConfig=_PATIENCE)
    except WaiterError as failure:
        failure.add_note("\n".join(_failures(stacks, stack)))
        raise
    (deployment.stacks[name],) = stacks.describe_stacks(StackName=stack)["Stacks"]


def delete_stack(deployment: Deployment, name: str) -> None:
    """Delete one of the stacks; raises when that fails."""
    stacks = deployment.client("cloudformation")
    stack = deployment.stacks.pop(name)["StackName"]
    stacks.delete_stack(StackName=stack)
    stacks.get_waiter("stack_delete_complete").wait(StackName=stack, WaiterConfig=_PATIENCE)


def _emulated(deployment: Deployment, name: str) -> dict[str, Any]:
    """Return the template of a stack without what the emulator cannot do, which is remembered."""
    template: dict[str, Any] = json.loads((deployment.assembly / f"{name}.template.json").read_text(encoding="utf-8"))
    left_out = {key: made for key, made in template["Resources"].items() if _cannot_be_emulated(made)}
    deployment.left_out |= {resource["Type"] for resource in left_out.values()}
    for key in left_out:
        del template["Resources"][key]
    for resource in template["Resources"].values():
        needed = resource.get("DependsOn", [])
        needed = [needed] if isinstance(needed, str) else needed
        resource["DependsOn"] = [key for key in needed if key not in left_out]
    _respell_permissions(template)
    return template


def _cannot_be_emulated(made: dict[str, Any]) -> bool:
    computes = made["Type"] == ALARM and "Metrics" in made["Properties"]
    return computes or made["Type"] in NOT_EMULATED or (made["Type"] == HTTPS_ONLY and not _let_http_in(made))


def _let_http_in(made: dict[str, Any]) -> list[Any]:
    """Take the rule away that refuses plain HTTP, which the emulator speaks; return the policy's other statements."""
    policy = made["Properties"]["PolicyDocument"]
    refusal = ("Deny", {"Bool": {"aws:SecureTransport": "false"}})
    policy["Statement"] = [one for one in policy["Statement"] if (one["Effect"], one.get("Condition")) != refusal]
    return list(policy["Statement"])


def _respell_permissions(template: dict[str, Any]) -> None:
    # On AWS leave to send a message is leave to send ten at once; the emulator asks for an action that AWS has not.
    for policy in template["Resources"].values():
        if policy["Type"] == "AWS::IAM::Policy":
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
                actions = statement["Action"] if isinstance(statement["Action"], list) else [statement["Action"]]
                statement["Action"] = [*actions, _SEND_BATCH] if _SEND in actions else actions


def _failures(stacks: Any, name: str) -> list[str]:
    pages = stacks.get_paginator("describe_stack_events").paginate(StackName=name)
    return [
        f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}"
        for page in pages
        for event in page["StackEvents"]
        if "FAILED" in event["ResourceStatus"]
    ]


def _zipped(folder: Path) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            package.write(path, path.relative_to(folder))
    return archive.getvalue()
