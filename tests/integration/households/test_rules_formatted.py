"""Formatted values: what people read beside the codes, in the household's language."""

from decimal import Decimal
from typing import Any, Final

import pytest

from households.extras import number
from tests.integration.households.home import NIL, Home
from tests.product import ANNA, Product

PROVIDER: Final = "8379dc94-3bcf-e011-87a9-b8ac6f1693a9"
SAVING: Final[dict[str, Any]] = {
    "SavingsDescription": "Nest egg",
    "SavingsType": 22,
    "ValueDate": "2026-04-05",
    "MinimumBalance": 10000,
    "OriginalInvestmentValue": 1500,
    "OriginalInvestmentDate": "2023-12-31",
    "OriginalInvestmentPercentageWithdrawn": 1234.5,
}
CONTRIBUTION: Final[dict[str, Any]] = {
    "TransactionAmount": 5000,
    "TransactionPercentage": 12.5,
    "StartBasis": 3,
    "StartDate": "2028-02-29",
    "EndDate": "2030-01-01",
}


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


LOCALES: Final[list[tuple[str, str, dict[str, str]]]] = [
    (
        "en_GB",
        "GBP",
        {
            "Value": "£1,234,568",
            "MinimumBalance": "£10,000",
            "OriginalInvestmentValue": "£1,500",
            "ValueDate": "05/04/2026",
            "OriginalInvestmentDate": "31/12/2023",
            "OriginalInvestmentPercentageWithdrawn": "1,234.5%",
            "TransactionAmount": "£5,000",
            "TransactionPercentage": "12.5%",
            "StartDate": "29/02/2028",
            "EndDate": "01/01/2030",
        },
    ),
    (
        "de_DE",
        "EUR",
        {
            "Value": "1.234.568\u00a0€",
            "MinimumBalance": "10.000\u00a0€",
            "OriginalInvestmentValue": "1.500\u00a0€",
            "ValueDate": "5.4.2026",
            "OriginalInvestmentDate": "31.12.2023",
            "OriginalInvestmentPercentageWithdrawn": "1.234,5\u00a0%",
            "TransactionAmount": "5.000\u00a0€",
            "TransactionPercentage": "12,5\u00a0%",
            "StartDate": "29.2.2028",
            "EndDate": "1.1.2030",
        },
    ),
    (
        "ja_JP",
        "JPY",
        {
            "Value": "\uffe51,234,568",
            "MinimumBalance": "\uffe510,000",
            "OriginalInvestmentValue": "\uffe51,500",
            "ValueDate": "2026/4/5",
            "OriginalInvestmentDate": "2023/12/31",
            "OriginalInvestmentPercentageWithdrawn": "1,234.5%",
            "TransactionAmount": "\uffe55,000",
            "TransactionPercentage": "12.5%",
            "StartDate": "2028/2/29",
            "EndDate": "2030/1/1",
        },
    ),
    ("de_DE", "JPY", {"Value": "1.234.568\u00a0¥", "TransactionAmount": "5.000\u00a0¥"}),
    ("en-US", "USD", {"Value": "$1,234,568", "ValueDate": "4/5/2026", "TransactionPercentage": "12.5%"}),
    ("tr_TR", "TRY", {"Value": "₺1.234.568", "ValueDate": "05.04.2026", "TransactionPercentage": "%12,5"}),
    ("en_IN", "INR", {"Value": "₹12,34,568", "OriginalInvestmentPercentageWithdrawn": "1,234.5%"}),
]


@pytest.mark.parametrize(("locale", "currency", "expected"), LOCALES)
def test_money_dates_and_percentages_are_written_as_the_household_does(
    product: Product, locale: str, currency: str, expected: dict[str, str]
) -> None:
    """The rules that they follow are CLDR's; labels of codes and names are the same everywhere."""
    home = Home(product, Locale=locale, Currency=currency)
    saving = home.made("/savings", home.saving_body(**SAVING, Value=1234568))
    contribution = home.contribution(saving["SavingsGUID"], **CONTRIBUTION)
    shown = saving["FormattedValues"] | contribution["FormattedValues"]
    assert {member: shown[member] for member in expected} == expected
    assert (shown["SavingsType"], shown["Frequency"]) == ("Structured Product", "Paid Monthly")


