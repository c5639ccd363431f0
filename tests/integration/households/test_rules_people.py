"""The rules of the people, the life events and the limits of a household, on which savings and contributions depend."""

from datetime import date
from typing import Any, Final

import pytest

from savings.domain.account import MAX_CONTRIBUTIONS
from savings.domain.dates import DATED, LifeEvent
from savings.domain.household import MAX_ACCOUNTS, MAX_CLIENTS, MAX_DEPENDANTS, MAX_LIFE_EVENTS
from savings.ids import STEP
from savings.store import households, keys
from tests.integration.households.home import LEFT_OUT, STRANGER, Home, Said
from tests.product import ANNA, BEN, CLIENT, Product

PERSON: Final = {"FirstName": "Eve", "LastName": "Hall", "DateOfBirth": "1970-01-01"}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.mark.parametrize("path", ["/clients", "/dependants"])
@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2027-01-10", {}),
        ("1900-01-01", {}),
        ("2027-01-11", {"DateOfBirth": ["The date of birth must be a date before or equal to today."]}),
        ("1899-12-31", {"DateOfBirth": ["The date of birth must be from 1900-01-01 to 2999-12-31."]}),
    ],
)
def test_nobody_is_born_after_today(home: Home, path: str, born: str, said: Said) -> None:
    assert home.said("POST", path, PERSON | {"DateOfBirth": born}) == said


def test_a_person_is_in_one_household(home: Home, product: Product) -> None:
    taken = {"ClientGUID": ["The client guid is in a household already."]}
    assert home.said("POST", "/clients", PERSON | {"ClientGUID": BEN}) == taken
    other = Home(product, anna=STRANGER, Clients=[PERSON | {"ClientGUID": STRANGER}])
    assert home.said("POST", "/clients", PERSON | {"ClientGUID": STRANGER}) == taken
    body = {"TimeZone": "Europe/London", "Currency": "GBP"}
    for clients, at in (
        ([PERSON, PERSON | {"ClientGUID": other.anna}], "Clients.1.ClientGUID"),
        ([PERSON | {"ClientGUID": STRANGER.upper()}], "Clients.0.ClientGUID"),
    ):
        answer = product.call("POST", "/api/v2/household", body | {"Clients": clients}, customer=None)
        assert (answer.status, answer.said) == (422, {at: ["The client guid is in a household already."]})
    eve = PERSON | {"ClientGUID": STRANGER.replace("3", "4")}
    twice = product.call("POST", "/api/v2/household", body | {"Clients": [eve, eve]}, customer=None)
    assert twice.said == {"Clients.1.ClientGUID": ["The client guid is in the household already."]}


def test_a_dependant_depends_on_a_client_of_the_household(home: Home) -> None:
    strange = {"ClientGUID": ["The client guid must be in the household."]}
    assert home.said("POST", "/dependants", PERSON | {"ClientGUID": STRANGER}) == strange
    assert home.said("PUT", f"/dependants/{home.dependant}", PERSON | {"ClientGUID": STRANGER}) == strange
    assert home.said("PUT", f"/dependants/{home.dependant}", PERSON | {"ClientGUID": BEN}) == {}
    assert home.made("/dependants", PERSON)["ClientGUID"] == ANNA


def test_a_new_household_hears_of_everybody_at_once(product: Product) -> None:
    body = {
        "TimeZone": "Europe/London",
        "Currency": "GBP",
        "Clients": [PERSON, PERSON | {"DateOfBirth": "2027-01-11"}],
        "Dependants": [PERSON | {"DateOfBirth": "2027-01-11", "ClientGUID": STRANGER}],
    }
    answer = product.refused("POST", "/api/v2/household", body, customer=None)
    assert (answer.status, set(answer.said)) == (
        422,
        {"Clients.1.DateOfBirth", "Dependants.0.DateOfBirth", "Dependants.0.ClientGUID"},
    )


def test_only_clients_have_access(home: Home) -> None:
    viewing = home.data | {"Access": [{"ClientGUID": STRANGER, "Level": "view"}]}
    assert list(home.said("PUT", "", viewing)) == ["Access"]
    assert home.said("PUT", "", home.data | {"Access": [{"ClientGUID": BEN, "Level": "view"}]}) == {}


