"""contribution.due: each planned payment is reported once, in order, at the first instant of its date, however late."""

from collections.abc import Iterator
from functools import partial
from typing import Any
from unittest.mock import patch

import pytest

from local.engine import Engine
from tests import stream
from tests.crowd import another, at_once
from tests.faults import Died, Faults
from tests.integration.households.home import Home
from tests.product import ANNA, BEN, Product, person

pytestmark = pytest.mark.usefixtures("audited", "one_shard")

CAROL = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
ONCE_AT_AN_AGE: dict[str, Any] = {"StartDate": None, "Frequency": 120, "EndBasis": None, "EndDate": None}
Due = tuple[int, str]


@pytest.fixture
def one_shard() -> Iterator[None]:
    """Everything is due in one shard: a sweep reads no other."""
    with patch("savings.store.keys.SHARDS", 1):
        yield


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(product: Product, home: Home) -> str:
    return home.saving()


def plan(home: Home, saving: str, start: str = "2027-02-01", **members: Any) -> str:
    """Plan 100.00 a month from a date on; return the contribution."""
    body: dict[str, Any] = {"StartBasis": 3, "StartDate": start, **members}
    return str(home.contribution(saving, **body)["TransactionGUID"])


def close_due(product: Product, until: str | None = None) -> None:
    product.close_all(until=until, shards=range(1))


def said(product: Product) -> list[Due]:
    """Number and date of each payment that was reported, in the order of the writes; no sequence has a gap."""
    events = stream.events(product.client, product.table_name)
    stream.prove_sequences(events)
    return [(event.data["occurrence"], event.data["due_date"]) for event in events if event.name == "contribution.due"]


def times(product: Product) -> list[str]:
    """The instants that the payments carry."""
    events = stream.events(product.client, product.table_name)
    return [event.envelope()["time"] for event in events if event.name == "contribution.due"]


def test_a_payment_is_reported_on_its_date_and_not_before(product: Product, home: Home, saving: str) -> None:
    plan(home, saving)
    close_due(product, "2027-01-31T23:59:59Z")
    assert said(product) == []
    close_due(product, "2027-02-01T00:00:00Z")
    assert said(product) == [(0, "2027-02-01")]
    assert times(product) == ["2027-02-01T00:00:00Z"]


def test_the_event_says_what_is_due(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving, TransactionType=12, LinkedSavingsGUID=home.default, TransactionAmount=25.5)
    close_due(product, "2027-02-03T00:00:00Z")
    [event] = [one for one in stream.events(product.client, product.table_name) if one.name == "contribution.due"]
    assert (event.subject, event.sequence) == (guid, 2)
    assert event.data == {
        "contribution_id": guid,
        "account_id": saving,
        "household_id": home.data["HouseholdGUID"],
        "transaction_type": 12,
        "frequency": 12,
        "amount": {"currency": "GBP", "value": "25.50"},
        "percentage_hundredths": None,
        "linked_account_id": home.default,
        "start_date": "2027-02-01",
        "end_date": "2060-01-01",
        "occurrence": 0,
        "due_date": "2027-02-01",
    }


def test_each_payment_is_due_once_however_often_the_schedule_runs(product: Product, home: Home, saving: str) -> None:
    plan(home, saving, Frequency=52)
    for day in range(1, 29):
        for _ in range(2):
            close_due(product, f"2027-02-{day:02d}T06:00:00Z")
    assert said(product) == [(0, "2027-02-01"), (1, "2027-02-08"), (2, "2027-02-15"), (3, "2027-02-22")]


def test_missed_payments_are_caught_up_in_order(product: Product, home: Home, saving: str) -> None:
    """Each with its own instant; dates are counted from the first one, so that the end of a month stays one."""
    plan(home, saving, "2027-01-31")
    close_due(product, "2027-07-01T12:00:00Z")
    days = ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"]
    assert said(product) == list(enumerate(days))
    assert times(product)[2:4] == ["2027-03-30T23:00:00Z", "2027-04-29T23:00:00Z"]
    close_due(product)
    assert len(said(product)) == 6


