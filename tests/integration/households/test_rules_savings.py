"""The rules of a saving as a caller meets them: on both sides, and in the published words."""

from typing import Any, Final

import pytest

from savings.ids import number_in
from tests.integration.households.home import LEFT_OUT, NIL, STRANGER, Home, Said
from tests.product import ANNA, BEN, Product
from tests.published_tables import is_joint

BASIS, LEVEL = "FutureRiskDateOfChangeBasis", "FutureRiskLevel"
AT, EVENT, ON = "FutureRiskDateOfChangeAge", "FutureRiskDateOfChangeEventGUID", "FutureRiskDateOfChangeDate"
CHANGE: Final[dict[str, Any]] = {"SavingsType": 6, "FutureRiskLevelChange": 1, LEVEL: 17}
PUBLISHED_PROVIDER: Final = "8379dc94-3bcf-e011-87a9-b8ac6f1693a9"
CHARACTERS: Final = r'The savings description must not contain any of \ : * " < > |.'


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.mark.parametrize("savings_type", [1, 5, 6])
def test_each_type_has_joint_owners_debts_and_risks_as_published(home: Home, savings_type: int) -> None:
    joint = home.said_of_saving(SavingsType=savings_type, JointOwnerClientGUID=BEN)
    barred = {"JointOwnerClientGUID": ["The joint owner client guid is not allowed for this savings type."]}
    assert joint == ({} if is_joint(savings_type) else barred)

    debt = home.said_of_saving(SavingsType=savings_type, Value=-0.01)
    assert debt == ({} if savings_type == 1 else {"Value": ["The value must be at least 0."]})

    risk = home.said_of_saving(SavingsType=savings_type, FutureRiskLevelChange=1)
    required = {
        LEVEL: ["The future risk level field is required."],
        BASIS: ["The future risk date of change basis field is required."],
    }
    assert risk == (required if savings_type > 5 else {})


@pytest.mark.parametrize(
    ("member", "name"),
    [
        ("ClientGUID", "client guid"),
        ("SavingsDescription", "savings description"),
        ("SavingsType", "savings type"),
        ("Value", "value"),
        ("ValueDate", "value date"),
    ],
)
def test_what_is_required_is_asked_for_in_the_published_words(home: Home, member: str, name: str) -> None:
    assert home.said_of_saving(**{member: LEFT_OUT}) == {member: [f"The {name} field is required."]}


def test_everything_else_may_be_left_out_or_null(home: Home) -> None:
    required = {"ClientGUID", "SavingsDescription", "SavingsType", "Value", "ValueDate"}
    made = home.made("/savings", home.saving_body(), query={"ExcludeFormattedValues": "1"})
    others = {member: value for member, value in made.items() if member not in required | {"SavingsGUID"}}
    assert set(others.values()) == {None}
    assert home.said_of_saving(**others) == {}


ALLOWED: Final[list[dict[str, Any]]] = [
    {"SavingsDescription": "x" * 100},
    {"SavingsDescription": "Nest egg (2027) – 50% / £5 & more; it's 'ours', isn't it? #1 @home {a} [b] ~ `c` ^ _"},
    {"SavingsDescription": "e\u0301" * 100},
    {"Value": 0},
    {"ValueDate": "2027-01-10"},
    {"ValueDate": "1900-01-01"},
    {"JointOwnerClientGUID": BEN},
    {"JointOwnerClientGUID": ANNA.upper()},
    {"MinimumBalance": 0},
    {"MinimumBalance": 0.01},
    {"ATRSlot": 1},
    {"OriginalInvestmentValue": -5},
    {"OriginalInvestmentDate": "2050-01-01"},
    {"OriginalInvestmentPercentageWithdrawn": 12.345},
    {"BackOfficeID": "x" * 255},
    {"BackOfficeSync": 3},
    {"PolicyNumber": "x" * 50},
    {"ProviderCode": PUBLISHED_PROVIDER.upper()},
    {"ISASpecialType": 2},
    {"SavingsType": 3, "ISASpecialType": 1},
    {"FutureRiskLevelChange": 2},
]


