"""Households in the table: the household with its people and life events, and each person's membership.

All of them sort behind the household, so that one query reads them. Every change to any of them goes through the
household's own item, under its sequence, and is published from there. What depends on a person, a dependant or a life
event is counted on that item (store/references).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from savings.domain.calendar import instant
from savings.domain.dates import LifeEvent
from savings.domain.errors import Refused
from savings.domain.facts import Fact, HouseholdCreated
from savings.domain.household import Client, Dependant, Household
from savings.domain.notes import note
from savings.store import keys
from savings.store.numbers import put_new
from savings.store.references import UNUSED
from savings.store.table import NEW, THERE, Explain, Item, Key, Table, Write, conflict, delete, put, update


@dataclass(frozen=True, slots=True)
class Listed:
    """A household as its tenant's list has it."""

    guid: str
    label: str
    zone: str
    currency: str
    locale: str


def insert(household: Household, uses: dict[Key, int], now: datetime) -> list[Write]:
    """Return the writes of a new household with its people.

    `uses` says how many things of the same transaction depend on each person.
    """
    tenant, guid = household.tenant, household.guid
    writes = [_household_write(household, HouseholdCreated(), now, NEW, {}), _listing(household)]
    for index, client in enumerate(household.clients):
        key = keys.client(tenant, guid, client.customer)
        writes.append(put(_person(key, client_facts(client), uses.get(key, 0)), NEW))
        writes.append(_member(household, client, f"clients.{index}.client"))
    for dependant in household.dependants:
        key = keys.dependant(tenant, guid, dependant.number)
        writes.append(put(_person(key, dependant_facts(dependant), 0), NEW))
    return writes


def save(household: Household, fact: Fact, now: datetime) -> list[Write]:
    """Return the writes of a household that changed, under the sequence before; `household` has the new one."""
    return [touch(household, fact, now), _listing(household)]


def touch(household: Household, fact: Fact, now: datetime) -> Write:
    """Return the write by which the household publishes that its people or life events changed."""
    values = {":before": household.sequence - 1}
    condition = f"seq = :before AND {_same_plans(household, values)}"
    return _household_write(household, fact, now, condition, values)


def resolve_dates(household: Household) -> Write:
    """Return the write by which something takes dates from the household's people and life events as they were read.

    They must not have changed since, nor may a change of them have missed what takes the dates: `plans` counts it.
    """
    values = {":seen": household.sequence, ":plans": household.plans + 1}
    key = keys.household(household.tenant, household.guid)
    condition = f"seq = :seen AND {_same_plans(household, values)}"
    return update(key, "SET plans = :plans REMOVE note", condition, values)


def settled(household: Household) -> Write:
    """Return the write by which nothing is pending any more; refused when the household has changed since."""
    values = {":seen": household.sequence}
    key = keys.household(household.tenant, household.guid)
    return update(key, "REMOVE pending, due_shard, due_at, note", "seq = :seen", values)


def insert_client(household: Household, client: Client) -> list[Write]:
    """Return the writes of a new person."""
    key = keys.client(household.tenant, household.guid, client.customer)
    person = _person(key, client_facts(client), 0)
    return [put(person, NEW, explain=_taken("client")), _member(household, client, "client")]


def replace_facts(key: Key, facts: dict[str, Any]) -> Write:
    """Return the write that replaces what is known of a person, a dependant or a life event; its uses stay."""
    return update(key, "SET facts = :facts", THERE, {":facts": facts})


def insert_facts(key: Key, facts: dict[str, Any]) -> Write:
    """Return the write of a new dependant or life event."""
    return put_new(_person(key, facts, 0))


def remove(key: Key) -> Write:
    """Return the write that removes a person, a dependant or a life event on which nothing depends."""
    return delete(key, f"{THERE} AND {UNUSED}", {":none": 0}, _in_use)


