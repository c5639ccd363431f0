"""Progress: tracking status, required amounts and estimates, all computed on read."""

from dataclasses import replace

import pytest

from savings.domain import progress
from savings.domain.calendar import Frequency
from savings.domain.goal import Goal, as_of
from savings.domain.plan import SavingsFigures
from savings.domain.progress import Estimate, TrackingStatus
from tests.unit.domain import given
from tests.unit.domain.given import day, instant
from tests.unit.domain.saver import Saver

START = "2027-01-01T09:00:00"


def yearly(saved_by: tuple[int, ...], target: int = 1200_00) -> Goal:
    """A year of months towards a target, with these amounts saved in the first ones and the next month open."""
    goal = given.goal(START, given.goal_plan(START, target_amount=target, end="2027-12-31")).goal
    for month, saved in enumerate(saved_by, start=2):
        goal = replace(goal, amount=goal.amount + saved, current=goal.current + saved)
        goal = as_of(goal, instant(f"2027-{month:02}-02"))[0]
    return goal


@pytest.mark.parametrize(
    ("saved", "status"),
    [
        (199_99, TrackingStatus.BELOW),
        (200_00, TrackingStatus.EQUAL),
        (300_00, TrackingStatus.EQUAL),
        (300_01, TrackingStatus.ABOVE),
    ],
)
def test_progress_is_compared_with_the_ended_periods_and_the_open_ones_end(saved: int, status: TrackingStatus) -> None:
    """T-33: in March two targets of 100.00 are over, the third is open."""
    assert progress.tracking_status(yearly((saved, 0))) is status


def test_a_start_amount_is_part_of_the_plan_to_date() -> None:
    plan = given.goal_plan(START, target_amount=1200, end="2027-12-31", start_amount=600)
    goal = as_of(given.goal(START, plan, start_amount=600).goal, instant("2027-02-02"))[0]
    assert progress.tracking_status(goal) is TrackingStatus.BELOW
    assert progress.tracking_status(replace(goal, amount=650)) is TrackingStatus.EQUAL


def test_an_unstarted_goal_is_on_track() -> None:
    plan = given.goal_plan(START, start="2027-06-01", target_amount=1200, end="2027-12-31")
    goal = given.goal(START, plan).goal
    assert progress.tracking_status(goal) is TrackingStatus.EQUAL
    assert progress.current_period(goal) is None
    assert {view.tracking_status for view in progress.periods(goal, [])} == {"equal"}


def test_a_finished_goal_is_compared_with_its_whole_plan() -> None:
    for saved, status in ((299_99, "below"), (300_00, "equal"), (300_01, "above")):
        saver = Saver(given.three_months())
        saver.credit(saved)
        saver.wait_until(instant("2027-06-01"))
        assert progress.tracking_status(saver.goal) == status


def test_what_the_current_period_needs_catches_up_with_the_plan() -> None:
    """150.00 saved after two months of 100.00: 150.00 needed in the third."""
    current = progress.current_period(yearly((150_00, 0)))
    assert current is not None
    assert (current.index, current.required, current.target, current.tracking_status) == (2, 150_00, 100_00, "below")
    ahead = progress.current_period(yearly((500_00, 0)))
    assert ahead is not None
    assert (ahead.required, ahead.tracking_status) == (0, "above")


def test_each_period_compares_its_own_amount_with_its_own_target() -> None:
    """T-33: closed by its own, open as the goal, a future one is equal; required is the value at close."""
    saver = Saver(given.three_months())
    saver.credit(120_00)
    saver.wait_until(instant("2027-02-05"))
    saver.credit(10_00)
    first, second, third = progress.periods(saver.goal, saver.periods.values())
    assert (first.amount, first.tracking_status, first.required) == (120_00, "above", 0)
    assert (second.amount, second.tracking_status, second.required) == (10_00, "equal", 70_00)
    assert (third.amount, third.tracking_status, third.required) == (0, "equal", 100_00)
    saver.wait_until(instant("2027-03-05"))
    _, second, third = progress.periods(saver.goal, saver.periods.values())
    assert (second.amount, second.tracking_status, second.required) == (10_00, "below", 70_00)
    assert (third.tracking_status, third.required) == ("below", 170_00)


def test_periods_have_ids_dates_and_indexes() -> None:
    goal = given.three_months().goal
    views = list(progress.periods(goal, []))
    assert [view.id for view in views] == [goal.id + 1, goal.id + 2, goal.id + 3]
    assert [view.index for view in views] == [0, 1, 2]
    assert (views[0].start_date, views[2].end_date) == (day("2027-01-05"), day("2027-03-31"))


