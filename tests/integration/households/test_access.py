"""Who sees a household and who may change it."""

from typing import Any

import pytest

from tests.product import ANNA, BEN, OTHER_APP, Product, person

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/api/v2/household"
STRANGER = "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"
NOT_FOUND = {"success": False, "message": "Household not found."}


def saving(owner: str = ANNA) -> dict[str, Any]:
    return {
        "ClientGUID": owner,
        "SavingsDescription": "Rainy days",
        "SavingsType": 2,
        "Value": 0,
        "ValueDate": "2027-01-10",
    }


def as_person(guid: str) -> list[dict[str, Any]]:
    """The two ways in which a person calls: named by a client app, and with a token of their own."""
    return [{"customer": guid}, {"customer": None, "claims": {"sub": guid}}]


@pytest.fixture
def household(product: Product) -> str:
    """Anna may edit, Ben may view."""
    access = [{"ClientGUID": BEN, "Level": "view"}]
    return str(product.household(Clients=[person(ANNA), person(BEN)], Access=access)["HouseholdGUID"])


def test_a_client_app_that_names_nobody_sees_and_edits_every_household_of_its_tenant(
    product: Product, household: str
) -> None:
    assert product.call("GET", f"{PATH}/{household}", customer=None).status == 200
    assert product.call("POST", f"{PATH}/{household}/savings", saving(), customer=None).status == 201


@pytest.mark.parametrize("way", as_person(ANNA))
def test_a_client_of_the_household_sees_and_edits_it(product: Product, household: str, way: dict[str, Any]) -> None:
    assert product.call("GET", f"{PATH}/{household}", **way).status == 200
    assert len(product.call("GET", f"{PATH}/{household}/savings", **way).data) == 1
    assert product.call("POST", f"{PATH}/{household}/savings", saving(), **way).status == 201


@pytest.mark.parametrize("way", as_person(BEN))
def test_a_viewer_sees_the_household_and_cannot_edit_it(product: Product, household: str, way: dict[str, Any]) -> None:
    assert product.call("GET", f"{PATH}/{household}", **way).data["Access"] == [{"ClientGUID": BEN, "Level": "view"}]
    assert product.call("GET", f"{PATH}/{household}/savings", **way).status == 200
    answer = product.refused("POST", f"{PATH}/{household}/savings", saving(BEN), **way)
    assert answer.status == 403
    assert answer.body == {"success": False, "message": "You do not have permission to edit the household."}


@pytest.mark.parametrize("way", [*as_person(STRANGER), {"customer": None, **OTHER_APP}, {**OTHER_APP}])
def test_to_a_stranger_there_is_no_household(product: Product, household: str, way: dict[str, Any]) -> None:
    for method, path, sent in (
        ("GET", f"{PATH}/{household}", None),
        ("GET", f"{PATH}/{household}/savings", None),
        ("POST", f"{PATH}/{household}/savings", saving()),
    ):
        answer = product.refused(method, path, sent, **way)
        assert (answer.status, answer.body) == (404, NOT_FOUND)


@pytest.mark.parametrize("level", ["view", "edit"])
def test_access_is_only_for_people_of_the_household(product: Product, level: str) -> None:
    body = {
        "TimeZone": "Europe/London",
        "Currency": "GBP",
        "Clients": [person(ANNA)],
        "Access": [{"ClientGUID": STRANGER, "Level": level}],
    }
    answer = product.refused("POST", PATH, body, customer=None)
    assert (answer.status, list(answer.said)) == (422, ["Access"])


def test_a_viewer_may_still_save_for_goals_of_their_own(product: Product, household: str) -> None:
    opened = product.call("POST", f"{PATH}/{household}/savings", saving(BEN), customer=ANNA).data["SavingsGUID"]
    body = {"name": "Mine", "account_id": opened, "target_amount": {"value": "9"}, "recurrent_amount": {"value": "9"}}
    assert product.call("POST", "/goals/v1/savings", body, customer=BEN).status == 201
