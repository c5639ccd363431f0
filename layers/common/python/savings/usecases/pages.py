"""Pages of lists that can grow: so many things after a place, read as far as they are needed."""

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

Place = tuple[int, ...]
"""Where a page ends, and what the next one needs to know of it; () is the start of a list."""

LOOKED_THROUGH: Final = 10
"""How many things are looked at, for each that a page may have, where only some are wanted."""

T = TypeVar("T")


def page_of(
    things: Iterable[T], limit: int | None, place: Callable[[T], Place], keep: Callable[[T], bool] = lambda _: True
) -> tuple[list[T], Place | None]:
    """Return up to `limit` of the things that `keep` accepts, and where the next page begins; None after the last.

    Without a limit all of them. A page may be short though more follows: what is wanted may be far apart.
    """
    found: list[T] = []
    last: Place = ()
    for looked_at, thing in enumerate(things):
        if limit is not None and (len(found) == limit or looked_at == limit * LOOKED_THROUGH):
            return found, last
        if keep(thing):
            found.append(thing)
        last = place(thing)
    return found, None
