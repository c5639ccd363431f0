"""A goal with 22,000 actions is checked in the time that a function has, or in turns where a machine is slow."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

import pytest

from savings.deadline import TIMEOUTS
from savings.domain.actions import Action, Direction
from savings.domain.goal import Change, as_of
from savings.ids import STEP
from savings.store import goals, keys
from savings.store.goal_items import goal_item
from savings.store.table import put, update
from savings.usecases import integrity
from tests.integration.goals.test_integrity import following
from tests.product import ANNA, CLIENT, Product
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
    number = int(product.call("GET", f"/goals/{made}").body["id"])
    product.clock.set("2030-05-05T10:00:00Z")
    empty = goals.load(product.table, CLIENT, ANNA, number)
    assert empty
    after, over = as_of(empty, product.clock.now())
    assert (after.closed, len(over)) == (MONTHS, MONTHS)
    after = replace(after, amount=MONTHS * A_MONTH * EACH, last_action=number + MONTHS * A_MONTH * STEP)
    product.table.write(
        [
            *(
                goals.close_period(Change(after, product.clock.now()), replace(one, amount=A_MONTH * EACH))
                for one in over
            ),
            put(goal_item(after, None), "attribute_exists(PK)"),
            update(
                keys.account(CLIENT, after.household, after.account),
                "SET residual = residual - :held",
                "attribute_exists(PK)",
                {":held": after.amount},
            ),
        ]
    )
    for month in range(MONTHS):
        numbers = [number + (month * A_MONTH + at + 1) * STEP for at in range(A_MONTH)]
        at = after.created_at + timedelta(days=31 * month)
        writes = [goals.insert_action(after, Action(one, EACH, Direction.CREDIT, month, at)) for one in numbers]
        for start in range(0, A_MONTH, 100):
            product.table.write(writes[start : start + 100])
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
