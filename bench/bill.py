"""What a month of a load costs: `python -m bench.bill bench/loads/bank.toml` (STAGE=live); `make cost` is the same.

The tests measure units of each route (`bench/units.json`), the bench processor time (`bench/processor.json`).
"""

import json
import os
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bench.figures import Table
from bench.prices import (
    CLOSE,
    METRICS_OF_A_ROUTE,
    PRICES,
    RUNS,
    SEEN,
    Use,
    delivering,
    sweeping,
)
from contract.metrics import METRICS
from infra.settings import Settings
from savings.api.contract import ROUTES, Family

HERE: Final = Path(__file__).parent
ALARMS: Final = 44
DASHBOARDS: Final = 2
KEYS: Final = 1
DAYS: Final = 30
_GB: Final = 1e9
_MILLION: Final = 1e6

NOT_COUNTED: Final = (
    "free allowances, taxes and discounts",
    "people who sign in with the user pool, by the month",
    "logs after they were written, by GB and month of `log_retention_days`",
    "data that leave AWS, by GB",
    "the publisher's, notifier's and auditor's own calls of AWS Lambda, and what the last two read and write",
    "replays, restores, copies of the table, and what dead letters cost",
    "requests to the key of the alarms, and what Cognito asks for a client app by the month",
    "indexes and what DynamoDB adds to each stored item",
    "traces, where `tracing` is on; a domain, CloudFront and WAF, where there are any",
)

Amount = Annotated[float, Field(ge=0)]


class Load(BaseModel):
    """What customers do in a month."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    customers: Annotated[int, Field(ge=0)]
    goals_each: Amount = 0
    months: Amount = 1
    partners: Annotated[int, Field(ge=0)] = 0
    webhooks: Annotated[int, Field(ge=0)] = 0
    messages_each: Amount = 0
    letters_each: Amount = 0
    tokens: Annotated[int, Field(ge=0)] = 0
    calls: dict[str, Amount]

    @model_validator(mode="after")
    def _calls_are_of_routes_or_families(self) -> "Load":
        known = {route.key for route in ROUTES} | {family.value for family in Family}
        if unknown := sorted(self.calls.keys() - known):
            raise ValueError(
                f"{unknown[0]!r} is neither a route nor a family ({', '.join(one.value for one in Family)})"
            )
        return self

    def by_route(self) -> dict[str, float]:
        """Return the calls of all customers by route; those of a family are spread over its routes."""
        calls: dict[str, float] = defaultdict(float)
        for name, each in self.calls.items():
            routes = [route.key for route in ROUTES if name in (route.key, route.family.value)]
            for route in routes:
                calls[route] += each * self.customers / len(routes)
        return calls


class Line(NamedTuple):
    """A part of the bill: what is paid for, to which service, dollars a month."""

    what: str
    service: str
    dollars: float


@dataclass(frozen=True, slots=True)
class Measured:
    """What one call uses, with when and at which commit that was measured."""

    units: Mapping[str, Mapping[str, float]]
    processor: Mapping[str, Mapping[str, float]]
    when: str

    @classmethod
    def read(cls) -> "Measured":
        """Read what the tests and the bench have written."""
        units, processor = (json.loads((HERE / f"{name}.json").read_text()) for name in ("units", "processor"))
        said = (f"{name} {one['date']} at {one['commit']}" for name, one in (("units", units), ("time", processor)))
        return cls(units["units"], processor["milliseconds"], ", ".join(said))


def bill(load: Load, settings: Settings, measured: Measured) -> list[Line]:
    """Return the parts of a month's bill."""
    calls = load.by_route()
    closings = load.customers * load.goals_each
    often = {**calls, CLOSE: closings}
    uses = {name: _use(name, measured, settings) for name in often}
    lines = [
        Line(name, service, dollars * times / _MILLION)
        for name, times in often.items()
        for service, dollars in uses[name].cost().items()
    ]
    return [
        one
        for one in (*lines, *_events(load, settings, measured, often), *_people(load), *_kept(settings))
        if one.dollars
    ]


def _use(name: str, measured: Measured, settings: Settings) -> Use:
    used = measured.units[name]
    kind = "close" if name == CLOSE else "read" if name.startswith("GET ") else "write"
    units, events, time = (used["reads"], used["writes"]), used["events"], measured.processor[kind]
    if kind == "close":
        return Use.of_closing(units, events, time["processor"], settings.memory.close)
    return Use.of_request(
        name, units, events, time["processor"], int(used["waits"]), int(time["log"]), settings.memory.http
    )


