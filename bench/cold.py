"""Cold starts: processor time, memory and modules from the start of the process to its first answer.

`python -m bench.cold [--only product,empty] [--rounds 11] [--calls "GET goal"] [--tls]`
"""

import random
from dataclasses import dataclass, field

from bench.contenders import EMPTY, Ring
from bench.environment import Environment
from bench.figures import Key, Series, Table
from bench.imports import imports
from bench.options import Options, opened

FLOOR: Key = (EMPTY, "GET goal")
ROUNDS = 11


@dataclass
class Cold:
    """What cold starts took: all processor time, that before the first event (both ms), and memory (MB)."""

    total: Series = field(default_factory=Series)
    loading: Series = field(default_factory=Series)
    resident: Series = field(default_factory=Series)


def cold(ring: Ring, rounds: int) -> Cold:
    """Start every subject once a round, in random order."""
    found = Cold()
    for _ in range(rounds):
        for subject in random.sample(ring.subjects, len(ring.subjects)):
            with Environment(subject.start) as environment:
                found.total.add(subject.key, ring.invoke(environment, subject) / 1e6)
                found.loading.add(subject.key, environment.loaded / 1e6)
                found.resident.add(subject.key, environment.resident / 1e6)
    return found


def report(ring: Ring, found: Cold, how: str = "") -> Table:
    """Return a table of all subjects; `how` says what was different."""
    table = Table((f"cold start{how}", "CPU ms", "× empty", "of it loading", "RSS MB", "× empty", "modules"))
    for subject in ring.subjects:
        key = subject.key
        table.add(
            " ".join(key),
            found.total.median(key),
            found.total.ratio(key, FLOOR),
            found.loading.median(key),
            found.resident.median(key),
            found.resident.ratio(key, FLOOR),
            str(len(imports(ring, subject))),
        )
    return table


def main(options: Options) -> None:
    """Measure and print."""
    with opened(options) as ring:
        print(report(ring, cold(ring, options.rounds or ROUNDS)).text())


if __name__ == "__main__":
    main(Options.read(__doc__))
