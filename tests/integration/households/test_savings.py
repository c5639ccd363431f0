"""Savings of a household: the published rules of their members, and the list."""

import json
from typing import Any

import pytest

from tests.product import ANNA, BEN, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")


@pytest.fixture
def household(product: Product) -> dict[str, Any]:
    """Anna and Ben with one dependant."""
    return product.household(Clients=[person(ANNA), person(BEN)], Dependants=[person()])


@pytest.fixture
def path(household: dict[str, Any]) -> str:
    return f"/api/v2/household/{household['HouseholdGUID']}/savings"


def body(**members: Any) -> dict[str, Any]:
    return {
        "ClientGUID": ANNA,
        "SavingsDescription": "Rainy days",
        "SavingsType": 2,
        "Value": 2500.5,
        "ValueDate": "2027-01-10",
        **members,
    }


def test_a_saving_is_created_and_listed_after_the_default_account(
    product: Product, household: dict[str, Any], path: str
) -> None:
    product.clock.forward(seconds=1)
    dependant = household["Dependants"][0]["DependantGUID"]
    optional = {
        "JointOwnerClientGUID": BEN,
        "MinimumBalance": 100,
        "DependantGUID": dependant,
        "ATRSlot": 1,
        "OriginalInvestmentValue": 1500.25,
        "OriginalInvestmentDate": "1999-12-31",
        "OriginalInvestmentPercentageWithdrawn": 12.5,
        "BackOfficeID": "13573",
        "BackOfficeSync": 3,
        "PolicyNumber": "134300454",
        "ProviderCode": "8379dc94-3bcf-e011-87a9-b8ac6f1693a9",
        "ISASpecialType": None,
        "FutureRiskLevelChange": 2,
        "FutureRiskLevel": None,
        "FutureRiskDateOfChangeBasis": None,
        "FutureRiskDateOfChangeEventGUID": None,
        "FutureRiskDateOfChangeAge": None,
        "FutureRiskDateOfChangeDate": None,
    }
    answer = product.call("POST", path, body(**optional), customer=None)

    assert answer.status == 201
    guid = answer.data["SavingsGUID"]
    assert answer.body == {
        "success": True,
        "data": {
            **body(**optional),
            "SavingsGUID": guid,
            "DefaultAccount": None,
            "FormattedValues": {
                "Value": "£2,501",
                "ATRSlot": "Medium",
                "ValueDate": "10/01/2027",
                "SavingsType": "Bank Savings Account",
                "ProviderCode": "1st Source Direct",
                "DependantGUID": "Anna Gray",
                "DefaultAccount": "No",
                "MinimumBalance": "£100",
                "FutureRiskLevelChange": "No",
                "OriginalInvestmentDate": "31/12/1999",
                "OriginalInvestmentValue": "£1,500",
                "OriginalInvestmentPercentageWithdrawn": "12.5%",
            },
        },
    }
    default, listed = product.call("GET", path, customer=None).data
    assert default["DefaultAccount"] == 1
    assert listed == answer.data


def test_goals_know_the_saving_as_their_account(product: Product, path: str) -> None:
    saving = product.call("POST", path, body(), customer=None).data
    goal = product.savings_goal(saving["SavingsGUID"])
    assert product.record(goal, "2500.50").status == 201


def test_opening_is_reported(product: Product, path: str) -> None:
    listener = Listener(product)
    listener.listen()
    saving = product.call("POST", path, body(), customer=None).data
    [event] = listener.listen()
    assert (event.name, event.data["account_id"]) == ("account.opened", saving["SavingsGUID"])
    assert event.data["balance"] == {"currency": "GBP", "value": "2500.50"}


def test_values_come_back_as_the_numbers_they_are(product: Product, path: str) -> None:
    for value in [0, 0.0, 1, 2500, 2500.5, 0.01, 90071992547409.91]:
        assert product.call("POST", path, body(Value=value), customer=None).data["Value"] == value, value


def test_an_owner_who_is_joint_owner_too_is_accepted_as_published(product: Product, path: str) -> None:
    data = product.call("POST", path, body(JointOwnerClientGUID=ANNA.upper()), customer=None).data
    assert data["JointOwnerClientGUID"] == ANNA
    assert data in product.call("GET", path, customer=None).data


@pytest.mark.parametrize(("currency", "value"), [("JPY", 150000), ("KWD", 150000.125)])
def test_values_have_the_currencys_decimals(product: Product, currency: str, value: float) -> None:
    household = product.household(Currency=currency)
    path = f"/api/v2/household/{household['HouseholdGUID']}/savings"
    assert product.call("POST", path, body(Value=value), customer=None).data["Value"] == value
    assert product.refused("POST", path, body(Value=value + 0.0005), customer=None).status == 422


@pytest.mark.parametrize("member", ["Value", "MinimumBalance", "OriginalInvestmentValue"])
@pytest.mark.parametrize("number", ["1e999999999", "1e5000", "-1e400", "1e-999999999", "9" * 5000])
def test_a_monstrous_number_is_refused(product: Product, path: str, member: str, number: str) -> None:
    """1e999999999 is legal JSON; nothing may be written out of it."""
    raw = json.dumps({**body(), member: "here"}).replace('"here"', number)
    answer = product.refused("POST", path, raw=raw, customer=None)
    assert answer.status in (400, 422)


def test_numbers_keep_the_digits_that_were_sent(product: Product, path: str) -> None:
    percentages = ("12345678901234567890", "0.000000000000000000000000000000123456789")
    amounts = ("0.1", "1500", "1500.00", "1e3", "90071992547409.91", "-3")
    for member, numbers in (
        ("OriginalInvestmentValue", amounts),
        ("OriginalInvestmentPercentageWithdrawn", amounts + percentages),
    ):
        for number in numbers:
            raw = json.dumps({**body(), member: "here"}).replace('"here"', number)
            answer = product.call("POST", path, raw=raw, customer=None)
            assert answer.status == 201
            assert answer.data[member] == json.loads(number)
            listed = product.call("GET", f"{path}/{answer.data['SavingsGUID']}", customer=None).data
            assert listed[member] == json.loads(number)
