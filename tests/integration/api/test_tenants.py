"""Whose a caller is, and what holds for its tenant: read once a minute. Clients of nobody are refused."""

from dataclasses import replace
from functools import partial
from typing import Any, Final

import pytest

from savings.domain.account import MAX_OPEN_GOALS
from savings.domain.tenant import Tenant, Terms
from savings.store import households, tenants
from savings.store.tenants import KNOWN_FOR, MOST_KNOWN, UNKNOWN_FOR, Directory
from tests.crowd import at_once
from tests.integration.households.home import Home
from tests.product import ANNA, CLIENT, TENANTS, Meter, Product, goal_body, onboard, person

BANK: Final = TENANTS[0]
ONE_OF_EACH_FAMILY: Final = ("/goals", "/goals/v1/savings", "/accounts", "/api/v2/household")
NEW: Final[dict[str, Any]] = {
    "claims": {"sub": "new-app", "client_id": "new-app"},
    "headers": {"X-Client-Id": "new-app"},
    "customer": None,
}
SUSPENDED: Final = "The tenant is suspended."


@pytest.fixture
def reads(product: Product) -> Meter:
    """What the reads of tenants cost: here they go the way of all others."""
    vars(product.runtime)["directory"] = Directory(product.table, product.clock.now)
    product.meter.watch(product.wire)
    return product.meter


def terms(product: Product, **members: Any) -> None:
    onboard(product.table, replace(BANK, terms=Terms(**members)))
    product.clock.forward(seconds=KNOWN_FOR.seconds)


def body(**members: Any) -> dict[str, Any]:
    return {"Clients": [person()], "TimeZone": "Europe/London", "Currency": "GBP", **members}


