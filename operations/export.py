"""Writes a household with all of its people into a file, from which `operations.take_in` puts it back.

Exit code 0: the file is whole; 1: there is no such household; 2: somebody kept writing, run it again. There is no file
unless it is whole.
"""

import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from operations.copies import Head, last_line, line_of, line_of_item
from operations.table import RATE, AtTable, at, parser
from savings import ids
from savings.domain.calendar import instant
from savings.domain.errors import Busy, NotFound
from savings.usecases.attempt import attempts
from savings.usecases.household_copy import copied, people_of


def export(world: AtTable, tenant: str, household: str, path: Path) -> int:
    """Write the file, and return how many items it has. Raises NotFound, and Busy."""

    def one(now: datetime) -> int:
        return _written(world, Head(tenant, household, people_of(world, tenant, household), instant(now)), path)

    return attempts(world, one)


def _written(world: AtTable, head: Head, path: Path) -> int:
    part = path.with_name(f"{path.name}.part")
    count = 0
    try:
        with part.open("w", encoding="utf-8") as file:
            print(line_of(head), file=file)
            for item in copied(world, head.tenant, head.household, head.people):
                print(line_of_item(item), file=file)
                count += 1
            print(last_line(count), file=file)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def main(arguments: Sequence[str] | None = None, world: Callable[[str, int], AtTable] = at) -> int:
    """Run the command and return its exit code."""
    options_of = parser(__doc__)
    for name in ("tenant", "household", "file"):
        options_of.add_argument(f"--{name}", required=True)
    options_of.add_argument("--rate", type=int, default=RATE, help=f"read units a second, at most; {RATE} by itself")
    options = options_of.parse_args(arguments)
    table = world(options.table, options.rate)
    try:
        count = export(table, options.tenant, ids.parse_guid(options.household) or "", Path(options.file))
    except NotFound:
        print("there is no such household")
        return 1
    except Busy:
        print("somebody kept writing: run it again")
        return 2
    print(f"{count} items")
    return 0


if __name__ == "__main__":
    sys.exit(main())
