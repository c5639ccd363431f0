"""Values as DynamoDB has them: each under the name of its type."""

from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Any, Final


def marshal(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an item as DynamoDB has them.

    Raises TypeError for what no item has here: a float or a Decimal, an empty or a mixed set.
    """
    return {name: _typed(value) for name, value in item.items()}


def unmarshal(item: Mapping[str, Any]) -> dict[str, Any]:
    """Read the values of an item as DynamoDB has them; a number becomes an int. Raises ValueError for a fraction."""
    return {name: _plain(value) for name, value in item.items()}


def _typed(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        return {"S": value}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        return {"N": str(value)}
    if isinstance(value, bytes):
        return {"B": value}
    if value is None:
        return {"NULL": True}
    if isinstance(value, Mapping):
        return {"M": marshal(value)}
    if isinstance(value, list | tuple):
        return {"L": [_typed(one) for one in value]}
    return _typed_set(value)


def _typed_set(value: Any) -> dict[str, Any]:
    if isinstance(value, set | frozenset) and value:
        if all(isinstance(one, str) for one in value):
            return {"SS": list(value)}
        if all(isinstance(one, int) and not isinstance(one, bool) for one in value):
            return {"NS": [str(one) for one in value]}
    raise TypeError(f"no item has a {type(value).__name__} such as this")


def _plain(typed: Mapping[str, Any]) -> Any:
    ((kind, value),) = typed.items()
    if kind in {"S", "BOOL"}:
        return value
    if kind == "N":
        return int(value)
    return _OTHERS[kind](value)


_OTHERS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "M": unmarshal,
    "L": lambda values: [_plain(one) for one in values],
    "SS": set,
    "NS": lambda values: {int(one) for one in values},
    "NULL": lambda _: None,
    # boto3 has decoded it; on the wire, and in what AWS Lambda hands over, it is text.
    "B": lambda value: value if isinstance(value, bytes) else b64decode(value),
}
