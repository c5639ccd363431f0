"""What a contribution may say: each published rule on both sides; and the dates on which it is paid."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import islice, product
from typing import Any, Final

import pytest

from savings.domain.calendar import Frequency
from savings.domain.codes import AGE, CURRENT, DATE, EVENT, ONE_OFF, SECOND_AGE
from savings.domain.contribution import Contribution, Planned, check_contribution
from savings.domain.dates import DATED, Life, LifeEvent, Moment
from savings.domain.errors import Refused
from savings.domain.schedule import step_date
from tests.published_tables import EVERY_SAVINGS_TYPE, EVERY_TRANSACTION_TYPE, allowed_contributions
from tests.unit.domain import given
from tests.unit.domain.given import day, instant

ANNA, BEN = "anna", "ben"
TODAY: Final = day("2027-01-10")
HERE, THERE, ELSEWHERE, UNKNOWN = 4096, 8192, 12288, 0
RETIREMENT, MOVE = 16384, 20480
LIFE: Final = Life(
    {ANNA: day("1988-04-12"), BEN: day("1990-06-30")},
    {
        RETIREMENT: LifeEvent(number=RETIREMENT, label="Retirement", basis=DATED, day=day("2040-01-01")),
        MOVE: LifeEvent(number=MOVE, label="The move", basis=DATED, day=day("2030-06-01")),
    },
)
ALONE: Final = Life({ANNA: day("1988-04-12")}, {})
CONTRIBUTION: Final = Contribution(
    number=1,
    account=HERE,
    type=2,
    frequency=12,
    start=Moment(CURRENT),
    end=Moment(DATE, day=day("2060-01-01")),
    amount=100_00,
)
# A savings type that takes the transaction type.
PARENTS: Final = {2: 22, 3: 22, 11: 6, 12: 22, 13: 22}

Errors = list[tuple[str, str]]


def errors(contribution: Contribution, savings_type: int | None = None, life: Life = LIFE) -> Errors:
    """Return the members and codes that a contribution is refused for; none when it is accepted."""
    kind = savings_type or PARENTS.get(contribution.type, 22)
    try:
        check_contribution(contribution.resolved(life, ANNA, TODAY), kind, frozenset({HERE, THERE}), life)
    except Refused as refusal:
        return [(error.name, error.code) for error in refusal.errors]
    return []


def said(**members: Any) -> Contribution:
    return replace(CONTRIBUTION, **members)


@pytest.mark.parametrize("savings_type", EVERY_SAVINGS_TYPE)
def test_the_savings_type_says_which_contributions_there_may_be(savings_type: int) -> None:
    for transaction_type in EVERY_TRANSACTION_TYPE:
        contribution = said(type=transaction_type, frequency=1, linked=THERE)
        allowed = transaction_type in allowed_contributions(savings_type)
        assert errors(contribution, savings_type) == ([] if allowed else [("contribution_type", "not_allowed")])


@pytest.mark.parametrize("savings_type", [0, 23])
def test_a_savings_type_that_nobody_knows_takes_no_contribution(savings_type: int) -> None:
    with pytest.raises(Refused, match="Invalid"):
        check_contribution(CONTRIBUTION, savings_type, frozenset({HERE}), LIFE)


NOWHERE: dict[str, Any] = {"linked": None}
OUTSIDE: dict[str, Any] = {"linked_nil": True}


@pytest.mark.parametrize("transaction_type", [2, 3, 11, 12, 13])
@pytest.mark.parametrize(
    ("link", "code"),
    [
        ({"linked": THERE}, None),
        (NOWHERE, "required"),
        ({"linked": HERE}, "itself"),
        ({"linked": ELSEWHERE}, "not_in_household"),
        ({"linked": UNKNOWN}, "not_in_household"),
        (OUTSIDE, "not_real"),
    ],
)
def test_a_transfer_says_where_the_money_comes_from(transaction_type: int, link: dict[str, Any], code: str) -> None:
    """Money from outside the listed savings is what the nil GUID says; an allowance is never outside."""
    expected = code if transaction_type in {11, 12} else None
    if transaction_type == 12 and link == OUTSIDE:
        expected = None
    contribution = said(type=transaction_type, frequency=1, **link)
    assert errors(contribution) == ([("linked", expected)] if expected else [])


AMOUNTS: Final = (None, 0, 5000_10)
PERCENTAGES: Final = (None, 0, 12_00)
KINDS: Final[list[tuple[int, dict[str, Any]]]] = [
    *((kind, {"linked": THERE}) for kind in (2, 3, 11, 12, 13)),
    (12, OUTSIDE),
]


@pytest.mark.parametrize(("transaction_type", "link"), KINDS)
def test_what_is_paid_is_an_amount_or_where_the_type_has_it_a_percentage(
    transaction_type: int, link: dict[str, Any]
) -> None:
    """Of dividends, and of a real linked saving, either will do; both are accepted; an allowance needs neither."""
    either = transaction_type == 3 or (transaction_type == 12 and link != OUTSIDE)
    for amount, percentage in product(AMOUNTS, PERCENTAGES):
        contribution = said(type=transaction_type, frequency=1, amount=amount, percentage=percentage, **link)
        expected: Errors = []
        if transaction_type != 11 and not amount and not (either and percentage):
            expected.append(("amount", "required" if amount is None else "not_positive"))
            if either:
                expected.append(("percentage", "required" if percentage is None else "not_positive"))
        assert errors(contribution) == expected, (amount, percentage)


@pytest.mark.parametrize("transaction_type", [2, 3, 11, 12, 13])
def test_what_is_paid_is_never_negative(transaction_type: int) -> None:
    contribution = said(type=transaction_type, frequency=1, linked=THERE, percentage=12_00)
    assert errors(replace(contribution, amount=-1)) == [("amount", "not_positive")]
    assert errors(replace(contribution, percentage=-1)) == [("percentage", "not_positive")]


@pytest.mark.parametrize("transaction_type", [2, 3, 11, 12, 13])
def test_how_often_is_one_of_the_frequencies(transaction_type: int) -> None:
    """Only an allowance of an ISA has none; the gains allowance is a yearly one."""
    for frequency in (120, 52, 26, 13, 12, 4, 2, 1, None, 0, 3, 24, 365):
        contribution = said(type=transaction_type, frequency=frequency, linked=THERE)
        code = None
        if frequency is None:
            code = None if transaction_type == 11 else "required"
        elif frequency in {0, 3, 24, 365}:
            code = "unknown_code"
        elif transaction_type == 13 and frequency != 1:
            code = "not_yearly"
        assert errors(contribution) == ([("frequency", code)] if code else []), frequency


@pytest.mark.parametrize("side", ["start", "end"])
@pytest.mark.parametrize(
    ("moment", "member", "code"),
    [
        (Moment(AGE), "age", "required"),
        (Moment(AGE, None, day("2050-01-01"), RETIREMENT), "age", "required"),
        (Moment(AGE, 50), "", ""),
        (Moment(AGE, 50, day("1999-01-01"), UNKNOWN), "", ""),
        (Moment(SECOND_AGE), "age", "required"),
        (Moment(SECOND_AGE, 50), "", ""),
        (Moment(DATE), "date", "required"),
        (Moment(DATE, 50, None, RETIREMENT), "date", "required"),
        (Moment(DATE, day=day("2050-01-01")), "", ""),
        (Moment(DATE, 0, day("2050-01-01"), UNKNOWN), "", ""),
        (Moment(EVENT), "event", "required"),
        (Moment(EVENT, 50, day("2050-01-01"), None), "event", "required"),
        (Moment(EVENT, event=UNKNOWN), "event", "not_in_household"),
        (Moment(EVENT, event=RETIREMENT), "", ""),
        (Moment(EVENT, 0, day("1999-01-01"), RETIREMENT), "", ""),
        (Moment(0), "basis", "unknown_code"),
        (Moment(5), "basis", "unknown_code"),
        (Moment(6), "basis", "unknown_code"),
        (Moment(8), "basis", "unknown_code"),
    ],
)
def test_a_basis_asks_for_what_it_selects_and_for_nothing_else(
    side: str, moment: Moment, member: str, code: str
) -> None:
    expected = [(f"{side}_{member}", code)] if code else []
    assert errors(said(start=moment) if side == "start" else said(end=moment)) == expected


def test_a_start_may_be_now_and_an_end_may_not() -> None:
    """Now is no end after any start; its basis alone is reported, not that it is too early."""
    assert errors(said(start=Moment(CURRENT))) == []
    assert errors(said(end=Moment(CURRENT))) == [("end_basis", "unknown_code")]
    assert errors(said(start=Moment(DATE, day=day("2050-01-01")), end=Moment(CURRENT))) == [
        ("end_basis", "unknown_code")
    ]


@pytest.mark.parametrize("frequency", [120, 52, 26, 13, 12, 4, 2, 1])
def test_only_a_one_off_needs_no_end(frequency: int) -> None:
    expected = [] if frequency == ONE_OFF else [("end_basis", "required")]
    assert errors(said(frequency=frequency, end=None)) == expected


def test_an_allowance_without_a_frequency_needs_an_end_as_published() -> None:
    allowance = said(type=11, frequency=None, linked=THERE, end=None)
    assert errors(allowance) == [("end_basis", "required")]
    assert errors(replace(allowance, frequency=ONE_OFF)) == []


@pytest.mark.parametrize(
    "end",
    [
        Moment(AGE),
        Moment(DATE),
        Moment(EVENT),
        Moment(EVENT, event=UNKNOWN),
        Moment(DATE, day=day("1999-01-01")),
        Moment(5),
    ],
)
def test_what_a_one_off_says_about_its_end_is_not_looked_at(end: Moment) -> None:
    assert errors(said(frequency=ONE_OFF, end=end)) == []


NOW: Final = Moment(CURRENT)
RETIRED: Final = Moment(EVENT, event=RETIREMENT)


def on(text: str) -> Moment:
    return Moment(DATE, day=day(text))


@pytest.mark.parametrize(
    ("start", "end", "too_early"),
    [
        (NOW, on("2027-01-10"), "end_date"),
        (NOW, on("2027-01-11"), None),
        (on("2030-01-01"), on("2029-12-31"), "end_date"),
        (on("2030-01-01"), on("2030-01-01"), "end_date"),
        (on("2030-01-01"), on("2030-01-02"), None),
        (Moment(AGE, 50), on("2038-04-12"), "end_date"),
        (Moment(AGE, 50), on("2038-04-13"), None),
        (NOW, Moment(AGE, 38), "end_age"),
        (NOW, Moment(AGE, 39), None),
        (on("2039-04-12"), Moment(AGE, 51), "end_age"),
        (on("2039-04-11"), Moment(AGE, 51), None),
        (RETIRED, Moment(AGE, 51), "end_age"),
        (RETIRED, Moment(AGE, 52), None),
        (Moment(AGE, 50), Moment(AGE, 50), "end_age"),
        (Moment(AGE, 50), Moment(AGE, 51), None),
        (Moment(AGE, 50), Moment(SECOND_AGE, 47), "end_age"),
        (Moment(AGE, 50), Moment(SECOND_AGE, 48), None),
        (Moment(SECOND_AGE, 48), Moment(AGE, 50), "end_age"),
        (Moment(SECOND_AGE, 47), Moment(AGE, 50), None),
        (Moment(SECOND_AGE, 50), Moment(SECOND_AGE, 50), "end_age"),
        (Moment(SECOND_AGE, 50), Moment(SECOND_AGE, 51), None),
        (RETIRED, RETIRED, "end_event"),
        (RETIRED, Moment(EVENT, event=MOVE), "end_event"),
        (Moment(EVENT, event=MOVE), RETIRED, None),
        (on("2040-01-01"), RETIRED, "end_event"),
        (on("2039-12-31"), RETIRED, None),
        (RETIRED, on("2040-01-01"), "end_date"),
        (RETIRED, on("2040-01-02"), None),
    ],
)
def test_the_end_is_after_the_start_as_dates(start: Moment, end: Moment, too_early: str | None) -> None:
    """Whatever the bases: 48 comes after 50 when the second client is older."""
    assert errors(said(start=start, end=end)) == ([(too_early, "not_after_start")] if too_early else [])


@pytest.mark.parametrize(
    ("start", "end", "too_early"),
    [
        (Moment(SECOND_AGE, 50), on("1999-01-01"), None),
        (Moment(SECOND_AGE, 50), Moment(AGE, 0), None),
        (on("2050-01-01"), Moment(SECOND_AGE, 0), None),
        (Moment(SECOND_AGE, 50), Moment(SECOND_AGE, 51), None),
        (Moment(SECOND_AGE, 50), Moment(SECOND_AGE, 50), "end_age"),
        (Moment(SECOND_AGE, 50), Moment(SECOND_AGE, 49), "end_age"),
        (Moment(SECOND_AGE, 0), Moment(SECOND_AGE, 1), None),
        (Moment(SECOND_AGE, 0), Moment(SECOND_AGE, 0), "end_age"),
    ],
)
def test_what_cannot_be_known_is_let_pass_but_for_two_ages_of_one_person(
    start: Moment, end: Moment, too_early: str | None
) -> None:
    """There is no second client here."""
    found = errors(said(start=start, end=end), life=ALONE)
    assert found == ([(too_early, "not_after_start")] if too_early else [])


def test_every_rule_that_is_broken_is_named_at_once() -> None:
    contribution = said(type=12, linked=HERE, amount=None, frequency=None, start=Moment(AGE), end=None)
    assert [name for name, _ in errors(contribution)] == [
        *("linked", "amount", "percentage"),
        *("frequency", "start_age", "end_basis"),
    ]


def paid(contribution: Contribution, count: int = 100) -> list[str]:
    """Return the first dates on which a contribution is paid."""
    days = (found for _, found in contribution.days(day("2999-12-31")))
    return [found.isoformat() for found in islice(days, count)]


def planned_days(start: str, frequency: int | None, end: str | None) -> Contribution:
    return said(frequency=frequency, start_date=day(start), end_date=day(end) if end else None)


@pytest.mark.parametrize(
    ("start", "frequency", "end", "days"),
    [
        ("2027-01-31", 12, "2027-05-31", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"]),
        ("2027-01-31", 12, "2027-05-30", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]),
        ("2027-11-30", 4, "2029-01-01", ["2027-11-30", "2028-02-29", "2028-05-30", "2028-08-30", "2028-11-30"]),
        ("2027-08-31", 2, "2029-01-01", ["2027-08-31", "2028-02-29", "2028-08-31"]),
        ("2028-02-29", 1, "2032-02-29", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"]),
        ("2027-12-28", 52, "2028-01-11", ["2027-12-28", "2028-01-04", "2028-01-11"]),
        ("2028-02-20", 26, "2028-03-19", ["2028-02-20", "2028-03-05", "2028-03-19"]),
        ("2027-02-01", 13, "2027-04-01", ["2027-02-01", "2027-03-01", "2027-03-29"]),
        ("2027-02-01", 120, "2027-01-01", ["2027-02-01"]),
        ("2027-02-01", 120, None, ["2027-02-01"]),
        ("2027-02-01", 12, "2027-01-31", []),
        ("2027-02-01", None, "2030-01-01", []),
    ],
)
def test_payments_fall_from_the_start_up_to_the_end(
    start: str, frequency: int | None, end: str | None, days: list[str]
) -> None:
    """Each is counted from the start and not from the one before: the 31st comes back after February."""
    assert paid(planned_days(start, frequency, end)) == days


def test_nothing_is_paid_without_a_start() -> None:
    assert paid(said(start_date=None)) == []


def test_without_an_end_payments_go_on_until_the_calendar_is_full() -> None:
    monthly = planned_days("2027-01-31", 12, None)
    assert monthly.day_of(12 * 7972 + 11) == day("9999-12-31")
    assert monthly.day_of(12 * 7972 + 12) is None
    assert planned_days("2027-01-31", 52, None).day_of(52 * 9000) is None


def plan(contribution: Contribution, published_until: date) -> Planned:
    return Planned(given.TENANT, given.HOUSEHOLD, "GBP", "America/Los_Angeles", contribution, published_until)


def test_the_next_payment_is_the_first_that_was_not_reported() -> None:
    monthly = plan(planned_days("2027-01-31", 12, "2027-03-31"), TODAY)
    assert monthly.next == (0, day("2027-01-31"))
    assert replace(monthly, published_until=day("2027-01-31")).next == (1, day("2027-02-28"))
    assert replace(monthly, published_until=day("2027-03-30")).next == (2, day("2027-03-31"))
    assert replace(monthly, published_until=day("2027-03-31")).next is None


@pytest.mark.parametrize("frequency", [52, 26, 13, 12, 4, 2, 1])
def test_the_next_payment_is_found_without_counting_through_those_before(
    frequency: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six centuries of payments, and two steps of the calendar at most."""
    steps = []

    def counted(start: date, every: Frequency, times: int, **singular: int) -> date:
        steps.append(times)
        return step_date(start, every, times, **singular)

    monkeypatch.setattr("savings.domain.schedule.step_date", counted)
    monkeypatch.setattr("savings.domain.contribution.step_date", counted)
    long_ago = plan(planned_days("2027-01-31", frequency, None), day("2627-01-30"))
    following = long_ago.next
    assert following is not None
    assert following[0] >= 600
    assert day("2627-01-30") < following[1] <= day("2628-01-30")
    assert 1 <= len(steps) <= 2


def test_the_next_payment_is_due_at_the_first_instant_of_its_day_where_the_household_is() -> None:
    monthly = plan(planned_days("2027-01-31", 12, None), TODAY)
    assert monthly.due_at == instant("2027-01-31T08:00:00")
    assert replace(monthly, published_until=day("2027-03-31")).due_at == instant("2027-04-30T07:00:00")
    assert plan(planned_days("2026-01-31", 120, None), TODAY).due_at is None


def test_what_is_gone_is_never_due() -> None:
    gone = replace(plan(planned_days("2027-01-31", 12, None), TODAY), is_gone=True)
    assert (gone.next, gone.due_at) == (None, None)


def test_payments_up_to_the_reported_day_are_behind() -> None:
    weekly = planned_days("2027-01-01", 52, None)
    following = plan(weekly, TODAY).next
    assert following == (2, TODAY + timedelta(days=5))
