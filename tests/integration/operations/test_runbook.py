"""The operator's book: what it says that a command prints is what the command prints."""

import re
from typing import TYPE_CHECKING

import pytest

from operations import audit, replay, restore
from operations.table import AtTable
from savings.config import Settings
from tests.contract.documents import DOCS
from tests.integration.operations.test_rebuild import corrupt, run, stored
from tests.integration.operations.test_replay import BUS, DAY, NOW, events
from tests.integration.operations.test_restore import AT, LIVE, NEW, aws, described
from tests.product import Product

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

__all__ = ["aws", "events"]

BOOK = (DOCS / "operations.md").read_text(encoding="utf-8")


def said_after(command: str) -> list[str]:
    """What the book shows as printed by the first command that begins like this."""
    _, _, rest = BOOK.partition(f"python -m operations.{command} ")
    found = re.search(r"```text\n(.*?)```", rest, re.DOTALL)
    assert found
    return found[1].splitlines()


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return [line for line in capsys.readouterr().out.splitlines() if not line.startswith("{")]


def test_a_goals_figures_are_wrong(product: Product, account: str, capsys: pytest.CaptureFixture[str]) -> None:
    goal = product.savings_goal(account)
    product.record(goal, "150")
    product.record(goal, "40")
    corrupt(product, stored(product, "GOAL#")[0], "am")
    capsys.readouterr()
    assert run(product, goal, "--account") == 0
    assert printed(capsys) == said_after("rebuild")
    assert run(product, goal, "--account", "--write") == 0
    assert printed(capsys)[-1] == "all invariants hold"
    assert "`all invariants hold`" in BOOK
    product.audit()


def test_a_restore(aws: "DynamoDBClient", capsys: pytest.CaptureFixture[str]) -> None:
    assert restore.main(["--table", LIVE, "--to", NEW, "--at", AT], lambda _: None) == 0
    stream = described(aws)["LatestStreamArn"]
    lines = [line.replace(stream, "<the stream's ARN>") for line in printed(capsys)]
    # moto takes the moment for the instant that was asked for.
    lines[1] = f"{lines[1].rpartition(' ')[0]} {AT}"
    assert lines == said_after("restore")


def test_what_was_restored_is_proven(product: Product, account: str, capsys: pytest.CaptureFixture[str]) -> None:
    product.savings_goal(account)

    def world(table: str, rate: int) -> AtTable:
        assert rate == 2000
        return AtTable(Settings(table_name=table), product.clock, rate=10**9)

    capsys.readouterr()
    assert audit.main(["--table", product.table_name, "--rate", "2000"], world) == 0
    assert printed(capsys) == said_after("audit")


@pytest.mark.usefixtures("events")
def test_a_replay(capsys: pytest.CaptureFixture[str]) -> None:
    assert replay.main(["--bus", BUS, "--rule", "ToBank", *DAY], NOW, lambda _: None) == 0
    assert printed(capsys) == said_after("replay")
