"""Savings: the rules of what a household writes about its accounts.

Fields whose condition does not hold are kept as they were sent and never checked: the published samples carry them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from savings.domain import codes
from savings.domain.codes import AGES, CURRENT_ACCOUNT, DATE, EVENT, RISK_FREE_UP_TO, SAVINGS_TYPE, YES
from savings.domain.dates import Life, Moment
from savings.domain.errors import Checks


@dataclass(frozen=True, slots=True)
class RiskChange:
    """A future change of risk: whether there is one, to which level, and when."""

    change: int | None = None
    level: int | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavingFigures:
    """The members of a saving that its rules are about; amounts in minor units, dates local to the household."""

    client: str
    savings_type: int
    value: int
    value_date: date
    joint_owner: str | None = None
    minimum_balance: int | None = None
    dependant: int | None = None
    dependant_given: bool = False
    atr_slot: int | None = None
    isa_special_type: int | None = None
    provider: str | None = None
    risk: RiskChange = RiskChange()

    @property
    def risk_applies(self) -> bool:
        """Whether the rules of a change of risk hold: an investment, and a change that was asked for."""
        return self.savings_type > RISK_FREE_UP_TO and self.risk.change == YES

    @property
    def risk_event(self) -> int | None:
        """The life event that the saving hangs on, where its basis selects one."""
        moment = self.risk.moment
        return moment.event if self.risk_applies and moment is not None and moment.basis == EVENT else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the household the rules look at; `dependants` are its dependants' numbers."""

    life: Life
    dependants: frozenset[int]
    today: date


def check_saving(figures: SavingFigures, around: Surroundings) -> None:
    """Apply every published rule of a saving; raises Refused with all that are broken."""
    checks = Checks()
    people: Mapping[str, date] = around.life.born
    if figures.client not in people:
        checks.add("ClientGUID", "not_in_household", "The client guid must be in the household.")
    _check_codes(figures, checks)
    if figures.value < 0 and figures.savings_type != CURRENT_ACCOUNT:
        checks.add("Value", "negative", "The value must be at least 0.")
    if figures.value_date > around.today:
        checks.add("ValueDate", "in_the_future", "The value date must be a date before or equal to today.")
    _check_joint_owner(figures, people, checks)
    if figures.minimum_balance is not None and figures.minimum_balance < 0:
        checks.add("MinimumBalance", "negative", "The minimum balance must be at least 0.")
    if figures.dependant_given and figures.dependant not in around.dependants:
        message = "The dependant guid must be a dependant of one of the clients within the household."
        checks.add("DependantGUID", "not_in_household", message)
    if figures.risk_applies:
        _check_risk(figures, around, checks)
    checks.done()


def _check_codes(figures: SavingFigures, checks: Checks) -> None:
    chosen = {
        "SavingsType": figures.savings_type,
        "ATRSlot": figures.atr_slot,
        "ISASpecialType": figures.isa_special_type,
        "ProviderCode": figures.provider,
        "FutureRiskLevelChange": figures.risk.change,
    }
    names = {
        "SavingsType": "savings type",
        "ATRSlot": "atr slot",
        "ISASpecialType": "isa special type",
        "ProviderCode": "provider code",
        "FutureRiskLevelChange": "future risk level change",
    }
    for member, code in chosen.items():
        if code is not None and not codes.is_known(member, code):
            checks.add(member, "unknown_code", f"The selected {names[member]} is invalid.")


def _check_joint_owner(figures: SavingFigures, people: Mapping[str, date], checks: Checks) -> None:
    joint, kind = figures.joint_owner, SAVINGS_TYPE.get(figures.savings_type)
    if joint is None:
        return
    if kind is not None and not kind.joint:
        message = "The joint owner client guid is not allowed for this savings type."
        checks.add("JointOwnerClientGUID", "not_joint", message)
    elif joint not in people:
        checks.add("JointOwnerClientGUID", "not_in_household", "The joint owner client guid must be in the household.")


def _check_risk(figures: SavingFigures, around: Surroundings, checks: Checks) -> None:
    risk, prefix = figures.risk, "FutureRiskDateOfChange"
    if risk.level is None:
        checks.add("FutureRiskLevel", "required", "Is required.")
    elif not codes.is_known("FutureRiskLevel", risk.level):
        checks.add("FutureRiskLevel", "unknown_code", "The selected future risk level is invalid.")
    moment = risk.moment
    if moment is None:
        checks.add(f"{prefix}Basis", "required", "Is required.")
        return
    if not codes.is_known(f"{prefix}Basis", moment.basis):
        checks.add(f"{prefix}Basis", "unknown_code", "The selected future risk date of change basis is invalid.")
        return
    day = around.life.moment_date(moment, figures.client, around.today)
    if moment.basis == EVENT:
        if moment.event is None:
            checks.add(f"{prefix}EventGUID", "required", "Is required.")
        elif moment.event not in around.life.events:
            message = "The future risk date of change event guid must be in the household."
            checks.add(f"{prefix}EventGUID", "not_in_household", message)
        return
    member = f"{prefix}Date" if moment.basis == DATE else f"{prefix}Age"
    if (moment.basis in AGES and moment.age is None) or (moment.basis == DATE and moment.day is None):
        checks.add(member, "required", "Is required.")
    elif day is not None and day <= around.today:
        what = "date" if moment.basis == DATE else "age"
        checks.add(member, "not_in_future", f"The future risk date of change {what} must be in the future.")
