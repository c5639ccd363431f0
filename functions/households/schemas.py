"""What the households function reads of households, their people and life events."""

from typing import Annotated, ClassVar

from pydantic import Field, StrictInt, model_validator

from households import fields
from households.fields import Age, AsSent, Code, Day, Id, Months, Number, Years, kept_members
from savings import ids
from savings.api.bodies import Body, Guid, Name
from savings.api.jsontext import dump
from savings.domain import guids
from savings.domain.dates import LifeEvent
from savings.domain.errors import Refused
from savings.domain.household import (
    MAX_CLIENTS,
    MAX_DEPENDANTS,
    MAX_FINALISING_DAYS,
    Client,
    DependantRequest,
    Household,
    Level,
)
from savings.usecases.households import HouseholdRequest, HouseholdSettings


class HouseholdBody(Body):
    """A body of this family: the members that only answers have are ignored, so that GET then PUT works.

    A required member that is null is as good as missing.
    """

    READ_ONLY: ClassVar[frozenset[str]] = frozenset(
        {"HouseholdGUID", "SavingsGUID", "DefaultAccount", "FormattedValues", "TransactionGUID", "EventGUID"}
    )

    @model_validator(mode="before")
    @classmethod
    def _without_read_only(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        missing = {name for name, field in cls.model_fields.items() if field.is_required() and value.get(name) is None}
        return {name: member for name, member in value.items() if name not in cls.READ_ONLY | missing}


class ClientBody(HouseholdBody):
    """A person of a household."""

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None
    Email: fields.Email | None = None

    @property
    def client(self) -> Client:
        """The client, under the GUID that was given or a new one."""
        return Client(self.ClientGUID or ids.new_guid(), self.FirstName, self.LastName, self.DateOfBirth, self.Email)


class DependantBody(HouseholdBody):
    """A dependant of a household; without a ClientGUID they depend on the first client."""

    READ_ONLY = HouseholdBody.READ_ONLY | {"DependantGUID"}

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None

    @property
    def request(self) -> DependantRequest:
        """The body as the use case takes it."""
        return DependantRequest(self.FirstName, self.LastName, self.DateOfBirth, self.ClientGUID)


class AccessBody(HouseholdBody):
    """How far a client's access goes."""

    ClientGUID: Guid
    Level: Level


class PutHousehold(HouseholdBody):
    """PUT /api/v2/household/{HouseholdGUID}; its people have routes of their own, and may be sent back as they were."""

    READ_ONLY = HouseholdBody.READ_ONLY | {"Clients", "Dependants"}

    TimeZone: fields.Zone
    Currency: fields.Currency
    HouseholdLabel: fields.Label = ""
    Locale: fields.Locale = "en_GB"
    FinalisingDays: Annotated[StrictInt, Field(ge=0, le=MAX_FINALISING_DAYS)] = 2
    Access: Annotated[list[AccessBody], Field(default_factory=list)]

    @property
    def settings(self) -> HouseholdSettings:
        """The settings as the use case takes them."""
        return HouseholdSettings(
            label=self.HouseholdLabel,
            zone=self.TimeZone,
            currency=self.Currency,
            locale=self.Locale,
            finalising_days=self.FinalisingDays,
            access={body.ClientGUID: body.Level for body in self.Access} if "Access" in self.model_fields_set else None,
        )


class CreateHousehold(PutHousehold):
    """POST /api/v2/household."""

    READ_ONLY = HouseholdBody.READ_ONLY

    Clients: Annotated[list[ClientBody], Field(min_length=1, max_length=MAX_CLIENTS)]
    Dependants: Annotated[list[DependantBody], Field(max_length=MAX_DEPENDANTS, default_factory=list)]

    @property
    def request(self) -> HouseholdRequest:
        """The body as the use case takes it. Raises Refused for a client who is there twice."""
        clients = tuple(body.client for body in self.Clients)
        given = [client.customer for client in clients]
        for index, customer in enumerate(given):
            if customer in given[:index]:
                raise Refused.one(f"Clients.{index}.ClientGUID", "taken", "Is in the household already.")
        return HouseholdRequest(self.settings, clients, tuple(body.request for body in self.Dependants))


class LifeEventBody(HouseholdBody):
    """POST and PUT of a household's life events."""

    EventLabel: fields.EventLabel
    EventBasis: Annotated[Code, Field(ge=1, le=3)]
    EventDate: Day | None = None
    ClientGUID: Guid | None = None
    AgeYears: Age | None = None
    AgeMonths: Months | None = None
    LinkedEventGUID: Id | None = None
    OffsetBasis: Annotated[Code, Field(ge=1, le=2)] | None = None
    OffsetYears: Years | None = None
    OffsetMonths: Months | None = None
    EventType: AsSent[Code] = None
    EventIcon: AsSent[fields.Label] = None
    EventColour: AsSent[fields.Label] = None
    GoalSet: AsSent[Annotated[Code, Field(ge=1, le=2)]] = None
    GoalPriority: AsSent[Annotated[Code, Field(ge=1, le=5)]] = None
    GoalYears1: AsSent[Years] = None
    GoalYears2: AsSent[Years] = None
    GoalYears3: AsSent[Years] = None
    GoalYears4: AsSent[Years] = None
    GoalYears5: AsSent[Years] = None
    GoalAmount1: AsSent[Number] = None
    GoalAmount2: AsSent[Number] = None
    GoalAmount3: AsSent[Number] = None
    GoalAmount4: AsSent[Number] = None
    GoalAmount5: AsSent[Number] = None

    def read(self, household: Household) -> LifeEvent:
        """Return the life event of a household."""
        linked = self.LinkedEventGUID
        extras = {name: value for name in EVENT_EXTRAS if (value := getattr(self, name)) is not None}
        return LifeEvent(
            label=self.EventLabel,
            basis=self.EventBasis,
            day=self.EventDate,
            customer=self.ClientGUID,
            age_years=self.AgeYears,
            age_months=self.AgeMonths,
            linked=(guids.read_life_event(linked, household.tenant, household.guid) or 0) if linked else None,
            offset_basis=self.OffsetBasis,
            offset_years=self.OffsetYears,
            offset_months=self.OffsetMonths,
            extras=dump(extras) if extras else None,
        )


EVENT_EXTRAS = kept_members(LifeEventBody)
"""The members of a life event that have no part in any date."""