def test_the_currency_stays(home: Home) -> None:
    fixed = {"Currency": ["The currency cannot be changed once there is a saving."]}
    assert home.said("PUT", "", home.data | {"Currency": "EUR"}) == fixed


EVENTS: Final[list[tuple[dict[str, Any], Said]]] = [
    ({"EventBasis": 1}, {"EventDate": ["The event date field is required."]}),
    ({"EventBasis": 1, "EventDate": "2027-01-10"}, {"EventDate": ["The event date must be in the future."]}),
    ({"EventBasis": 1, "EventDate": "2027-01-11"}, {}),
    ({"EventBasis": 1, "EventDate": "2027-01-11", "ClientGUID": STRANGER, "LinkedEventGUID": STRANGER}, {}),
    (
        {"EventBasis": 2},
        {
            "ClientGUID": ["The client guid field is required."],
            "AgeYears": ["The age years field is required."],
            "AgeMonths": ["The age months field is required."],
        },
    ),
    (
        {"EventBasis": 2, "ClientGUID": STRANGER, "AgeYears": 65, "AgeMonths": 0},
        {"ClientGUID": ["The client guid must be in the household."]},
    ),
    (
        {"EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 38, "AgeMonths": 8},
        {"AgeYears": ["The age years must be in the future."]},
    ),
    ({"EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 38, "AgeMonths": 9}, {}),
    (
        {"EventBasis": 2, "ClientGUID": ANNA, "AgeYears": 131, "AgeMonths": 12},
        {
            "AgeYears": ["The age years must be at most 130."],
            "AgeMonths": ["The age months must be at most 11."],
        },
    ),
    (
        {"EventBasis": 3},
        {
            "LinkedEventGUID": ["The linked event guid field is required."],
            "OffsetBasis": ["The offset basis field is required."],
            "OffsetYears": ["The offset years field is required."],
            "OffsetMonths": ["The offset months field is required."],
        },
    ),
    (
        {"EventBasis": 3, "LinkedEventGUID": STRANGER, "OffsetBasis": 2, "OffsetYears": 1, "OffsetMonths": 0},
        {"LinkedEventGUID": ["The linked event guid must be in the household."]},
    ),
    ({"EventBasis": 4}, {"EventBasis": ["The event basis must be at most 3."]}),
    ({"EventBasis": LEFT_OUT}, {"EventBasis": ["The event basis field is required."]}),
    (
        {"EventBasis": 1, "EventDate": "2030-01-01", "EventLabel": LEFT_OUT},
        {"EventLabel": ["The event label field is required."]},
    ),
    (
        {"EventBasis": 1, "EventDate": "2030-01-01", "EventLabel": "a:b"},
        {"EventLabel": [r'The event label must not contain any of \ : * " < > |.']},
    ),
    (
        {"EventBasis": 1, "EventDate": "2030-01-01", "EventLabel": "x" * 51},
        {"EventLabel": ["The event label must have at most 50 characters."]},
    ),
    ({"EventBasis": 1, "EventDate": "2030-01-01", "EventLabel": "x" * 50}, {}),
    (
        {"EventBasis": 1, "EventDate": "2030-01-01", "EventLabel": ""},
        {"EventLabel": ["The event label must have at least 1 character."]},
    ),
    (
        {"EventBasis": 3, "OffsetBasis": 3, "OffsetYears": -1, "OffsetMonths": 12},
        {
            "OffsetBasis": ["The offset basis must be at most 2."],
            "OffsetYears": ["The offset years must be at least 0."],
            "OffsetMonths": ["The offset months must be at most 11."],
        },
    ),
    (
        {"EventBasis": 1, "EventDate": "2030-01-01", "GoalPriority": 6},
        {"GoalPriority": ["The goal priority must be at most 5."]},
    ),
]


def test_an_event_has_what_its_basis_selects_and_is_in_the_future(home: Home) -> None:
    for members, said in EVENTS:
        body = {"EventLabel": "Retirement", **members}
        sent = {name: value for name, value in body.items() if value is not LEFT_OUT}
        assert home.said("POST", "/events", sent) == said, members


def test_what_something_depends_on_stays(home: Home) -> None:
    event, start, last = (home.life_event(day) for day in ("2030-01-01", "2031-01-01", "2032-01-01"))
    risk = {"SavingsType": 6, "FutureRiskLevelChange": 1, "FutureRiskLevel": 17, "FutureRiskDateOfChangeBasis": 4}
    saving = home.saving(**risk, FutureRiskDateOfChangeEventGUID=event, DependantGUID=home.dependant)
    home.contribution(saving, StartBasis=4, StartEventGUID=start, EndBasis=4, EndEventGUID=last)
    for path, member, name in (
        (f"/clients/{ANNA}", "ClientGUID", "client guid"),
        (f"/dependants/{home.dependant}", "DependantGUID", "dependant guid"),
        *((f"/events/{one}", "EventGUID", "event guid") for one in (event, start, last)),
    ):
        assert home.said("DELETE", path, None) == {member: [f"The {name} is in use."]}
    assert home.call("DELETE", f"/savings/{saving}").body == {"success": True, "message": "Saving deleted."}
    for path in (f"/dependants/{home.dependant}", *(f"/events/{one}" for one in (event, start, last))):
        assert home.said("DELETE", path, None) == {}
    assert home.said("DELETE", f"/clients/{BEN}", None) == {}


def test_an_owner_with_a_goal_remains_an_owner(home: Home, product: Product) -> None:
    saving, followed = home.saving(), home.saving(JointOwnerClientGUID=BEN)
    product.savings_goal(saving)
    said = home.said("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=BEN))
    assert said == {"ClientGUID": ["The owner has an open goal on this saving."]}
    assert home.said("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=ANNA, JointOwnerClientGUID=BEN)) == {}
    product.goal(followed, target="current_balance", target_amount="9000.00", tracking_type="credit")
    swapped = home.saving_body(ClientGUID=BEN, JointOwnerClientGUID=ANNA)
    said = home.said("PUT", f"/savings/{followed}", swapped)
    assert said == {"ClientGUID": ["The owner must stay while goals follow this saving."]}


def test_a_household_has_so_many_people_and_no_more(home: Home) -> None:
    for _ in range(MAX_CLIENTS - 2):
        assert home.said("POST", "/clients", PERSON) == {}
    full = {"ClientGUID": [f"The household may have at most {MAX_CLIENTS} clients."]}
    assert home.said("POST", "/clients", PERSON) == full
    for _ in range(MAX_DEPENDANTS - 1):
        assert home.said("POST", "/dependants", PERSON) == {}
    full = {"DependantGUID": [f"The household may have at most {MAX_DEPENDANTS} dependants."]}
    assert home.said("POST", "/dependants", PERSON) == full


def test_a_household_has_so_many_events_and_no_more(home: Home, product: Product) -> None:
    facts = households.life_event_facts(LifeEvent(label="Party", basis=DATED, day=date(2030, 1, 1)))
    places = [keys.life_event(CLIENT, home.data["HouseholdGUID"], at * STEP) for at in range(1, MAX_LIFE_EVENTS)]
    product.table.write([households.insert_facts(place, facts) for place in places])
    body = {"EventLabel": "Party", "EventBasis": 1, "EventDate": "2030-01-01"}
    assert home.said("POST", "/events", body) == {}
    full = {"EventGUID": [f"The household may have at most {MAX_LIFE_EVENTS} life events."]}
    assert home.said("POST", "/events", body) == full


def test_a_household_has_so_many_savings_and_no_more(home: Home) -> None:
    for _ in range(MAX_ACCOUNTS - 1):
        home.saving()
    full = {"SavingsGUID": [f"The household may have at most {MAX_ACCOUNTS} savings."]}
    assert home.said_of_saving() == full


def test_a_saving_has_so_many_contributions_and_no_more(home: Home) -> None:
    saving = home.saving()
    first, *_ = [home.contribution(saving)["TransactionGUID"] for _ in range(MAX_CONTRIBUTIONS)]
    full = {"SavingsGUID": [f"The saving may have at most {MAX_CONTRIBUTIONS} contributions."]}
    assert home.said_of_contribution(saving) == full
    home.call("DELETE", f"/savings/{saving}/contributions/{first}")
    assert home.said_of_contribution(saving) == {}
