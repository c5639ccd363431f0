"""Goals as time passes: periods close in order, and each goal ends as its amount says."""

from datetime import date, timedelta

import pytest

from savings.domain.calendar import instant
from savings.domain.events import Event
from tests.product import Listener, Product

pytestmark = pytest.mark.usefixtures("audited")

LENGTHS = {"quarterly": 90, "monthly": 31, "daily": 1}


def names(events: list[Event]) -> list[str]:
    return [event.name for event in events]


@pytest.fixture
def listener(product: Product, account: str) -> Listener:
    """Hears what happens after the account was opened."""
    listener = Listener(product)
    listener.listen()
    return listener


@pytest.mark.parametrize("frequency", LENGTHS)
def test_each_frequency_lives_its_periods_in_order(
    product: Product, account: str, listener: Listener, frequency: str
) -> None:
    goal = product.goal(account, frequency=frequency, target_amount="400", period_amount="100")
    path = f"/goals/{goal['id']}"
    said = listener.listen()
    for period in product.call("GET", f"{path}/periods").body:
        after = date.fromisoformat(period["end_date"]) + timedelta(days=1)
        current = product.call("GET", path).body["current_period"]
        assert (current["index"], current["start_date"]) == (period["index"], period["start_date"])
        product.close_all(until=f"{after}T00:00:00Z")
        said += listener.listen()
    product.close_all(until=f"{date.fromisoformat(goal['end_date']) + timedelta(days=5)}T00:00:00Z")
    said += listener.listen()

    assert names(said) == [
        *("goal.created", "goal.period.opened"),
        *("goal.period.closed", "goal.period.opened") * 3,
        *("goal.period.closed", "goal.finalising", "goal.failed"),
    ]
    assert [event.data["period_index"] for event in said if event.name == "goal.period.closed"] == [0, 1, 2, 3]
    assert [event.sequence for event in said] == list(range(1, len(said) + 1))
    first, second = date.fromisoformat(goal["start_date"]), said[2].data["period_end_date"]
    assert (date.fromisoformat(second) - first).days + 1 == LENGTHS[frequency]
    assert product.call("GET", path).body["status"] == "failed"


def test_a_goal_is_activated_when_its_first_day_begins(product: Product, account: str, listener: Listener) -> None:
    goal = product.goal(account, start_date="2027-04-01")
    product.close_all(until="2027-03-31T22:59:59Z")
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "unstarted"
    product.close_all(until="2027-03-31T23:00:00Z")  # midnight in London, in summer

    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "active"
    said = listener.listen()
    assert names(said) == ["goal.activated", "goal.period.opened"]
    assert {instant(event.time) for event in said} == {"2027-03-31T23:00:00Z"}


@pytest.mark.parametrize(
    ("end", "days", "finalises_at"),
    [
        ("2027-02-04", 2, "2027-02-09T00:00:00Z"),  # Thursday: Friday and Monday
        ("2027-02-06", 0, "2027-02-07T00:00:00Z"),
        ("2027-02-03", 10, "2027-02-18T00:00:00Z"),
    ],
)
def test_finalising_lasts_the_households_business_days(
    product: Product, end: str, days: int, finalises_at: str
) -> None:
    account = product.account(product.household(FinalisingDays=days))
    goal = product.goal(account, period_amount="", end_date=end)
    product.close_all(until=f"{date.fromisoformat(end) + timedelta(days=1)}T00:00:00Z")
    finalising = product.call("GET", f"/goals/{goal['id']}").body
    if days:
        assert (finalising["status"], finalising["current_period"]) == ("finalising", None)
    assert finalising["finalises_at"] == finalises_at
    product.close_all(until=finalises_at)
    assert product.call("GET", f"/goals/{goal['id']}").body["status"] == "failed"


@pytest.mark.parametrize(("start", "status"), [("1200", "completed"), ("1199.99", "failed")])
def test_a_goal_ends_as_its_amount_says(
    product: Product, account: str, listener: Listener, start: str, status: str
) -> None:
    goal = product.goal(account, period_amount="", start_amount=start, end_date="2027-01-31")
    product.close_all(until="2027-03-01T00:00:00Z")
    ended = product.call("GET", f"/goals/{goal['id']}").body
    assert (ended["status"], ended["current_period"]) == (status, None)
    assert names(listener.listen())[-1] == f"goal.{status}"
