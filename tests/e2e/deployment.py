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
            made for name in self.stacks for made in stacks.describe_stack_resources(StackName=name)["StackResources"]
        ]

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


def deploy(assembly: Path, emulator: Emulator) -> Deployment:
    """Deploy both stacks of `assembly`; raises when a resource is not made."""
    store = client(emulator, "s3")
    store.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
    client(emulator, "ssm").put_parameter(Name="/cdk-bootstrap/hnb659fds/version", Value="30", Type="String")
    deployment = Deployment(emulator, assembly)
    for name in (DATA, SERVICE):
        for asset in json.loads((assembly / f"{name}.assets.json").read_text(encoding="utf-8"))["files"].values():
            if asset["source"]["packaging"] == "zip":
                (destination,) = asset["destinations"].values()
                store.put_object(
                    Bucket=BUCKET, Key=destination["objectKey"], Body=_zipped(assembly / asset["source"]["path"])
                )
        make_stack(deployment, name)
    return deployment


def make_stack(deployment: Deployment, name: str) -> None:
    """Make one of the stacks; what it needs of its assets is there."""
    template = json.loads((deployment.assembly / f"{name}.template.json").read_text(encoding="utf-8"))
    left_out = {key: made for key, made in template["Resources"].items() if _cannot_be_emulated(made)}
    deployment.left_out |= {resource["Type"] for resource in left_out.values()}
    for key in left_out:
        del template["Resources"][key]
    for resource in template["Resources"].values():
        needed = resource.get("DependsOn", [])
        resource["DependsOn"] = [
            key for key in ([needed] if isinstance(needed, str) else needed) if key not in left_out
        ]
    _respell_permissions(template)
    deployment.client("s3").put_object(Bucket=BUCKET, Key="template.json", Body=json.dumps(template))
    stacks = deployment.client("cloudformation")
    url = f"{deployment.emulator.url}/{BUCKET}/template.json"
    stacks.create_stack(StackName=name, TemplateURL=url, Capabilities=["CAPABILITY_IAM"])
    try:
        stacks.get_waiter("stack_create_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    except WaiterError as failure:
        failure.add_note("\n".join(_failures(stacks, name)))
        raise
    (deployment.stacks[name],) = stacks.describe_stacks(StackName=name)["Stacks"]


def delete_stack(deployment: Deployment, name: str) -> None:
    """Delete one of the stacks; raises when that fails."""
    stacks = deployment.client("cloudformation")
    del deployment.stacks[name]
    stacks.delete_stack(StackName=name)
    stacks.get_waiter("stack_delete_complete").wait(StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 60})


def _cannot_be_emulated(made: dict[str, Any]) -> bool:
    return made["Type"] in NOT_EMULATED or (made["Type"] == HTTPS_ONLY and not _let_http_in(made))


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
    events = stacks.describe_stack_events(StackName=name)["StackEvents"]
    return [f"{e['LogicalResourceId']}: {e['ResourceStatusReason']}" for e in events if "FAILED" in e["ResourceStatus"]]


def _zipped(folder: Path) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as package:
        for path in sorted(folder.rglob("*")):
            package.write(path, path.relative_to(folder))
    return archive.getvalue()
