"""What requests of the product use and cost: `python -m bench.costs [--rounds 3] [--calls "GET goal"]`."""

from dataclasses import replace

from bench import cold, prices, warm
from bench.closing import REPEATED, Shard
from bench.contenders import PRODUCT, Ring, Subject
from bench.figures import Series
from bench.options import Options, opened


def requests(ring: Ring, started: Series, served: Series) -> list[prices.Use]:
    """Return what each request of the product uses: `started` has milliseconds of a start, `served` microseconds."""
    return [_use(subject, started, served) for subject in ring.subjects if subject.contender == PRODUCT]


def _use(subject: Subject, started: Series, served: Series) -> prices.Use:
    heard, warm_one, cold_one = subject.heard, served.median(subject.key) or 0, started.median(subject.key) or 0
    return prices.Use.of_request(
        subject.call.name,
        (heard.read, heard.written),
        subject.events,
        milliseconds=warm_one / 1000 + prices.COLD * cold_one,
        waits=heard.calls.total() + heard.calls["TransactWriteItems"],
        log=subject.logged,
    )


def closing(over: Shard, closed: Series) -> prices.Use:
    """Return what closing one period uses, of the goals of a full shard."""
    (product,) = (closer for closer in over.closers if closer.name == PRODUCT)
    goals = len(over.goals)
    units = (product.heard.read / goals, product.heard.written / goals)
    return prices.Use.of_closing(units, product.events / goals, closed.median((PRODUCT, REPEATED)) or 0)


def main(options: Options) -> None:
    """Measure and print."""
    rounds = options.rounds or 3
    with opened(replace(options, only=(PRODUCT,))) as ring:
        found = requests(ring, cold.cold(ring, rounds).total, warm.warm(ring, rounds))
    for table in (prices.report(found), prices.alternatives(found), prices.monthly()):
        print(f"{table.text()}\n")


if __name__ == "__main__":
    main(Options.read(__doc__))
