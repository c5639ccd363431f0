"""The clients of a household: added, changed and removed, unless something depends on them."""

from typing import Any

import pytest

from tests.integration.households.home import Home
from tests.product import ANNA, BEN, OTHER_APP, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")

CAROL = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
IN_USE = {"success": False, "message": "Validation Error.", "data": {"ClientGUID": ["The client guid is in use."]}}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


def clients(home: Home) -> list[str]:
    return [one["ClientGUID"] for one in home.call("GET", "/clients").data]


def test_a_client_is_added_after_the_others(home: Home) -> None:
    sent = person(CAROL.upper(), FirstName="Carol", Email="carol@example.com")

    answer = home.call("POST", "/clients", sent)

    assert answer.status == 201
    assert answer.headers["Location"] == f"{home.path}/clients/{CAROL}"
    assert answer.body == {"success": True, "data": {**sent, "ClientGUID": CAROL}}
    assert clients(home) == [ANNA, BEN, CAROL]
    assert home.call("GET", f"/clients/{CAROL}").data == answer.data
    assert home.call("GET", "").data["Clients"][2] == answer.data


def test_a_client_without_a_guid_is_given_one(home: Home) -> None:
    made = home.made("/clients", person())
    assert made["Email"] is None
    assert clients(home) == [ANNA, BEN, made["ClientGUID"]]


def test_a_new_client_sees_and_edits_the_household_at_once(product: Product, home: Home) -> None:
    assert product.call("GET", home.path, customer=CAROL).status == 404
    home.made("/clients", person(CAROL))
    assert product.call("GET", home.path, customer=CAROL).status == 200
    account = product.call("POST", f"{home.path}/savings", home.saving_body(ClientGUID=CAROL), customer=CAROL)
    assert product.call("GET", "/goals", customer=CAROL).body == []
    assert account.status == 201


def test_a_client_is_in_one_household_for_life(product: Product, home: Home) -> None:
    taken = {"ClientGUID": ["The client guid is in a household already."]}
    other = product.household(CAROL)
    path = f"/api/v2/household/{other['HouseholdGUID']}/clients"
    for guid in (ANNA, ANNA.upper(), BEN, CAROL):
        assert home.said("POST", "/clients", person(guid)) == taken
        assert product.refused("POST", path, person(guid), customer=None).said == taken
    home.call("DELETE", f"/clients/{BEN}")
    assert home.said("POST", "/clients", person(BEN)) == taken
    assert product.refused("POST", path, person(BEN), customer=None).said == taken
    assert product.refused("POST", "/api/v2/household", _household(BEN), customer=None).status == 422


def test_a_client_may_be_in_a_household_of_each_tenant(product: Product, home: Home) -> None:
    there = product.call("POST", "/api/v2/household", _household(CAROL), customer=None, **OTHER_APP).data
    path = f"/api/v2/household/{there['HouseholdGUID']}/clients"
    assert product.call("POST", path, person(BEN), customer=None, **OTHER_APP).status == 201


def _household(guid: str) -> dict[str, Any]:
    return {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(guid)]}


def test_what_is_known_of_a_client_is_replaced(home: Home) -> None:
    home.made("/clients", person(CAROL, Email="carol@example.com"))
    sent = {"FirstName": "Caroline", "LastName": "Grey", "DateOfBirth": "1990-01-02"}

    answer = home.call("PUT", f"/clients/{CAROL}", sent)

    assert (answer.status, answer.data) == (200, {**sent, "ClientGUID": CAROL, "Email": None})
    assert home.call("GET", f"/clients/{CAROL}").data == answer.data
    assert clients(home) == [ANNA, BEN, CAROL]


def test_a_client_keeps_their_guid(home: Home) -> None:
    assert home.call("PUT", f"/clients/{BEN}", person(CAROL)).data["ClientGUID"] == BEN
    assert clients(home) == [ANNA, BEN]


def test_a_client_on_whom_nothing_depends_is_removed(product: Product, home: Home) -> None:
    home.made("/clients", person(CAROL))

    answer = home.call("DELETE", f"/clients/{CAROL}")

    assert (answer.status, answer.body) == (200, {"success": True, "message": "Client deleted."})
    assert clients(home) == [ANNA, BEN]
    for method in ("GET", "DELETE"):
        assert home.call(method, f"/clients/{CAROL}").status == 404
    assert product.call("GET", home.path, customer=CAROL).status == 404
    assert product.call("GET", "/api/v2/household", customer=CAROL).data == []


def test_a_client_who_goes_leaves_no_access_behind(home: Home) -> None:
    settings = {"TimeZone": "Europe/London", "Currency": "GBP"}
    home.call("PUT", "", {**settings, "Access": [{"ClientGUID": BEN, "Level": "view"}]})
    home.call("DELETE", f"/clients/{BEN}")
    assert home.call("GET", "").data["Access"] == []
    answer = home.call("PUT", "", {**settings, "Access": [{"ClientGUID": BEN, "Level": "view"}]})
    assert (answer.status, list(answer.said)) == (422, ["Access"])


