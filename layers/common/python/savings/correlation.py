"""For which request everything is done: its id is on each log line, in each event and on whatever follows from that.

Work that no caller asked for is done for the invocation that does it.
"""

from contextvars import ContextVar
from typing import Final

_REQUEST: Final = ContextVar("request", default="")


def serve(request: str) -> None:
    """Say that everything from here on is done for the request with this id, in this thread and what it starts."""
    _REQUEST.set(request)


def served() -> str:
    """Return the id of the request that is being served; nothing where none is."""
    return _REQUEST.get()
