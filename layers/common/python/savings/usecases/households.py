"""The households family, first cut: a household with its people, and its savings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from savings import ids
from savings.domain.account import CURRENT_ACCOUNT, Account, Saving
from savings.domain.calendar import local_date
from savings.domain.errors import FieldError, Forbidden, NotFound, Refused
from savings.domain.goal import Attachment
from savings.domain.household import (
    DEFAULT_ACCOUNT_DESCRIPTION,
    Client,
    Dependant,
    Household,
    Level,
    SavingFigures,
    check_saving,
)
from savings.runtime import Runtime
from savings.store import accounts, households
from savings.store.accounts import Access
from savings.store.idempotency import Answer, Once
from savings.store.table import ConditionFailed, Write
from savings.usecases.caller import Caller
from savings.usecases.writing import attempts, commit


@dataclass(frozen=True, slots=True)
class NewDependant:
    """A dependant of a household that is being created; without a customer they depend on the first client."""

    first_name: str
    last_name: str
    date_of_birth: date
    customer: str | None


@dataclass(frozen=True, slots=True)
class HouseholdRequest:
    """A household as it was read; people of the future are refused when the household's zone tells the date."""

    label: str
    zone: str
    currency: str
    locale: str
    finalising_days: int
    clients: tuple[Client, ...]
    dependants: tuple[NewDependant, ...]
    access: Mapping[str, Level]


@dataclass(frozen=True, slots=True)
class SavingRequest:
    """A saving as it was read: `figures` reads the amounts in the household's currency."""

    figures: Callable[[Household], SavingFigures]
    dependant_given: bool
    saving: Callable[[Household], Saving]


def create_household(
    runtime: Runtime,
    caller: Caller,
    request: HouseholdRequest,
    once: Once | None,
    render: Callable[[Household], Answer],
) -> Answer:
    """Create a household with its people and its default account, which belongs to the first client.

    Raises Refused, also for a client who is in a household already.
    """

    def work(now: datetime) -> Answer:
        household = _household(caller.tenant, request, now)
        _check_people(household, request.access, local_date(now, household.zone))
        today = local_date(now, household.zone)
        figures = SavingFigures(household.clients[0].customer, CURRENT_ACCOUNT, 0, today)
        saving = Saving(DEFAULT_ACCOUNT_DESCRIPTION)
        account = replace(_account(household, figures, now), is_default=True)
        writes = [*households.insert(household, now), *_open(household, account, saving, now)]
        try:
            return commit(runtime, writes, once, render(household), now)
        except ConditionFailed as failed:
            _explain_members(failed)
            raise

    return attempts(runtime, work)


def get_household(runtime: Runtime, caller: Caller, guid: str) -> Household:
    """Return a household that the caller may view. Raises NotFound."""
    return _visible(runtime, caller, guid)


def create_saving(
    runtime: Runtime,
    caller: Caller,
    guid: str,
    request: SavingRequest,
    once: Once | None,
    render: Callable[[Household, Account, Saving], Answer],
) -> Answer:
    """Open an account of the household. Raises NotFound, Forbidden for one who may only view, Refused."""

    def work(now: datetime) -> Answer:
        household = _visible(runtime, caller, guid)
        if household.level_of(caller.customer) is not Level.EDIT:
            raise Forbidden("You do not have permission to edit the household.")
        figures = request.figures(household)
        check_saving(household, figures, request.dependant_given, local_date(now, household.zone))
        account, saving = _account(household, figures, now), request.saving(household)
        writes = _open(household, account, saving, now)
        return commit(runtime, writes, once, render(household, account, saving), now)

    return attempts(runtime, work)


def list_savings(runtime: Runtime, caller: Caller, guid: str) -> tuple[Household, list[tuple[Account, Saving]]]:
    """Return the household's accounts, oldest first; as of a moment ago. Raises NotFound."""
    household = _visible(runtime, caller, guid)
    return household, accounts.load_savings(runtime.table, household.tenant, household.guid)


def _visible(runtime: Runtime, caller: Caller, guid: str) -> Household:
    parsed = ids.parse_guid(guid)
    household = households.load(runtime.table, caller.tenant, parsed) if parsed else None
    if household is None or household.level_of(caller.customer) is None:
        raise NotFound("household")
    return household


def _household(tenant: str, request: HouseholdRequest, now: datetime) -> Household:
    first = request.clients[0].customer
    numbers: list[int] = []
    for _ in request.dependants:
        numbers.append(ids.new_id(now, after=numbers[-1] if numbers else 0))
    return Household(
        tenant=tenant,
        guid=ids.new_guid(),
        label=request.label,
        zone=request.zone,
        currency=request.currency,
        locale=request.locale,
        finalising_days=request.finalising_days,
        created_at=now,
        clients=request.clients,
        dependants=tuple(
            Dependant(number, one.first_name, one.last_name, one.date_of_birth, one.customer or first)
            for number, one in zip(numbers, request.dependants, strict=True)
        ),
        viewers=frozenset(named for named, level in request.access.items() if level is Level.VIEW),
    )


def _check_people(household: Household, access: Mapping[str, Level], today: date) -> None:
    people = {client.customer for client in household.clients}
    people_at = [(f"Clients.{index}", client) for index, client in enumerate(household.clients)]
    born: list[tuple[str, Client | Dependant]] = [*people_at]
    born += [(f"Dependants.{index}", dependant) for index, dependant in enumerate(household.dependants)]
    errors = [
        error for path, one in born for error in (*_born(one.date_of_birth, path, today), *_known(one, path, people))
    ]
    errors += [
        error
        for named in sorted(access.keys() - people)
        for error in Refused.one("Access", "not_in_household", f"{named} must be in the household.").errors
    ]
    if errors:
        raise Refused(errors)


def _born(day: date, path: str, today: date) -> tuple[FieldError, ...]:
    if day <= today:
        return ()
    message = "The date of birth must be a date before or equal to today."
    return Refused.one(f"{path}.DateOfBirth", "in_the_future", message).errors


def _known(one: Client | Dependant, path: str, people: set[str]) -> tuple[FieldError, ...]:
    if one.customer in people:
        return ()
    return Refused.one(f"{path}.ClientGUID", "not_in_household", "The client guid must be in the household.").errors


def _account(household: Household, figures: SavingFigures, now: datetime) -> Account:
    return Account(
        number=ids.new_id(now),
        tenant=household.tenant,
        household=household.guid,
        owner=figures.client,
        joint_owner=figures.joint_owner if figures.joint_owner != figures.client else None,
        savings_type=figures.savings_type,
        currency=household.currency,
        balance=figures.value,
        residual=figures.value,
        minimum_balance=figures.minimum_balance,
        value_date=figures.value_date,
        created_at=now,
    )


def _open(household: Household, account: Account, saving: Saving, now: datetime) -> list[Write]:
    access = [
        Access(
            Attachment(
                tenant=household.tenant,
                customer=customer,
                household=household.guid,
                account=account.number,
                currency=household.currency,
                zone=household.zone,
                finalising_days=household.finalising_days,
            ),
            is_owner=customer == account.owner,
        )
        for customer in (account.owner, account.joint_owner)
        if customer is not None
    ]
    return accounts.insert(account, saving, access, now)


def _explain_members(failed: ConditionFailed) -> None:
    taken = sorted(int(label.removeprefix("member")) for label in failed.blocking if label.startswith("member"))
    if taken:
        message = "The client guid is in a household already."
        raise Refused([e for i in taken for e in Refused.one(f"Clients.{i}.ClientGUID", "taken", message).errors])
