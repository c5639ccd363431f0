"""What if: a goal as it would stand with other figures, its past untouched."""

from datetime import timedelta

import pytest

from savings.domain import progress
from savings.domain.calendar import Frequency
from savings.domain.errors import Refused
from savings.domain.goal import Goal, as_of
from savings.domain.integrity import Tally, check
from savings.domain.schedule import MAX_PERIODS
from savings.domain.what_if import Changes, what_if
from tests.unit.domain import given
from tests.unit.domain.given import day, instant
from tests.unit.domain.saver import Saver

NOW = instant("2027-03-10T12:00:00")


def counted() -> Goal:
    """Half a year of months towards 600.00, two of them over."""
    plan = given.goal_plan("2027-01-01", target_amount=600_00, end="2027-06-30")
    return as_of(given.goal("2027-01-01", plan).goal, instant("2027-03-10"))[0]


def targets(goal: Goal) -> list[int]:
    """The targets of all periods, the stored ones being those of `counted`."""
    plan = given.goal_plan("2027-01-01", target_amount=600_00, end="2027-06-30")
    _, stored = as_of(given.goal("2027-01-01", plan).goal, instant("2027-03-10"))
    return [view.target for view in progress.periods(goal, stored)]


def refused(goal: Goal, changes: Changes) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refusal:
        what_if(goal, changes, NOW)
    return [(error.name, error.code) for error in refusal.value.errors]


def test_no_change_is_the_goal_itself() -> None:
    goal = counted()
    assert what_if(goal, Changes(), NOW) == goal
    assert what_if(goal, Changes(600_00, day("2027-06-30")), NOW) == goal


def test_another_target_is_split_over_what_is_left() -> None:
    changed = what_if(counted(), Changes(target_amount=1000_00), NOW)
    assert targets(changed) == [100_00, 100_00, 200_00, 200_00, 200_00, 200_00]
    assert (changed.target_amount, changed.period_amount, changed.closed) == (1000_00, 200_00, 2)
    uneven = what_if(counted(), Changes(target_amount=1000_01), NOW)
    assert uneven.period_amount == max(targets(uneven)) == 200_01


def test_a_target_below_what_is_closed_leaves_nothing_to_save() -> None:
    assert targets(what_if(counted(), Changes(target_amount=150_00), NOW)) == [100_00, 100_00, 0, 0, 0, 0]


@pytest.mark.parametrize(("end", "count"), [("2027-03-10", 3), ("2027-12-31", 12)])
def test_another_end_gives_other_periods(end: str, count: int) -> None:
    changed = what_if(counted(), Changes(end_date=day(end)), NOW)
    assert (changed.period_count, changed.schedule.end) == (count, day(end))
    assert sum(targets(changed)) == 600_00


def test_skipped_periods_have_no_target_and_the_others_take_their_share() -> None:
    changed = what_if(counted(), Changes(skipped_periods=frozenset({2, 4})), NOW)
    assert targets(changed) == [100_00, 100_00, 0, 200_00, 0, 200_00]
    assert changed.period_amount == 200_00


@pytest.mark.parametrize("one_off", [50_00, -10_00, -20_00])
def test_money_now_counts_in_the_open_period(one_off: int) -> None:
    saver = Saver(given.three_months())
    saver.credit(20_00)
    changed = what_if(saver.goal, Changes(one_off=one_off), instant("2027-01-06"))
    assert (changed.amount, changed.current) == (20_00 + one_off, 20_00 + one_off)
    assert changed.targets == saver.goal.targets


def test_money_before_the_start_counts_from_the_start() -> None:
    plan = given.goal_plan("2027-01-01", start="2027-04-01", target_amount=300, end="2027-06-30")
    changed = what_if(given.goal("2027-01-01", plan).goal, Changes(one_off=50), instant("2027-01-01"))
    assert (changed.amount, changed.opening, changed.current) == (50, 50, 0)


@pytest.mark.parametrize(
    "changes",
    [Changes(700_01), Changes(end_date=day("2027-04-15")), Changes(skipped_periods=frozenset({1})), Changes(one_off=7)],
)
def test_the_changed_goal_is_whole(changes: Changes) -> None:
    saver = Saver(given.three_months())
    saver.credit(150_00)
    saver.wait_until(instant("2027-02-10"))
    changed = what_if(saver.goal, changes, instant("2027-02-10"))
    broken = [finding.name for finding in check(changed, list(saver.periods.values()), Tally()) if not finding.holds]
    assert set(broken) <= {"amount_is_the_sum_of_its_entries", "period_amounts_are_the_sums_of_their_entries"}


def test_every_impossible_change_is_named() -> None:
    goal = counted()
    wrong = Changes(target_amount=0, end_date=day("2027-03-09"), one_off=-1)
    assert refused(goal, wrong) == [
        ("target_amount", "not_positive"),
        ("end_date", "in_the_past"),
        ("one_off", "exceeds_saved_amount"),
    ]


def test_an_unstarted_goal_cannot_end_before_it_starts() -> None:
    plan = given.goal_plan("2027-01-01", start="2027-04-01", target_amount=300, end="2027-06-30")
    assert refused(given.goal("2027-01-01", plan).goal, Changes(end_date=day("2027-03-31"))) == [
        ("end_date", "in_the_past")
    ]


def test_more_periods_than_can_be_kept_are_refused() -> None:
    """T-8."""
    plan = given.goal_plan("2027-03-10", frequency=Frequency.DAILY, target_amount=300, end="2027-03-31")
    goal = given.goal("2027-03-10", plan).goal
    last = day("2027-03-10") + timedelta(days=MAX_PERIODS - 1)
    assert what_if(goal, Changes(end_date=last), NOW).period_count == MAX_PERIODS
    assert refused(goal, Changes(end_date=last + timedelta(days=1))) == [("end_date", "too_many_periods")]


@pytest.mark.parametrize("skipped", [{1}, {2, 6}, {-1}])
def test_only_open_and_future_periods_can_be_skipped(skipped: set[int]) -> None:
    assert refused(counted(), Changes(skipped_periods=frozenset(skipped))) == [("skipped_periods", "not_open")]


def test_one_period_must_be_left() -> None:
    assert refused(counted(), Changes(skipped_periods=frozenset({2, 3, 4, 5}))) == [("skipped_periods", "all_skipped")]


def test_a_schedule_that_is_over_cannot_be_changed() -> None:
    goal = as_of(counted(), instant("2028-01-01"))[0]
    assert ("goal", "goal_has_ended") in refused(goal, Changes(one_off=1))


def test_the_past_of_a_backdated_goal_stays_as_it_is() -> None:
    """Its periods are not stored, so their targets and amounts have to survive the new plan."""
    now = "2027-01-31T12:00:00"
    plan = given.goal_plan(now, start="2026-10-31", target_amount=600_01, end="2027-04-29", start_amount=1)
    goal = given.goal(now, plan, start_amount=1, completed_backdated_periods=2).goal
    for changes in (Changes(1200_00), Changes(end_date=day("2027-02-27")), Changes(skipped_periods=frozenset({4}))):
        changed = what_if(goal, changes, instant("2027-01-31"))
        before, after = (list(progress.periods(each, []))[:3] for each in (goal, changed))
        assert after == before
        assert [finding.name for finding in check(changed, [], Tally()) if not finding.holds] == []
