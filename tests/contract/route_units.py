"""What one call of each route uses, measured: `bench/units.json`, which `make cost` takes its units from."""

import json
import subprocess
from typing import TYPE_CHECKING, Any, Final

from bench.prices import CLOSE
from savings.api.contract import ROUTES
from savings.domain.events import Event
from savings.store.stream import events_of
from tests import stream
from tests.contract.costs import fresh_product
from tests.contract.served_code import ROOT
from tests.integration.api.every_operation import QUERIES, Everything
from tests.product import Meter, Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FILE: Final = ROOT / "bench" / "units.json"

Units = dict[str, dict[str, float]]


def measured(client: "DynamoDBClient") -> Units:
    """Make each call once in a household that has one of each thing, and return what each used."""
    units: Units = {}
    meter = Meter()
    with fresh_product(client, meter) as product:
        everything = Everything(product)
        before = product.items()
        for route in ROUTES:
            body, query = everything.body(route, None), QUERIES.get(route.operation)
            product.clock.forward(seconds=1)  # ids of one instant meet
            published = len(_published(product))
            meter.reset()
            answer = product.call(route.method, everything.path(route), body, query=query, **_caller(route.operation))
            assert answer.status == route.status, (route.key, answer)
            units[route.key] = _used(meter, product, published, before)
            product.put_back(before)
    units[CLOSE] = _closing(client)
    return units


def kept() -> Units:
    """Return the units that the file has."""
    units: Units = json.loads(FILE.read_text(encoding="utf-8"))["units"]
    return units


def changed(units: Units, before: Units) -> list[str]:
    """Return the calls that use something else than before; ids made at random move the bytes by a few."""

    def is_same(one: dict[str, float], other: dict[str, float]) -> bool:
        far = {"event_bytes": 20, "stored_bytes": 20}
        return one.keys() == other.keys() and all(abs(one[name] - other[name]) <= far.get(name, 0) for name in one)

    calls = units.keys() | before.keys()
    return sorted(call for call in calls if not is_same(units.get(call, {}), before.get(call, {})))


def write(client: "DynamoDBClient") -> None:
    """Write the file anew if a call uses something else than it says, with the commit that it was measured at."""
    units = measured(client)
    if FILE.exists() and not changed(units, kept()):
        return
    commit = subprocess.run(
        ["git", "log", "-1", "--format=%h %cs"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    said = {"commit": commit[0], "date": commit[1], "units": units}
    FILE.write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")


def _caller(operation: str) -> dict[str, Any]:
    return {"customer": None} if operation == "create_household" else {}


def _closing(client: "DynamoDBClient") -> dict[str, float]:
    """Return what closing one of twelve periods uses, of a goal of its own; the sweep included."""
    meter = Meter()
    with fresh_product(client, meter) as product:
        product.goal(product.account(product.household()))
        before, published = product.items(), len(_published(product))
        meter.reset()
        product.close_all(until="2027-02-20T12:00:00Z")
        return _used(meter, product, published, before)


def _used(meter: Meter, product: Product, published: int, before: list[dict[str, Any]]) -> dict[str, float]:
    # Copied first: what follows reads the table, too.
    used: dict[str, float] = {
        "reads": meter.read,
        "writes": meter.written,
        "waits": len(meter.calls) + meter.calls.count("TransactWriteItems"),
    }
    new = _published(product)[published:]
    used["events"] = len(new)
    used["event_bytes"] = sum(len(json.dumps(event.envelope(), separators=(",", ":"))) for event in new)
    used["stored_bytes"] = _size(product.items()) - _size(before)
    return used


def _published(product: Product) -> list[Event]:
    found = stream.records(product.client, product.table_name)
    return [event for record in found for event in events_of(record)]


def _size(value: Any) -> int:
    """Return about so many bytes as the table counts: names and values as text."""
    match value:
        case dict():
            return sum(len(str(name)) + _size(one) for name, one in value.items())
        case list() | set() | tuple():
            return sum(map(_size, value))
        case _:
            return len(str(value))
