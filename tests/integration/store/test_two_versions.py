"""Two versions of the code over one table in turns, as while a release goes out: nothing breaks, nothing is lost."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import cycle
from typing import TYPE_CHECKING, Any

import pytest

from savings.api.answers import REPLAYED
from savings.store import shapes
from tests import chains, stream
from tests.integration.households.home import Home
from tests.integration.ledger.books import Books, deposit, transfer, withdrawal
from tests.integration.notifications.mailbox import DONE, Mailbox
from tests.product import ANNA, BEN, Answer, Product, goal_body, person
from tests.versions import ADDED, KINDS, tomorrow

if TYPE_CHECKING:
    from datetime import datetime

    from mypy_boto3_dynamodb import DynamoDBClient

SAVINGS = "/goals/v1/savings"
Version = Callable[[], AbstractContextManager[None]]
Items = dict[tuple[str, str], dict[str, Any]]


class Both(Product):
    """The product whose calls are served by one version and the other in turns; after each, nothing may be lost."""

    def __init__(self, client: "DynamoDBClient", table_name: str, now: "datetime", turns: Iterator[Version]) -> None:
        super().__init__(client, table_name, now)
        self._turns = turns
        self._before: Items = {}
        self.kinds: set[str] = set()

    def call(self, *arguments: Any, **options: Any) -> Answer:
        """Call a route of the version whose turn it is."""
        chains.end(self.table_name)
        answer: Answer = self.in_turn(lambda: super(Both, self).call(*arguments, **options))
        return answer

    def close_all(self, **options: Any) -> None:
        """Close what is due by the version whose turn it is."""
        self.in_turn(lambda: super(Both, self).close_all(**options))

    def in_turn(self, act: Callable[[], Any]) -> Any:
        """Have the version whose turn it is do something."""
        with next(self._turns)():
            done = act()
        found = {(item["PK"]["S"], item["SK"]["S"]): item for item in self.items()}
        for key in self._before.keys() & found.keys():
            before, after = self._before[key], found[key]
            assert ADDED not in before or before[ADDED] == after.get(ADDED), key
            assert _number(before) <= _number(after), key
        self.kinds |= {shapes.kind_of(*key) for key, item in found.items() if ADDED in item}
        self._before = found
        return done


def _number(item: Mapping[str, Any]) -> int:
    return int(item.get(shapes.NUMBER, {"N": "1"})["N"])


@pytest.fixture(params=["today's first", pytest.param("tomorrow's first", marks=pytest.mark.gate)])
def product(request: pytest.FixtureRequest, product: Product) -> Both:
    order: list[Version] = [nullcontext, tomorrow]
    turns = cycle(order if request.param == "today's first" else order[::-1])
    return Both(product.client, product.table_name, product.clock.instant, turns)


def test_two_versions_serve_the_main_job_over_one_table_in_turns(product: Both) -> None:
    home, books, mailbox = Home(product), Books(product), Mailbox(product)
    _set_up(product, home)
    account = home.saving(JointOwnerClientGUID=BEN, Value=5000)
    second = home.saving(Value=2000)
    fund = home.saving(Value=700)
    _done(product.call("POST", "/accounts", {"account": {"type": "Performance", "savingsId": fund}}))
    _contribute(product, home, account)
    goals = _set_goals(product, account)
    dream = product.savings_goal(account)
    gone = product.savings_goal(account)
    whole = product.savings_goal(fund)
    _act(product, dream)
    _move(product, books, account, second, dream)
    for month in ("2027-02-01", "2027-02-03", "2027-03-01", "2027-03-02"):
        product.close_all(until=f"{month}T00:00:00Z")
        _done(product.record(dream, "25"))
    books.report(deposit(account, 50_00, settledAt="2027-01-20T10:00:00Z"))
    _done(product.call("PATCH", f"/accounts/{fund}", {"account": {"balanceCents": 800_00}}))
    _done(product.call("PATCH", f"{SAVINGS}/{dream}", _plan("900", "2027-12-31")))
    _done(product.call("DELETE", f"{SAVINGS}/{gone}"))
    _done(product.call("DELETE", f"/goals/{goals[-1]}"))
    _hear(product, mailbox)
    for number in range(4, 13):
        product.close_all(until=f"2027-{number:02}-01T00:00:00Z")
    product.close_all(until="2028-02-10T00:00:00Z")
    product.close_all()
    assert books.saved(whole) == "800.00"
    _prove(product, books)


def _set_up(product: Product, home: Home) -> None:
    event = home.life_event("2033-09-01")
    _done(home.call("PUT", f"/events/{event}", {"EventLabel": "School", "EventBasis": 1, "EventDate": "2034-09-01"}))
    linked = {"EventLabel": "Slow down", "EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 60, "AgeMonths": 0}
    home.made("/events", linked)
    for day in ("2015-09-02", "2015-09-03"):
        _done(home.call("PUT", f"/dependants/{home.dependant}", person(FirstName="Cleo", DateOfBirth=day)))
    eve = home.made("/clients", person(FirstName="Eve"))["ClientGUID"]
    _done(home.call("DELETE", f"/clients/{eve}"))
    _done(product.call("PUT", "/notifications/preferences", {"reminder_days": 3, "language": "de"}))
    _done(product.call("PUT", "/notifications/preferences", {"reminder_days": 5, "language": "en"}))


def _contribute(product: Product, home: Home, account: str) -> None:
    body = {"StartBasis": 2, "StartAge": 45, "EndBasis": 7, "EndAge": 70, "EndDate": None}
    made = [home.contribution(account, **body), home.contribution(account)]
    for one in made:
        path = f"/savings/{account}/contributions/{one['TransactionGUID']}"
        _done(home.call("PUT", path, home.contribution_body(TransactionAmount=120)))
    _done(home.call("DELETE", f"/savings/{account}/contributions/{made[0]['TransactionGUID']}"))
    _done(home.call("PUT", f"/clients/{ANNA}", person(ANNA, DateOfBirth="1988-05-12", Email="anna@bank.example")))
    saving = home.saving_body(JointOwnerClientGUID=BEN, Value=5000, SavingsDescription="Rainy months")
    _done(home.call("PUT", f"/savings/{account}", saving))
    for label in ("The Grays", "The Greys"):
        settings = {"HouseholdLabel": label, "TimeZone": "Europe/Paris", "Currency": "GBP"}
        _done(home.call("PUT", "", {**settings, "Clients": home.data["Clients"]}))


def _set_goals(product: Product, account: str) -> list[str]:
    """Return goals of every kind that is not a savings goal; requests come again to the other version."""
    bodies = [
        goal_body(account),
        goal_body(account, target="current_balance", period_amount="", end_date="2027-06-30", target_amount="9000"),
        goal_body(account, target="available_balance", period_amount="", end_date="2027-05-31", target_amount="9000"),
        goal_body(account, frequency="weekly", target="date", period_amount="", end_date="2027-03-31"),
    ]
    guids = []
    for place, body in enumerate(bodies):
        headers = {"Idempotency-Key": f"goal-{place}"}
        made = _done(product.call("POST", "/goals", body, headers=headers))
        guids.append(str(made.body["id"]))
        for _ in range(place):
            again = product.call("POST", "/goals", body, headers=headers)
            assert (again.body, again.headers[REPLAYED]) == (made.body, "true")
    for description in ("d" * 500, "D" * 600, "e" * 700):
        _done(product.call("PUT", f"/goals/{guids[0]}", {"description": description}))
    return guids


def _act(product: Product, dream: str) -> None:
    made = [_done(product.record(dream, value)).data["id"] for value in ("300", "200", "100")]
    path = f"{SAVINGS}/{dream}/actions"
    for value in ("310", "320", "330"):
        _done(product.call("PATCH", f"{path}/{made[0]}", {"amount": {"value": value}}))
    _done(product.call("DELETE", f"{path}/{made[1]}"))


def _move(product: Product, books: Books, account: str, second: str, dream: str) -> None:
    body = deposit(account, 150_00, dream)
    first = books.report(body)
    again = product.call("POST", "/transactions", body)
    assert again.body["transaction"]["id"] == first["id"]
    books.report(withdrawal(account, 20_00))
    books.report(transfer(second, account, 70_00))
    books.report(transfer(account, second, 30_00, out_of=dream))
    books.undo(first["id"])


def _hear(product: Both, mailbox: Mailbox) -> None:
    events = mailbox.events()
    heard = {"goal.achieved", "goal.period.closed", "goal.completed", "goal.failed"}
    for event in [event for event in events if event.name in heard]:
        assert product.in_turn(partial(mailbox.receive, event)) == DONE
    for note in mailbox.inbox():
        _done(product.call("PATCH", f"/notifications/{note.id}", {"read": True}))


def _plan(amount: str, until: str) -> dict[str, Any]:
    return {"target_amount": {"value": amount, "currency": "GBP"}, "target_date": until}


def _done(answer: Answer) -> Answer:
    assert answer.status < 300, answer.body
    return answer


OF_OPERATORS = {"ERASURE", "TENANT", "APP", "COUNT", "WEBHOOK", "WEBHOOKS", "DELIVERY"}
"""Kinds that no request of the main job writes."""


def _prove(product: Both, books: Books) -> None:
    """Every invariant holds by either version, each event was published once by either, and every kind was newer."""
    events = []
    for version in (nullcontext, tomorrow):
        with version():
            product.audit()
            events.append(stream.events(product.client, product.table_name))
    assert events[0] == events[1]
    stream.prove_sequences(events[0])
    books.prove()
    assert product.kinds == set(KINDS) - OF_OPERATORS
