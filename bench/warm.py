"""Warm requests: processor time of one, in processes that have served before.

What AWS Lambda's runtime client takes by itself is measured with the empty function in the same round and taken away.
`python -m bench.warm [--only product,empty,raw] [--rounds 15] [--calls "GET goal"] [--tls]`
"""

import random
from contextlib import ExitStack

from bench.contenders import EMPTY, RAW, Ring
from bench.environment import Environment
from bench.figures import Key, Series, Table
from bench.options import Options, opened

FLOOR: Key = (EMPTY, "GET goal")
ROUNDS = 15
BEFORE = 30
"""Requests before the first round: the interpreter specialises what it runs often."""
REQUESTS = 150
"""Requests of each subject in a round."""


def warm(ring: Ring, rounds: int, requests: int = REQUESTS) -> Series:
    """Return the microseconds of each subject's requests, the client's share included."""
    found = Series()
    with ExitStack() as running:
        started = [(subject, running.enter_context(Environment(subject.start))) for subject in ring.subjects]
        for subject, environment in started:
            for _ in range(BEFORE):
                ring.invoke(environment, subject)
        for _ in range(rounds):
            for subject, environment in random.sample(started, len(started)):
                readings = [ring.invoke(environment, subject) for _ in range(requests + 1)]
                found.add(subject.key, (readings[-1] - readings[0]) / 1000 / requests)
    return found


def report(ring: Ring, found: Series, how: str = "") -> Table:
    """Return a table of all subjects; `how` says what was different."""
    net = found.beyond(FLOOR)
    table = Table((f"warm request{how}", "CPU µs", "net µs", "× raw"))
    for subject in ring.subjects:
        key = subject.key
        ratio = net.ratio(key, (RAW, key[1])) if subject.contender != EMPTY else None
        table.add(" ".join(key), found.median(key), net.median(key), ratio)
    return table


def main(options: Options) -> None:
    """Measure and print."""
    with opened(options) as ring:
        print(report(ring, warm(ring, options.rounds or ROUNDS)).text())


if __name__ == "__main__":
    main(Options.read(__doc__))
