"""What the clients are made from: the API's document, the schemas of the events, and the project's version."""

import hashlib
import json
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

Json = dict[str, Any]

ROOT: Final = Path(__file__).resolve().parents[1]
_DOCUMENT: Final = ROOT / "docs" / "openapi.json"
_EVENTS: Final = ROOT / "docs" / "events" / "schemas"
_PREVIEWED: Final = ("Goal", "SavingsGoal", "Period")


def version() -> str:
    """Return the version of the release."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


@cache
def document() -> Json:
    """Return the API's OpenAPI document."""
    found: Json = json.loads(_DOCUMENT.read_text("utf-8"))
    return found


def schemas() -> dict[str, Json]:
    """Return the document's schemas with ones of their own for previews, where alone an id is null."""
    found = document()["components"]["schemas"]
    text = {name: json.dumps(found[name]) for name in (*_PREVIEWED, "Preview")}
    own = {
        name: json.loads(re.sub(rf'(schemas/)({"|".join(_PREVIEWED)})"', r'\1Previewed\2"', text[name]))
        for name in text
    }
    stored = {name: json.loads(text[name]) for name in _PREVIEWED}
    for schema in stored.values():
        for member in schema["properties"].keys() & {"id", "goal_id"}:
            described = schema["properties"][member]
            [kept] = (
                [one for one in described.pop("anyOf") if one != {"type": "null"}] if "anyOf" in described else [{}]
            )
            described.update(kept)
    preview = {"Preview": own.pop("Preview")}
    return {**found, **stored, **preview, **{f"Previewed{name}": schema for name, schema in own.items()}}


def event_types() -> dict[str, tuple[str, str]]:
    """Return the type of each event and what it is for, by the name that it has in code."""
    return {name: (_type_of(schema), str(schema["description"])) for name, schema in _event_schemas().items()}


def event_data() -> dict[str, Json]:
    """Return the schemas of the events' data, by the names of their models; amounts are of one."""
    money = {"type": "object", "required": ["currency", "value"], "description": "An amount with its currency."}
    members = {"currency": {"type": "string"}, "value": {"type": "string", "format": "decimal"}}
    return {"Money": {**money, "properties": members}} | {
        f"{name}Data": {
            "description": f"What `{_type_of(schema).removeprefix('savings.goals.').removesuffix('.v1')}` says.",
            **_with_money(schema["properties"]["data"]),
        }
        for name, schema in _event_schemas().items()
    }


def camel(name: str) -> str:
    """Return a name with underscores as a class has it."""
    return "".join(part.capitalize() for part in name.split("_"))


def mark(makers: Iterable[Path], made: Iterable[Path]) -> str:
    """Return what proves, without making anything, that made files are in step: a hash of all sides."""
    files = [_DOCUMENT, *sorted(_EVENTS.glob("*.json")), Path(__file__), *makers, *made]
    of_all = hashlib.sha256(b"\0".join([version().encode(), *(path.read_bytes() for path in files)]))
    return f"{of_all.hexdigest()}\n"


@cache
def _event_schemas() -> Mapping[str, Json]:
    """Return the schemas of the events by name; a later version of one has its number in the name."""
    files = sorted(_EVENTS.glob("*.json"))
    names = (path.name.removesuffix(".json").removesuffix(".v1").replace(".", "_") for path in files)
    return {camel(name): json.loads(path.read_text("utf-8")) for name, path in zip(names, files, strict=True)}


def _type_of(schema: Json) -> str:
    [name] = schema["properties"]["type"]["enum"]
    return str(name)


def _with_money(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_with_money(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    if set(schema.get("properties", {})) == {"currency", "value"}:
        described = {"description": schema["description"]} if "description" in schema else {}
        money = {"$ref": "#/components/schemas/Money"}
        return {"anyOf": [money, {"type": "null"}], **described} if "null" in schema["type"] else {**money, **described}
    return {key: _with_money(part) for key, part in schema.items()}
