"""Two versions of the code in one process: today's, and tomorrow's, in which every kind of item has an attribute more.

Tomorrow's writes the attribute with each new item and adds it to those that it finds without. Today's knows nothing of
it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import pytest

from savings.store import shapes
from savings.store.shapes import Stored

KINDS: Final = (
    *("HOUSEHOLD", "CLIENT", "DEPENDANT", "EVENT", "LISTING", "MEMBERSHIP", "ACCESS", "ACCOUNT", "SAVING", "ENTRY"),
    *("CONTRIBUTION", "GOAL", "TEXT", "PERIOD", "ACTION", "TXN", "XID", "PREFERENCES", "NOTE", "IDEM", "ERASURE"),
    *("TENANT", "APP", "COUNT", "WEBHOOK", "WEBHOOKS", "DELIVERY"),
)
ADDED: Final = "added"


@contextmanager
def tomorrow() -> Iterator[None]:
    """Have everything inside done by tomorrow's version."""
    stamp = shapes.stamp
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shapes, "STEPS", {kind: (*shapes.STEPS.get(kind, ()), _with_more) for kind in KINDS})
        patch.setattr(shapes, "stamp", lambda number: {**stamp(number), ADDED: "with the item"})
        yield


def _with_more(item: Stored) -> Stored:
    return {ADDED: "later", **item}
