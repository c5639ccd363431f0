"""Puts an event's JSON Schema into the dialect that the EventBridge schema registry takes."""

from typing import Any

DRAFT_4 = "http://json-schema.org/draft-04/schema#"
_NAMES = {"$defs": "definitions", "$id": "id"}
_BOUNDS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def to_draft_4(schema: Any) -> Any:
    """Give `schema` (2020-12) as draft 4: constants, definitions and exclusive bounds are spelled the old way."""
    if isinstance(schema, list):
        return [to_draft_4(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    spelled: dict[str, Any] = {}
    for key, value in schema.items():
        if key == "$schema":
            spelled[key] = DRAFT_4
        elif key == "$ref":
            spelled[key] = value.replace("#/$defs/", "#/definitions/")
        elif key == "const":
            spelled["enum"] = [value]
        elif key in _BOUNDS and not isinstance(value, dict):  # a property may have the keyword's name
            spelled |= {_BOUNDS[key]: value, key: True}
        else:
            spelled[_NAMES.get(key) or key] = to_draft_4(value)
    return spelled
