"""Households: the people who save together, and who may see and change what they have."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from savings.domain.account import CURRENT_ACCOUNT, NOT_JOINT, SAVINGS_TYPES
from savings.domain.errors import Checks

MAX_CLIENTS: Final = 10
MAX_DEPENDANTS: Final = 20
MAX_FINALISING_DAYS: Final = 10
DEFAULT_ACCOUNT_DESCRIPTION: Final = "Current Account"


class Level(StrEnum):
    """How far a person's access to the household goes."""

    VIEW = "view"
    EDIT = "edit"


@dataclass(frozen=True, slots=True)
class Client:
    """A person of the household; `customer` is their GUID everywhere."""

    customer: str
    first_name: str
    last_name: str
    date_of_birth: date
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Dependant:
    """Somebody who depends on a client of the household."""

    number: int
    first_name: str
    last_name: str
    date_of_birth: date
    customer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household with its people; `viewers` are the clients who may look but not touch."""

    tenant: str
    guid: str
    label: str
    zone: str
    currency: str
    locale: str
    finalising_days: int
    created_at: datetime
    clients: tuple[Client, ...]
    dependants: tuple[Dependant, ...] = ()
    viewers: frozenset[str] = frozenset()
    sequence: int = 1

    def level_of(self, customer: str | None) -> Level | None:
        """Return how far the person's access goes; a client app that names nobody may edit, a stranger nothing."""
        if customer is None:
            return Level.EDIT
        if all(client.customer != customer for client in self.clients):
            return None
        return Level.VIEW if customer in self.viewers else Level.EDIT


@dataclass(frozen=True, slots=True)
class SavingFigures:
    """The members of a saving that its rules are about; amounts in minor units, the date local to the household."""

    client: str
    savings_type: int
    value: int
    value_date: date
    joint_owner: str | None = None
    minimum_balance: int | None = None
    dependant: int | None = None


def check_saving(household: Household, figures: SavingFigures, dependant_given: bool, today: date) -> None:
    """Apply the published rules of a saving that need no option tables; raises Refused with every rule that is broken.

    `dependant_given` says that a DependantGUID was sent, so that one which named nobody is refused.
    """
    people = {client.customer for client in household.clients}
    checks = Checks()
    if figures.client not in people:
        checks.add("ClientGUID", "not_in_household", "The client guid must be in the household.")
    if figures.savings_type not in SAVINGS_TYPES:
        checks.add("SavingsType", "unknown_code", "The selected savings type is invalid.")
    if figures.value < 0 and figures.savings_type != CURRENT_ACCOUNT:
        checks.add("Value", "negative", "The value must be at least 0.")
    if figures.value_date > today:
        checks.add("ValueDate", "in_the_future", "The value date must be a date before or equal to today.")
    if figures.joint_owner is not None:
        if figures.savings_type in NOT_JOINT:
            message = "The joint owner client guid is not allowed for this savings type."
            checks.add("JointOwnerClientGUID", "not_joint", message)
        elif figures.joint_owner not in people:
            message = "The joint owner client guid must be in the household."
            checks.add("JointOwnerClientGUID", "not_in_household", message)
    if figures.minimum_balance is not None and figures.minimum_balance < 0:
        checks.add("MinimumBalance", "negative", "The minimum balance must be at least 0.")
    if dependant_given and all(one.number != figures.dependant for one in household.dependants):
        message = "The dependant guid must be a dependant of one of the clients within the household."
        checks.add("DependantGUID", "not_in_household", message)
    checks.done()
