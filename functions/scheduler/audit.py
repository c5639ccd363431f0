"""The auditor: regularly proves some of the goals and accounts, and says what does not hold."""

from typing import Any, Final

from savings.domain.calendar import read_instant
from savings.observability import instrumented
from savings.runtime import Entry, Handler, Runtime
from savings.usecases.audit import audit

FOR_ONE: Final = 15_000
"""Milliseconds that there must be for one more goal."""


def build(runtime: Runtime) -> Handler:
    """Return the function's handler. The schedule says when the run is, and how many minutes there are between two."""

    def run(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        at = read_instant(event["time"]) if "time" in event else runtime.clock.now()
        number = int(at.timestamp()) // (60 * int(event.get("minutes", 1)))
        proven = audit(runtime, number, has_time=lambda: runtime.deadline.allows(FOR_ONE))
        return {"number": number, "goals": proven}

    return instrumented(runtime, run)


handler: Final = Entry(build)
