"""Ledgers that are too long to be recorded by calls: written past the API, as the calls would have left them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from savings.domain.actions import Action, Direction
from savings.domain.goal import Change, as_of
from savings.ids import STEP
from savings.store import goals, keys
from savings.store.goal_items import goal_item
from savings.store.table import put, update
from tests.product import ANNA, CLIENT, Product

_MINUTE: Final = timedelta(minutes=1)


def fill(product: Product, goal: str, months: Sequence[int], amount: Callable[[int], int]) -> None:
    """Give Anna's new savings goal so many credits a month, a minute apart, the last month being the present one.

    `amount` says what the n-th of all brings, in minor units.
    """
    number = int(product.call("GET", f"/goals/{goal}").body["id"])
    empty = goals.load(product.table, CLIENT, ANNA, number)
    assert empty is not None
    after, over = as_of(empty, product.clock.now())
    assert len(over) == len(months) - 1
    actions = [
        Action(number + STEP * (first + at + 1), amount(first + at), Direction.CREDIT, month, opened + minute * at)
        for month, count in enumerate(months)
        for first, opened, minute in [(sum(months[:month]), after.created_at + timedelta(days=31 * month), _MINUTE)]
        for at in range(count)
    ]
    sums = [sum(one.amount for one in actions if one.period == month) for month in range(len(months))]
    # Nothing of it is published, so that no number of an event is taken.
    last, sequence = number + STEP * len(actions), empty.sequence
    after = replace(after, amount=sum(sums), current=sums[-1], last_action=last, sequence=sequence)
    at = product.clock.now()
    closed = [replace(one, amount=sums[one.index], first_amount=sums[one.index]) for one in over]
    product.table.write(
        [
            *(goals.close_period(Change(after, at), one) for one in closed),
            put(goal_item(after, None), "attribute_exists(PK)"),
            update(
                keys.account(CLIENT, after.household, after.account),
                "SET residual = residual - :held",
                "attribute_exists(PK)",
                {":held": after.amount},
            ),
        ]
    )
    writes = [goals.insert_action(after, one) for one in actions]
    for start in range(0, len(writes), 100):
        product.table.write(writes[start : start + 100])