def _events(load: Load, settings: Settings, measured: Measured, often: Mapping[str, float]) -> Iterator[Line]:
    """Yield what follows from calls: copies of events, their archive, what is stored."""
    units = measured.units
    events = sum(times * units[name]["events"] for name, times in often.items())
    size = sum(times * units[name]["event_bytes"] for name, times in often.items()) / _GB
    stored = sum(times * units[name]["stored_bytes"] for name, times in often.items()) / _GB * load.months
    yield Line("partners' buses", "bus", load.partners * events * PRICES["bus, million events"] / _MILLION)
    for service, dollars in delivering(load.webhooks, settings.memory.deliver).items():
        yield Line("deliveries to webhooks", service, events * dollars / _MILLION)
    yield Line("webhooks' keys", "key", load.webhooks * PRICES["secret, month"])
    kept = size * min(load.months, settings.archive_days / DAYS)
    yield Line("archive of events", "bus", size * PRICES["archive, GB in"] + kept * PRICES["archive, GB-month"])
    yield Line("items", "table", stored * PRICES["table, GB-month"])
    yield Line("items to any second", "table", stored * PRICES["table to any second, GB-month"])


def _people(load: Load) -> Iterator[Line]:
    """Yield what customers hear, and tokens of client apps."""
    messages, letters = load.customers * load.messages_each, load.customers * load.letters_each
    # Each is sent by itself, and received and deleted with nine others.
    yield Line("messages to customers", "queues", messages * 1.2 * PRICES["queue, million requests"] / _MILLION)
    yield Line("letters", "e-mail", letters * PRICES["e-mail, thousand"] / 1000)
    yield Line("tokens", "user pool", load.tokens * PRICES["token of a client app, thousand"] / 1000)


def _kept(settings: Settings) -> Iterator[Line]:
    """Yield what is paid by the month whatever is called."""
    metrics = len(METRICS) + (len(ROUTES) * METRICS_OF_A_ROUTE if settings.route_metrics else 0)
    audits = DAYS * 24 * 60 / settings.audit_minutes
    yield Line("looking for what is due", "schedule", sweeping(settings.memory.close))
    yield Line("schedules", "schedule", (RUNS + audits) * PRICES["scheduler, million runs"] / _MILLION)
    yield Line("metrics", "watch", metrics * PRICES["metric, month"])
    yield Line("alarms", "watch", ALARMS * PRICES["alarm, month"])
    yield Line("dashboards", "watch", DASHBOARDS * PRICES["dashboard, month"])
    yield Line("key", "key", KEYS * PRICES["key, month"])


def report(lines: list[Line]) -> str:
    """Return the bill as text: by call, by service, in total, the three that weigh most."""
    total = sum(line.dollars for line in lines)
    parts = [
        _table("by what is paid for", lines, 0, total).text(),
        _table("by service", lines, 1, total).text(),
        f"together {total:,.2f} US dollars a month",
        f"most: {', '.join(f'{name} {dollars / total:.0%}' for name, dollars in _sums(lines, 0)[:3])}" if total else "",
        "not counted:\n" + "\n".join(f"- {what}" for what in NOT_COUNTED),
    ]
    return "\n\n".join(parts)


def _sums(lines: list[Line], column: int) -> list[tuple[str, float]]:
    sums: dict[str, float] = defaultdict(float)
    for line in lines:
        sums[str(line[column])] += line.dollars
    return sorted(sums.items(), key=lambda one: -one[1])


def _table(title: str, lines: list[Line], column: int, total: float) -> Table:
    table = Table((title, "$ a month", "part"))
    for name, dollars in _sums(lines, column):
        table.add(name, f"{dollars:,.2f}", f"{dollars / total:.1%}")
    return table


def main(arguments: list[str]) -> int:
    """Print the bill; return the exit code."""
    file = Path(arguments[0]) if arguments else HERE / "loads" / "bank.toml"
    try:
        load = Load.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        stage = os.environ.get("STAGE", "sandbox")
        # Nobody hears of alarms here.
        settings = Settings.of_stage(stage, {"alarm_email": "nobody@bank.example"})
    except (OSError, ValueError, ValidationError) as error:
        print(f"cannot read the load or the stage: {error}", file=sys.stderr)
        return 1
    measured = Measured.read()
    print(f"{file.name} on {stage}; prices of {SEEN}; {measured.when}\n")
    print(report(bill(load, settings, measured)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
