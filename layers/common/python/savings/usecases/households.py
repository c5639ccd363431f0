"""Households: create, read, list and change them; their people and savings have rooms of their own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from savings import ids
from savings.domain.account import Saving
from savings.domain.calendar import local_date
from savings.domain.codes import CURRENT_ACCOUNT
from savings.domain.errors import FieldError, Refused
from savings.domain.household import DEFAULT_ACCOUNT_DESCRIPTION, Client, Dependant, Household, Level
from savings.domain.saving import SavingFigures
from savings.runtime import Runtime
from savings.store import accounts, households, keys
from savings.store.households import Listed
from savings.store.idempotency import Answer, Once
from savings.store.table import ConditionFailed, Key, Write
from savings.usecases.attempt import attempts
from savings.usecases.caller import Caller
from savings.usecases.household_access import check_people, editable, visible
from savings.usecases.people import UPDATED
from savings.usecases.savings import new_account
from savings.usecases.settling import Made, access_to, commit_change, completed
from savings.usecases.writing import commit, numbering

Render = Callable[[Household], Answer]


@dataclass(frozen=True, slots=True)
class NewDependant:
    """A dependant of a household that is being created; without a customer they depend on the first client."""

    first_name: str
    last_name: str
    date_of_birth: date
    customer: str | None


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
    dependants: tuple[NewDependant, ...]


def create_household(
    runtime: Runtime, caller: Caller, request: HouseholdRequest, once: Once | None, render: Render
) -> Answer:
    """Create a household with its people and its default account, which belongs to the first client.

    Raises Refused, also for a client who is in a household already.
    """

    def work(now: datetime, number: int) -> Answer:
        household = _household(caller.tenant, request, now, number)
        today = local_date(now, household.zone)
        _check_people(household, request.settings, today)
        figures = SavingFigures(
            client=household.clients[0].customer, savings_type=CURRENT_ACCOUNT, value=0, value_date=today
        )
        account = replace(new_account(household, figures, now, number), is_default=True)
        writes = [
            *households.insert(household, _uses(household), now),
            *accounts.insert(account, Saving(DEFAULT_ACCOUNT_DESCRIPTION), access_to(household, account), now),
        ]
        try:
            return commit(runtime, writes, once, render(household), now)
        except ConditionFailed as failed:
            _explain_members(failed)
            raise

    return numbering(runtime, work)


def get_household(runtime: Runtime, caller: Caller, guid: str) -> Household:
    """Return a household that the caller may view. Raises NotFound."""
    return visible(runtime, caller, guid)


def list_households(runtime: Runtime, caller: Caller) -> list[Listed]:
    """Return the household of the caller's person, or every one of the tenant for a client app that names nobody."""
    if caller.customer is None:
        return households.load_all(runtime.table, caller.tenant)
    guid = households.load_membership(runtime.table, caller.tenant, caller.customer)
    household = households.load(runtime.table, caller.tenant, guid) if guid else None
    if household is None:
        return []
    return [Listed(household.guid, household.label, household.zone, household.currency, household.locale)]


def replace_household(
    runtime: Runtime, caller: Caller, guid: str, settings: HouseholdSettings, once: Once | None, render: Render
) -> Answer:
    """Set a household anew; zone and finalising days reach goals that are created from now on.

    Access to accounts carries both, and is renewed with them. A customer's token that says nothing of who may view and
    edit keeps it as it is. Raises NotFound, Forbidden, and Refused for another currency: the household has accounts.
    """

    def work(now: datetime) -> Made:
        before = editable(runtime, caller, guid)
        if settings.currency != before.currency:
            raise Refused.one("Currency", "fixed", "The currency cannot be changed once there is a saving.")
        keeps_access = settings.access is None and not caller.is_client_app
        after = replace(
            before,
            label=settings.label,
            zone=settings.zone,
            locale=settings.locale,
            finalising_days=settings.finalising_days,
            viewers=before.viewers if keeps_access else settings.viewers,
            sequence=before.sequence + 1,
        )
        check_people(caller, before, after, settings.access or ())
        _check_access(after, settings)
        renewed: list[Write] = []
        if (after.zone, after.finalising_days) != (before.zone, before.finalising_days):
            for account, _ in accounts.load_savings(runtime.table, after.tenant, after.guid, consistent=True):
                renewed += accounts.renew_access(access_to(after, account))

        def own(household: Household) -> list[Write]:
            return households.save(household, UPDATED, now)

        return commit_change(runtime, after, own, renewed, once, render(after), now)

    return completed(runtime, attempts(runtime, work))


def _household(tenant: str, request: HouseholdRequest, now: datetime, number: int) -> Household:
    first, settings = request.clients[0].customer, request.settings
    return Household(
        tenant=tenant,
        guid=ids.new_guid(),
        label=settings.label,
        zone=settings.zone,
        currency=settings.currency,
        locale=settings.locale,
        finalising_days=settings.finalising_days,
        created_at=now,
        clients=request.clients,
        dependants=tuple(
            Dependant(
                number + place * ids.STEP, one.first_name, one.last_name, one.date_of_birth, one.customer or first
            )
            for place, one in enumerate(request.dependants)
        ),
        viewers=settings.viewers,
    )


def _uses(household: Household) -> dict[Key, int]:
    """What hangs on each person from the start: the default account on the first, dependants on theirs."""
    people = [household.clients[0].customer, *(one.customer for one in household.dependants)]
    found = [keys.client(household.tenant, household.guid, customer) for customer in people]
    return {key: found.count(key) for key in found}


def _check_people(household: Household, settings: HouseholdSettings, today: date) -> None:
    people = {client.customer for client in household.clients}
    born: list[tuple[str, Client | Dependant]] = [(f"Clients.{at}", one) for at, one in enumerate(household.clients)]
    born += [(f"Dependants.{at}", one) for at, one in enumerate(household.dependants)]
    errors = [
        error for path, one in born for error in (*_born(one.date_of_birth, path, today), *_known(one, path, people))
    ]
    if errors:
        raise Refused(errors)
    _check_access(household, settings)


def _check_access(household: Household, settings: HouseholdSettings) -> None:
    strangers = sorted(named for named in settings.access or () if household.client(named) is None)
    if strangers:
        raise Refused.one("Access", "not_in_household", f"{', '.join(strangers)} must be in the household.")


def _born(day: date, path: str, today: date) -> tuple[FieldError, ...]:
    if day <= today:
        return ()
    message = "The date of birth must be a date before or equal to today."
    return Refused.one(f"{path}.DateOfBirth", "in_the_future", message).errors


def _known(one: Client | Dependant, path: str, people: set[str]) -> tuple[FieldError, ...]:
    if one.customer in people:
        return ()
    return Refused.one(f"{path}.ClientGUID", "not_in_household", "The client guid must be in the household.").errors


def _explain_members(failed: ConditionFailed) -> None:
    taken = sorted(int(label.removeprefix("member")) for label in failed.blocking if label.startswith("member"))
    if taken:
        message = "The client guid is in a household already."
        errors = [FieldError(("Clients", at, "ClientGUID"), "taken", message) for at in taken]
        raise Refused(errors) from failed
