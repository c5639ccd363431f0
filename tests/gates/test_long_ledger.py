"""A goal with 22,000 actions is checked in the time that a function has, or in turns where a machine is slow."""

from typing import Any, Final

import pytest

from savings.deadline import TIMEOUTS
from savings.usecases import integrity
from tests.integration.goals.test_integrity import following
from tests.long_ledger import fill
from tests.product import Product
from tests.virtual import VirtualTime

MONTHS: Final = 40
A_MONTH: Final = 550
EACH: Final = 1_00


@pytest.fixture
def goal(product: Product) -> str:
    """A savings goal of 41 months with 550 actions of 1.00 in each but the last, written past the API."""
    account = product.account(product.household(), 30_000)
    plan = {"target_amount": {"value": "41000", "currency": "GBP"}, "recurrent_amount": None}
    made = product.savings_goal(account, **plan, target_date="2030-05-31")
    product.clock.set("2030-05-05T10:00:00Z")
    fill(product, made, [*[A_MONTH] * MONTHS, 0], lambda _: EACH)
    return made


class Table:
    """A table each of whose calls takes so many milliseconds of an invocation."""

    def __init__(self, product: Product) -> None:
        self._time, self.calls, self.takes = VirtualTime(), 0, 0
        product.wire.asked.append(self._take)
        product.context = lambda: self._time.invocation(TIMEOUTS["goals"] * 1000)

    def _take(self, *_: object) -> None:
        self.calls += 1
        self._time.now += self.takes


def test_22000_actions_are_checked_at_once_or_where_the_table_is_slow_in_turns(product: Product, goal: str) -> None:
    table = Table(product)
    table.takes = 100
    answer = product.call("GET", f"/goals/{goal}/integrity")
    assert (answer.status, answer.body["holds"], answer.body["complete"]) == (200, True, True)
    entries = next(one for one in answer.body["invariants"] if one["name"] == "amount_is_the_sum_of_its_entries")
    assert entries["expected"] == MONTHS * A_MONTH * EACH
    assert table.calls <= MONTHS * A_MONTH / integrity.AT_ONCE + 7

    table.takes, turns = 900, list[dict[str, Any]]()
    query: dict[str, str] | None = {}
    while query is not None:
        turn = product.call("GET", f"/goals/{goal}/integrity", query=query)
        assert (turn.status, turn.body["holds"]) == (200, True)
        turns.append(turn.body)
        query = following(turn)
    assert turns[-1] == answer.body
    assert 5 < len(turns) < 25
