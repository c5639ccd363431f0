"""The design's invariants over everything that is stored in a table: whatever a test did, they must hold."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from savings.domain import integrity
from savings.domain.account import Account
from savings.domain.goal import Goal
from savings.store import account_goals, keys, shapes
from savings.store.account_items import read_account
from savings.store.accounts import Entry, read_entry
from savings.store.goal_items import HOT_LIMIT, read_action, read_goal, read_period
from savings.store.stream import events_of
from savings.store.table import Item
from savings.usecases.integrity import add_counted
from tests.contract import frozen_items
from tests.contract.event_schemas import prove
from tests.household_audit import audit_households

_SIZES: Final[dict[str, Callable[[Any], int]]] = {
    "S": lambda value: len(value.encode()),
    "N": lambda value: len(value) // 2 + 2,
    "BOOL": lambda _: 1,
}


def audit(raw_items: list[dict[str, Any]]) -> None:
    """Assert every invariant that all items, in key order, can show, and that hot ones are as small as they must be."""
    hot = [raw for raw in raw_items if is_hot(raw)]
    for raw in hot:
        assert size_of(raw) < HOT_LIMIT, raw
    for raw in raw_items:
        frozen_items.prove(raw)
        for event in events_of({"dynamodb": {"NewImage": raw}}):
            prove(event.envelope())
    items = [shapes.read(raw) for raw in raw_items]
    hot_items = [item for item, raw in zip(items, raw_items, strict=True) if is_hot(raw)]
    every = [read_goal(item) for item in hot_items if item["SK"].startswith("GOAL#")]
    for account in (read_account(item) for item in hot_items if item["SK"].startswith("ACCOUNT#")):
        attached = [goal for goal in every if _is_on(goal, account)]
        partition = keys.household_partition(account.tenant, account.household)
        entries = [read_entry(item) for item in _below(partition, keys.entries_of(account.number), items)]
        named = {account_goals.name_on(account, goal): goal for goal in attached}
        assert len(named) == len(attached)
        total = sum(entry.amount for entry in entries)
        _hold(integrity.check_account(account, total, named))
        for goal in attached:
            _prove_goal(goal, items, entries)
    audit_households(items)


def is_hot(raw: Mapping[str, Any]) -> bool:
    """Whether an item is one that money and time touch: a goal or an account."""
    key = raw["PK"]["S"], raw["SK"]["S"]
    return keys.is_goal(key) or keys.is_account(key)


def size_of(raw: Item) -> int:
    """Return about how many bytes DynamoDB counts for an item."""
    return sum(len(name) + _size(value) for name, value in raw.items())


def _size(value: Mapping[str, Any]) -> int:
    [(kind, content)] = value.items()
    if kind in _SIZES:
        return _SIZES[kind](content)
    if kind == "SS":
        return sum(len(one.encode()) for one in content)
    if kind == "M":
        return 3 + sum(1 + len(name.encode()) + _size(one) for name, one in content.items())
    return 3 + sum(1 + _size(one) for one in content)


def _prove_goal(goal: Goal, items: list[Item], ledger: list[Entry]) -> None:
    partition = keys.customer_partition(goal.tenant, goal.customer)
    periods = [read_period(item) for item in _below(partition, keys.periods_of(goal.id), items)]
    entries = integrity.Tally.of(read_action(item) for item in _below(partition, keys.actions_of(goal.id), items))
    for entry in ledger:
        add_counted(entries, goal, entry)
    _hold(integrity.check(goal, periods, entries))


def _hold(findings: list[integrity.Finding]) -> None:
    assert [finding for finding in findings if not finding.holds] == []


def _below(partition: str, prefix: str, items: list[Item]) -> list[Item]:
    return [item for item in items if item["PK"] == partition and item["SK"].startswith(prefix)]


def _is_on(goal: Goal, account: Account) -> bool:
    return (goal.tenant, goal.household, goal.account) == (account.tenant, account.household, account.number)