@pytest.mark.parametrize("member", ["ClientGUID", "JointOwnerClientGUID"])
def test_a_client_with_accounts_cannot_vanish(product: Product, home: Home, member: str) -> None:
    saving = home.saving(**{member: BEN})
    answer = product.refused("DELETE", f"{home.path}/clients/{BEN}", customer=None)
    assert (answer.status, answer.body) == (422, IN_USE)
    home.call("PUT", f"/savings/{saving}", home.saving_body())
    assert home.call("DELETE", f"/clients/{BEN}").status == 200


def test_a_client_whose_account_was_closed_may_go(home: Home) -> None:
    saving = home.saving(ClientGUID=BEN)
    home.call("DELETE", f"/savings/{saving}")
    assert home.call("DELETE", f"/clients/{BEN}").status == 200


def test_the_first_client_has_the_default_account_and_stays(product: Product, home: Home) -> None:
    assert product.refused("DELETE", f"{home.path}/clients/{ANNA}", customer=None).body == IN_USE


def test_the_default_account_may_pass_to_another_client(home: Home) -> None:
    default = home.call("GET", f"/savings/{home.default}").data
    assert home.call("PUT", f"/savings/{home.default}", {**default, "ClientGUID": BEN}).status == 200
    home.call("PUT", f"/dependants/{home.dependant}", person(BEN))
    assert home.call("DELETE", f"/clients/{ANNA}").status == 200
    assert home.call("GET", f"/savings/{home.default}").data["ClientGUID"] == BEN


def test_a_client_somebody_depends_on_cannot_vanish(product: Product, home: Home) -> None:
    home.call("PUT", f"/dependants/{home.dependant}", person(BEN))
    assert product.refused("DELETE", f"{home.path}/clients/{BEN}", customer=None).body == IN_USE
    home.call("DELETE", f"/dependants/{home.dependant}")
    assert home.call("DELETE", f"/clients/{BEN}").status == 200


def test_a_client_whose_age_makes_a_life_event_cannot_vanish(product: Product, home: Home) -> None:
    event = {"EventLabel": "Ben is 70", "EventBasis": 2, "ClientGUID": BEN, "AgeYears": 70, "AgeMonths": 0}
    guid = home.made("/events", event)["EventGUID"]
    assert product.refused("DELETE", f"{home.path}/clients/{BEN}", customer=None).body == IN_USE
    home.call("PUT", f"/events/{guid}", {**event, "ClientGUID": ANNA})
    assert home.call("DELETE", f"/clients/{BEN}").status == 200


def test_an_age_that_a_basis_does_not_select_holds_nobody(home: Home) -> None:
    event = {"EventLabel": "Party", "EventBasis": 1, "EventDate": "2040-01-01", "ClientGUID": BEN, "AgeYears": 70}
    assert home.made("/events", event)["ClientGUID"] == BEN
    assert home.call("DELETE", f"/clients/{BEN}").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"FirstName": ""}, {"FirstName": ["The first name must have at least 1 character."]}),
        ({"LastName": "x" * 256}, {"LastName": ["The last name must have at most 255 characters."]}),
        ({"LastName": "a\x00"}, {"LastName": ["The last name must not contain control characters."]}),
        ({"DateOfBirth": "1988"}, {"DateOfBirth": ["The date of birth must be a date as YYYY-MM-DD."]}),
        (
            {"DateOfBirth": "2027-01-11"},
            {"DateOfBirth": ["The date of birth must be a date before or equal to today."]},
        ),
        ({"Email": "carol"}, {"Email": ["The email must be an e-mail address."]}),
        ({"ClientGUID": "carol"}, {"ClientGUID": ["The client guid must be a GUID."]}),
        ({"FirstName": 7}, {"FirstName": ["The first name must be a string."]}),
        ({"FirstName": None}, {"FirstName": ["The first name field is required."]}),
    ],
)
def test_a_broken_rule_is_named(home: Home, method: str, members: dict[str, Any], said: dict[str, list[str]]) -> None:
    path = "/clients" if method == "POST" else f"/clients/{BEN}"
    assert home.said(method, path, person() | members) == said


def test_somebody_may_be_born_on_the_households_today(product: Product) -> None:
    product.clock.set("2027-01-10T12:00:00Z")
    there = Home(product, TimeZone="Pacific/Auckland")
    assert there.said("POST", "/clients", person(DateOfBirth="2027-01-11")) == {}
    assert list(there.said("POST", "/clients", person(DateOfBirth="2027-01-12"))) == ["DateOfBirth"]


def test_each_change_is_reported_by_the_household_without_names(product: Product, home: Home) -> None:
    listener = Listener(product)
    listener.listen()
    home.made("/clients", person(CAROL, FirstName="Carol"))
    home.call("PUT", f"/clients/{CAROL}", person(FirstName="Caroline"))
    home.call("DELETE", f"/clients/{CAROL}")
    said = listener.listen()
    assert [event.name for event in said] == ["household.updated"]
    assert said[0].sequence == 4
    assert said[0].data["clients"] == [ANNA, BEN]
    assert "Carol" not in str(said[0].envelope())


def test_a_refused_change_is_not_reported(product: Product, home: Home) -> None:
    listener = Listener(product)
    listener.listen()
    assert home.said("POST", "/clients", person(BEN))
    assert home.said("DELETE", f"/clients/{ANNA}", None)
    assert listener.listen() == []
