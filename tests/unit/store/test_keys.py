"""Keys: the tenant is part of every one, what is read together is stored together, and order is number order."""

import inspect
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from savings import ids
from savings.store import keys
from savings.store.schema import SHARDS
from tests.unit.store.given import CUSTOMER

KEYS = [
    function
    for _, function in inspect.getmembers(keys, inspect.isfunction)
    if "tenant" in inspect.signature(function).parameters
]


def build(function: Callable[..., Any], tenant: str) -> Any:
    wanted = inspect.signature(function).parameters.values()
    return function(
        *[tenant if one.name == "tenant" else 4096 if one.annotation is int else CUSTOMER for one in wanted]
    )


@pytest.mark.parametrize("function", KEYS, ids=lambda function: function.__name__)
def test_two_tenants_never_share_a_partition(function: Callable[..., Any]) -> None:
    mine, yours = build(function, "bank"), build(function, "other-bank")
    first, second = (mine, yours) if isinstance(mine, str) else (mine[0], yours[0])
    assert first.startswith("T#bank#")
    assert second.startswith("T#other-bank#")


def test_no_two_kinds_of_item_share_a_key() -> None:
    built = [build(function, "bank") for function in KEYS]
    pairs = [key for key in built if isinstance(key, tuple)]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(
    ("lower", "higher"), [(4096, 8192), (9 * 4096, 10 * 4096), (4096, (ids.LIMIT - 1) // 4096 * 4096)]
)
def test_sort_keys_are_in_number_order(lower: int, higher: int) -> None:
    assert keys.goal("t", "c", lower) < keys.goal("t", "c", higher)
    assert keys.action("t", "c", 4096, lower) < keys.action("t", "c", 4096, higher)
    assert keys.account("t", "h", lower) < keys.account("t", "h", higher)


def test_periods_are_in_index_order_up_to_the_last_there_can_be() -> None:
    written = [keys.period("t", "c", 4096, index) for index in (0, 9, 10, 99, 100, 999, 1000, 3659)]
    assert written == sorted(written)


def test_a_goal_and_an_account_sort_right_before_their_texts() -> None:
    """No other item can come between, so that one query brings both."""
    goal, text, following = keys.goal("t", "c", 4096), keys.goal_text("t", "c", 4096), keys.goal("t", "c", 4097)
    assert goal < text < following
    account, saving = keys.account("t", "h", 4096), keys.account_details("t", "h", 4096)
    assert account < saving < keys.account("t", "h", 4097)


def test_a_prefix_of_one_goal_reaches_nothing_of_another() -> None:
    periods, actions = keys.periods_of(4096), keys.actions_of(4096)
    assert keys.period("t", "c", 4096, 7)[1].startswith(periods)
    assert keys.action("t", "c", 4096, 8192)[1].startswith(actions)
    assert not keys.period("t", "c", 40960, 7)[1].startswith(periods)
    assert not keys.action("t", "c", 40960, 8192)[1].startswith(actions)


def test_things_made_in_one_second_spread_over_all_shards() -> None:
    """T-58: the shard comes from a hash: neither milliseconds nor zero bits say in which one a thing is."""
    second = datetime(2027, 1, 10, tzinfo=UTC)
    shards = Counter(keys.due_shard(ids.new_id(second + timedelta(milliseconds=one))) for one in range(1000))
    assert set(shards) == {keys.shard_name(shard) for shard in range(SHARDS)}
    assert max(shards.values()) < 40


def test_things_made_at_whole_seconds_spread_over_all_shards() -> None:
    first = datetime(2027, 1, 10, tzinfo=UTC)
    shards = Counter(keys.due_shard(ids.new_id(first + timedelta(seconds=one))) for one in range(6400))
    assert set(shards) == {keys.shard_name(shard) for shard in range(SHARDS)}
    assert max(shards.values()) < 200