def test_payments_of_the_past_are_not_reported_at_creation(product: Product, home: Home, saving: str) -> None:
    """They keep their numbers."""
    plan(home, saving, "2026-01-20")
    close_due(product)
    assert said(product) == []
    close_due(product, "2027-02-20T00:00:00Z")
    assert said(product) == [(12, "2027-01-20"), (13, "2027-02-20")]


def test_a_payment_of_today_is_reported_with_the_next_run(product: Product, home: Home, saving: str) -> None:
    home.contribution(saving)
    close_due(product)
    assert (said(product), times(product)) == ([(0, "2027-01-10")], ["2027-01-10T00:00:00Z"])


def test_the_last_payment_is_on_the_end_date_or_before_it(product: Product, home: Home, saving: str) -> None:
    plan(home, saving, EndDate="2027-04-01")
    product.clock.forward(seconds=1)
    plan(home, saving, "2027-02-10", EndDate="2027-04-09")
    close_due(product, "2029-01-01T00:00:00Z")
    assert sorted(said(product)) == [
        (0, "2027-02-01"),
        (0, "2027-02-10"),
        (1, "2027-03-01"),
        (1, "2027-03-10"),
        (2, "2027-04-01"),
    ]
    assert not [item for item in product.items() if "due_at" in item]


def test_a_one_off_is_reported_once(product: Product, home: Home, saving: str) -> None:
    plan(home, saving, Frequency=120, EndBasis=None, EndDate=None)
    close_due(product, "2030-01-01T00:00:00Z")
    assert said(product) == [(0, "2027-02-01")]


def test_an_allowance_transfer_without_a_frequency_is_never_due(product: Product, home: Home) -> None:
    isa = home.saving(SavingsType=3)
    transfer: dict[str, Any] = {"TransactionType": 11, "LinkedSavingsGUID": home.default, "Frequency": None}
    plan(home, isa, TransactionAmount=None, **transfer)
    close_due(product, "2030-01-01T00:00:00Z")
    assert said(product) == []


@pytest.mark.parametrize(
    ("zone", "first", "second"),
    [
        ("Pacific/Auckland", "2027-03-27T11:00:00Z", "2027-04-27T12:00:00Z"),
        ("America/Los_Angeles", "2027-03-28T07:00:00Z", "2027-04-28T07:00:00Z"),
        ("Europe/London", "2027-03-28T00:00:00Z", "2027-04-27T23:00:00Z"),
        ("Asia/Beirut", "2027-03-27T22:00:00Z", "2027-04-27T21:00:00Z"),  # there is no midnight on 28 March
    ],
)
def test_a_date_begins_in_the_households_zone(product: Product, zone: str, first: str, second: str) -> None:
    there = Home(product, TimeZone=zone)
    plan(there, there.saving(), "2027-03-28")
    close_due(product, "2027-05-01T00:00:00Z")
    assert times(product) == [first, second]
    assert said(product) == [(0, "2027-03-28"), (1, "2027-04-28")]


def test_another_zone_of_the_household_reaches_contributions_when_they_are_planned_anew(
    product: Product, home: Home, saving: str
) -> None:
    guid = plan(home, saving)
    home.call("PUT", "", {"TimeZone": "Asia/Tokyo", "Currency": "GBP"})
    close_due(product, "2027-02-01T12:00:00Z")
    body = home.contribution_body(StartBasis=3, StartDate="2027-02-01")
    home.call("PUT", f"/savings/{saving}/contributions/{guid}", body)
    close_due(product, "2027-03-02T00:00:00Z")
    assert times(product) == ["2027-02-01T00:00:00Z", "2027-02-28T15:00:00Z"]


def put(home: Home, saving: str, guid: str, **members: Any) -> None:
    body = home.contribution_body(StartBasis=3, StartDate="2027-02-01") | members
    assert home.call("PUT", f"/savings/{saving}/contributions/{guid}", body).status == 200


