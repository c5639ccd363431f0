"""How households and savings are answered: PascalCase, GUIDs in lower case, money as JSON numbers."""

from decimal import Decimal
from typing import Any

from households.schemas import EXTRAS, NUMBERS
from savings.api.bodies import load
from savings.domain import guids, money
from savings.domain.account import Account, Saving
from savings.domain.household import Household, Level


def household_view(household: Household) -> dict[str, Any]:
    """Return a household with its people."""
    tenant, guid = household.tenant, household.guid
    return {
        "HouseholdGUID": guid,
        "HouseholdLabel": household.label,
        "TimeZone": household.zone,
        "Currency": household.currency,
        "Locale": household.locale,
        "FinalisingDays": household.finalising_days,
        "Clients": [
            {
                "ClientGUID": client.customer,
                "FirstName": client.first_name,
                "LastName": client.last_name,
                "DateOfBirth": client.date_of_birth.isoformat(),
                "Email": client.email,
            }
            for client in household.clients
        ],
        "Dependants": [
            {
                "DependantGUID": guids.dependant_guid(tenant, guid, dependant.number),
                "FirstName": dependant.first_name,
                "LastName": dependant.last_name,
                "DateOfBirth": dependant.date_of_birth.isoformat(),
                "ClientGUID": dependant.customer,
            }
            for dependant in household.dependants
        ],
        "Access": [{"ClientGUID": one, "Level": Level.VIEW.value} for one in sorted(household.viewers)],
    }


def saving_view(account: Account, saving: Saving) -> dict[str, Any]:
    """Return a saving; its Value is the account's balance."""
    tenant, household = account.tenant, account.household
    least, dependant = account.minimum_balance, saving.dependant
    extras = load(saving.extras) if saving.extras else {}
    return {
        "SavingsGUID": guids.account_guid(tenant, household, account.number),
        "ClientGUID": account.owner,
        "SavingsDescription": saving.description,
        "SavingsType": account.savings_type,
        "Value": number(money.show(account.balance, account.currency)),
        "ValueDate": account.value_date.isoformat(),
        "JointOwnerClientGUID": saving.joint_owner_as_sent or account.joint_owner,
        "MinimumBalance": None if least is None else number(money.show(least, account.currency)),
        "DependantGUID": None if dependant is None else guids.dependant_guid(tenant, household, dependant),
        **{name: extras.get(name) for name in EXTRAS},
        **{name: number(extras[name]) for name in NUMBERS if name in extras},
        "DefaultAccount": 1 if account.is_default else None,
    }


def number(text: str) -> int | Decimal:
    """Return the JSON number of a decimal text, without trailing zeros: 150000.10 is 150000.1, 1500.00 is 1500."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value.normalize()