def test_what_the_rules_allow_is_accepted(home: Home) -> None:
    for members in ALLOWED:
        assert home.said_of_saving(**members) == {}, members


RULES: Final[list[tuple[dict[str, Any], str]]] = [
    ({"ClientGUID": STRANGER}, "The client guid must be in the household."),
    ({"ClientGUID": "garbled"}, "The client guid must be a GUID."),
    ({"SavingsDescription": ""}, "The savings description must have at least 1 character."),
    ({"SavingsDescription": "x" * 101}, "The savings description must have at most 100 characters."),
    *(({"SavingsDescription": f"a{sign}b"}, CHARACTERS) for sign in '\\:*"<>|'),
    ({"SavingsDescription": "a\nb"}, "The savings description must not contain control characters."),
    ({"SavingsType": "2"}, "The savings type must be a whole number."),
    ({"SavingsType": True}, "The savings type must be a whole number."),
    ({"SavingsType": 0}, "The selected savings type is invalid."),
    ({"SavingsType": 23}, "The selected savings type is invalid."),
    ({"Value": None}, "The value field is required."),
    ({"Value": "2500"}, "The value must be a number."),
    ({"Value": True}, "The value must be a number."),
    ({"Value": 1.001}, "The value must have at most 2 decimals for GBP."),
    ({"Value": 1e17}, "The value must be at most 90071992547409.91."),
    ({"OriginalInvestmentValue": "1500"}, "The original investment value must be a number."),
    ({"OriginalInvestmentValue": 1.001}, "The original investment value must have at most 2 decimals for GBP."),
    ({"ValueDate": "2027-01-11"}, "The value date must be a date before or equal to today."),
    ({"ValueDate": "20/04/2023"}, "The value date must be a date as YYYY-MM-DD."),
    ({"ValueDate": "2027-02-30"}, "The value date must be a date as YYYY-MM-DD."),
    ({"JointOwnerClientGUID": STRANGER}, "The joint owner client guid must be in the household."),
    ({"MinimumBalance": -0.01}, "The minimum balance must be at least 0."),
    ({"MinimumBalance": 0.001}, "The minimum balance must have at most 2 decimals for GBP."),
    (
        {"DependantGUID": STRANGER},
        "The dependant guid must be a dependant of one of the clients within the household.",
    ),
    ({"DependantGUID": ANNA}, "The dependant guid must be a dependant of one of the clients within the household."),
    ({"ATRSlot": 2}, "The selected atr slot is invalid."),
    ({"BackOfficeID": "x" * 256}, "The back office id must have at most 255 characters."),
    ({"BackOfficeID": "a\nb"}, "The back office id must not contain control characters."),
    ({"BackOfficeID": 10**255}, "The back office id must have at most 255 characters."),
    ({"BackOfficeID": 1.5}, "The back office id must be a string."),
    ({"BackOfficeID": True}, "The back office id must be a string."),
    ({"BackOfficeSync": 0}, "The back office sync must be at least 1."),
    ({"BackOfficeSync": 4}, "The back office sync must be at most 3."),
    ({"PolicyNumber": "x" * 51}, "The policy number must have at most 50 characters."),
    ({"PolicyNumber": "a\u0000b"}, "The policy number must not contain control characters."),
    ({"PolicyNumber": 10**50}, "The policy number must have at most 50 characters."),
    ({"ProviderCode": "acme"}, "The provider code must be a GUID."),
    ({"ProviderCode": STRANGER}, "The selected provider code is invalid."),
    ({"ISASpecialType": 3}, "The selected isa special type is invalid."),
    ({"FutureRiskLevelChange": 3}, "The selected future risk level change is invalid."),
    ({AT: -1}, "The future risk date of change age must be at least 0."),
    ({AT: 131}, "The future risk date of change age must be at most 130."),
    ({ON: "2069"}, "The future risk date of change date must be a date as YYYY-MM-DD."),
    ({"OriginalInvestmentDate": "2023-02-29"}, "The original investment date must be a date as YYYY-MM-DD."),
    ({"Colour": "blue"}, "The colour is not a member of this request."),
]


