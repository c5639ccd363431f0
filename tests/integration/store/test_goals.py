"""The writes and reads of goals, periods and actions: each condition both ways, on real expressions."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from local.engine import Engine
from savings.domain.actions import Action, Direction
from savings.domain.goal import Change, ClosedPeriod, Goal, Status, Texts, advance, changed
from savings.domain.progress import periods
from savings.ids import STEP
from savings.store import goals, keys
from savings.store.goal_items import UNREAD
from savings.store.table import ConditionFailed, Table, Write
from tests.unit.domain.given import three_months
from tests.wire import Wire

pytestmark = pytest.mark.every_engine

NOW = datetime(2027, 1, 10, 10, tzinfo=UTC)
CREATED = three_months()
GOAL = CREATED.goal
PLACE = (GOAL.tenant, GOAL.customer, GOAL.id)
ACTION = Action(9 * 2**12, 25_00, Direction.CREDIT, 0, NOW)


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    return Table(Wire(engine.endpoint), table_name)


def refused(table: Table, writes: Sequence[Write], *kinds: str) -> ConditionFailed:
    """Do writes of which those of these kinds must refuse, and nothing else; return the refusal."""
    with pytest.raises(ConditionFailed) as failed:
        table.write(writes)
    assert sorted(sort.partition("#")[0].lower() for _, sort in failed.value.refused) == sorted(kinds)
    return failed.value


def stored(table: Table) -> Goal:
    goal = goals.load(table, *PLACE)
    assert goal is not None
    return goal


def period(index: int, amount: int, base: int) -> ClosedPeriod:
    return ClosedPeriod(index, 100_00, amount, amount, base)


def test_a_new_goal_is_written_once_and_never_over_another(table: Table) -> None:
    table.write(goals.insert(CREATED))
    assert stored(table) == GOAL
    blocked = refused(table, goals.insert(replace(CREATED, goal=replace(GOAL, amount=7))), "goal")
    assert blocked.met
    assert stored(table) == GOAL


def test_a_change_is_written_only_over_the_version_it_was_computed_from(table: Table) -> None:
    table.write(goals.insert(CREATED))
    change = changed(GOAL, NOW, (), amount=10_00)
    table.write(goals.save(change))
    assert stored(table) == change.goal
    refused(table, goals.save(changed(GOAL, NOW, (), amount=99_00)), "goal")
    assert stored(table) == change.goal


def test_a_change_is_never_written_where_there_is_no_goal(table: Table) -> None:
    blocked = refused(table, goals.save(changed(GOAL, NOW, ())), "goal")
    assert list(blocked.refused.values()) == [None]
    assert goals.load(table, *PLACE) is None


def test_a_write_with_nothing_to_tell_takes_the_last_note_away(table: Table) -> None:
    key = keys.goal(*PLACE)
    table.write(goals.insert(CREATED))
    assert "note" in (table.get(key) or {})
    table.write(goals.save(changed(GOAL, NOW, ())))
    assert "note" not in (table.get(key) or {})


def test_a_goal_that_has_ended_leaves_the_due_index(table: Table) -> None:
    table.write(goals.insert(CREATED))
    shard = keys.due_shard(GOAL.id)
    assert len(table.query_due(shard, "9", limit=100).items) == 1
    table.write(goals.save(changed(GOAL, NOW, (), status=Status.CANCELLED)))
    assert table.query_due(shard, "9", limit=100).items == []


def test_a_goal_moves_in_the_due_index_with_its_next_instant(table: Table) -> None:
    table.write(goals.insert(CREATED))
    table.write(goals.save(changed(GOAL, NOW, (), closed=1)))
    (item,) = table.query_due(keys.due_shard(GOAL.id), "9", limit=100).items
    assert item["due_at"].startswith("2027-03-01T00:00:00Z#goal#")


def in_one_shard(many: int) -> list[Goal]:
    """Return the goal and others of its shard."""
    shard = keys.due_shard(GOAL.id)
    numbers = (GOAL.id + at * STEP for at in itertools.count())
    there = (number for number in numbers if keys.due_shard(number) == shard)
    return [replace(GOAL, id=number) for number in itertools.islice(there, many)]


def test_only_what_is_due_by_the_instant_is_found_earliest_first(table: Table) -> None:
    table.write(goals.insert(CREATED))
    other = replace(in_one_shard(2)[1], closed=1)  # due a month later
    table.write(goals.insert(Change(other, NOW)))
    shard = keys.due_shard(GOAL.id)
    assert table.query_due(shard, "2027-01-31T23:59:59Z~", limit=100).items == []
    assert [item["SK"] for item in table.query_due(shard, "2027-02-01T00:00:00Z~", limit=100).items] == [
        keys.goal(*PLACE)[1]
    ]
    both = table.query_due(shard, "2027-03-01T00:00:00Z~", limit=100).items
    assert [item["due_at"] for item in both] == sorted(item["due_at"] for item in both)
    assert len(both) == 2


def test_the_due_index_is_read_on_after_a_thing_that_has_left_it(table: Table) -> None:
    """The cursor is a key and no offset: closing what a page brought does not skip what follows."""
    same_shard = in_one_shard(4)
    for goal in same_shard:
        table.write(goals.insert(Change(goal, NOW)))
    shard = keys.due_shard(GOAL.id)
    first = table.query_due(shard, "9", limit=2)
    for goal in same_shard[:2]:
        table.write(goals.save(changed(goal, NOW, (), status=Status.CANCELLED)))
    rest = table.query_due(shard, "9", limit=100, start_key=first.next_key)
    assert [item["SK"] for item in rest.items] == [keys.goal(*PLACE[:2], goal.id)[1] for goal in same_shard[2:]]


def test_a_period_is_written_once_by_however_many_closers(table: Table) -> None:
    write = goals.close_period(CREATED, period(0, 40_00, base=3))
    table.write([write])
    table.write([write])
    assert goals.load_periods(table, PLACE) == [period(0, 40_00, base=3)]


def test_a_period_computed_from_a_newer_goal_replaces_an_older_one(table: Table) -> None:
    table.write([goals.close_period(CREATED, period(0, 40_00, base=3))])
    table.write([goals.close_period(CREATED, period(0, 50_00, base=4))])
    assert goals.load_periods(table, PLACE) == [period(0, 50_00, base=4)]


def test_a_period_computed_from_an_older_goal_never_replaces_a_newer_one(table: Table) -> None:
    table.write([goals.close_period(CREATED, period(0, 50_00, base=4))])
    refused(table, [goals.close_period(CREATED, period(0, 40_00, base=3))], "period")
    assert goals.load_periods(table, PLACE) == [period(0, 50_00, base=4)]


def test_a_restated_period_moves_from_the_amount_that_was_read(table: Table) -> None:
    table.write([goals.close_period(CREATED, period(0, 40_00, base=3))])
    after = replace(period(0, 40_00, base=3), amount=45_00, base=6)
    table.write([goals.restate_period(replace(CREATED, restated_from=40_00), after)])
    assert goals.load_periods(table, PLACE) == [after]
    assert after.first_amount == 40_00
    refused(table, [goals.restate_period(replace(CREATED, restated_from=40_00), after)], "period")


def test_a_period_that_is_not_there_is_not_restated(table: Table) -> None:
    refused(table, [goals.restate_period(replace(CREATED, restated_from=0), period(0, 1, base=1))], "period")
    assert goals.load_periods(table, PLACE) == []


def test_a_late_closer_cannot_undo_a_restatement(table: Table) -> None:
    """T-38, T-46: whoever still holds the goal of before the restatement is refused."""
    closed = period(0, 40_00, base=3)
    table.write([goals.close_period(CREATED, closed)])
    restated = replace(closed, amount=45_00, base=5)
    table.write([goals.restate_period(replace(CREATED, restated_from=40_00), restated)])
    refused(table, [goals.close_period(CREATED, closed)], "period")
    assert goals.load_periods(table, PLACE) == [restated]


def test_an_action_is_recorded_once(table: Table) -> None:
    table.write([goals.insert_action(GOAL, ACTION)])
    refused(table, [goals.insert_action(GOAL, replace(ACTION, amount=1))], "action")
    assert list(goals.load_actions(table, PLACE)) == [ACTION]


def test_an_action_is_corrected_only_from_the_version_that_was_read(table: Table) -> None:
    table.write([goals.insert_action(GOAL, ACTION)])
    corrected = replace(ACTION, amount=30_00, version=2)
    table.write([goals.save_action(GOAL, corrected)])
    refused(table, [goals.save_action(GOAL, replace(ACTION, amount=31_00, version=2))], "action")
    assert list(goals.load_actions(table, PLACE)) == [corrected]


def test_an_action_that_is_gone_is_not_corrected_back_to_life(table: Table) -> None:
    refused(table, [goals.save_action(GOAL, replace(ACTION, version=2))], "action")
    assert list(goals.load_actions(table, PLACE)) == []


def test_an_action_is_removed_once_and_only_in_the_version_that_was_read(table: Table) -> None:
    table.write([goals.insert_action(GOAL, replace(ACTION, version=2))])
    refused(table, [goals.delete_action(GOAL, ACTION)], "action")
    table.write([goals.delete_action(GOAL, replace(ACTION, version=2))])
    refused(table, [goals.delete_action(GOAL, replace(ACTION, version=2))], "action")
    assert list(goals.load_actions(table, PLACE)) == []


def test_one_refusal_refuses_all_that_was_to_be_written_with_it(table: Table) -> None:
    table.write(goals.insert(CREATED))
    stale = changed(replace(GOAL, version=GOAL.version + 5), NOW, (), amount=1)
    refused(table, [goals.insert_action(GOAL, ACTION), *goals.save(stale)], "goal")
    assert list(goals.load_actions(table, PLACE)) == []
    assert stored(table) == GOAL


def test_every_refusal_of_a_transaction_is_named(table: Table) -> None:
    table.write([*goals.insert(CREATED), goals.insert_action(GOAL, ACTION)])
    blocked = refused(table, [*goals.insert(CREATED), goals.insert_action(GOAL, ACTION)], "goal", "action")
    assert blocked.met[keys.action(*PLACE, ACTION.number)]["amount"] == ACTION.amount


def test_long_texts_are_stored_apart_and_come_with_the_goal_but_not_with_a_batch(table: Table) -> None:
    wordy = replace(GOAL, texts=Texts("Roof", "Slates, " * 40))
    table.write(goals.insert(replace(CREATED, goal=wordy)))
    assert stored(table) == wordy
    (read,) = goals.load_batch(table, [keys.goal(*PLACE)]).values()
    assert read.texts is UNREAD
    table.write(goals.save(changed(read, NOW, (), amount=5)))
    assert stored(table).texts == wordy.texts


def test_texts_that_become_short_again_are_read_from_the_goal(table: Table) -> None:
    wordy = replace(GOAL, texts=Texts("Roof", "Slates, " * 40))
    table.write(goals.insert(replace(CREATED, goal=wordy)))
    table.write(goals.save(changed(wordy, NOW, (), texts=Texts("Barn")), texts=True))
    assert stored(table).texts == Texts("Barn")
    table.write(goals.save(changed(stored(table), NOW, (), texts=wordy.texts), texts=True))
    assert stored(table).texts == wordy.texts


def test_a_customers_goals_are_listed_oldest_first_with_their_texts(table: Table) -> None:
    numbers = [GOAL.id + at * 2**22 for at in (2, 0, 1)]
    for number in numbers:
        goal = replace(GOAL, id=number, texts=Texts(str(number), "x" * 200 if number == GOAL.id else None))
        table.write(goals.insert(Change(goal, NOW)))
    strangers = replace(GOAL, customer="7c0f2e55-0b7b-4c3a-9d54-0f6d1c6b2a11")
    table.write(goals.insert(Change(strangers, NOW)))
    listed = list(goals.load_all(table, *PLACE[:2]))
    assert [goal.id for goal in listed] == sorted(numbers)
    assert [goal.texts.name for goal in listed] == [str(number) for number in sorted(numbers)]


@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_goals_are_read_behind_any_of_them_so_many_items_at_a_time(table: Table, at_once: int) -> None:
    """A goal behind which its texts are stored comes with them, however the items are cut."""
    numbers = [GOAL.id + at * STEP for at in range(5)]
    for number in numbers:
        texts = Texts(str(number), "x" * 200 if number % (2 * STEP) == GOAL.id % (2 * STEP) else None)
        table.write(goals.insert(Change(replace(GOAL, id=number, texts=texts), NOW)))
    for place in range(5):
        found = list(goals.load_all(table, *PLACE[:2], at_once=at_once, after=numbers[place]))
        assert [(goal.id, goal.texts.name) for goal in found] == [(one, str(one)) for one in numbers[place + 1 :]]
    assert [goal.id for goal in goals.load_all(table, *PLACE[:2], at_once=at_once, after=GOAL.id + 1)] == numbers[1:]


def test_goals_are_read_as_far_as_they_are_asked_for(table: Table, engine: Engine) -> None:
    for at in range(5):
        table.write(goals.insert(Change(replace(GOAL, id=GOAL.id + at * STEP), NOW)))
    wire, asked = Wire(engine.endpoint), list[str]()
    wire.asked.append(lambda operation, _: asked.append(operation))
    reading = goals.load_all(Table(wire, table.name), *PLACE[:2], at_once=2)
    assert [next(reading).id - GOAL.id for _ in range(2)] == [0, STEP]
    assert asked == ["Query"]
    assert len(list(reading)) == 3
    assert asked == ["Query"] * 3


@pytest.mark.parametrize("indexes", [range(4), range(1, 3), range(2, 3), range(2, 2), range(3, 99)])
def test_periods_are_read_from_one_to_another(table: Table, indexes: range) -> None:
    every = [period(index, index + 1, base=3) for index in range(4)]
    for one in every:
        table.write([goals.close_period(Change(GOAL, NOW), one)])
    assert goals.load_periods(table, PLACE, indexes) == every[indexes.start : indexes.stop]


def test_actions_are_read_behind_any_of_them_so_many_at_a_time(table: Table) -> None:
    actions = [replace(ACTION, number=number * STEP) for number in range(1, 6)]
    table.write([goals.insert_action(GOAL, action) for action in actions])
    for at_once in (1, 2, 5):
        for place in range(6):
            found = goals.load_actions(table, PLACE, at_once=at_once, after=place * STEP)
            assert list(found) == actions[place:]


def test_actions_are_paged_without_loss_or_repeat(table: Table) -> None:
    actions = [replace(ACTION, number=number * 2**12) for number in range(1, 8)]
    for action in actions:
        table.write([goals.insert_action(GOAL, action)])
    table.write([goals.insert_action(replace(GOAL, id=GOAL.id + 2**12), ACTION)])
    seen: list[Action] = []
    after: int | None = None
    while True:
        page, after = goals.page_actions(table, PLACE, 3, after)
        seen += page
        if after is None:
            break
    assert seen == actions


def test_a_full_last_page_says_that_it_is_the_last(table: Table) -> None:
    for number in (1, 2, 3):
        table.write([goals.insert_action(GOAL, replace(ACTION, number=number * 2**12))])
    page, after = goals.page_actions(table, PLACE, 3, None)
    assert (len(page), after) == (3, None)


def test_a_page_goes_on_after_an_action_that_is_gone(table: Table) -> None:
    """T-55: the place is a key, so that it still stands when what lay there was removed."""
    actions = [replace(ACTION, number=number * 2**12) for number in (1, 2, 3)]
    for action in actions:
        table.write([goals.insert_action(GOAL, action)])
    _, after = goals.page_actions(table, PLACE, 1, None)
    table.write([goals.delete_action(GOAL, actions[0])])
    assert goals.page_actions(table, PLACE, 100, after) == (actions[1:], None)


def test_what_is_beyond_the_goals_own_count_is_no_period_of_it(table: Table) -> None:
    """A closer that died between the two writes leaves an item that nobody sees until the close is repeated."""
    table.write(goals.insert(CREATED))
    (first,) = advance(GOAL, datetime(2027, 2, 1, tzinfo=UTC))
    assert first.period is not None
    table.write([goals.close_period(first, first.period)])
    goal, lying = stored(table), goals.load_periods(table, PLACE)
    assert [one.index for one in lying] == [0]
    assert list(periods(goal, lying)) == list(periods(goal, []))


def test_instants_come_back_to_the_second(table: Table) -> None:
    table.write(goals.insert(CREATED))
    table.write(goals.save(changed(GOAL, NOW, (), achieved_at=NOW, finalises_at=NOW + timedelta(days=900))))
    goal = stored(table)
    assert (goal.achieved_at, goal.finalises_at) == (NOW, NOW + timedelta(days=900))