def _in_use(item: Item | None) -> Exception | None:
    """What is gone already is another try's to find out."""
    is_client = item is not None and item["SK"].startswith(keys.CLIENT)
    if item is None or (is_client and not is_there(item)):
        return None
    fields = {keys.CLIENT: "client", keys.DEPENDANT: "dependant", keys.LIFE_EVENT: "life_event"}
    field = next(field for prefix, field in fields.items() if item["SK"].startswith(prefix))
    return Refused.one(field, "in_use", "Is in use.")


def count_goals(tenant: str, customer: str, before: int | None, count: int) -> Write:
    """Return the write by which a customer has at most so many open goals, where it was known `before` how many."""
    values = {":count": count} | ({":before": before} if before is not None else {})
    seen = "open_goals = :before" if before is not None else f"{THERE} AND attribute_not_exists(open_goals)"
    return update(keys.membership(tenant, customer), "SET open_goals = :count", seen, values)


def load_open_goals(table: Table, tenant: str, customer: str) -> int | None:
    """Return how many open goals a customer has at most; None where that was never counted."""
    found = table.get(keys.membership(tenant, customer)) or {}
    return found.get("open_goals")


def leave(household: Household, customer: str, uses: int | None = None) -> list[Write]:
    """Return the writes by which a person leaves, on whom nothing depends or, as it was seen, so many things.

    Both items stay as tombstones that say nothing of the person: one household for life, and what depends on somebody
    names them.
    """
    key = keys.client(household.tenant, household.guid, customer)
    seen = "uses = :none" if uses else UNUSED
    explain = _in_use if uses is None else conflict
    return [
        update(key, "REMOVE facts", f"attribute_exists(facts) AND {seen}", {":none": uses or 0}, explain),
        update(keys.membership(household.tenant, customer), "SET has_left = :yes", THERE, {":yes": True}),
    ]


def load(table: Table, tenant: str, guid: str) -> Household | None:
    """Return the household with its people and life events, read strongly in one round trip."""
    partition = keys.household_partition(tenant, guid)
    items = list(table.query_all(partition, keys.HOUSEHOLD, consistent=True))
    return read_household(items) if items else None


def load_all(table: Table, tenant: str, *, at_once: int | None = None, after: str | None = None) -> Iterator[Listed]:
    """Yield the households of a tenant behind the one with GUID `after`, by GUID; as of a moment ago.

    They are read when they are asked for, `at_once` at a time.
    """
    behind = keys.household_listing(tenant, after)[1] if after else ""
    for item in table.query_all(keys.households_partition(tenant), keys.HOUSEHOLD, at_once=at_once, after=behind):
        guid = item["SK"].partition("#")[2]
        yield Listed(guid, item["label"], item["zone"], item["currency"], item["locale"])


def load_membership(table: Table, tenant: str, customer: str) -> str | None:
    """Return the GUID of the household that a person is in, None for nobody and for one who has left."""
    item = table.get(keys.membership(tenant, customer))
    return None if item is None or item.get("has_left") else str(item["household"])


def read_household(items: list[Item]) -> Household:
    """Return the household of its items; people in the order in which they came."""
    head = next(item for item in items if item["SK"] == keys.HOUSEHOLD)
    _, tenant, _, guid = head["PK"].split("#")
    order = {customer: place for place, customer in enumerate(head["clients"])}
    clients = [read_client(item) for item in items if item["SK"].startswith(keys.CLIENT) and is_there(item)]
    return Household(
        tenant=tenant,
        guid=guid,
        label=head["label"],
        zone=head["zone"],
        currency=head["currency"],
        locale=head["locale"],
        finalising_days=head["finalising_days"],
        created_at=datetime.fromtimestamp(head["at"], UTC),
        clients=tuple(sorted(clients, key=lambda client: order.get(client.customer, len(order)))),
        dependants=tuple(_read_dependant(item) for item in items if item["SK"].startswith(keys.DEPENDANT)),
        life_events=tuple(_read_life_event(item) for item in items if item["SK"].startswith(keys.LIFE_EVENT)),
        viewers=frozenset(head.get("viewers", ())),
        plans=head.get("plans", 0),
        pending=datetime.fromtimestamp(head["pending"], UTC) if "pending" in head else None,
        sequence=head["seq"],
    )


