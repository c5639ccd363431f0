"""Households in the table: the household, its people, and each person's membership."""

from datetime import UTC, date, datetime
from typing import Any

from savings.domain.events import note
from savings.domain.household import Client, Dependant, Household
from savings.store import keys
from savings.store.table import Item, Table, Write, put


def insert(household: Household, now: datetime) -> list[Write]:
    """Return the writes of a new household with its people; a person who is in one already refuses `member<i>`."""
    tenant, guid = household.tenant, household.guid
    is_new = "attribute_not_exists(PK)"
    told = note(now, (("household.created",),))
    writes = [put("household", _item(keys.household(tenant, guid), _household(household) | {"note": told}), is_new)]
    for index, client in enumerate(household.clients):
        writes.append(put(f"client{index}", _item(keys.client(tenant, guid, client.customer), _client(client)), is_new))
        membership = _item(keys.membership(tenant, client.customer), {"household": guid})
        writes.append(put(f"member{index}", membership, is_new))
    writes += [
        put(f"dependant{one.number}", _item(keys.dependant(tenant, guid, one.number), _dependant(one)), is_new)
        for one in household.dependants
    ]
    return writes


def load(table: Table, tenant: str, guid: str) -> Household | None:
    """Return the household with its people, read strongly."""
    partition = keys.household_partition(tenant, guid)
    head = table.get(keys.household(tenant, guid))
    if head is None:
        return None
    clients = table.query_all(partition, "CLIENT#", consistent=True)
    dependants = table.query_all(partition, "DEPENDANT#", consistent=True)
    return read_household(
        head, [_read_client(item) for item in clients], [_read_dependant(item) for item in dependants]
    )


def read_household(item: Item, clients: list[Client], dependants: list[Dependant]) -> Household:
    """Return the household of an item and its people's; clients in the order in which they were given."""
    _, tenant, _, guid = item["PK"].split("#")
    order = {customer: place for place, customer in enumerate(item["clients"])}
    return Household(
        tenant=tenant,
        guid=guid,
        label=item["label"],
        zone=item["zone"],
        currency=item["currency"],
        locale=item["locale"],
        finalising_days=item["finalising_days"],
        created_at=datetime.fromtimestamp(item["at"], UTC),
        clients=tuple(sorted(clients, key=lambda client: order.get(client.customer, len(order)))),
        dependants=tuple(dependants),
        viewers=frozenset(item.get("viewers", ())),
        sequence=item["seq"],
    )


def _item(key: tuple[str, str], values: dict[str, Any]) -> Item:
    return {"PK": key[0], "SK": key[1], **values}


def _household(household: Household) -> dict[str, Any]:
    values: dict[str, Any] = {
        "label": household.label,
        "zone": household.zone,
        "currency": household.currency,
        "locale": household.locale,
        "finalising_days": household.finalising_days,
        "at": int(household.created_at.timestamp()),
        "clients": [client.customer for client in household.clients],
        "seq": household.sequence,
    }
    return values | ({"viewers": set(household.viewers)} if household.viewers else {})


def _client(client: Client) -> dict[str, Any]:
    values = {
        "first_name": client.first_name,
        "last_name": client.last_name,
        "date_of_birth": client.date_of_birth.isoformat(),
    }
    return values if client.email is None else values | {"email": client.email}


def _read_client(item: Item) -> Client:
    customer = item["SK"].removeprefix("CLIENT#")
    born = date.fromisoformat(item["date_of_birth"])
    return Client(customer, item["first_name"], item["last_name"], born, item.get("email"))


def _dependant(dependant: Dependant) -> dict[str, Any]:
    return {
        "first_name": dependant.first_name,
        "last_name": dependant.last_name,
        "date_of_birth": dependant.date_of_birth.isoformat(),
        "client": dependant.customer,
    }


def _read_dependant(item: Item) -> Dependant:
    number = int(item["SK"].removeprefix("DEPENDANT#"))
    born = date.fromisoformat(item["date_of_birth"])
    return Dependant(number, item["first_name"], item["last_name"], born, item["client"])
