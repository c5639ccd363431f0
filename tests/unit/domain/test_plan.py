"""Plans of goals: which two of three figures give the third, what each target needs, and what would be feasible."""

from itertools import product

import pytest

from savings.domain import money
from savings.domain.calendar import Frequency
from savings.domain.errors import Infeasible, Refused
from savings.domain.plan import GoalFigures, Plan, Target, Targets, plan_goal
from tests.unit.domain.given import day

TODAY = day("2027-01-31")
T, P, E = "target_amount", "period_amount", "end_date"
VALUES = {T: 1200_00, P: 100_00, E: day("2028-01-30")}

NEEDED: dict[Target, dict[frozenset[str], list[str]]] = {
    Target.AMOUNT: {
        frozenset(): [T, P, E],
        frozenset({T}): [P, E],
        frozenset({P}): [T, E],
        frozenset({E}): [T, P],
    },
    Target.DATE: {
        frozenset(): [E],
        frozenset({T}): [E],
        frozenset({P}): [E],
        frozenset({T, P}): [E],
        frozenset({E}): [T, P],
    },
    Target.OPEN_ENDED: {
        frozenset(): [P, E],
        frozenset({T}): [P, E],
        frozenset({P}): [E],
        frozenset({E}): [P],
        frozenset({T, P}): [E],
        frozenset({T, E}): [P],
    },
}
NEEDED[Target.CURRENT_BALANCE] = NEEDED[Target.AVAILABLE_BALANCE] = NEEDED[Target.AMOUNT]
GIVEN = [
    frozenset(name for name, there in zip((T, P, E), bits, strict=True) if there) for bits in product((0, 1), repeat=3)
]


def figures(
    given: frozenset[str], target: Target = Target.AMOUNT, frequency: Frequency = Frequency.MONTHLY
) -> GoalFigures:
    values = {name: VALUES[name] for name in given}
    return GoalFigures(target, frequency, TODAY, **values)  # type: ignore[arg-type]  # amounts and a date, each its own


def plan(
    frequency: Frequency = Frequency.MONTHLY, start: str = "2027-01-31", end: str | None = None, **amounts: int
) -> Plan:
    return plan_goal(
        GoalFigures(Target.AMOUNT, frequency, day(start), **amounts, end_date=day(end) if end else None), TODAY
    )


def targets(plan: Plan) -> list[int]:
    return [plan.targets.of(index) for index in range(plan.schedule.count)]


def refused(given: GoalFigures) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        plan_goal(given, TODAY)
    return [(error.name, error.code) for error in refusal.value.errors]


@pytest.mark.parametrize(
    ("target", "given"), [(target, given) for target in Target for given in GIVEN if given not in NEEDED[target]]
)
def test_each_target_is_planned_from_what_it_needs(target: Target, given: frozenset[str]) -> None:
    """The matrix of five targets by the members given: two of three give the third, all three must meet."""
    planned = plan_goal(figures(given, target), TODAY)
    assert (planned.target_amount, planned.period_amount, planned.schedule.end) == (1200_00, 100_00, VALUES[E])
    assert targets(planned) == [100_00] * 12


@pytest.mark.parametrize(("target", "given"), [(target, given) for target in Target for given in NEEDED[target]])
def test_each_target_names_what_is_missing(target: Target, given: frozenset[str]) -> None:
    assert refused(figures(given, target)) == [(member, "required") for member in NEEDED[target][given]]


def test_singular_needs_an_end_date_for_every_target() -> None:
    for target in Target:
        names = [name for name, _ in refused(figures(frozenset({T, P}), target, Frequency.SINGULAR))]
        assert names == [E]


@pytest.mark.parametrize(
    ("frequency", "end"),
    [
        (Frequency.ANNUALLY, "2030-01-30"),
        (Frequency.BIANNUALLY, "2028-07-30"),
        (Frequency.QUARTERLY, "2027-10-30"),
        (Frequency.MONTHLY, "2027-04-29"),
        (Frequency.FOUR_WEEKLY, "2027-04-24"),
        (Frequency.FORTNIGHTLY, "2027-03-13"),
        (Frequency.WEEKLY, "2027-02-20"),
        (Frequency.DAILY, "2027-02-02"),
    ],
)
def test_an_amount_a_period_gives_the_end_of_the_last_period(frequency: Frequency, end: str) -> None:
    planned = plan(frequency, target_amount=1200_00, period_amount=400_00)
    assert planned.schedule.end == day(end)
    assert targets(planned) == [400_00] * 3


