"""When things of a household's life happen: ages through birth dates, life events through their basis.

All dates are local to the household's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from savings.domain import codes
from savings.domain.calendar import LAST_DATE, add_months
from savings.domain.codes import AGE, AGES, CURRENT, DATE, EVENT, SECOND_AGE
from savings.domain.errors import Checks

DATED: Final = 1
AGED: Final = 2
LINKED: Final = 3
BEFORE: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """Something that a household expects: on a date, at a person's age, or some time before or after another one.

    `number` is 0 until it is given one. What the basis does not select is kept as it was sent.
    """

    number: int = 0
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

    @property
    def needs_client(self) -> str | None:
        """The person on whose age it depends, where its basis selects one."""
        return (self.customer or None) if self.basis == AGED else None

    @property
    def needs_event(self) -> int | None:
        """The life event on which it depends, where its basis selects one."""
        return (self.linked or None) if self.basis == LINKED else None


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
        """Return the date of a life event; None for one that is unknown or linked in a circle."""
        return self._event_date(number, frozenset())

    def moment_date(self, moment: Moment, customer: str, today: date) -> date | None:
        """Return the date of a moment in the life of `customer`; None where it is not known."""
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


def check_moment(moment: Moment, side: str, life: Life, checks: Checks) -> None:
    """Note what is wrong with a moment: its basis, or what that selects; the fields' names begin with `side`."""
    if not codes.is_known(f"{side}_basis", moment.basis):
        codes.check(f"{side}_basis", moment.basis, checks)
    elif moment.basis in AGES and moment.age is None:
        checks.add(f"{side}_age", "required", "Is required.")
    elif moment.basis == DATE and moment.day is None:
        checks.add(f"{side}_date", "required", "Is required.")
    elif moment.basis == EVENT and moment.event is None:
        checks.add(f"{side}_event", "required", "Is required.")
    elif moment.basis == EVENT and moment.event not in life.events:
        checks.add(f"{side}_event", "not_in_household", "Must be in the household.")


def check_life_event(event: LifeEvent, life: Life, today: date) -> None:
    """Apply every rule of a life event: what its basis selects is there, known, and comes to a day in the future.

    `life` is the household's with the event in it. Raises Refused with all that are broken.
    """
    checks = Checks()
    selected: dict[int, dict[str, object]] = {
        DATED: {"event_date": event.day},
        AGED: {"client": event.customer, "age_years": event.age_years, "age_months": event.age_months},
        LINKED: {
            "linked_event": event.linked,
            "offset_basis": event.offset_basis,
            "offset_years": event.offset_years,
            "offset_months": event.offset_months,
        },
    }
    for field, value in selected.get(event.basis, {}).items():
        if value is None:
            checks.add(field, "required", "Is required.")
    if event.needs_client and event.needs_client not in life.born:
        checks.add("client", "not_in_household", "Must be in the household.")
    if event.basis == LINKED and event.linked is not None and event.linked not in life.events:
        checks.add("linked_event", "not_in_household", "Must be in the household.")
    checks.done()
    day = life.event_date(event.number)
    if day is None or day <= today:
        field = {DATED: "event_date", AGED: "age_years"}.get(event.basis, "linked_event")
        checks.add(field, "not_in_future", "Must be in the future.")
    checks.done()


def _moved(day: date, months: int) -> date | None:
    try:
        moved = add_months(day, months)
    except (OverflowError, ValueError):
        return None
    return moved if moved <= LAST_DATE else None
