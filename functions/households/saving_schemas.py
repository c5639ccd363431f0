"""What the households function reads of savings and their contributions: `saving_reading` has what it takes of it."""

from households import fields
from households.fields import Age, BackOfficeKey, Code, Day, Id, Number, Sync
from households.schemas import HouseholdBody
from savings.api.models import Guid


class SavingBody(HouseholdBody):
    """POST and PUT of a saving."""

    ClientGUID: Guid
    SavingsDescription: fields.SavingsDescription
    SavingsType: Code
    Value: Number
    ValueDate: Day
    JointOwnerClientGUID: Guid | None = None
    MinimumBalance: Number | None = None
    DependantGUID: Id | None = None
    ATRSlot: Code | None = None
    OriginalInvestmentValue: Number | None = None
    OriginalInvestmentDate: Day | None = None
    OriginalInvestmentPercentageWithdrawn: Number | None = None
    BackOfficeID: BackOfficeKey | None = None
    BackOfficeSync: Sync | None = None
    PolicyNumber: fields.PolicyNumber | None = None
    ProviderCode: Guid | None = None
    ISASpecialType: Code | None = None
    FutureRiskLevelChange: Code | None = None
    FutureRiskLevel: Code | None = None
    FutureRiskDateOfChangeBasis: Code | None = None
    FutureRiskDateOfChangeEventGUID: Id | None = None
    FutureRiskDateOfChangeAge: Age | None = None
    FutureRiskDateOfChangeDate: Day | None = None


class ContributionBody(HouseholdBody):
    """POST and PUT of a contribution."""

    TransactionType: Code
    LinkedSavingsGUID: Id | None = None
    TransactionAmount: Number | None = None
    TransactionPercentage: Number | None = None
    Frequency: Code | None = None
    StartBasis: Code
    StartEventGUID: Id | None = None
    StartAge: Age | None = None
    StartDate: Day | None = None
    EndBasis: Code | None = None
    EndEventGUID: Id | None = None
    EndAge: Age | None = None
    EndDate: Day | None = None
    BackOfficeID: BackOfficeKey | None = None
    BackOfficeSync: Sync | None = None
