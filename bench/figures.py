"""What rounds of measuring say: medians, and medians of the ratios to the floor of the same round."""

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


@dataclass(frozen=True, slots=True)
class Table:
    """Figures or words under named columns; the first column names the row."""

    columns: tuple[str, ...]
    rows: list[tuple[str, ...]] = field(default_factory=list)

    def add(self, title: str, *cells: float | str | None) -> None:
        """Add a row."""
        self.rows.append((title, *map(_cell, cells)))

    def text(self) -> str:
        """Return it for a terminal."""
        widths = [max(map(len, column)) for column in zip(self.columns, *self.rows, strict=True)]
        lines = []
        for name, *cells in (self.columns, *self.rows):
            right = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
            lines.append("  ".join((f"{name:{widths[0]}}", *right)))
        return "\n".join(lines)

    def markdown(self) -> str:
        """Return it for a page."""
        rule = ("---", *("--:" for _ in self.columns[1:]))
        return "\n".join(f"| {' | '.join(row)} |" for row in (self.columns, rule, *self.rows))


def _cell(figure: float | str | None) -> str:
    if figure is None:
        return "–"
    if isinstance(figure, str):
        return figure
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.1f}" if abs(figure) >= 10 else f"{figure:.2f}"
