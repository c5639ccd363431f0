"""What may be chosen on the command line of each measurement."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from bench.contenders import CONTENDERS, Ring, ring


@dataclass(frozen=True, slots=True)
class Options:
    """Which contenders and requests (none named: all), in how many rounds, and whether over TLS."""

    only: tuple[str, ...]
    calls: tuple[str, ...]
    rounds: int
    tls: bool

    @classmethod
    def read(cls, description: str | None, *, rounds: int) -> Self:
        """Read the command line."""
        parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
        parser.add_argument("--only", default="", help=f"some of {','.join(CONTENDERS)}")
        parser.add_argument("--calls", default="", help="some of the requests, such as 'GET goal,POST action'")
        parser.add_argument("--rounds", type=int, default=rounds)
        parser.add_argument("--tls", action="store_true", help="over TLS, certificates checked")
        given = parser.parse_args()
        only, calls = (tuple(filter(None, text.split(","))) for text in (given.only, given.calls))
        return cls(only, calls, given.rounds, given.tls)


@contextmanager
def opened(options: Options) -> Iterator[Ring]:
    """Prepare what was chosen."""
    with ring(options.only, options.calls, tls=options.tls) as prepared:
        yield prepared