def test_a_broken_rule_is_reported_at_its_member(home: Home) -> None:
    for members, sentence in RULES:
        assert home.said_of_saving(**members) == {next(iter(members)): [sentence]}


RISKS: Final[list[tuple[dict[str, Any], Said]]] = [
    ({BASIS: 3}, {ON: ["The future risk date of change date field is required."]}),
    ({BASIS: 3, ON: "2027-01-10"}, {ON: ["The future risk date of change date must be in the future."]}),
    ({BASIS: 3, ON: "2027-01-11"}, {}),
    ({BASIS: 2}, {AT: ["The future risk date of change age field is required."]}),
    ({BASIS: 2, AT: 38}, {AT: ["The future risk date of change age must be in the future."]}),
    ({BASIS: 2, AT: 39}, {}),
    ({BASIS: 7}, {AT: ["The future risk date of change age field is required."]}),
    ({BASIS: 7, AT: 36}, {AT: ["The future risk date of change age must be in the future."]}),
    ({BASIS: 7, AT: 37}, {}),
    ({BASIS: 4}, {EVENT: ["The future risk date of change event guid field is required."]}),
    ({BASIS: 4, EVENT: STRANGER}, {EVENT: ["The future risk date of change event guid must be in the household."]}),
    ({BASIS: 4, EVENT: NIL}, {EVENT: ["The future risk date of change event guid must be in the household."]}),
    ({BASIS: 1}, {BASIS: ["The selected future risk date of change basis is invalid."]}),
    ({BASIS: 5}, {BASIS: ["The selected future risk date of change basis is invalid."]}),
    ({BASIS: 3, ON: "2027-01-11", LEVEL: 99}, {LEVEL: ["The selected future risk level is invalid."]}),
    ({BASIS: 3, ON: "2027-01-11", LEVEL: None}, {LEVEL: ["The future risk level field is required."]}),
    ({BASIS: 3, LEVEL: 99, "FutureRiskLevelChange": 2}, {}),
    ({BASIS: 3, LEVEL: 99, "FutureRiskLevelChange": None}, {}),
    ({BASIS: 3, LEVEL: 99, "SavingsType": 5}, {}),
]


def test_a_change_of_risk_asks_for_what_its_basis_selects(home: Home) -> None:
    for members, said in RISKS:
        assert home.said_of_saving(**{**CHANGE, **members}) == said, members


def test_a_change_of_risk_may_depend_on_an_event_of_the_household(home: Home) -> None:
    assert home.said_of_saving(**CHANGE, **{BASIS: 4, EVENT: home.life_event("2030-01-01")}) == {}


@pytest.mark.parametrize(
    ("zone", "today", "tomorrow"),
    [("Pacific/Auckland", "2027-01-11", "2027-01-12"), ("America/Los_Angeles", "2027-01-10", "2027-01-11")],
)
def test_today_and_the_future_are_the_households(product: Product, zone: str, today: str, tomorrow: str) -> None:
    """It is noon in UTC: in New Zealand the next day has begun."""
    product.clock.set("2027-01-10T12:00:00Z")
    home = Home(product, TimeZone=zone)
    assert home.said_of_saving(ValueDate=today) == {}
    assert list(home.said_of_saving(ValueDate=tomorrow)) == ["ValueDate"]
    at = {**CHANGE, BASIS: 3, "ValueDate": today}
    assert list(home.said_of_saving(**at, **{ON: today})) == [ON]
    assert home.said_of_saving(**at, **{ON: tomorrow}) == {}


def test_a_birthday_is_in_the_future_until_it_comes(product: Product) -> None:
    """Anna is 39 on 12 April."""
    home = Home(product, TimeZone="Pacific/Auckland")
    product.clock.set("2027-04-11T11:59:59Z")
    assert home.said_of_saving(**CHANGE, **{BASIS: 2, AT: 39}) == {}
    product.clock.set("2027-04-11T12:00:00Z")
    assert list(home.said_of_saving(**CHANGE, **{BASIS: 2, AT: 39})) == [AT]


