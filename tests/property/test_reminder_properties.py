"""Reminders over whole lives of goals, in any zone, with any wish and however irregularly somebody looks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given as drawn
from hypothesis import strategies as st

from savings.domain.calendar import Frequency, local_date
from savings.domain.facts import GoalReminder
from savings.domain.goal import Change, Status, advance
from savings.domain.reminder import FRESH, HOUR, is_behind, remind, reminds_at, wakes_at
from tests.unit.domain import given

ZONES = ["Europe/London", "America/New_York", "Pacific/Auckland", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo"]
NOON = datetime(2027, 1, 31, 12, tzinfo=UTC)

zones = st.sampled_from(ZONES)
days_before = st.integers(1, 14)
frequencies = st.sampled_from([Frequency.MONTHLY, Frequency.FORTNIGHTLY, Frequency.WEEKLY, Frequency.QUARTERLY])


def a_goal(zone: str, frequency: Frequency) -> Change:
    plan = given.goal_plan(
        "2027-01-31", frequency=frequency, start="2027-02-01", target_amount=300_00, period_amount=100_00
    )
    return given.goal("2027-01-31T12:00:00Z", plan, at=given.account(zone))


@drawn(
    zone=zones,
    frequency=frequencies,
    days=days_before,
    steps=st.lists(st.tuples(st.integers(1, 60 * 24 * 20), st.integers(0, 60_00)), max_size=60),
)
def test_each_period_is_reminded_of_once_at_most_in_time_and_only_behind_the_plan(
    zone: str, frequency: Frequency, days: int, steps: list[tuple[int, int]]
) -> None:
    goal, now, said = a_goal(zone, frequency).goal, NOON, []
    for minutes, saved in steps:
        now += timedelta(minutes=minutes)
        for step in advance(goal, now):
            goal = step.goal
        if goal.status is Status.ACTIVE:
            goal = replace(goal, current=goal.current + saved, amount=goal.amount + saved)
        change = remind(goal, days, now)
        if change is None:
            continue
        assert change.at == reminds_at(goal, days)
        assert change.at <= now
        assert change.at.astimezone(ZoneInfo(zone)).time() == HOUR
        if change.facts:
            [fact] = change.facts
            assert isinstance(fact, GoalReminder)
            index, left = fact.index, fact.days_left
            assert now - change.at <= FRESH
            assert (index, fact.target, fact.amount) == (goal.closed, goal.targets.of(goal.closed), goal.current)
            assert is_behind(goal)
            assert left in (days, days - 1)
            assert left == (goal.schedule.bounds(index)[1] - local_date(now, zone)).days + 1
            said.append(index)
        goal = change.goal
        assert remind(goal, days, now) is None
    assert said == sorted(set(said))


@drawn(zone=zones, elsewhere=zones, frequency=frequencies, days=days_before)
def test_who_looks_when_reported_to_misses_nothing(zone: str, elsewhere: str, frequency: Frequency, days: int) -> None:
    """The household has moved since the goal was made: its mornings are others than the goal's."""
    goal, now, said = a_goal(zone, frequency).goal, NOON, []
    periods = [replace(goal, status=Status.ACTIVE, closed=index) for index in range(goal.period_count)]
    wanted = [at for period in periods if (at := reminds_at(period, days)) is not None]
    while goal.status in (Status.UNSTARTED, Status.ACTIVE):
        for step in advance(goal, now):
            goal = step.goal
        change = remind(goal, days, now)
        if change is not None:
            assert change.facts
            assert now == change.at
            said.append(change.at)
            goal = change.goal
        later = wakes_at([goal], days, elsewhere, now)
        assert now < later <= now + timedelta(hours=25)
        now = later
    assert said == wanted