def test_the_first_request_of_a_client_pays_half_a_read_unit_and_those_of_a_minute_nothing(
    product: Product, reads: Meter
) -> None:
    list_households = ("GET", "/api/v2/household")
    product.call(*list_households, customer=None)
    assert (reads.calls, reads.read) == (["GetItem", "Query"], 1.0)
    for _ in range(3):
        reads.reset()
        product.clock.forward(seconds=KNOWN_FOR.seconds // 3 - 1)
        product.call(*list_households, customer=None)
        assert (reads.calls, reads.read) == (["Query"], 0.5)
    reads.reset()
    product.clock.forward(seconds=3)
    product.call(*list_households, customer=None)
    assert (reads.calls, reads.read) == (["GetItem", "Query"], 1.0)


@pytest.mark.parametrize("path", ONE_OF_EACH_FAMILY)
def test_a_suspended_tenant_is_refused_within_a_minute_and_heard_again_after(product: Product, path: str) -> None:
    options: dict[str, Any] = {"headers": {"X-Client-Id": CLIENT}}
    assert product.call("GET", path, **options).status == 200
    onboard(product.table, replace(BANK, is_suspended=True))
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    answer = product.refused("GET", path, **options)
    assert answer.status == 403
    assert SUSPENDED in (answer.body.get("message"), answer.body.get("detail"))
    assert answer.body.get("code", answer.body.get("code_id", "tenant_suspended")) == "tenant_suspended"
    mine = product.refused("GET", path, claims={"sub": ANNA}, **options)
    assert mine.status == 403, "its customers are refused as well"
    onboard(product.table, BANK)
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert product.call("GET", path, **options).status == 200


def test_a_client_of_nobody_is_refused_until_seconds_after_it_is_onboarded(product: Product) -> None:
    answer = product.refused("GET", "/api/v2/household", **NEW)
    assert (answer.status, answer.body["message"]) == (401, "The token's client is of no tenant.")
    onboard(product.table, Tenant("newcomer", clients=frozenset({"new-app"})))
    product.clock.forward(seconds=UNKNOWN_FOR.seconds)
    assert product.call("GET", "/api/v2/household", **NEW).status == 200


def test_a_client_that_its_tenant_has_no_more_is_refused_within_a_minute(product: Product) -> None:
    mobile: dict[str, Any] = {"claims": {"sub": "demo-mobile", "client_id": "demo-mobile"}, "customer": None}
    assert product.call("GET", "/api/v2/household", **mobile).status == 200
    onboard(product.table, replace(BANK, clients=frozenset({CLIENT})))
    product.clock.forward(seconds=KNOWN_FOR.seconds)
    assert product.call("GET", "/api/v2/household", **mobile).status == 401
    assert product.call("GET", "/api/v2/household", customer=None).status == 200


def test_a_directory_keeps_a_thousand_clients_and_forgets_the_oldest_first(product: Product, reads: Meter) -> None:
    directory = product.runtime.directory
    everybody = [f"stranger-{number}" for number in range(MOST_KNOWN + 1)]
    for client in everybody:
        assert directory.tenant_of(client) is None
    reads.reset()
    assert directory.tenant_of(everybody[-1]) is None
    assert directory.tenant_of(everybody[1]) is None
    assert reads.calls == []
    assert directory.tenant_of(everybody[0]) is None
    assert reads.calls == ["GetItem"]


def test_a_household_takes_its_tenants_defaults_where_it_names_none(product: Product) -> None:
    terms(product, zone="Asia/Tokyo", currency="JPY", finalising_days=0)
    made = product.call("POST", "/api/v2/household", {"Clients": [person()]}, customer=None).data
    assert (made["TimeZone"], made["Currency"], made["FinalisingDays"]) == ("Asia/Tokyo", "JPY", 0)
    named = product.call("POST", "/api/v2/household", body(FinalisingDays=5, TimeZone=None), customer=None).data
    assert (named["TimeZone"], named["Currency"], named["FinalisingDays"]) == ("Asia/Tokyo", "GBP", 5)


def test_without_a_default_zone_and_currency_are_required(product: Product) -> None:
    terms(product, currency="GBP")
    answer = product.refused("POST", "/api/v2/household", {"Clients": [person()]}, customer=None)
    assert answer.said == {"TimeZone": ["The time zone field is required."]}


def test_the_same_key_and_body_are_replayed_though_the_defaults_changed(product: Product) -> None:
    terms(product, zone="Asia/Tokyo", currency="JPY")
    sent: dict[str, Any] = {"customer": None, "headers": {"Idempotency-Key": "one"}}
    first = product.call("POST", "/api/v2/household", {"Clients": [person(ANNA)]}, **sent)
    terms(product, zone="Europe/London", currency="GBP")
    again = product.call("POST", "/api/v2/household", {"Clients": [person(ANNA)]}, **sent)
    assert (again.status, again.data) == (201, first.data)


def test_a_tenant_has_no_more_households_than_its_cap(product: Product) -> None:
    terms(product, households=3)
    product.table.write([tenants.set_household_count(CLIENT, 1)])
    for _ in range(2):
        assert product.call("POST", "/api/v2/household", body(), customer=None).status == 201
    answer = product.refused("POST", "/api/v2/household", body(), customer=None)
    assert (answer.status, answer.body["message"]) == (409, "The tenant may have at most 3 households.")
    terms(product, households=4)
    assert product.call("POST", "/api/v2/household", body(), customer=None).status == 201
    assert tenants.load_household_count(product.table, CLIENT) == 4


def test_of_many_households_at_one_moment_only_as_many_as_there_may_be_are_made(product: Product) -> None:
    terms(product, households=3)
    ends = at_once([lambda: product.call("POST", "/api/v2/household", body(), customer=None).status] * 6)
    assert ends.count(201) == 3
    assert len(list(households.load_all(product.table, CLIENT))) == 3


def test_a_customer_has_no_more_open_goals_than_the_tenants_cap_whatever_was_there_before(
    product: Product, account: str
) -> None:
    for _ in range(2):
        product.goal(account)
    terms(product, open_goals=3)
    third = product.call("POST", "/goals", goal_body(account))
    assert third.status == 201
    answer = product.refused("POST", "/goals", goal_body(account))
    assert (answer.status, answer.body["detail"]) == (409, "The customer has 3 open goals already.")
    assert product.call("DELETE", f"/goals/{third.body['id']}").status == 204
    assert product.call("POST", "/goals", goal_body(account)).status == 201
    assert product.refused("POST", "/goals", goal_body(account)).status == 409


def test_of_many_goals_at_one_moment_only_as_many_as_there_may_be_are_created(product: Product) -> None:
    """On two accounts, after one was cancelled: what was counted before is more than there is."""
    home = Home(product)
    accounts = home.saving(), home.saving(SavingsDescription="More")
    terms(product, open_goals=3)
    made = [product.goal(accounts[0])["id"] for _ in range(3)]
    product.call("DELETE", f"/goals/{made[-1]}")
    creations = [partial(product.call, "POST", "/goals", goal_body(on)) for on in accounts * 3]
    assert [answer.status for answer in at_once(creations)].count(201) == 1
    assert len([one for one in product.call("GET", "/goals").body if one["status"] == "active"]) == 3


def test_no_cap_is_above_what_a_customer_may_have_anyway() -> None:
    """Whoever has a cap of its own counts every goal: UNCOUNTED_ACCOUNTS stands for the tenants without one."""
    assert MAX_OPEN_GOALS == 1_000


def test_what_the_first_of_five_hundred_tenants_costs_the_last_one_costs(product: Product, reads: Meter) -> None:
    """Each has a household of its own that none of the others sees."""
    for number in range(500):
        client = f"client-{number}"
        product.table.write(tenants.save(Tenant(f"tenant-{number}", clients=frozenset({client}), version=1), None))
    costs, seen = set(), set[str]()
    for number in (0, 49, 499):
        claims = {"sub": f"client-{number}", "client_id": f"client-{number}"}
        options: dict[str, Any] = {"claims": claims, "headers": {"X-Client-Id": ""}, "customer": None}
        reads.reset()
        made = product.call("POST", "/api/v2/household", body(), **options)
        costs.add((*reads.calls, reads.read, reads.written))
        (listed,) = product.call("GET", "/api/v2/household", **options).data
        assert listed["HouseholdGUID"] == made.data["HouseholdGUID"]
        seen.add(listed["HouseholdGUID"])
    assert (len(costs), len(seen)) == (1, 3)
