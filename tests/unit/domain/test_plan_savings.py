"""Plans of savings goals: months, the creation month, and re-plans that leave closed periods alone."""

import pytest

from savings.domain.errors import Infeasible, Refused
from savings.domain.plan import Plan, SavingsFigures, plan_savings
from tests.unit.domain.given import day, figures


def plan(created: str, given: SavingsFigures, today: str | None = None) -> Plan:
    return plan_savings(given, day(created), day(today or created))


def targets(plan: Plan) -> list[int]:
    return [plan.targets.of(index) for index in range(plan.schedule.count)]


def refused(created: str, given: SavingsFigures, today: str | None = None) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        plan(created, given, today)
    return [(error.name, error.code) for error in refusal.value.errors]


def infeasible(created: str, given: SavingsFigures) -> Infeasible:
    with pytest.raises(Infeasible) as refusal:
        plan(created, given)
    return refusal.value


def test_a_target_by_a_date_gives_the_amount_a_month() -> None:
    """T-24: 110.00 from 1 January to 1 December 2023 is eleven payments of 10.00."""
    planned = plan("2023-01-01", figures(110_00, by="2023-12-01"))
    assert planned.period_amount == 10_00
    assert targets(planned) == [0] + [10_00] * 11


def test_with_two_given_the_creation_month_does_not_count() -> None:
    """T-24: 3000.00 from 19 September to 30 December 2023 is three payments."""
    planned = plan("2023-09-19", figures(3000_00, by="2023-12-30"))
    assert planned.period_amount == 1000_00
    assert targets(planned) == [0, 1000_00, 1000_00, 1000_00]


def test_with_three_given_the_creation_month_counts_where_it_is_needed() -> None:
    """T-24: the published sample, four payments of 750.00."""
    planned = plan("2023-09-19", figures(3000_00, 750_00, "2023-12-30"))
    assert targets(planned) == [750_00] * 4


def test_with_three_given_the_creation_month_is_spared_where_it_is_not_needed() -> None:
    """T-24, T-25: 1000.01 a month is more than enough, and the plan is cut at the target."""
    assert targets(plan("2023-09-19", figures(3000_00, 1000_00, "2023-12-30"))) == [0, 1000_00, 1000_00, 1000_00]
    assert targets(plan("2023-09-19", figures(3000_00, 1000_01, "2023-12-30"))) == [0, 1000_01, 1000_01, 999_98]


def test_a_cent_a_month_too_little_falls_short_by_four() -> None:
    """T-24: the published error, with what would work."""
    refusal = infeasible("2023-09-19", figures(3000_00, 749_99, "2023-12-30"))
    assert refusal.shortfall == 4
    [error] = refusal.errors
    assert (error.name, error.code) == ("targets", "plan_infeasible")
    assert error.message == "amount saved at target date will be less than the target amount"
    assert [(option.change, option.value) for option in refusal.alternatives] == [
        ("target_date", day("2024-01-31")),
        ("recurrent_amount", 750_00),
        ("target_amount", 2999_96),
    ]


def test_the_31st_of_january_is_one_month_before_the_28th_of_february() -> None:
    """T-2."""
    assert targets(plan("2023-01-31", figures(100_00, by="2023-02-28"))) == [0, 100_00]


def test_an_amount_a_month_until_a_date_gives_the_target() -> None:
    """The published change: 50.00 a month from 21 September 2023 to 30 December 2024 is 750.00."""
    planned = plan("2023-09-21", figures(recurrent=50_00, by="2024-12-30"))
    assert planned.target_amount == 750_00
    assert targets(planned) == [0] + [50_00] * 15


def test_a_target_at_an_amount_a_month_ends_with_the_last_payments_month() -> None:
    """T-15: 1000 by 300."""
    planned = plan("2027-01-31", figures(1000_00, 300_00))
    assert planned.schedule.end == day("2027-05-31")
    assert targets(planned) == [0, 300_00, 300_00, 300_00, 100_00]