def test_the_second_clients_age_of_a_household_of_one_is_let_pass(product: Product) -> None:
    assert Home(product, alone=True).said_of_saving(**CHANGE, **{BASIS: 7, AT: 0}) == {}


def test_what_belongs_to_another_household_is_not_in_this_one(home: Home, product: Product) -> None:
    person = {"FirstName": "Eve", "LastName": "Hall", "DateOfBirth": "1970-01-01", "ClientGUID": STRANGER}
    other = Home(product, anna=STRANGER, Clients=[person])
    for members in (
        {"ClientGUID": STRANGER},
        {"JointOwnerClientGUID": STRANGER},
        {"DependantGUID": other.dependant},
        {**CHANGE, BASIS: 4, EVENT: other.life_event("2030-01-01")},
    ):
        said = home.said_of_saving(**members)
        assert list(said) == [EVENT if EVENT in members else next(iter(members))]


def test_numbers_in_texts_are_kept_as_texts(home: Home) -> None:
    """The published samples send integers."""
    made = home.made("/savings", home.saving_body(BackOfficeID=13573, PolicyNumber=134300454))
    assert (made["BackOfficeID"], made["PolicyNumber"]) == ("13573", "134300454")


def test_texts_are_kept_composed(home: Home) -> None:
    """A letter and its accent count as one, as everywhere."""
    made = home.made("/savings", home.saving_body(BackOfficeID="e\u0301" * 255, PolicyNumber="e\u0301" * 50))
    assert (made["BackOfficeID"], made["PolicyNumber"]) == ("\u00e9" * 255, "\u00e9" * 50)


UNSELECTED: Final[dict[str, Any]] = {
    "ISASpecialType": 1,
    LEVEL: 99,
    BASIS: 99,
    EVENT: STRANGER,
    AT: 0,
    ON: "1999-12-31",
}


@pytest.mark.parametrize("members", [{"SavingsType": 22, "FutureRiskLevelChange": 2}, {"FutureRiskLevelChange": 1}])
def test_what_no_rule_selects_is_kept_as_it_was_sent(home: Home, members: dict[str, Any]) -> None:
    made = home.made("/savings", home.saving_body(**UNSELECTED, **members))
    assert {member: made[member] for member in UNSELECTED} == UNSELECTED
    assert not set(made["FormattedValues"]) & {LEVEL, BASIS, EVENT}


def test_what_a_basis_does_not_select_is_kept_as_it_was_sent(home: Home) -> None:
    sent = {**CHANGE, BASIS: 2, AT: 65, EVENT: STRANGER, ON: "1999-12-31"}
    made = home.made("/savings", home.saving_body(**sent))
    assert {member: made[member] for member in sent} == sent


def test_an_event_that_is_named_by_its_number_is_answered_as_a_guid(home: Home) -> None:
    event = home.life_event("2030-01-01")
    made = home.made("/savings", home.saving_body(**CHANGE, **{BASIS: 4, EVENT: number_in(event)}))
    assert made[EVENT] == event


def test_members_of_answers_are_ignored(home: Home) -> None:
    read_only = {
        "SavingsGUID": STRANGER,
        "HouseholdGUID": "garbled",
        "DefaultAccount": 1,
        "FormattedValues": {"Value": "£1"},
    }
    made = home.made("/savings", home.saving_body(**read_only))
    assert (made["DefaultAccount"], made["Value"]) == (None, 2500.5)


