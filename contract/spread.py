"""JSON as people read it: an object or a list that holds no other stands on one line, if it fits."""

import json
from typing import Any


def spread(value: object, margin: str = "") -> str:
    """Return the JSON text of a value; its lines after the first begin with the margin."""
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or (len(margin) + len(line) < 100 and _is_flat(value)):
        return line
    inner = margin + "  "
    if isinstance(value, dict):
        members = [f"{inner}{json.dumps(name)}: {spread(member, inner)}" for name, member in value.items()]
        return "{\n" + ",\n".join(members) + f"\n{margin}}}"
    return "[\n" + ",\n".join(inner + spread(member, inner) for member in value) + f"\n{margin}]"


def _is_flat(value: dict[str, Any] | list[Any]) -> bool:
    return not any(isinstance(member, dict | list) for member in (value.values() if isinstance(value, dict) else value))
