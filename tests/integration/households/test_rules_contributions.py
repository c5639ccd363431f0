"""The rules of a contribution as a caller meets them: on both sides, and in the published words."""

from itertools import product as product_of
from typing import Any, Final

import pytest

from savings.ids import number_in
from tests.integration.households.home import LEFT_OUT, NIL, STRANGER, Home, Said
from tests.product import Product
from tests.published_tables import EVERY_TRANSACTION_TYPE, allowed_contributions

LINK, AMOUNT, PERCENTAGE = "LinkedSavingsGUID", "TransactionAmount", "TransactionPercentage"
PRODUCT, ISA = 22, 6


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


@pytest.fixture
def saving(home: Home) -> str:
    """A structured product, which takes every contribution but an ISA allowance."""
    return home.saving(SavingsType=PRODUCT)


@pytest.mark.parametrize("savings_type", [1, ISA, PRODUCT])
def test_each_savings_type_takes_the_published_transaction_types(home: Home, savings_type: int) -> None:
    saving, link = home.saving(SavingsType=savings_type), home.default
    accepted = set()
    for transaction_type in EVERY_TRANSACTION_TYPE:
        said = home.said_of_contribution(saving, TransactionType=transaction_type, Frequency=1, LinkedSavingsGUID=link)
        if said:
            assert said == {"TransactionType": ["The selected transaction type is invalid."]}
        else:
            accepted.add(transaction_type)
    assert accepted == allowed_contributions(savings_type)


@pytest.mark.parametrize(("member", "name"), [("TransactionType", "transaction type"), ("StartBasis", "start basis")])
def test_what_is_always_required_is_asked_for(home: Home, saving: str, member: str, name: str) -> None:
    assert home.said_of_contribution(saving, **{member: LEFT_OUT}) == {member: [f"The {name} field is required."]}


MISSING: Final = {
    "TransactionType": ["The transaction type field is required."],
    "TransactionAmount": ["The transaction amount field is required."],
    "Frequency": ["The frequency field is required."],
    "StartBasis": ["The start basis field is required."],
    "EndBasis": ["The end basis field is required."],
}


@pytest.mark.parametrize("sent", [{}, dict.fromkeys(MISSING), {"BackOfficeSync": 1}], ids=["empty", "null", "beside"])
def test_an_empty_contribution_hears_of_all_that_is_missing(home: Home, saving: str, sent: dict[str, Any]) -> None:
    path = f"/savings/{saving}/contributions"
    assert home.said("POST", path, sent) == MISSING
    contribution = home.contribution(saving)["TransactionGUID"]
    assert home.said("PUT", f"{path}/{contribution}", sent) == MISSING


TOGETHER: list[tuple[dict[str, Any], str, dict[str, str]]] = [
    ({"StartBasis": 3}, "TransactionType TransactionAmount Frequency EndBasis", {"StartDate": "is required"}),
    (
        {"StartBasis": 2, "EndBasis": 4},
        "TransactionType TransactionAmount Frequency",
        {"StartAge": "is required", "EndEventGUID": "is required"},
    ),
    ({"Frequency": 120, "TransactionAmount": 5}, "TransactionType StartBasis", {}),
    ({"TransactionType": 11}, "StartBasis EndBasis", {LINK: "is required"}),
    ({"TransactionType": 12, LINK: NIL}, "StartBasis TransactionAmount Frequency EndBasis", {}),
    (
        {"TransactionType": 3},
        "StartBasis TransactionAmount Frequency EndBasis",
        {"TransactionPercentage": "is required"},
    ),
]


def test_what_is_missing_and_what_the_rest_asks_for_are_reported_together(home: Home, saving: str) -> None:
    for sent, missing, also in TOGETHER:
        said = home.said("POST", f"/savings/{saving}/contributions", sent)
        assert {name: said.pop(name) for name in missing.split()} == {
            name: MISSING[name] for name in missing.split()
        }, sent
        assert set(said) == set(also)
        assert all(also[name] in said[name][0] for name in said)