def test_stored_periods_at_or_beyond_the_goals_own_count_are_ignored() -> None:
    """A sweep that stored the period and then stopped leaves the goal as it was."""
    saver = Saver(given.three_months())
    saver.credit(20_00)
    _, ahead = as_of(saver.goal, instant("2027-02-05"))
    assert list(progress.periods(saver.goal, ahead)) == list(progress.periods(saver.goal, []))


def test_a_closed_period_takes_a_restated_amount() -> None:
    saver = Saver(given.three_months())
    action = saver.credit(20_00)
    saver.wait_until(instant("2027-02-05"))
    saver.correct(action, 30_00)
    assert next(progress.periods(saver.goal, saver.periods.values())).amount == 30_00


def test_after_the_schedule_no_period_is_current() -> None:
    for until in ("2027-03-31T23:00:00", "2027-06-01"):
        saver = Saver(given.three_months())
        saver.wait_until(instant(until))
        assert progress.current_period(saver.goal) is None


def test_an_estimate_extrapolates_the_mean_of_closed_periods() -> None:
    """150.00 in two months is 75.00 a month: fourteen more, and 900.00 at the end."""
    assert progress.estimate(yearly((150_00, 0))) == Estimate(day("2028-04-30"), 900_00, None)


def test_an_estimate_rounds_its_amount_down_and_its_periods_up() -> None:
    """T-18: 1.01 in three months."""
    estimate = progress.estimate(yearly((1_01, 0, 0), target=10_00))
    assert estimate.target_amount == 1_01 + 1_01 * 9 // 3
    assert estimate.end_date == day("2029-06-30")


def test_the_open_period_has_no_part_in_an_estimate() -> None:
    goal = yearly((150_00, 0))
    busy = replace(goal, amount=goal.amount + 700_00, current=goal.current + 700_00)
    assert progress.estimate(busy) == progress.estimate(goal)


def test_no_history_gives_no_estimate() -> None:
    """T-34."""
    assert progress.estimate(yearly(())) == Estimate(None, None, "no_history")


@pytest.mark.parametrize("saved", [(0, 0), (50_00, -50_00), (50_00, -60_00)])
def test_no_positive_pace_gives_no_estimate(saved: tuple[int, ...]) -> None:
    """T-34."""
    assert progress.estimate(yearly(saved)) == Estimate(None, None, "no_positive_pace")


def test_an_end_beyond_a_hundred_years_is_not_given() -> None:
    """T-34: the amount still is."""
    estimate = progress.estimate(yearly((1, 0)))
    assert estimate == Estimate(None, 6, "beyond_horizon")
    just_within = progress.estimate(yearly((1, 0), target=600))
    assert (just_within.end_date, just_within.null_reason) == (day("2126-12-31"), None)
    assert progress.estimate(yearly((1, 0), target=602)).null_reason == "beyond_horizon"


@pytest.mark.parametrize("frequency", Frequency)
def test_no_pace_is_so_slow_that_it_leaves_the_calendar(frequency: Frequency) -> None:
    """T-34: years beyond 9999, for every frequency."""
    plan = given.goal_plan(START, frequency=frequency, target_amount=2**53 - 1, end="2036-12-31")
    goal = as_of(given.goal(START, plan).goal, instant("2038-01-01"))[0]
    for target in (10**4, 10**5, 10**9, 2**53 - 1):
        slow = replace(goal, amount=1, target_amount=target, current=0)
        assert progress.estimate(slow).null_reason == "beyond_horizon"


def test_a_goal_that_was_achieved_gives_the_date_on_which_it_was() -> None:
    """In the goal's zone: late on the 5th of January in London is the 6th in Tokyo."""
    saver = Saver(
        given.savings_goal("2027-01-05T16:00:00", given.figures(300, by="2027-04-30"), given.account("Asia/Tokyo"))
    )
    saver.credit(300)
    assert progress.estimate(saver.goal) == Estimate(day("2027-01-06"), None, "no_history")
    saver.wait_until(instant("2027-03-02"))
    assert progress.estimate(saver.goal) == Estimate(day("2027-01-06"), 900, None)
    saver.wait_until(instant("2027-06-01"))
    assert progress.estimate(saver.goal) == Estimate(day("2027-01-06"), 300, None)


def test_a_goal_achieved_from_its_start_needs_no_pace() -> None:
    """T-27."""
    plan = given.goal_plan(START, target_amount=400, end="2027-02-28", start_amount=400)
    goal = as_of(given.goal(START, plan, start_amount=400).goal, instant("2027-06-01"))[0]
    assert progress.estimate(goal) == Estimate(day("2027-01-01"), 400, None)


