"""The JSON Schema of a line of a household's copy, made from the frozen examples of each kind of item."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from jsonschema import Draft202012Validator

from operations.copies import FORMAT, VERSION
from savings.store.personal import DATA
from savings.store.shapes import FIRST, STEPS
from tests.contract.frozen_items import examples, types
from tests.contract.served_code import ROOT

FILE: Final = ROOT / "docs" / "export" / f"household.v{VERSION}.schema.json"
_TYPES: Final[dict[str, dict[str, Any]]] = {
    "S": {"type": "string"},
    "N": {"type": "integer"},
    "BOOL": {"type": "boolean"},
    "B": {"type": "string", "contentEncoding": "base64"},
    "SS": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    "L": {"type": "array"},
    "M": {"type": "object"},
}


_NOT_A_HOUSEHOLDS: Final = frozenset({"IDEM", "TENANT", "APP", "COUNT", "WEBHOOK", "WEBHOOKS", "DELIVERY"})
"""Kinds of item that no household has; a copy with any other that the schema leaves out is refused by its test."""


def schema() -> dict[str, Any]:
    """Return the schema."""
    kinds = [kind for kind in DATA if kind not in _NOT_A_HOUSEHOLDS]
    head: dict[str, Any] = {name: {"type": "string"} for name in ("tenant", "household")}
    head |= {"people": {"type": "array", "items": {"type": "string"}}, "at": {"type": "string", "format": "date-time"}}
    head |= {"format": {"const": FORMAT}, "version": {"const": VERSION}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A line of a household's copy",
        "description": "The first line is a head, the last one an end, every other one an item as it is stored. "
        "What the attributes of items mean is in docs/access-patterns.md.",
        "oneOf": [{"$ref": f"#/$defs/{name}"} for name in ("head", "end", *kinds)],
        "$defs": {
            "head": _object("The first line", head, [*head]),
            "end": _object("The last line: how many items there are", {"items": {"type": "integer"}}, ["items"]),
            **{kind: _item(kind) for kind in kinds},
        },
    }


def text() -> str:
    """Return the file's text."""
    return json.dumps(schema(), indent=2) + "\n"


def prove(line: Mapping[str, Any]) -> None:
    """Assert that a line is as the schema says."""
    _validator().validate(line)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(schema())


def _item(kind: str) -> dict[str, Any]:
    known = types(examples(kind, FIRST + len(STEPS.get(kind, ()))))
    members = {name: _type(known[name]) for name in sorted(known) if name != "note"}
    return _object(DATA[kind].title, {"item": {"const": kind}, **members}, ["item", "PK", "SK"])


def _type(known: Any) -> dict[str, Any]:
    if isinstance(known, dict):
        members = {name: _type(known[name]) for name in sorted(known)}
        return {"type": "object", "properties": members, "additionalProperties": False}
    return _TYPES[known]


def _object(title: str, members: Mapping[str, Any], required: list[str]) -> dict[str, Any]:
    shape = {"type": "object", "properties": dict(members), "required": required, "additionalProperties": False}
    return {"title": title, **shape}
