"""Reads a synthesized template as a person would: resources by their names, references as words."""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

from infra.app import DATA, SERVICE

Resource = dict[str, Any]

SENDER: Final = "savings@bank.example"
ON_CALL: Final = "oncall@bank.example"
PAGER: Final = "wake@bank.example"
CERTIFICATE: Final = "arn:aws:acm:eu-west-1:::certificate/0a1b".replace(":::", ":111122223333:")
DOMAIN: Final = {
    "name": "savings.bank.example",
    "certificate_arn": CERTIFICATE,
    "truststore": "s3://bank-trust/callers.pem",
    "truststore_version": "7",
}
ORIGIN: Final = "https://app.bank.example"
ISSUER: Final = "https://login.bank.example/realm"
KEPT_POOL: Final = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_kept"
RESTORED_STREAM: Final = "arn:aws:dynamodb:eu-west-1:::table/restored/stream/2027-02-01T10:00:00.000".replace(
    ":::", ":111122223333:"
)
ENDINGS: Final = ("goal.completed", "goal.failed")
"""What one of the partners hears."""
PARTNER_BUS: Final = "arn:aws:events:eu-west-1:::event-bus/partner".replace(":::", ":111122223333:")


_FOUND_BY_NAME: Final = (
    ("DynamoDB::Table", "TableName", "dynamodb:AWS::Region:AWS::AccountId:table/{}"),
    ("Events::EventBus", "Name", "events:AWS::Region:AWS::AccountId:event-bus/{}"),
    ("Logs::LogGroup", "LogGroupName", "logs:AWS::Region:AWS::AccountId:log-group:{}:*"),
)
"""What has a fixed name: the type, the property that has it, and the ARN as the service stack writes it."""


@cache
def name_of(logical_id: str) -> str:
    """Give a logical id without the hash that CDK puts behind it: `TableCD117FA1` is `Table`."""
    return re.sub(r"[0-9A-F]{8}$", "", logical_id)


class Stack:
    """One of the two stacks of a stage."""

    def __init__(self, folder: Path, name: str) -> None:
        self.text = (folder / f"{name}.template.json").read_text(encoding="utf-8")
        self.document: dict[str, Any] = json.loads(self.text)
        self.metadata: dict[str, Any] = json.loads((folder / f"{name}.metadata.json").read_text(encoding="utf-8"))
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        properties = manifest["artifacts"][name]["properties"]
        self.name: str = properties["stackName"]
        self.is_protected: bool = properties["terminationProtection"]


class Template:
    """The two stacks of a stage, read as one: what the service finds by a name is called as in the data stack."""

    def __init__(self, folder: Path) -> None:
        self.data, self.service = (Stack(folder, name) for name in (DATA, SERVICE))
        self.report: dict[str, Any] = json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))
        self._found: dict[str, str] = {}
        handed_over = {one["Name"]: one["Value"] for one in self.properties("SSM::Parameter").values()}
        taken_over = self.service.document["Parameters"]
        self._found |= {
            name: handed_over[of["Default"]] for name, of in taken_over.items() if of["Default"] in handed_over
        }
        for kind, member, arn in _FOUND_BY_NAME:
            for name, of in self.properties(kind).items():
                self._found[f"arn:AWS::Partition:{arn.format(of[member])}"] = f"{name}.Arn"

    def words(self, value: Any) -> Any:
        """Give a value with its references as words: `{"Fn::GetAtt": ["TableCD117FA1", "Arn"]}` is `Table.Arn`."""
        match value:
            case {"Ref": str(target)}:
                return self._found.get(target, name_of(target))
            case {"Fn::GetAtt": [target, attribute]}:
                return f"{name_of(target)}.{attribute}"
            case {"Fn::Join": [separator, parts]}:
                joined = str(separator).join(self.words(part) for part in parts)
                start = next((arn for arn in self._found if joined.startswith(arn)), "")
                return self._found.get(start, "") + joined.removeprefix(start)
            case {"Fn::Select": [5, {"Fn::Split": [":", arn]}]}:
                return self.words(arn).removesuffix(".Arn") + ".QueueName"
            case {"Fn::Select": [index, {"Fn::Split": [separator, joined]}]}:
                return f"{self.words(joined)} at {separator} {index}"
            case dict():
                return {key: self.words(part) for key, part in value.items()}
            case list():
                return [self.words(part) for part in value]
            case _:
                return value

    def resources(self, kind: str) -> dict[str, Resource]:
        """Give the resources of one type (`SQS::Queue`) by name, whole."""
        return {
            name_of(logical_id): resource
            for stack in (self.data, self.service)
            for logical_id, resource in stack.document["Resources"].items()
            if resource["Type"] == f"AWS::{kind}"
        }

    def properties(self, kind: str) -> dict[str, dict[str, Any]]:
        """Give the properties of each resource of one type, by name, references as words."""
        return {name: self.words(resource["Properties"]) for name, resource in self.resources(kind).items()}

    def only(self, kind: str) -> dict[str, Any]:
        """Give the properties of the one resource of a type."""
        (properties,) = self.properties(kind).values()
        return properties

    def functions(self) -> dict[str, dict[str, Any]]:
        """Give the properties of each function by the name of its service."""
        return {
            function["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]: function
            for function in self.properties("Lambda::Function").values()
        }

    def grants(self, role: str) -> dict[str, set[str]]:
        """Give what the role with this name may do: for each resource the actions. Only `Allow` is understood."""
        granted: dict[str, set[str]] = {}
        for policy in self.properties("IAM::Policy").values():
            if role not in policy["Roles"]:
                continue
            for statement in policy["PolicyDocument"]["Statement"]:
                assert set(statement) == {"Action", "Effect", "Resource"}
                assert statement["Effect"] == "Allow"
                for resource in _listed(statement["Resource"]):
                    granted.setdefault(resource, set()).update(_listed(statement["Action"]))
        return granted


Synthesize = Callable[..., Template]


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
