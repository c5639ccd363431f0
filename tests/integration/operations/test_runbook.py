"""The operator's book: what it says that a command prints is what the command prints."""

import re

import pytest

from tests.contract.documents import DOCS
from tests.integration.operations.test_rebuild import corrupt, run, stored
from tests.product import Product

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
