"""What the households function reads of households, their people and life events: `reading` has what it takes of it."""

from functools import partial
from typing import Annotated, Any, ClassVar

from pydantic import Field, GetCoreSchemaHandler, StrictInt
from pydantic_core.core_schema import CoreSchema, no_info_before_validator_function

from households import fields
from households.fields import Age, Code, Day, Id, Months, Number, Years
from households.members import sent_members
from savings.api.models import Body, Guid, Name
from savings.domain.household import MAX_CLIENTS, MAX_DEPENDANTS, MAX_FINALISING_DAYS, Level


class HouseholdBody(Body):
    """A body of this family: the members that only answers have are ignored, so that GET then PUT works.

    A required member that is null is as good as missing.
    """

    READ_ONLY: ClassVar[frozenset[str]] = frozenset(
        {"HouseholdGUID", "SavingsGUID", "DefaultAccount", "FormattedValues", "TransactionGUID", "EventGUID"}
    )

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Return the schema, whose members are chosen of those that were sent when it is made for the first time."""
        schema = handler(source)
        if not cls.__pydantic_complete__:
            model: Any = handler.resolve_ref_schema(schema)
            required = {name for name, field in cls.model_fields.items() if field.is_required()}
            chosen = partial(sent_members, cls.READ_ONLY, required)
            model["schema"] = no_info_before_validator_function(chosen, model["schema"])
        return schema


class ClientBody(HouseholdBody):
    """A person of a household."""

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None
    Email: fields.Email | None = None


class DependantBody(HouseholdBody):
    """A dependant of a household; without a ClientGUID they depend on the first client."""

    READ_ONLY = HouseholdBody.READ_ONLY | {"DependantGUID"}

    FirstName: Name
    LastName: Name
    DateOfBirth: Day
    ClientGUID: Guid | None = None


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


class CreateHousehold(PutHousehold):
    """POST /api/v2/household."""

    READ_ONLY = HouseholdBody.READ_ONLY

    Clients: Annotated[list[ClientBody], Field(min_length=1, max_length=MAX_CLIENTS)]
    Dependants: Annotated[list[DependantBody], Field(max_length=MAX_DEPENDANTS, default_factory=list)]


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
    EventType: Code | None = None
    EventIcon: fields.Label | None = None
    EventColour: fields.Label | None = None
    GoalSet: Annotated[Code, Field(ge=1, le=2)] | None = None
    GoalPriority: Annotated[Code, Field(ge=1, le=5)] | None = None
    GoalYears1: Years | None = None
    GoalYears2: Years | None = None
    GoalYears3: Years | None = None
    GoalYears4: Years | None = None
    GoalYears5: Years | None = None
    GoalAmount1: Number | None = None
    GoalAmount2: Number | None = None
    GoalAmount3: Number | None = None
    GoalAmount4: Number | None = None
    GoalAmount5: Number | None = None
