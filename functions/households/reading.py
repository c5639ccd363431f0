"""What the use cases take of the bodies of households, their people and life events."""

from typing import TYPE_CHECKING

from households import extras
from savings import ids
from savings.domain import guids
from savings.domain.dates import LifeEvent
from savings.domain.errors import Refused
from savings.domain.household import Client, DependantRequest, Household
from savings.usecases.households import HouseholdRequest, HouseholdSettings

if TYPE_CHECKING:
    from households.schemas import ClientBody, CreateHousehold, DependantBody, LifeEventBody, PutHousehold


def client(body: "ClientBody") -> Client:
    """The client, under the GUID that was given or a new one."""
    return Client(body.ClientGUID or ids.new_guid(), body.FirstName, body.LastName, body.DateOfBirth, body.Email)


def dependant_request(body: "DependantBody") -> DependantRequest:
    """The body as the use case takes it."""
    return DependantRequest(body.FirstName, body.LastName, body.DateOfBirth, body.ClientGUID)


def settings(body: "PutHousehold") -> HouseholdSettings:
    """The settings as the use case takes them."""
    return HouseholdSettings(
        label=body.HouseholdLabel,
        zone=body.TimeZone,
        currency=body.Currency,
        locale=body.Locale,
        finalising_days=body.FinalisingDays,
        access={one.ClientGUID: one.Level for one in body.Access} if "Access" in body.model_fields_set else None,
    )


def household_request(body: "CreateHousehold") -> HouseholdRequest:
    """The body as the use case takes it. Raises Refused for a client who is there twice."""
    clients = tuple(client(one) for one in body.Clients)
    given = [one.customer for one in clients]
    for index, customer in enumerate(given):
        if customer in given[:index]:
            raise Refused.one(f"Clients.{index}.ClientGUID", "taken", "Is in the household already.")
    return HouseholdRequest(settings(body), clients, tuple(dependant_request(one) for one in body.Dependants))


def life_event(body: "LifeEventBody", household: Household) -> LifeEvent:
    """Return the life event of a household."""
    linked = body.LinkedEventGUID
    return LifeEvent(
        label=body.EventLabel,
        basis=body.EventBasis,
        day=body.EventDate,
        customer=body.ClientGUID,
        age_years=body.AgeYears,
        age_months=body.AgeMonths,
        linked=(guids.read_life_event(linked, household.tenant, household.guid) or 0) if linked else None,
        offset_basis=body.OffsetBasis,
        offset_years=body.OffsetYears,
        offset_months=body.OffsetMonths,
        extras=extras.kept(body, extras.OF_A_LIFE_EVENT),
    )
