"""The JSON Schemas of the events, as partners get them: Draft 4, which the EventBridge schema registry takes.

They are made from the rows of `savings.domain.facts` and `savings.domain.events`. Consumers must let unknown members
pass; the tests hold every event that the product emits to the strict form, which lets none pass.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft4Validator

from contract.breaks import misread
from savings.domain.events import SOURCE, Event, members
from savings.domain.facts import GUID, INSTANT, TEXT
from tests.contract.event_examples import examples
from tests.contract.served_code import ROOT

DRAFT_4: Final = "http://json-schema.org/draft-04/schema#"
FOLDER: Final = ROOT / "docs" / "events" / "schemas"

Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """Return the schema of each event's CloudEvent, by the event's name."""
    return {name: _schema(event) for name, event in examples().items()}


def file_of(name: str) -> Path:
    """Return where the schema of an event is stored."""
    return FOLDER / f"{name}.v1.json"


def texts() -> dict[str, str]:
    """Return the schemas' files, by name."""
    return {file_of(name).name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def sentences() -> dict[str, str]:
    """Return when each event is sent and when not, as docs/events.md says it, without marks."""
    page = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    found = re.findall(r"^### `([a-z.]+)`\n\n(.+?)\n\n", page, re.MULTILINE | re.DOTALL)
    return {name: " ".join(text.split()) for name, text in found}


_proven: Final[set[str]] = set()
"""Events that were held to their schemas before: a test meets each many times."""


def prove(envelope: Mapping[str, Any]) -> None:
    """Assert that a CloudEvent is as its schema says, and has nothing that the schema does not name."""
    text = json.dumps(envelope, sort_keys=True)
    if text in _proven:
        return
    name = envelope["type"].removeprefix(f"{SOURCE}.").removesuffix(".v1")
    assert name in _validators(), name
    errors = _validators()[name].iter_errors(envelope)
    wrong = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in errors]
    assert not wrong, (name, wrong)
    _proven.add(text)


def breaks(published: Schema, current: Schema) -> list[str]:
    """Return what a consumer that was written for `published` could not read in what `current` describes.

    Breaking: a member that has gone or need not be there any more, a type, a code or a null that was not to be
    expected, a pattern or bound that has changed. Not breaking: a new member, a code that is no longer sent, other
    descriptions.
    """
    return misread(current, published, of_answer=True)


def _schema(event: Event) -> Schema:
    said = {member.name: {"description": member.meaning, **member.kind.schema} for member in members(event.name)}
    data = {"type": "object", "required": list(said), "properties": said}
    attributes: dict[str, Schema] = {
        "specversion": {"enum": ["1.0"]},
        "id": {"description": "one per change, however often it is sent", **GUID.schema},
        "source": {"description": "the tenant, after the platform", "type": "string", "pattern": f"^/{SOURCE}/[^/]+$"},
        "type": {"enum": [event.envelope()["type"]]},
        "subject": {"description": "GUID of the item that the event is about", **GUID.schema},
        "time": {"description": "instant at which it became true", **INSTANT.schema},
        "datacontenttype": {"enum": ["application/json"]},
        "sequence": {
            "description": "number of the event of its subject, 1 first, without gaps",
            "type": "string",
            "pattern": "^[0-9]{12}$",
        },
        "tenantid": {"description": "the tenant", **TEXT.schema},
        "correlationid": {"description": "id of the request, or of the run, that it came of", **TEXT.schema},
        "data": data,
    }
    return {
        "$schema": DRAFT_4,
        "title": f"{event.name}.v1",
        "description": sentences()[event.name],
        "type": "object",
        "required": [name for name in attributes if name != "correlationid"],
        "properties": attributes,
    }


@cache
def _validators() -> dict[str, Draft4Validator]:
    return {name: Draft4Validator(_strict(schema)) for name, schema in schemas().items()}


def _strict(schema: Any) -> Any:
    """Return a schema that lets no member pass that it does not name."""
    if isinstance(schema, list):
        return [_strict(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _strict(value) for key, value in schema.items()}
    return made | ({"additionalProperties": False} if isinstance(made.get("properties"), dict) else {})
