"""What every event has: a CloudEvent 1.0. The types of the events themselves are in `events`."""

from typing import Any, Generic, TypeVar

from pydantic import AwareDatetime

from savings_goals_client.wire import Model

D = TypeVar("D")


class Event(Model, Generic[D]):
    """One change. It comes at least once, always under the same `id`; `sequence` counts the events of a `subject`."""

    id: str
    source: str
    type: str
    subject: str
    time: AwareDatetime
    sequence: int
    tenantid: str
    correlationid: str | None = None
    data: D


class PlainEvent(Event[dict[str, Any]]):
    """An event whose type, or version of it, this package does not know."""
