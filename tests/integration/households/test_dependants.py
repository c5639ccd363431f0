"""The dependants of a household: added, changed and removed, unless a saving is for them."""

from typing import Any

import pytest

from savings import ids
from tests.integration.households.home import STRANGER, Home
from tests.product import ANNA, BEN, Product, person

pytestmark = pytest.mark.usefixtures("audited")

IN_USE = {
    "success": False,
    "message": "Validation Error.",
    "data": {"DependantGUID": ["The dependant guid is in use."]},
}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


def dependants(home: Home) -> list[str]:
    return [one["DependantGUID"] for one in home.call("GET", "/dependants").data]


def test_a_dependant_is_added_after_the_others(product: Product, home: Home) -> None:
    product.clock.forward(seconds=1)
    sent = person(BEN.upper(), FirstName="Dan", DateOfBirth="2020-02-29")

    answer = home.call("POST", "/dependants", sent)

    guid = answer.data["DependantGUID"]
    assert (answer.status, answer.headers["Location"]) == (201, f"{home.path}/dependants/{guid}")
    assert answer.body == {"success": True, "data": {**sent, "ClientGUID": BEN, "DependantGUID": guid}}
    assert dependants(home) == [home.dependant, guid]
    assert home.call("GET", f"/dependants/{guid}").data == answer.data
    assert home.call("GET", "").data["Dependants"][1] == answer.data


def test_a_dependant_depends_on_the_first_client_unless_another_is_named(home: Home) -> None:
    assert home.made("/dependants", person())["ClientGUID"] == ANNA


def test_what_is_known_of_a_dependant_is_replaced(home: Home) -> None:
    answer = home.call("PUT", f"/dependants/{home.dependant}", person(BEN, FirstName="Clea"))
    assert answer.data == {**person(BEN, FirstName="Clea"), "DependantGUID": home.dependant}
    assert home.call("GET", f"/dependants/{home.dependant}").data == answer.data
    assert home.call("PUT", f"/dependants/{home.dependant}", person()).data["ClientGUID"] == ANNA


def test_a_dependant_whom_nothing_is_for_is_removed(home: Home) -> None:
    answer = home.call("DELETE", f"/dependants/{home.dependant}")
    assert (answer.status, answer.body) == (200, {"success": True, "message": "Dependant deleted."})
    assert dependants(home) == []
    assert home.call("GET", f"/dependants/{home.dependant}").status == 404


def test_a_dependant_in_use_cannot_vanish(product: Product, home: Home) -> None:
    saving = home.saving(DependantGUID=home.dependant)
    answer = product.refused("DELETE", f"{home.path}/dependants/{home.dependant}", customer=None)
    assert (answer.status, answer.body) == (422, IN_USE)
    home.call("PUT", f"/savings/{saving}", home.saving_body())
    assert home.call("DELETE", f"/dependants/{home.dependant}").status == 200


def test_a_dependant_of_a_closed_saving_may_go(home: Home) -> None:
    saving = home.saving(DependantGUID=home.dependant)
    home.call("DELETE", f"/savings/{saving}")
    assert home.call("DELETE", f"/dependants/{home.dependant}").status == 200


def test_a_saving_can_pass_from_one_dependant_to_another(product: Product, home: Home) -> None:
    product.clock.forward(seconds=1)
    other = home.made("/dependants", person())["DependantGUID"]
    saving = home.saving(DependantGUID=home.dependant)
    home.call("PUT", f"/savings/{saving}", home.saving_body(DependantGUID=other))
    assert home.call("DELETE", f"/dependants/{home.dependant}").status == 200
    assert home.call("DELETE", f"/dependants/{other}").status == 422


@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"FirstName": ""}, {"FirstName": ["The first name must have at least 1 character."]}),
        (
            {"DateOfBirth": "2027-01-11"},
            {"DateOfBirth": ["The date of birth must be a date before or equal to today."]},
        ),
        ({"ClientGUID": STRANGER}, {"ClientGUID": ["The client guid must be in the household."]}),
        (
            {"ClientGUID": STRANGER, "DateOfBirth": "2027-01-11"},
            {
                "DateOfBirth": ["The date of birth must be a date before or equal to today."],
                "ClientGUID": ["The client guid must be in the household."],
            },
        ),
        ({"Email": "dan@example.com"}, {"Email": ["The email is not a member of this request."]}),
    ],
)
def test_a_broken_rule_is_named(home: Home, method: str, members: dict[str, Any], said: dict[str, list[str]]) -> None:
    path = "/dependants" if method == "POST" else f"/dependants/{home.dependant}"
    assert home.said(method, path, person() | members) == said


def test_two_dependants_of_one_instant_are_both_added(home: Home) -> None:
    """Also where something needs the first one: that says nothing about the second."""
    first = home.made("/dependants", person())["DependantGUID"]
    home.saving(DependantGUID=first)
    assert home.made("/dependants", person())["DependantGUID"] != first


def test_an_integer_names_a_dependant_as_well_as_a_guid(home: Home) -> None:
    number = ids.number_in(home.dependant)
    assert home.call("GET", f"/dependants/{number}").data["DependantGUID"] == home.dependant
    saving = home.made("/savings", home.saving_body(DependantGUID=number))
    assert saving["DependantGUID"] == home.dependant
