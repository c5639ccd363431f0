"""Notes: what a write puts on its item for the publisher, and all of it that a request needs of events.

A note is JSON text: the instant that the write carries, its facts in order, and the id of the request that it was made
for.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, Final

from savings.domain.facts import FACTS, Fact, MilestoneReached

NOTE_LIMIT: Final = 300
"""No note is longer than this many bytes, with the id of a request, which has up to 36 characters on AWS."""


def note(at: datetime, made_true: Sequence[Fact]) -> str:
    """Return the note of a write that carries the instant `at`; milestones reached together share one entry."""
    entries: list[list[Any]] = []
    for fact in made_true:
        values = [getattr(fact, field.name) for field in fields(fact)]
        if entries and entries[-1][0] == fact.name == MilestoneReached.name:
            entries[-1] += values
        else:
            entries.append([fact.name, *values])
    return json.dumps([int(at.timestamp()), *entries], separators=(",", ":"))


def correlated(text: str, request: str) -> str:
    """Return a note with the id of the request that its write is made for."""
    return f"{text[:-1]},{json.dumps(request)}]"


def read_note(text: str) -> tuple[datetime, tuple[Fact, ...], str | None]:
    """Return the instant and the facts of a note, and the id of the request where it has one."""
    at, *entries = json.loads(text)
    request = entries.pop() if entries and isinstance(entries[-1], str) else None
    found: list[Fact] = []
    for name, *values in entries:
        if name == MilestoneReached.name:
            found += map(MilestoneReached, values)
        else:
            found.append(FACTS[name](*(tuple(value) if isinstance(value, list) else value for value in values)))
    return datetime.fromtimestamp(at, UTC), tuple(found), request
