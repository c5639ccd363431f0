"""The accounts of a household: the rules of what it writes about them, and of what may become of them.

Fields whose condition does not hold are kept as they were sent and never checked: the published samples carry them.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from savings.domain import codes
from savings.domain.account import MAX_CONTRIBUTIONS, Account
from savings.domain.codes import CURRENT_ACCOUNT, DATE, EVENT, SAVINGS_TYPE, YES
from savings.domain.dates import Life, Moment, check_moment
from savings.domain.errors import Checks, Refused


@dataclass(frozen=True, slots=True)
class RiskChange:
    """A future change of risk: whether there is one, to which level, and when."""

    change: int | None = None
    level: int | None = None
    moment: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountFigures:
    """What a household writes about an account and rules look at; amounts in minor units, dates local to it."""

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
        """Whether the rules of a change of risk hold: not for a type without risk, and where one was asked for."""
        kind = SAVINGS_TYPE.get(self.savings_type)
        return (kind is None or kind.is_investment) and self.risk.change == YES

    @property
    def risk_event(self) -> int | None:
        """The life event that it depends on, where its basis selects one."""
        moment = self.risk.moment
        return moment.event if self.risk_applies and moment is not None and moment.basis == EVENT else None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What of the household the rules look at; `dependants` are its dependants' numbers."""

    life: Life
    dependants: frozenset[int]
    today: date


def check_account(figures: AccountFigures, around: Surroundings) -> None:
    """Apply every published rule of an account; raises Refused with all that are broken."""
    checks = Checks()
    people: Mapping[str, date] = around.life.born
    if figures.client not in people:
        checks.add("client", "not_in_household", "Must be in the household.")
    _check_codes(figures, checks)
    if figures.value < 0 and figures.savings_type != CURRENT_ACCOUNT:
        checks.add("value", "negative", "Must be at least 0.")
    if figures.value_date > around.today:
        checks.add("value_date", "in_the_future", "Must be a date before or equal to today.")
    _check_joint_owner(figures, people, checks)
    if figures.minimum_balance is not None and figures.minimum_balance < 0:
        checks.add("minimum_balance", "negative", "Must be at least 0.")
    if figures.dependant_given and figures.dependant not in around.dependants:
        message = "Must be a dependant of one of the clients within the household."
        checks.add("dependant", "not_in_household", message)
    if figures.risk_applies:
        _check_risk(figures, around, checks)
    checks.done()


def _check_codes(figures: AccountFigures, checks: Checks) -> None:
    chosen = {
        "savings_type": figures.savings_type,
        "atr_slot": figures.atr_slot,
        "isa_special_type": figures.isa_special_type,
        "provider": figures.provider,
        "risk_change": figures.risk.change,
    }
    for field, code in chosen.items():
        if code is not None:
            codes.check(field, code, checks)


def _check_joint_owner(figures: AccountFigures, people: Mapping[str, date], checks: Checks) -> None:
    joint, kind = figures.joint_owner, SAVINGS_TYPE.get(figures.savings_type)
    if joint is None:
        return
    if kind is not None and not kind.joint:
        checks.add("joint_owner", "not_joint", "Is not allowed for this savings type.")
    elif joint not in people:
        checks.add("joint_owner", "not_in_household", "Must be in the household.")


def _check_risk(figures: AccountFigures, around: Surroundings, checks: Checks) -> None:
    risk = figures.risk
    if risk.level is None:
        checks.add("risk_level", "required", "Is required.")
    else:
        codes.check("risk_level", risk.level, checks)
    moment = risk.moment
    if moment is None:
        checks.add("risk_basis", "required", "Is required.")
        return
    check_moment(moment, "risk", around.life, checks)
    if moment.basis == EVENT or not codes.is_known("risk_basis", moment.basis):
        return
    day = around.life.moment_date(moment, figures.client, around.today)
    if day is not None and day <= around.today:
        checks.add("risk_date" if moment.basis == DATE else "risk_age", "not_in_future", "Must be in the future.")


def check_changes(before: Account, after: Account, holders: Collection[str]) -> None:
    """Raise Refused for what a household cannot write otherwise: a type that is fixed, owners who have goals on it.

    `holders` are those who would no longer own the account and have a goal on it that is open or holds money.
    """
    if before.savings_type != after.savings_type and (before.contributions or before.is_default):
        message = "Cannot be changed if the saving has a contribution or is the default account."
        raise Refused.one("savings_type", "fixed", message)
    for owner in before.owners:
        if owner in holders:
            field = "client" if owner == before.owner else "joint_owner"
            raise Refused.one(field, "has_goals", "The owner has an open goal on this saving.")
    if before.owner != after.owner and (before.followers or before.watchers):
        raise Refused.one("client", "has_goals", "The owner must stay while goals follow this saving.")


def check_closable(account: Account) -> None:
    """Raise Refused for an account that cannot be closed, as its own facts say."""
    if account.is_default:
        raise Refused.one("account", "default_account", "The default account cannot be deleted.")
    if account.savings_goals or account.followers or account.watchers or account.residual != account.balance:
        raise Refused.one("account", "has_goals", "The saving has goals.")
    if account.uses:
        raise Refused.one("account", "is_linked", "The saving is linked by a contribution to another one.")


def check_takes_contribution(account: Account) -> None:
    """Raise Refused for an account that takes no contribution, or not one more."""
    if account.is_default:
        raise Refused.one("account", "default_account", "The default account cannot have contributions.")
    if account.contributions >= MAX_CONTRIBUTIONS:
        raise Refused.one("account", "too_many", f"The saving may have at most {MAX_CONTRIBUTIONS} contributions.")
