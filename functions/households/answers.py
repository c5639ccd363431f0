"""What the households function answers, member by member; the views build it and the tests hold them to it."""

from pydantic import BaseModel, ConfigDict

from savings.domain.household import Level


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
