"""Projections worked out by hand: what each plan makes of each account, payment by payment."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import pytest

from savings.domain.codes import CURRENT, DATE
from savings.domain.contribution import Contribution
from savings.domain.dates import Moment
from savings.domain.errors import Refused
from savings.domain.projection import Payment, project
from tests.unit.domain.given import day

HERE, THERE, BEYOND = 4096, 8192, 12288
BALANCES: Final = {HERE: 1000_00, THERE: 500_00, BEYOND: 0}

Row = tuple[str, int, int]


def contribution(number: int = 1, start: str = "2027-01-31", end: str | None = None, **said: Any) -> Contribution:
    """Return a contribution, by default of 100.00 to HERE each month."""
    made = Contribution(
        number=number,
        account=HERE,
        type=2,
        frequency=12,
        start=Moment(CURRENT),
        end=Moment(DATE),
        amount=100_00,
        start_date=day(start),
        end_date=day(end) if end else None,
    )
    return replace(made, **said)


def transfer(number: int = 1, start: str = "2027-01-31", end: str | None = None, **said: Any) -> Contribution:
    """Return a transfer from THERE to HERE."""
    return contribution(number, start, end, type=12, linked=THERE, **said)


def rows(
    *contributions: Contribution,
    of: int = HERE,
    after: str = "2027-01-10",
    until: str = "2027-12-31",
    balances: Mapping[int, int] = BALANCES,
) -> list[Row]:
    """Return date, amount and value of each payment."""
    payments = project(balances, contributions, day(after), day(until), of)
    return [(payment.day.isoformat(), payment.amount, payment.value) for payment in payments]


def test_monthly_from_the_31st() -> None:
    assert rows(contribution(), until="2027-05-31") == [
        ("2027-01-31", 100_00, 1100_00),
        ("2027-02-28", 100_00, 1200_00),
        ("2027-03-31", 100_00, 1300_00),
        ("2027-04-30", 100_00, 1400_00),
        ("2027-05-31", 100_00, 1500_00),
    ]


def test_fortnightly_until_the_end() -> None:
    fortnightly = contribution(start="2027-01-12", end="2027-02-23", frequency=26, amount=50_05)
    assert rows(fortnightly) == [
        ("2027-01-12", 50_05, 1050_05),
        ("2027-01-26", 50_05, 1100_10),
        ("2027-02-09", 50_05, 1150_15),
        ("2027-02-23", 50_05, 1200_20),
    ]


def test_a_one_off() -> None:
    assert rows(contribution(frequency=120)) == [("2027-01-31", 100_00, 1100_00)]


def test_yearly_on_the_29th_of_february() -> None:
    yearly = contribution(start="2028-02-29", frequency=1, type=13)
    assert rows(yearly, until="2032-12-31") == [
        ("2028-02-29", 100_00, 1100_00),
        ("2029-02-28", 100_00, 1200_00),
        ("2030-02-28", 100_00, 1300_00),
        ("2031-02-28", 100_00, 1400_00),
        ("2032-02-29", 100_00, 1500_00),
    ]


@pytest.mark.parametrize(
    ("after", "until", "days"),
    [
        ("2027-01-30", "2027-02-28", ["2027-01-31", "2027-02-28"]),
        ("2027-01-31", "2027-02-28", ["2027-02-28"]),
        ("2027-01-31", "2027-02-27", []),
        ("2027-02-27", "2027-02-28", ["2027-02-28"]),
    ],
)
def test_payments_after_the_first_day_up_to_and_with_the_last(after: str, until: str, days: list[str]) -> None:
    assert [found for found, _, _ in rows(contribution(), after=after, until=until)] == days


def test_payments_that_are_past_keep_their_numbers() -> None:
    payments = project(BALANCES, [contribution()], day("2027-03-01"), day("2027-04-30"), HERE)
    assert payments == [
        Payment(day("2027-03-31"), HERE, 1, 2, 100_00, 1100_00),
        Payment(day("2027-04-30"), HERE, 1, 3, 100_00, 1200_00),
    ]


def test_a_transfer_takes_at_most_what_is_there() -> None:
    plan = transfer(amount=200_00)
    assert rows(plan, until="2027-04-30") == [
        ("2027-01-31", 200_00, 1200_00),
        ("2027-02-28", 200_00, 1400_00),
        ("2027-03-31", 100_00, 1500_00),
        ("2027-04-30", 0, 1500_00),
    ]
    assert rows(plan, of=THERE, until="2027-04-30") == [
        ("2027-01-31", -200_00, 300_00),
        ("2027-02-28", -200_00, 100_00),
        ("2027-03-31", -100_00, 0),
        ("2027-04-30", 0, 0),
    ]


def test_nothing_is_taken_from_an_account_in_the_red() -> None:
    overdrawn = BALANCES | {THERE: -50_00}
    for plan in (transfer(frequency=120), transfer(frequency=120, amount=None, percentage=50_00)):
        assert rows(plan, balances=overdrawn) == [("2027-01-31", 0, 1000_00)]
        assert rows(plan, of=THERE, balances=overdrawn) == [("2027-01-31", 0, -50_00)]


def test_a_percentage_is_of_what_the_linked_account_has_on_the_day() -> None:
    plan = transfer(amount=None, percentage=12_50)
    assert rows(plan, until="2027-03-31", balances=BALANCES | {THERE: 1000_01}) == [
        ("2027-01-31", 125_00, 1125_00),
        ("2027-02-28", 109_37, 1234_37),
        ("2027-03-31", 95_70, 1330_07),
    ]


def test_a_percentage_of_all_and_more_takes_all() -> None:
    for percentage in (100_00, 150_00):
        plan = transfer(amount=None, percentage=percentage)
        assert rows(plan, of=THERE, until="2027-02-28") == [("2027-01-31", -500_00, 0), ("2027-02-28", 0, 0)]


def test_an_amount_comes_before_a_percentage_beside_it() -> None:
    assert rows(transfer(amount=10_00, percentage=50_00), until="2027-01-31") == [("2027-01-31", 10_00, 1010_00)]


def test_a_nil_link_is_money_from_outside() -> None:
    outside = contribution(type=12, linked_nil=True, frequency=120)
    assert rows(outside) == [("2027-01-31", 100_00, 1100_00)]
    assert [rows(outside, of=other) for other in (THERE, BEYOND)] == [[], []]


@pytest.mark.parametrize(
    "said",
    [
        {"type": 11, "linked": THERE, "frequency": None, "amount": None},
        {"type": 11, "linked": THERE},
        {"type": 11, "linked": THERE, "amount": None, "percentage": 50_00},
        {"type": 3, "amount": None, "percentage": 50_00},
        {"type": 3, "amount": 0, "percentage": 50_00},
        {"start_date": None},
        {"frequency": None},
    ],
)
def test_what_has_no_size_or_no_date_is_no_payment(said: dict[str, Any]) -> None:
    """An unused allowance and a share of dividends: nothing in the household says what they come to."""
    plan = replace(contribution(), **said)
    assert [rows(plan, of=account) for account in BALANCES] == [[], [], []]


def test_dividends_with_an_amount_are_paid_in_and_come_from_no_account() -> None:
    dividends = contribution(type=3, linked=THERE, frequency=120)
    assert rows(dividends) == [("2027-01-31", 100_00, 1100_00)]
    assert rows(dividends, of=THERE) == []


def test_two_accounts_that_transfer_in_a_chain() -> None:
    """BEYOND takes from HERE what HERE has taken from THERE; on one day in the order in which they were made."""
    first = transfer(1, frequency=120, amount=500_00)
    then = contribution(2, type=12, account=BEYOND, linked=HERE, amount=1500_00, frequency=120)
    assert rows(first, then) == [("2027-01-31", 500_00, 1500_00), ("2027-01-31", -1500_00, 0)]
    assert rows(first, then, of=BEYOND) == [("2027-01-31", 1500_00, 1500_00)]
    assert rows(first, then, of=THERE) == [("2027-01-31", -500_00, 0)]

    later = replace(first, number=3)
    assert rows(later, then) == [("2027-01-31", -1000_00, 0), ("2027-01-31", 500_00, 500_00)]
    assert rows(later, then, of=BEYOND) == [("2027-01-31", 1000_00, 1000_00)]


def test_two_accounts_that_transfer_to_each_other() -> None:
    there = transfer(1, amount=100_00)
    back = contribution(2, type=12, account=THERE, linked=HERE, amount=None, percentage=50_00)
    assert rows(there, back, until="2027-02-28") == [
        ("2027-01-31", 100_00, 1100_00),
        ("2027-01-31", -550_00, 550_00),
        ("2027-02-28", 100_00, 650_00),
        ("2027-02-28", -325_00, 325_00),
    ]
    assert rows(there, back, of=THERE, until="2027-02-28")[-1] == ("2027-02-28", 325_00, 1175_00)


def test_payments_of_other_accounts_count_where_money_passes_through() -> None:
    salary = contribution(1, account=THERE, amount=50_00)
    assert rows(salary, transfer(2, amount=None, percentage=100_00), until="2027-02-28") == [
        ("2027-01-31", 550_00, 1550_00),
        ("2027-02-28", 50_00, 1600_00),
    ]


def test_contributions_of_two_accounts_may_have_the_same_number() -> None:
    """Numbers are only unique in their account; both are paid on the same day."""
    one, other = contribution(7, frequency=120), contribution(7, frequency=120, account=THERE)
    assert rows(other, one) == [("2027-01-31", 100_00, 1100_00)]
    assert rows(other, one, of=THERE) == [("2027-01-31", 100_00, 600_00)]


def test_a_payment_says_whose_contribution_it_is() -> None:
    payments = project(BALANCES, [transfer(5, frequency=120)], day("2027-01-10"), day("2027-12-31"), THERE)
    assert payments == [Payment(day("2027-01-31"), HERE, 5, 0, -100_00, 400_00)]


def test_nothing_planned_is_no_payment() -> None:
    assert rows() == []


def test_more_payments_than_an_answer_can_hold_are_refused() -> None:
    """50 weekly plans over a hundred years would be some 260,000 payments."""
    plans = [contribution(number, frequency=52) for number in range(50)]
    with pytest.raises(Refused) as refused:
        project(BALANCES, plans, day("2027-01-10"), day("2126-12-31"), HERE)
    assert [(error.name, error.code) for error in refused.value.errors] == [("until", "too_many_payments")]
