"""Reads a synthesized template as a person would: resources by their names, references as words."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

Resource = dict[str, Any]

SENDER: Final = "savings@bank.example"
ON_CALL: Final = "oncall@bank.example"
SECRET: Final = "arn:aws:secretsmanager:eu-west-1:::secret:partner-AbCdEf".replace(":::", ":111122223333:")
ENDPOINT: Final = {"url": "https://partner.example/events", "secret_arn": SECRET, "header": "x-partner-key", "rate": 5}
PARTNER_BUS: Final = "arn:aws:events:eu-west-1:::event-bus/partner".replace(":::", ":111122223333:")


def name_of(logical_id: str) -> str:
    """Give a logical id without the hash that CDK puts behind it: `TableCD117FA1` is `Table`."""
    return re.sub(r"[0-9A-F]{8}$", "", logical_id)


def words(value: Any) -> Any:
    """Give a value with its references as words: `{"Fn::GetAtt": ["TableCD117FA1", "Arn"]}` is `Table.Arn`."""
    match value:
        case {"Ref": str(target)}:
            return name_of(target)
        case {"Fn::GetAtt": [target, attribute]}:
            return f"{name_of(target)}.{attribute}"
        case {"Fn::Join": [separator, parts]}:
            return str(separator).join(words(part) for part in parts)
        case dict():
            return {key: words(part) for key, part in value.items()}
        case list():
            return [words(part) for part in value]
        case _:
            return value


class Template:
    """A synthesized stack."""

    def __init__(self, folder: Path, stack: str) -> None:
        self.folder = folder
        self.text = (folder / f"{stack}.template.json").read_text(encoding="utf-8")
        self.document: dict[str, Any] = json.loads(self.text)
        self.metadata: dict[str, Any] = json.loads((folder / f"{stack}.metadata.json").read_text(encoding="utf-8"))
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        properties = manifest["artifacts"][stack]["properties"]
        self.stack_name: str = properties["stackName"]
        self.is_protected: bool = properties["terminationProtection"]
        self.report: dict[str, Any] = json.loads((folder / "validation-report.json").read_text(encoding="utf-8"))

    def resources(self, kind: str) -> dict[str, Resource]:
        """Give the resources of one type (`SQS::Queue`) by name, whole."""
        return {
            name_of(logical_id): resource
            for logical_id, resource in self.document["Resources"].items()
            if resource["Type"] == f"AWS::{kind}"
        }

    def properties(self, kind: str) -> dict[str, dict[str, Any]]:
        """Give the properties of each resource of one type, by name, references as words."""
        return {name: words(resource["Properties"]) for name, resource in self.resources(kind).items()}

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
