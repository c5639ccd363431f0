"""Two tenants with a customer of one GUID, whose goals are due in one shard: neither has to do with the other."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import pytest

from savings.domain.notification import NOTIFIABLE
from savings.store.stream import events_of
from tests import stream
from tests.integration.notifications.mailbox import DONE, Mailbox, as_of_bus
from tests.product import ANNA, CLIENT, OTHER_APP, WRITES, Product, person
from tests.wire import tenants_in

OTHER: Final = "other-app"
NAMES: Final = {CLIENT: "Boat", OTHER: "Zeppelin"}
JANUARY_IS_OVER: Final = "2027-02-01T00:00:00Z"


@pytest.fixture
def ids(product: Product, monkeypatch: pytest.MonkeyPatch) -> dict[str, set[str]]:
    """Make the same for both tenants but for names; return by tenant the ids that only it has."""
    monkeypatch.setattr("savings.store.keys.SHARDS", 1)
    return {CLIENT: _made(product, NAMES[CLIENT]), OTHER: _made(product, NAMES[OTHER], **OTHER_APP)}


def _made(product: Product, name: str, **caller: Any) -> set[str]:
    product.clock.forward(seconds=1)
    people = {"Clients": [person(ANNA, Email=f"{name.lower()}@bank.example")]}
    home = product.call("POST", "/api/v2/household", people | {"TimeZone": "UTC", "Currency": "GBP"}, **caller).data
    saving = {"SavingsDescription": name, "SavingsType": 2, "Value": 50, "ValueDate": "2027-01-10"}
    path, saving["ClientGUID"] = f"/api/v2/household/{home['HouseholdGUID']}", home["Clients"][0]["ClientGUID"]
    account = product.call("POST", f"{path}/savings", saving, **caller).data["SavingsGUID"]
    plan = {"target_amount": {"value": "300"}, "recurrent_amount": {"value": "100"}, "target_date": "2027-03-31"}
    goal = product.call("POST", "/goals/v1/savings", {"name": name, "account_id": account, **plan}, **caller).data["id"]
    return {home["HouseholdGUID"], account, goal}


def test_each_write_of_the_closer_is_of_one_tenant(product: Product, ids: dict[str, set[str]]) -> None:
    writes: list[set[str]] = []

    def hear(operation: str, request: dict[str, Any]) -> None:
        if operation in WRITES:
            writes.append(tenants_in(request))

    product.wire.asked.append(hear)
    product.close_all(until=JANUARY_IS_OVER)
    assert {len(tenants) for tenants in writes} == {1}
    assert set().union(*writes) == set(ids)


def test_each_event_is_of_the_tenant_whose_item_it_is_and_names_nothing_of_the_other(
    product: Product, ids: dict[str, set[str]]
) -> None:
    product.close_all(until=JANUARY_IS_OVER)
    heard = set()
    for record in stream.records(product.client, product.table_name):
        for event in events_of(record):
            tenant = record["dynamodb"]["Keys"]["PK"]["S"].split("#")[1]
            (foreign,) = (ids[other] for other in ids if other != tenant)
            assert event.envelope()["tenantid"] == tenant
            assert not any(one in json.dumps(event.envelope()) for one in foreign)
            heard.add((tenant, event.name))
    assert {(CLIENT, "goal.period.closed"), (OTHER, "goal.period.closed")} <= heard


def _news(mailbox: Mailbox) -> Iterator[tuple[str, Any]]:
    for event in mailbox.events():
        if event.name in NOTIFIABLE:
            yield event.tenant, event


def test_who_is_notified_is_the_tenants_own_customer_by_its_own_names(
    product: Product, ids: dict[str, set[str]]
) -> None:
    mailbox = Mailbox(product)
    product.close_all(until=JANUARY_IS_OVER)
    news = list(_news(mailbox))
    assert {tenant for tenant, _ in news} == set(ids)
    assert mailbox.receive(*(event for _, event in news)) == DONE
    letters = {letter["Destination"]["ToAddresses"][0]: letter["Content"] for letter in mailbox.post.letters}
    assert set(letters) == {f"{name.lower()}@bank.example" for name in NAMES.values()}
    for to, content in letters.items():
        assert {name for name in NAMES.values() if name in json.dumps(content)} == {to.partition("@")[0].capitalize()}


def test_an_event_that_is_planted_under_another_tenant_shows_it_nothing(
    product: Product, ids: dict[str, set[str]]
) -> None:
    """Whoever could put events on the bus could name any goal: it is looked for among those of the event's tenant."""
    mailbox = Mailbox(product)
    product.close_all(until=JANUARY_IS_OVER)
    own = [event for tenant, event in _news(mailbox) if tenant == CLIENT]
    with product.unchanged():
        planted = [as_of_bus(replace(event, tenant=OTHER)) for event in own]
        assert mailbox.receive(*planted) == DONE
    assert own
    assert not mailbox.post.letters