@pytest.mark.parametrize(
    ("frequency", "count"),
    [
        *((Frequency.ANNUALLY, 1), (Frequency.BIANNUALLY, 2), (Frequency.QUARTERLY, 4), (Frequency.MONTHLY, 12)),
        *((Frequency.FOUR_WEEKLY, 14), (Frequency.FORTNIGHTLY, 27), (Frequency.WEEKLY, 53), (Frequency.DAILY, 365)),
        (Frequency.SINGULAR, 1),
    ],
)
def test_a_target_by_a_date_is_split_exactly_over_the_periods(frequency: Frequency, count: int) -> None:
    """T-14: the first periods take the rest, and the first one's target is shown as the amount a period."""
    planned = plan(frequency, end="2028-01-30", target_amount=5000_01)
    assert targets(planned) == [money.share(5000_01, count, index) for index in range(count)]
    assert sum(targets(planned)) == planned.target_amount == 5000_01
    assert planned.period_amount == targets(planned)[0]


@pytest.mark.parametrize("frequency", Frequency)
def test_an_amount_a_period_until_a_date_gives_the_target(frequency: Frequency) -> None:
    """ "I would like to save $100 a month for 6 months"."""
    planned = plan(frequency, end="2028-01-30", period_amount=100_00, start_amount=50_00)
    assert planned.target_amount == 50_00 + planned.schedule.count * 100_00
    assert set(targets(planned)) == {100_00}


def test_a_target_that_does_not_divide_leaves_the_rest_to_the_last_period() -> None:
    """T-15: 1000 by 300 is four periods, the last of 100."""
    planned = plan(target_amount=1000_00, period_amount=300_00)
    assert targets(planned) == [300_00, 300_00, 300_00, 100_00]
    assert planned.schedule.end == day("2027-05-30")


def test_all_three_take_the_period_amount_and_are_cut_at_the_target() -> None:
    planned = plan(end="2027-07-30", target_amount=1000_00, period_amount=300_00)
    assert targets(planned) == [300_00, 300_00, 300_00, 100_00, 0, 0]
    assert (planned.target_amount, planned.period_amount) == (1000_00, 300_00)


def test_the_start_amount_counts_towards_the_target() -> None:
    planned = plan(end="2027-05-30", target_amount=1000_00, start_amount=200_00)
    assert targets(planned) == [200_00] * 4
    assert plan(target_amount=1000_00, period_amount=200_00, start_amount=200_00).schedule.count == 4


@pytest.mark.parametrize("start_amount", [1000_00, 1000_01, 5000_00])
def test_a_start_at_or_beyond_the_target_leaves_nothing_to_save(start_amount: int) -> None:
    """T-27: no division by zero, no negative targets."""
    by_date = plan(end="2027-05-30", target_amount=1000_00, start_amount=start_amount)
    assert (targets(by_date), by_date.period_amount) == ([0] * 4, 0)
    assert targets(plan(target_amount=1000_00, period_amount=10_00, start_amount=start_amount)) == [0]
    all_three = plan(end="2027-05-30", target_amount=1000_00, period_amount=1, start_amount=start_amount)
    assert targets(all_three) == [0] * 4


def test_amounts_that_are_not_positive_are_refused_together() -> None:
    """T-19, T-27: a target of 0 and a negative start."""
    given = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, TODAY, -1, 0, -5, VALUES[E])  # type: ignore[arg-type]  # a date
    assert refused(given) == [(T, "not_positive"), (P, "not_positive"), ("start_amount", "negative")]


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2027-02-28", "2027-02-27", "before_start"),
        ("2026-01-01", "2027-01-30", "in_the_past"),
        ("2900-01-01", "2027-01-31", "before_start"),
    ],
)
def test_an_end_before_the_start_or_before_today_is_refused(start: str, end: str, code: str) -> None:
    """T-26."""
    given = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, day(start), 0, 100, None, day(end))
    assert refused(given) == [(E, code)]


def test_today_is_the_earliest_end() -> None:
    assert targets(plan(end="2027-01-31", target_amount=7)) == [7]


def test_a_computed_end_that_is_over_is_refused() -> None:
    given = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, day("2026-01-01"), 0, 200, 100)
    assert refused(given) == [(E, "in_the_past")]


