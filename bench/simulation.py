"""Closing at scale, simulated: goals that are all due at one instant, from the schedule's tick to the last event.

`python -m bench.simulation [--goals 133000,4000000] [--cpu 5.1] [--workers 16] [--in-flight 1] [--writes 40000]
[--publishing 1.1] [--factor 4]`

A model of what AWS says of its limits, on a virtual clock; the processor time of a goal is measured (`bench.closing`).
Every page of 100 goals is one step. Workers end in the middle of a page now and then; what they wrote stays written.
"""

import argparse
import heapq
import random
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any, Final

from bench.figures import Table
from bench.prices import FULL_PROCESSOR
from infra.components.events import FACTOR
from infra.settings import Settings
from savings.deadline import TIMEOUTS, TO_ANSWER
from savings.store.schema import SHARDS
from savings.store.table import BATCH_LIMIT
from savings.usecases.due import MOST_AT_ONCE
from scheduler.close import FOR_ONE, TO_HAND_OVER
from scheduler.publish import AT_ONCE

SIZES: Final = (133_000, 4_000_000)
TICK: Final = 300.0
VISIBILITY: Final = 6 * TIMEOUTS["close"]
RECEIVES: Final = 3
"""As the stack has them: seconds between two ticks, seconds until a lost message comes again, and how often it does."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the simulation assumes. Times are in seconds, units and goals a second where nothing else is said."""

    goals: int
    processor: float
    """Processor seconds of one goal, measured."""
    workers: int = Settings().close_concurrency
    in_flight: int = MOST_AT_ONCE
    """Goals that a worker has under way at once."""
    memory: int = Settings().memory.close
    writes: int = 40_000
    """Write units of the table with its index: a warm one's default quota; a new one begins with 4,000."""
    index_writes: int = 1_000
    """Write units of one partition of the index, which is one of its shards."""
    units: int = 4
    """Write units of a goal: its period, its own item, and its place in the index taken away and put again."""
    units_in_index: int = 2
    answer: float = 0.006
    """How long the table takes for a call."""
    start: float = 1.0
    """How long a new worker takes until it works."""
    at_first: int = 5
    more: float = 5.0
    """Workers with which a queue begins, and how many more it gets in a second (AWS Lambda: 300 a minute)."""
    crashes: float = 0.0005
    """The share of pages in which a worker ends."""
    events: int = 2
    """Events of a goal."""
    stream_shards: int = 40
    factor: int = FACTOR
    """Publishers at once: shards of the stream, one for each 1,000 write units, and publishers of each."""
    publishing: float = 0.0011
    """Processor seconds of a publisher for one goal, measured."""
    publish_memory: int = Settings().memory.publish
    publish_at_once: int = AT_ONCE
    a_call: int = 5
    """Changes in one call to the bus, measured."""
    call: float = 0.015
    """How long the bus takes for a call."""
    calls: int = 10_000
    """Calls that the bus takes in a second: the quota of eu-west-1 and us-east-1, which counts requests."""
    rules: int = 1
    """Targets that hear of each goal: the notifier's queue."""
    deliveries: int = 18_750
    """Events that rules hand to targets in a second, of the same regions."""

    @property
    def share(self) -> float:
        """The part of a processor that a worker has."""
        return min(self.memory / FULL_PROCESSOR, 1.0)

    @property
    def page(self) -> float:
        """How long a worker takes for a page that nothing holds up."""
        works = self.processor / self.share
        return 2 * self.answer + BATCH_LIMIT * max(works, (works + 2 * self.answer) / self.in_flight)

    @property
    def published(self) -> float:
        """Goals that all publishers publish in a second."""
        works = self.publishing / min(self.publish_memory / FULL_PROCESSOR, 1.0)
        waits = self.call / self.a_call / self.publish_at_once
        return self.stream_shards * self.factor / (works + waits)


class Limit:
    """What takes so many units a second; the rest waits. Unused units are not kept."""

    def __init__(self, rate: float) -> None:
        self._rate = rate
        self._free = 0.0

    def take(self, now: float, units: float) -> float:
        """Return when so many units are through."""
        self._free = max(self._free, now) + units / self._rate
        return self._free


@dataclass(order=True)
class Step:
    """A worker that goes on with a shard at an instant."""

    at: float
    shard: int
    until: float = field(compare=False)
    """When the worker has to hand the rest over."""


@dataclass
class Closed:
    """What came of it."""

    seconds: float = 0.0
    published: float = 0.0
    delivered: float = 0.0
    dead: int = 0
    crashes: int = 0
    most_at_once: int = 0
    done: int = 0


