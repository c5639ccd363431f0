"""Goals, periods and actions survive the way into the table and back, and say no more than they must."""

import dataclasses
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from savings.domain.actions import Action, Direction
from savings.domain.calendar import instant
from savings.domain.goal import ClosedPeriod, Goal, MeasuredBy, Status, Texts
from savings.domain.plan import Target, Targets
from savings.store import keys
from savings.store.goal_items import (
    INLINE_TEXTS,
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
from tests.unit.store.given import AT, a_goal, stored

LATER = AT + timedelta(days=40)


def every_field_set() -> Goal:
    return a_goal(
        measured_by=MeasuredBy.BALANCE,
        target=Target.AVAILABLE_BALANCE,
        targets=Targets(300_00, 3, 100_00, 1, 200_00),
        start_amount=5,
        texts=Texts("Roof", "Slates", "https://example.com/roof.png", '{"a":1}'),
        status=Status.FINALISING,
        backdated=1,
        synthetic=1,
        closed=3,
        closed_targets=300_00,
        shift=-100_00,
        first_counts=True,
        opening=-4,
        amount=17,
        current=-3,
        taken=-2,
        milestone=50,
        reminded=3,
        achieved_at=AT,
        finalises_at=LATER,
        archived=True,
        last_action=9 * 2**12,
        version=7,
        sequence=12,
    )


@pytest.mark.parametrize("goal", [a_goal(), every_field_set(), a_goal(status=Status.CANCELLED)])
def test_a_goal_comes_back_as_it_went(goal: Goal) -> None:
    assert read_goal(stored(goal_item(goal, "note"))) == goal


def test_every_field_of_a_goal_is_kept() -> None:
    """A new field that the item forgets would fall back to its default here."""
    goal, plain = every_field_set(), a_goal()
    differing = {
        field.name for field in dataclasses.fields(Goal) if getattr(goal, field.name) != getattr(plain, field.name)
    }
    with_defaults = {field.name for field in dataclasses.fields(Goal) if field.default is not dataclasses.MISSING}
    assert with_defaults <= differing
    assert read_goal(stored(goal_item(goal, None))) == goal


def test_members_that_have_their_default_take_no_room() -> None:
    item = stored(goal_item(a_goal(start_amount=0, milestone=0, achieved_at=None, archived=False), None))
    left_out = {"sa", "ms", "aa", "fa", "ar", "tk", "op", "bd", "sy", "sh", "fc", "note", "xt", "de", "im", "md"}
    assert not left_out & item.keys()
    assert len(item["tr"]) == 4


def test_an_open_goal_is_in_the_due_index_under_its_next_instant() -> None:
    goal = a_goal()
    item = stored(goal_item(goal, None))
    assert goal.due_at == datetime(2027, 2, 1, tzinfo=UTC)
    assert item["due_shard"] == keys.due_shard(goal.id)
    assert item["due_at"] == f"2027-02-01T00:00:00Z#goal#{goal.id:016d}"


@pytest.mark.parametrize("status", [Status.COMPLETED, Status.FAILED, Status.CANCELLED])
def test_a_goal_that_nothing_will_happen_to_is_in_no_index(status: Status) -> None:
    item = stored(goal_item(a_goal(status=status), None))
    assert not {"due_shard", "due_at"} & item.keys()


def test_the_due_index_sorts_by_instant_across_all_digits() -> None:
    early, late = a_goal(), a_goal(closed=1, id=1)
    assert goal_item(early, None)["due_at"] < goal_item(late, None)["due_at"]
    assert early.due_at is not None
    assert goal_item(early, None)["due_at"] < f"{instant(early.due_at)}~"


def test_texts_lie_in_the_goal_up_to_a_limit_in_bytes_and_apart_beyond_it() -> None:
    assert not stored_apart(Texts("ä" * (INLINE_TEXTS // 2)))
    assert stored_apart(Texts("ä" * (INLINE_TEXTS // 2) + "x"))
    assert stored_apart(Texts("x", "x" * INLINE_TEXTS))


def test_texts_that_lie_apart_are_joined_when_both_are_read_and_unread_otherwise() -> None:
    goal = a_goal(texts=Texts("Roof", "x" * 500))
    item = stored(goal_item(goal, None))
    assert "nm" not in item
    assert item["xt"] is True
    assert read_goal(item, text_item(goal)) == goal
    assert read_goal(item).texts is UNREAD


def test_unread_texts_stay_apart_when_the_goal_is_written_again() -> None:
    read = read_goal(stored(goal_item(a_goal(texts=Texts("Roof", "x" * 500)), None)))
    assert goal_item(replace(read, version=read.version + 1), None)["xt"] is True


def test_a_period_and_an_action_come_back_as_they_went() -> None:
    goal = a_goal()
    for period in (
        ClosedPeriod(index=2, target=100_00, amount=-5, first_amount=7, base=3),
        ClosedPeriod(index=2, target=100_00, amount=-5, first_amount=7, base=3, counted=9, shift=-20_00),
    ):
        assert read_period(stored(period_item(goal, period))) == period
    for action in (
        Action(9 * 2**12, 100, Direction.DEBIT, 0, AT, 2),
        Action(9 * 2**12, 100, Direction.CREDIT, None, AT),
    ):
        assert read_action(stored(action_item(goal, action))) == action


def test_items_of_before_a_plan_could_shift_have_no_shift() -> None:
    """As they were written then: four figures of targets, and none of the newer members."""
    old = stored(goal_item(every_field_set(), None))
    old = {name: value for name, value in old.items() if name not in {"sh", "fc"}} | {"tr": [300_00, 3, 100_00, 1]}
    read = read_goal(old)
    assert (read.shift, read.first_counts, read.targets) == (0, False, Targets(300_00, 3, 100_00, 1))
    item = {"target": 100_00, "amount": 0, "first_amount": 0, "follows": 3}
    assert read_period({"PK": "T#bank#C#anna", "SK": "PERIOD#7#0002", **item}).shift == 0


def test_a_period_item_holds_only_its_own_figures() -> None:
    """Nothing cumulative: restating one period must not touch the others."""
    item = stored(period_item(a_goal(), ClosedPeriod(0, 1, 2, 3, 4)))
    assert item.keys() == {"PK", "SK", "target", "amount", "first_amount", "follows"}
