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


class ListedHousehold(_Answer):
    """A household as the list has it."""

    HouseholdGUID: str
    HouseholdLabel: str
    TimeZone: str
    Currency: str
    Locale: str


class HouseholdsAnswer(_Answer):
    """Households in their envelope."""

    success: bool
    data: list[ListedHousehold]


class OneClient(_Answer):
    """A client in its envelope."""

    success: bool
    data: ClientAnswer


class SomeClients(_Answer):
    """Clients in their envelope."""

    success: bool
    data: list[ClientAnswer]


class OneDependant(_Answer):
    """A dependant in its envelope."""

    success: bool
    data: DependantAnswer


class SomeDependants(_Answer):
    """Dependants in their envelope."""

    success: bool
    data: list[DependantAnswer]


class LifeEventData(_Answer):
    """A life event; what its basis does not select is as it was sent."""

    EventGUID: str
    EventLabel: str
    EventBasis: int
    EventDate: str | None
    ClientGUID: str | None
    AgeYears: int | None
    AgeMonths: int | None
    LinkedEventGUID: str | None
    OffsetBasis: int | None
    OffsetYears: int | None
    OffsetMonths: int | None
    EventType: int | None
    EventIcon: str | None
    EventColour: str | None
    GoalSet: int | None
    GoalPriority: int | None
    GoalYears1: int | None
    GoalYears2: int | None
    GoalYears3: int | None
    GoalYears4: int | None
    GoalYears5: int | None
    GoalAmount1: float | None
    GoalAmount2: float | None
    GoalAmount3: float | None
    GoalAmount4: float | None
    GoalAmount5: float | None
    FormattedValues: dict[str, str] = {}


class OneLifeEvent(_Answer):
    """A life event in its envelope."""

    success: bool
    data: LifeEventData


class SomeLifeEvents(_Answer):
    """Life events in their envelope."""

    success: bool
    data: list[LifeEventData]


class DeletedAnswer(_Answer):
    """Says that something was deleted."""

    success: bool
    message: str


class OptionsAnswer(_Answer):
    """The acceptable values of members with their labels."""

    success: bool
    data: dict[str, dict[str, str]]


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
    FormattedValues: dict[str, str] = {}


class SavingAnswer(_Answer):
    """A saving in its envelope."""

    success: bool
    data: SavingData


class SavingsAnswer(_Answer):
    """The savings of a household in their envelope."""

    success: bool
    data: list[SavingData]


class ContributionData(_Answer):
    """A contribution; what its type or basis does not select is as it was sent."""

    TransactionGUID: str
    SavingsGUID: str
    TransactionType: int
    LinkedSavingsGUID: str | None
    TransactionAmount: float | None
    TransactionPercentage: float | None
    Frequency: int | None
    StartBasis: int
    StartEventGUID: str | None
    StartAge: int | None
    StartDate: str | None
    EndBasis: int | None
    EndEventGUID: str | None
    EndAge: int | None
    EndDate: str | None
    BackOfficeID: str | None
    BackOfficeSync: int | None
    FormattedValues: dict[str, str] = {}


class OneContribution(_Answer):
    """A contribution in its envelope."""

    success: bool
    data: ContributionData


class SomeContributions(_Answer):
    """Contributions in their envelope."""

    success: bool
    data: list[ContributionData]


class PaymentAnswer(_Answer):
    """A dated payment: positive in, negative out, and the saving's value after it."""

    TransactionGUID: str
    Occurrence: int
    Date: str
    Amount: float
    Value: float


class ProjectionData(_Answer):
    """What the household's contributions make of a saving."""

    SavingsGUID: str
    Value: float
    Until: str
    ProjectedValue: float
    Payments: list[PaymentAnswer]


class ProjectionAnswer(_Answer):
    """A projection in its envelope."""

    success: bool
    data: ProjectionData
