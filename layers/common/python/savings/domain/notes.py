"""Notes: what a write puts on its item for the publisher, and all of it that a request needs of events.

A note is JSON text: the instant that the write carries, and its facts in order.
"""

import json
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from savings.domain.calendar import instant, read_instant
from savings.domain.facts import FACTS, Fact, MilestoneReached

NOTE_LIMIT: Final = 300
"""No note is longer than this many bytes."""


def note(at: datetime, made_true: Sequence[Fact]) -> str:
    """Return the note of a write that carries the instant `at`; milestones reached together share one entry."""
    entries: list[list[Any]] = []
    for fact in made_true:
        values = [getattr(fact, field.name) for field in fields(fact)]
        if entries and entries[-1][0] == fact.name == MilestoneReached.name:
            entries[-1] += values
        else:
            entries.append([fact.name, *values])
    return json.dumps([instant(at), *entries], separators=(",", ":"))


def read_note(text: str) -> tuple[datetime, tuple[Fact, ...]]:
    """Return the instant and the facts of a note."""
    at, *entries = json.loads(text)
    found: list[Fact] = []
    for name, *values in entries:
        if name == MilestoneReached.name:
            found += map(MilestoneReached, values)
        else:
            found.append(FACTS[name](*(tuple(value) if isinstance(value, list) else value for value in values)))
    return read_instant(at), tuple(found)