def test_only_what_has_a_value_is_there_and_the_default_account_always(home: Home) -> None:
    made = home.made("/savings", home.saving_body(Value=0))
    assert made["FormattedValues"] == {
        "Value": "£0",
        "ValueDate": "10/01/2027",
        "SavingsType": "Bank Savings Account",
        "DefaultAccount": "No",
    }
    assert home.call("GET", f"/savings/{home.default}").data["FormattedValues"] == {
        "Value": "£0",
        "ValueDate": "10/01/2027",
        "SavingsType": "Bank Current Account",
        "DefaultAccount": "Yes",
    }
    assert home.contribution(made["SavingsGUID"], Frequency=120, EndBasis=None, EndDate=None)["FormattedValues"] == {
        "SavingsGUID": "Rainy days",
        "TransactionType": "Savings Contribution",
        "TransactionAmount": "£100",
        "Frequency": "One-off",
        "StartBasis": "Current",
    }


def test_codes_are_labels_and_ids_are_names(home: Home) -> None:
    pension, move = home.life_event("2055-04-12", "Anna's State Pension Age"), home.life_event("2030-06-01", "The move")
    saving = home.made(
        "/savings",
        home.saving_body(
            SavingsDescription="Shares",
            SavingsType=6,
            DependantGUID=home.dependant,
            ATRSlot=1,
            ProviderCode=PROVIDER,
            ISASpecialType=2,
            FutureRiskLevelChange=1,
            FutureRiskLevel=22,
            FutureRiskDateOfChangeBasis=4,
            FutureRiskDateOfChangeEventGUID=pension,
        ),
    )
    assert saving["FormattedValues"] == {
        "Value": "£2,501",
        "ValueDate": "10/01/2027",
        "SavingsType": "Stocks and Shares ISA",
        "DependantGUID": "Cleo Gray",
        "ATRSlot": "Medium",
        "ProviderCode": "1st Source Direct",
        "ISASpecialType": "Lifetime ISA",
        "FutureRiskLevelChange": "Yes",
        "FutureRiskLevel": "Cautious",
        "FutureRiskDateOfChangeBasis": "Event",
        "FutureRiskDateOfChangeEventGUID": "Anna's State Pension Age",
        "DefaultAccount": "No",
    }
    contribution = home.contribution(
        saving["SavingsGUID"],
        TransactionType=12,
        LinkedSavingsGUID=home.default,
        TransactionAmount=None,
        TransactionPercentage=10,
        StartBasis=4,
        StartEventGUID=move,
        EndBasis=4,
        EndEventGUID=pension,
        EndDate=None,
    )
    assert contribution["FormattedValues"] == {
        "SavingsGUID": "Shares",
        "TransactionType": "Transfer In",
        "LinkedSavingsGUID": "Current Account",
        "TransactionPercentage": "10%",
        "Frequency": "Paid Monthly",
        "StartBasis": "Event",
        "StartEventGUID": "The move",
        "EndBasis": "Event",
        "EndEventGUID": "Anna's State Pension Age",
    }


def test_a_name_is_the_one_of_now(home: Home) -> None:
    """A saving that is called otherwise since is shown so where it is linked."""
    source = home.saving(SavingsDescription="Old")
    saving = home.saving()
    made = home.contribution(saving, TransactionType=12, LinkedSavingsGUID=source)
    assert home.call("PUT", f"/savings/{source}", home.saving_body(SavingsDescription="New")).status == 200
    read = home.call("GET", f"/savings/{saving}/contributions/{made['TransactionGUID']}").data
    assert read["FormattedValues"]["LinkedSavingsGUID"] == "New"


def test_what_names_nothing_has_no_name(home: Home) -> None:
    made = home.contribution(home.saving(), TransactionType=12, LinkedSavingsGUID=NIL, StartEventGUID=ANNA)
    assert not {"LinkedSavingsGUID", "StartEventGUID"} & set(made["FormattedValues"])


