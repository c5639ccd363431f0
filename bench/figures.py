"""What rounds of measuring say: medians, and medians of the ratios to the floor of the same round."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import median

Key = tuple[str, str]
"""A contender and what it does."""


@dataclass
class Series:
    """One figure a round for each contender and request."""

    values: dict[Key, list[float]] = field(default_factory=dict)

    def add(self, key: Key, value: float) -> None:
        """Add a round's figure."""
        self.values.setdefault(key, []).append(value)

    def median(self, key: Key) -> float | None:
        """Return the median of all rounds."""
        found = self.values.get(key)
        return median(found) if found else None

    def ratio(self, key: Key, floor: Key) -> float | None:
        """Return the median of the ratios to the floor, each of one round."""
        mine, least = self.values.get(key), self.values.get(floor)
        if not mine or not least:
            return None
        return median(one / other for one, other in zip(mine, least, strict=True))

    def beyond(self, floor: Key) -> "Series":
        """Return the series without what this floor takes in the same round."""
        least = self.values[floor]
        every = self.values.items()
        return Series({key: [one - other for one, other in zip(values, least, strict=True)] for key, values in every})


def rows(columns: Iterable[tuple[str, Series]], keys: Iterable[Key]) -> list[str]:
    """Return lines of text: one a key, with the median of each series in its column."""
    named = [*columns]
    lines = [f"{'':28}" + "".join(f"{title:>16}" for title, _ in named)]
    for key in keys:
        found = [series.median(key) for _, series in named]
        cells = "".join(f"{'–' if value is None else f'{value:,.1f}':>16}" for value in found)
        lines.append(f"{key[0] + ', ' + key[1]:28}" + cells)
    return lines