def test_a_new_plan_reports_nothing_twice(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving)
    close_due(product, "2027-03-01T06:00:00Z")
    put(home, saving, guid, TransactionAmount=5)
    close_due(product)
    assert said(product) == [(0, "2027-02-01"), (1, "2027-03-01")]
    put(home, saving, guid, Frequency=52)
    close_due(product, "2027-03-15T06:00:00Z")
    assert said(product)[2:] == [(5, "2027-03-08"), (6, "2027-03-15")]


def test_a_new_plan_reports_nothing_of_the_past(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving, "2027-06-01")
    product.clock.set("2027-04-15T10:00:00Z")
    put(home, saving, guid, StartDate="2027-01-01")
    close_due(product, "2027-05-01T12:00:00Z")
    assert said(product) == [(4, "2027-05-01")]


def test_a_plan_that_is_put_off_begins_again_then(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving)
    close_due(product, "2027-02-01T06:00:00Z")
    put(home, saving, guid, StartDate="2027-08-01")
    close_due(product, "2027-08-02T06:00:00Z")
    assert said(product) == [(0, "2027-02-01"), (0, "2027-08-01")]


@pytest.mark.parametrize("change", ["PUT", "DELETE", "saving"])
def test_what_fell_due_is_reported_before_a_change(product: Product, home: Home, saving: str, change: str) -> None:
    """A schedule that is late is no reason to keep it quiet."""
    guid = plan(home, saving)
    product.clock.set("2027-03-05T10:00:00Z")
    if change == "PUT":
        put(home, saving, guid, StartDate="2027-06-01")
    else:
        path = f"/savings/{saving}" + (f"/contributions/{guid}" if change == "DELETE" else "")
        assert home.call("DELETE", path).status == 200
    close_due(product, "2027-06-02T10:00:00Z")
    caught_up = [(0, "2027-02-01"), (1, "2027-03-01")]
    assert said(product) == caught_up + ([(0, "2027-06-01")] if change == "PUT" else [])
    names = [event.name for event in stream.events(product.client, product.table_name) if event.subject == guid]
    changed = {"PUT": ["contribution.updated", "contribution.due"]}.get(change, ["contribution.deleted"])
    assert names == ["contribution.created", "contribution.due", "contribution.due", *changed]


def test_a_refused_change_reports_nothing(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving)
    product.clock.set("2027-03-05T10:00:00Z")
    path = f"/savings/{saving}/contributions/{guid}"
    assert home.said("PUT", path, home.contribution_body(Frequency=5)) == {
        "Frequency": ["The selected frequency is invalid."]
    }


def test_a_deleted_plan_is_not_due(product: Product, home: Home, saving: str) -> None:
    guid = plan(home, saving)
    home.call("DELETE", f"/savings/{saving}/contributions/{guid}")
    close_due(product, "2028-01-01T00:00:00Z")
    assert said(product) == []


def by_event(home: Home, saving: str, event: str) -> str:
    return plan(home, saving, StartBasis=4, StartDate=None, StartEventGUID=event)


def move(home: Home, event: str, day: str) -> None:
    body = {"EventLabel": "Retirement", "EventBasis": 1, "EventDate": day}
    assert home.call("PUT", f"/events/{event}", body).status == 200


def test_a_plan_follows_its_life_event(product: Product, home: Home, saving: str) -> None:
    event = home.life_event("2027-05-01")
    by_event(home, saving, event)
    move(home, event, "2027-02-10")
    close_due(product, "2027-03-15T00:00:00Z")
    assert said(product) == [(0, "2027-02-10"), (1, "2027-03-10")]
    move(home, event, "2027-04-05")
    close_due(product, "2027-04-12T00:00:00Z")
    assert said(product)[2:] == [(0, "2027-04-05")]


