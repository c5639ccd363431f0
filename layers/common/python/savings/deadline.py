"""How much time an invocation has left, and what still fits into it."""

from collections.abc import Callable
from typing import Final, Protocol

TO_ANSWER: Final = 500
"""Milliseconds kept for the answer itself: its text, the log and the metrics, on the smallest share of a processor."""
TIMEOUTS: Final = {
    "goals": 10,
    "actions": 10,
    "households": 10,
    "notifications": 10,
    "webhooks": 20,
    "authorize": 5,
    "console": 5,
    "enqueue": 30,
    "close": 20,
    "publish": 60,
    "notify": 30,
    "deliver": 25,
    "audit": 60,
}
"""Seconds that an invocation of each function may take, on AWS and in the local stack."""
UNHURRIED: Final = 10_000
"""Milliseconds that there always are where nothing was invoked: as many as a request has."""


class Invocation(Protocol):
    """What AWS Lambda says of an invocation, as far as it is asked here."""

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the function is stopped."""
        ...


class Deadline:
    """When the invocation at hand must have answered. A function serves one invocation at a time."""

    def __init__(self) -> None:
        self._left: Callable[[], int] = lambda: UNHURRIED
        self._keep = TO_ANSWER

    def begin(self, invocation: Invocation, *, keep: int = 0) -> None:
        """Count down the time of an invocation from now on, all but `keep` milliseconds."""
        self._left = invocation.get_remaining_time_in_millis
        self._keep = TO_ANSWER + keep

    def allows(self, milliseconds: int) -> bool:
        """Whether so much can still be done before the answer has to go out."""
        return self._left() - self._keep >= milliseconds
