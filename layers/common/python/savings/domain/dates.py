"""When things of a household's life happen: ages through birth dates, life events through their basis.

All dates are local to the household's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from savings.domain.calendar import LAST_DATE, add_months
from savings.domain.codes import AGE, CURRENT, DATE, EVENT, SECOND_AGE

DATED: Final = 1
AGED: Final = 2
LINKED: Final = 3
BEFORE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Something that a household expects: on a date, at a person's age, or some time before or after another one."""

    number: int
    label: str
    basis: int
    day: date | None = None
    customer: str | None = None
    age_years: int | None = None
    age_months: int | None = None
    linked: int | None = None
    offset_basis: int | None = None
    offset_years: int | None = None
    offset_months: int | None = None
    extras: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a span as a basis says it: now, an age, a date or a life event."""

    basis: int
    age: int | None = None
    day: date | None = None
    event: int | None = None


@dataclass(frozen=True, slots=True)
class Life:
    """What dates resolve through: birth dates by customer, in the household's order, and life events by number."""

    born: Mapping[str, date]
    events: Mapping[int, LifeEvent]

    def age_date(self, customer: str | None, years: int, months: int = 0) -> date | None:
        """Return the date on which the person reaches the age; None for a stranger or beyond the calendar."""
        born = self.born.get(customer or "")
        return _moved(born, years * 12 + months) if born else None

    def event_date(self, number: int | None) -> date | None:
        """Return the date of a life event; None where it cannot be told: unknown, or linked in a circle."""
        return self._event_date(number, frozenset())

    def moment_date(self, moment: Moment, customer: str, today: date) -> date | None:
        """Return the date of a moment in the life of `customer`; None where it cannot be told."""
        if moment.basis == CURRENT:
            return today
        if moment.basis == DATE:
            return moment.day
        if moment.basis == EVENT:
            return self.event_date(moment.event)
        if moment.basis not in (AGE, SECOND_AGE) or moment.age is None:
            return None
        return self.age_date(customer if moment.basis == AGE else self.second_client(customer), moment.age)

    def second_client(self, customer: str) -> str | None:
        """Return the household's other client: the first one who is not `customer`."""
        return next((other for other in self.born if other != customer), None)

    def moves(self, after: "Life") -> bool:
        """Whether a date that a plan may have taken is another one in the life that follows this one."""
        people = self.born.keys() & after.born.keys()
        return (
            any(self.born[one] != after.born[one] for one in people)
            or any(self.second_client(one) != after.second_client(one) for one in people)
            or any(
                self.event_date(event) != after.event_date(event) for event in self.events.keys() & after.events.keys()
            )
        )

    def _event_date(self, number: int | None, seen: frozenset[int]) -> date | None:
        event = self.events.get(number or 0)
        if event is None or event.number in seen:
            return None
        if event.basis == DATED:
            return event.day
        if event.basis == AGED:
            return self.age_date(event.customer, event.age_years or 0, event.age_months or 0)
        origin = self._event_date(event.linked, seen | {event.number})
        months = (event.offset_years or 0) * 12 + (event.offset_months or 0)
        return _moved(origin, -months if event.offset_basis == BEFORE else months) if origin else None


def _moved(day: date, months: int) -> date | None:
    try:
        moved = add_months(day, months)
    except (OverflowError, ValueError):
        return None
    return moved if moved <= LAST_DATE else None
