"""A savings goal's new plan: made from what is saved, for PATCH and for the preview of a change alike."""

from dataclasses import replace

import pytest

from savings.domain import goal_changes
from savings.domain.errors import Infeasible, Refused
from savings.domain.facts import MILESTONES, GoalUpdated
from savings.domain.goal import Goal, Status
from savings.domain.plan import Plan, Saved, SavingsFigures, replan_savings
from savings.domain.progress import Period, TrackingStatus, current_period, periods, tracking_status
from savings.domain.what_if import Changes, what_if
from tests.unit.domain import given
from tests.unit.domain.given import day, instant
from tests.unit.domain.saver import Saver

CREATED = day("2027-01-05")
TODAY = day("2027-04-10")


def replanned(before: int, since: int, figures: SavingsFigures) -> Plan:
    """Return the plan of a goal of January in April, its fourth period."""
    return replan_savings(figures, CREATED, TODAY, Saved(3, before, since))


def targets(plan: Plan) -> list[int]:
    """Return the targets of the periods from April on."""
    return [plan.targets.of(index) for index in range(3, plan.schedule.count)]


def saver_in_april(before: int, since: int, target: int = 1200_00) -> Saver:
    """Return a saver towards December who began in January, had `before` when April began and `since` in April."""
    saver = Saver(given.savings_goal("2027-01-05T09:00:00", given.figures(target, by="2027-12-31")))
    if before:
        saver.credit(before)
    saver.wait_until(instant("2027-04-10T12:00:00"))
    if since:
        saver.credit(since)
    return saver


def shown(saver: Saver) -> list[Period]:
    return list(periods(saver.goal, saver.periods.values()))


def refused(saver: Saver, figures: SavingsFigures) -> list[tuple[str, str]]:
    before = saver.goal
    with pytest.raises(Refused) as refusal:
        saver.replan(figures)
    assert saver.goal == before
    return [(error.name, error.code) for error in refusal.value.errors]


VECTORS = [
    ("behind", 1500_00, 200_00, 50_00, 9, 144_45, [144_45, 144_45, 144_40], 200_00, 344_45, 94_45),
    ("ahead", 1500_00, 200_00, 1200_00, 9, 12_50, [1200_00, 12_50, 12_50], 200_00, 1400_00, 0),
    ("nothing saved", 2400_00, 0, 0, 3, 800_00, [800_00, 800_00, 800_00], 0, 800_00, 800_00),
    ("a cent missing", 1200_00, 1199_99, 0, 3, 1, [1, 0, 0], 1199_99, 1200_00, 1),
    ("lowered below what is saved", 100_00, 150_00, 0, 3, 0, [0, 0, 0], 100_00, 100_00, 0),
    ("on plan", 1200_00, 900_00, 100_00, 3, 100_00, [100_00, 100_00, 100_00], 900_00, 1000_00, 0),
    ("one month left", 1200_00, 900_00, 0, 1, 300_00, [300_00], 900_00, 1200_00, 300_00),
]


@pytest.mark.parametrize(
    ("target", "before", "since", "months", "recurrent", "first_second_last", "planned", "by_its_end", "required"),
    [vector[1:] for vector in VECTORS],
    ids=[vector[0] for vector in VECTORS],
)
def test_the_published_vectors(
    target: int,
    before: int,
    since: int,
    months: int,
    recurrent: int,
    first_second_last: list[int],
    planned: int,
    by_its_end: int,
    required: int,
) -> None:
    saver = saver_in_april(before, since)
    saver.replan(given.figures(target, by=f"2027-{3 + months:02}-28"))
    goal, views = saver.goal, shown(saver)[3:]
    assert (goal.period_amount, len(views)) == (recurrent, months)
    assert [views[0].target, *[view.target for view in (views[1:2] + views[-1:])]][: len(views)] == first_second_last
    assert goal.planned == planned
    assert goal.planned + goal.open_target == by_its_end
    assert views[0].required == required
    assert goal.shift + sum(view.target for view in shown(saver)) == target
    assert [finding for finding in saver.findings() if not finding.holds] == []


