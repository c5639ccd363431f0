"""What the households family answers."""

from typing import Generic, Literal, TypeVar

from contract.model import Answer, Day, Guid
from savings.domain.household import Level

Data = TypeVar("Data")


class One(Answer, Generic[Data]):
    """Something in its envelope."""

    success: Literal[True]
    data: Data


class Some(Answer, Generic[Data]):
    """Things in their envelope."""

    success: Literal[True]
    data: list[Data]


class Client(Answer):
    """A person of the household."""

    ClientGUID: Guid
    FirstName: str
    LastName: str
    DateOfBirth: Day
    Email: str | None


class Dependant(Answer):
    """A dependant of the household."""

    DependantGUID: Guid
    FirstName: str
    LastName: str
    DateOfBirth: Day
    ClientGUID: Guid


class Access(Answer):
    """How far a client's access goes, where it is not to edit."""

    ClientGUID: Guid
    Level: Level


class ListedHousehold(Answer):
    """A household as the list has it."""

    HouseholdGUID: Guid
    HouseholdLabel: str
    TimeZone: str
    Currency: str
    Locale: str


class Household(ListedHousehold):
    """A household with its people."""

    FinalisingDays: int
    Clients: list[Client]
    Dependants: list[Dependant]
    Access: list[Access]


class LifeEvent(Answer):
    """A life event; what its basis does not select is as it was sent."""

    EventGUID: Guid
    EventLabel: str
    EventBasis: int
    EventDate: Day | None
    ClientGUID: Guid | None
    AgeYears: int | None
    AgeMonths: int | None
    LinkedEventGUID: Guid | None
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
    FormattedValues: dict[str, str] | None = None


class Deleted(Answer):
    """Says that something was deleted."""

    success: Literal[True]
    message: str


class Saving(Answer):
    """A saving; values are numbers in the household's currency."""

    SavingsGUID: Guid
    ClientGUID: Guid
    SavingsDescription: str
    SavingsType: int
    Value: float
    ValueDate: Day
    JointOwnerClientGUID: Guid | None
    MinimumBalance: float | None
    DependantGUID: Guid | None
    ATRSlot: int | None
    OriginalInvestmentValue: float | None
    OriginalInvestmentDate: Day | None
    OriginalInvestmentPercentageWithdrawn: float | None
    BackOfficeID: str | None
    BackOfficeSync: int | None
    PolicyNumber: str | None
    ProviderCode: Guid | None
    ISASpecialType: int | None
    FutureRiskLevelChange: int | None
    FutureRiskLevel: int | None
    FutureRiskDateOfChangeBasis: int | None
    FutureRiskDateOfChangeEventGUID: str | None
    FutureRiskDateOfChangeAge: int | None
    FutureRiskDateOfChangeDate: Day | None
    DefaultAccount: int | None
    FormattedValues: dict[str, str] | None = None


class Contribution(Answer):
    """A contribution; what its type or basis does not select is as it was sent."""

    TransactionGUID: Guid
    SavingsGUID: Guid
    TransactionType: int
    LinkedSavingsGUID: str | None
    TransactionAmount: float | None
    TransactionPercentage: float | None
    Frequency: int | None
    StartBasis: int
    StartEventGUID: str | None
    StartAge: int | None
    StartDate: Day | None
    EndBasis: int | None
    EndEventGUID: str | None
    EndAge: int | None
    EndDate: Day | None
    BackOfficeID: str | None
    BackOfficeSync: int | None
    FormattedValues: dict[str, str] | None = None


class Payment(Answer):
    """A dated payment: positive in, negative out, and the saving's value after it."""

    TransactionGUID: Guid
    Occurrence: int
    Date: Day
    Amount: float
    Value: float


class Projection(Answer):
    """What the household's contributions make of a saving."""

    SavingsGUID: Guid
    Value: float
    Until: Day
    ProjectedValue: float
    Payments: list[Payment]


class Options(Answer):
    """The acceptable values of members with their labels."""

    success: Literal[True]
    data: dict[str, dict[str, str]]


OneHousehold, SomeHouseholds = One[Household], Some[ListedHousehold]
OneClient, SomeClients = One[Client], Some[Client]
OneDependant, SomeDependants = One[Dependant], Some[Dependant]
OneLifeEvent, SomeLifeEvents = One[LifeEvent], Some[LifeEvent]
OneSaving, SomeSavings = One[Saving], Some[Saving]
OneContribution, SomeContributions = One[Contribution], Some[Contribution]
OneProjection = One[Projection]
