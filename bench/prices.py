"""What a million calls cost: what one uses, times what AWS asks for it; and the same in other ways."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from bench.figures import Table
from infra.settings import Memory
from savings.api.contract import ROUTES
from savings.store.schema import SHARDS

SEEN: Final = "us-east-1, without free allowances, as published by September 2026"
PRICES: Final[Mapping[str, float]] = {
    "table, million read units": 0.125,
    "table, million write units": 0.625,
    "function, million calls": 0.20,
    "function, million GB-seconds on arm64": 13.3334,
    "HTTP API, million calls": 1.00,
    "REST API, million calls": 3.50,
    "bus, million events": 1.00,
    "scheduler, million runs": 1.00,
    "FIFO queue, million requests": 0.50,
    "queue, million requests": 0.40,  # cloudburn.io, March 2026
    "archive, GB in": 0.10,  # cloudburn.io, March 2026
    "archive, GB-month": 0.023,  # cloudburn.io, March 2026
    "table, GB-month": 0.25,  # AWS's own page of DynamoDB
    "table to any second, GB-month": 0.20,  # finops.com.py, 2026
    "e-mail, thousand": 0.10,  # acecloudinterviews.com, 2026
    "token of a client app, thousand": 2.25,  # vantage.sh by AWS's billing codes, April 2025
    "client app, month": 6.00,  # rhythmictech.com, May 2025
    "alarm, month": 0.10,  # c3x.dev, 2026
    "dashboard, month": 3.00,  # factualminds.com, June 2026
    "secret, month": 0.40,  # AWS's own page of Secrets Manager
    "key, month": 1.00,  # AWS's own page of KMS
    "log, GB": 0.50,
    "metric, month": 0.30,
    "trace, million": 5.00,
}
"""US dollars, as AWS's pages of each service had them, or as another page repeats them where one is named.

The table's stream costs nothing where functions read it, nor does what the bus hands to a queue.
"""

FULL_PROCESSOR: Final = 1769
"""MB of memory with which a function has one whole processor; with less it has that share."""
WAIT: Final = 0.004
"""Seconds until the table answers, twice as many for a transaction; assumed."""
CALL: Final = 0.2
"""Seconds until a webhook answers; assumed."""
COLD: Final = 0.01
"""The part of calls that start a function; assumed."""
PLATFORM_LOG: Final = 420
"""Bytes that AWS Lambda writes about an invocation; assumed."""
ACCESS_LOG: Final = 400
"""Bytes of a line of the API's access log; assumed."""
TRACED: Final = 0.05
"""The part of calls that X-Ray takes, beside the first of each second."""
METRICS_OF_A_ROUTE: Final = 6
RUNS: Final = 30 * 24 * 12
"""So often does the schedule run in a month."""

READ: Final = "GET goal"
WRITE: Final = "POST action"
KEYED: Final = "POST action with a key"
CLOSE: Final = "close one period"


@dataclass(frozen=True, slots=True)
class Use:
    """What one call uses: units of the table, events, and the seconds that a function of `memory` MB is billed."""

    name: str
    reads: float
    writes: float
    events: float
    seconds: float
    memory: int
    log: int = 0
    """Bytes, those of the platform included."""
    requests: int = 1
    """Calls of the API."""
    invocations: int = 1
    processor: float = 0
    """Milliseconds of one whole processor, which are in the seconds."""

    @classmethod
    def of_request(
        cls,
        name: str,
        units: tuple[float, float],
        events: float,
        milliseconds: float,
        waits: int,
        log: int,
        memory: int = Memory().http,
    ) -> "Use":
        """Return what a request uses: its units, its processor time on one whole processor, its waits and log lines."""
        seconds = milliseconds / 1000 * FULL_PROCESSOR / memory + waits * WAIT
        log += PLATFORM_LOG + ACCESS_LOG
        return cls(name, *units, events, seconds, memory, log, processor=milliseconds)

    @classmethod
    def of_closing(
        cls, units: tuple[float, float], events: float, milliseconds: float, memory: int = Memory().close
    ) -> "Use":
        """Return what closing a period uses: while one goal waits for the table, others have the processor."""
        seconds = milliseconds / 1000 * FULL_PROCESSOR / memory
        return cls(CLOSE, *units, events, seconds, memory, requests=0, invocations=0, processor=milliseconds)

    def cost(self) -> dict[str, float]:
        """Return the dollars that a million cost, by service."""
        time = self.seconds * self.memory / 1024 * PRICES["function, million GB-seconds on arm64"]
        read = self.reads * PRICES["table, million read units"]
        return {
            "gateway": self.requests * PRICES["HTTP API, million calls"],
            "function": self.invocations * PRICES["function, million calls"] + time,
            "table": read + self.writes * PRICES["table, million write units"],
            "bus": self.events * PRICES["bus, million events"],
            "logs": self.log / 1000 * PRICES["log, GB"],
        }

    @property
    def total(self) -> float:
        """The dollars that a million cost."""
        return sum(self.cost().values())


