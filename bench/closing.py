"""Closing: goals that one virtual processor closes in a second, beside bare boto3 that does the same writes.

`python -m bench.closing [--rounds 7]`
"""

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any, Final

from bench.artefacts import artefacts
from bench.contenders import PRODUCT, Contender, start_of
from bench.endpoint import Endpoint, Heard
from bench.environment import Environment, FunctionError, Start
from bench.figures import Series, Table
from bench.options import Options
from bench.world import Item, World, world

BOTO3: Final = "boto3"
CLOSERS: Final[Mapping[str, Contender]] = {
    BOTO3: Contender("peers", "bench.peers.closing.handler", ("runtime",)),
    PRODUCT: Contender("scheduler", "scheduler.close.handler", ("layer/python", "runtime")),
}
ROUNDS: Final = 7
GOALS: Final = 500
REPEATED: Final = "repeated answers"
ENGINE: Final = "the engine"
EVENT: Final[dict[str, Any]] = {
    "Records": [
        {
            "messageId": "6ff4fd3b-0ba7-4c7a-a0a4-bb2a4e7a1d6c",
            "receiptHandle": "x" * 180,
            "body": json.dumps({"shard": 0, "tick": "2027-02-01T00:00:00Z"}),
            "attributes": {"MessageGroupId": "0"},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-1:111122223333:close.fifo",
            "awsRegion": "eu-west-1",
        }
    ]
}


@dataclass(frozen=True, slots=True)
class Closer:
    """Who closes, started over the repeated answers or over the engine; `events` came of what the product closed."""

    name: str
    start: Start
    direct: Start
    heard: Heard
    events: int


@dataclass(frozen=True, slots=True)
class Shard:
    """Goals of one shard that are due, the engine they are put into and the endpoint that repeats its answers."""

    data: World
    goals: list[Item]
    endpoint: Endpoint
    closers: list[Closer]


@contextmanager
def shard(goals: int) -> Iterator[Shard]:
    """Make the goals, and have each closer close them once before the engine."""
    made = artefacts()
    with world() as data, Endpoint(data.engine.endpoint) as endpoint:
        due = data.due_goals(goals)
        closers = []
        for name, contender in CLOSERS.items():
            start, direct = (
                start_of(contender, made, "scheduler", address) for address in (endpoint.address, data.engine.endpoint)
            )
            data.put(due)
            before, heard = len(data.changes()), endpoint.listen()
            with Environment(start) as environment:
                _close(environment)
                if left := data.due():
                    raise FunctionError(f"{name} closed all but {left} of {goals}\n{environment.output[-2000:]}")
            events = data.events(before) if name == PRODUCT else 0
            closers.append(Closer(name, start, direct, heard, events))
        yield Shard(data, due, endpoint, closers)


def closing(over: Shard, rounds: int) -> Series:
    """Return milliseconds of processor time a goal, for each closer over the repeated answers and over the engine."""
    found = Series()
    with ExitStack() as running:
        started = []
        for closer in over.closers:
            for place, start in ((REPEATED, closer.start), (ENGINE, closer.direct)):
                started.append((closer, place, running.enter_context(Environment(start))))
        for number in range(rounds + 1):
            for closer, place, environment in random.sample(started, len(started)):
                if place == ENGINE:
                    over.data.put(over.goals)
                over.endpoint.repeat(closer.heard)
                begun = environment.processor
                ended = _close(environment)
                if number:  # the first warms up
                    found.add((closer.name, place), (ended - begun) / 1e6 / len(over.goals))
                if place == REPEATED and over.endpoint.calls != closer.heard.calls:
                    raise FunctionError(f"{closer.name} made {over.endpoint.calls} of {closer.heard.calls}")
    return found


def report(found: Series) -> Table:
    """Return a table of the closers."""
    table = Table(("closing", "CPU ms a goal", "goals a second", "× boto3"))
    for key in sorted(found.values):
        name, place = key
        cost, ratio = found.median(key) or 0.0, found.ratio(key, (BOTO3, place)) or 0.0
        table.add(f"{name}, {place}", cost, 1000 / cost, 1 / ratio)
    return table


def _close(environment: Environment) -> int:
    answered = environment.invoke(EVENT)
    if answered.json != {"batchItemFailures": []}:
        raise FunctionError(f"{answered.content.decode()}\n{environment.output[-2000:]}")
    return answered.processor


def main(options: Options) -> None:
    """Measure and print."""
    with shard(GOALS) as prepared:
        print(report(closing(prepared, options.rounds or ROUNDS)).text())


if __name__ == "__main__":
    main(Options.read(__doc__))