def test_the_example_of_the_design() -> None:
    """200 at the start of April, 1,200 saved in April, 1,500 by December; then May asks for its 12.50."""
    saver = saver_in_april(200_00, 1200_00)
    saver.replan(given.figures(1500_00, by="2027-12-31"))
    april, may = shown(saver)[3:5]
    assert (april.target, april.amount, april.required) == (1200_00, 1200_00, 0)
    assert (may.target, may.required) == (12_50, 12_50)
    saver.wait_until(instant("2027-05-02"))
    now = current_period(saver.goal)
    assert now is not None
    assert (now.required, now.tracking_status) == (12_50, TrackingStatus.EQUAL)


def test_money_that_is_saved_is_never_short() -> None:
    """1,000 of 1,100 is there: 100 by December in payments of 12.50 is enough; counted from creation it was not."""
    saver = saver_in_april(1000_00, 0)
    saver.replan(given.figures(1100_00, 12_50, "2027-12-31"))
    assert targets_of(saver.goal) == [12_50] * 8 + [0]


def test_months_that_are_over_bring_nothing() -> None:
    """Nothing saved: twelve payments of 100 would have been enough in January, nine are not."""
    saver = saver_in_april(0, 0)
    with pytest.raises(Infeasible) as refusal:
        saver.replan(given.figures(1200_00, 100_00, "2027-12-31"))
    assert refusal.value.shortfall == 300_00
    assert [(error.name, error.code) for error in refusal.value.errors] == [("targets", "plan_infeasible")]
    offered = {option.change: option.value for option in refusal.value.alternatives}
    assert offered == {"target_date": day("2028-03-31"), "recurrent_amount": 133_34, "target_amount": 900_00}


def test_a_target_at_an_amount_a_month_ends_with_the_month_that_brings_the_rest() -> None:
    plan = replanned(200_00, 50_00, given.figures(1000_00, 100_00))
    assert (plan.schedule.end, targets(plan)) == (day("2027-11-30"), [100_00] * 8)
    plan = replanned(200_00, 750_00, given.figures(1000_00, 100_00))
    assert (plan.schedule.end, targets(plan)) == (day("2027-05-31"), [750_00, 50_00])
    plan = replanned(1200_00, 0, given.figures(1000_00, 100_00))
    assert (plan.schedule.end, targets(plan)) == (day("2027-04-30"), [0])


def test_an_amount_a_month_until_a_date_adds_up_from_what_is_there() -> None:
    plan = replanned(200_00, 50_00, given.figures(recurrent=100_00, by="2027-06-15"))
    assert (plan.target_amount, targets(plan)) == (500_00, [100_00, 100_00, 100_00])
    plan = replanned(200_00, 150_00, given.figures(recurrent=100_00, by="2027-06-15"))
    assert (plan.target_amount, targets(plan)) == (550_00, [150_00, 100_00, 100_00])


def test_more_a_month_than_is_needed_is_cut_at_the_target() -> None:
    plan = replanned(200_00, 0, given.figures(450_00, 200_00, "2027-06-30"))
    assert (plan.period_amount, targets(plan)) == (200_00, [200_00, 50_00, 0])
    plan = replanned(200_00, 900_00, given.figures(450_00, 200_00, "2027-06-30"))
    assert targets(plan) == [250_00, 0, 0]


def test_what_left_the_open_period_counts_as_nothing_in_it() -> None:
    plan = replanned(500_00, -100_00, given.figures(800_00, by="2027-06-30"))
    assert (plan.period_amount, targets(plan)) == (100_00, [100_00, 100_00, 100_00])


def test_money_that_was_taken_back_from_closed_periods_has_to_come_again() -> None:
    """What there was when the open period began can fall below 0."""
    plan = replanned(-50_00, 100_00, given.figures(250_00, by="2027-06-30"))
    assert (plan.period_amount, targets(plan)) == (100_00, [100_00, 100_00, 100_00])


@pytest.mark.parametrize(
    ("before", "since", "figures"),
    [
        (1200_00, 0, given.figures(1200_00, 0, "2027-12-31")),
        (1200_00, 0, given.figures(1200_00, 0)),
        (1500_00, 0, given.figures(1200_00, 0, "2027-12-31")),
        (1200_00, 0, given.figures(recurrent=0, by="2027-12-31")),
        (200_00, 1000_00, given.figures(1200_00, 0, "2027-12-31")),
    ],
)
def test_nothing_a_month_is_enough_where_nothing_more_is_needed(
    before: int, since: int, figures: SavingsFigures
) -> None:
    plan = replanned(before, since, figures)
    assert (plan.target_amount, plan.period_amount) == (1200_00, 0)
    assert targets(plan)[1:] == [0] * (plan.schedule.count - 4)