def client_facts(client: Client) -> dict[str, Any]:
    """Return what is kept of a person."""
    return _present(
        first_name=client.first_name,
        last_name=client.last_name,
        date_of_birth=client.date_of_birth.isoformat(),
        email=client.email,
    )


def dependant_facts(dependant: Dependant) -> dict[str, Any]:
    """Return what is kept of a dependant."""
    return _present(
        first_name=dependant.first_name,
        last_name=dependant.last_name,
        date_of_birth=dependant.date_of_birth.isoformat(),
        client=dependant.customer,
    )


def life_event_facts(event: LifeEvent) -> dict[str, Any]:
    """Return what is kept of a life event."""
    return _present(
        label=event.label,
        basis=event.basis,
        day=event.day.isoformat() if event.day else None,
        customer=event.customer,
        age_years=event.age_years,
        age_months=event.age_months,
        linked=event.linked,
        offset_basis=event.offset_basis,
        offset_years=event.offset_years,
        offset_months=event.offset_months,
        extras=event.extras,
    )


def _household_write(household: Household, fact: Fact, now: datetime, condition: str, values: dict[str, Any]) -> Write:
    pending = household.pending
    item = keys.item(
        keys.household(household.tenant, household.guid),
        **_head(household),
        finalising_days=household.finalising_days,
        at=int(household.created_at.timestamp()),
        clients=[client.customer for client in household.clients],
        seq=household.sequence,
        note=note(now, (fact,)),
        viewers=set(household.viewers) or None,
        plans=household.plans or None,
        pending=int(pending.timestamp()) if pending else None,
        **keys.due(instant(pending) if pending else None, "household", UUID(household.guid).int),
    )
    return put(item, condition, values)


def _same_plans(household: Household, values: dict[str, Any]) -> str:
    if not household.plans:
        return "attribute_not_exists(plans)"
    values[":seen_plans"] = household.plans
    return "plans = :seen_plans"


def _listing(household: Household) -> Write:
    key = keys.household_listing(household.tenant, household.guid)
    return put(keys.item(key, **_head(household)), f"{NEW} OR {THERE}")


def _head(household: Household) -> dict[str, str]:
    """What the tenant's list has of a household."""
    return {name: getattr(household, name) for name in ("label", "zone", "currency", "locale")}


def _member(household: Household, client: Client, field: str) -> Write:
    """A person is in one household for life."""
    key = keys.membership(household.tenant, client.customer)
    return put(keys.item(key, household=household.guid), NEW, explain=_taken(field))


def _taken(field: str) -> Explain:
    return lambda _: Refused.one(field, "taken", "Is in a household already.")


def _person(key: Key, facts: dict[str, Any], uses: int) -> Item:
    return keys.item(key, facts=facts, uses=uses or None)


def is_there(client: Item) -> bool:
    """Whether an item is that of a person who has not left."""
    return "facts" in client


def read_client(item: Item) -> Client:
    """Return the person of an item."""
    facts = item["facts"]
    born = date.fromisoformat(facts["date_of_birth"])
    customer = item["SK"].removeprefix(keys.CLIENT)
    return Client(customer, facts["first_name"], facts["last_name"], born, facts.get("email"))


def _read_dependant(item: Item) -> Dependant:
    facts = item["facts"]
    born = date.fromisoformat(facts["date_of_birth"])
    number = int(item["SK"].removeprefix(keys.DEPENDANT))
    return Dependant(number, facts["first_name"], facts["last_name"], born, facts["client"])


def _read_life_event(item: Item) -> LifeEvent:
    facts = dict(item["facts"])
    day = facts.pop("day", None)
    number = int(item["SK"].removeprefix(keys.LIFE_EVENT))
    return LifeEvent(number=number, day=date.fromisoformat(day) if day else None, **facts)


def _present(**facts: Any) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None}
