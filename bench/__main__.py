"""`make bench`: every measurement, one table, and bench/results.json.

`python -m bench [--rounds 3] [--uncounted]`
"""

import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bench import closing, cold, costs, instructions, prices, publishing, simulation, sizes, warm
from bench.contenders import PRODUCT, RAW, Ring
from bench.figures import Key, Series, Table
from bench.machine import machine
from bench.options import Options, opened

RESULTS = Path(__file__).with_name("results.json")
READ, WRITE = "GET goal", "POST action"
USUAL, FASTAPI = "usual", "fastapi"


@dataclass
class Bench:
    """The summary, and the tables behind it."""

    summary: Table
    tables: list[Table]

    def compare(self, title: str, series: Series, request: str, unit: str, aim: str, floor: Key) -> None:
        """Add a row of the summary: each contender's ratio to the floor, and its own figure."""

        def cell(key: Key) -> str | None:
            value, ratio = series.median(key), series.ratio(key, floor)
            return None if value is None or ratio is None else f"{ratio:.1f} ({value:,.0f} {unit})"

        least = f"1 ({series.median(floor):,.0f} {unit})"
        self.summary.add(title, least, *(cell((name, request)) for name in (USUAL, FASTAPI, PRODUCT)), aim)


def main(options: Options) -> None:
    """Measure everything, print and keep it."""
    bench = Bench(Table(("figure", "floor", "usual stack", "FastAPI", "product", "aim")), [])
    with opened(options) as ring:
        used = _requests(bench, ring, options, "")
        if options.counted and instructions.VALGRIND:
            _count(bench, _shared(ring))
        else:
            _say("instructions are not counted: this machine has no valgrind, or --uncounted")
    with opened(replace(options, tls=True, calls=(READ, WRITE))) as ring:
        _requests(bench, ring, options, " over TLS")
    _say("layer")
    found = sizes.sizes()
    bench.tables.append(sizes.report(found))
    bench.summary.add("layer, MB unzipped", None, None, None, found[sizes.EVERYTHING].unzipped, "≤ 20")
    used.append(_close(bench, options))
    priced = [prices.report(used), prices.alternatives(used), prices.monthly()]
    several = {"prices": priced, "tables": bench.tables}
    results = {name: [asdict(table) for table in tables] for name, tables in several.items()}
    figures = {"summary": asdict(bench.summary), "processor": prices.processor(used), **results}
    RESULTS.write_text(json.dumps({"machine": asdict(machine()), **figures}, indent=1))
    for table in (*bench.tables, *priced, bench.summary):
        print(f"\n{table.text()}")


def _shared(ring: Ring) -> Ring:
    """Return the ring with the requests that all contenders serve."""
    return replace(ring, subjects=[subject for subject in ring.subjects if subject.call.all_serve])


def _requests(bench: Bench, ring: Ring, options: Options, how: str) -> list[prices.Use]:
    _say(f"cold starts{how}")
    started = cold.cold(ring, options.rounds or cold.ROUNDS)
    bench.tables.append(cold.report(ring, started, how))
    aims = ("", "") if how else ("≤ 2.5", "≤ 3.5")
    for request, aim in zip((READ, WRITE), aims, strict=True):
        bench.compare(f"cold {request}{how}, × empty", started.total, request, "ms", aim, cold.FLOOR)
    if not how:
        bench.compare(f"memory after {READ}, × empty", started.resident, READ, "MB", "≤ 2", cold.FLOOR)
    _say(f"warm requests{how}")
    served = warm.warm(ring, options.rounds or warm.ROUNDS)
    bench.tables.append(warm.report(ring, served, how))
    net = served.beyond(warm.FLOOR)
    for request in (READ, WRITE):
        aim = "" if how else "≤ 2.5"
        bench.compare(f"warm {request}{how}, × raw", net, request, "µs", aim, (RAW, request))
    return costs.requests(ring, started.total, served)


def _count(bench: Bench, ring: Ring) -> None:
    _say("instructions")
    counted = instructions.instructions(ring)
    bench.tables.append(instructions.report(ring, counted))
    bench.compare(f"cold {READ}, instructions, × empty", counted.cold, READ, "M", "", instructions.FLOOR)
    net = counted.warm.beyond(instructions.FLOOR)
    for request in (READ, WRITE):
        bench.compare(f"warm {request}, instructions, × raw", net, request, "K", "", (RAW, request))


def _close(bench: Bench, options: Options) -> prices.Use:
    _say("closing")
    with closing.shard(closing.GOALS) as prepared:
        closed = closing.closing(prepared, options.rounds or closing.ROUNDS)
        used = costs.closing(prepared, closed)
    bench.tables.append(closing.report(closed))
    usual, product = (1000 / (closed.median((name, closing.REPEATED)) or 1) for name in (closing.BOTO3, PRODUCT))
    closes = f"{product / usual:.1f} × boto3 ({product:,.0f})"
    bench.summary.add("goals closed per vCPU-second", None, usual, None, closes, "≥ 5.0 × boto3")
    _say("publishing")
    published, calls = publishing.publishing(options.rounds or publishing.ROUNDS)
    bench.tables.append(publishing.report(published, calls))
    _say("closing, simulated")
    a_change = (published.median(publishing.KEY) or 0) / 1000
    plans = simulation.usual_plans(1 / product, a_change, publishing.RECORDS // calls)
    simulated = simulation.report(plans)
    bench.tables.append(simulated)
    for (title, _), (_, *cells), aim in zip(plans, simulated.rows, ("≤ 30", "", "≤ 600", ""), strict=True):
        bench.summary.add(f"{title}, simulated, seconds to the last event", None, None, None, cells[3], aim)
    return used


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(Options.read(__doc__))
