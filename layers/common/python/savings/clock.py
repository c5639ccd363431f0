"""The one clock: every rule that asks "what time is it" is handed an instant that came from here."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the current instant: aware, UTC, whole seconds."""

    def now(self) -> datetime:
        """Return the current instant."""
        ...


class SystemClock:
    """The machine's clock, cut to whole seconds."""

    def now(self) -> datetime:
        """Return the current instant."""
        return datetime.now(UTC).replace(microsecond=0)
