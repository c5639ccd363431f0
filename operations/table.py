"""How the commands reach a table: with the operator's own credentials, and no faster than is asked for."""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from threading import Lock
from typing import Any, Final

from savings.config import Settings
from savings.dynamodb.by_boto3 import ByBoto3
from savings.dynamodb.transport import Transport
from savings.dynamodb.values import unmarshal
from savings.runtime import Runtime
from savings.store.table import Item, Table

RATE: Final = 500
"""Capacity units a second that a command uses at most, unless it is given another rate."""
_TRIES: Final = 5


class Paced:
    """A transport on which calls, also those side by side, use so many units a second on average."""

    def __init__(
        self,
        transport: Transport,
        rate: int,
        now: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport, self._rate, self._now, self._sleep = transport, rate, now, sleep
        self._free, self._counting = now(), Lock()
        self.used = 0.0

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call, and wait until the units that it took are due at this rate."""
        answer = self._transport.call(operation, {**request, "ReturnConsumedCapacity": "TOTAL"})
        consumed = answer.get("ConsumedCapacity", [])
        units = sum(one["CapacityUnits"] for one in (consumed if isinstance(consumed, list) else [consumed]))
        with self._counting:
            self.used += units
            now = self._now()
            self._free = max(self._free, now) + units / self._rate
            wait = self._free - now
        self._sleep(wait)
        return answer


@dataclass(frozen=True)
class AtTable(Runtime):
    """The outside world of a command: the table that the settings name, and the machine's clock."""

    rate: int = RATE

    @cached_property
    def paced(self) -> Paced:
        """The way to the table. Calls are repeated: what was written already is then refused by its condition."""
        return Paced(ByBoto3(self.patience.client("dynamodb", attempts=_TRIES)), self.rate)

    def every(self, *attributes: str, segment: int = 0, of: int = 1) -> Iterator[Item]:
        """Yield these attributes of all items in a part of the table, in the shape in which each was written.

        They are as of a moment ago.
        """
        names = {f"#{place}": name for place, name in enumerate(attributes)}
        request: dict[str, Any] = {
            "TableName": self.table.name,
            "Segment": segment,
            "TotalSegments": of,
            "ProjectionExpression": ", ".join(names),
            "ExpressionAttributeNames": names,
        }
        while True:
            page = self.paced.call("Scan", request)
            yield from map(unmarshal, page["Items"])
            if "LastEvaluatedKey" not in page:
                return
            request["ExclusiveStartKey"] = page["LastEvaluatedKey"]

    @cached_property
    def table(self) -> Table:
        """The table."""
        return Table(self.paced, self.settings.table_name, self.has_time_for_a_call)


def at(table: str, rate: int = RATE) -> AtTable:
    """Return the outside world of a command on a table."""
    return AtTable(Settings(table_name=table), rate=rate)


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of what every command is given."""
    made = argparse.ArgumentParser(description=description)
    made.add_argument("--table", required=True, help="its name, such as savings-goals-live")
    return made
