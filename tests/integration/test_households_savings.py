"""Savings of a household: the published rules of their members, and the list."""

import json
from typing import Any

import pytest

from tests.product import ANNA, BEN, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")

NOT_JOINT = (3, 4, 6, 10, 14, 18, 19, 21)
JOINT = tuple(sorted(set(range(1, 23)) - set(NOT_JOINT)))


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


def test_opening_is_told(product: Product, path: str) -> None:
    listener = Listener(product)
    listener.listen()
    saving = product.call("POST", path, body(), customer=None).data
    [event] = listener.listen()
    assert (event.name, event.data["account_id"]) == ("account.opened", saving["SavingsGUID"])
    assert event.data["balance"] == {"currency": "GBP", "value": "2500.50"}


@pytest.mark.parametrize("value", [0, 0.0, 1, 2500, 2500.5, 0.01, 90071992547409.91])
def test_values_come_back_as_the_numbers_they_are(product: Product, path: str, value: float) -> None:
    assert product.call("POST", path, body(Value=value), customer=None).data["Value"] == value


def test_only_a_current_account_may_be_negative(product: Product, path: str) -> None:
    assert product.call("POST", path, body(SavingsType=1, Value=-250.5), customer=None).data["Value"] == -250.5
    answer = product.refused("POST", path, body(Value=-0.01), customer=None)
    assert (answer.status, answer.told) == (422, {"Value": ["The value must be at least 0."]})


@pytest.mark.parametrize("savings_type", NOT_JOINT)
def test_some_savings_cannot_be_joint(product: Product, path: str, savings_type: int) -> None:
    answer = product.refused("POST", path, body(SavingsType=savings_type, JointOwnerClientGUID=BEN), customer=None)
    assert answer.status == 422
    assert answer.told == {
        "JointOwnerClientGUID": ["The joint owner client guid is not allowed for this savings type."]
    }


@pytest.mark.parametrize("savings_type", JOINT)
def test_the_other_savings_may_be_joint(product: Product, path: str, savings_type: int) -> None:
    answer = product.call("POST", path, body(SavingsType=savings_type, JointOwnerClientGUID=BEN), customer=None)
    assert answer.data["JointOwnerClientGUID"] == BEN


def test_an_owner_who_is_joint_owner_too_is_accepted_as_published(product: Product, path: str) -> None:
    data = product.call("POST", path, body(JointOwnerClientGUID=ANNA.upper()), customer=None).data
    assert data["JointOwnerClientGUID"] == ANNA
    assert data in product.call("GET", path, customer=None).data


REQUIRED = {
    "ClientGUID": "The client guid field is required.",
    "SavingsDescription": "The savings description field is required.",
    "SavingsType": "The savings type field is required.",
    "Value": "The value field is required.",
    "ValueDate": "The value date field is required.",
}


@pytest.mark.parametrize("member", REQUIRED)
def test_what_is_required_is_asked_for(product: Product, path: str, member: str) -> None:
    sent = body()
    del sent[member]
    answer = product.refused("POST", path, sent, customer=None)
    assert answer.status == 422
    assert answer.body == {
        "success": False,
        "message": "Validation Error.",
        "data": {member: [REQUIRED[member]]},
    }


