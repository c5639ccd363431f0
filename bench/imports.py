"""What a function imports up to its first answer, and what that takes: the profile of a cold start.

`python -m bench.imports [--only product] [--calls "GET goal"]` prints the dearest modules of each contender.
"""

from dataclasses import dataclass
from typing import Final, Self

from bench.contenders import Ring, Subject
from bench.environment import Environment
from bench.figures import Table
from bench.options import Options, opened

SHOWN: Final = 30


@dataclass(frozen=True, slots=True)
class Import:
    """A module, with the milliseconds on the wall of itself and of all that it was the first to import."""

    name: str
    itself: float
    in_all: float

    @classmethod
    def read(cls, line: str) -> Self:
        """Read a line that the interpreter writes with `-X importtime`; a module's own come before it."""
        itself, in_all, name = line.removeprefix("import time:").split("|")
        return cls(name.strip(), int(itself) / 1000, int(in_all) / 1000)


def imports(ring: Ring, subject: Subject) -> list[Import]:
    """Return what is loaded when a subject has answered for the first time, in the order of loading."""
    with Environment(subject.start, options=("-X", "importtime")) as environment:
        ring.invoke(environment, subject)
        lines = [line for line in environment.errors.splitlines() if line.startswith("import time:")]
    return [Import.read(line) for line in lines[1:]]  # the first names the columns


def report(subject: Subject, found: list[Import]) -> Table:
    """Return a table of the dearest modules."""
    table = Table((f"{' '.join(subject.key)}: {len(found)} modules", "ms itself", "ms in all"))
    for one in sorted(found, key=lambda one: -one.itself)[:SHOWN]:
        table.add(one.name, one.itself, one.in_all)
    return table


def main(options: Options) -> None:
    """Import and print."""
    with opened(options) as ring:
        for subject in ring.subjects:
            print(f"\n{report(subject, imports(ring, subject)).text()}")


if __name__ == "__main__":
    main(Options.read(__doc__))
