"""Households: who may see and change them, and who and what is in them."""

from dataclasses import replace

import pytest

from savings.domain import household
from savings.domain.dates import DATED, LifeEvent
from savings.domain.errors import Refused
from savings.domain.household import (
    Client,
    Dependant,
    DependantRequest,
    Household,
    Level,
    check_dependant,
    check_everybody,
    check_room,
)
from tests.unit.domain import given
from tests.unit.domain.given import day, instant

TONY, TINA, STRANGER = "tony", "tina", "stranger"
CLIENTS = Client(TONY, "Tony", "T", day("1980-01-01")), Client(TINA, "Tina", "T", day("1981-01-01"))
TIM = Dependant(4096, "Tim", "T", day("2015-01-01"), TONY)
MOVE = LifeEvent(number=8192, label="The move", basis=DATED, day=day("2030-06-01"))
HOUSEHOLD = Household(
    tenant=given.TENANT,
    guid=given.HOUSEHOLD,
    label="Tony and Tina",
    zone=given.LONDON,
    currency="GBP",
    locale="en_GB",
    finalising_days=2,
    created_at=instant("2027-01-31"),
    clients=CLIENTS,
    dependants=(TIM,),
    life_events=(MOVE,),
    viewers=frozenset({TINA}),
)


@pytest.mark.parametrize(
    ("customer", "level"), [(TONY, Level.EDIT), (TINA, Level.VIEW), (STRANGER, None), (None, Level.EDIT)]
)
def test_each_person_has_a_level_and_a_stranger_none(customer: str | None, level: Level | None) -> None:
    """A client app that names nobody edits every household of its tenant."""
    assert HOUSEHOLD.level_of(customer) is level


def test_a_viewer_who_left_is_a_stranger() -> None:
    assert replace(HOUSEHOLD, viewers=frozenset({STRANGER})).level_of(STRANGER) is None


def test_its_people_and_events_are_found_and_others_are_not() -> None:
    assert (HOUSEHOLD.client(TINA), HOUSEHOLD.client(STRANGER)) == (CLIENTS[1], None)
    assert (HOUSEHOLD.dependant(4096), HOUSEHOLD.dependant(8192), HOUSEHOLD.dependant(None)) == (TIM, None, None)
    assert (HOUSEHOLD.life_event(8192), HOUSEHOLD.life_event(4096), HOUSEHOLD.life_event(None)) == (MOVE, None, None)


def test_it_holds_as_much_as_the_documents_say() -> None:
    limits = (household.MAX_CLIENTS, household.MAX_DEPENDANTS, household.MAX_LIFE_EVENTS, household.MAX_ACCOUNTS)
    assert limits == (10, 20, 100, 40)


def test_its_life_knows_birth_dates_in_the_households_order_and_events() -> None:
    """A dependant's birth date has no part in it: no age of the published pages is theirs."""
    life = HOUSEHOLD.life
    assert list(life.born.items()) == [(TONY, day("1980-01-01")), (TINA, day("1981-01-01"))]
    assert life.events == {8192: MOVE}


def test_a_dependant_depends_on_the_first_client_unless_another_is_named() -> None:
    tim = DependantRequest("Tim", "T", day("2015-01-01"), None)
    assert tim.under(4096, CLIENTS) == TIM
    assert replace(tim, customer=TINA).under(4096, CLIENTS) == replace(TIM, customer=TINA)


def test_nobody_is_born_after_today_or_depends_on_a_stranger() -> None:
    today = day("2027-01-31")
    check_dependant(replace(TIM, date_of_birth=today), HOUSEHOLD, today)
    to_come = day("2027-02-01")
    clients = (CLIENTS[0], replace(CLIENTS[1], date_of_birth=to_come))
    dependants = (TIM, replace(TIM, date_of_birth=to_come), replace(TIM, customer=STRANGER))
    with pytest.raises(Refused) as refusal:
        check_everybody(replace(HOUSEHOLD, clients=clients, dependants=dependants), today)
    assert [(error.name, error.code) for error in refusal.value.errors] == [
        ("clients.1.date_of_birth", "in_the_future"),
        ("dependants.1.date_of_birth", "in_the_future"),
        ("dependants.2.client", "not_in_household"),
    ]


def test_there_is_room_for_so_many_and_no_more() -> None:
    check_room("life_event", "life events", 99, 100)
    with pytest.raises(Refused) as refusal:
        check_room("life_event", "life events", 100, 100)
    assert [(error.name, error.code) for error in refusal.value.errors] == [("life_event", "too_many")]
