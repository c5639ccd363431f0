"""Goals in the table: one function per access pattern, and the writes that a change of a goal is made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from savings.domain.account import Account
from savings.domain.actions import Action, needs_stored
from savings.domain.goal import Change, ClosedPeriod, Goal
from savings.domain.notes import note
from savings.domain.schedule import MAX_PERIODS
from savings.store import keys
from savings.store.goal_items import (
    TEXT,
    UNREAD,
    action_item,
    goal_item,
    period_item,
    read_action,
    read_goal,
    read_period,
    stored_apart,
    text_item,
)
from savings.store.numbers import page_after, put_new
from savings.store.table import BATCH_LIMIT, NEW, THERE, Item, Key, Table, Write, delete, put, update


def load(table: Table, tenant: str, customer: str, number: int) -> Goal | None:
    """Return one goal with its texts, read strongly in one round trip."""
    partition, sort = keys.goal(tenant, customer, number)
    return next(joined(table.query(partition, sort, consistent=True).items), None)


def load_all(
    table: Table, tenant: str, customer: str, *, consistent: bool = False, at_once: int | None = None, after: int = 0
) -> Iterator[Goal]:
    """Yield the goals of a customer behind number `after`, oldest first; as of a moment ago unless `consistent`.

    They are read when they are asked for, `at_once` items at a time.
    """
    partition, sort = keys.goal(tenant, customer, after)
    after_it = keys.behind(sort)
    return joined(table.query_all(partition, keys.GOALS, consistent=consistent, at_once=at_once, after=after_it))


def load_on(table: Table, account: Account, owners: Iterable[str]) -> Iterator[Goal]:
    """Yield the goals that these owners have on an account, read strongly."""
    every = (goal for owner in owners for goal in load_all(table, account.tenant, owner, consistent=True))
    return (goal for goal in every if goal.account == account.number)


def load_holding(table: Table, account: Account) -> list[Goal]:
    """Return the savings goals that hold part of an account, of all its owners, read strongly."""
    return [goal for goal in load_on(table, account, account.owners) if goal.holds_money]


def load_batch(table: Table, wanted: list[Key]) -> dict[Key, Goal]:
    """Return up to 100 goals without texts stored apart, as of a moment ago: their versions guard what follows."""
    items = table.batch_get(wanted[:BATCH_LIMIT], consistent=False)
    return {key: read_goal(item) for key, item in items.items()}


def texts_apart(items: Iterable[Item]) -> list[Key]:
    """Return where the texts are stored that goals among the items have apart."""
    return [keys.goal_text(goal.tenant, goal.customer, goal.id) for goal in joined(items) if goal.texts is UNREAD]


def load_periods(
    table: Table, goal_key: tuple[str, str, int], indexes: range = range(MAX_PERIODS)
) -> list[ClosedPeriod]:
    """Return those of a goal's closed periods with these indexes that are stored, oldest first, read strongly.

    The goal is named by tenant, customer and number.
    """
    if not indexes:
        return []
    (partition, first), (_, last) = (keys.period(*goal_key, index) for index in (indexes[0], indexes[-1]))
    return [read_period(item) for item in table.query_between(partition, first, last)]


def load_counted(table: Table, wanted: Iterable[tuple[Goal, int | None]]) -> dict[tuple[str, int], ClosedPeriod]:
    """Return the periods in which money counts late, one of a goal at most, by the goal's customer and number.

    All in one round trip, where there are any whose amounts their goals do not have. Read strongly: a backdated
    period's item is not guarded by its amount alone.
    """
    needed = {
        keys.period(goal.tenant, goal.customer, goal.id, index): (goal.customer, goal.id)
        for goal, index in wanted
        if index is not None and needs_stored(goal, index)
    }
    found = table.batch_get(needed) if needed else {}
    return {needed[key]: read_period(item) for key, item in found.items()}


def load_actions(
    table: Table, goal_key: tuple[str, str, int], *, at_once: int | None = None, after: int = 0
) -> Iterator[Action]:
    """Yield the actions of a goal behind number `after`, oldest first, read strongly, `at_once` at a time."""
    partition, sort = keys.action(*goal_key, after)
    of_goal = keys.actions_of(goal_key[2])
    return map(read_action, table.query_all(partition, of_goal, consistent=True, at_once=at_once, after=sort))


def page_actions(
    table: Table, goal_key: tuple[str, str, int], limit: int, after: int | None, *, newest_first: bool = False
) -> tuple[list[Action], int | None]:
    """Return up to `limit` actions after number `after`, and the number to go on after, None at the end.

    As of a moment ago.
    """
    tenant, customer, number = goal_key
    partition = keys.customer_partition(tenant, customer)
    start = keys.action(tenant, customer, number, after) if after is not None else None
    items, more = page_after(table, partition, keys.actions_of(number), limit, start, newest_first=newest_first)
    actions = [read_action(item) for item in items]
    return actions, actions[-1].number if more and actions else None


def insert(change: Change) -> list[Write]:
    """Return the writes of a new goal."""
    writes = [put_new(_image(change))]
    return writes + _texts(change.goal)


def save(change: Change, *, texts: bool = False) -> list[Write]:
    """Return the writes of a change to a goal, under the version that it was computed from.

    `texts` says that the change is to its texts.
    """
    before = {":before": change.goal.version - 1}
    writes = [put(_image(change), "version = :before", before)]
    return writes + (_texts(change.goal) if texts else [])


def erase(change: Change) -> list[Write]:
    """Return the writes of a goal that has no texts any more, also none that are stored apart."""
    goal = change.goal
    return [*save(change), delete(keys.goal_text(goal.tenant, goal.customer, goal.id), f"{NEW} OR {THERE}")]


def move(change: Change) -> list[Write]:
    """Return the writes of a change that moves money: the goal, and the closed period that it restates."""
    return save(change) + ([restate_period(change, change.period)] if change.period is not None else [])


def close_period(change: Change, period: ClosedPeriod) -> Write:
    """Return the write of a period that closes; one computed from an older goal never overwrites a newer."""
    is_older = "follows <= :base"
    return put(period_item(change.goal, period), f"{NEW} OR {is_older}", {":base": period.base})


def restate_period(change: Change, period: ClosedPeriod) -> Write:
    """Return the write that moves a closed period's amount from what the change was computed from.

    A backdated period, which is not stored, gets its item with its first restatement.
    """
    goal = change.goal
    if period.index < goal.backdated:
        return put(
            period_item(goal, period),
            f"{NEW} OR amount = :before",
            {":before": change.restated_from},
        )
    return update(
        keys.period(goal.tenant, goal.customer, goal.id, period.index),
        "SET amount = :amount, follows = :base",
        "amount = :before",
        {":amount": period.amount, ":base": period.base, ":before": change.restated_from},
    )


def insert_action(goal: Goal, action: Action) -> Write:
    """Return the write of a new action."""
    return put(action_item(goal, action), NEW)


def save_action(goal: Goal, action: Action) -> Write:
    """Return the write of a corrected action, under the version before."""
    return put(action_item(goal, action), "version = :before", {":before": action.version - 1})


def delete_action(goal: Goal, action: Action) -> Write:
    """Return the write that takes an action away, under the version that was read."""
    key = keys.action(goal.tenant, goal.customer, goal.id, action.number)
    return delete(key, "version = :version", {":version": action.version})


def _image(change: Change) -> Mapping[str, Any]:
    return goal_item(change.goal, note(change.at, change.facts) if change.facts else None)


def _texts(goal: Goal) -> list[Write]:
    if goal.texts is UNREAD or not stored_apart(goal.texts):
        return []
    return [put(text_item(goal), f"{NEW} OR {THERE}")]


def joined(items: Iterable[Item]) -> Iterator[Goal]:
    """Yield the goals of items in the order of their keys, each with the texts that sort right behind it.

    Texts whose goal has them inline again are passed over.
    """
    waiting: Item | None = None
    for item in items:
        if waiting is not None:
            yield read_goal(waiting, item if item["SK"] == waiting["SK"] + TEXT else None)
            waiting = None
        if item.get("xt"):
            waiting = item
        elif not item["SK"].endswith(TEXT):
            yield read_goal(item)
    if waiting is not None:
        yield read_goal(waiting)
