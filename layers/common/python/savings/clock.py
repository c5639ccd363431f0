"""The one clock: every rule that asks "what time is it" is handed an instant that came from here."""

from abc import ABC, abstractmethod
from datetime import UTC, datetime


class Clock(ABC):
    """Reads the current instant: rules, storage and answers know whole seconds, ids the millisecond as well."""

    @abstractmethod
    def exactly(self) -> datetime:
        """Return the current instant: aware, UTC, at least to the millisecond."""

    def now(self) -> datetime:
        """Return the current instant: aware, UTC, cut to whole seconds."""
        return self.exactly().replace(microsecond=0)


class SystemClock(Clock):
    """The machine's clock."""

    def exactly(self) -> datetime:
        """Return the current instant."""
        return datetime.now(UTC)
