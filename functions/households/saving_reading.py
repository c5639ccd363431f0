"""What the use cases take of the bodies of savings and their contributions."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from households import extras
from households.options import NIL_GUID
from savings.api.app import Request
from savings.domain import codes, guids, money
from savings.domain.account import Details
from savings.domain.contribution import Contribution, check_contribution
from savings.domain.dates import Life, Moment
from savings.domain.errors import Checks, FieldError, Refused
from savings.domain.household import Household
from savings.domain.household_accounts import AccountFigures, RiskChange
from savings.usecases.household_accounts import AccountRequest

if TYPE_CHECKING:
    from households.saving_schemas import ContributionBody, SavingBody

UNKNOWN: Final = 0
"""Stands for an id that can be none of the household's: the rules say so where they look at it."""


def account_request(body: "SavingBody", household: Household) -> AccountRequest:
    """Return the account that it describes. Raises Refused for amounts that cannot be read."""
    figures = _figures(body, household)
    own = body.JointOwnerClientGUID if body.JointOwnerClientGUID == body.ClientGUID else None
    kept = extras.kept(body, extras.OF_A_SAVING)
    return AccountRequest(figures, Details(body.SavingsDescription, figures.dependant, kept, own, figures.risk_event))


def _figures(body: "SavingBody", household: Household) -> AccountFigures:
    checks = Checks()
    value = checks(lambda: money.parse(body.Value, household.currency, "Value"))
    least, original = body.MinimumBalance, body.OriginalInvestmentValue
    minimum = checks(_amount(least, household, "MinimumBalance"))
    checks(_amount(original, household, "OriginalInvestmentValue"))
    checks.done()
    return AccountFigures(
        client=body.ClientGUID,
        savings_type=body.SavingsType,
        value=value or 0,
        value_date=body.ValueDate,
        joint_owner=body.JointOwnerClientGUID,
        minimum_balance=minimum,
        dependant=_dependant(body, household),
        dependant_given=body.DependantGUID is not None,
        atr_slot=body.ATRSlot,
        isa_special_type=body.ISASpecialType,
        provider=body.ProviderCode,
        risk=RiskChange(body.FutureRiskLevelChange, body.FutureRiskLevel, _risk_moment(body, household)),
    )


def _risk_moment(body: "SavingBody", household: Household) -> Moment | None:
    basis = body.FutureRiskDateOfChangeBasis
    if basis is None:
        return None
    event = _life_event(body.FutureRiskDateOfChangeEventGUID, household)
    return Moment(basis, body.FutureRiskDateOfChangeAge, body.FutureRiskDateOfChangeDate, event)


def _dependant(body: "SavingBody", household: Household) -> int | None:
    text = body.DependantGUID
    return guids.read_dependant(text, household.tenant, household.guid) if text else None


def contribution(body: "ContributionBody", household: Household) -> Contribution:
    """Return the contribution. Raises Refused for amounts that cannot be read."""
    checks = Checks()
    amount = checks(_amount(body.TransactionAmount, household, "TransactionAmount"))
    percentage = checks(_hundredths(body.TransactionPercentage, "TransactionPercentage"))
    checks.done()
    link = body.LinkedSavingsGUID
    is_linked = body.TransactionType in (codes.ALLOWANCE_TRANSFER, codes.TRANSFER_IN)
    is_nil = is_linked and link == NIL_GUID
    return Contribution(
        type=body.TransactionType,
        frequency=body.Frequency,
        start=Moment(body.StartBasis, body.StartAge, body.StartDate, _life_event(body.StartEventGUID, household)),
        end=_end(body, household),
        amount=amount,
        percentage=percentage,
        linked=_account(link, household) if is_linked and not is_nil else None,
        linked_nil=is_nil,
        extras=extras.kept(body, extras.OF_A_CONTRIBUTION),
    )


def _end(body: "ContributionBody", household: Household) -> Moment | None:
    if body.EndBasis is None:
        return None
    return Moment(body.EndBasis, body.EndAge, body.EndDate, _life_event(body.EndEventGUID, household))


def contribution_body(request: Request) -> "ContributionBody":
    """Return the contribution that a request has.

    Raises Refused. Where nothing is wrong but that members are missing, it names all that the rules ask for, so that
    nobody is asked for one member after the other.
    """
    try:
        body: ContributionBody = request.body
    except Refused as refused:
        if any(error.code != "required" for error in refused.errors):
            raise
        raise Refused([*refused.errors, *_asked_for(request.json)]) from None
    return body


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
