"""Tenants, at an operator's word: who may call, with which defaults and caps; each change is one write, or none."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from savings.domain import calendar, money
from savings.domain.account import MAX_OPEN_GOALS
from savings.domain.errors import Checks, Conflicting, NotFound
from savings.domain.household import MAX_FINALISING_DAYS
from savings.domain.tenant import Tenant, Terms
from savings.store import households, tenants, webhooks
from savings.store.table import Table, Write

MAX_CLIENT_APPS: Final = 40
"""Client apps of a tenant: all of them change in one transaction with it."""
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_CLIENT: Final = re.compile(r"[\x21\x22\x24-\x7e]{1,128}")
"""No `#`, which parts the keys of the table."""


def onboard(table: Table, name: str, terms: Terms, clients: frozenset[str]) -> Tenant:
    """Store a new tenant. Raises Refused for what it cannot be, Conflicting where it or one of its clients is there."""
    if tenants.load(table, name) is not None:
        raise Conflicting(f"There is a tenant {name} already.")
    return _stored(table, Tenant(name, terms, clients), None)


def change(table: Table, name: str, how: Callable[[Tenant], Tenant]) -> Tenant:
    """Store what `how` makes of a tenant.

    Raises NotFound, Refused for what it cannot be, Conflicting for a client of another, ConditionFailed where another
    operator was first.
    """
    before = load(table, name)
    return _stored(table, how(before), before)


def load(table: Table, name: str) -> Tenant:
    """Return a tenant. Raises NotFound."""
    tenant = tenants.load(table, name)
    if tenant is None:
        raise NotFound("tenant")
    return tenant


def remove(table: Table, name: str) -> Tenant:
    """Remove a tenant with its clients, and return it.

    Raises NotFound, and Conflicting while it has a household or a webhook.
    """
    tenant = load(table, name)
    if next(webhooks.load_all(table, name), None) is not None:
        raise Conflicting(f"{name} has webhooks.")
    if next(households.load_all(table, name, at_once=1), None) is not None:
        raise Conflicting(f"{name} has households.")
    table.write(tenants.remove(tenant))
    return tenant


def _stored(table: Table, tenant: Tenant, before: Tenant | None) -> Tenant:
    _check(tenant)
    tenant = replace(tenant, version=(before.version if before else 0) + 1)
    table.write([*tenants.save(tenant, before), *_counted(table, tenant)])
    return tenant


def _counted(table: Table, tenant: Tenant) -> list[Write]:
    """Return the write by which a cap of households begins with those that there are.

    For as long as functions know the tenant without its cap, which is a minute, households are made beside the count:
    the same change once more counts them.
    """
    if tenant.terms.households is None:
        return []
    return [tenants.set_household_count(tenant.name, sum(1 for _ in households.load_all(table, tenant.name)))]


def _check(tenant: Tenant) -> None:
    """Raise Refused for all that a tenant cannot be."""
    terms, checks = tenant.terms, Checks()
    rules = (
        ("name", bool(_NAME.fullmatch(tenant.name)), "Has letters, digits, `.`, `_` and `-`, 63 at most."),
        ("clients", all(map(_CLIENT.fullmatch, tenant.clients)), "Are visible ASCII without `#`, 128 signs at most."),
        ("clients", len(tenant.clients) <= MAX_CLIENT_APPS, f"Are {MAX_CLIENT_APPS} at most."),
        ("finalising_days", _is_within(terms.finalising_days, 0, MAX_FINALISING_DAYS), f"0 to {MAX_FINALISING_DAYS}."),
        ("open_goals", _is_within(terms.open_goals, 1, MAX_OPEN_GOALS), f"1 to {MAX_OPEN_GOALS:,}."),
        ("households", _is_within(terms.households, 1, None), "1 or more."),
    )
    for field, holds, rule in rules:
        if not holds:
            checks.add(field, "not_possible", rule)
    if terms.zone is not None:
        zone = terms.zone
        checks(lambda: calendar.zone(zone))
    if terms.currency is not None:
        currency = terms.currency
        checks(lambda: money.exponent(currency))
    checks.done()


def _is_within(value: int | None, least: int, most: int | None) -> bool:
    return value is None or (value >= least and (most is None or value <= most))
