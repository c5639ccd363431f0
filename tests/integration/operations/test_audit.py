"""The audit of a whole table: every goal and every account is proven, side by side and no faster than asked for."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from operations import audit
from operations.table import AtTable, Paced
from savings.config import Settings
from tests.integration.goals.test_integrity import on_a_balance, saving
from tests.product import Product

World = Callable[[str, int], AtTable]


@pytest.fixture
def world(product: Product) -> World:
    """A world whose clock is the product's, and in which nobody waits."""

    def made(table: str, rate: int) -> AtTable:
        return AtTable(Settings(table_name=table), product.clock, sleep=lambda _: None, rate=10**9)

    return made


def run(product: Product, world: World, *flags: str) -> int:
    return audit.main(["--table", product.table_name, *flags], world)


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("{")]


@pytest.fixture
def goals(product: Product, account: str) -> None:
    """A goal on the household's account, one on its balance, and one that was given up."""
    saving(product, account)
    on_a_balance(product, account)
    given_up = product.savings_goal(account)
    assert product.call("DELETE", f"/goals/v1/savings/{given_up}").status == 204


@pytest.mark.usefixtures("goals")
def test_a_table_in_which_all_holds(product: Product, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    with product.unchanged():
        assert run(product, world) == 0
    lines = said(capsys)
    assert lines[0] == "3 goals, 2 accounts: no faults"
    assert float(lines[1].removesuffix(" read units")) > 5


@pytest.mark.usefixtures("goals")
def test_segments_share_the_work(product: Product, world: World, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert {run(product, world, "--segment", f"{part}/3") for part in range(3)} == {0}
    counted = [line.split() for line in said(capsys) if "goals" in line]
    assert (sum(int(line[0]) for line in counted), sum(int(line[2]) for line in counted)) == (3, 2)


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [
        ("GOAL#", "am", "broken: amount_is_the_sum_of_its_entries"),
        ("ACCOUNT#", "residual", "broken: residual_is_what_no_goal_holds"),
    ],
)
def test_what_is_broken_is_named_with_its_figures(
    product: Product, account: str, world: World, capsys: pytest.CaptureFixture[str], kind: str, name: str, line: str
) -> None:
    saving(product, account)
    item = next(one for one in product.items() if one["SK"]["S"].startswith(kind) and int(one.get(name, ZERO)["N"]))
    figure = int(item[name]["N"])
    item[name]["N"] = str(figure + 7)
    product.client.put_item(TableName=product.table_name, Item=item)
    capsys.readouterr()
    assert run(product, world) == 1
    assert f"{item['PK']['S']} {item['SK']['S']}: {line}: {figure + 7}, and should be {figure}" in said(capsys)


ZERO = {"N": "0"}


def test_an_account_without_goals_is_proven(
    product: Product, account: str, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = next(item for item in product.items() if item["SK"]["S"].startswith("ENTRY#"))
    product.client.delete_item(TableName=product.table_name, Key={"PK": entry["PK"], "SK": entry["SK"]})
    capsys.readouterr()
    assert run(product, world) == 1
    assert "balance_is_the_sum_of_its_entries" in said(capsys)[0]


@pytest.mark.usefixtures("goals")
def test_what_cannot_be_read_is_a_fault_and_stops_nothing(
    product: Product, world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    item = next(item for item in product.items() if item["SK"]["S"].startswith("GOAL#"))
    item["st"]["S"] = "asleep"
    product.client.put_item(TableName=product.table_name, Item=item)
    capsys.readouterr()
    assert run(product, world) == 1
    lines = said(capsys)
    assert f"{item['PK']['S']} {item['SK']['S']}: cannot be proven: ValueError" in lines
    assert lines[-2].startswith("3 goals, 2 accounts: ")


class Still:
    """A transport whose calls take no time and four units each."""

    def call(self, operation: str, request: Any) -> dict[str, Any]:
        assert request["ReturnConsumedCapacity"] == "TOTAL"
        consumed: Any = {"CapacityUnits": 4.0}
        return {"ConsumedCapacity": [consumed] if operation == "BatchGetItem" else consumed}


def test_calls_take_no_more_units_a_second_than_asked_for() -> None:
    """Ten calls of four units at 2 units a second; a pause of others is no reason to hurry afterwards."""
    waited: list[float] = []
    now = [100.0]

    def sleep(seconds: float) -> None:
        waited.append(seconds)
        now[0] += seconds

    paced = Paced(Still(), 2, lambda: now[0], sleep)
    for operation in ("Scan", "BatchGetItem") * 5:
        paced.call(operation, {})
    assert (sum(waited), paced.used) == (20.0, 40.0)
    now[0] += 60
    paced.call("Scan", {})
    assert waited[-1] == 2.0


def test_the_rate_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch, product: Product) -> None:
    rates: list[int] = []

    def made(table: str, rate: int) -> AtTable:
        rates.append(rate)
        return replace(AtTable(Settings(table_name=table)), sleep=lambda _: None, rate=10**9)

    assert audit.main(["--table", product.table_name, "--rate", "77"], made) == 0
    assert audit.main(["--table", product.table_name], made) == 0
    assert rates == [77, 500]