def test_every_broken_rule_is_reported_at_once(home: Home) -> None:
    said = home.said_of_saving(
        ClientGUID=STRANGER,
        Value=-1,
        ValueDate="2027-01-11",
        SavingsType=18,
        JointOwnerClientGUID=BEN,
        MinimumBalance=-1,
        DependantGUID=STRANGER,
        ATRSlot=2,
        FutureRiskLevelChange=1,
    )
    assert set(said) == {
        *("ClientGUID", "Value", "ValueDate", "JointOwnerClientGUID", "MinimumBalance", "DependantGUID", "ATRSlot"),
        *(LEVEL, BASIS),
    }
    missing = home.said("POST", "/savings", {"SavingsDescription": "a:b", AT: 131, "PolicyNumber": "x" * 51})
    assert missing == {
        "ClientGUID": ["The client guid field is required."],
        "SavingsType": ["The savings type field is required."],
        "Value": ["The value field is required."],
        "ValueDate": ["The value date field is required."],
        "SavingsDescription": [CHARACTERS],
        AT: ["The future risk date of change age must be at most 130."],
        "PolicyNumber": ["The policy number must have at most 50 characters."],
    }


def test_the_type_is_fixed_while_there_is_a_contribution(home: Home) -> None:
    saving = home.saving()
    contribution = home.contribution(saving)["TransactionGUID"]
    fixed = ["The savings type cannot be changed if the saving has a contribution or is the default account."]
    assert home.said("PUT", f"/savings/{saving}", home.saving_body(SavingsType=5)) == {"SavingsType": fixed}
    assert home.said("PUT", f"/savings/{saving}", home.saving_body(Value=1)) == {}
    assert home.call("DELETE", f"/savings/{saving}/contributions/{contribution}").status == 200
    assert home.said("PUT", f"/savings/{saving}", home.saving_body(SavingsType=5)) == {}


def test_the_default_account_keeps_its_type_and_stays(home: Home) -> None:
    default = f"/savings/{home.default}"
    body = home.call("GET", default).data
    assert body["DefaultAccount"] == 1
    assert list(home.said("PUT", default, body | {"SavingsType": 2})) == ["SavingsType"]
    assert home.said("PUT", default, body | {"Value": -20.5, "ClientGUID": BEN}) == {}
    changed = home.call("GET", default).data
    assert (changed["DefaultAccount"], changed["Value"], changed["ClientGUID"]) == (1, -20.5, BEN)
    deleted = {"SavingsGUID": ["The default account cannot be deleted."]}
    assert home.said("DELETE", default, None) == deleted


def test_another_type_is_held_against_value_and_joint_owner(home: Home) -> None:
    saving = home.saving(SavingsType=1, Value=-5, JointOwnerClientGUID=BEN)
    body = home.saving_body(SavingsType=3, Value=-5, JointOwnerClientGUID=BEN)
    assert set(home.said("PUT", f"/savings/{saving}", body)) == {"Value", "JointOwnerClientGUID"}


CODED: Final = (
    *("SavingsType", "ATRSlot", "BackOfficeSync", "ProviderCode", "ISASpecialType", "FutureRiskLevelChange"),
    *(LEVEL, BASIS),
)


@pytest.mark.parametrize("member", CODED)
def test_the_options_are_what_is_accepted(home: Home, member: str) -> None:
    options = home.call("GET", "/savings/options").data[member]
    assert home.call("GET", "/pensions/options").data[member] == options
    dates = {BASIS: 3, ON: "2069-02-01", AT: 65, EVENT: home.life_event("2030-01-01")}
    around = {**CHANGE, **dates} if member in {LEVEL, BASIS} else {}
    every = [*options] if member == "ProviderCode" else [str(code) for code in range(-1, 30)]
    accepted = [
        code
        for code in every
        if not home.said_of_saving(**{**around, member: code if member == "ProviderCode" else int(code)})
    ]
    assert accepted == sorted(options, key=every.index)


def test_people_and_events_of_the_household_are_options(home: Home) -> None:
    event = home.life_event("2030-01-01", "The move")
    options = home.call("GET", "/savings/options").data
    assert options["ClientGUID"] == options["JointOwnerClientGUID"] == {ANNA: "Anna Gray", BEN: "Ben Gray"}
    assert options["DependantGUID"] == {home.dependant: "Cleo Gray"}
    assert options[EVENT] == {event: "The move"}
