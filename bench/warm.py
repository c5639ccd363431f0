"""Warm requests: processor time of one, in processes that have served before.

What AWS Lambda's runtime client takes by itself is measured with the empty function in the same round and taken away.
`python -m bench.warm [--only product,empty,raw] [--rounds 15] [--calls "GET goal"] [--tls]`
"""

import random
from contextlib import ExitStack

from bench.contenders import EMPTY, RAW, Ring
from bench.environment import Environment
from bench.figures import Key, Series
from bench.options import Options, opened

FLOOR: Key = (EMPTY, "GET goal")
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


def report(ring: Ring, found: Series) -> list[str]:
    """Return lines of text on all subjects."""
    net = found.beyond(FLOOR)
    lines = [f"{'warm request':32}{'CPU µs':>9}{'net µs':>9}{'× raw':>9}"]
    for subject in ring.subjects:
        name, request = key = subject.key
        figures = (found.median(key), net.median(key), net.ratio(key, (RAW, request)) if name != EMPTY else None)
        cells = "".join(
            f"{'–' if figure is None else f'{figure:.2f}' if figure < 100 else f'{figure:.0f}':>9}"
            for figure in figures
        )
        lines.append(f"{' '.join(key):32}{cells}")
    return lines


def main(options: Options) -> None:
    """Measure and print."""
    with opened(options) as ring:
        print("\n".join(report(ring, warm(ring, options.rounds))))


if __name__ == "__main__":
    main(Options.read(__doc__, rounds=15))
