"""An event bus with rules, in memory."""

import itertools
import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from botocore.utils import parse_to_aware_datetime

from savings.clock import Clock
from savings.domain.calendar import instant

Target = Callable[[dict[str, Any]], None]
Matches = Callable[[Any], bool]

LIMIT: Final = 10
"""So many entries does one PutEvents take."""


def matcher(pattern: Mapping[str, Any]) -> Matches:
    """Return the test that an event pattern of EventBridge stands for; an empty one matches everything.

    A pattern may list texts and ask whether something exists: the product's do no more. Raises ValueError for another.
    """
    tests = {name: matcher(inner) if isinstance(inner, Mapping) else _leaf(inner) for name, inner in pattern.items()}

    def matches(found: Any) -> bool:
        members = found if isinstance(found, dict) else {}
        return all(test(members.get(name)) for name, test in tests.items())

    return matches


def _leaf(wanted: list[Any]) -> Matches:
    if wanted in ([{"exists": True}], [{"exists": False}]):
        exists = wanted[0]["exists"]
        return lambda found: (found is not None and not isinstance(found, dict)) is exists
    if not all(isinstance(text, str) for text in wanted):
        raise ValueError(f"no local rule can match {wanted}")
    return lambda found: any(one in wanted for one in (found if isinstance(found, list) else [found]))


class Rule(NamedTuple):
    """A pattern, and who gets what it matches."""

    pattern: Mapping[str, Any]
    matches: Matches
    target: Target


class Bus:
    """A bus that hands each event to the targets of the rules it matches, in the order in which events come."""

    def __init__(self, name: str, clock: Clock) -> None:
        """Make a bus without rules."""
        self.name = name
        self._clock = clock
        self.rules: list[Rule] = []
        self._numbers = itertools.count(1)
        self._lock = threading.Lock()

    def rule(self, pattern: Mapping[str, Any], target: Target) -> None:
        """Add a rule; an empty pattern matches every event."""
        self.rules.append(Rule(pattern, matcher(pattern), target))

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
            for rule in self.rules:
                if rule.matches(event):
                    rule.target(event)
        return {"EventId": str(event["id"])}
