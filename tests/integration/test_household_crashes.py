"""Requests of a household that write several transactions: cut off anywhere, and sent again, they are done once."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from local.engine import Engine
from tests import stream
from tests.engines import connect
from tests.faults import Died, Faults
from tests.integration.household_rules import Home
from tests.product import Answer, Product

KEY = {"Idempotency-Key": "7d5c"}
Send = Callable[[], Answer]


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def product(engine: Engine, table_name: str, faults: Faults, monkeypatch: pytest.MonkeyPatch) -> Iterator[Product]:
    """A product whose transactions hold so little that small households do not fit into one."""
    monkeypatch.setattr("savings.usecases.people.TRANSACTION_LIMIT", 5)
    monkeypatch.setattr("savings.usecases.savings.TAKEN_AT_ONCE", 2)
    client = connect(engine.endpoint)
    faults.watch(client)
    yield Product(client, table_name, datetime(2027, 1, 10, 10, tzinfo=UTC))
    client.close()


def planned(product: Product, home: Home, saving: str, count: int, **members: Any) -> list[str]:
    made = []
    for _ in range(count):
        product.clock.forward(seconds=1)
        made.append(str(home.contribution(saving, **members)["TransactionGUID"]))
    return made


def closing(product: Product, home: Home) -> Send:
    """A saving goes with five contributions, which hang on an event and on another saving."""
    event, saving, other = home.life_event("2040-06-01"), home.saving(), home.saving(SavingsType=5)
    link = {"TransactionType": 12, "LinkedSavingsGUID": other}
    planned(product, home, saving, 5, StartBasis=4, StartEventGUID=event, **link)
    return lambda: home.call("DELETE", f"/savings/{saving}", headers=KEY)


def moving(product: Product, home: Home) -> Send:
    """A life event moves with eight contributions."""
    event, saving = home.life_event("2040-06-01"), home.saving()
    planned(product, home, saving, 8, StartBasis=4, StartEventGUID=event)
    body = {"EventLabel": "Rest", "EventBasis": 1, "EventDate": "2041-07-01"}
    return lambda: home.call("PUT", f"/events/{event}", body, headers=KEY)


def setting(product: Product, home: Home) -> Send:
    """A household moves to another zone with three accounts."""
    for _ in range(2):
        home.saving()
        product.clock.forward(seconds=1)
    return lambda: home.call("PUT", "", {"TimeZone": "Asia/Tokyo", "Currency": "GBP"}, headers=KEY)


def replanning(product: Product, home: Home) -> Send:
    """A contribution is planned anew when three payments were missed."""
    saving = home.saving()
    [contribution] = planned(product, home, saving, 1)
    product.clock.set("2027-03-15T10:00:00Z")
    path = f"/savings/{saving}/contributions/{contribution}"
    body = home.contribution_body(StartBasis=3, StartDate="2027-06-01")
    return lambda: home.call("PUT", path, body, headers=KEY)


SCENARIOS = {"closing": (closing, 3), "moving": (moving, 3), "setting": (setting, 4), "replanning": (replanning, 4)}
POINTS = [
    pytest.param(make, at, after, id=f"{name}-{'after' if after else 'before'}-{at}")
    for name, (make, writes) in SCENARIOS.items()
    for at in range(1, writes + 1)
    for after in (False, True)
]


def test_a_repetition_under_its_key_moves_nothing_ahead_of_its_first_answer(product: Product) -> None:
    """The event has moved on since; what does not fit into one transaction stays where it is."""
    home = Home(product)
    send = moving(product, home)
    first = send()
    [event] = home.call("GET", "/events").data
    later = {"EventLabel": "Rest", "EventBasis": 1, "EventDate": "2045-01-01"}
    assert home.call("PUT", f"/events/{event['EventGUID']}", later).status == 200
    with product.unchanged():
        assert send().body == first.body
    product.audit()


@pytest.mark.parametrize(("make", "writes"), SCENARIOS.values(), ids=SCENARIOS)
def test_a_request_that_is_not_cut_off_writes_as_often_as_is_assumed_here(
    product: Product, faults: Faults, make: Callable[[Product, Home], Send], writes: int
) -> None:
    send = make(product, Home(product))
    faults.writes = 0
    assert send().status == 200
    assert faults.writes == writes


@pytest.mark.parametrize(("make", "at", "after"), POINTS)
def test_a_request_that_is_cut_off_is_done_once_when_it_is_sent_again(
    product: Product, faults: Faults, make: Callable[[Product, Home], Send], at: int, after: bool
) -> None:
    send = make(product, Home(product))
    there = len(stream.events(product.client, product.table_name))
    faults.die(at, after=after)
    with pytest.raises(Died):
        send()
    faults.heal()
    answer = send()
    assert answer.status == 200
    with product.unchanged():
        again = send()
    assert (again.status, again.body) == (200, answer.body)
    product.audit()
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    told = [(event.subject, event.name, event.data.get("due_date")) for event in events[there:]]
    assert len(told) == len(set(told))
