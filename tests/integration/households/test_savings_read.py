"""Savings as they are read: one, all of a household, formatted or plain, and the options of their members."""

from typing import Any

import pytest

from savings import ids
from tests.integration.households.home import NIL, Home
from tests.product import ANNA, BEN, OTHER_APP, Product, person

pytestmark = pytest.mark.usefixtures("audited")

PLAIN = {"ExcludeFormattedValues": "1"}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


def test_a_household_starts_with_its_default_account(home: Home) -> None:
    [default] = home.call("GET", "/savings").data
    assert default == {
        **dict.fromkeys(default),
        "SavingsGUID": home.default,
        "ClientGUID": ANNA,
        "SavingsDescription": "Current Account",
        "SavingsType": 1,
        "Value": 0,
        "ValueDate": "2027-01-10",
        "DefaultAccount": 1,
        "FormattedValues": {
            "Value": "£0",
            "ValueDate": "10/01/2027",
            "SavingsType": "Bank Current Account",
            "DefaultAccount": "Yes",
        },
    }


def test_savings_are_listed_after_the_default_account_oldest_first(product: Product, home: Home) -> None:
    expected = [home.default]
    for _ in range(3):
        product.clock.forward(seconds=1)
        expected.append(home.saving())
    assert [saving["SavingsGUID"] for saving in home.call("GET", "/savings").data] == expected


def test_a_saving_is_read_as_it_was_made_and_as_it_is_listed(home: Home) -> None:
    made = home.made("/savings", home.saving_body(JointOwnerClientGUID=BEN, DependantGUID=home.dependant))
    assert home.call("GET", f"/savings/{made['SavingsGUID']}").data == made
    assert made in home.call("GET", "/savings").data


def test_an_integer_names_a_saving_as_well_as_a_guid(home: Home) -> None:
    saving = home.saving()
    assert home.call("GET", f"/savings/{ids.number_in(saving)}").data["SavingsGUID"] == saving


def test_formatted_values_are_left_out_on_request(home: Home) -> None:
    made = home.made("/savings", home.saving_body(), query=PLAIN)
    path = f"/savings/{made['SavingsGUID']}"
    assert "FormattedValues" not in made
    for query, there in ((PLAIN, False), ({"ExcludeFormattedValues": "true"}, False), (None, True)):
        assert ("FormattedValues" in home.call("GET", path, query=query).data) is there
        assert ("FormattedValues" in home.call("GET", "/savings", query=query).data[1]) is there
        assert ("FormattedValues" in home.call("PUT", path, made, query=query).data) is there


def test_the_options_name_the_households_own_people_events_and_savings(home: Home) -> None:
    event, saving = home.life_event("2040-06-01"), home.saving(SavingsDescription="Gold")
    options = home.call("GET", "/savings/options").data
    assert options["ClientGUID"] == options["JointOwnerClientGUID"] == {ANNA: "Anna Gray", BEN: "Ben Gray"}
    assert options["DependantGUID"] == {home.dependant: "Cleo Gray"}
    assert options["FutureRiskDateOfChangeEventGUID"] == {event: "Retirement"}
    assert options["SavingsType"]["22"] == "Structured Product"
    assert home.call("GET", "/pensions/options").data == options
    planned = home.call("GET", "/savings/contributions/options").data
    assert planned["StartEventGUID"] == planned["EndEventGUID"] == {event: "Retirement"}
    expected = {NIL: "Outside the listed savings", home.default: "Current Account", saving: "Gold"}
    assert planned["LinkedSavingsGUID"] == expected
    events = home.call("GET", "/events/options").data
    assert (events["ClientGUID"], events["LinkedEventGUID"]) == (options["ClientGUID"], {event: "Retirement"})


def test_a_client_app_lists_every_household_of_its_tenant(product: Product) -> None:
    assert product.call("GET", "/api/v2/household", customer=None).data == []
    made = [
        product.household(ANNA, HouseholdLabel="The Grays"),
        product.household(BEN, TimeZone="Asia/Tokyo", Currency="JPY", Locale="ja_JP"),
    ]
    product.call("POST", "/api/v2/household", _household(ANNA), customer=None, **OTHER_APP)
    shown = ("HouseholdGUID", "HouseholdLabel", "TimeZone", "Currency", "Locale")
    expected = [{name: household[name] for name in shown} for household in made]
    listed = product.call("GET", "/api/v2/household", customer=None).data
    assert listed == sorted(expected, key=lambda one: str(one["HouseholdGUID"]))


def test_a_person_lists_the_household_that_they_are_in(product: Product, home: Home) -> None:
    product.household("9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10")
    for guid in (ANNA, BEN):
        ways: list[dict[str, Any]] = [{"customer": guid}, {"customer": None, "claims": {"sub": guid}}]
        for way in ways:
            [listed] = product.call("GET", "/api/v2/household", **way).data
            assert listed["HouseholdGUID"] == home.data["HouseholdGUID"]
    assert product.call("GET", "/api/v2/household", customer="3f0b1c88-6d80-4c17-bb3e-1d68e6d26405").data == []
    assert product.call("GET", "/api/v2/household", **OTHER_APP).data == []


def test_the_list_follows_a_change_of_the_household(product: Product, home: Home) -> None:
    settings = {"HouseholdLabel": "New", "TimeZone": "Europe/Berlin", "Currency": "GBP", "Locale": "de-DE"}
    home.call("PUT", "", settings)
    expected = {**settings, "Locale": "de_DE", "HouseholdGUID": home.data["HouseholdGUID"]}
    assert product.call("GET", "/api/v2/household", customer=None).data == [expected]
    assert product.call("GET", "/api/v2/household", customer=BEN).data == [expected]


def _household(guid: str) -> dict[str, Any]:
    return {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(guid)]}
