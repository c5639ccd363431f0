"""What the households function reads of savings and their contributions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from households import fields
from households.fields import KEPT, Age, AsSent, Code, CoercedText, Day, Id, Number, Sync, kept_members
from households.options import NIL_GUID
from households.schemas import HouseholdBody
from savings.api.bodies import Guid, validate
from savings.api.jsontext import dump
from savings.domain import codes, guids, money
from savings.domain.account import Details
from savings.domain.contribution import Contribution, check_contribution
from savings.domain.dates import Life, Moment
from savings.domain.errors import Checks, FieldError, Refused
from savings.domain.household import Household
from savings.domain.household_accounts import AccountFigures, RiskChange
from savings.usecases.household_accounts import AccountRequest

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
    ATRSlot: AsSent[Code] = None
    OriginalInvestmentValue: AsSent[Number] = None
    OriginalInvestmentDate: AsSent[Day] = None
    OriginalInvestmentPercentageWithdrawn: AsSent[Number] = None
    BackOfficeID: AsSent[BackOfficeKey] = None
    BackOfficeSync: AsSent[Sync] = None
    PolicyNumber: AsSent[Annotated[CoercedText, Field(max_length=50)]] = None
    ProviderCode: AsSent[Guid] = None
    ISASpecialType: AsSent[Code] = None
    FutureRiskLevelChange: AsSent[Code] = None
    FutureRiskLevel: AsSent[Code] = None
    FutureRiskDateOfChangeBasis: AsSent[Code] = None
    FutureRiskDateOfChangeEventGUID: AsSent[Id] = None
    FutureRiskDateOfChangeAge: AsSent[Age] = None
    FutureRiskDateOfChangeDate: AsSent[Day] = None

    def read(self, household: Household) -> AccountRequest:
        """Return the account that it describes. Raises Refused for amounts that cannot be read."""
        figures = self._figures(household)
        own = self.JointOwnerClientGUID if self.JointOwnerClientGUID == self.ClientGUID else None
        kept = _extras(self, SAVING_EXTRAS)
        return AccountRequest(
            figures, Details(self.SavingsDescription, figures.dependant, kept, own, figures.risk_event)
        )

    def _figures(self, household: Household) -> AccountFigures:
        checks = Checks()
        value = checks(lambda: money.parse(self.Value, household.currency, "Value"))
        least, original = self.MinimumBalance, self.OriginalInvestmentValue
        minimum = checks(_amount(least, household, "MinimumBalance"))
        checks(_amount(original, household, "OriginalInvestmentValue"))
        checks.done()
        return AccountFigures(
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
        text = self.DependantGUID
        return guids.read_dependant(text, household.tenant, household.guid) if text else None


SAVING_EXTRAS: Final = kept_members(SavingBody)
"""The members of a saving that have no part in any sum, kept as they were sent."""


class ContributionBody(HouseholdBody):
    """POST and PUT of a contribution."""

    TransactionType: Code
    LinkedSavingsGUID: AsSent[Id] = None
    TransactionAmount: AsSent[Number] = None
    TransactionPercentage: AsSent[Number] = None
    Frequency: AsSent[Code] = None
    StartBasis: Annotated[Code, KEPT]
    StartEventGUID: AsSent[Id] = None
    StartAge: AsSent[Age] = None
    StartDate: AsSent[Day] = None
    EndBasis: AsSent[Code] = None
    EndEventGUID: AsSent[Id] = None
    EndAge: AsSent[Age] = None
    EndDate: AsSent[Day] = None
    BackOfficeID: AsSent[BackOfficeKey] = None
    BackOfficeSync: AsSent[Sync] = None

    def read(self, household: Household) -> Contribution:
        """Return the contribution. Raises Refused for amounts that cannot be read."""
        checks = Checks()
        amount = checks(_amount(self.TransactionAmount, household, "TransactionAmount"))
        percentage = checks(_hundredths(self.TransactionPercentage, "TransactionPercentage"))
        checks.done()
        link = self.LinkedSavingsGUID
        is_linked = self.TransactionType in (codes.ALLOWANCE_TRANSFER, codes.TRANSFER_IN)
        is_nil = is_linked and link == NIL_GUID
        return Contribution(
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


CONTRIBUTION_EXTRAS: Final = kept_members(ContributionBody)
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
        raise Refused([*refused.errors, *_asked_for(sent)]) from None


def _asked_for(sent: Mapping[str, Any]) -> list[FieldError]:
    """What the rules ask for of a contribution that has these members at least."""

    def some(member: str) -> int | None:
        return 1 if sent.get(member) else None

    def moment(side: str) -> Moment:
        day = date.min if sent.get(f"{side}Date") else None
        return Moment(sent.get(f"{side}Basis") or UNKNOWN, sent.get(f"{side}Age"), day, some(f"{side}EventGUID"))

    draft = Contribution(
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
        check_contribution(draft, UNKNOWN, frozenset(), Life({}, {}))
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


def _life_event(text: str | None, household: Household) -> int | None:
    if text is None:
        return None
    return guids.read_life_event(text, household.tenant, household.guid) or UNKNOWN


def _account(text: str | None, household: Household) -> int | None:
    if text is None:
        return None
    return guids.read_account(text, household.tenant, household.guid) or UNKNOWN
