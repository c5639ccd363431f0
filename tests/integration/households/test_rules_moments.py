"""When a contribution starts and ends: what each basis asks for, and an end that is after the start."""

from typing import Any, Final

import pytest

from tests.integration.households.home import LEFT_OUT, NIL, STRANGER, Home, Said
from tests.product import ANNA, Product


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(home: Home) -> str:
    return home.saving()


MOMENTS: Final[list[tuple[dict[str, Any], Said]]] = [
    ({"StartBasis": 2}, {"StartAge": ["The start age field is required."]}),
    ({"StartBasis": 2, "StartAge": 42}, {}),
    ({"StartBasis": 7}, {"StartAge": ["The start age field is required."]}),
    ({"StartBasis": 7, "StartAge": 42}, {}),
    ({"StartBasis": 3}, {"StartDate": ["The start date field is required."]}),
    ({"StartBasis": 3, "StartDate": "2020-01-01"}, {}),
    ({"StartBasis": 4}, {"StartEventGUID": ["The start event guid field is required."]}),
    (
        {"StartBasis": 4, "StartEventGUID": NIL},
        {"StartEventGUID": ["The start event guid must be in the household."]},
    ),
    (
        {"StartBasis": 4, "StartEventGUID": STRANGER},
        {"StartEventGUID": ["The start event guid must be in the household."]},
    ),
    ({"StartBasis": 0}, {"StartBasis": ["The selected start basis is invalid."]}),
    ({"StartBasis": 5}, {"StartBasis": ["The selected start basis is invalid."]}),
    ({"EndBasis": LEFT_OUT}, {"EndBasis": ["The end basis field is required."]}),
    ({"EndBasis": None}, {"EndBasis": ["The end basis field is required."]}),
    ({"EndBasis": 1}, {"EndBasis": ["The selected end basis is invalid."]}),
    ({"EndBasis": 6}, {"EndBasis": ["The selected end basis is invalid."]}),
    ({"EndBasis": 2}, {"EndAge": ["The end age field is required."]}),
    ({"EndBasis": 2, "EndAge": 38}, {"EndAge": ["The end age must be after the start."]}),
    ({"EndBasis": 2, "EndAge": 39}, {}),
    ({"EndBasis": 7}, {"EndAge": ["The end age field is required."]}),
    ({"EndBasis": 7, "EndAge": 36}, {"EndAge": ["The end age must be after the start."]}),
    ({"EndBasis": 7, "EndAge": 37}, {}),
    ({"EndDate": LEFT_OUT}, {"EndDate": ["The end date field is required."]}),
    ({"EndDate": "2027-01-10"}, {"EndDate": ["The end date must be after the start."]}),
    ({"EndDate": "2027-01-11"}, {}),
    ({"EndBasis": 4}, {"EndEventGUID": ["The end event guid field is required."]}),
    ({"EndBasis": 4, "EndEventGUID": STRANGER}, {"EndEventGUID": ["The end event guid must be in the household."]}),
    ({"Frequency": 120, "EndBasis": None}, {}),
    ({"Frequency": 120, "EndDate": None}, {}),
    ({"Frequency": 120, "EndDate": "1999-01-01"}, {}),
    ({"Frequency": 120, "EndBasis": 4, "EndEventGUID": STRANGER}, {}),
]


def test_a_basis_asks_for_what_it_selects(home: Home, saving: str) -> None:
    for members, said in MOMENTS:
        assert home.said_of_contribution(saving, **members) == said, members


def test_an_end_after_the_start_may_come_from_birth_dates_and_events(home: Home, saving: str) -> None:
    """The move is on 1 June 2030, retirement on the day on which Anna is 52: 12 April 2040."""
    move = home.life_event("2030-06-01", "The move")
    age = {"EventLabel": "Retirement", "EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 52, "AgeMonths": 0}
    retirement = home.made("/events", age)["EventGUID"]
    later = {"EventLabel": "A year on", "EventBasis": 3, "LinkedEventGUID": retirement, "OffsetBasis": 2}
    year_on = home.made("/events", later | {"OffsetYears": 1, "OffsetMonths": 0})["EventGUID"]
    from_move = {"StartBasis": 4, "StartEventGUID": move}
    from_retirement = {"StartBasis": 4, "StartEventGUID": retirement}
    event_said = {"EndEventGUID": ["The end event guid must be after the start."]}
    age_said = {"EndAge": ["The end age must be after the start."]}
    cases: list[tuple[dict[str, Any], dict[str, Any], Said]] = [
        (from_move, {"EndBasis": 4, "EndEventGUID": retirement}, {}),
        (from_retirement, {"EndBasis": 4, "EndEventGUID": move}, event_said),
        (from_move, {"EndBasis": 4, "EndEventGUID": move}, event_said),
        (from_retirement, {"EndBasis": 4, "EndEventGUID": year_on}, {}),
        (from_retirement, {"EndBasis": 2, "EndAge": 52}, age_said),
        (from_retirement, {"EndBasis": 2, "EndAge": 53}, {}),
        (from_retirement, {"EndBasis": 7, "EndAge": 49}, age_said),
        (from_retirement, {"EndBasis": 7, "EndAge": 50}, {}),
        ({"StartBasis": 2, "StartAge": 50}, {"EndBasis": 7, "EndAge": 48}, {}),
        ({"StartBasis": 7, "StartAge": 48}, {"EndBasis": 2, "EndAge": 50}, age_said),
        (from_retirement, {"EndDate": "2040-04-12"}, {"EndDate": ["The end date must be after the start."]}),
        (from_retirement, {"EndDate": "2040-04-13"}, {}),
    ]
    for start, end, said in cases:
        assert home.said_of_contribution(saving, **start, **end) == said, (start, end)


def test_what_cannot_be_known_is_let_pass_but_for_two_ages_of_one_person(product: Product) -> None:
    """Nobody here is the second client."""
    home = Home(product, alone=True)
    saving = home.saving()
    second = {"StartBasis": 7, "StartAge": 50}
    assert home.said_of_contribution(saving, **second, EndDate="2027-01-11") == {}
    assert home.said_of_contribution(saving, **second, EndBasis=7, EndAge=51) == {}
    said = home.said_of_contribution(saving, **second, EndBasis=7, EndAge=50)
    assert said == {"EndAge": ["The end age must be after the start."]}


def test_now_is_the_households_day(product: Product) -> None:
    product.clock.set("2027-01-10T12:00:00Z")
    home = Home(product, TimeZone="Pacific/Auckland")
    saving = home.saving()
    assert list(home.said_of_contribution(saving, EndDate="2027-01-11")) == ["EndDate"]
    assert home.said_of_contribution(saving, EndDate="2027-01-12") == {}
