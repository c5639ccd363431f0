"""Order: whatever is listed comes in the order in which it was made, also where much is made at one instant."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pytest

from savings.api.running import TRIES_AT_ONCE
from savings.usecases.attempt import TRIES
from tests.crowd import another, at_once
from tests.faults import Faults
from tests.integration.households.home import Home
from tests.integration.ledger.books import Books, deposit
from tests.product import ANNA, BEN, Product, SetClock, goal_body, person

MANY = 12


@dataclass
class Kind:
    """Something that is listed: how one is made, how many there may be, and the ids of the list."""

    make: Callable[[], Any]
    listed: Callable[[], list[Any]]
    most: int = MANY


class Things:
    """Anna's household with one thing of each kind to make and to list."""

    def __init__(self, product: Product) -> None:
        self.product, self.home = product, Home(product)
        self.saving = self.home.saving(Value=1000)
        self.goal = product.savings_goal(self.home.saving(Value=1000))
        self.books = Books(product)

    def kinds(self) -> dict[str, Kind]:
        """What is listed, by its name."""
        product, home, books = self.product, self.home, self.books
        contributions = f"/savings/{self.saving}/contributions"
        event = partial(home.life_event, "2040-01-01")
        return {
            "goals": Kind(lambda: product.goal(self.saving)["id"], lambda: ids(product, "/goals")[1:]),
            "savings goals": Kind(lambda: product.savings_goal(self.saving), self._savings_goals),
            "actions": Kind(lambda: product.record(self.goal, "1").data["id"], self._actions),
            "transactions": Kind(lambda: books.report(deposit(self.saving, 1))["id"], self._transactions),
            "accounts": Kind(partial(home.saving, Value=1), self._accounts),
            "savings": Kind(partial(home.saving, Value=1), lambda: self._of_home("/savings", "SavingsGUID")[3:]),
            "contributions": Kind(
                lambda: home.contribution(self.saving)["TransactionGUID"],
                lambda: self._of_home(contributions, "TransactionGUID"),
            ),
            "clients": Kind(
                lambda: home.made("/clients", person())["ClientGUID"],
                lambda: self._of_home("/clients", "ClientGUID")[2:],
                4,
            ),
            "dependants": Kind(
                lambda: home.made("/dependants", person())["DependantGUID"],
                lambda: self._of_home("/dependants", "DependantGUID")[1:],
            ),
            "life events": Kind(event, lambda: self._of_home("/events", "EventGUID")),
        }

    def _of_home(self, path: str, member: str) -> list[str]:
        return [one[member] for one in self.home.call("GET", path).data]

    def _savings_goals(self) -> list[str]:
        return [one["id"] for one in self.product.call("GET", "/goals/v1/savings").data][1:]

    def _actions(self) -> list[str]:
        found: list[str] = []
        token = ""
        while token or not found:
            query = {"page_size": "7"} | ({"page_token": token} if token else {})
            page = self.product.call("GET", f"/goals/v1/savings/{self.goal}/actions", query=query)
            found += [one["id"] for one in page.data]
            token = page.body["metadata"]["page_token"]
        return found

    def _transactions(self) -> list[str]:
        return self._paged("/transactions", "transactions")

    def _accounts(self) -> list[str]:
        return self._paged("/accounts", "accounts")[3:]

    def _paged(self, path: str, member: str) -> list[str]:
        query = {"userId": ANNA, "items": "100"}
        return [one["id"] for one in self.product.call("GET", path, query=query).body[member]]


def ids(product: Product, path: str) -> list[Any]:
    return [one["id"] for one in product.call("GET", path).body]


KINDS = [
    *("goals", "savings goals", "actions", "transactions", "accounts", "savings"),
    *("contributions", "clients", "dependants", "life events"),
]


@pytest.fixture
def things(product: Product) -> Things:
    return Things(product)


def test_each_kind_is_tried(things: Things) -> None:
    assert set(things.kinds()) == set(KINDS)


@pytest.mark.parametrize("name", KINDS)
def test_what_is_made_at_one_instant_is_listed_in_the_order_of_making(things: Things, name: str) -> None:
    kind = things.kinds()[name]
    made = [kind.make() for _ in range(kind.most)]
    assert kind.listed() == made
    things.product.audit()


@pytest.mark.parametrize("name", KINDS)
def test_what_is_made_within_a_second_is_listed_in_the_order_of_making(things: Things, name: str) -> None:
    """Also where ids ran ahead of the clock, which then comes to them."""
    kind = things.kinds()[name]
    made = []
    for one in range(kind.most):
        made.append(kind.make())
        things.product.clock.forward(milliseconds=(0, 1, 3, 0, 0, 37)[one % 6])
    assert kind.listed() == made


def test_ids_that_run_ahead_carry_into_the_next_second(things: Things) -> None:
    things.product.clock.forward(milliseconds=995)
    kind = things.kinds()["transactions"]
    made = [kind.make() for _ in range(MANY)]
    things.product.clock.forward(milliseconds=5)
    made += [kind.make() for _ in range(MANY)]
    assert kind.listed() == made


def test_an_action_by_a_clock_that_is_behind_comes_after_the_last(things: Things) -> None:
    kind = things.kinds()["actions"]
    made = [kind.make()]
    things.product.clock.forward(seconds=-2)
    made.append(kind.make())
    assert kind.listed() == made


def test_a_value_set_anew_at_one_instant_has_an_entry_each_time(things: Things) -> None:
    home = things.home
    for value in (1001, 1002, 1003):
        body = home.saving_body(Value=value)
        assert home.call("PUT", f"/savings/{things.saving}", body).status == 200
    assert things.books.money(things.saving) == (1003_00, 1003_00)
    things.product.audit()


