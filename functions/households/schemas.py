"""The households function's wire (savings.txt, and the design's shape of a household)."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar, Final

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from savings import ids
from savings.api.bodies import Body, Composed, Name, dump, plain_text
from savings.domain import calendar, guids, money
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

_BANNED: Final = re.compile(r'[\\:*"<>|]')
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
LONGEST_NUMBER: Final = 40
_LOCALE: Final = re.compile(r"[a-z]{2,3}[_-][A-Z]{2}")


def _guid(value: object) -> str:
    parsed = ids.parse_guid(value) if isinstance(value, str) else None
    if parsed is None:
        raise PydanticCustomError("invalid_guid", "Must be a GUID.")
    return parsed


def _number(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError("invalid_type", "Must be a number.")
    number = Decimal(value)
    if abs(number.adjusted()) > LONGEST_NUMBER:  # 1e999999999 is legal JSON, and writing it out is not wise
        raise PydanticCustomError("invalid_amount", "Must be a number of a reasonable size.")
    return format(number, "f") if number else "0"


def _text_of(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _allowed(text: str) -> str:
    if _BANNED.search(text):
        raise PydanticCustomError("invalid_characters", r'Must not contain any of \ : * " < > |.')
    return plain_text(text)


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise PydanticCustomError("invalid_email", "Must be an e-mail address.")
    return text


def _locale(text: str) -> str:
    if not _LOCALE.fullmatch(text):
        raise PydanticCustomError("invalid_locale", "Must be a locale such as en_GB.")
    return text.replace("-", "_")


def _date(text: object) -> date:
    try:
        return calendar.parse_date(text if isinstance(text, str) else "", "date")
    except Refused as refused:
        raise PydanticCustomError("invalid_date", "{message}", {"message": refused.errors[0].message}) from None


def _zone(text: str) -> str:
    try:
        calendar.zone(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_time_zone", "{message}", {"message": refused.errors[0].message}) from None
    return text


def _currency(text: str) -> str:
    try:
        money.exponent(text)
    except Refused as refused:
        raise PydanticCustomError("unknown_currency", "{message}", {"message": refused.errors[0].message}) from None
    return text


Guid = Annotated[str, BeforeValidator(_guid), WithJsonSchema({"type": "string", "format": "uuid"})]
Number = Annotated[str, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Day = Annotated[date, BeforeValidator(_date)]
Code = StrictInt


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
    Email: Annotated[str, Field(max_length=254), AfterValidator(_email)] | None = None

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

    TimeZone: Annotated[str, AfterValidator(_zone)]
    Currency: Annotated[str, AfterValidator(_currency)]
    Clients: Annotated[list[ClientBody], Field(min_length=1, max_length=MAX_CLIENTS)]
    HouseholdLabel: Annotated[Composed, Field(max_length=255), AfterValidator(plain_text)] = ""
    Locale: Annotated[str, AfterValidator(_locale)] = "en_GB"
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
            viewers=frozenset(body.ClientGUID for body in self.Access if body.Level == Level.VIEW),
        )


class CreateSaving(HouseholdBody):
    """POST /api/v2/household/{HouseholdGUID}/savings (savings.txt)."""

    ClientGUID: Guid
    SavingsDescription: Annotated[Composed, Field(min_length=1, max_length=100), AfterValidator(_allowed)]
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
    BackOfficeID: Annotated[str, BeforeValidator(_text_of), Field(max_length=255)] | None = None
    BackOfficeSync: Annotated[Code, Field(ge=1, le=3)] | None = None
    PolicyNumber: Annotated[str, BeforeValidator(_text_of), Field(max_length=50)] | None = None
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


class _Answer(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClientAnswer(_Answer):
    """A person of the household."""

    ClientGUID: str
    FirstName: str
    LastName: str
    DateOfBirth: str
    Email: str | None


class DependantAnswer(_Answer):
    """A dependant of the household."""

    DependantGUID: str
    FirstName: str
    LastName: str
    DateOfBirth: str
    ClientGUID: str


class AccessAnswer(_Answer):
    """How far a client's access goes, where it is not to edit."""

    ClientGUID: str
    Level: Level


class HouseholdData(_Answer):
    """A household with its people."""

    HouseholdGUID: str
    HouseholdLabel: str
    TimeZone: str
    Currency: str
    Locale: str
    FinalisingDays: int
    Clients: list[ClientAnswer]
    Dependants: list[DependantAnswer]
    Access: list[AccessAnswer]


class HouseholdAnswer(_Answer):
    """A household in its envelope."""

    success: bool
    data: HouseholdData


class SavingData(_Answer):
    """A saving; values are numbers in the household's currency."""

    SavingsGUID: str
    ClientGUID: str
    SavingsDescription: str
    SavingsType: int
    Value: float
    ValueDate: str
    JointOwnerClientGUID: str | None
    MinimumBalance: float | None
    DependantGUID: str | None
    ATRSlot: int | None
    OriginalInvestmentValue: float | None
    OriginalInvestmentDate: str | None
    OriginalInvestmentPercentageWithdrawn: float | None
    BackOfficeID: str | None
    BackOfficeSync: int | None
    PolicyNumber: str | None
    ProviderCode: str | None
    ISASpecialType: int | None
    FutureRiskLevelChange: int | None
    FutureRiskLevel: int | None
    FutureRiskDateOfChangeBasis: int | None
    FutureRiskDateOfChangeEventGUID: str | None
    FutureRiskDateOfChangeAge: int | None
    FutureRiskDateOfChangeDate: str | None
    DefaultAccount: int | None


class SavingAnswer(_Answer):
    """A saving in its envelope."""

    success: bool
    data: SavingData


class SavingsAnswer(_Answer):
    """The savings of a household in their envelope."""

    success: bool
    data: list[SavingData]


NUMBERS: Final = ("OriginalInvestmentValue", "OriginalInvestmentPercentageWithdrawn")
"""The extras that are JSON numbers with the digits that were sent."""
