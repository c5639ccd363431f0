"""Proves every goal and every account of a table, as after a restore; it only reads.

Several of them share the work of one table: --segment 0/4, 1/4, … Exit code 0: everything holds; 1: something does not,
or could not be proven.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial

from operations.rebuild import broken
from operations.table import RATE, AtTable, at, parser
from savings.domain.integrity import Finding
from savings.runtime import THREADS
from savings.store import keys
from savings.store.table import Key
from savings.usecases.attempt import Attempt, attempts
from savings.usecases.caller import Caller
from savings.usecases.integrity import check_account, check_goal


class Audit:
    """What was proven so far, and what did not hold."""

    def __init__(self, world: AtTable) -> None:
        self._world = world
        self.proven = {"goals": 0, "accounts": 0}
        self.faults = 0

    def run(self, segment: int, of: int) -> Iterator[str]:
        """Prove everything in a part of the table, much of it side by side; yield a line for each fault."""
        waiting: list[Key] = []
        for key in self._provable(segment, of):
            waiting.append(key)
            if len(waiting) == THREADS:
                yield from self._prove(waiting)
                waiting = []
        yield from self._prove(waiting)

    def _provable(self, segment: int, of: int) -> Iterator[Key]:
        """Yield the keys of goals and accounts; what is read of them here is as of a moment ago, and not looked at."""
        for item in self._world.every("PK", "SK", segment=segment, of=of):
            key = item["PK"], item["SK"]
            if keys.is_goal(key) or keys.is_account(key):
                yield key

    def _prove(self, these: list[Key]) -> Iterator[str]:
        for key, lines in zip(these, self._world.side_by_side(self._faults_of, these), strict=True):
            self.proven["goals" if keys.is_goal(key) else "accounts"] += 1
            self.faults += len(lines)
            yield from (f"{key[0]} {key[1]}: {line}" for line in lines)

    def _faults_of(self, key: Key) -> list[str]:
        try:
            return broken(attempts(self._world, partial(self._findings, key)))
        except Exception as error:  # noqa: BLE001  # what one raises stops no other
            return [f"cannot be proven: {type(error).__name__}"]

    def _findings(self, key: Key, now: datetime) -> list[Finding]:
        if keys.is_account(key):
            return check_account(self._world.table, key)[1]
        tenant, customer, goal = keys.read_goal(key)
        caller = Caller(tenant, client_id="", subject="", customer=customer)
        return check_goal(Attempt(self._world, caller, now, 0), str(goal)).findings


def main(arguments: Sequence[str] | None = None, world: Callable[[str, int], AtTable] = at) -> int:
    """Run the command and return its exit code."""
    options_of = parser(__doc__)
    options_of.add_argument("--rate", type=int, default=RATE, help=f"read units a second, at most; {RATE} by itself")
    options_of.add_argument("--segment", default="0/1", help="which part of how many, such as 0/4")
    options = options_of.parse_args(arguments)
    segment, of = map(int, options.segment.split("/"))
    table = world(options.table, options.rate)
    audit = Audit(table)
    for line in audit.run(segment, of):
        print(line)
    proven = audit.proven
    print(f"{proven['goals']} goals, {proven['accounts']} accounts: {audit.faults or 'no'} faults")
    print(f"{table.paced.used:g} read units")
    return 1 if audit.faults else 0


if __name__ == "__main__":
    sys.exit(main())
