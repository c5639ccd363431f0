"""`python -m local.demo`: plays the year against a stack of its own, or against the one at BASE_URL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from local.demo.bank import bank
from local.demo.serving import NotServing, served
from local.demo.year import Year
from savings_goals_client import SavingsGoalsError


def main() -> int:
    """Play and check; return the exit code, 1 if anything is wrong."""
    try:
        with _address() as base_url, bank(base_url) as app:
            year = Year(app)
            for line in year.play():
                print(line, flush=True)
            faults = year.faults()
            print()
            for line in year.summary():
                print(line)
    except (SavingsGoalsError, NotServing) as error:
        print(f"\nthe year came to a sudden end: {error}", file=sys.stderr)
        return 1
    for fault in faults:
        print(f"WRONG: {fault}", file=sys.stderr)
    print("something does not hold" if faults else "every invariant holds")
    return 1 if faults else 0


@contextmanager
def _address() -> Iterator[str]:
    base_url = os.environ.get("BASE_URL")
    if base_url:
        yield base_url.rstrip("/")
    else:
        with served() as address:
            yield address


if __name__ == "__main__":
    sys.exit(main())
