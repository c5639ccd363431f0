"""JSON text of values: what answers and kept metadata are written and read with."""

from typing import Any, Final

import simplejson

LONGEST_NUMBER: Final = 40
"""Digits that a number of a body may have, before and after its point."""


def dump(value: object, *, sort_keys: bool = False) -> str:
    """Return the JSON text of a value; Decimals are numbers with the digits they have, dates YYYY-MM-DD."""
    text = simplejson.dumps(
        value, use_decimal=True, ensure_ascii=False, sort_keys=sort_keys, separators=(",", ":"), default=str
    )
    return str(text)


def load(text: str) -> Any:
    """Return the value of JSON text that `dump` made."""
    return simplejson.loads(text, use_decimal=True)
