"""Households: create, list and change them; their people and accounts have rooms of their own."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from savings import ids
from savings.domain.account import Details
from savings.domain.calendar import local_date
from savings.domain.codes import CURRENT_ACCOUNT
from savings.domain.errors import Refused
from savings.domain.household import (
    DEFAULT_ACCOUNT_DESCRIPTION,
    Client,
    DependantRequest,
    Household,
    Level,
    check_everybody,
)
from savings.domain.household_accounts import AccountFigures
from savings.store import accounts, households, keys, tenants
from savings.store.households import Listed
from savings.store.table import Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.household_access import check_people, editable
from savings.usecases.household_accounts import new_account
from savings.usecases.household_changes import access_to, changed
from savings.usecases.household_people import UPDATED
from savings.usecases.pages import Place, page_of

HOUSEHOLDS_AT_ONCE: Final = 1000
"""A tenant has any number of households: so many come at once unless fewer are asked for."""


@dataclass(frozen=True, slots=True)
class HouseholdSettings:
    """What may be set about a household itself; `access` is None where nothing is said of it."""

    label: str
    zone: str
    currency: str
    locale: str
    finalising_days: int
    access: Mapping[str, Level] | None

    @property
    def viewers(self) -> frozenset[str]:
        """The clients who may look but not touch."""
        return frozenset(named for named, level in (self.access or {}).items() if level is Level.VIEW)


@dataclass(frozen=True, slots=True)
class HouseholdRequest:
    """A new household as it was read."""

    settings: HouseholdSettings
    clients: tuple[Client, ...]
    dependants: tuple[DependantRequest, ...]


def create_household(attempt: Attempt, request: HouseholdRequest) -> Outcome[Household]:
    """Create a household with its people and its default account, which belongs to the first client.

    Raises Refused, also for a client who is in a household already; Conflicting where the tenant has its cap of them.
    """
    now, household = attempt.now, _household(attempt, request)
    today = local_date(now, household.zone)
    check_everybody(household, today)
    _check_access(household, request.settings)
    figures = AccountFigures(
        client=household.clients[0].customer, savings_type=CURRENT_ACCOUNT, value=0, value_date=today
    )
    account = replace(new_account(household, figures, now, attempt.number), is_default=True)
    writes = [
        *households.insert(household, _uses(household), now),
        *accounts.insert(account, Details(DEFAULT_ACCOUNT_DESCRIPTION), access_to(household, account), now),
    ]
    most = attempt.caller.terms.households
    if most is not None:
        writes.append(tenants.count_household(household.tenant, most))
    return Outcome(household, writes)


def list_households(attempt: Attempt, limit: int | None, after: Place) -> tuple[list[Listed], Place | None]:
    """Return a page of the tenant's households by GUID, and where it ends; 1,000 unless another limit is asked for.

    For a caller with a person it is that person's household.
    """
    table, caller = attempt.table, attempt.caller
    if caller.customer is not None:
        return _own_household(attempt, caller.customer), None
    most = limit or HOUSEHOLDS_AT_ONCE
    behind = str(UUID(int=after[0] % 2**128)) if after else None
    found = households.load_all(table, caller.tenant, at_once=most + 1, after=behind)
    return page_of(found, most, lambda one: (UUID(one.guid).int,))


def _own_household(attempt: Attempt, customer: str) -> list[Listed]:
    table, caller = attempt.table, attempt.caller
    guid = households.load_membership(table, caller.tenant, customer)
    household = households.load(table, caller.tenant, guid) if guid else None
    if household is None:
        return []
    return [Listed(household.guid, household.label, household.zone, household.currency, household.locale)]


def replace_household(attempt: Attempt, household_id: str, settings: HouseholdSettings) -> Outcome[Household]:
    """Set a household anew; zone and finalising days reach goals that are created from now on.

    Access to accounts carries both, and is renewed with them. A customer's token that says nothing of who may view and
    edit keeps it as it is. Raises NotFound, Forbidden, and Refused for another currency: the household has accounts.
    """
    before = editable(attempt, household_id)
    if settings.currency != before.currency:
        raise Refused.one("currency", "fixed", "Cannot be changed once there is a saving.")
    keeps_access = settings.access is None and not attempt.caller.is_client_app
    after = replace(
        before,
        label=settings.label,
        zone=settings.zone,
        locale=settings.locale,
        finalising_days=settings.finalising_days,
        viewers=before.viewers if keeps_access else settings.viewers,
        sequence=before.sequence + 1,
    )
    check_people(attempt.caller, before, after, settings.access or ())
    _check_access(after, settings)
    renewed: list[Write] = []
    if (after.zone, after.finalising_days) != (before.zone, before.finalising_days):
        for account, _ in accounts.load_open(attempt.table, after.tenant, after.guid, consistent=True):
            renewed += accounts.renew_access(access_to(after, account))
    return changed(attempt, after, after, lambda household: households.save(household, UPDATED, attempt.now), renewed)


def _household(attempt: Attempt, request: HouseholdRequest) -> Household:
    settings = request.settings
    return Household(
        tenant=attempt.caller.tenant,
        guid=ids.new_guid(),
        label=settings.label,
        zone=settings.zone,
        currency=settings.currency,
        locale=settings.locale,
        finalising_days=settings.finalising_days,
        created_at=attempt.now,
        clients=request.clients,
        dependants=tuple(
            one.under(attempt.number + place * ids.STEP, request.clients)
            for place, one in enumerate(request.dependants)
        ),
        viewers=settings.viewers,
    )


def _uses(household: Household) -> dict[Key, int]:
    """What depends on each person from the start: the default account on the first, dependants on theirs."""
    people = [household.clients[0].customer, *(one.customer for one in household.dependants)]
    found = [keys.client(household.tenant, household.guid, customer) for customer in people]
    return {key: found.count(key) for key in found}


def _check_access(household: Household, settings: HouseholdSettings) -> None:
    strangers = sorted(named for named in settings.access or () if household.client(named) is None)
    if strangers:
        raise Refused.one("access", "not_in_household", f"{', '.join(strangers)} must be in the household.")