def test_a_plan_follows_the_event_that_its_event_is_linked_to(product: Product, home: Home, saving: str) -> None:
    origin = home.life_event("2030-05-01")
    product.clock.forward(seconds=1)
    offset = {"OffsetBasis": 1, "OffsetYears": 3, "OffsetMonths": 2}
    body = {"EventLabel": "Before", "EventBasis": 3, "LinkedEventGUID": origin, **offset}
    by_event(home, saving, home.made("/events", body)["EventGUID"])
    move(home, origin, "2030-06-15")
    close_due(product, "2027-04-15T00:00:00Z")
    assert said(product) == [(0, "2027-04-15")]


def test_what_fell_due_is_reported_before_its_life_event_moves(product: Product, home: Home, saving: str) -> None:
    event = home.life_event("2027-02-10")
    by_event(home, saving, event)
    product.clock.set("2027-02-20T10:00:00Z")
    move(home, event, "2027-06-01")
    close_due(product, "2027-06-02T00:00:00Z")
    assert said(product) == [(0, "2027-02-10"), (0, "2027-06-01")]


def test_a_plan_ends_with_its_life_event(product: Product, home: Home, saving: str) -> None:
    event = home.life_event("2027-12-01")
    plan(home, saving, EndBasis=4, EndDate=None, EndEventGUID=event)
    move(home, event, "2027-03-15")
    close_due(product, "2028-01-01T00:00:00Z")
    assert said(product) == [(0, "2027-02-01"), (1, "2027-03-01")]
    product.clock.set("2027-03-02T00:00:00Z")
    move(home, event, "2028-02-15")
    close_due(product, "2028-01-02T00:00:00Z")
    assert said(product)[2:] == [(number, f"2027-{number + 2:02d}-01") for number in range(2, 11)] + [
        (11, "2028-01-01")
    ]


def test_a_plan_follows_a_corrected_date_of_birth(product: Product, home: Home, saving: str) -> None:
    """Anna is 39 on 12 April 2027, or so it seemed; Ben's age counts where the second client's does."""
    plan(home, saving, StartBasis=2, StartAge=39, **ONCE_AT_AN_AGE)
    product.clock.forward(seconds=1)
    plan(home, saving, StartBasis=7, StartAge=37, **ONCE_AT_AN_AGE)
    home.call("PUT", f"/clients/{ANNA}", person(DateOfBirth="1988-03-12"))
    close_due(product, "2027-04-30T00:00:00Z")
    assert said(product) == [(0, "2027-03-12")]
    home.call("PUT", f"/clients/{BEN}", person(DateOfBirth="1990-05-30"))
    close_due(product, "2027-05-30T00:00:00Z")
    assert said(product)[1:] == [(0, "2027-05-30")]


def test_a_plan_at_the_second_clients_age_waits_for_one(product: Product) -> None:
    there = Home(product, alone=True)
    saving = there.saving()
    plan(there, saving, StartBasis=7, StartAge=40, **ONCE_AT_AN_AGE)
    close_due(product, "2027-02-01T00:00:00Z")
    there.made("/clients", person(CAROL, DateOfBirth="1987-03-03"))
    close_due(product, "2027-04-01T00:00:00Z")
    assert said(product) == [(0, "2027-03-03")]


def test_a_change_of_names_moves_no_plan(product: Product, home: Home, saving: str) -> None:
    event = home.life_event("2027-05-01")
    by_event(home, saving, event)
    before = len(stream.events(product.client, product.table_name))
    home.call("PUT", f"/clients/{ANNA}", person(FirstName="Ann", DateOfBirth="1988-04-12"))
    home.call("PUT", f"/events/{event}", {"EventLabel": "Rest", "EventBasis": 1, "EventDate": "2027-05-01"})
    names = [event.name for event in stream.events(product.client, product.table_name)[before:]]
    assert names == ["household.updated", "household.updated"]


