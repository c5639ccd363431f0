"""A page costs a bounded number of calls to the table: as many for a full one as for one with a single thing in it."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import pytest

from local.engine import DYNOXIDE, Engine
from savings.domain.goal import Change, as_of
from savings.domain.notification import Mail, Notification
from savings.store import goals, notifications
from savings.store.goal_items import goal_item
from savings.store.table import put
from tests.faults import Faults
from tests.integration.households.home import Home
from tests.integration.ledger.books import Books, deposit, transfer
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
    product.household()
    for number in range(120):
        said = Notification(
            tenant=CLIENT,
            customer=ANNA,
            event="goal.achieved",
            event_id=str(UUID(int=number)),
            at=product.clock.now() + timedelta(seconds=number),
            goal=ANNA,
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


class Pages:
    """Follows the links of a list, and says what each page costs: calls and read units."""

    def __init__(self, product: Product) -> None:
        self._product = product
        product.meter.watch(product.wire)

    def costs(self, path: str, limit: int) -> list[tuple[int, float]]:
        customer, query = None if path.startswith("/api") else ANNA, {"limit": str(limit)}
        found = []
        while True:
            self._product.meter.reset()
            answer = self._product.call("GET", path, query=query, customer=customer)
            assert answer.status == 200, answer.body
            found.append((len(self._product.meter.calls), self._product.meter.read))
            if "Link" not in answer.headers:
                return found
            query = dict(parse_qsl(answer.headers["Link"].partition("?")[2].partition(">")[0]))


@pytest.fixture
def pages(engine: Engine, product: Product) -> Pages:
    if engine.name != DYNOXIDE:
        pytest.skip("only dynoxide reports consumed capacity as AWS documents it")
    return Pages(product)


def test_a_page_of_a_list_costs_what_is_on_it_wherever_it_is(product: Product, pages: Pages) -> None:
    home = Home(product)
    savings = [home.saving() for _ in range(19)]
    for number in range(60):
        product.clock.forward(seconds=1)
        product.savings_goal(savings[number % 19])
    for number in range(29):
        product.household(f"7c0f2e55-0b7b-4c3a-9d54-{number:012x}")
    for path, calls, read in (
        ("/goals", 1, 1),
        ("/goals/v1/savings", 1, 1),
        (f"{home.path}/savings", 2, 2),  # of which the household's own, read strongly
        ("/api/v2/household", 1, 0.5),
    ):
        found = pages.costs(path, limit=10)
        assert len(found) > 1
        assert max(found) <= (calls, read), path


def test_a_page_of_periods_costs_what_is_on_it_wherever_it_is(product: Product, pages: Pages) -> None:
    goal = a_goal_of_1825_days(product, closed=1800)
    found = pages.costs(f"/goals/{goal}/periods", limit=100)
    assert len(found) == 19
    assert max(found) <= (2, 5)
    product.meter.reset()
    product.call("GET", f"/goals/{goal}/periods")
    assert product.meter.read > 40


def test_one_period_costs_less_the_nearer_it_is_to_either_end_of_those_that_are_over(
    product: Product, pages: Pages
) -> None:
    goal = a_goal_of_1825_days(product, closed=1800)
    for index, read in ((0, 2), (1799, 2), (1810, 1), (1780, 3), (900, 28)):
        product.meter.reset()
        answer = product.call("GET", f"/goals/{goal}/periods/{goal + index + 1}")
        assert answer.body["index"] == index
        assert product.meter.read <= read, index


@pytest.mark.parametrize("closed", [3, 1800])
def test_late_money_in_one_period_reads_and_writes_none_of_the_others(
    product: Product, pages: Pages, closed: int
) -> None:
    goal = a_goal_of_1825_days(product, closed=closed)
    account = product.call("GET", f"/goals/{goal}").body["account_id"]
    settled = product.clock.now() - timedelta(days=2)
    product.clock.forward(seconds=1)
    product.meter.reset()
    books = Books(product)
    books.report(deposit(account, 5_00, settledAt=f"{settled:%Y-%m-%dT%H:%M:%SZ}"))
    assert (len(product.meter.calls), product.meter.read, product.meter.written) == (5, 4.5, 12)
    assert books.periods(goal)[closed - 3 : closed + 1] == ["0.00", "5.00", "0.00", "0.00"]


def a_goal_of_1825_days(product: Product, closed: int) -> int:
    """Return a goal of 1.00 a day that counts transactions, of whose periods so many are over and stored."""
    end = product.clock.now() + timedelta(days=1824)
    plan = {"frequency": "daily", "target_amount": "", "period_amount": "1.00", "end_date": f"{end:%Y-%m-%d}"}
    number = int(product.goal(product.account(product.household()), **plan)["id"])
    product.clock.forward(days=closed)
    before = goals.load(product.table, CLIENT, ANNA, number)
    assert before
    goal, over = as_of(before, product.clock.now())
    assert (goal.closed, goal.period_count) == (closed, 1825)
    writes = [goals.close_period(Change(goal, product.clock.now()), period) for period in over]
    for start in range(0, closed, 100):
        product.table.write(writes[start : start + 100])
    product.table.write([put(goal_item(goal, None), "attribute_exists(PK)")])
    return number