def processor(found: list[Use]) -> dict[str, dict[str, float]]:
    """Return the processor time and the function's log of a read, a write and a closed period."""
    uses = {use.name: use for use in found}
    return {
        kind: {"processor": round(uses[name].processor, 2), "log": max(0, uses[name].log - PLATFORM_LOG - ACCESS_LOG)}
        for kind, name in (("read", READ), ("write", WRITE), ("close", CLOSE))
    }


def report(found: list[Use]) -> Table:
    """Return a table of what calls use and of the dollars that a million cost."""
    used = ("read units", "write units", "events", "log bytes", "ms billed")
    table = Table(("a million of", *used, *(f"{service} $" for service in found[0].cost()), "together $"))
    for use in found:
        dollars = (f"{one:.2f}" for one in (*use.cost().values(), use.total))
        table.add(use.name, use.reads, use.writes, use.events, str(use.log), use.seconds * 1000, *dollars)
    return table


def alternatives(found: list[Use]) -> Table:
    """Return a table of other ways to do the same, and of what a million would then cost."""
    table = Table(("a million of", "otherwise", "together $", "more $"))
    for use in found:
        for otherwise, more in _others(use):
            table.add(use.name, otherwise, f"{use.total + more:.2f}", f"{more:+.2f}")
    return table


def _others(use: Use) -> list[tuple[str, float]]:
    """Return other ways to do what a call does, and the dollars more of each."""

    def more(**changed: float) -> float:
        return replace(use, **changed).total - use.total  # type: ignore[arg-type]

    rest = PRICES["REST API, million calls"] - PRICES["HTTP API, million calls"]
    schedule = more(invocations=1, seconds=use.seconds + 2 * WAIT) + PRICES["scheduler, million runs"]
    ways = {
        READ: [("through a REST API", rest), ("traced, as X-Ray does by itself", TRACED * PRICES["trace, million"])],
        # An item of a transaction takes two units.
        WRITE: [("through a REST API", rest), ("its event by an item of an outbox", more(writes=use.writes + 2))],
        KEYED: [("its key kept by two writes before and after", more(seconds=use.seconds + 2 * WAIT))],
        CLOSE: [("by a schedule for each goal", schedule)],
    }
    return ways.get(use.name, [])


def monthly() -> Table:
    """Return a table of what a month costs when nobody calls, and of what settings that are off would add."""
    table = Table(("a month of", "$"))
    table.add(f"looking for what is due, {SHARDS} shards each five minutes", f"{sweeping():.2f}")
    routes = f"`route_metrics`, {METRICS_OF_A_ROUTE} for each of {len(ROUTES)} routes (off)"
    table.add(routes, f"{route_metrics():.2f}")
    table.add("each metric that the functions count", f"{PRICES['metric, month']:.2f}")
    return table


def sweeping(memory: int = Memory().close) -> float:
    """Return the dollars of a month's runs of the schedule in which nothing is due."""
    found_empty = Use("", reads=0.5, writes=0, events=0, seconds=3 * WAIT, memory=memory, log=PLATFORM_LOG, requests=0)
    # Each message is received and deleted by itself, and sent with nine others.
    messages = 2.1 * PRICES["FIFO queue, million requests"]
    return RUNS * SHARDS * (found_empty.total + messages) / 1e6


def delivering(webhooks: int, memory: int = Memory().deliver) -> dict[str, float]:
    """Return the dollars of a million events for webhooks, so many of which hear each; by service.

    A message is received and deleted with nine others, and deliveries are made side by side with nine others; those of
    an event are sent together. A tenant's webhooks are read for an event, and what came of a delivery is written.
    """
    invocations = (1 + webhooks) / 10
    time = (2 * WAIT + webhooks * (CALL + WAIT)) / 10 * memory / 1024
    return {
        "queues": (1.2 + -(-webhooks // 10) + 0.2 * webhooks) * PRICES["queue, million requests"],
        "function": invocations * PRICES["function, million calls"]
        + time * PRICES["function, million GB-seconds on arm64"],
        "table": PRICES["table, million read units"] + webhooks * PRICES["table, million write units"],
    }


def waiting(deliveries: int, memory: int = Memory().deliver) -> dict[str, float]:
    """Return what a day of so many waiting deliveries comes to: looks at them, requests to the queue, dollars.

    Each is looked at every 15 minutes, with nine others: received, sent and deleted together.
    """
    looks = deliveries * 24 * 4
    requests = looks * 3 / 10
    time = looks / 10 * (WAIT + 0.02) * memory / 1024 * PRICES["function, million GB-seconds on arm64"]
    calls = looks / 10 * PRICES["function, million calls"]
    queue = requests * PRICES["queue, million requests"]
    return {"looks": looks, "requests": requests, "dollars": (queue + calls + time) / 1e6}


def route_metrics() -> float:
    """Return the dollars of a month's metrics of each route."""
    return len(ROUTES) * METRICS_OF_A_ROUTE * PRICES["metric, month"]
