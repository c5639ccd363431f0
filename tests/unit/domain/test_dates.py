"""When things of a household's life happen: birthdays, life events and the moments that a basis says."""

from typing import Any, Final

import pytest

from savings.domain.codes import AGE, CURRENT, DATE, EVENT, SECOND_AGE
from savings.domain.dates import AGED, BEFORE, DATED, LINKED, Life, LifeEvent, Moment
from tests.unit.domain.given import day

ANNA, BEN, STRANGER = "anna", "ben", "stranger"
BORN: Final = {ANNA: day("1988-04-12"), BEN: day("1992-02-29")}
AFTER: Final = 2
TODAY: Final = day("2027-01-10")


def event(number: int, basis: int, **said: Any) -> LifeEvent:
    return LifeEvent(number=number, label=f"Event {number}", basis=basis, **said)


def life(*events: LifeEvent) -> Life:
    return Life(BORN, {one.number: one for one in events})


@pytest.mark.parametrize(
    ("customer", "years", "months", "reached"),
    [
        (ANNA, 0, 0, "1988-04-12"),
        (ANNA, 65, 0, "2053-04-12"),
        (ANNA, 65, 11, "2054-03-12"),
        (BEN, 36, 0, "2028-02-29"),
        (BEN, 35, 0, "2027-02-28"),
        (BEN, 35, 1, "2027-03-29"),
        (ANNA, 130, 11, "2119-03-12"),
    ],
)
def test_an_age_is_reached_on_the_birthday(customer: str, years: int, months: int, reached: str) -> None:
    """Somebody who was born on 29 February has birthday on the 28th where there is none."""
    assert life().age_date(customer, years, months) == day(reached)


@pytest.mark.parametrize(
    ("customer", "years"), [(STRANGER, 1), (None, 1), (ANNA, 1012), (ANNA, 7000), (ANNA, 9000), (ANNA, -3000)]
)
def test_a_strangers_age_and_one_beyond_the_calendar_cannot_be_reported(customer: str | None, years: int) -> None:
    assert life().age_date(customer, years) is None


def test_the_calendar_ends_with_the_year_2999() -> None:
    assert life().age_date(ANNA, 1011) == day("2999-04-12")
    born = Life({ANNA: day("1999-12-31")}, {})
    assert born.age_date(ANNA, 1000) == day("2999-12-31")
    assert born.age_date(ANNA, 1000, 1) is None


def test_a_dated_event_is_on_its_day() -> None:
    assert life(event(1, DATED, day=day("2030-06-01"))).event_date(1) == day("2030-06-01")


def test_an_event_at_an_age_is_on_that_birthday() -> None:
    assert life(event(1, AGED, customer=ANNA, age_years=67, age_months=6)).event_date(1) == day("2055-10-12")
    assert life(event(1, AGED, customer=ANNA, age_years=67)).event_date(1) == day("2055-04-12")


@pytest.mark.parametrize(
    ("offset", "years", "months", "found"),
    [
        (BEFORE, 1, 0, "2029-05-31"),
        (AFTER, 1, 0, "2031-05-31"),
        (AFTER, 0, 1, "2030-06-30"),
        (BEFORE, 0, 3, "2030-02-28"),
        (AFTER, 2, 9, "2033-02-28"),
        (AFTER, 0, 0, "2030-05-31"),
    ],
)
def test_a_linked_event_is_before_or_after_the_other_one(offset: int, years: int, months: int, found: str) -> None:
    linked = event(2, LINKED, linked=1, offset_basis=offset, offset_years=years, offset_months=months)
    assert life(event(1, DATED, day=day("2030-05-31")), linked).event_date(2) == day(found)


def test_links_are_followed_to_the_event_that_has_a_date() -> None:
    first = event(1, AGED, customer=ANNA, age_years=50)
    second = event(2, LINKED, linked=1, offset_basis=BEFORE, offset_years=5)
    third = event(3, LINKED, linked=2, offset_basis=AFTER, offset_months=6)
    assert life(first, second, third).event_date(3) == day("2033-10-12")


@pytest.mark.parametrize(
    "events",
    [
        (),
        (event(1, DATED),),
        (event(1, AGED, customer=STRANGER, age_years=65),),
        (event(1, LINKED, linked=2, offset_basis=AFTER),),
        (event(1, LINKED, linked=1, offset_basis=AFTER),),
        (event(1, LINKED, linked=2, offset_basis=AFTER), event(2, LINKED, linked=1, offset_basis=AFTER)),
        (event(1, LINKED, linked=2, offset_basis=AFTER, offset_years=1000), event(2, DATED, day=day("2030-01-01"))),
        (event(1, LINKED, linked=2, offset_basis=BEFORE, offset_years=9999), event(2, DATED, day=day("2030-01-01"))),
    ],
    ids=["none", "no day", "stranger", "unknown link", "itself", "circle", "after the calendar", "before the calendar"],
)
def test_an_event_without_an_answer_has_no_date(events: tuple[LifeEvent, ...]) -> None:
    assert life(*events).event_date(1) is None


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        (Moment(CURRENT), "2027-01-10"),
        (Moment(CURRENT, 65, day("2050-01-01"), 1), "2027-01-10"),
        (Moment(DATE, 65, day("2050-01-01"), 1), "2050-01-01"),
        (Moment(EVENT, 65, day("2050-01-01"), 1), "2030-06-01"),
        (Moment(AGE, 65, day("2050-01-01"), 1), "2053-04-12"),
        (Moment(SECOND_AGE, 65, day("2050-01-01"), 1), "2057-02-28"),
        (Moment(DATE), None),
        (Moment(EVENT), None),
        (Moment(EVENT, event=2), None),
        (Moment(AGE), None),
        (Moment(SECOND_AGE), None),
        (Moment(5, 65, day("2050-01-01"), 1), None),
    ],
)
def test_a_moment_is_what_its_basis_selects(moment: Moment, found: str | None) -> None:
    known = life(event(1, DATED, day=day("2030-06-01")))
    assert known.moment_date(moment, ANNA, TODAY) == (day(found) if found else None)


def test_the_second_client_is_the_first_one_who_is_somebody_else() -> None:
    three = Life({ANNA: BORN[ANNA], BEN: BORN[BEN], STRANGER: day("2000-01-01")}, {})
    assert [three.second_client(customer) for customer in (ANNA, BEN, STRANGER)] == [BEN, ANNA, ANNA]
    assert three.moment_date(Moment(SECOND_AGE, 65), BEN, TODAY) == day("2053-04-12")


def test_a_household_of_one_has_no_second_client() -> None:
    alone = Life({ANNA: BORN[ANNA]}, {})
    assert alone.second_client(ANNA) is None
    assert alone.moment_date(Moment(SECOND_AGE, 65), ANNA, TODAY) is None