def test_the_default_account_takes_no_contribution(home: Home) -> None:
    said = home.said_of_contribution(home.default)
    assert said == {"SavingsGUID": ["The default account cannot have contributions."]}


REQUIRED: Final[Said] = {LINK: ["The linked savings guid field is required."]}
ITSELF: Final[Said] = {LINK: ["The linked savings guid and savings guid must be different."]}
STRANGE: Final[Said] = {LINK: ["The linked savings guid must be in the household."]}
UNREAL: Final[Said] = {LINK: ["The linked savings guid must be a saving of the household."]}


TRANSFERS: Final[list[tuple[int, str, Said]]] = [
    (11, "another", {}),
    (11, "default", {}),
    (11, "left out", REQUIRED),
    (11, "null", REQUIRED),
    (11, "itself", ITSELF),
    (11, "another household's", STRANGE),
    (11, "unknown", STRANGE),
    (11, "nil", UNREAL),
    (12, "another", {}),
    (12, "default", {}),
    (12, "left out", REQUIRED),
    (12, "null", REQUIRED),
    (12, "itself", ITSELF),
    (12, "another household's", STRANGE),
    (12, "unknown", STRANGE),
    (12, "nil", {}),
    (2, "left out", {}),
    (2, "itself", {}),
    (2, "another household's", {}),
    (2, "unknown", {}),
    (2, "nil", {}),
    (3, "left out", {}),
    (3, "unknown", {}),
]


def test_a_transfer_takes_from_another_saving_of_the_household(home: Home, product: Product) -> None:
    saving = home.saving(SavingsType=ISA)
    person = {"FirstName": "Eve", "LastName": "Hall", "DateOfBirth": "1970-01-01", "ClientGUID": STRANGER}
    links: dict[str, Any] = {"left out": LEFT_OUT, "null": None, "nil": NIL, "unknown": STRANGER, "itself": saving}
    links |= {"another": home.saving(), "default": home.default}
    links["another household's"] = Home(product, anna=STRANGER, Clients=[person], Dependants=[_cleo()]).saving()
    for kind, link, said in TRANSFERS:
        found = home.said_of_contribution(saving, TransactionType=kind, LinkedSavingsGUID=links[link])
        assert found == said, (kind, link)


AMOUNTS: Final = (LEFT_OUT, None, 0, 0.01)
PERCENTAGES: Final = (LEFT_OUT, None, 0, 12.5)


def test_the_amount_and_the_percentage_of_each_type(home: Home) -> None:
    """One of the two will do for dividends and for a transfer from a real saving; only an ISA allowance has neither."""
    isa, product_, link = home.saving(SavingsType=ISA), home.saving(SavingsType=PRODUCT), home.default
    types = (*((isa, kind, link) for kind in (2, 3, 11, 12)), (isa, 12, NIL), (product_, 13, link))
    for amount, percentage, (saving, transaction_type, linked) in product_of(AMOUNTS, PERCENTAGES, types):
        has_amount, has_percentage = amount == 0.01, percentage == 12.5
        said = home.said_of_contribution(
            saving,
            TransactionType=transaction_type,
            LinkedSavingsGUID=linked,
            Frequency=1,
            TransactionAmount=amount,
            TransactionPercentage=percentage,
        )
        either = transaction_type == 3 or (transaction_type == 12 and linked != NIL)
        needed = transaction_type != 11 and not has_amount and not (either and has_percentage)
        expected = {AMOUNT: _missing("amount", amount)} if needed else {}
        expected |= {PERCENTAGE: _missing("percentage", percentage)} if needed and either else {}
        assert said == expected, (amount, percentage, transaction_type)


def _missing(name: str, sent: Any) -> list[str]:
    return [
        f"The transaction {name} must be greater than 0." if sent == 0 else f"The transaction {name} field is required."
    ]