@pytest.mark.parametrize("figures", [given.figures(1200_01, 0, "2027-12-31"), given.figures(1200_01, 0)])
def test_nothing_a_month_is_refused_where_a_penny_is_needed(figures: SavingsFigures) -> None:
    assert refused(saver_in_april(1200_00, 0), figures) == [("recurrent_amount", "not_positive")]
    assert refused(Saver(given.three_months()), given.figures(100, 0)) == [("recurrent_amount", "not_positive")]


def test_what_cannot_be_kept_is_refused_and_not_offered() -> None:
    saver = saver_in_april(1, 0)
    assert refused(saver, given.figures(2**53 - 1, 1)) == [("recurrent_amount", "too_many_periods")]
    assert refused(saver, given.figures(9000_00, by="2332-01-31")) == [("target_date", "too_many_periods")]
    assert refused(saver, given.figures(recurrent=2**53 - 1, by="2027-05-31")) == [
        ("target_amount", "amount_too_large")
    ]
    with pytest.raises(Infeasible) as refusal:
        saver.replan(given.figures(2**53 - 1, 1, "2027-12-31"))
    assert [option.change for option in refusal.value.alternatives] == ["recurrent_amount", "target_amount"]
    with pytest.raises(Infeasible) as refusal:
        replan_savings(given.figures(100, 1, "2999-12-31"), day("2999-10-05"), day("2999-12-01"), Saved(2, 0, 0))
    assert [option.change for option in refusal.value.alternatives] == ["recurrent_amount", "target_amount"]
    with pytest.raises(Infeasible) as refusal:
        replan_savings(given.figures(100, 10, "2027-04-30"), CREATED, TODAY, Saved(3, -50, 50))
    assert [option.change for option in refusal.value.alternatives] == ["target_date", "recurrent_amount"]


def test_the_most_periods_that_can_be_kept_count_those_that_are_closed() -> None:
    plan = replanned(0, 0, given.figures(3657, 1))
    assert plan.schedule.count == 3660
    with pytest.raises(Refused):
        replanned(0, 0, given.figures(3658, 1))


def test_a_new_target_date_must_not_lie_before_today() -> None:
    """T-26."""
    assert refused(saver_in_april(0, 0), given.figures(500_00, by="2027-04-09")) == [("target_date", "in_the_past")]


def test_a_replan_may_end_the_schedule_with_the_open_period() -> None:
    saver = saver_in_april(200_00, 0)
    saver.replan(given.figures(250_00, 125_00, "2027-04-10"))
    assert [(view.target, view.end_date) for view in shown(saver)[3:]] == [(50_00, day("2027-04-10"))]
    saver.wait_until(instant("2027-04-11"))
    assert saver.goal.status is Status.FINALISING


def test_where_a_zone_falls_back_over_midnight_today_is_the_open_periods_first_date() -> None:
    """St John's, 2009-11-01 00:01: the clock goes back to 23:01 of 31 October, which is closed."""
    at = given.account("America/St_Johns")
    saver = Saver(given.savings_goal("2009-09-10T12:00:00", given.figures(100_00, by="2009-12-31"), at))
    saver.wait_until(instant("2009-11-01T02:45:00"))
    assert (saver.goal.closed, saver.goal.today(saver.now)) == (2, day("2009-10-31"))
    with pytest.raises(Refused) as refusal:
        what_if(saver.goal, Changes(end_date=day("2009-10-31")), saver.now)
    assert refusal.value.errors[0].name == "end_date"
    assert refused(saver, given.figures(100_00, by="2009-10-31")) == [("target_date", "in_the_past")]
    saver.replan(given.figures(100_00, by="2009-11-01"))
    assert (saver.goal.period_count, saver.goal.closed) == (3, 2)


