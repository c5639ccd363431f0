"""POST and GET of a household: its people, its defaults, and each rule by its published sentence."""

from typing import Any

import pytest

from tests.product import ANNA, BEN, OTHER_APP, Listener, Product, person

pytestmark = pytest.mark.usefixtures("audited")

PATH = "/api/v2/household"
GUID = "Must be a GUID."


def body(**members: Any) -> dict[str, Any]:
    return {"TimeZone": "Europe/London", "Currency": "GBP", "Clients": [person(ANNA)], **members}


def test_a_household_needs_little(product: Product) -> None:
    answer = product.call("POST", PATH, body(), customer=None)
    assert answer.status == 201
    guid = answer.data["HouseholdGUID"]
    assert answer.body == {
        "success": True,
        "data": {
            "HouseholdGUID": guid,
            "HouseholdLabel": "",
            "TimeZone": "Europe/London",
            "Currency": "GBP",
            "Locale": "en_GB",
            "FinalisingDays": 2,
            "Clients": [
                {
                    "ClientGUID": ANNA,
                    "FirstName": "Anna",
                    "LastName": "Gray",
                    "DateOfBirth": "1988-04-12",
                    "Email": None,
                }
            ],
            "Dependants": [],
            "Access": [],
        },
    }
    assert answer.headers["Location"] == f"{PATH}/{guid}"
    assert product.call("GET", f"{PATH}/{guid}", customer=None).body == answer.body


def test_a_household_reports_all_it_was_reported(product: Product) -> None:
    sent = body(
        HouseholdLabel="The Grays",
        Locale="en-GB",
        FinalisingDays=0,
        Clients=[person(ANNA.upper(), Email="anna@example.com"), person(BEN, FirstName="Ben")],
        Dependants=[person(FirstName="Cleo", DateOfBirth="2020-02-29"), person(BEN, FirstName="Dan")],
        Access=[{"ClientGUID": BEN, "Level": "view"}, {"ClientGUID": ANNA, "Level": "edit"}],
    )
    data = product.call("POST", PATH, sent, customer=None).data

    assert (data["HouseholdLabel"], data["Locale"], data["FinalisingDays"]) == ("The Grays", "en_GB", 0)
    assert [(client["ClientGUID"], client["Email"]) for client in data["Clients"]] == [
        (ANNA, "anna@example.com"),
        (BEN, None),
    ]
    assert [(one["FirstName"], one["ClientGUID"]) for one in data["Dependants"]] == [("Cleo", ANNA), ("Dan", BEN)]
    assert data["Access"] == [{"ClientGUID": BEN, "Level": "view"}]
    assert product.call("GET", f"{PATH}/{data['HouseholdGUID'].upper()}", customer=None).data == data


def test_a_client_without_a_guid_is_given_one(product: Product) -> None:
    [client] = product.call("POST", PATH, body(Clients=[person()]), customer=None).data["Clients"]
    assert product.call("GET", "/goals", customer=client["ClientGUID"]).body == []


def test_a_household_starts_with_its_default_account(product: Product) -> None:
    guid = product.household()["HouseholdGUID"]
    [saving] = product.call("GET", f"{PATH}/{guid}/savings", customer=None).data
    assert (saving["SavingsType"], saving["DefaultAccount"], saving["Value"]) == (1, 1, 0)
    assert (saving["ClientGUID"], saving["ValueDate"]) == (ANNA, "2027-01-10")


def test_creation_is_reported_without_names(product: Product) -> None:
    listener = Listener(product)
    product.household(HouseholdLabel="The Grays")
    said = {event.name: event.data for event in listener.listen()}
    assert set(said) == {"household.created", "account.opened"}
    assert said["household.created"]["clients"] == [ANNA]
    assert "Gray" not in str(said)


def test_people_may_have_been_born_long_ago(product: Product) -> None:
    data = product.household(Clients=[person(ANNA, DateOfBirth="1921-06-30")])
    assert data["Clients"][0]["DateOfBirth"] == "1921-06-30"


def test_what_only_answers_have_is_ignored(product: Product) -> None:
    sent = product.household(Dependants=[person()])
    sent["Clients"][0]["ClientGUID"] = BEN
    sent["Dependants"][0]["ClientGUID"] = BEN
    answer = product.call("POST", PATH, {**sent, "FormattedValues": {}, "DefaultAccount": 1}, customer=None)
    assert answer.status == 201
    assert answer.data["HouseholdGUID"] != sent["HouseholdGUID"]


@pytest.mark.parametrize("locale", ["en_GB", "en-GB", "de_DE", "fr-CA"])
def test_a_locale_is_emitted_with_an_underscore(product: Product, locale: str) -> None:
    assert product.household(Locale=locale)["Locale"] == locale.replace("-", "_")


