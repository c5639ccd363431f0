"""Sends the archived events of a time again, to those rules of a stage's bus that are named.

A replay goes by the time that an event carries. What comes twice has the same ids.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import boto3

from savings.clock import Clock, SystemClock

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient

ARRIVAL: Final = timedelta(minutes=10)
"""How long an event may take to its archive."""
PAUSE: Final = 10
"""Seconds between two looks at a replay."""
_ENDS: Final = {"COMPLETED", "CANCELLED", "FAILED"}

Sleep = Callable[[float], object]


class NoSuchRule(Exception):
    """A rule that is named is none of the bus; the message names those that are."""


def replay(
    bus: str, rules: Sequence[str], since: datetime, until: datetime, sleep: Sleep = time.sleep
) -> Iterator[str]:
    """Replay and wait for the end; yield a line for each state. Raises NoSuchRule."""
    client: EventBridgeClient = boto3.client("events")
    at = client.describe_event_bus(Name=bus)["Arn"]
    (archive,) = client.list_archives(EventSourceArn=at)["Archives"]
    source = at.replace(f":event-bus/{bus}", f":archive/{archive['ArchiveName']}")
    there = {rule["Name"]: rule["Arn"] for page in _pages(client, bus) for rule in page["Rules"]}
    if strangers := set(rules) - set(there):
        raise NoSuchRule(f"{', '.join(sorted(strangers))}: no rule of {bus}, but {', '.join(sorted(there))}")
    name = f"{bus}-{since:%Y%m%dT%H%M%S}-{until:%Y%m%dT%H%M%S}"[:64]
    client.start_replay(
        ReplayName=name,
        EventSourceArn=source,
        EventStartTime=since,
        EventEndTime=until,
        Destination={"Arn": at, "FilterArns": [there[rule] for rule in rules]},
    )
    state = ""
    while state not in _ENDS:
        found = client.describe_replay(ReplayName=name)
        if found["State"] != state:
            state = found["State"]
            yield f"{name}: {state}"
        if state not in _ENDS:
            sleep(PAUSE)


def _pages(client: "EventBridgeClient", bus: str) -> Any:
    return client.get_paginator("list_rules").paginate(EventBusName=bus)


def main(arguments: Sequence[str] | None = None, clock: Clock | None = None, sleep: Sleep = time.sleep) -> int:
    """Run the command and return its exit code."""
    options_of = argparse.ArgumentParser(description=__doc__)
    options_of.add_argument("--bus", required=True, help="its name, such as savings-goals-live")
    options_of.add_argument("--rule", required=True, action="append", help="name of a rule that gets them; may repeat")
    for name in ("since", "until"):
        options_of.add_argument(f"--{name}", required=True, type=_instant, help="such as 2027-02-01T00:00:00Z")
    options = options_of.parse_args(arguments)
    if options.until > (clock or SystemClock()).now() - ARRIVAL:
        print("the archive may not have all of that yet: wait until ten minutes after the end")
        return 1
    line = ""
    try:
        for line in replay(options.bus, options.rule, options.since, options.until, sleep):
            print(line, flush=True)
    except NoSuchRule as error:
        print(error)
        return 1
    return 0 if line.endswith("COMPLETED") else 1


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


if __name__ == "__main__":
    sys.exit(main())
