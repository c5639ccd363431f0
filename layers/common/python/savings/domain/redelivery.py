"""When a delivery that failed is tried again, and for how long its webhook rests."""

from datetime import datetime, timedelta
from typing import Final

WAITS: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=8),
    timedelta(hours=8),
)
"""What follows each failed call but the last one: less than a day together."""
TRIED_FOR: Final = timedelta(days=1)
"""A delivery is given up after this, where its webhook rested so much that not every call was made."""
FAILING_FOR: Final = timedelta(days=3)
"""A webhook that had no success for so long, and fails again, is disabled."""
SHORTEST_REST: Final = timedelta(seconds=5)
LONGEST_REST: Final = timedelta(minutes=15)
"""A webhook that is down is called once in this time, at the least: it is known soon when it is there again."""


def next_at(attempts: int, first_at: datetime, now: datetime, asked: timedelta, share: int) -> datetime | None:
    """Return when a delivery is tried again after so many calls, of which the last one failed now; None for never.

    It is put off for as long as the server `asked`, but not beyond the step that would follow. It comes up to a tenth
    earlier by its own `share`, a number below 100: what failed together does not come together.
    """
    if attempts > len(WAITS) or now - first_at >= TRIED_FOR:
        return None
    wait = WAITS[attempts - 1]
    longest = WAITS[min(attempts, len(WAITS) - 1)]
    return now + max(wait - wait * share // 1000, min(asked, longest))


def rest(failing_for: timedelta, asked: timedelta, *, is_down: bool) -> timedelta:
    """Return for how long a webhook that failed is not called: longer, the longer it has been failing.

    One that answers, and refuses, may take other events: it is called on at first.
    """
    least = SHORTEST_REST if is_down else timedelta(0)
    return min(max(least, asked, failing_for // 4), LONGEST_REST)
