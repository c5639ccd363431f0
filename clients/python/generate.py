"""Makes the client's generated half: `python -m clients.python.generate`, and `python -m tests.contract.documents` too.

From docs/openapi.json come `models` (by datamodel-code-generator) and `families`: a method for each operation, twice,
for both drivers. From docs/events/schemas come `event_data` and `events`. The version is the project's,
for the command line as well.
"""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from clients import described
from clients.described import ROOT, Json
from clients.python.methods import families

PACKAGE: Final = Path(__file__).resolve().parent / "src" / "savings_goals_client"
MARK: Final = Path(__file__).resolve().parent / "made-from.sha256"
_MAKERS: Final = (Path(__file__), Path(__file__).with_name("methods.py"))
_VERSIONS: Final = (PACKAGE / "_version.py", ROOT / "clients" / "cli" / "src" / "savings_cli" / "_version.py")
_MADE: Final = ("models", "families", "event_data", "events")
_HEADER: Final = "# Made by clients/python/generate.py; changes here are lost.\n"
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
        "models": _models("What the API is sent and answers.", described.schemas()),
        "families": families(described.document()),
        "event_data": _models("What the events say.", described.event_data()),
        "events": _events(),
    }
    version = _formatted(f'"""The version of the release."""\n\n__version__ = "{described.version()}"\n')
    return dict.fromkeys(_VERSIONS, version) | {PACKAGE / f"{name}.py": _formatted(made[name]) for name in _MADE}


def write() -> None:
    """Write the generated files, and what they were made from."""
    for path, text in texts().items():
        path.write_text(text, "utf-8")
    MARK.write_text(mark(), "utf-8")


def mark() -> str:
    """Return what proves, without making anything, that the generated files are in step."""
    return described.mark(_MAKERS, (*_VERSIONS, *(PACKAGE / f"{name}.py" for name in _MADE)))


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


def _events() -> str:
    known = described.event_types()
    classes = "\n\n".join(_event_class(name, type_, sentence) for name, (type_, sentence) in known.items())
    types = "\n".join(f'    "{type_}": {name},' for name, (type_, _) in known.items())
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


def _event_class(name: str, type_: str, sentence: str) -> str:
    return f'''class {name}(Event[event_data.{name}Data]):
    """{sentence}"""

    type: Literal["{type_}"]
'''


def _formatted(text: str) -> str:
    command = [str(Path(sys.executable).with_name("ruff")), "format", "--stdin-filename", str(PACKAGE / "made.py"), "-"]
    sorted_ = [command[0], "check", "--select", "I,F401", "--fix-only", "--quiet", *command[2:]]
    for one in (sorted_, command):
        text = subprocess.run(one, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout  # noqa: S603
    return f"{_HEADER}\n{text}"


if __name__ == "__main__":
    write()
