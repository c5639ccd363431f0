"""Reads that do not wait for each other."""

from collections.abc import Callable
from typing import TypeVar

from savings.runtime import Runtime

One = TypeVar("One")
Other = TypeVar("Other")


def together(runtime: Runtime, one: Callable[[], One], other: Callable[[], Other]) -> tuple[One, Other]:
    """Make two reads side by side, which is one round trip in time, and return what both found.

    Raises what `one` raises, else what `other` does.
    """
    with runtime.side_by_side() as pool:
        beside = pool.submit(other)
        found = one()
        return found, beside.result()