def test_closed_periods_stay_with_their_targets_and_what_they_needed() -> None:
    """January had no target; February and March closed with 100 each, nothing was saved."""
    saver = saver_in_april(0, 0, 1100_00)
    before = shown(saver)[:3]
    assert [(view.target, view.required) for view in before] == [(0, 0), (100_00, 100_00), (100_00, 200_00)]
    saver.replan(given.figures(900_00, by="2027-12-31"))
    assert shown(saver)[:3] == before
    assert tracking_status(saver.goal) is TrackingStatus.EQUAL
    saver.wait_until(instant("2027-05-02"))
    saver.replan(given.figures(1800_00, by="2027-12-31"))
    april, may = shown(saver)[3:5]
    assert (april.target, april.required) == (100_00, 100_00), "by the shift at its close, not by the one of now"
    assert (may.target, may.required) == (225_00, 225_00)


def test_late_money_counts_against_the_plan_and_does_not_move_it() -> None:
    saver = Saver(given.savings_goal("2027-01-05T09:00:00", given.figures(1100_00, by="2027-12-31")))
    action = saver.credit(200_00)
    saver.wait_until(instant("2027-04-10T12:00:00"))
    saver.replan(given.figures(1100_00, by="2027-12-31"))
    assert (saver.goal.shift, saver.goal.planned) == (0, 200_00)
    saver.correct(action, 150_00)
    assert (saver.goal.shift, saver.goal.planned) == (0, 200_00)
    assert shown(saver)[3].required == 150_00
    assert tracking_status(saver.goal) is TrackingStatus.BELOW


def test_the_last_period_corrected_while_finalising_keeps_the_shift_of_its_close() -> None:
    saver = saver_in_april(500_00, 0)
    saver.replan(given.figures(900_00, by="2027-04-30"))
    action = saver.credit(100_00)
    saver.wait_until(instant("2027-05-02"))
    assert saver.goal.status is Status.FINALISING
    saver.correct(action, 150_00)
    assert saver.goal.shift != 0
    assert saver.periods[3].shift == saver.goal.shift
    assert shown(saver)[3].required == 250_00


def test_the_plan_as_it_is_changes_nothing() -> None:
    """On plan, the same figures give the same targets, however they are noted; repeated, too."""
    saver = saver_in_april(200_00, 0, 1100_00)
    assert goal_changes.replan(saver.goal, given.figures(1100_00, by="2027-12-31"), None, saver.now) is None
    saver.credit(30_00)
    figures = given.figures(1500_00, by="2027-10-15")
    saver.replan(figures)
    assert goal_changes.replan(saver.goal, figures, None, saver.now) is None
    saver.credit(1_00)
    assert goal_changes.replan(saver.goal, figures, None, saver.now) is None, "April has not got more than its part"
    named = goal_changes.replan(saver.goal, figures, "Boat", saver.now)
    assert named is not None
    assert named.facts == (GoalUpdated(("name",)),)


@pytest.mark.parametrize(
    ("target", "end"), [(1500_00, None), (None, "2027-06-30"), (150_00, "2028-12-31"), (1200_00, None)]
)
@pytest.mark.parametrize("one_off", [0, 75_00, -20_00])
def test_a_preview_is_what_the_change_then_gives(target: int | None, end: str | None, one_off: int) -> None:
    saver = saver_in_april(150_00, 50_00)
    wanted = Changes(target, day(end) if end else None, one_off=one_off)
    preview = what_if(saver.goal, wanted, saver.now)
    if one_off:
        saver.credit(one_off) if one_off > 0 else saver.debit(-one_off)
    figures = SavingsFigures(target or saver.goal.target_amount, None, day(end or "2027-12-31"))
    saver.replan(figures)
    assert list(periods(preview, saver.periods.values())) == shown(saver)
    fields = {"version", "sequence", "last_action"}
    assert unlike(preview, saver.goal) <= fields


def test_a_preview_in_the_creation_month_is_a_new_plan_too() -> None:
    saver = Saver(given.savings_goal("2027-01-05T09:00:00", given.figures(1200_00, by="2027-12-31")))
    saver.credit(100_00)
    preview = what_if(saver.goal, Changes(2400_00), saver.now)
    saver.replan(given.figures(2400_00, by="2027-12-31"))
    assert unlike(preview, saver.goal) <= {"version", "sequence"}
    with pytest.raises(Infeasible) as refusal:
        what_if(saver.goal, Changes(end_date=day("2027-01-31")), saver.now)
    assert [option.value for option in refusal.value.alternatives] == [day("2027-02-28")]


