"""To whom a household may give access, and what that does not touch."""

from typing import Any

import pytest

from tests.product import ANNA, BEN, Product, person

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/api/v2/household"
STRANGER = "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"


def saving(owner: str = ANNA) -> dict[str, Any]:
    return {
        "ClientGUID": owner,
        "SavingsDescription": "Rainy days",
        "SavingsType": 2,
        "Value": 0,
        "ValueDate": "2027-01-10",
    }


@pytest.fixture
def household(product: Product) -> str:
    """Anna may edit, Ben may view."""
    access = [{"ClientGUID": BEN, "Level": "view"}]
    return str(product.household(Clients=[person(ANNA), person(BEN)], Access=access)["HouseholdGUID"])


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
