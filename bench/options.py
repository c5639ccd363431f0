"""What may be chosen on the command line of each measurement."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Self

from bench.contenders import CONTENDERS, Ring, ring


@dataclass(frozen=True, slots=True)
class Options:
    """Which contenders and requests (none named: all), in how many rounds (0: as each part has it), whether over TLS.

    `counted` says that instructions are counted as well, which takes most of the time.
    """

    only: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()
    rounds: int = 0
    tls: bool = False
    counted: bool = True

    @classmethod
    def read(cls, description: str | None) -> Self:
        """Read the command line."""
        parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawTextHelpFormatter)
        parser.add_argument("--only", default="", help=f"some of {','.join(CONTENDERS)}")
        parser.add_argument("--calls", default="", help="some of the requests, such as 'GET goal,POST action'")
        parser.add_argument("--rounds", type=int, default=0)
        parser.add_argument("--tls", action="store_true", help="over TLS, certificates checked")
        parser.add_argument("--uncounted", action="store_true", help="count no instructions")
        given = parser.parse_args()
        only, calls = (tuple(filter(None, text.split(","))) for text in (given.only, given.calls))
        return cls(only, calls, given.rounds, given.tls, not given.uncounted)


@contextmanager
def opened(options: Options) -> Iterator[Ring]:
    """Prepare what was chosen."""
    with ring(options.only, options.calls, tls=options.tls) as prepared:
        yield prepared