def test_more_periods_than_can_be_kept_are_refused() -> None:
    """T-8: ten years of days, whichever figure asks for more."""
    assert plan(Frequency.DAILY, target_amount=3660, period_amount=1).schedule.count == 3660
    by_amount = GoalFigures(Target.AMOUNT, Frequency.DAILY, TODAY, 0, 3661, 1)
    assert refused(by_amount) == [(T, "too_many_periods")]
    by_date = GoalFigures(Target.AMOUNT, Frequency.DAILY, TODAY, 0, 3661, None, day("2127-01-31"))
    assert refused(by_date) == [(E, "too_many_periods")]


def test_an_end_beyond_the_calendar_is_refused() -> None:
    """T-34: 3,660 years end after the last date that is kept, and some after the last there is."""
    latest = GoalFigures(Target.AMOUNT, Frequency.ANNUALLY, day("2900-01-01"), 0, 100, 1)
    assert plan_goal(latest, TODAY).schedule.end == day("2999-12-31")
    for count in (101, 1000, 3660):
        given = GoalFigures(Target.AMOUNT, Frequency.ANNUALLY, day("2900-01-01"), 0, count, 1)
        assert refused(given) == [(T, "date_out_of_range")]
    at_the_end = GoalFigures(Target.AMOUNT, Frequency.ANNUALLY, day("2999-12-31"), 0, 8000 - 4400, 1)
    assert refused(at_the_end) == [(T, "date_out_of_range")]
    nearly_beyond = GoalFigures(Target.AMOUNT, Frequency.ANNUALLY, day("9000-01-01"), 0, 3000, 1)
    assert refused(nearly_beyond) == [(T, "date_out_of_range")]


def test_a_target_beyond_what_can_be_kept_is_refused() -> None:
    """T-17."""
    given = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, TODAY, 0, None, money.MAX_MINOR, day("2027-03-30"))
    assert refused(given) == [(T, "amount_too_large")]
    assert plan(end="2027-02-27", period_amount=money.MAX_MINOR).target_amount == money.MAX_MINOR


def test_open_ended_takes_no_other_target_than_its_own_sum() -> None:
    for target_amount in (1199_99, 1200_01):
        given = GoalFigures(Target.OPEN_ENDED, Frequency.MONTHLY, TODAY, 0, target_amount, 100_00, day("2028-01-30"))
        assert refused(given) == [(T, "open_ended")]
    with_start = GoalFigures(Target.OPEN_ENDED, Frequency.MONTHLY, TODAY, 70, None, 100_00, day("2028-01-30"))
    assert plan_goal(with_start, TODAY).target_amount == 1200_70


def test_a_plan_that_falls_short_says_by_how_much_and_what_would_work() -> None:
    given = GoalFigures(Target.AMOUNT, Frequency.MONTHLY, TODAY, 100_00, 1000_00, 99_99, day("2027-06-29"))
    with pytest.raises(Infeasible) as infeasible:
        plan_goal(given, TODAY)
    assert infeasible.value.shortfall == 1000_00 - 100_00 - 5 * 99_99
    assert [(error.name, error.code) for error in infeasible.value.errors] == [(T, "plan_infeasible")]
    assert [(option.change, option.value) for option in infeasible.value.alternatives] == [
        (P, 180_00),
        (T, 599_95),
        (E, day("2027-11-29")),
    ]


def test_a_single_period_that_falls_short_offers_no_other_date() -> None:
    given = GoalFigures(Target.DATE, Frequency.SINGULAR, TODAY, 0, 1000, 999, day("2027-06-29"))
    with pytest.raises(Infeasible) as infeasible:
        plan_goal(given, TODAY)
    assert [(option.change, option.value) for option in infeasible.value.alternatives] == [(P, 1000), (T, 999)]


def test_a_date_that_could_not_be_kept_is_not_offered() -> None:
    given = GoalFigures(Target.AMOUNT, Frequency.DAILY, TODAY, 0, 3661, 1, day("2027-02-28"))
    with pytest.raises(Infeasible) as infeasible:
        plan_goal(given, TODAY)
    assert [option.change for option in infeasible.value.alternatives] == [P, T]


def test_targets_before_and_beyond_their_periods_are_nothing() -> None:
    spread = Targets(100, 3, first=2)
    assert [spread.of(index) for index in range(7)] == [0, 0, 34, 33, 33, 0, 0]
    assert [spread.until(index) for index in range(7)] == [0, 0, 0, 34, 67, 100, 100]
    assert [Targets(100, 3, 40, first=1).of(index) for index in range(5)] == [0, 40, 40, 20, 0]
