"""What the households function reads of savings and their contributions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from households import fields
from households.fields import Age, Code, CoercedText, Day, Guid, Id, Number, Sync
from households.schemas import HouseholdBody
from savings.api.bodies import dump, validate
from savings.domain import codes, guids, money
from savings.domain.account import Account, Saving
from savings.domain.contribution import NIL_GUID, Contribution, Parent, check_contribution
from savings.domain.dates import Life, Moment
from savings.domain.errors import Checks, FieldError, Refused
from savings.domain.household import Household
from savings.domain.saving import RiskChange, SavingFigures
from savings.usecases.savings import SavingRequest

UNKNOWN: Final = 0
"""Stands for an id that can be none of the household's: the rules say so where they look at it."""

BackOfficeKey = Annotated[CoercedText, Field(max_length=255)]


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
    PolicyNumber: Annotated[CoercedText, Field(max_length=50)] | None = None
    ProviderCode: Guid | None = None
    ISASpecialType: Code | None = None
    FutureRiskLevelChange: Code | None = None
    FutureRiskLevel: Code | None = None
    FutureRiskDateOfChangeBasis: Code | None = None
    FutureRiskDateOfChangeEventGUID: Id | None = None
    FutureRiskDateOfChangeAge: Age | None = None
    FutureRiskDateOfChangeDate: Day | None = None

    @property
    def request(self) -> SavingRequest:
        """The body as the use case takes it."""
        return SavingRequest(self._figures, self._saving)

    def _figures(self, household: Household) -> SavingFigures:
        checks = Checks()
        value = checks(lambda: money.parse(self.Value, household.currency, "Value"))
        least, original = self.MinimumBalance, self.OriginalInvestmentValue
        minimum = checks(_amount(least, household, "MinimumBalance"))
        checks(_amount(original, household, "OriginalInvestmentValue"))
        checks.done()
        return SavingFigures(
            client=self.ClientGUID,
            savings_type=self.SavingsType,
            value=value or 0,
            value_date=self.ValueDate,
            joint_owner=self.JointOwnerClientGUID,
            minimum_balance=minimum,
            dependant=self._dependant(household),
            dependant_given=self.DependantGUID is not None,
            atr_slot=self.ATRSlot,
            isa_special_type=self.ISASpecialType,
            provider=self.ProviderCode,
            risk=RiskChange(self.FutureRiskLevelChange, self.FutureRiskLevel, self._risk_moment(household)),
        )

    def _risk_moment(self, household: Household) -> Moment | None:
        basis = self.FutureRiskDateOfChangeBasis
        if basis is None:
            return None
        event = _life_event(self.FutureRiskDateOfChangeEventGUID, household)
        return Moment(basis, self.FutureRiskDateOfChangeAge, self.FutureRiskDateOfChangeDate, event)

    def _dependant(self, household: Household) -> int | None:
        spelling = self.DependantGUID
        return guids.read_dependant(spelling, household.tenant, household.guid) if spelling else None

    def _saving(self, household: Household) -> Saving:
        own = self.JointOwnerClientGUID if self.JointOwnerClientGUID == self.ClientGUID else None
        event = self._figures(household).risk_event
        return Saving(self.SavingsDescription, self._dependant(household), _extras(self, SAVING_EXTRAS), own, event)


