"""The households function's wire: what its routes read."""

from typing import Annotated, ClassVar, Final

from pydantic import Field, StrictInt, model_validator

from households import fields
from households.fields import Code, CoercedText, Day, Guid, Number
from savings import ids
from savings.api.bodies import Body, Name, dump
from savings.domain import guids, money
from savings.domain.account import Saving
from savings.domain.errors import Checks, Refused
from savings.domain.household import (
    MAX_CLIENTS,
    MAX_DEPENDANTS,
    MAX_FINALISING_DAYS,
    Client,
    Household,
    Level,
    SavingFigures,
)
from savings.usecases.households import HouseholdRequest, NewDependant, SavingRequest


class HouseholdBody(Body):
    """A body of this family: the members that only answers have are ignored, so that GET then PUT works."""

    READ_ONLY: ClassVar[frozenset[str]] = frozenset(
        {"HouseholdGUID", "SavingsGUID", "DefaultAccount", "FormattedValues", "CreatedAt"}
    )

    @model_validator(mode="before")
    @classmethod
    def _without_read_only(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        return {name: member for name, member in value.items() if name not in cls.READ_ONLY}


class ClientBody(HouseholdBody):
    """A person of a new household."""

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None
    Email: fields.Email | None = None

    @property
    def client(self) -> Client:
        """The client; their GUID is made when none is given."""
        guid = self.ClientGUID or ids.new_guid()
        return Client(guid, self.FirstName, self.LastName, self.DateOfBirth, self.Email)


class DependantBody(HouseholdBody):
    """A dependant of a new household; without a ClientGUID they depend on the first client."""

    READ_ONLY = HouseholdBody.READ_ONLY | {"DependantGUID"}

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None

    @property
    def dependant(self) -> NewDependant:
        """The dependant."""
        return NewDependant(self.FirstName, self.LastName, self.DateOfBirth, self.ClientGUID)


class AccessBody(Body):
    """How far a client's access goes."""

    ClientGUID: Guid
    Level: Level


class CreateHousehold(HouseholdBody):
    """POST /api/v2/household."""

    TimeZone: fields.Zone
    Currency: fields.Currency
    Clients: Annotated[list[ClientBody], Field(min_length=1, max_length=MAX_CLIENTS)]
    HouseholdLabel: fields.Label = ""
    Locale: fields.Locale = "en_GB"
    FinalisingDays: Annotated[StrictInt, Field(ge=0, le=MAX_FINALISING_DAYS)] = 2
    Dependants: Annotated[tuple[DependantBody, ...], Field(max_length=MAX_DEPENDANTS)] = ()
    Access: tuple[AccessBody, ...] = ()

    @property
    def request(self) -> HouseholdRequest:
        """The body as the use case takes it. Raises Refused for a client who is there twice."""
        clients = tuple(body.client for body in self.Clients)
        given = [client.customer for client in clients]
        for index, customer in enumerate(given):
            if customer in given[:index]:
                message = "The client guid is in the household already."
                raise Refused.one(f"Clients.{index}.ClientGUID", "taken", message)
        return HouseholdRequest(
            label=self.HouseholdLabel,
            zone=self.TimeZone,
            currency=self.Currency,
            locale=self.Locale,
            finalising_days=self.FinalisingDays,
            clients=clients,
            dependants=tuple(body.dependant for body in self.Dependants),
            access={body.ClientGUID: body.Level for body in self.Access},
        )


class CreateSaving(HouseholdBody):
    """POST /api/v2/household/{HouseholdGUID}/savings."""

    ClientGUID: Guid
    SavingsDescription: fields.SavingsDescription
    SavingsType: Code
    Value: Number
    ValueDate: Day
    JointOwnerClientGUID: Guid | None = None
    MinimumBalance: Number | None = None
    DependantGUID: Guid | None = None
    ATRSlot: Code | None = None
    OriginalInvestmentValue: Number | None = None
    OriginalInvestmentDate: Day | None = None
    OriginalInvestmentPercentageWithdrawn: Number | None = None
    BackOfficeID: Annotated[CoercedText, Field(max_length=255)] | None = None
    BackOfficeSync: Annotated[Code, Field(ge=1, le=3)] | None = None
    PolicyNumber: Annotated[CoercedText, Field(max_length=50)] | None = None
    ProviderCode: Guid | None = None
    ISASpecialType: Code | None = None
    FutureRiskLevelChange: Annotated[Code, Field(ge=1, le=2)] | None = None
    FutureRiskLevel: Code | None = None
    FutureRiskDateOfChangeBasis: Code | None = None
    FutureRiskDateOfChangeEventGUID: Guid | None = None
    FutureRiskDateOfChangeAge: Annotated[Code, Field(ge=0, le=130)] | None = None
    FutureRiskDateOfChangeDate: Day | None = None

    @property
    def request(self) -> SavingRequest:
        """The body as the use case takes it."""
        return SavingRequest(self._figures, self.DependantGUID is not None, self._saving)

    def _figures(self, household: Household) -> SavingFigures:
        checks = Checks()
        value = checks(lambda: money.parse(self.Value, household.currency, "Value"))
        least = self.MinimumBalance
        minimum = (
            checks(lambda: money.parse(least, household.currency, "MinimumBalance")) if least is not None else None
        )
        checks.done()
        return SavingFigures(
            client=self.ClientGUID,
            savings_type=self.SavingsType,
            value=value or 0,
            value_date=self.ValueDate,
            joint_owner=self.JointOwnerClientGUID,
            minimum_balance=minimum,
            dependant=self._dependant(household),
        )

    def _dependant(self, household: Household) -> int | None:
        spelling = self.DependantGUID
        return guids.read_dependant(spelling, household.tenant, household.guid) if spelling else None

    def _saving(self, household: Household) -> Saving:
        extras = {name: value for name in EXTRAS if (value := getattr(self, name)) is not None}
        own = self.JointOwnerClientGUID if self.JointOwnerClientGUID == self.ClientGUID else None
        return Saving(self.SavingsDescription, self._dependant(household), dump(extras) if extras else None, own)


EXTRAS: Final = tuple(CreateSaving.model_fields)[8:]
"""The members that describe a saving and have no part in any sum."""

NUMBERS: Final = ("OriginalInvestmentValue", "OriginalInvestmentPercentageWithdrawn")
"""The extras that are JSON numbers with the digits that were sent."""