RULES: list[tuple[dict[str, Any], dict[str, list[str]]]] = [
    (
        {"TimeZone": "Mars/Olympus"},
        {"TimeZone": ["The time zone must be an IANA time zone such as Europe/London."]},
    ),
    (
        {"TimeZone": "../../etc/passwd"},
        {"TimeZone": ["The time zone must be an IANA time zone such as Europe/London."]},
    ),
    ({"TimeZone": 3}, {"TimeZone": ["The time zone must be a string."]}),
    ({"Currency": "gbp"}, {"Currency": ["The currency must be an ISO 4217 currency code."]}),
    ({"Currency": "XYZ"}, {"Currency": ["The currency must be an ISO 4217 currency code."]}),
    ({"Currency": "XAU"}, {"Currency": ["The currency must be an ISO 4217 currency code."]}),
    ({"Locale": "english"}, {"Locale": ["The locale must be a locale such as en_GB."]}),
    ({"FinalisingDays": 11}, {"FinalisingDays": ["The finalising days must be at most 10."]}),
    ({"FinalisingDays": -1}, {"FinalisingDays": ["The finalising days must be at least 0."]}),
    ({"FinalisingDays": "2"}, {"FinalisingDays": ["The finalising days must be a whole number."]}),
    ({"Dependants": {}}, {"Dependants": ["The dependants must be a list."]}),
    ({"Access": "all"}, {"Access": ["The access must be a list."]}),
    ({"Clients": []}, {"Clients": ["The clients must have at least 1 item."]}),
    ({"Clients": {}}, {"Clients": ["The clients must be a list."]}),
    ({"Clients": [person() for _ in range(11)]}, {"Clients": ["The clients must have at most 10 items."]}),
    ({"Clients": ["Anna"]}, {"Clients.0": ["The clients must be an object."]}),
    ({"HouseholdLabel": "x" * 256}, {"HouseholdLabel": ["The household label must have at most 255 characters."]}),
    ({"HouseholdLabel": "a\x00"}, {"HouseholdLabel": ["The household label must not contain control characters."]}),
    ({"Colour": "blue"}, {"Colour": ["The colour is not a member of this request."]}),
    ({"Clients": [person("garbled")]}, {"Clients.0.ClientGUID": ["The client guid must be a GUID."]}),
    ({"Clients": [person(FirstName="")]}, {"Clients.0.FirstName": ["The first name must have at least 1 character."]}),
    (
        {"Clients": [person(DateOfBirth="12/04/1988")]},
        {"Clients.0.DateOfBirth": ["The date of birth must be a date as YYYY-MM-DD."]},
    ),
    (
        {"Clients": [person(DateOfBirth="2027-01-11")]},
        {"Clients.0.DateOfBirth": ["The date of birth must be a date before or equal to today."]},
    ),
    (
        {"Dependants": [person(DateOfBirth="2027-01-11")]},
        {"Dependants.0.DateOfBirth": ["The date of birth must be a date before or equal to today."]},
    ),
    ({"Clients": [person(Email="nobody")]}, {"Clients.0.Email": ["The email must be an e-mail address."]}),
    ({"Clients": [person(Colour="blue")]}, {"Clients.0.Colour": ["The colour is not a member of this request."]}),
    (
        {"Clients": [person(ANNA), person(ANNA.upper())]},
        {"Clients.1.ClientGUID": ["The client guid is in the household already."]},
    ),
    (
        {"Dependants": [person(BEN)]},
        {"Dependants.0.ClientGUID": ["The client guid must be in the household."]},
    ),
    ({"Dependants": [person() for _ in range(21)]}, {"Dependants": ["The dependants must have at most 20 items."]}),
    ({"Access": [{"ClientGUID": BEN, "Level": "view"}]}, {"Access": [f"The access {BEN} must be in the household."]}),
    (
        {"Access": [{"ClientGUID": ANNA, "Level": "own"}]},
        {"Access.0.Level": ["The level must be one of 'view' or 'edit'."]},
    ),
]


def test_a_broken_rule_is_422_and_named_with_its_member(product: Product) -> None:
    with product.unchanged():
        for members, said in RULES:
            answer = product.call("POST", PATH, body(**members), customer=None)
            assert answer.status == 422, members
            assert answer.body == {"success": False, "message": "Validation Error.", "data": said}


@pytest.mark.parametrize(
    ("member", "sentence"),
    [
        ("TimeZone", "The time zone field is required."),
        ("Currency", "The currency field is required."),
        ("Clients", "The clients field is required."),
    ],
)
def test_what_is_required_is_asked_for(product: Product, member: str, sentence: str) -> None:
    sent = body()
    del sent[member]
    answer = product.refused("POST", PATH, sent, customer=None)
    assert (answer.status, answer.said) == (422, {member: [sentence]})


@pytest.mark.parametrize("member", ["FirstName", "LastName", "DateOfBirth"])
def test_a_person_needs_a_name_and_a_date_of_birth(product: Product, member: str) -> None:
    with product.unchanged():
        for place in ("Clients", "Dependants"):
            one = person(ANNA if place == "Clients" else None)
            del one[member]
            answer = product.call("POST", PATH, body(**{place: [one]}), customer=None)
            assert (answer.status, list(answer.said)) == (422, [f"{place}.0.{member}"])


def test_a_person_is_in_one_household_for_life(product: Product) -> None:
    product.household()
    answer = product.refused("POST", PATH, body(Clients=[person(BEN), person(ANNA)]), customer=None)
    assert answer.status == 422
    assert answer.said == {"Clients.1.ClientGUID": ["The client guid is in a household already."]}


def test_a_person_may_be_in_a_household_of_each_tenant(product: Product) -> None:
    product.household()
    assert product.call("POST", PATH, body(), customer=None, **OTHER_APP).status == 201


def test_a_household_may_have_ten_clients_and_twenty_dependants(product: Product) -> None:
    data = product.household(Clients=[person() for _ in range(10)], Dependants=[person() for _ in range(20)])
    assert (len(data["Clients"]), len(data["Dependants"])) == (10, 20)
    assert len({one["DependantGUID"] for one in data["Dependants"]}) == 20


@pytest.mark.parametrize("guid", ["garbled", "12", ANNA, "3f0b1c88-6d80-4c17-bb3e-1d68e6d26405"])
def test_a_household_that_is_not_there_is_404(product: Product, guid: str) -> None:
    product.household()
    with product.unchanged():
        for path in (f"{PATH}/{guid}", f"{PATH}/{guid}/savings"):
            answer = product.call("GET", path, customer=None)
            assert answer.status == 404
            assert answer.body == {"success": False, "message": "Household not found."}
