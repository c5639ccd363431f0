"""Households: the people who save together, and who may see and change what they have."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import partial
from typing import Final

from savings.domain.dates import Life, LifeEvent
from savings.domain.errors import Checks, Refused

MAX_CLIENTS: Final = 10
MAX_DEPENDANTS: Final = 20
MAX_LIFE_EVENTS: Final = 100
MAX_ACCOUNTS: Final = 40
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


@dataclass(frozen=True, slots=True)
class DependantRequest:
    """What is said of a dependant; without a customer they depend on the household's first client."""

    first_name: str
    last_name: str
    date_of_birth: date
    customer: str | None

    def under(self, number: int, clients: tuple[Client, ...]) -> Dependant:
        """Return the dependant of these clients under a number; of nobody where nobody is left."""
        customer = self.customer or next((client.customer for client in clients), "")
        return Dependant(number, self.first_name, self.last_name, self.date_of_birth, customer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A household with its people; `viewers` are the clients who may look but not touch.

    `plans` counts what has taken dates from its people and life events, or access by its settings: a change of those
    must know all of it. `pending` is the instant of a change from which more follows, for accounts or contributions,
    than has been written yet.
    """

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
    life_events: tuple[LifeEvent, ...] = ()
    viewers: frozenset[str] = frozenset()
    plans: int = 0
    pending: datetime | None = None
    sequence: int = 1

    @property
    def life(self) -> Life:
        """What the household's dates resolve through."""
        return Life(
            {client.customer: client.date_of_birth for client in self.clients},
            {event.number: event for event in self.life_events},
        )

    def client(self, customer: str) -> Client | None:
        """Return the person, None for a stranger."""
        return next((client for client in self.clients if client.customer == customer), None)

    def dependant(self, number: int | None) -> Dependant | None:
        """Return the dependant, None for nobody of this household."""
        return next((one for one in self.dependants if one.number == number), None)

    def life_event(self, number: int | None) -> LifeEvent | None:
        """Return the life event, None for none of this household."""
        return next((event for event in self.life_events if event.number == number), None)

    def level_of(self, customer: str | None) -> Level | None:
        """Return how far the person's access goes; a client app that names nobody may edit, a stranger nothing."""
        if customer is None:
            return Level.EDIT
        if all(client.customer != customer for client in self.clients):
            return None
        return Level.VIEW if customer in self.viewers else Level.EDIT


def check_birth(day: date, today: date, path: str = "date_of_birth") -> None:
    """Raise Refused, naming `path`, for a birth date to come."""
    if day > today:
        raise Refused.one(path, "in_the_future", "Must be a date before or equal to today.")


def check_dependant(dependant: Dependant, household: Household, today: date, prefix: str = "") -> None:
    """Raise Refused, naming fields by `prefix`, for a birth date to come and for one who depends on a stranger."""
    checks = Checks()
    checks(lambda: check_birth(dependant.date_of_birth, today, f"{prefix}date_of_birth"))
    if household.client(dependant.customer) is None:
        checks.add(f"{prefix}client", "not_in_household", "Must be in the household.")
    checks.done()


def check_everybody(household: Household, today: date) -> None:
    """Apply the rules of its people to a new household; raises Refused with all that are broken."""
    checks = Checks()
    for at, client in enumerate(household.clients):
        checks(partial(check_birth, client.date_of_birth, today, f"clients.{at}.date_of_birth"))
    for at, dependant in enumerate(household.dependants):
        checks(partial(check_dependant, dependant, household, today, f"dependants.{at}."))
    checks.done()


def check_room(field: str, things: str, there: int, limit: int) -> None:
    """Raise Refused, naming `field`, for one more where as many as there may be are there."""
    if there >= limit:
        raise Refused.one(field, "too_many", f"The household may have at most {limit} {things}.")
