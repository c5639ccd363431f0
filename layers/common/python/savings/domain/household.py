"""Households: the people who save together, and who may see and change what they have."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from savings.domain.dates import Life, LifeEvent

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