def test_money_is_whole_and_half_up(home: Home) -> None:
    """Away from zero where it is negative, and without a minus before a zero."""
    for value, shown in [
        (0.49, "£0"),
        (0.5, "£1"),
        (1.5, "£2"),
        (2.5, "£3"),
        (149999.5, "£150,000"),
        (150000.1, "£150,000"),
        (-0.49, "£0"),
        (-0.5, "-£1"),
        (-1.5, "-£2"),
        (-1234.49, "-£1,234"),
        (90071992547409.91, "£90,071,992,547,410"),
    ]:
        made = home.made("/savings", home.saving_body(SavingsType=1, Value=value))
        assert made["FormattedValues"]["Value"] == shown, value


def test_percentages_have_at_most_two_decimals(home: Home) -> None:
    for percentage, shown in [
        (15, "15%"),
        (0, "0%"),
        (12.345, "12.35%"),
        (12.344, "12.34%"),
        (0.004, "0%"),
        (-0.004, "0%"),
        (-2.5, "-2.5%"),
        (10**30, "1,000,000,000,000,000,000,000,000,000,000%"),
        (10**39, "1,000,000,000,000,000,000,000,000,000,000,000,000,000%"),
    ]:
        made = home.made("/savings", home.saving_body(OriginalInvestmentPercentageWithdrawn=percentage))
        assert made["FormattedValues"]["OriginalInvestmentPercentageWithdrawn"] == shown, percentage
        assert made["OriginalInvestmentPercentageWithdrawn"] == percentage


def test_a_large_amount_of_an_event_is_formatted_too(home: Home) -> None:
    body = {"EventLabel": "The moon", "EventBasis": 1, "EventDate": "2050-01-01", "GoalAmount1": 10**30}
    assert home.made("/events", body)["FormattedValues"]["GoalAmount1"] == "£1,000,000,000,000,000,000,000,000,000,000"


@pytest.mark.parametrize("digits", ["1" * 41, "1." + "1" * 40, "1" * 21 + "." + "1" * 20])
def test_a_number_of_more_digits_than_anybody_needs_is_refused(home: Home, digits: str) -> None:
    """It would not come back as it was sent."""
    raw = _raw(home, digits)
    answer = home.call("POST", "/savings", raw=raw)
    assert (answer.status, list(answer.said)) == (422, ["OriginalInvestmentPercentageWithdrawn"])


@pytest.mark.parametrize("digits", ["1" * 40, "1." + "1" * 39, "1" * 20 + "." + "1" * 20, "0." + "1" * 40])
def test_a_number_keeps_all_its_digits(home: Home, digits: str) -> None:
    assert home.call("POST", "/savings", raw=_raw(home, digits)).status == 201
    assert number(digits) == Decimal(digits)


EVERY_ROUTE: Final = (
    ("POST", "/savings"),
    ("GET", "/savings"),
    ("GET", "/savings/{saving}"),
    ("PUT", "/savings/{saving}"),
    ("POST", "/savings/{saving}/contributions"),
    ("GET", "/savings/{saving}/contributions"),
    ("GET", "/savings/{saving}/contributions/{contribution}"),
    ("PUT", "/savings/{saving}/contributions/{contribution}"),
)


@pytest.mark.parametrize(("method", "path"), EVERY_ROUTE)
def test_they_are_left_out_on_request(home: Home, method: str, path: str) -> None:
    saving = home.saving()
    contribution = home.contribution(saving)["TransactionGUID"]
    place = path.format(saving=saving, contribution=contribution)
    body = home.contribution_body() if "contributions" in path else home.saving_body()
    sent = None if method == "GET" else body
    for query, are_there in (
        ({}, True),
        ({"ExcludeFormattedValues": "0"}, True),
        ({"ExcludeFormattedValues": "1"}, False),
        ({"ExcludeFormattedValues": "true"}, False),
    ):
        answer = home.call(method, place, sent, query=query)
        assert answer.status in (200, 201)
        found = answer.data if isinstance(answer.data, list) else [answer.data]
        assert [("FormattedValues" in one) for one in found] == [are_there] * len(found)
        assert found


def _raw(home: Home, digits: str) -> str:
    members = ",".join(f'"{name}":{value!r}' for name, value in home.saving_body().items()).replace("'", '"')
    return f'{{{members},"OriginalInvestmentPercentageWithdrawn":{digits}}}'
