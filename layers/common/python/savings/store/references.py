"""References: what depends on a person, a dependant, a life event or an account is counted on that item.

The count lets a deletion refuse itself by its own condition, and a reference to what is gone is refused by its own: two
requests that cross cannot end with one thing that depends on another which is no longer there.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from savings.store import keys
from savings.store.table import THERE, Key, Write, update

UNUSED: Final = "(attribute_not_exists(uses) OR uses = :none)"
"""The condition of a deletion; `:none` is 0."""


def reference_writes(before: Iterable[Key], after: Iterable[Key]) -> list[Write]:
    """Return the writes that move the counts from one set of references to another; refused where a thing is gone."""
    change = Counter(after)
    change.subtract(Counter(before))
    return [_count(key, by) for key, by in sorted(change.items()) if by]


def _count(key: Key, by: int) -> Write:
    """What depended on a person who has left may let go of them; nothing comes to."""
    expression = "SET uses = if_not_exists(uses, :none) + :by REMOVE note"
    alive = f"{THERE} AND attribute_not_exists(closed)"
    if by > 0 and key[1].startswith(keys.CLIENT):
        alive += " AND attribute_exists(facts)"
    return update(key, expression, alive, {":none": 0, ":by": by})
