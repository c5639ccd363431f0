"""Whether a change of people or life events moves a date that a plan may have taken."""

from dataclasses import replace
from datetime import date

import pytest

from savings.domain.dates import Life, LifeEvent

PARTY = LifeEvent(number=1, label="Party", basis=1, day=date(2040, 6, 1))
REST = LifeEvent(number=2, label="Rest", basis=2, customer="ben", age_years=67, age_months=0)
BEFORE = LifeEvent(number=3, label="Before", basis=3, linked=2, offset_basis=1, offset_years=1, offset_months=0)
BORN = {"anna": date(1988, 4, 12), "ben": date(1990, 6, 30)}
LIFE = Life(BORN, {event.number: event for event in (PARTY, REST, BEFORE)})


def with_event(event: LifeEvent) -> Life:
    return Life(BORN, {**LIFE.events, event.number: event})


@pytest.mark.parametrize(
    "after",
    [
        LIFE,
        with_event(replace(PARTY, label="Ball")),
        with_event(replace(PARTY, customer="anna", age_years=50)),
        with_event(LifeEvent(number=4, label="New", basis=1, day=date(2050, 1, 1))),
        Life(BORN, {1: PARTY}),
        Life({**BORN, "carol": date(2000, 1, 1)}, LIFE.events),
        Life({"anna": BORN["anna"], "ben": BORN["ben"]}, LIFE.events),
    ],
    ids=["nothing", "label", "what no basis selects", "new event", "events gone", "third client", "the same people"],
)
def test_what_no_plan_can_have_taken_moves_nothing(after: Life) -> None:
    assert not LIFE.moves(after)


@pytest.mark.parametrize(
    "after",
    [
        with_event(replace(PARTY, day=date(2040, 6, 2))),
        with_event(replace(REST, age_months=1)),
        with_event(replace(REST, customer="anna")),
        with_event(replace(BEFORE, offset_basis=2)),
        Life({**BORN, "ben": date(1990, 6, 29)}, {1: PARTY}),
        Life({**BORN, "anna": date(1988, 4, 13)}, LIFE.events),
    ],
    ids=["date", "age", "whose age", "offset", "second client's birth", "birth"],
)
def test_another_date_of_an_event_or_of_a_birth_moves_plans(after: Life) -> None:
    assert LIFE.moves(after)


def test_another_second_client_moves_plans() -> None:
    alone = Life({"anna": BORN["anna"]}, {})
    pair = Life(BORN, {})
    assert alone.moves(pair)
    assert pair.moves(alone)
    assert pair.moves(Life({"anna": BORN["anna"], "carol": BORN["ben"]}, {}))