SAVING_EXTRAS: Final = tuple(SavingBody.model_fields)[8:]
"""The members of a saving that have no part in any sum, kept as they were sent."""


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

    def contribution(self, household: Household, account: Account, number: int) -> Contribution:
        """Return the contribution to the account under a number. Raises Refused for amounts that cannot be read."""
        checks = Checks()
        amount = checks(_amount(self.TransactionAmount, household, "TransactionAmount"))
        percentage = checks(_hundredths(self.TransactionPercentage, "TransactionPercentage"))
        checks.done()
        link = self.LinkedSavingsGUID
        is_linked = self.TransactionType in (codes.ALLOWANCE_TRANSFER, codes.TRANSFER_IN)
        is_nil = is_linked and link == NIL_GUID
        return Contribution(
            number=number,
            account=account.number,
            type=self.TransactionType,
            frequency=self.Frequency,
            start=Moment(self.StartBasis, self.StartAge, self.StartDate, _life_event(self.StartEventGUID, household)),
            end=self._end(household),
            amount=amount,
            percentage=percentage,
            linked=_account(link, household) if is_linked and not is_nil else None,
            linked_nil=is_nil,
            extras=_extras(self, CONTRIBUTION_EXTRAS),
        )

    def _end(self, household: Household) -> Moment | None:
        if self.EndBasis is None:
            return None
        return Moment(self.EndBasis, self.EndAge, self.EndDate, _life_event(self.EndEventGUID, household))


CONTRIBUTION_EXTRAS: Final = tuple(ContributionBody.model_fields)[1:]
"""The members of a contribution as they were sent: what its type or basis does not select is answered all the same."""


def read_contribution(sent: Mapping[str, Any]) -> ContributionBody:
    """Return the contribution of a body.

    Raises Refused. Where nothing is wrong but that members are missing, it names all that the rules ask for, so that
    nobody is asked for one member after the other.
    """
    try:
        return validate(ContributionBody, sent)
    except Refused as refused:
        if any(error.code != "required" for error in refused.errors):
            raise
        missing = {error.path: error for error in (*refused.errors, *_asked_for(sent))}
        raise Refused(list(missing.values())) from None


def _asked_for(sent: Mapping[str, Any]) -> list[FieldError]:
    """What the rules ask for of a contribution that has these members at least."""

    def some(member: str) -> int | None:
        return 1 if sent.get(member) else None

    def moment(side: str) -> Moment:
        day = date.min if sent.get(f"{side}Date") else None
        return Moment(sent.get(f"{side}Basis") or UNKNOWN, sent.get(f"{side}Age"), day, some(f"{side}EventGUID"))

    draft = Contribution(
        number=UNKNOWN,
        account=UNKNOWN,
        type=sent.get("TransactionType") or UNKNOWN,
        frequency=sent.get("Frequency"),
        start=moment("Start"),
        end=moment("End") if sent.get("EndBasis") is not None else None,
        amount=some("TransactionAmount"),
        percentage=some("TransactionPercentage"),
        linked=some("LinkedSavingsGUID"),
        linked_nil=sent.get("LinkedSavingsGUID") == NIL_GUID,
    )
    try:
        check_contribution(draft, Parent(UNKNOWN, UNKNOWN, ""), frozenset(), Life({}, {}))
    except Refused as refused:
        return [error for error in refused.errors if error.code == "required"]
    return []


def _extras(body: HouseholdBody, members: tuple[str, ...]) -> str | None:
    kept: dict[str, Any] = {name: value for name in members if (value := getattr(body, name)) is not None}
    return dump(kept) if kept else None


def _amount(text: str | None, household: Household, path: str) -> Callable[[], int | None]:
    return lambda: money.parse(text, household.currency, path) if text is not None else None


def _hundredths(text: str | None, path: str) -> Callable[[], int | None]:
    """Read a percentage with at most two decimals, which is how a currency of two decimals is read."""
    return lambda: money.parse_decimal(text, 2, path) if text is not None else None


def _life_event(spelling: str | None, household: Household) -> int | None:
    if spelling is None:
        return None
    return guids.read_life_event(spelling, household.tenant, household.guid) or UNKNOWN


def _account(spelling: str | None, household: Household) -> int | None:
    if spelling is None:
        return None
    return guids.read_account(spelling, household.tenant, household.guid) or UNKNOWN


def until_date(text: str | None) -> date:
    """Return the last date of a projection. Raises Refused when it is missing or none."""
    return fields.required_date(text, "until")