RULES: Final[list[tuple[dict[str, Any], Said]]] = [
    ({AMOUNT: -0.01}, {AMOUNT: ["The transaction amount must be greater than 0."]}),
    ({PERCENTAGE: -12}, {PERCENTAGE: ["The transaction percentage must be greater than 0."]}),
    ({AMOUNT: 1.001}, {AMOUNT: ["The transaction amount must have at most 2 decimals for GBP."]}),
    ({PERCENTAGE: 12.345}, {PERCENTAGE: ["The transaction percentage must have at most 2 decimals."]}),
    ({AMOUNT: "100"}, {AMOUNT: ["The transaction amount must be a number."]}),
    ({PERCENTAGE: 12.34}, {}),
    ({PERCENTAGE: 150}, {}),
    ({"Frequency": None}, {"Frequency": ["The frequency field is required."]}),
    ({"Frequency": LEFT_OUT}, {"Frequency": ["The frequency field is required."]}),
    ({"Frequency": 24}, {"Frequency": ["The selected frequency is invalid."]}),
    ({"Frequency": 0}, {"Frequency": ["The selected frequency is invalid."]}),
    *(({"Frequency": code}, {}) for code in (120, 52, 26, 13, 12, 4, 2, 1)),
    ({"TransactionType": 13}, {"Frequency": ["The frequency must be 1 for this transaction type."]}),
    (
        {"TransactionType": 13, "Frequency": 120},
        {"Frequency": ["The frequency must be 1 for this transaction type."]},
    ),
    ({"TransactionType": 13, "Frequency": None}, {"Frequency": ["The frequency field is required."]}),
    ({"TransactionType": 13, "Frequency": 1}, {}),
    ({"BackOfficeID": "x" * 255}, {}),
    ({"BackOfficeID": "x" * 256}, {"BackOfficeID": ["The back office id must have at most 255 characters."]}),
    ({"BackOfficeID": "a\tb"}, {"BackOfficeID": ["The back office id must not contain control characters."]}),
    ({"BackOfficeSync": 3}, {}),
    ({"BackOfficeSync": 4}, {"BackOfficeSync": ["The back office sync must be at most 3."]}),
    ({"Colour": "blue"}, {"Colour": ["The colour is not a member of this request."]}),
    ({"DefaultAccount": 1, "TransactionGUID": "x", "SavingsGUID": "x", "FormattedValues": {}}, {}),
    ({"StartAge": -1}, {"StartAge": ["The start age must be at least 0."]}),
    ({"StartAge": 131}, {"StartAge": ["The start age must be at most 130."]}),
    ({"EndAge": 131}, {"EndAge": ["The end age must be at most 130."]}),
    ({"StartAge": 0, "EndAge": 130}, {}),
    ({"StartDate": "01/01/2024"}, {"StartDate": ["The start date must be a date as YYYY-MM-DD."]}),
    ({"EndDate": "2025-02-29"}, {"EndDate": ["The end date must be a date as YYYY-MM-DD."]}),
]


def test_each_member_has_its_rule(home: Home, saving: str) -> None:
    for members, said in RULES:
        assert home.said_of_contribution(saving, **members) == said, members


def test_only_an_allowance_needs_no_frequency(home: Home) -> None:
    isa = home.saving(SavingsType=ISA)
    allowance = {"TransactionType": 11, LINK: home.default, "Frequency": None, AMOUNT: None}
    assert home.said_of_contribution(isa, **allowance) == {}
    ended = home.said_of_contribution(isa, **allowance, EndBasis=None)
    assert ended == {"EndBasis": ["The end basis field is required."]}


UNSELECTED: Final[dict[str, Any]] = {
    LINK: STRANGER,
    PERCENTAGE: 12,
    "StartEventGUID": STRANGER,
    "StartAge": 42,
    "StartDate": "1999-12-31",
    "EndEventGUID": NIL,
    "EndAge": 1,
}


