"""What `make bench` stands on: a function starts, serves and is measured; what fails is an error, not a figure."""

import subprocess
import sys
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.endpoint import Endpoint, Heard
from bench.figures import Series
from bench.simulation import VISIBILITY, Plan, Simulation
from local.engine import Engine

ROOT = Path(__file__).parents[2]


def measured(*command: str) -> dict[str, list[float]]:
    """Run a measurement; return the figures of each row by its first words."""
    run = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False, timeout=600
    )
    assert run.returncode == 0, run.stderr
    rows = [line.split("  ") for line in run.stdout.partition("\n\n")[0].splitlines()[1:]]
    return {row[0]: [float(cell.replace(",", "")) for cell in row[1:] if cell.strip(" –")] for row in rows}


def test_the_product_starts_from_its_packages_and_answers_both_requests() -> None:
    rows = measured("bench.cold", "--only", "product", "--calls", "GET goal,POST action", "--rounds", "1")
    assert [*rows] == ["empty GET goal", "product GET goal", "product POST action"]
    for milliseconds, _, loading, megabytes, _, modules in rows.values():
        assert 0 < loading <= milliseconds
        assert megabytes > 1
        assert modules > 50
    empty, product, _ = rows.values()
    assert (empty[1], empty[4]) == (1, 1)
    assert product[0] > empty[0]


def test_a_warm_request_is_measured_over_tls_with_the_certificate_checked() -> None:
    rows = measured("bench.warm", "--only", "raw", "--calls", "GET goal", "--rounds", "1", "--tls")
    assert [*rows] == ["empty GET goal", "raw GET goal"]
    _, net, ratio = rows["raw GET goal"]
    assert (net > 0, ratio) == (True, 1)


def test_the_closer_closes_every_goal_that_is_due() -> None:
    rows = measured("bench.closing", "--rounds", "1")
    assert len(rows) == 4
    for milliseconds, goals_a_second, _ in rows.values():
        assert milliseconds * goals_a_second == pytest.approx(1000, rel=0.02)


def test_the_publisher_puts_ten_entries_into_each_call() -> None:
    rows = measured("bench.publishing", "--rounds", "1")
    ((milliseconds, records_a_second, records_a_call),) = rows.values()
    assert milliseconds * records_a_second == pytest.approx(1000, rel=0.02)
    assert records_a_call == 5  # of two events each


@pytest.mark.parametrize(
    ("call", "reads", "writes", "events"),
    [("GET goal", 1, 0, 0), ("POST action", 2, 6, 2), ("POST action with a key", 2, 8, 2)],
)
def test_a_call_is_priced_by_the_units_that_its_budget_allows(
    priced: dict[str, list[float]], call: str, reads: float, writes: float, events: float
) -> None:
    read, written, published, logged, milliseconds, gateway, function, table, bus, logs, together = priced[call]
    assert (read <= reads, written, published) == (True, writes, events)
    assert min(logged, milliseconds, gateway, function, logs) > 0
    assert table == pytest.approx(read * 0.125 + written * 0.625, abs=0.01)
    assert together == pytest.approx(gateway + function + table + bus + logs, abs=0.03)


@pytest.fixture(scope="module")
def priced() -> dict[str, list[float]]:
    return measured("bench.costs", "--calls", "GET goal,POST action,POST action with a key", "--rounds", "1")


def test_a_ratio_is_the_median_of_the_ratios_of_each_round() -> None:
    series = Series({("product", "GET"): [30.0, 90.0, 40.0], ("empty", "GET"): [10.0, 45.0, 10.0]})
    assert series.ratio(("product", "GET"), ("empty", "GET")) == 3
    assert series.beyond(("empty", "GET")).median(("product", "GET")) == 30


def test_an_endpoint_repeats_what_the_engine_answered_and_knows_nothing_else(engine: Engine) -> None:
    with Endpoint(engine.endpoint) as endpoint:
        heard = endpoint.listen()
        first = ask(endpoint, "ListTables", b"{}")
        endpoint.repeat(heard)
        assert [ask(endpoint, "ListTables", b"{}") for _ in range(2)] == [first, first]
        assert endpoint.calls == {"ListTables": 2}
        assert first[0] == 200
        endpoint.repeat(Heard())
        assert ask(endpoint, "ListTables", b"{}")[0] == 500


@pytest.mark.parametrize(
    ("plan", "least"),
    [
        (
            Plan(64_000, processor=0.0029, workers=64, in_flight=1),
            100 * 10 * (0.0029 * 1769 / 512 + 0.012),
        ),  # each shard in turn
        (Plan(64_000, processor=0.0029, workers=64, in_flight=64), 100 * 10 * 0.0029 * 1769 / 512),  # its processor
        (Plan(64_000, processor=0.0001, workers=64, in_flight=64, writes=4_000), 64),  # the table
        (Plan(64_000, processor=0.0001, workers=2, in_flight=64, index_writes=100), 32 * 20),  # the index
    ],
)
def test_the_simulation_is_as_slow_as_its_narrowest_place(plan: Plan, least: float) -> None:
    closed = Simulation(plan).run()
    assert closed.done == plan.goals
    assert least <= closed.seconds < least * 1.3 + 20
    assert closed.seconds <= closed.published <= closed.delivered


@pytest.mark.parametrize(
    ("plan", "least"),
    [
        (Plan(64_000, processor=0.0001, in_flight=64, stream_shards=1, factor=1), 64_000 * 0.0011 * 1769 / 256),
        (Plan(64_000, processor=0.0001, in_flight=64, calls=100), 64_000 / 5 / 100),
        (Plan(64_000, processor=0.0001, in_flight=64, rules=3, deliveries=500), 64_000 * 3 / 500),
    ],
)
def test_events_are_as_late_as_publishers_bus_and_rules_make_them(plan: Plan, least: float) -> None:
    closed = Simulation(plan).run()
    assert closed.seconds < closed.delivered
    assert least <= closed.delivered < least * 1.1 + closed.seconds


def test_lost_workers_delay_goals_and_lose_none() -> None:
    calm, rough = (Simulation(Plan(64_000, processor=0.002, crashes=share)).run() for share in (0, 0.02))
    assert (calm.done, calm.crashes) == (64_000, 0)
    assert (rough.done, rough.crashes > 0) == (64_000, True)
    assert rough.seconds > calm.seconds + VISIBILITY / 2


def ask(endpoint: Endpoint, operation: str, body: bytes) -> tuple[int, bytes]:
    """Call the endpoint as a client of DynamoDB does."""
    connection = HTTPConnection(urlsplit(endpoint.address).netloc)
    connection.request("POST", "/", body, {"X-Amz-Target": f"DynamoDB_20120810.{operation}"})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content
