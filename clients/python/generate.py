"""Makes the client's generated half: `python -m clients.python.generate`, and `python -m tests.contract.documents` too.

From docs/openapi.json come `models` (by datamodel-code-generator) and `families`: a method for each operation, twice,
for both drivers. From docs/events/schemas come `event_data` and `events`. The version is the project's,
for the command line as well.
"""

import hashlib
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from clients.python.methods import camel, families

Json = dict[str, Any]

ROOT: Final = Path(__file__).resolve().parents[2]
PACKAGE: Final = Path(__file__).resolve().parent / "src" / "savings_goals_client"
MARK: Final = Path(__file__).resolve().parent / "made-from.sha256"
_MAKERS: Final = (Path(__file__), Path(__file__).with_name("methods.py"))
_VERSIONS: Final = (PACKAGE / "_version.py", ROOT / "clients" / "cli" / "src" / "savings_cli" / "_version.py")
_MADE: Final = ("models", "families", "event_data", "events")
_HEADER: Final = "# Made by clients/python/generate.py; changes here are lost.\n"
_DOCUMENT: Final = ROOT / "docs" / "openapi.json"
_EVENTS: Final = ROOT / "docs" / "events" / "schemas"
_PREVIEWED: Final = ("Goal", "SavingsGoal", "Period")
_BOUNDS: Final = frozenset(
    {"examples", "example", "minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "pattern"}
)
"""What the server alone judges: an older client refuses nothing that a newer server takes."""
_FORMATS: Final = (
    (r".*(_date|Date|DateOfBirth)|Until", "date"),
    (r".*(_at|At)|at|through|valuationFrom", "date-time"),
    (r".*_amount|one_off", "decimal"),
)
"""What a member is by its name, where the document has open text because blank text is taken as well."""


def texts() -> dict[Path, str]:
    """Return the generated files with their texts."""
    made = {
        "models": _models("What the API is sent and answers.", _with_previews(document()["components"]["schemas"])),
        "families": families(document()),
        "event_data": _models("What the events say.", _event_data()),
        "events": _events(),
    }
    version = _formatted(f'"""The version of the release."""\n\n__version__ = "{_version()}"\n')
    return dict.fromkeys(_VERSIONS, version) | {PACKAGE / f"{name}.py": _formatted(made[name]) for name in _MADE}


def write() -> None:
    """Write the generated files, and what they were made from."""
    for path, text in texts().items():
        path.write_text(text, "utf-8")
    MARK.write_text(mark(), "utf-8")


def mark() -> str:
    """Return what proves, without making anything, that the generated files are in step: a hash of all sides."""
    made = [*_VERSIONS, *(PACKAGE / f"{name}.py" for name in _MADE)]
    files = [_DOCUMENT, *sorted(_EVENTS.glob("*.json")), *_MAKERS, *made]
    of_all = hashlib.sha256(b"\0".join([_version().encode(), *(path.read_bytes() for path in files)]))
    return f"{of_all.hexdigest()}\n"


def _version() -> str:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


@cache
def document() -> Json:
    """Return the API's OpenAPI document."""
    found: Json = json.loads(_DOCUMENT.read_text("utf-8"))
    return found


def _with_previews(schemas: Mapping[str, Json]) -> dict[str, Json]:
    """Return the schemas with ones of their own for previews, where alone an id is null."""
    text = {name: json.dumps(schemas[name]) for name in (*_PREVIEWED, "Preview")}
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
    return {**schemas, **stored, **preview, **{f"Previewed{name}": schema for name, schema in own.items()}}


def _models(sentence: str, schemas: Mapping[str, Json]) -> str:
    """Return the module of some schemas' models."""
    import datamodel_code_generator as generator  # noqa: PLC0415 - it takes a second, and whoever compares needs it not

    prepared = {name: _prepared(schema, "") for name, schema in schemas.items()}
    own = {"Amount": "savings_goals_client.wire.Amount", "Number": "decimal.Decimal"}
    wrapped = {
        "openapi": "3.1.0",
        "info": {"title": "", "version": ""},
        "paths": {},
        "components": {"schemas": prepared | {name: {"type": "object"} for name in own}},
    }
    made = generator.generate(
        json.dumps(wrapped),
        input_file_type=generator.InputFileType.OpenAPI,
        output_model_type=generator.enums.DataModelType.PydanticV2BaseModel,
        target_python_version=generator.PythonVersion.PY_311,
        base_class="savings_goals_client.wire.Model",
        type_overrides=own,
        snake_case_field=True,
        use_schema_description=True,
        use_field_description=True,
        use_inline_field_description=True,
        enum_field_as_literal=generator.LiteralType.All,
        output_datetime_class=generator.DatetimeClassType.Awaredatetime,
        use_type_alias=True,
        field_constraints=True,
        use_double_quotes=True,
        use_default_kwarg=True,
        custom_file_header=f'"""{sentence}"""\n',
        formatters=[],
    )
    assert isinstance(made, str)  # noqa: S101 - one module
    made = re.sub(r'(\w+) = TypeAliasType\(\s*"\1",\s*(.*?),?\s*\)\n', r"\1: TypeAlias = \2\n", made, flags=re.DOTALL)
    made = made.replace("from typing_extensions import TypeAliasType", "from typing import TypeAlias")
    return re.sub(r"""\balias=["'](\w+)["']""", r'validation_alias="\1", serialization_alias="\1"', made)


def _prepared(schema: Any, name: str) -> Any:
    """Return a schema as the models are made from: ids are text, each amount is a Decimal, bounds are the server's."""
    if isinstance(schema, list):
        return [_prepared(one, name) for one in schema]
    if not isinstance(schema, dict):
        return schema
    made: Json = {}
    for key, part in schema.items():
        if key == "properties":
            made[key] = {member: _prepared(one, _kind(member, part)) for member, one in part.items()}
        elif key not in _BOUNDS:
            made[key] = _prepared(part, name)
    return _typed(made, name) | ({"description": made["description"]} if "description" in made else {})


def _kind(member: str, beside: Mapping[str, Any]) -> str:
    return "value_amount" if member == "value" and "currency" in beside else member


def _typed(schema: Json, name: str) -> Json:
    if schema.get("type") == "number":
        return {"$ref": "#/components/schemas/Number"}
    if schema.get("type") == "string" and not schema.keys() & {"enum", "const"}:
        by_name = (kind for pattern, kind in _FORMATS if re.fullmatch(pattern, name))
        kind = schema.get("format") or next(by_name, None)
        if kind == "decimal":
            return {"$ref": "#/components/schemas/Amount"}
        return {"type": "string"} | ({"format": kind} if kind in {"date", "date-time"} else {})
    if schema.get("enum") and "type" not in schema:
        schema = {"type": "string", **schema}
    if "anyOf" in schema:
        different = {json.dumps(one, sort_keys=True): one for one in schema["anyOf"]}
        amount = json.dumps({"$ref": "#/components/schemas/Amount"})
        kept = [one for one in different.values() if amount not in different or "/Number" not in one.get("$ref", "")]
        return {**schema, "anyOf": kept}
    if schema.get("additionalProperties") is False:
        return {key: part for key, part in schema.items() if key != "additionalProperties"}
    return schema


def _event_data() -> dict[str, Json]:
    """Return the schemas of the events' data, by the names of their models; amounts are of one."""
    money = {"type": "object", "required": ["currency", "value"], "description": "An amount with its currency."}
    members = {"currency": {"type": "string"}, "value": {"type": "string", "format": "decimal"}}
    return {"Money": {**money, "properties": members}} | {
        f"{_event_name(name)}Data": {
            "description": f"What `{name}` says.",
            **_with_money(schema["properties"]["data"]),
        }
        for name, schema in _schemas().items()
    }


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


def _events() -> str:
    names = list(_schemas())
    classes = "\n\n".join(_event_class(name, schema) for name, schema in _schemas().items())
    types = "\n".join(f'    "{_type_of(_schemas()[name])}": {_event_name(name)},' for name in names)
    return f'''"""The events, a type for each: `match event: case GoalAchieved(): …`."""

from collections.abc import Mapping
from typing import Any, Literal

from savings_goals_client import event_data
from savings_goals_client.event import Event, PlainEvent

{classes}

TYPES: Mapping[str, type[Event[Any]]] = {{
{types}
}}


def parse_event(data: Mapping[str, Any]) -> Event[Any]:
    """Return the event of a CloudEvent, or of an EventBridge delivery of one.

    A type or version that is not known here is a PlainEvent. Raises pydantic's ValidationError where it is no event.
    """
    envelope = data.get("detail", data)
    return TYPES.get(str(envelope.get("type")), PlainEvent).model_validate(envelope)
'''


def _event_class(name: str, schema: Json) -> str:
    named = _event_name(name)
    return (
        f"class {named}(Event[event_data.{named}Data]):\n"
        f'    """{schema["description"]}"""\n\n'
        f'    type: Literal["{_type_of(schema)}"]\n'
    )


@cache
def _schemas() -> dict[str, Json]:
    """Return the schemas of the events by name; a later version of one has its number in the name."""
    files = sorted(_EVENTS.glob("*.json"))
    return {path.name.removesuffix(".json").removesuffix(".v1"): json.loads(path.read_text("utf-8")) for path in files}


def _type_of(schema: Json) -> str:
    [name] = schema["properties"]["type"]["enum"]
    return str(name)


def _event_name(name: str) -> str:
    return camel(name.replace(".", "_"))


def _formatted(text: str) -> str:
    command = [str(Path(sys.executable).with_name("ruff")), "format", "--stdin-filename", str(PACKAGE / "made.py"), "-"]
    sorted_ = [command[0], "check", "--select", "I,F401", "--fix-only", "--quiet", *command[2:]]
    for one in (sorted_, command):
        text = subprocess.run(one, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout  # noqa: S603
    return f"{_HEADER}\n{text}"


if __name__ == "__main__":
    write()
