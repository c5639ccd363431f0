"""Babel's data without what nothing here formats, which is nine tenths of it: all locales stay."""

import pickle
from pathlib import Path
from typing import Final

UNUSED: Final = frozenset(
    {
        *("compact_currency_formats", "compact_decimal_formats", "compound_unit_patterns", "currency_names"),
        *("currency_names_plural", "date_fields", "day_period_rules", "interval_formats", "languages", "list_patterns"),
        *("measurement_systems", "meta_zones", "scientific_formats", "scripts", "territories", "time_zones"),
        *("unit_display_names", "unit_patterns", "variants", "zone_formats"),
    }
)
"""The parts of a locale that only other functions of Babel than ours read."""


def trim(folder: Path) -> None:
    """Empty the unused parts of each locale in Babel's folder of data."""
    for path in folder.glob("*.dat"):
        parts = pickle.loads(path.read_bytes())  # noqa: S301  # of the locked package
        path.write_bytes(
            pickle.dumps({name: {} if name in UNUSED else part for name, part in parts.items()}, protocol=2)
        )
