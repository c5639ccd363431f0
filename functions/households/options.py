"""The options of a household's members: codes with their labels, and the household's own people, events and savings."""

from collections.abc import Mapping
from typing import Any, Final

from savings.api.contract import Family
from savings.api.families import MEMBERS
from savings.domain import codes, guids
from savings.domain.account import Account, Details
from savings.domain.household import Household

NIL_GUID: Final = "00000000-0000-0000-0000-000000000000"
"""As LinkedSavingsGUID of a transfer in: the money comes from outside the listed savings."""

_ACCOUNTS: Final = (
    "savings_type",
    "atr_slot",
    "back_office_sync",
    "provider",
    "isa_special_type",
    "risk_change",
    "risk_level",
    "risk_basis",
)
_CONTRIBUTIONS: Final = ("contribution_type", "frequency", "start_basis", "end_basis", "back_office_sync")
_LIFE_EVENTS: Final = ("event_basis", "offset_basis", "goal_set", "goal_priority")

Options = dict[str, Mapping[str, str]]


def savings_options(household: Household) -> Options:
    """Return what a saving's members may be; the pensions' page shares it."""
    people, events = _people(household), _life_events(household)
    return _coded(_ACCOUNTS) | {
        "ClientGUID": people,
        "JointOwnerClientGUID": people,
        "DependantGUID": _dependants(household),
        "FutureRiskDateOfChangeEventGUID": events,
    }


def contributions_options(household: Household, listed: list[tuple[Account, Details]]) -> Options:
    """Return what a contribution's members may be; the nil GUID is money from outside the listed savings."""
    events = _life_events(household)
    linked = {
        guids.account_guid(household.tenant, household.guid, account.number): saving.description
        for account, saving in listed
    }
    return _coded(_CONTRIBUTIONS) | {
        "LinkedSavingsGUID": {NIL_GUID: "Outside the listed savings"} | linked,
        "StartEventGUID": events,
        "EndEventGUID": events,
    }


def life_events_options(household: Household) -> Options:
    """Return what a life event's members may be."""
    return _coded(_LIFE_EVENTS) | {"ClientGUID": _people(household), "LinkedEventGUID": _life_events(household)}


def _coded(fields: tuple[str, ...]) -> dict[str, Any]:
    members = MEMBERS[Family.HOUSEHOLDS]
    return {members[field]: {str(row.code): row.label for row in codes.CODES[field]} for field in fields}


def _people(household: Household) -> dict[str, str]:
    return {client.customer: f"{client.first_name} {client.last_name}" for client in household.clients}


def _dependants(household: Household) -> dict[str, str]:
    return {
        guids.dependant_guid(household.tenant, household.guid, one.number): f"{one.first_name} {one.last_name}"
        for one in household.dependants
    }


def _life_events(household: Household) -> dict[str, str]:
    return {
        guids.life_event_guid(household.tenant, household.guid, event.number): event.label
        for event in household.life_events
    }