def test_more_plans_than_one_transaction_holds_move_with_their_life_event(product: Product, home: Home) -> None:
    event = home.life_event("2027-05-01")
    savings = [home.saving() for _ in range(3)]
    for number in range(130):
        product.clock.forward(seconds=1)
        by_event(home, savings[number % 3], event)
    move(home, event, "2027-02-10")
    close_due(product, "2027-02-10T00:00:00Z")
    assert said(product) == [(0, "2027-02-10")] * 130


def test_a_payment_that_two_workers_and_a_doubled_message_meet_is_reported_once(
    product: Product, engine: Engine, home: Home
) -> None:
    for _ in range(6):
        product.clock.forward(seconds=1)
        plan(home, home.saving(), Frequency=52)
    product.clock.set("2027-05-01T00:00:00Z")
    workers = [another(product) for _ in range(4)]
    at_once([partial(worker.close_all, shards=[0, 0]) for worker in workers])
    assert len(said(product)) == 6 * 13
    by_subject: dict[str, list[int]] = {}
    for event in stream.events(product.client, product.table_name):
        if event.name == "contribution.due":
            by_subject.setdefault(event.subject, []).append(event.data["occurrence"])
    assert list(by_subject.values()) == [list(range(13))] * 6


@pytest.mark.parametrize("after", [False, True])
def test_a_worker_that_dies_at_any_write_leaves_the_rest_to_the_next(
    product: Product, faults: Faults, home: Home, saving: str, after: bool
) -> None:
    plan(home, saving)
    product.clock.forward(seconds=1)
    plan(home, saving, "2027-02-15")
    product.clock.set("2027-04-20T00:00:00Z")
    for at in (1, 2, 1):
        faults.die(at, after=after)
        with pytest.raises(Died):
            close_due(product)
        faults.heal()
    close_due(product)
    assert sorted(said(product)) == [
        (0, "2027-02-01"),
        (0, "2027-02-15"),
        (1, "2027-03-01"),
        (1, "2027-03-15"),
        (2, "2027-04-01"),
        (2, "2027-04-15"),
    ]


def test_a_payment_that_a_request_reported_first_is_not_reported_again(
    product: Product, faults: Faults, home: Home, saving: str
) -> None:
    """The worker has read the plan already when another one changes it."""
    guid = plan(home, saving)
    product.clock.set("2027-02-05T00:00:00Z")
    faults.meanwhile("PutItem", partial(put, home, saving, guid, TransactionAmount=5))
    close_due(product)
    assert said(product) == [(0, "2027-02-01")]


def test_a_plan_that_goes_while_the_worker_looks_at_it_is_not_reported(
    product: Product, faults: Faults, home: Home, saving: str
) -> None:
    guid = plan(home, saving)
    product.clock.set("2027-02-01T00:00:00Z")
    path = f"/savings/{saving}/contributions/{guid}"
    faults.meanwhile("BatchGetItem", lambda: home.call("DELETE", path))
    close_due(product)
    names = [event.name for event in stream.events(product.client, product.table_name) if event.subject == guid]
    assert names == ["contribution.created", "contribution.due", "contribution.deleted"]
    close_due(product, "2027-04-01T00:00:00Z")
    assert len(said(product)) == 1


def test_a_plan_that_cannot_be_read_does_not_stop_the_others(product: Product, home: Home, saving: str) -> None:
    broken = plan(home, saving)
    product.clock.forward(seconds=1)
    plan(home, saving, "2027-02-02")
    [item] = [one for one in product.items() if one.get("start_date", {}).get("S") == "2027-02-01"]
    del item["note"]  # whoever broke it had nothing to tell
    product.client.put_item(TableName=product.table_name, Item={**item, "zone": {"S": "Mars/Olympus"}})
    close_due(product, "2027-02-03T00:00:00Z")
    assert said(product)[-1] == (0, "2027-02-02")
    product.client.put_item(TableName=product.table_name, Item=item)
    close_due(product)
    assert (0, "2027-02-01") in said(product), broken
