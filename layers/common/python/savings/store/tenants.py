"""Tenants in the table: each is one item, of which each of its client apps has a copy, so that one read knows a caller.

They are no data of a tenant: their keys are beside all partitions that begin with one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from savings.domain.errors import Conflicting
from savings.domain.tenant import Tenant, Terms
from savings.store import keys
from savings.store.table import NEW, THERE, Item, Table, Write, delete, put, update

KNOWN_FOR: Final = timedelta(seconds=60)
"""So long is a client known as it was read: a tenant that is suspended is refused within this time."""
UNKNOWN_FOR: Final = timedelta(seconds=10)
"""So long is a client unknown that was not there."""
MOST_KNOWN: Final = 1_000
_TERMS: Final = ("zone", "currency", "finalising_days", "open_goals", "households")


@dataclass(frozen=True, slots=True)
class _Known:
    tenant: Tenant | None
    until: datetime


class Directory:
    """Whose each client is, as of a minute ago at most: only the first request of a client in a minute reads it."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now
        self._known: dict[str, _Known] = {}

    def tenant_of(self, client_id: str) -> Tenant | None:
        """Return the tenant of a client, None for a client of nobody."""
        now, known = self._now(), self._known.get(client_id)
        if known is None or now >= known.until:
            known = self._read(client_id, now)
        return known.tenant

    def _read(self, client_id: str, now: datetime) -> _Known:
        item = self._table.get(keys.client_app(client_id), consistent=False)
        tenant = _read_tenant(item["tenant"], item) if item else None
        known = _Known(tenant, now + (KNOWN_FOR if tenant else UNKNOWN_FOR))
        self._known.pop(client_id, None)
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[client_id] = known
        return known


def save(tenant: Tenant, before: Tenant | None) -> list[Write]:
    """Return the writes of a tenant with its client apps, where it is stored as it was `before`, None for not at all.

    Refused with Conflicting for a client app that is another tenant's.
    """
    facts, seen = _facts(tenant), before.clients if before else frozenset()
    values = {":before": before.version} if before else {}
    item = keys.item(keys.tenant(tenant.name), **facts, clients=set(tenant.clients) or None, version=tenant.version)
    writes = [put(item, "version = :before" if before else NEW, values)]
    for client in sorted(tenant.clients):
        app = keys.item(keys.client_app(client), tenant=tenant.name, **facts)
        writes.append(put(app, f"{NEW} OR tenant = :name", {":name": tenant.name}, _of_another))
    return writes + [_removed(client, tenant.name) for client in sorted(seen - tenant.clients)]


def remove(tenant: Tenant) -> list[Write]:
    """Return the writes that remove a tenant with its client apps and what was counted of it."""
    gone = delete(keys.tenant(tenant.name), "version = :before", {":before": tenant.version})
    counts = keys.household_count(tenant.name), keys.webhook_count(tenant.name)
    counted = [delete(key, f"{NEW} OR {THERE}") for key in counts]
    return [gone, *counted, *(_removed(client, tenant.name) for client in sorted(tenant.clients))]


def load(table: Table, name: str) -> Tenant | None:
    """Return a tenant, read strongly; None where there is none."""
    item = table.get(keys.tenant(name))
    return _read_tenant(name, item) if item else None


def load_all(table: Table) -> Iterator[Tenant]:
    """Yield all tenants by name, as of a moment ago."""
    for item in table.query_all(keys.TENANTS, keys.TENANT):
        yield _read_tenant(item["SK"].removeprefix(keys.TENANT), item)


def count_household(tenant: str, most: int) -> Write:
    """Return the write by which a tenant has one more household; refused with Conflicting where it has its cap."""
    counted = "SET households = if_not_exists(households, :none) + :one"
    values = {":none": 0, ":one": 1, ":most": most}
    return update(keys.household_count(tenant), counted, f"{NEW} OR households < :most", values, lambda _: _full(most))


def set_household_count(tenant: str, count: int) -> Write:
    """Return the write by which a tenant is known to have so many households, whatever was counted before."""
    return put(keys.item(keys.household_count(tenant), households=count), f"{NEW} OR {THERE}")


def load_household_count(table: Table, tenant: str) -> int | None:
    """Return how many households a tenant is counted to have; None where they are not counted."""
    return (table.get(keys.household_count(tenant)) or {}).get("households")


def _full(most: int) -> Exception:
    return Conflicting(f"The tenant may have at most {most:,} households.")


def _of_another(item: Item | None) -> Exception | None:
    return Conflicting(f"{keys.named_client(item['PK'])} is a client of {item['tenant']}.") if item else None


def _removed(client: str, tenant: str) -> Write:
    return delete(keys.client_app(client), f"{NEW} OR tenant = :name", {":name": tenant})


def _facts(tenant: Tenant) -> dict[str, Any]:
    terms = {name: getattr(tenant.terms, name) for name in _TERMS}
    return {**terms, "suspended": True if tenant.is_suspended else None}


def _read_tenant(name: str, item: Item) -> Tenant:
    return Tenant(
        name,
        Terms(**{term: item.get(term) for term in _TERMS}),
        frozenset(item.get("clients", ())),
        item.get("suspended", False),
        item.get("version", 0),
    )