RULES: list[tuple[dict[str, Any], list[str]]] = [
    ({"ClientGUID": "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"}, ["The client guid must be in the household."]),
    ({"ClientGUID": "garbled"}, ["The client guid must be a GUID."]),
    ({"ClientGUID": None}, ["The client guid field is required."]),
    ({"SavingsDescription": ""}, ["The savings description must have at least 1 character."]),
    ({"SavingsDescription": "x" * 101}, ["The savings description must have at most 100 characters."]),
    *(
        (
            {"SavingsDescription": f"a{sign}b"},
            [r'The savings description must not contain any of \ : * " < > |.'],
        )
        for sign in '\\:*"<>|'
    ),
    ({"SavingsDescription": "a\nb"}, ["The savings description must not contain control characters."]),
    ({"SavingsType": 0}, ["The selected savings type is invalid."]),
    ({"SavingsType": 23}, ["The selected savings type is invalid."]),
    ({"SavingsType": "2"}, ["The savings type must be a whole number."]),
    ({"SavingsType": True}, ["The savings type must be a whole number."]),
    ({"Value": "2500"}, ["The value must be a number."]),
    ({"Value": True}, ["The value must be a number."]),
    ({"Value": None}, ["The value field is required."]),
    ({"Value": 1.001}, ["The value must have at most 2 decimals for GBP."]),
    ({"Value": 1e17}, ["The value must be at most 90071992547409.91."]),
    ({"ValueDate": "2027-01-11"}, ["The value date must be a date before or equal to today."]),
    ({"ValueDate": "10/01/2027"}, ["The value date must be a date as YYYY-MM-DD."]),
    ({"ValueDate": "2027-02-30"}, ["The value date must be a date as YYYY-MM-DD."]),
    (
        {"JointOwnerClientGUID": "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"},
        ["The joint owner client guid must be in the household."],
    ),
    ({"MinimumBalance": -0.01}, ["The minimum balance must be at least 0."]),
    ({"MinimumBalance": 0.001}, ["The minimum balance must have at most 2 decimals for GBP."]),
    (
        {"DependantGUID": "4fda7a23-46af-45b0-89db-635544d65147"},
        ["The dependant guid must be a dependant of one of the clients within the household."],
    ),
    ({"BackOfficeID": "x" * 256}, ["The back office id must have at most 255 characters."]),
    ({"BackOfficeID": "a\x00"}, ["The back office id must not contain control characters."]),
    ({"BackOfficeID": True}, ["The back office id must be a string."]),
    ({"PolicyNumber": "a\nb"}, ["The policy number must not contain control characters."]),
    ({"BackOfficeSync": 4}, ["The back office sync must be at most 3."]),
    ({"BackOfficeSync": 0}, ["The back office sync must be at least 1."]),
    ({"PolicyNumber": "x" * 51}, ["The policy number must have at most 50 characters."]),
    ({"ProviderCode": "acme"}, ["The provider code must be a GUID."]),
    ({"FutureRiskLevelChange": 3}, ["The selected future risk level change is invalid."]),
    ({"FutureRiskDateOfChangeAge": 131}, ["The future risk date of change age must be at most 130."]),
    ({"FutureRiskDateOfChangeDate": "2069"}, ["The future risk date of change date must be a date as YYYY-MM-DD."]),
    ({"OriginalInvestmentValue": "1500"}, ["The original investment value must be a number."]),
    ({"Colour": "blue"}, ["The colour is not a member of this request."]),
]


@pytest.mark.parametrize(("members", "sentences"), RULES)
def test_a_broken_rule_is_422_and_named_with_its_member(
    product: Product, path: str, members: dict[str, Any], sentences: list[str]
) -> None:
    answer = product.refused("POST", path, body(**members), customer=None)
    assert answer.status == 422
    assert answer.body == {"success": False, "message": "Validation Error.", "data": {next(iter(members)): sentences}}


def test_every_broken_rule_is_named_at_once(product: Product, path: str) -> None:
    answer = product.refused(
        "POST", path, body(ClientGUID=BEN.replace("7", "8"), SavingsType=99, Value=-1, MinimumBalance=-1), customer=None
    )
    assert list(answer.told) == ["ClientGUID", "SavingsType", "Value", "MinimumBalance"]


def test_today_is_the_households_day(product: Product) -> None:
    product.clock.set("2027-01-10T12:00:00Z")
    people = [person("9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10")]
    there = product.household(TimeZone="Pacific/Auckland", Clients=people)
    assert product.account(there, ValueDate="2027-01-11")
    behind = product.household(TimeZone="America/Los_Angeles", Clients=[person("9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a11")])
    product.clock.set("2027-01-11T07:59:59Z")
    sent = body(ClientGUID=behind["Clients"][0]["ClientGUID"], ValueDate="2027-01-11")
    answer = product.refused("POST", f"/api/v2/household/{behind['HouseholdGUID']}/savings", sent, customer=None)
    assert list(answer.told) == ["ValueDate"]


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
