"""Requests of a household that write several transactions: cut off anywhere, and sent again, they are done once."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from savings.usecases.attempt import TRIES
from tests import stream
from tests.faults import THROTTLED, Died, Faults
from tests.integration.households.home import Home
from tests.product import Answer, Product

KEY = {"Idempotency-Key": "7d5c"}
Send = Callable[[], Answer]


@pytest.fixture
def product(product: Product, monkeypatch: pytest.MonkeyPatch) -> Product:
    """A product whose transactions hold so little that small households do not fit into one."""
    monkeypatch.setattr("savings.usecases.household_changes.TRANSACTION_LIMIT", 5)
    monkeypatch.setattr("savings.usecases.household_accounts.TAKEN_AT_ONCE", 2)
    return product


def planned(product: Product, home: Home, saving: str, count: int, **members: Any) -> list[str]:
    made = []
    for _ in range(count):
        product.clock.forward(seconds=1)
        made.append(str(home.contribution(saving, **members)["TransactionGUID"]))
    return made


def closing(product: Product, home: Home) -> Send:
    """A saving goes with five contributions, which depend on an event and on another saving."""
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


def correcting(product: Product, home: Home) -> Send:
    """A person's birth date is corrected, and eight contributions move."""
    planned(product, home, home.saving(), 8, StartBasis=2, StartAge=60)
    body = {"FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1989-05-13"}
    return lambda: home.call("PUT", f"/clients/{home.anna}", body, headers=KEY)


CHANGES = {"moving": (moving, 4), "correcting": (correcting, 4), "setting": (setting, 3)}
"""Changes of the household itself, from which more follows than fits into one transaction."""

SCENARIOS = {**CHANGES, "closing": (closing, 3), "replanning": (replanning, 4)}


def points(scenarios: Mapping[str, tuple[Callable[[Product, Home], Send], int]]) -> list[Any]:
    """Return every point at which a request may be cut off."""
    return [
        pytest.param(make, at, after, id=f"{name}-{'after' if after else 'before'}-{at}")
        for name, (make, writes) in scenarios.items()
        for at in range(1, writes + 1)
        for after in (False, True)
    ]


def cut_off(faults: Faults, send: Send, at: int, *, after: bool) -> None:
    faults.die(at, after=after)
    with pytest.raises(Died):
        send()
    faults.heal()


def zones(product: Product) -> tuple[str, set[str]]:
    """The zone of the household, and those that goals would take from its accounts."""
    items = product.items()
    [household] = [item for item in items if item["SK"]["S"] == "HOUSEHOLD" and "zone" in item]
    return household["zone"]["S"], {item["zone"]["S"] for item in items if "is_owner" in item}


def is_pending(product: Product) -> bool:
    return any("pending" in item for item in product.items())


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


@pytest.mark.parametrize(("make", "at", "after"), points(SCENARIOS))
def test_a_request_that_is_cut_off_is_done_once_when_it_is_sent_again(
    product: Product, faults: Faults, make: Callable[[Product, Home], Send], at: int, after: bool
) -> None:
    send = make(product, Home(product))
    there = len(stream.events(product.client, product.table_name))
    cut_off(faults, send, at, after=after)
    answer = send()
    assert answer.status == 200
    with product.unchanged():
        again = send()
    assert (again.status, again.body) == (200, answer.body)
    product.audit()
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    said = [(event.subject, event.name, event.data.get("due_date")) for event in events[there:]]
    assert len(said) == len(set(said))


def reads(product: Product, home: Home) -> None:
    """Somebody else reads the household."""
    assert home.call("GET", "/savings").status == 200


def edits(product: Product, home: Home) -> None:
    """Somebody else changes something of the household."""
    home.saving(Value=0)


def sweeps(product: Product, home: Home) -> None:
    """Nobody comes, but the schedule does."""
    product.close_all()


@pytest.mark.parametrize("comes", [reads, edits, sweeps])
@pytest.mark.parametrize(("make", "at", "after"), points(CHANGES))
def test_whoever_comes_next_completes_what_a_change_that_was_cut_off_began(
    product: Product,
    faults: Faults,
    make: Callable[[Product, Home], Send],
    at: int,
    after: bool,
    comes: Callable[[Product, Home], None],
) -> None:
    """All of it or, where not even the change itself was made, nothing."""
    home = Home(product)
    send = make(product, home)
    before = product.items()
    cut_off(faults, send, at, after=after)
    made = product.items() != before
    assert made == (after or at > 1)
    product.clock.forward(seconds=1)
    comes(product, home)
    assert not is_pending(product)
    product.audit()
    zone, taken = zones(product)
    assert taken == {zone}
    stream.prove_sequences(stream.events(product.client, product.table_name))


def test_nobody_who_may_not_see_a_household_completes_anything_of_it(product: Product, faults: Faults) -> None:
    home = Home(product)
    cut_off(faults, correcting(product, home), 1, after=True)
    assert is_pending(product)
    assert product.refused("GET", home.path, customer="9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10").status == 404


def test_a_change_that_was_cut_off_does_not_stop_the_next_one(product: Product, faults: Faults) -> None:
    home = Home(product)
    cut_off(faults, correcting(product, home), 2, after=True)
    body = {"FirstName": "Anna", "LastName": "Gray", "DateOfBirth": "1990-06-14"}
    assert home.call("PUT", f"/clients/{home.anna}", body).status == 200
    assert not is_pending(product)
    product.audit()


@pytest.mark.parametrize(("make", "writes"), CHANGES.values(), ids=CHANGES)
def test_a_change_whose_first_write_is_refused_again_and_again_leaves_everything_as_it_was(
    product: Product, faults: Faults, make: Callable[[Product, Home], Send], writes: int
) -> None:
    send = make(product, Home(product))
    with product.unchanged():
        faults.refuse("TransactWriteItems", THROTTLED, times=TRIES)
        assert send().status == 503
    assert faults.are_over
    assert send().status == 200
    product.audit()


@pytest.mark.parametrize(("make", "writes"), CHANGES.values(), ids=CHANGES)
def test_a_change_that_is_made_is_answered_though_what_follows_must_wait(
    product: Product, faults: Faults, make: Callable[[Product, Home], Send], writes: int
) -> None:
    home = Home(product)
    send = make(product, home)
    faults.meanwhile("TransactWriteItems", lambda: faults.refuse("TransactWriteItems", THROTTLED, times=TRIES))
    answer = send()
    assert (answer.status, is_pending(product)) == (200, True)
    faults.heal()
    assert send().body == answer.body
    assert not is_pending(product)
    product.audit()


def test_a_goal_never_takes_a_zone_that_was_refused(product: Product, faults: Faults) -> None:
    """A new zone and the access to every account are one write as long as they fit into one."""
    home = Home(product)
    saving = home.saving()
    settings = {"TimeZone": "Asia/Tokyo", "Currency": "GBP"}
    faults.refuse("TransactWriteItems", THROTTLED, times=TRIES)
    assert home.call("PUT", "", settings).status == 503
    assert zones(product) == ("Europe/London", {"Europe/London"})
    product.clock.set("2027-01-10T23:00:00Z")
    assert product.goal(saving)["start_date"] == "2027-01-10"
    assert home.call("PUT", "", settings).status == 200
    assert zones(product) == ("Asia/Tokyo", {"Asia/Tokyo"})
    assert product.goal(saving)["start_date"] == "2027-01-11"
