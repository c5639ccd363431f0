"""The floor of a cold start: a function that does nothing."""

from typing import Any


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer."""
    return {"statusCode": 200, "headers": {}, "body": "{}"}
