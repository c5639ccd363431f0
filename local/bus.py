"""An event bus with rules, in memory."""

import itertools
import json
import threading
from collections.abc import Callable
from typing import Any, Final

from botocore.utils import parse_to_aware_datetime
from moto.events.models import EventPattern

from savings.clock import Clock
from savings.domain.calendar import instant

Target = Callable[[dict[str, Any]], None]
Matches = Callable[[dict[str, Any]], bool]

LIMIT: Final = 10
"""So many entries does one PutEvents take."""


def matcher(pattern: dict[str, Any]) -> Matches:
    """Return the test that an event pattern of EventBridge stands for; an empty one matches everything."""
    parsed: Any = EventPattern(None, pattern)
    return lambda event: bool(parsed.matches_event(_named(pattern, event)))


def _named(pattern: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    """Return of an event what the pattern names: the rest says nothing about it, and takes time to look at."""
    if "$or" in pattern:
        return event
    return {
        name: _named(inner, event[name]) if isinstance(inner, dict) and isinstance(event[name], dict) else event[name]
        for name, inner in pattern.items()
        if name in event
    }


class Bus:
    """A bus that hands each event to the targets of the rules it matches, in the order in which events come."""

    def __init__(self, name: str, clock: Clock) -> None:
        """Make a bus without rules."""
        self.name = name
        self._clock = clock
        self._rules: list[tuple[Matches, Target]] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def rule(self, pattern: dict[str, Any], target: Target) -> None:
        """Add a rule; an empty pattern matches every event."""
        self._rules.append((matcher(pattern), target))

    def put(self, entry: dict[str, Any]) -> dict[str, str]:
        """Take one entry of PutEvents; return the entry of its answer."""
        try:
            detail = json.loads(entry.get("Detail", ""))
        except ValueError:
            return {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
        missing = next((name for name in ("Source", "DetailType") if not entry.get(name)), None)
        if missing is not None:
            return {"ErrorCode": "InvalidArgument", "ErrorMessage": f"Parameter {missing} is not valid."}
        time = parse_to_aware_datetime(entry["Time"]) if "Time" in entry else self._clock.now()
        with self._lock:
            event = {
                "version": "0",
                "id": f"event-{next(self._numbers)}",
                "detail-type": entry["DetailType"],
                "source": entry["Source"],
                "account": "123456789012",
                "time": instant(time),
                "region": "eu-west-1",
                "resources": entry.get("Resources", []),
                "detail": detail,
            }
            for matches, target in self._rules:
                if matches(event):
                    target(event)
        return {"EventId": str(event["id"])}