def test_a_skipped_open_period_asks_for_nothing_and_what_it_has_counts_for_the_others() -> None:
    saver = saver_in_april(100_00, 200_00)
    changed = what_if(saver.goal, Changes(900_00, day("2027-06-30"), frozenset({3})), saver.now)
    april, may, june = list(periods(changed, saver.periods.values()))[3:]
    assert [(view.target, view.required) for view in (april, may, june)] == [(0, 0), (300_00, 300_00), (300_00, 300_00)]
    later = what_if(saver.goal, Changes(900_00, day("2027-06-30"), frozenset({4})), saver.now)
    assert [view.target for view in list(periods(later, saver.periods.values()))[3:]] == [400_00, 0, 400_00]


def test_a_target_raised_above_the_amount_takes_back_what_was_reached() -> None:
    """And it can be reached again; `goal.updated` says so."""
    saver = saver_in_april(0, 1200_00)
    assert (saver.goal.milestone, saver.goal.achieved_at) == (100, saver.now)
    saver.replan(given.figures(2000_00, by="2027-12-31"))
    assert (saver.goal.milestone, saver.goal.achieved_at) == (50, None)
    assert saver.said()[-1] == "goal.updated"
    assert (saver.events[-1].data["achieved_at"], saver.events[-1].data["milestone"]) == (None, 50)
    saver.credit(800_00)
    assert saver.said()[-4:] == ["action.created", *["goal.milestone.reached"] * 2, "goal.achieved"]
    assert [event.data["percent"] for event in saver.events[-3:-1]] == [75, 100]


@pytest.mark.parametrize(("target", "milestone"), [(2400_01, 25), (2400_00, 50), (4800_01, 0)])
def test_milestones_up_to_the_new_percentage_stay(target: int, milestone: int) -> None:
    saver = saver_in_april(1200_00, 0)
    saver.replan(given.figures(target, by="2027-12-31"))
    assert saver.goal.milestone == milestone


def test_a_target_raised_to_what_is_there_takes_nothing_back() -> None:
    saver = saver_in_april(1300_00, 0)
    saver.replan(given.figures(1300_00, by="2027-12-31"))
    assert (saver.goal.milestone, saver.goal.achieved_at) == (100, instant("2027-01-05T09:00:00"))
    assert saver.events[-1].data["achieved_at"] == "2027-01-05T09:00:00Z"


def test_another_date_takes_back_nothing_that_was_reached_once() -> None:
    saver = saver_in_april(0, 1200_00)
    achieved_at = saver.now
    saver.debit(700_00)
    saver.replan(given.figures(1200_00, by="2028-01-31"))
    saver.replan(given.figures(1100_00, by="2028-01-31"))
    assert (saver.goal.milestone, saver.goal.achieved_at) == (100, achieved_at)


def test_a_lowered_target_reports_at_once_what_it_reaches() -> None:
    """T-35."""
    saver = saver_in_april(600_00, 200_00)
    saver.replan(given.figures(800_00, by="2027-12-31"))
    assert saver.said()[-4:] == ["goal.updated", *["goal.milestone.reached"] * 2, "goal.achieved"]
    assert saver.events[-4].data["milestone"] == 100
    assert saver.goal.milestone == MILESTONES[-1]


def test_a_plan_that_was_never_changed_has_no_shift() -> None:
    saver = saver_in_april(100_00, 0)
    assert (saver.goal.shift, [period.shift for period in saver.periods.values()]) == (0, [0, 0, 0])
    assert saver.goal.planned == saver.goal.closed_targets


def targets_of(goal: Goal) -> list[int]:
    return [goal.targets.of(index) for index in range(goal.closed, goal.period_count)]


def unlike(one: Goal, other: Goal) -> set[str]:
    """Return the fields in which two goals differ, their targets compared by value."""
    alike = replace(one, targets=other.targets) if targets_of(one) == targets_of(other) else one
    return {name for name in Goal.__slots__ if getattr(alike, name) != getattr(other, name)}