def test_what_neither_type_nor_basis_selects_is_kept_as_it_was_sent(home: Home, saving: str) -> None:
    made = home.contribution(saving, **UNSELECTED)
    assert {member: made[member] for member in UNSELECTED} == UNSELECTED
    one_off = home.contribution(saving, Frequency=120, EndBasis=99, EndDate="1999-12-31")
    assert (one_off["EndBasis"], one_off["EndDate"]) == (99, "1999-12-31")


def test_what_is_named_by_its_number_is_answered_as_a_guid(home: Home, saving: str) -> None:
    event, link = home.life_event("2030-01-01"), home.default
    made = home.contribution(
        saving,
        TransactionType=12,
        LinkedSavingsGUID=number_in(link),
        StartBasis=4,
        StartEventGUID=number_in(event),
        EndEventGUID=number_in(event),
    )
    assert (made[LINK], made["StartEventGUID"], made["EndEventGUID"]) == (link, event, event)


def test_every_broken_rule_is_reported_at_once(home: Home, saving: str) -> None:
    said = home.said_of_contribution(
        saving, TransactionType=12, TransactionAmount=None, Frequency=24, StartBasis=2, EndDate=None
    )
    assert set(said) == {LINK, AMOUNT, PERCENTAGE, "Frequency", "StartAge", "EndDate"}
    missing = home.said("POST", f"/savings/{saving}/contributions", {"EndAge": 131, "BackOfficeSync": 4})
    assert missing == {
        "TransactionType": ["The transaction type field is required."],
        "StartBasis": ["The start basis field is required."],
        "EndAge": ["The end age must be at most 130."],
        "BackOfficeSync": ["The back office sync must be at most 3."],
    }


def test_the_rules_hold_when_it_is_replaced(home: Home, saving: str) -> None:
    path = f"/savings/{saving}/contributions/{home.contribution(saving)['TransactionGUID']}"
    assert home.said("PUT", path, home.contribution_body(TransactionType=11, LinkedSavingsGUID=home.default)) == {
        "TransactionType": ["The selected transaction type is invalid."]
    }
    assert list(home.said("PUT", path, home.contribution_body(EndDate="2027-01-10"))) == ["EndDate"]
    assert home.said("PUT", path, home.contribution_body(TransactionType=12, LinkedSavingsGUID=NIL)) == {}
    assert home.call("GET", path).data[LINK] == NIL


@pytest.mark.parametrize("member", ["TransactionType", "Frequency", "StartBasis", "EndBasis", "BackOfficeSync"])
def test_the_options_are_what_is_accepted(home: Home, member: str) -> None:
    isa, product_, default = home.saving(SavingsType=ISA), home.saving(SavingsType=PRODUCT), home.default
    options = home.call("GET", "/savings/contributions/options").data
    event = home.life_event("2030-01-01")
    around = {
        LINK: default,
        "Frequency": 1,
        **{f"{side}{what}": value for side, years in (("Start", 40), ("End", 60)) for what, value in _moment(years)},
    }
    around |= {"EndEventGUID": event} if member == "EndBasis" else {"StartEventGUID": event}
    tried = {int(code) for code in options[member]} | {-1, 0, 1, 5, 6, 8, 10, 14, 24, 119, 365}
    accepted = {
        str(code)
        for code in tried
        if any(not home.said_of_contribution(saving, **{**around, member: code}) for saving in (isa, product_))
    }
    assert accepted == set(options[member])


def test_savings_and_events_of_the_household_are_options(home: Home, saving: str) -> None:
    event = home.life_event("2030-01-01", "The move")
    options = home.call("GET", "/savings/contributions/options").data
    assert options["StartEventGUID"] == options["EndEventGUID"] == {event: "The move"}
    assert options[LINK] == {NIL: "Outside the listed savings", home.default: "Current Account", saving: "Rainy days"}


def _moment(years: int) -> list[tuple[str, Any]]:
    return [("Basis", 3), ("Age", years), ("Date", f"{1988 + years}-04-12")]


def _cleo() -> dict[str, Any]:
    return {"FirstName": "Cleo", "LastName": "Hall", "DateOfBirth": "2015-09-01"}
