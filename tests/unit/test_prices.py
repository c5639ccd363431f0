"""What a million calls cost, worked out by hand beside the bench's own arithmetic; and where the page shows it."""

from dataclasses import asdict

import pytest

from bench import prices, tenants
from bench.figures import Table
from bench.report import page
from infra.components.bundle import ROOT

ACTION = prices.Use.of_request(prices.WRITE, (1, 6), events=2, milliseconds=2, waits=3, log=180)
CLOSED = prices.Use.of_closing((0.6, 3), events=2, milliseconds=1)


def test_a_request_costs_what_each_service_asks_for_it() -> None:
    assert ACTION.seconds == pytest.approx(0.002 * 1769 / 512 + 3 * 0.004)
    assert ACTION.cost() == pytest.approx(
        {
            "gateway": 1.0,
            "function": 0.2 + ACTION.seconds * 0.5 * 13.3334,
            "table": 0.125 + 6 * 0.625,
            "bus": 2.0,
            "logs": 1000 * 0.5 / 1000,
        }
    )
    assert ACTION.total == pytest.approx(7.70, abs=0.005)


def test_closing_pays_for_no_call_and_waits_for_nothing_alone() -> None:
    assert CLOSED.seconds == pytest.approx(0.001 * 1769 / 512)
    assert CLOSED.cost()["gateway"] == CLOSED.cost()["logs"] == 0
    assert CLOSED.total == pytest.approx(0.075 + 1.875 + 2 + CLOSED.seconds * 0.5 * 13.3334)


def test_other_ways_cost_what_they_add() -> None:
    more = {(row[0], row[1]): row[3] for row in prices.alternatives([ACTION, CLOSED]).rows}
    assert more[prices.WRITE, "through a REST API"] == "+2.50"
    assert more[prices.WRITE, "its event by an item of an outbox"] == "+1.25"
    assert more[prices.CLOSE, "by a schedule for each goal"] == f"{1 + 0.2 + 0.008 * 0.5 * 13.3334:+.2f}"


def test_to_look_for_what_is_due_costs_less_than_the_metrics_of_one_route() -> None:
    assert 0 < prices.sweeping() < prices.METRICS_OF_A_ROUTE * prices.PRICES["metric, month"]


def test_the_page_shows_prices_beside_the_figures() -> None:
    machine = dict.fromkeys(("date", "processor", "processors", "load", "system", "python"), "?")
    priced = [prices.report([ACTION, CLOSED]), prices.alternatives([ACTION]), prices.monthly()]
    made = page(
        {
            "machine": {**machine, "packages": {}},
            "summary": asdict(Table(("figure",))),
            "prices": [asdict(table) for table in priced],
            "tables": [],
        }
    )
    assert "| POST action | 1.00 | 6.00 | 2.00 | 1000 |" in made
    assert "1%\n  of starts, and 4 ms" in made


def test_the_decision_shows_what_tenants_cost() -> None:
    table = tenants.report()
    decision = ROOT / "docs" / "adr" / "0049-tenants-are-items-and-a-function-proves-tokens.md"
    assert table.markdown() in decision.read_text(encoding="utf-8")
    million = tenants.of_invocation()
    assert million == pytest.approx(0.2 + 0.0005 * 1769 / 512 * 0.5 * 13.3334 + 420 * 0.5 / 1000)
    assert [row[0] for row in table.rows] == ["1", "50", "500"]
    assert table.rows[2][2:] == ("3,650,000", f"{3.65 * million:.2f}", "3,000", "821.25")
