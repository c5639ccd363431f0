"""A page costs a bounded number of calls to the table: as many for a full one as for one with a single thing in it."""

from datetime import timedelta
from typing import Any

import pytest

from savings.domain.notification import Mail, Notification
from savings.store import notifications
from tests.faults import Faults
from tests.integration.households.home import Home
from tests.integration.ledger.books import deposit, transfer
from tests.product import ANNA, CLIENT, Answer, Product

LONG_TEXTS = {"name": "N" * 255, "description": "D" * 1000, "image_url": "https://example.test/" + "i" * 2000}


class Calls:
    """Lists things, and counts the calls that it takes."""

    def __init__(self, product: Product, faults: Faults) -> None:
        self._product, self._faults = product, faults

    def of(self, path: str, **query: str) -> int:
        """Return how many calls the list takes that has answered."""
        self.answer(path, **query)
        return len(self._faults.calls)

    def answer(self, path: str, **query: str) -> Answer:
        self._faults.calls.clear()
        answer = self._product.call("GET", path, query=query, customer=None if path.startswith("/api") else ANNA)
        assert answer.status == 200, answer.body
        return answer


@pytest.fixture
def calls(product: Product, faults: Faults) -> Calls:
    return Calls(product, faults)


def report(product: Product, body: dict[str, Any]) -> None:
    product.clock.forward(seconds=1)
    body["transaction"]["userId"] = ANNA
    answer = product.call("POST", "/transactions", body)
    assert answer.status == 201, answer.body


def test_pages_of_a_customer_with_120_dreams_take_a_call_for_each_hundred_and_two(
    product: Product, calls: Calls
) -> None:
    """Regression: a full page of transactions took two calls for each, 201 in all."""
    household = product.household()
    accounts = [product.account(household, 500) for _ in range(3)]
    made = [(account, product.savings_goal(account)) for account in accounts for _ in range(40)]
    for (source, out_of), (target, into) in zip(made[:100], made[20:], strict=True):
        report(product, transfer(source, target, 1, out_of=out_of, into=into))
    for transactions, dreams, bound in ((100, 120, 4), (80, 100, 3), (40, 60, 3), (1, 2, 3)):
        listed = calls.answer("/transactions", items=str(transactions)).body["transactions"]
        assert len(listed) == transactions
        assert len({one[dream]["id"] for one in listed for dream in ("fromDream", "toDream")}) == dreams
        assert calls.of("/transactions", items=str(transactions)) <= bound
    report(product, deposit(accounts[0], 1))
    assert calls.of("/transactions", items="1") <= 2
    assert len(calls.answer("/goals").body) == 120
    assert calls.of("/goals") == 1
    assert calls.of("/goals/v1/savings") == 1


def test_dreams_with_long_texts_are_read_with_the_others(product: Product, calls: Calls) -> None:
    account = product.account(product.household())
    dreams = [product.savings_goal(account) for _ in range(30)]
    for dream in dreams:
        assert product.call("PUT", f"/goals/{dream}", LONG_TEXTS).status == 200
        report(product, deposit(account, 1, dream))
    listed = calls.answer("/transactions", items="100").body["transactions"]
    assert {(one["toDream"]["name"], one["toDream"]["imageUrl"]) for one in listed} == {
        (LONG_TEXTS["name"], LONG_TEXTS["image_url"])
    }
    assert calls.of("/transactions", items="100") <= 3


def test_a_page_of_accounts_takes_two_calls(product: Product, calls: Calls) -> None:
    household = product.household()
    for _ in range(30):
        product.account(household)
    assert len(calls.answer("/accounts", items="100").body["accounts"]) == 31
    assert calls.of("/accounts", items="100") <= 2
    assert calls.of("/accounts", externalId="nobody") <= 2


def test_a_page_of_what_a_customer_was_reported_takes_ten_calls_at_most(product: Product, calls: Calls) -> None:
    """What is unread may lie far apart; a page of it may be short, and goes on where it ended."""
    goal = product.goal(product.account(product.household()))
    for number in range(120):
        said = Notification(
            tenant=CLIENT,
            customer=ANNA,
            event="goal.achieved",
            event_id=f"{number:03}",
            at=product.clock.now() + timedelta(seconds=number),
            goal=str(goal["id"]),
            title="T",
            text="T",
            mail=Mail.NONE,
            is_read=number < 119,
        )
        product.table.write([notifications.claim(said, product.clock.now())])
    assert len(calls.answer("/notifications", items="100").body["notifications"]) == 100
    assert calls.of("/notifications", items="100") == 1
    assert calls.of("/notifications", items="2", unread="true") <= 10


def test_the_most_periods_that_a_goal_can_have_take_two_calls(product: Product, calls: Calls) -> None:
    """3,660 days, of which all that are over are stored."""
    account = product.account(product.household())
    end = product.clock.now() + timedelta(days=3659)
    members = {"frequency": "daily", "target_amount": "", "period_amount": "1.00", "end_date": f"{end:%Y-%m-%d}"}
    goal = product.goal(account, **members)["id"]
    assert len(calls.answer(f"/goals/{goal}/periods").body) == 3660
    assert calls.of(f"/goals/{goal}/periods") <= 2
    product.close_all(until="2027-04-30T00:00:00Z")
    assert calls.of(f"/goals/{goal}/periods") <= 2


def test_a_page_of_actions_takes_two_calls(product: Product, calls: Calls) -> None:
    goal = product.savings_goal(product.account(product.household()))
    for _ in range(200):
        product.clock.forward(seconds=1)
        assert product.record(goal, "0.50").status == 201
    path = f"/goals/v1/savings/{goal}/actions"
    assert len(calls.answer(path, page_size="200").data) == 200
    assert calls.of(path, page_size="200") <= 2


def test_everything_of_a_household_takes_three_calls_at_most(product: Product, calls: Calls) -> None:
    home = Home(product)
    savings = [home.saving() for _ in range(20)]
    for _ in range(50):
        product.clock.forward(seconds=1)
        home.contribution(savings[0], StartBasis=3, StartDate="2027-06-01")
    path = home.path
    assert len(calls.answer(f"{path}/savings").data) == 21
    assert calls.of(f"{path}/savings") <= 2
    assert len(calls.answer(f"{path}/savings/{savings[0]}/contributions").data) == 50
    assert calls.of(f"{path}/savings/{savings[0]}/contributions") <= 3
    for part in ("clients", "dependants", "events"):
        assert calls.of(f"{path}/{part}") == 1


def test_all_households_of_a_tenant_take_one_call(product: Product, calls: Calls) -> None:
    for number in range(30):
        product.household(f"7c0f2e55-0b7b-4c3a-9d54-{number:012x}")
    assert len(calls.answer("/api/v2/household").data) == 30
    assert calls.of("/api/v2/household") == 1
