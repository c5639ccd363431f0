"""Time: advancing once to an instant or in any number of steps gives the same goal, periods and events."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from savings.domain import calendar
from savings.domain.events import Event, events_for
from savings.domain.facts import PUBLISHED_PAST, PastClosed
from savings.domain.goal import Change, Goal, Status, advance
from savings.domain.integrity import Tally, check
from savings.domain.notes import NOTE_LIMIT, correlated, note
from savings.domain.progress import current_period, estimate, periods, tracking_status
from tests.property.drawn import creations, examples
from tests.unit.domain.given import REQUEST


def said(changes: list[Change]) -> list[Event]:
    events: list[Event] = []
    for change in changes:
        text = correlated(note(change.at, change.facts), REQUEST)
        assert len(text.encode()) <= NOTE_LIMIT
        events += events_for(change.goal, text)
    return events


@given(creations(), st.lists(st.integers(0, 2000 * 86400), max_size=6))
def test_any_number_of_steps_gives_the_same_as_one(created: Change, waits: list[int]) -> None:
    stops = sorted(created.at + timedelta(seconds=wait) for wait in [*waits, 2000 * 86400])
    goal, stepwise = created.goal, []
    for stop in stops:
        stepwise += advance(goal, stop)
        goal = stepwise[-1].goal if stepwise else goal
    at_once = advance(created.goal, stops[-1])
    assert stepwise == at_once
    assert [event.envelope() for event in said(stepwise)] == [event.envelope() for event in said(at_once)]


@given(creations(), st.integers(0, 2500 * 86400))
def test_at_every_instant_the_goal_is_whole(created: Change, wait: int) -> None:
    """Nothing is due any more, each invariant holds, and everything that a reader asks for has an answer."""
    now = created.at + timedelta(seconds=wait)
    changes = advance(created.goal, now)
    goal = changes[-1].goal if changes else created.goal
    stored = [change.period for change in changes if change.period]
    assert goal.due_at is None or goal.due_at > now
    assert [finding for finding in check(goal, stored, Tally()) if not finding.holds] == []
    _read(goal, now)
    views = list(periods(goal, stored))
    assert [view.index for view in views] == list(range(goal.period_count))
    assert all(view.required >= 0 and view.target >= 0 for view in views)
    current = current_period(goal)
    assert (current is None) == (goal.status is not Status.ACTIVE)
    if current is not None:
        assert current == views[goal.closed]
        assert calendar.first_instant(current.start_date, goal.zone) <= now
        assert now < goal.closes_at(current.index)


def _read(goal: Goal, now: datetime) -> None:
    assert tracking_status(goal)
    figures = estimate(goal)
    assert (figures.null_reason is None) == (figures.end_date is not None and figures.target_amount is not None)
    assert goal.today(now) <= goal.schedule.end or goal.status is not Status.ACTIVE


@given(creations())
def test_a_whole_life_reports_every_step_once_and_in_order(created: Change) -> None:
    changes = [created, *advance(created.goal, datetime(3001, 1, 1, tzinfo=UTC))]
    events = said(changes)
    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert len({event.id for event in events}) == len(events)
    assert [change.goal.version for change in changes] == list(range(1, len(changes) + 1))
    assert [change.at for change in changes[1:]] == sorted(change.at for change in changes[1:])
    last = changes[-1].goal
    closed = [event.data["period_index"] for event in events if event.name == "goal.period.closed"]
    published = sum(fact.periods for fact in created.facts if isinstance(fact, PastClosed))
    assert published in (0, min(last.backdated, PUBLISHED_PAST))
    assert closed == list(range(last.backdated - published, last.period_count))
    assert last.has_ended
    assert events[-1].name == f"goal.{last.status}"
    assert (last.status is Status.COMPLETED) == (last.amount >= last.target_amount)


@examples(50)
@given(creations(), st.integers(1, 400))
def test_a_late_sweep_is_never_visible(created: Change, days: int) -> None:
    """Each change carries the instant at which it was due, not the one at which it was computed."""
    goal = created.goal
    for change in advance(goal, created.at + timedelta(days=days)):
        assert change.at == goal.due_at
        goal = change.goal