def test_a_computed_amount_a_month_is_rounded_up_and_the_last_month_takes_the_rest() -> None:
    """T-25: 5000.00 over twelve months is 416.67, and 416.63 at the end."""
    planned = plan("2027-01-15", figures(5000_00, by="2028-01-15"))
    assert planned.period_amount == 416_67
    assert targets(planned) == [0, *[416_67] * 11, 416_63]
    assert targets(plan("2027-01-15", figures(5, by="2027-08-15"))) == [0, 1, 1, 1, 1, 1, 0, 0]


@pytest.mark.parametrize("given", [figures(100_00, by="2027-01-31"), figures(recurrent=100_00, by="2027-01-31")])
def test_two_given_within_the_creation_month_are_refused_with_the_earliest_date(given: SavingsFigures) -> None:
    """T-26."""
    refusal = infeasible("2027-01-05", given)
    assert [(error.name, error.code) for error in refusal.errors] == [("target_date", "no_month_left")]
    [option] = refusal.alternatives
    assert (option.change, option.value) == ("target_date", day("2027-02-28"))
    assert refusal.shortfall == (given.target_amount or 0)


def test_three_given_within_the_creation_month_are_one_payment() -> None:
    """T-26."""
    assert targets(plan("2027-01-05", figures(100_00, 100_00, "2027-01-05"))) == [100_00]
    assert infeasible("2027-01-05", figures(100_00, 99_99, "2027-01-31")).shortfall == 1


def test_a_date_in_the_past_is_refused() -> None:
    """T-26."""
    for given in (figures(100, by="2027-01-04"), figures(100, 100, "2027-01-04")):
        assert refused("2027-01-05", given) == [("target_date", "in_the_past")]


@pytest.mark.parametrize("given", [figures(), figures(100), figures(recurrent=100), figures(by="2028-01-01")])
def test_fewer_than_two_are_refused(given: SavingsFigures) -> None:
    assert ("targets", "required") in refused("2027-01-05", given)


def test_amounts_that_are_not_positive_are_refused_together() -> None:
    """T-19."""
    given = figures(0, -1, "2027-01-04")
    assert refused("2027-01-05", given) == [
        ("target_amount", "not_positive"),
        ("recurrent_amount", "not_positive"),
        ("target_date", "in_the_past"),
    ]


def test_more_months_than_can_be_kept_are_refused() -> None:
    """T-8, T-34."""
    assert plan("2027-01-05", figures(3659, 1)).schedule.count == 3660
    assert refused("2027-01-05", figures(3660, 1)) == [("recurrent_amount", "too_many_periods")]
    assert refused("2027-01-05", figures(2**53 - 1, 1)) == [("recurrent_amount", "too_many_periods")]
    assert refused("2027-01-05", figures(100, by="2332-01-31")) == [("target_date", "too_many_periods")]
    assert plan("2900-01-05", figures(1199, 1)).schedule.end == day("2999-12-31")
    assert refused("2900-01-05", figures(1200, 1)) == [("recurrent_amount", "date_out_of_range")]


def test_a_target_beyond_what_can_be_kept_is_refused() -> None:
    """T-17."""
    assert refused("2027-01-05", figures(recurrent=2**53 - 1, by="2027-03-01")) == [
        ("target_amount", "amount_too_large")
    ]


def test_a_date_that_could_not_be_kept_is_not_offered() -> None:
    refusal = infeasible("2027-01-05", figures(2**53 - 1, 1, "2027-12-31"))
    assert [option.change for option in refusal.alternatives] == ["recurrent_amount", "target_amount"]


def test_no_alternative_lies_beyond_the_last_date() -> None:
    """The month after the creation month may be one that cannot be kept."""
    refusal = infeasible("2999-12-05", figures(100, by="2999-12-31"))
    assert (refusal.shortfall, list(refusal.alternatives)) == (100, [])
    assert [option.change for option in infeasible("2999-11-05", figures(100, by="2999-11-30")).alternatives] == [
        "target_date"
    ]


def test_a_computed_date_that_is_over_is_refused() -> None:
    """100.00 at 50.00 a month from January would have ended in March."""
    assert refused("2027-01-05", figures(100_00, 50_00), today="2027-10-10") == [("target_date", "in_the_past")]
    assert plan("2027-01-05", figures(100_00, 50_00), today="2027-03-31").schedule.end == day("2027-03-31")
