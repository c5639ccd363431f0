"""How households, their people, savings and contributions are answered: PascalCase, GUIDs, money as JSON numbers."""

from collections.abc import Callable
from typing import Any

from households import extras
from households.extras import number
from households.formatted import formatted_contribution, formatted_life_event, formatted_saving
from savings.domain import codes, guids, money
from savings.domain.dates import LifeEvent
from savings.domain.household import Client, Dependant, Household, Level
from savings.domain.projection import Payment
from savings.store.households import Listed
from savings.usecases.contributions import ContributionFound
from savings.usecases.household_accounts import AccountFound


def household_view(household: Household) -> dict[str, Any]:
    """Return a household with its people."""
    return {
        "HouseholdGUID": household.guid,
        "HouseholdLabel": household.label,
        "TimeZone": household.zone,
        "Currency": household.currency,
        "Locale": household.locale,
        "FinalisingDays": household.finalising_days,
        "Clients": [client_view(household, client) for client in household.clients],
        "Dependants": [dependant_view(household, dependant) for dependant in household.dependants],
        "Access": [{"ClientGUID": one, "Level": Level.VIEW.value} for one in sorted(household.viewers)],
    }


def listed_view(listed: Listed) -> dict[str, Any]:
    """Return a household as the list has it."""
    return {
        "HouseholdGUID": listed.guid,
        "HouseholdLabel": listed.label,
        "TimeZone": listed.zone,
        "Currency": listed.currency,
        "Locale": listed.locale,
    }


def client_view(_: Household, client: Client) -> dict[str, Any]:
    """Return a person."""
    return {
        "ClientGUID": client.customer,
        "FirstName": client.first_name,
        "LastName": client.last_name,
        "DateOfBirth": client.date_of_birth.isoformat(),
        "Email": client.email,
    }


def dependant_view(household: Household, dependant: Dependant) -> dict[str, Any]:
    """Return a dependant."""
    return {
        "DependantGUID": guids.dependant_guid(household.tenant, household.guid, dependant.number),
        "FirstName": dependant.first_name,
        "LastName": dependant.last_name,
        "DateOfBirth": dependant.date_of_birth.isoformat(),
        "ClientGUID": dependant.customer,
    }


def life_event_view(household: Household, event: LifeEvent, *, formatted: bool = True) -> dict[str, Any]:
    """Return a life event."""
    linked = event.linked
    view = {
        "EventGUID": guids.life_event_guid(household.tenant, household.guid, event.number),
        "EventLabel": event.label,
        "EventBasis": event.basis,
        "EventDate": event.day.isoformat() if event.day else None,
        "ClientGUID": event.customer,
        "AgeYears": event.age_years,
        "AgeMonths": event.age_months,
        "LinkedEventGUID": guids.life_event_guid(household.tenant, household.guid, linked) if linked else None,
        "OffsetBasis": event.offset_basis,
        "OffsetYears": event.offset_years,
        "OffsetMonths": event.offset_months,
        **extras.shown(event.extras, extras.OF_A_LIFE_EVENT),
    }
    return view | {"FormattedValues": formatted_life_event(household, view)} if formatted else view


def saving_view(found: AccountFound, *, formatted: bool = True) -> dict[str, Any]:
    """Return a saving; its Value is the account's balance."""
    account, saving = found.account, found.details
    tenant, household = account.tenant, account.household
    least, dependant = account.minimum_balance, saving.dependant
    kept = extras.shown(saving.extras, extras.OF_A_SAVING)
    event = "FutureRiskDateOfChangeEventGUID"
    view = {
        "SavingsGUID": guids.account_guid(tenant, household, account.number),
        "ClientGUID": account.owner,
        "SavingsDescription": saving.description,
        "SavingsType": account.savings_type,
        "Value": number(money.show(account.balance, account.currency)),
        "ValueDate": account.value_date.isoformat(),
        "JointOwnerClientGUID": saving.joint_owner_as_sent or account.joint_owner,
        "MinimumBalance": None if least is None else number(money.show(least, account.currency)),
        "DependantGUID": None if dependant is None else guids.dependant_guid(tenant, household, dependant),
        **kept,
        event: _life_event_guid(kept[event], tenant, household),
        "DefaultAccount": codes.YES if account.is_default else None,
    }
    return view | {"FormattedValues": formatted_saving(found.household, view)} if formatted else view


def contribution_view(found: ContributionFound, *, formatted: bool = True) -> dict[str, Any]:
    """Return a contribution."""
    account, contribution = found.account, found.planned.contribution
    tenant, household = account.tenant, account.household
    kept = extras.shown(contribution.extras, extras.OF_A_CONTRIBUTION)
    linked = _guid(kept["LinkedSavingsGUID"], guids.read_account, guids.account_guid, tenant, household)
    view = {
        "TransactionGUID": guids.contribution_guid(tenant, household, account.number, contribution.number),
        "TransactionType": contribution.type,
        "SavingsGUID": guids.account_guid(tenant, household, account.number),
        **kept,
        "LinkedSavingsGUID": linked,
        "StartEventGUID": _life_event_guid(kept["StartEventGUID"], tenant, household),
        "EndEventGUID": _life_event_guid(kept["EndEventGUID"], tenant, household),
    }
    return view | {"FormattedValues": formatted_contribution(found, view)} if formatted else view


def projection_view(found: AccountFound, until: str, payments: list[Payment]) -> dict[str, Any]:
    """Return the payments that the household's contributions imply for a saving, with its running value."""
    account = found.account
    tenant, household, currency = account.tenant, account.household, account.currency
    return {
        "SavingsGUID": guids.account_guid(tenant, household, account.number),
        "Value": number(money.show(account.balance, currency)),
        "Until": until,
        "ProjectedValue": number(money.show(payments[-1].value if payments else account.balance, currency)),
        "Payments": [
            {
                "TransactionGUID": guids.contribution_guid(tenant, household, payment.account, payment.contribution),
                "Occurrence": payment.occurrence,
                "Date": payment.day.isoformat(),
                "Amount": number(money.show(payment.amount, currency)),
                "Value": number(money.show(payment.value, currency)),
            }
            for payment in payments
        ],
    }


def _life_event_guid(text: str | None, tenant: str, household: str) -> str | None:
    return _guid(text, guids.read_life_event, guids.life_event_guid, tenant, household)


def _guid(
    text: str | None,
    read: Callable[[str, str, str], int | None],
    form: Callable[[str, str, int], str],
    tenant: str,
    household: str,
) -> str | None:
    """Return the GUID of what the text names in either form; what can name nothing is as it was sent."""
    number = read(text, tenant, household) if text else None
    return form(tenant, household, number) if number else text
