"""Makes docs/performance.md and bench/processor.json from bench/results.json: `python -m bench.report`."""

import json
import subprocess
from typing import Any, Final

from bench.artefacts import ROOT
from bench.figures import Table
from bench.prices import ACCESS_LOG, COLD, PLATFORM_LOG, SEEN, WAIT

RESULTS: Final = ROOT / "bench" / "results.json"
PAGE: Final = ROOT / "docs" / "performance.md"
PROCESSOR: Final = ROOT / "bench" / "processor.json"
_TEXT: Final = """# Performance

Made by `python -m bench.report` from a run of `make bench`; do not edit it by hand.

Measured on {date} on {processor} ({processors} processors, load {load}), {system}, with Python {python} and {packages}.

Ratios hold on other machines, milliseconds and microseconds do not. In brackets is the figure itself. What is measured,
and how, is in [bench/README.md](../bench/README.md): in short, the packages as they are deployed, in AWS Lambda's own
runtime client, over the local engine's own answers. Neither the network nor the start of a virtual machine is in any
figure.

{summary}

- *Floor* is the empty function for cold starts, memory and their instructions; for warm requests it is as many signed
  requests as the work needs, sent with the standard library and nothing beside.
- *Usual stack* is boto3 with the router, validation, logger and metrics of AWS Lambda Powertools and pydantic; for
  closing it is bare boto3 in 16 threads.

## What a million calls cost

{prices}

- US dollars: {seen}. Units, events, the function's log and its
  processor time are measured in this run; *ms billed* is that time on the function's share of a processor, {cold:.0%}
  of starts, and {wait:.0f} ms for each answer of the table, twice that for a transaction. These two are assumed, like
  {platform} bytes that AWS Lambda logs about an invocation and {access} of the access log.
- The time of an x86_64 processor stands for that of arm64. Publishing an event and storing what was logged or written
  are not in it: the one is below a tenth of a dollar, the others are paid by the month.

## The figures behind it

*Loading* is the part of a cold start before the function asks for its first event. *Net* is without what AWS Lambda's
runtime client takes by itself, which is what the empty function takes.

{tables}
"""


def page(results: dict[str, Any]) -> str:
    """Return the page that the results make."""
    machine = results["machine"]
    packages = ", ".join(f"{name} {version}" for name, version in machine["packages"].items())
    assumed = {"cold": COLD, "wait": WAIT * 1000, "platform": PLATFORM_LOG, "access": ACCESS_LOG}
    return _TEXT.format(
        **{**machine, **assumed, "packages": packages, "seen": SEEN},
        summary=_table(results["summary"]).markdown(),
        prices=_tables(results["prices"]),
        tables=_tables(results["tables"]),
    )


def processor(results: dict[str, Any]) -> str:
    """Return what `make cost` needs of the results."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    said = {"date": results["machine"]["date"], "commit": commit.stdout.strip(), "milliseconds": results["processor"]}
    return json.dumps(said, indent=1) + "\n"


def _tables(kept: list[dict[str, Any]]) -> str:
    return "\n\n".join(_table(one).markdown() for one in kept)


def _table(kept: dict[str, Any]) -> Table:
    return Table(tuple(kept["columns"]), [tuple(row) for row in kept["rows"]])


if __name__ == "__main__":
    measured = json.loads(RESULTS.read_text(encoding="utf-8"))
    PAGE.write_text(page(measured), encoding="utf-8")
    PROCESSOR.write_text(processor(measured), encoding="utf-8")