class Simulation:
    """The shards' messages, the workers and the table on one virtual clock."""

    def __init__(self, plan: Plan, seed: int = 1) -> None:
        self._plan = plan
        self._chance = random.Random(seed)
        each, rest = divmod(plan.goals, SHARDS)
        self._left = [each + (shard < rest) for shard in range(SHARDS)]
        self._received: dict[int, int] = defaultdict(int)
        self._table = Limit(plan.writes)
        self._index = [Limit(plan.index_writes) for _ in range(SHARDS)]
        self._waiting = list(range(SHARDS))
        self._again: list[tuple[float, int]] = []
        """Shards whose message comes back: by the instant when it does."""
        self._running: list[Step] = []
        self._closed: list[tuple[float, int]] = []
        self.result = Closed()

    def run(self) -> Closed:
        """Return what came of all goals."""
        now = 0.0
        while any(self._left):
            self._hand_out(now)
            upcoming = [one[0] for one in self._again[:1]] + [one.at for one in self._running[:1]]
            if self._waiting:
                # A worker more may be allowed before anything else happens.
                upcoming.append(now + 1 / self._plan.more)
            if not upcoming:
                raise AssertionError("goals are left that no message names")
            now = max(now, min(upcoming))
            while self._again and self._again[0][0] <= now:
                self._waiting.append(heapq.heappop(self._again)[1])
            while self._running and self._running[0].at <= now:
                self._go_on(heapq.heappop(self._running))
        self.result.seconds = max(at for at, _ in self._closed)
        self.result.done = sum(goals for _, goals in self._closed)
        self._publish()
        return self.result

    def _hand_out(self, now: float) -> None:
        """Give waiting shards to workers, as many as the queue and the setting allow by now."""
        plan = self._plan
        allowed = min(plan.workers, int(plan.at_first + plan.more * now))
        while self._waiting and len(self._running) < allowed:
            shard = self._waiting.pop(0)
            self._received[shard] += 1
            begins = now + (plan.start if len(self._running) >= self.result.most_at_once else 0.02)
            keep = (TO_ANSWER + TO_HAND_OVER + FOR_ONE) / 1000
            heapq.heappush(self._running, Step(begins, shard, now + TIMEOUTS["close"] - keep))
            self.result.most_at_once = max(self.result.most_at_once, len(self._running))

    def _go_on(self, step: Step) -> None:
        """Let a worker close a page, or end."""
        plan, shard = self._plan, step.shard
        goals = min(BATCH_LIMIT, self._left[shard])
        if not goals:
            return
        if step.at >= step.until:
            # The rest is a new message, which begins to count anew.
            self._received[shard] = 0
            heapq.heappush(self._again, (step.at + 0.05, shard))
            return
        crashed = self._chance.random() < plan.crashes
        if crashed:
            goals = self._chance.randint(0, goals)
        ended = max(
            step.at + plan.page * goals / BATCH_LIMIT,
            self._table.take(step.at, goals * plan.units),
            self._index[shard].take(step.at, goals * plan.units_in_index),
        )
        self._left[shard] -= goals
        self._closed.append((ended, goals))
        if crashed:
            self._lose(shard, ended)
        else:
            heapq.heappush(self._running, Step(ended, shard, step.until))

    def _lose(self, shard: int, now: float) -> None:
        """Have the message come again; one that came too often is dead, and the next tick brings the shard."""
        self.result.crashes += 1
        if self._received[shard] < RECEIVES:
            heapq.heappush(self._again, (now + VISIBILITY, shard))
        else:
            self.result.dead += 1
            self._received[shard] = 0
            heapq.heappush(self._again, ((now // TICK + 1) * TICK, shard))

    def _publish(self) -> None:
        """Find when the last event is on the bus and with its targets: everyone takes what comes as fast as he may."""
        plan = self._plan
        publishers, bus, rules = Limit(plan.published), Limit(plan.calls * plan.a_call), Limit(plan.deliveries)
        for at, goals in sorted(self._closed):
            there = bus.take(publishers.take(at, goals), goals)
            self.result.published = max(self.result.published, there)
            self.result.delivered = max(self.result.delivered, rules.take(there, goals * plan.rules))


def report(plans: list[tuple[str, Plan]]) -> Table:
    """Return a table of what each plan gives."""
    columns = (
        "closing, simulated",
        "workers",
        "in flight",
        "seconds",
        "to the last event",
        "delivered",
        "workers lost",
        "dead",
    )
    table = Table(columns)
    for title, plan in plans:
        found = Simulation(plan).run()
        if found.done != plan.goals:
            raise AssertionError(f"{found.done} of {plan.goals} goals are closed")
        rest = (str(found.crashes), str(found.dead))
        times = (found.seconds, found.published, found.delivered)
        table.add(title, str(plan.workers), str(plan.in_flight), *times, *rest)
    return table


def usual_plans(processor: float, publishing: float, a_call: int) -> list[tuple[str, Plan]]:
    """Return the plans of `make bench`: both sizes, a table that is warm and one that is new."""
    plans = []
    for goals in SIZES:
        for state, writes in (("warm", 40_000), ("new", 4_000)):
            plan = Plan(goals, processor, writes=writes, publishing=publishing, a_call=a_call)
            plans.append((f"{goals:,} goals, {state} table", plan))
    return plans


def main() -> None:
    """Simulate what the command line says, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--goals", default=",".join(map(str, SIZES)))
    parser.add_argument("--cpu", type=float, default=5.1, help="processor milliseconds of a goal")
    parser.add_argument("--workers", type=int, default=Settings().close_concurrency)
    parser.add_argument("--in-flight", type=int, default=1)
    parser.add_argument("--writes", type=int, default=40_000)
    parser.add_argument("--publishing", type=float, default=1.1, help="processor milliseconds of a publisher, a goal")
    parser.add_argument("--factor", type=int, default=FACTOR, help="publishers of each shard of the stream")
    parser.add_argument("--calls", type=int, default=10_000, help="calls that the bus takes in a second")
    given = parser.parse_args()
    chosen: dict[str, Any] = {
        "workers": given.workers,
        "in_flight": given.in_flight,
        "writes": given.writes,
        "publishing": given.publishing / 1000,
        "factor": given.factor,
        "calls": given.calls,
    }
    sizes = map(int, given.goals.split(","))
    print(report([(f"{goals:,} goals", Plan(goals, given.cpu / 1000, **chosen)) for goals in sizes]).text())


if __name__ == "__main__":
    main()
