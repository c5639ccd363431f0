"""The projection of a saving: what the household's contributions make of it, as a caller reads it."""

from typing import Any

import pytest

from tests.integration.households.home import NIL, STRANGER, Home
from tests.product import ANNA, BEN, Product


@pytest.fixture
def home(product: Product) -> Home:
    return Home(product)


def projection(home: Home, saving: str, until: str) -> dict[str, Any]:
    answer = home.call("GET", f"/savings/{saving}/projection", query={"until": until})
    assert answer.status == 200, answer.body
    return dict(answer.data)


def rows(home: Home, saving: str, until: str) -> list[tuple[str, float, float]]:
    """Return date, amount and value of each payment."""
    payments = projection(home, saving, until)["Payments"]
    return [(payment["Date"], payment["Amount"], payment["Value"]) for payment in payments]


def test_the_payments_from_tomorrow_on_with_the_value_after_each(home: Home) -> None:
    saving = home.saving(Value=1000.1)
    body = {"StartBasis": 3, "StartDate": "2026-12-31", "EndDate": "2027-03-31", "TransactionAmount": 100.05}
    contribution = home.contribution(saving, **body)["TransactionGUID"]
    assert projection(home, saving, "2027-12-31") == {
        "SavingsGUID": saving,
        "Value": 1000.1,
        "Until": "2027-12-31",
        "ProjectedValue": 1300.25,
        "Payments": [
            {
                "TransactionGUID": contribution,
                "Occurrence": 1,
                "Date": "2027-01-31",
                "Amount": 100.05,
                "Value": 1100.15,
            },
            {"TransactionGUID": contribution, "Occurrence": 2, "Date": "2027-02-28", "Amount": 100.05, "Value": 1200.2},
            {
                "TransactionGUID": contribution,
                "Occurrence": 3,
                "Date": "2027-03-31",
                "Amount": 100.05,
                "Value": 1300.25,
            },
        ],
    }


def test_a_transfer_is_shown_on_both_sides_at_most_what_is_there(home: Home) -> None:
    saving, source = home.saving(Value=0), home.saving(Value=150)
    transfer = {"TransactionType": 12, "LinkedSavingsGUID": source, "StartBasis": 3, "StartDate": "2027-01-31"}
    home.contribution(saving, **transfer, EndDate="2027-03-31")
    assert rows(home, saving, "2027-12-31") == [
        ("2027-01-31", 100, 100),
        ("2027-02-28", 50, 150),
        ("2027-03-31", 0, 150),
    ]
    assert rows(home, source, "2027-12-31") == [
        ("2027-01-31", -100, 50),
        ("2027-02-28", -50, 0),
        ("2027-03-31", 0, 0),
    ]
    assert projection(home, source, "2027-12-31")["ProjectedValue"] == 0


def test_a_percentage_is_of_the_linked_savings_value_on_the_day(home: Home) -> None:
    saving, source = home.saving(Value=0), home.saving(Value=1000)
    sent = {"TransactionType": 12, "TransactionAmount": None, "TransactionPercentage": 25, "LinkedSavingsGUID": source}
    home.contribution(saving, **sent, StartBasis=3, StartDate="2027-01-31", EndDate="2027-03-01")
    assert rows(home, saving, "2027-12-31") == [("2027-01-31", 250, 250), ("2027-02-28", 187.5, 437.5)]


def test_more_than_all_of_it_is_all_of_it(home: Home) -> None:
    saving, source = home.saving(Value=0), home.saving(Value=1000)
    sent = {"TransactionType": 12, "TransactionAmount": None, "TransactionPercentage": 150, "LinkedSavingsGUID": source}
    home.contribution(saving, **sent, StartBasis=3, StartDate="2027-01-31", Frequency=120)
    assert rows(home, source, "2027-12-31") == [("2027-01-31", -1000, 0)]


def test_what_has_no_size_is_no_payment(home: Home) -> None:
    saving = home.saving(SavingsType=6)
    dividends = {"TransactionType": 3, "TransactionAmount": None, "TransactionPercentage": 50}
    home.contribution(saving, **dividends)
    home.contribution(saving, TransactionType=11, LinkedSavingsGUID=home.default, Frequency=1)
    assert rows(home, saving, "2030-12-31") == []
    home.contribution(saving, TransactionType=12, LinkedSavingsGUID=NIL, Frequency=120, StartBasis=2, StartAge=40)
    assert rows(home, saving, "2030-12-31") == [("2028-04-12", 100, 2600.5)]


def test_a_later_birth_date_moves_the_payments(home: Home) -> None:
    saving = home.saving(Value=0)
    home.contribution(saving, Frequency=120, StartBasis=2, StartAge=40)
    person = home.call("GET", f"/clients/{ANNA}").data
    assert home.call("PUT", f"/clients/{ANNA}", person | {"DateOfBirth": "1988-05-01"}).status == 200
    assert rows(home, saving, "2030-12-31") == [("2028-05-01", 100, 100)]


def test_another_owners_age_moves_the_payments(home: Home) -> None:
    """Ages are the owner's: Anna is 40 on 12 April 2028, Ben on 30 June 2030."""
    saving = home.saving(Value=0)
    path = f"/savings/{saving}/contributions"
    own = home.contribution(saving, Frequency=120, StartBasis=2, StartAge=40)["TransactionGUID"]
    other = home.contribution(saving, Frequency=120, StartBasis=7, StartAge=40)["TransactionGUID"]
    fixed = home.contribution(saving, Frequency=120, StartBasis=3, StartDate="2029-01-01")["TransactionGUID"]
    before = [home.call("GET", f"{path}/{one}").data for one in (own, other, fixed)]

    def paid() -> list[tuple[str, str]]:
        payments = projection(home, saving, "2031-12-31")["Payments"]
        return [(payment["Date"], payment["TransactionGUID"]) for payment in payments]

    assert paid() == [("2028-04-12", own), ("2029-01-01", fixed), ("2030-06-30", other)]
    assert home.call("PUT", f"/savings/{saving}", home.saving_body(ClientGUID=BEN, Value=0)).status == 200
    assert paid() == [("2028-04-12", other), ("2029-01-01", fixed), ("2030-06-30", own)]
    assert [home.call("GET", f"{path}/{one}").data for one in (own, other, fixed)] == before


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("2027-01-09", "The until must be from today to 100 years ahead."),
        ("2128-01-01", "The until must be from today to 100 years ahead."),
        ("soon", "The until must be a date as YYYY-MM-DD."),
        (None, "The until field is required."),
    ],
)
def test_the_last_day_is_from_today_to_a_hundred_years_ahead(home: Home, until: str | None, sentence: str) -> None:
    saving = home.saving()
    answer = home.call("GET", f"/savings/{saving}/projection", query={"until": until} if until else {})
    assert (answer.status, answer.said) == (422, {"until": [sentence]})
    for accepted in ("2027-01-10", "2127-12-31"):
        assert projection(home, saving, accepted)["Payments"] == []


def test_an_unknown_saving_has_no_projection(home: Home) -> None:
    answer = home.call("GET", f"/savings/{STRANGER}/projection", query={"until": "2027-12-31"})
    assert answer.status == 404
