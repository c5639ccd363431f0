"""What a life event must say: what its basis selects, which is known and comes to a day in the future."""

from dataclasses import replace
from typing import Any, Final

import pytest

from savings.domain.dates import AGED, BEFORE, DATED, LINKED, Life, LifeEvent, check_life_event
from savings.domain.errors import Refused
from tests.unit.domain.given import day

ANNA, STRANGER = "anna", "stranger"
TODAY: Final = day("2027-01-10")
MOVE: Final = LifeEvent(number=8192, label="The move", basis=DATED, day=day("2028-01-10"))
AFTER: Final = 2

Errors = list[tuple[str, str]]


def errors(event: LifeEvent) -> Errors:
    """Return the fields and codes that an event is refused for, in a household with one person and one other event."""
    life = Life({ANNA: day("1988-04-12")}, {MOVE.number: MOVE, event.number: event})
    try:
        check_life_event(event, life, TODAY)
    except Refused as refusal:
        return [(error.name, error.code) for error in refusal.errors]
    return []


def said(basis: int, **fields: Any) -> LifeEvent:
    return LifeEvent(number=4096, label="Retirement", basis=basis, **fields)


def linked(basis: int, years: int, months: int = 0, to: int = MOVE.number) -> LifeEvent:
    return said(LINKED, linked=to, offset_basis=basis, offset_years=years, offset_months=months)


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (said(DATED), [("event_date", "required")]),
        (said(DATED, day=TODAY), [("event_date", "not_in_future")]),
        (said(DATED, day=day("2027-01-11")), []),
        (said(DATED, day=day("2027-01-11"), customer=STRANGER, linked=1), []),
        (said(AGED), [("client", "required"), ("age_years", "required"), ("age_months", "required")]),
        (said(AGED, customer=STRANGER, age_years=65, age_months=0), [("client", "not_in_household")]),
        (said(AGED, customer=ANNA, age_years=38, age_months=8), [("age_years", "not_in_future")]),
        (said(AGED, customer=ANNA, age_years=38, age_months=9), []),
        (
            said(LINKED),
            [(field, "required") for field in ("linked_event", "offset_basis", "offset_years", "offset_months")],
        ),
        (linked(AFTER, 1, to=1), [("linked_event", "not_in_household")]),
    ],
)
def test_an_event_has_what_its_basis_selects_and_is_in_the_future(event: LifeEvent, expected: Errors) -> None:
    """What the basis does not select is not looked at."""
    assert errors(event) == expected


@pytest.mark.parametrize(
    ("event", "comes"),
    [
        (linked(BEFORE, 1), False),
        (linked(BEFORE, 0, 11), True),
        (linked(BEFORE, 0), True),
        (linked(AFTER, 971), True),
        (linked(AFTER, 973), False),
    ],
)
def test_a_linked_event_comes_to_a_day_in_the_future_that_the_calendar_has(event: LifeEvent, comes: bool) -> None:
    assert errors(event) == ([] if comes else [("linked_event", "not_in_future")])


def test_events_are_not_linked_in_a_circle() -> None:
    assert errors(linked(AFTER, 1, to=4096)) == [("linked_event", "not_in_future")]
    first = linked(AFTER, 1, to=12288)
    life = Life({}, {first.number: first, 12288: replace(linked(AFTER, 1, to=first.number), number=12288)})
    with pytest.raises(Refused):
        check_life_event(first, life, TODAY)


def test_an_event_depends_on_what_its_basis_selects() -> None:
    everything: dict[str, Any] = {"customer": ANNA, "linked": MOVE.number}
    assert (said(DATED, **everything).needs_client, said(DATED, **everything).needs_event) == (None, None)
    assert (said(AGED, **everything).needs_client, said(AGED, **everything).needs_event) == (ANNA, None)
    assert (said(LINKED, **everything).needs_client, said(LINKED, **everything).needs_event) == (None, MOVE.number)