def test_a_performance_account_may_be_valued_often_at_one_instant(things: Things) -> None:
    product, path = things.product, f"/accounts/{things.saving}"
    made = {"account": {"type": "Performance", "savingsId": things.saving}}
    assert product.call("POST", "/accounts", made).status < 300
    product.savings_goal(things.saving)
    for cents in (1001_00, 900_00, 1003_00):
        assert product.call("PATCH", path, {"account": {"balanceCents": cents}}).status == 200
    assert things.books.account(things.saving)["balanceCents"] == 1003_00
    product.audit()


def test_owners_of_one_account_may_report_at_one_instant(product: Product) -> None:
    """Their transactions have the same id, each in its owner's partition; the account's entries do not."""
    home = Home(product)
    joint = home.saving(JointOwnerClientGUID=BEN, Value=0)
    books = Books(product)
    for customer in (ANNA, BEN, ANNA, BEN, BEN, ANNA):
        books.report(deposit(joint, 1_00), customer)
    assert books.money(joint) == (6_00, 6_00)
    product.audit()


@pytest.mark.parametrize(("first", "second"), [("amount", "amount"), ("available_balance", "current_balance")])
def test_goals_that_two_owners_make_at_one_instant_follow_their_account_apart(
    product: Product, first: str, second: str
) -> None:
    """In partitions of their own the two goals could have one id; the account would not know them apart."""
    home = Home(product)
    joint = home.saving(JointOwnerClientGUID=BEN, Value=1000)
    mine = product.goal(joint, target=first)
    answer = product.call("POST", "/goals", goal_body(joint, target=second), customer=BEN)
    assert answer.status == 201
    assert answer.body["id"] > mine["id"]
    assert product.call("DELETE", f"/goals/{mine['id']}").status == 204
    product.clock.forward(seconds=1)
    Books(product).report(deposit(joint, 100_00), ANNA)
    found = product.call("GET", f"/goals/{answer.body['id']}", customer=BEN).body
    assert found["current_amount"] == ("100.00" if second == "amount" else "1100.00")
    product.audit()


@pytest.fixture
def mishaps() -> Faults:
    """What is to go wrong with the calls of one of two products."""
    return Faults()


@pytest.fixture
def faulty(product: Product, mishaps: Faults) -> Product:
    """The product over the same table and clock, but for what goes wrong."""
    other = another(product)
    mishaps.watch(other.wire)
    vars(other.runtime).update(sleep=lambda _: None)
    return other


def test_a_taken_id_costs_one_read_and_one_more_try(things: Things, faulty: Product, mishaps: Faults) -> None:
    body = goal_body(things.saving)
    for _ in range(10):
        things.product.goal(things.saving)
    mishaps.calls.clear()
    assert faulty.call("POST", "/goals", body).status == 201
    assert mishaps.calls == ["BatchGetItem", "TransactWriteItems", "Query", "BatchGetItem", "TransactWriteItems"]


def test_an_id_that_is_taken_a_second_time_is_tried_once_more(things: Things, faulty: Product, mishaps: Faults) -> None:
    first = things.product.goal(things.saving)["id"]
    others: list[int] = []

    def overtake() -> None:
        others.append(things.product.goal(things.saving)["id"])

    mishaps.meanwhile("TransactWriteItems", lambda: None)
    mishaps.meanwhile("TransactWriteItems", overtake)
    mine = faulty.call("POST", "/goals", goal_body(things.saving))
    assert mine.status == 201
    assert ids(things.product, "/goals")[1:] == [first, *others, mine.body["id"]]


def test_an_id_that_is_always_taken_is_busy_in_the_end_and_nothing_was_made(
    things: Things, faulty: Product, mishaps: Faults
) -> None:
    """Twice it is tried again at once, then as often as any other conflict."""
    kind = things.kinds()["transactions"]
    made = [kind.make()]

    def overtake() -> None:
        made.append(kind.make())

    for act in (lambda: None, *[overtake] * (TRIES + 1)):
        mishaps.meanwhile("TransactWriteItems", act)
    mishaps.calls.clear()
    answer = faulty.call("POST", "/transactions", deposit(things.saving, 1, userId=ANNA))
    assert (answer.status, answer.headers["Retry-After"]) == (503, "1")
    assert mishaps.calls.count("TransactWriteItems") == TRIES + TRIES_AT_ONCE
    assert kind.listed() == made


def test_three_writers_of_one_instant_make_three_things(things: Things) -> None:
    """The clock stands still: none of them waits for it."""
    writers = [another(things.product) for _ in range(3)]
    jobs = [partial(writer.call, "POST", "/transactions", deposit(things.saving, 1, userId=ANNA)) for writer in writers]
    made = [answer.body["transaction"]["id"] for answer in at_once(jobs)]
    assert len(set(made)) == 3
    assert sorted(things.kinds()["transactions"].listed()) == sorted(made)
    things.product.audit()


def test_what_whole_seconds_say_knows_no_milliseconds(things: Things) -> None:
    """Due instants, answers and items stay as they are; ids alone know the millisecond."""
    product = things.product
    product.clock.forward(milliseconds=678)
    goal = product.goal(things.saving)
    transaction = things.books.report(deposit(things.saving, 1))
    assert isinstance(product.clock, SetClock)
    assert product.clock.now().microsecond == 0
    assert "678" not in str({**transaction, "id": "", "toAccount": ""})
    assert ".678" not in str(product.items())
    assert goal["id"] // 4096 % 1024 == 678
