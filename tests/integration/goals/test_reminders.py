"""Reminders by the schedule: for those who asked, on the morning, once, and never in a heap."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from local.engine import Engine
from savings.domain.notification import Preferences
from savings.store import goals, notifications
from tests import stream
from tests.crowd import another, at_once
from tests.faults import Died, Faults
from tests.product import ANNA, CLIENT, Product

pytestmark = pytest.mark.usefixtures("one_shard", "faults")

PLAN = {"target_amount": {"value": "300"}, "recurrent_amount": {"value": "100"}, "target_date": "2027-03-31"}
MORNING = "2027-01-29T09:00:00Z"
"""Three days are left of January."""


@pytest.fixture
def one_shard() -> Iterator[None]:
    """Everything is due in one shard: the closer reads no other."""
    with patch("savings.store.keys.SHARDS", 1):
        yield


@pytest.fixture
def product(product: Product) -> Iterator[Product]:
    """The product, whose events are held against their rule when the test is over."""
    yield product
    product.audit()
    stream.prove_sequences(stream.events(product.client, product.table_name))


@pytest.fixture
def goal(product: Product) -> str:
    """A savings goal of 100.00 a month, of which 40.00 are there."""
    goal = product.savings_goal(product.account(product.household()), **PLAN)
    product.record(goal, "40")
    return goal


def choose(product: Product, days: int | None, zone: str = "Europe/London") -> None:
    """Ask for reminders so many days before, or for none."""
    before = notifications.load_preferences(product.table, CLIENT, ANNA)
    chosen = Preferences(reminder_days=days, version=before.version + 1)
    tomorrow = product.clock.now().replace(hour=9, minute=0)
    due = None if days is None else tomorrow.replace(day=tomorrow.day + 1)
    product.table.write([notifications.save_preferences(CLIENT, ANNA, zone, chosen, due)])


def mornings(product: Product, *days: str) -> None:
    """Sweep at 09:00 of each day."""
    for day in days:
        product.close_all(until=f"{day}T09:00:00Z", shards=range(1))


def close_due(product: Product, until: str) -> None:
    product.close_all(until=until, shards=range(1))


def said(product: Product) -> list[dict[str, Any]]:
    events = stream.events(product.client, product.table_name)
    return [event.envelope() for event in events if event.name == "goal.reminder"]


def test_somebody_who_asked_is_reminded_on_the_morning(product: Product, goal: str) -> None:
    choose(product, 3)
    mornings(product, "2027-01-27", "2027-01-28")
    assert said(product) == []
    close_due(product, MORNING)
    [event] = said(product)
    assert event["subject"] == goal
    assert event["time"] == MORNING
    data = event["data"]
    assert (data["period_index"], data["period_end_date"], data["days_left"]) == (0, "2027-01-31", 3)
    assert (data["period_current_amount"]["value"], data["period_target_amount"]["value"]) == ("40.00", "100.00")


def test_nobody_who_did_not_ask_is_reminded(product: Product, goal: str) -> None:
    close_due(product, MORNING)
    assert said(product) == []


def test_somebody_who_no_longer_wants_it_is_not_reminded(product: Product, goal: str) -> None:
    choose(product, 3)
    choose(product, None)
    close_due(product, MORNING)
    assert said(product) == []


def test_each_period_below_plan_has_one_reminder_however_often_one_looks(product: Product, goal: str) -> None:
    choose(product, 3)
    for day in ("2027-01-29", "2027-01-29", "2027-01-30", "2027-02-26", "2027-02-26", "2027-03-29", "2027-03-30"):
        mornings(product, day)
    assert [event["data"]["period_index"] for event in said(product)] == [0, 1, 2]


def test_a_period_on_plan_needs_no_reminder(product: Product, goal: str) -> None:
    choose(product, 3)
    product.record(goal, "60")
    mornings(product, "2027-01-29", "2027-01-30", "2027-01-31")
    assert said(product) == []


def test_after_an_outage_what_is_stale_is_skipped_and_said_to_be(
    product: Product, goal: str, capsys: pytest.CaptureFixture[str]
) -> None:
    choose(product, 3)
    capsys.readouterr()
    close_due(product, "2027-01-30T09:00:01Z")
    close_due(product, "2027-01-31T09:00:00Z")
    assert said(product) == []
    assert capsys.readouterr().out.count('"RemindersSkipped":[1]') == 1
    mornings(product, "2027-02-26")
    assert [event["data"]["period_index"] for event in said(product)] == [1]


def test_an_outage_of_months_ends_with_one_reminder_for_what_is_open_now(product: Product, goal: str) -> None:
    choose(product, 3)
    close_due(product, "2027-03-29T10:00:00Z")
    [event] = said(product)
    assert (event["data"]["period_index"], event["time"]) == (2, "2027-03-29T08:00:00Z")


def test_the_morning_is_that_of_the_goals_zone(product: Product) -> None:
    household = product.household(TimeZone="America/New_York")
    product.savings_goal(product.account(household), **PLAN)
    choose(product, 3, "America/New_York")
    close_due(product, MORNING)
    assert said(product) == []
    close_due(product, "2027-01-29T14:00:00Z")
    assert [event["time"] for event in said(product)] == ["2027-01-29T14:00:00Z"]


def test_every_goal_has_its_own(product: Product) -> None:
    account = product.account(product.household())
    made = [product.savings_goal(account, **PLAN) for _ in range(3)]
    choose(product, 3)
    close_due(product, MORNING)
    assert sorted(event["subject"] for event in said(product)) == sorted(made)


def test_workers_that_die_anywhere_remind_once(product: Product, goal: str, faults: Faults) -> None:
    choose(product, 3)
    product.clock.set(MORNING)
    for write in (1, 2):
        for after in (False, True):
            faults.die(write, after=after)
            try:
                close_due(product, MORNING)
            except Died:
                continue
    faults.heal()
    close_due(product, MORNING)
    assert len(said(product)) == 1


def test_workers_side_by_side_remind_once(product: Product, engine: Engine, goal: str) -> None:
    choose(product, 3)
    product.clock.set(MORNING)
    workers = [another(product) for _ in range(4)]
    at_once([partial(close_due, worker, MORNING) for worker in workers])
    assert len(said(product)) == 1


def test_a_choice_that_comes_in_between_is_not_overwritten(product: Product, goal: str, faults: Faults) -> None:
    choose(product, 3)
    product.clock.set(MORNING)
    faults.meanwhile("UpdateItem", lambda: choose_from_elsewhere(product))
    close_due(product, MORNING)
    assert notifications.load_preferences(product.table, CLIENT, ANNA).reminder_days is None
    assert len(said(product)) == 1
    found = goals.load_all(product.table, CLIENT, ANNA, consistent=True)
    assert [one.reminded for one in found] == [1]


def choose_from_elsewhere(product: Product) -> None:
    none = Preferences(reminder_days=None, version=2)
    product.table.write([notifications.save_preferences(CLIENT, ANNA, "Europe/London", none, None)])


def test_a_morning_without_a_reminder_costs_one_query_and_one_write(product: Product, goal: str) -> None:
    choose(product, 3)
    product.clock.set("2027-01-12T09:00:00Z")
    product.meter.watch(product.wire)
    mornings(product, "2027-01-12")
    assert product.meter.calls == ["Query", "BatchGetItem", "Query", "UpdateItem"]
