"""Goals that started in the past: what counts as done, and what the world is reported of it."""

from datetime import datetime

import pytest

from savings.domain.calendar import instant
from tests.product import Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

SIX_MONTHS = {"start_date": "2026-10-10", "target_amount": "600", "period_amount": "100"}


@pytest.fixture
def listener(product: Product, account: str) -> Listener:
    """Hears what happens after the account was opened."""
    listener = Listener(product)
    listener.listen()
    return listener


def test_the_oldest_periods_count_as_done(product: Product, account: str) -> None:
    goal = product.goal(account, **SIX_MONTHS, completed_backdated_periods=2)
    found = product.call("GET", f"/goals/{goal['id']}/periods").body

    assert (goal["status"], goal["current_amount"], goal["tracking_status"]) == ("active", "200.00", "below")
    assert goal["current_period"]["index"] == 3
    assert [period["current_amount"] for period in found] == ["100.00", "100.00", "0.00", "0.00", "0.00", "0.00"]
    assert [period["tracking_status"] for period in found] == ["equal", "equal", "below", "below", "equal", "equal"]
    assert [period["closed_amount"] for period in found] == ["100.00", "100.00", "0.00", None, None, None]
    assert found[3]["required_amount"] == "200.00"


def test_a_past_period_is_reported_with_the_creation_at_its_own_time(
    product: Product, account: str, listener: Listener
) -> None:
    goal = product.goal(account, **SIX_MONTHS, completed_backdated_periods=2)
    said = listener.listen()

    assert [event.name for event in said] == [
        "goal.created",
        *["goal.period.closed"] * 3,
        "goal.milestone.reached",
        "goal.period.opened",
    ]
    assert [instant(event.time) for event in said[1:4]] == [
        "2026-11-10T00:00:00Z",
        "2026-12-10T00:00:00Z",
        "2027-01-10T00:00:00Z",
    ]
    assert [event.data["period_current_amount"]["value"] for event in said[1:4]] == ["100.00", "100.00", "0.00"]
    assert [event.data["period_index"] for event in said[1:4]] == [0, 1, 2]
    assert [event.sequence for event in said] == list(range(1, goal["sequence"] + 1))
    assert len({event.id for event in said}) == len(said)


def test_suppressed_events_leave_the_creation_and_the_open_period(
    product: Product, account: str, listener: Listener
) -> None:
    goal = product.goal(account, **SIX_MONTHS, completed_backdated_periods=2, suppress_events=True)
    said = listener.listen()
    assert [event.name for event in said] == ["goal.created", "goal.period.opened"]
    assert said[0].data["past_periods"] == {"count": 3, "amount": {"currency": "GBP", "value": "200.00"}}
    assert goal["sequence"] == 2
    product.close_all(until="2027-02-10T00:00:00Z")
    assert [event.name for event in listener.listen()] == ["goal.period.closed", "goal.period.opened"]


def test_a_goal_that_the_past_has_reached_is_achieved_once(product: Product, account: str, listener: Listener) -> None:
    goal = product.goal(
        account,
        start_date="2026-11-10",
        target_amount="200",
        period_amount="100",
        end_date="2027-02-09",
        completed_backdated_periods=2,
    )
    assert goal["achieved_at"] == "2027-01-10T10:00:00Z"
    assert [event.name for event in listener.listen()].count("goal.achieved") == 1


def test_a_balance_goal_counts_the_balance_whatever_was_backdated(product: Product, account: str) -> None:
    goal = product.goal(
        account,
        target="current_balance",
        start_date="2026-11-10",
        target_amount="6000",
        period_amount="1000",
        start_amount="0",
        completed_backdated_periods=1,
    )
    assert goal["current_amount"] == "5000.00"
    assert product.call("GET", f"/goals/{goal['id']}/integrity").body["holds"]


def test_a_day_that_is_yesterday_in_the_households_zone_is_over(product: Product) -> None:
    """At 12:30 in UTC the 10th has begun in Auckland: the 9th is over there."""
    product.clock.set("2027-01-09T12:30:00Z")
    account = product.account(product.household(TimeZone="Pacific/Auckland"), ValueDate="2027-01-09")
    members = {"frequency": "daily", "start_date": "2027-01-09", "target_amount": "3", "period_amount": "1"}
    goal = product.goal(account, **members, completed_backdated_periods=1)
    assert goal["current_period"]["start_date"] == "2027-01-10"


def test_of_a_past_of_1824_days_the_newest_366_are_published(
    product: Product, account: str, listener: Listener
) -> None:
    goal = product.goal(
        account, frequency="daily", start_date="2022-01-12", target_amount="", period_amount="1", end_date="2027-01-10"
    )
    said = listener.listen()
    closed = [event for event in said if event.name == "goal.period.closed"]

    assert goal["periods_count"] == 1825
    assert said[0].data["past_periods"] == {"count": 1824, "amount": {"currency": "GBP", "value": "0.00"}}
    assert [event.data["period_index"] for event in closed] == list(range(1458, 1824))
    assert [event.time for event in closed] == sorted(event.time for event in closed)
    assert closed[-1].time == datetime.fromisoformat("2027-01-10T00:00:00+00:00")
    assert [event.sequence for event in said] == list(range(1, 369))
    assert goal["sequence"] == len(said) == 368
