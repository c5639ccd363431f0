"""What a month of a load costs, worked out by hand beside the program's own arithmetic."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from bench import bill
from bench.prices import CLOSE, sweeping
from contract.metrics import METRICS
from infra.settings import Settings
from savings.api.contract import ROUTES, Family

MEASURED = bill.Measured(
    units={
        "GET /goals": {"reads": 0.5, "writes": 0, "waits": 1, "events": 0, "event_bytes": 0, "stored_bytes": 0},
        "POST /goals": {"reads": 1, "writes": 5, "waits": 3, "events": 2, "event_bytes": 2000, "stored_bytes": 400},
        CLOSE: {"reads": 1, "writes": 4, "waits": 4, "events": 2, "event_bytes": 2000, "stored_bytes": 150},
    },
    processor={
        "read": {"processor": 3, "log": 0},
        "write": {"processor": 4, "log": 200},
        "close": {"processor": 1, "log": 0},
    },
    when="never",
)
SETTINGS = Settings(archive_days=90)


def lines(settings: Settings = SETTINGS, **load: Any) -> dict[tuple[str, str], float]:
    made = bill.Load.model_validate({"customers": 1_000_000, "calls": {}, **load})
    return {(what, service): dollars for what, service, dollars in bill.bill(made, settings, MEASURED)}


def test_a_million_reads_cost_what_each_service_asks() -> None:
    found = lines(calls={"GET /goals": 1})
    seconds = 0.003 * 1769 / 512 + 0.004
    assert found["GET /goals", "gateway"] == pytest.approx(1.0)
    assert found["GET /goals", "function"] == pytest.approx(0.2 + seconds * 0.5 * 13.3334)
    assert found["GET /goals", "table"] == pytest.approx(0.5 * 0.125)
    assert found["GET /goals", "logs"] == pytest.approx(0.82 * 0.5)
    assert ("GET /goals", "bus") not in found


def test_a_write_pays_for_its_events_their_archive_and_what_it_stores() -> None:
    found = lines(calls={"POST /goals": 2}, months=12, partners=3, webhooks=12)
    assert found["POST /goals", "table"] == pytest.approx(2 * (0.125 + 5 * 0.625))
    assert found["POST /goals", "bus"] == pytest.approx(4.0)
    assert found["partners' buses", "bus"] == pytest.approx(3 * 4.0)
    # Four million events: each is sent, and received and deleted with nine others; so is each of twelve deliveries,
    # which two calls send.
    assert found["deliveries to webhooks", "queues"] == pytest.approx(4 * (1.2 + 2 + 12 * 0.2) * 0.40)
    assert found["deliveries to webhooks", "table"] == pytest.approx(4 * (0.125 + 12 * 0.625))
    seconds = (0.008 + 12 * 0.204) / 10
    assert found["deliveries to webhooks", "function"] == pytest.approx(4 * (1.3 * 0.2 + seconds * 0.5 * 13.3334))
    assert found["webhooks' keys", "key"] == pytest.approx(12 * 0.40)
    # Four GB a month, of which the archive keeps three months.
    assert found["archive of events", "bus"] == pytest.approx(4 * 0.10 + 12 * 0.023)
    assert found["items", "table"] == pytest.approx(0.8 * 12 * 0.25)
    assert found["items to any second", "table"] == pytest.approx(0.8 * 12 * 0.20)


def test_each_goal_closes_a_period_a_month() -> None:
    found = lines(goals_each=2)
    assert found[CLOSE, "table"] == pytest.approx(2 * (0.125 + 4 * 0.625))
    assert found[CLOSE, "function"] == pytest.approx(2 * 0.001 * 1769 / 512 * 0.5 * 13.3334)
    assert (CLOSE, "gateway") not in found


def test_messages_letters_and_tokens_have_their_prices() -> None:
    found = lines(messages_each=5, letters_each=0.01, tokens=4_000)
    assert found["messages to customers", "queues"] == pytest.approx(5 * 1.2 * 0.40)
    assert found["letters", "e-mail"] == pytest.approx(1.0)
    assert found["tokens", "user pool"] == pytest.approx(9.0)


def test_a_month_in_which_nobody_calls_has_its_price() -> None:
    found = lines(customers=0)
    assert found == pytest.approx(
        {
            ("looking for what is due", "schedule"): sweeping(512),
            ("schedules", "schedule"): (8640 + 2880) / 1e6,
            ("metrics", "watch"): len(METRICS) * 0.30,
            ("alarms", "watch"): bill.ALARMS * 0.10,
            ("dashboards", "watch"): 6.0,
            ("key", "key"): 1.0,
        }
    )


def test_memory_and_metrics_of_a_stage_count() -> None:
    little, much = (lines(Settings(memory={"http": size}), calls={"GET /goals": 1}) for size in (512, 1024))  # type: ignore[arg-type]
    # More memory makes the processor's part as much shorter as it costs more; only waiting gets dearer.
    more = much["GET /goals", "function"] - little["GET /goals", "function"]
    assert more == pytest.approx(0.004 * 0.5 * 13.3334)
    routes = lines(Settings(route_metrics=True))["metrics", "watch"] - lines()["metrics", "watch"]
    assert routes == pytest.approx(len(ROUTES) * 6 * 0.30)


def test_calls_of_a_family_are_spread_over_its_routes() -> None:
    load = bill.Load(customers=10, calls={Family.LEDGER.value: 6, "GET /accounts": 1})
    routes = [route.key for route in ROUTES if route.family is Family.LEDGER]
    calls = load.by_route()
    assert sum(calls.values()) == pytest.approx(70)
    assert calls["GET /accounts"] == pytest.approx(60 / len(routes) + 10)


def test_every_route_can_be_in_a_load_and_was_measured() -> None:
    load = bill.Load(customers=1, calls=dict.fromkeys((route.key for route in ROUTES), 1_000))
    paid = {line.what for line in bill.bill(load, Settings(), bill.Measured.read())}
    assert {route.key for route in ROUTES} <= paid


@pytest.mark.parametrize(
    ("load", "named"),
    [
        ({"customers": 1, "calls": {"GET /gaols": 1}}, "GET /gaols"),
        ({"customers": 1, "calls": {}, "goal_each": 2}, "goal_each"),
        ({"customers": 1, "calls": {"GET /goals": -1}}, "GET /goals"),
        ({"calls": {}}, "customers"),
    ],
)
def test_a_load_that_cannot_be_meant_is_refused_by_name(load: dict[str, Any], named: str) -> None:
    with pytest.raises(ValidationError, match=named):
        bill.Load.model_validate(load)


def test_the_example_is_priced_in_each_stage(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for stage in ("dev", "sandbox", "live"):
        monkeypatch.setenv("STAGE", stage)
        assert bill.main([]) == 0
        said = capsys.readouterr().out
        assert "together" in said
        assert "not counted:" in said
        assert f"on {stage};" in said


def test_a_load_or_a_stage_that_is_not_there_ends_with_its_name(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert bill.main([str(tmp_path / "none.toml")]) == 1
    assert "none.toml" in capsys.readouterr().err
    monkeypatch.setenv("STAGE", "nowhere")
    assert bill.main([]) == 1
    assert "nowhere" in capsys.readouterr().err
