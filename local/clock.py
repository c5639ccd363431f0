"""A clock that can be set and ticks on from there."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Final

from local.state import State
from savings.clock import Clock

_SETTING: Final = "clock_offset_microseconds"
EARLIEST: Final = datetime(1970, 1, 1, tzinfo=UTC)
LATEST: Final = datetime(9000, 1, 1, tzinfo=UTC)
"""The clock can be set to an instant from EARLIEST until before LATEST: dates need room on both sides."""


class SettableClock(Clock):
    """The machine's clock, moved by a constant that is kept with the data; it ticks on while the stack is down."""

    def __init__(self, state: State) -> None:
        """Read how far the clock was moved; not at all in an empty state."""
        self._state = state
        self._lock = threading.Lock()
        self._offset = timedelta(microseconds=int(state.setting(_SETTING) or 0))

    def exactly(self) -> datetime:
        """Return the current instant: aware, UTC."""
        return datetime.now(UTC) + self._offset

    def set(self, instant: datetime) -> None:
        """Move the clock to `instant`, from which it ticks on."""
        with self._lock:
            offset = instant - datetime.now(UTC)
            self._state.keep(_SETTING, str(offset // timedelta(microseconds=1)))
            self._offset = offset
