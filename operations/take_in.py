"""Puts a household, which `operations.export` has written into a file, back into a table of the same tenant.

Nothing that is there is written over, and nothing is published again. It may be run again at any time, and goes on
where it was. Exit code 0: all is there; 1: the file cannot be taken, and nothing was written; 2: run it again.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from operations.copies import Unreadable, head_of, items_in
from operations.table import RATE, AtTable, at, parser
from savings.domain.errors import Busy, Conflicting, Refused
from savings.usecases.household_copy import check_free, check_place, put_back


def take_in(world: AtTable, tenant: str, path: Path) -> int:
    """Put what a file has where it was, and return how many items that took.

    The whole file is read before anything is written. Raises Unreadable, Refused, Conflicting, and Busy.
    """
    head = head_of(path)
    if head.tenant != tenant:
        raise Unreadable("it is another tenant's: what has ids of one tenant has no place in another")
    check_place(tenant, head.household, head.people, items_in(path))
    check_free(world, items_in(path))
    return put_back(world, items_in(path))


def main(arguments: Sequence[str] | None = None, world: Callable[[str, int], AtTable] = at) -> int:
    """Run the command and return its exit code."""
    options_of = parser(__doc__)
    for name in ("tenant", "file"):
        options_of.add_argument(f"--{name}", required=True)
    options_of.add_argument("--rate", type=int, default=RATE, help=f"units a second, at most; {RATE} by itself")
    options = options_of.parse_args(arguments)
    table = world(options.table, options.rate)
    try:
        count = take_in(table, options.tenant, Path(options.file))
    except (Unreadable, Refused, Conflicting) as wrong:
        print(f"the file is not taken: {wrong}")
        return 1
    except Busy:
        print("others kept writing: run it again")
        return 2
    print(f"{count} items")
    return 0


if __name__ == "__main__":
    sys.exit(main())