def test_a_goal_achieved_from_its_start_has_no_pace_to_extrapolate() -> None:
    """T-27, T-34."""
    plan = given.goal_plan(START, target_amount=400, end="2027-06-30", start_amount=400)
    goal = as_of(given.goal(START, plan, start_amount=400).goal, instant("2027-03-01"))[0]
    assert progress.estimate(goal) == Estimate(day("2027-01-01"), None, "no_positive_pace")


def test_an_estimate_may_end_with_the_open_period() -> None:
    assert progress.estimate(yearly((100_00, 100_00), target=300_00)).end_date == day("2027-03-31")


def test_a_failed_goal_ends_with_what_it_has_and_says_when_it_would_have_made_it() -> None:
    saver = Saver(given.three_months())
    saver.credit(150_00)
    saver.wait_until(instant("2027-06-01"))
    assert progress.estimate(saver.goal) == Estimate(day("2027-06-30"), 150_00, None)


def test_what_was_taken_after_the_end_has_no_part_in_the_pace() -> None:
    saver = Saver(given.three_months())
    saver.credit(150_00)
    saver.wait_until(instant("2027-06-01"))
    saver.debit(150_00)
    assert progress.estimate(saver.goal) == Estimate(day("2027-06-30"), 0, None)


def on_plan_until(until: str) -> Saver:
    """A saver of 1200.00 by December who puts 100.00 aside in each month after January, which has no target."""
    saver = Saver(given.savings_goal("2027-01-15T09:00:00", given.figures(1200_00, by="2028-01-31")))
    for month in range(2, int(until[5:7]) + 1):
        saver.wait_until(instant(f"2027-{month:02}-02"))
        saver.credit(100_00)
    saver.wait_until(instant(until))
    return saver


@pytest.mark.parametrize("until", ["2027-03-05", "2027-07-05", "2027-12-05"])
def test_who_is_on_plan_is_estimated_to_end_in_time(until: str) -> None:
    """The creation month without a target is no month of the mean."""
    assert progress.estimate(on_plan_until(until).goal) == Estimate(day("2028-01-31"), 1200_00, None)


def test_money_of_the_creation_month_counts_though_the_month_does_not() -> None:
    """200.00 in January, nothing in February and March: on plan, and not late."""
    saver = Saver(given.savings_goal("2027-01-15T09:00:00", given.figures(1200_00, by="2028-01-31")))
    saver.credit(200_00)
    saver.wait_until(instant("2027-04-05"))
    assert progress.tracking_status(saver.goal) is TrackingStatus.EQUAL
    assert progress.estimate(saver.goal) == Estimate(day("2028-01-31"), 1200_00, None)


def test_a_creation_month_without_a_target_is_no_history() -> None:
    saver = Saver(given.savings_goal("2027-01-15T09:00:00", given.figures(1200_00, by="2028-01-31")))
    saver.credit(200_00)
    saver.wait_until(instant("2027-02-05"))
    assert progress.estimate(saver.goal) == Estimate(None, None, "no_history")


@pytest.mark.parametrize(
    ("creation", "estimated"),
    [
        (given.figures(1200_00, by="2028-01-31"), Estimate(day("2028-01-31"), 1200_00, None)),
        (given.figures(1300_00, 100_00, "2028-01-31"), Estimate(day("2028-06-30"), 866_66, None)),
    ],
)
def test_a_new_plan_does_not_change_whether_the_creation_month_counts(
    creation: SavingsFigures, estimated: Estimate
) -> None:
    """Two months of 100.00 after January: their mean, or with January's nothing in it."""
    saver = Saver(given.savings_goal("2027-01-15T09:00:00", creation))
    saver.wait_until(instant("2027-02-02"))
    saver.replan(given.figures(1200_00, by="2028-01-31"))
    saver.credit(100_00)
    saver.wait_until(instant("2027-03-02"))
    saver.replan(given.figures(1201_00, by="2028-01-31"))
    saver.replan(given.figures(1200_00, by="2028-01-31"))
    saver.credit(100_00)
    saver.wait_until(instant("2027-04-02"))
    assert progress.estimate(saver.goal) == estimated


def test_an_estimate_asks_whether_the_amount_is_there_and_not_whether_it_once_was() -> None:
    saver = on_plan_until("2027-04-05")
    saver.credit(900_00)
    assert progress.estimate(saver.goal).end_date == day("2027-04-05")
    saver.debit(900_00)
    assert saver.goal.achieved_at is not None
    assert progress.estimate(saver.goal).end_date == day("2028-01-31")
