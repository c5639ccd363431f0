"""Instructions of a cold start and of a warm request, counted by valgrind: they do not depend on the machine's noise.

`python -m bench.instructions [--only product] [--calls "GET goal"] [--tls]`; the kernel's work is not in them.
"""

import re
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.contenders import EMPTY, RAW, Ring, Subject
from bench.environment import Environment
from bench.figures import Key, Series, Table
from bench.options import Options, opened

FLOOR: Key = (EMPTY, "GET goal")
FEW, MANY = 4, 24
"""Requests of two runs whose difference is that of warm requests."""
VALGRIND: Final = shutil.which("valgrind")
_SUMMARY: Final = re.compile(r"^summary: (\d+)", re.MULTILINE)


@dataclass
class Instructions:
    """Millions of instructions of a cold start to its first answer, and thousands of a warm request."""

    cold: Series = field(default_factory=Series)
    warm: Series = field(default_factory=Series)


def instructions(ring: Ring) -> Instructions:
    """Count each subject once. Raises RuntimeError on a machine without valgrind."""
    found = Instructions()
    for subject in ring.subjects:
        first, few, many = (_counted(ring, subject, requests) for requests in (1, FEW, MANY))
        found.cold.add(subject.key, first / 1e6)
        found.warm.add(subject.key, (many - few) / (MANY - FEW) / 1e3)
    return found


def _counted(ring: Ring, subject: Subject, requests: int) -> int:
    if VALGRIND is None:
        raise RuntimeError("this machine has no valgrind")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "counted")
        under = (VALGRIND, "--quiet", "--tool=cachegrind", "--cache-sim=no", f"--cachegrind-out-file={file}")
        with Environment(subject.start, under=under) as environment:
            for _ in range(requests):
                ring.invoke(environment, subject)
        summary = _SUMMARY.search(file.read_text())
        if summary is None:
            raise RuntimeError("valgrind has counted nothing")
        return int(summary[1])


def report(ring: Ring, found: Instructions) -> Table:
    """Return a table of all subjects."""
    table = Table(("instructions", "cold, M", "× empty", "warm, K", "net, K", "× raw"))
    net = found.warm.beyond(FLOOR)
    for subject in ring.subjects:
        key = subject.key
        table.add(
            " ".join(key),
            found.cold.median(key),
            found.cold.ratio(key, FLOOR),
            found.warm.median(key),
            net.median(key),
            net.ratio(key, (RAW, key[1])) if subject.contender != EMPTY else None,
        )
    return table


def main(options: Options) -> None:
    """Count and print."""
    with opened(options) as ring:
        print(report(ring, instructions(ring)).text())


if __name__ == "__main__":
    main(Options.read(__doc__))
