"""One savings goal's history and what must hold of it, by a model that knows the entries and no figure of the goal.

The design's invariants, by their numbers:
1. the goal's amount is the sum of its entries and never negative; each period's amount is the sum of its own entries;
3. periods are contiguous and span the schedule; shift and targets sum to the target; what is closed never changes;
4. each period is closed at most once; events are gap-free, each id once; milestones and achievement once each, until a
   raised target takes them back;
5. a refused request changes nothing.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from savings.domain import calendar, goal_changes, money
from savings.domain.actions import Action, Direction
from savings.domain.calendar import month_end
from savings.domain.errors import Conflicting, DomainError, Infeasible, NotCovered, NotFound, Refused
from savings.domain.facts import MILESTONES
from savings.domain.goal import OPEN, Goal, Status, advance
from savings.domain.plan import SavingsFigures
from savings.domain.progress import (
    Period,
    TrackingStatus,
    current_period,
    estimate,
    periods,
    shortfall,
    tracking_status,
)
from savings.domain.reminder import remind, reminds_at
from savings.domain.what_if import Changes, what_if
from tests.unit.domain.given import account, figures, savings_goal
from tests.unit.domain.saver import Saver


class SaverHistory:
    """A saver does what savers do, in any order, over years; `check` proves all that must hold after each step."""

    def __init__(self, now: datetime, zone: str, planned: SavingsFigures, finalising_days: int) -> None:
        """Begin with a new goal."""
        self.saver = Saver(savings_goal(now.isoformat(), planned, account(zone, finalising_days=finalising_days)))
        self.closed: dict[int, tuple[int, int]] = {}
        self.planned = 0
        self.milestone = 0
        self.is_achieved = False
        self.is_replanned = False
        self._checked: Goal | None = None
        self._read = 0
        self._ids: set[str] = set()

    @property
    def goal(self) -> Goal:
        """The goal as it stands."""
        return self.saver.goal

    @property
    def before(self) -> int:
        """What the goal had when its open period began, by its entries."""
        return sum(action.signed for action in self._entries() if (action.period or 0) < self.goal.closed)

    @property
    def since(self) -> int:
        """What the open period has, by its entries."""
        return sum(action.signed for action in self._entries() if action.period == self.goal.closed)

    def wait_until(self, now: datetime, parts: Sequence[float] = ()) -> None:
        """Let time pass; in steps, at the given parts of the way, it brings the same."""
        saver, goal, stepwise = self.saver, self.saver.goal, []
        for instant in [*(saver.now + (now - saver.now) * part for part in sorted(parts)), now]:
            stepwise += advance(goal, instant)
            goal = stepwise[-1].goal if stepwise else goal
        assert stepwise == advance(saver.goal, now)
        saver.wait_until(now)
        assert saver.goal == goal

    def record(self, amount: int, direction: Direction) -> None:
        """Put money in or take money out."""
        before, signed = self.goal.amount, amount if direction is Direction.CREDIT else -amount
        refusal = self._try(lambda: self.saver.credit(amount) if signed > 0 else self.saver.debit(amount))
        self._expect(refusal, signed)
        if refusal is None:
            assert self.goal.amount == before + signed

    def correct(self, action: Action, amount: int, direction: Direction) -> None:
        """Change an entry, often one of a closed period."""
        signed = amount if direction is Direction.CREDIT else -amount
        self._expect(self._try(lambda: self.saver.correct(action, amount, direction)), signed - action.signed)

    def remove(self, action: Action) -> None:
        """Take an entry back."""
        self._expect(self._try(lambda: self.saver.remove(action)), -action.signed)

    def replan(self, wanted: SavingsFigures) -> None:
        """Change the plan, and hold the new one to the rules."""
        goal, now, preview = self.goal, self.saver.now, self._preview(wanted)
        refusal = self._try(lambda: self.saver.replan(wanted))
        if isinstance(refusal, Infeasible):
            self._check_infeasible(wanted, refusal)
        if refusal is not None or not wanted.given:
            return
        assert goal.status is Status.ACTIVE
        assert self.goal.schedule.end >= max(self.goal.today(now), goal.schedule.start_of(goal.closed))
        if goal.closed:
            self._check_plan(wanted)
            self.is_replanned = True
        assert (preview is None) == (wanted.recurrent_amount is not None)
        if preview is not None:
            assert _figures(preview) == _figures(self.goal)
            assert self.views(preview) == self.views()
        assert goal_changes.replan(self.goal, wanted, None, now) is None, "the same again changes nothing"
        self.planned = min(self.before, self.goal.target_amount)
        if self.goal.target_amount > goal.target_amount:
            share = self.goal.amount * 100 // self.goal.target_amount
            self.milestone = max([level for level in MILESTONES if level <= min(share, self.milestone)], default=0)
            self.is_achieved = self.is_achieved and self.goal.amount >= self.goal.target_amount

    def delete(self) -> None:
        """Delete the goal, as the savings goals' route does."""
        assert self._try(self.saver.delete) is None
        assert not self.goal.holds_money

    def cancel(self) -> None:
        """End the goal early."""
        refusal = self._try(self.saver.cancel)
        assert isinstance(refusal, Conflicting) == (self.goal.status not in OPEN | {Status.CANCELLED})

    def check(self) -> None:
        """Assert all that holds of any goal at any time; of one that is as it was, what time alone decides."""
        self._check_reminder()
        if self.goal is self._checked:
            return
        self._checked = self.goal
        assert [finding for finding in self.saver.findings() if not finding.holds] == []
        assert self.goal.amount == sum(action.signed for action in self._entries()) >= 0
        self._check_plan_to_date(self.views())
        self._check_pages(self.views())
        self._check_events()
        self._check_estimate()

    def views(self, goal: Goal | None = None) -> list[Period]:
        """Return the periods as a reader sees them."""
        return list(periods(goal or self.goal, self.saver.periods.values()))

    def _check_pages(self, views: list[Period]) -> None:
        """From any period on, what is lacking follows from the shortfall of those before, or of those from there on."""
        goal, stored, closed = self.goal, list(self.saver.periods.values()), range(self.goal.closed)
        for first in {0, goal.closed // 2, goal.closed, goal.period_count - 1}:
            before = shortfall(goal, stored, closed[:first])
            assert before == goal.closed_targets - goal.closed_amounts - shortfall(goal, stored, closed[first:])
            assert list(periods(goal, stored, range(first, goal.period_count), before)) == views[first:]

    def _entries(self) -> list[Action]:
        return list(self.saver.actions.values())

    def _check_plan_to_date(self, views: list[Period]) -> None:
        """P, Q and what periods need, from the last plan on; late money moves none of the plan."""
        goal, progress = self.goal, 0
        for view in views[: goal.closed]:
            if view.index not in self.closed:
                self.planned += view.target
                self.closed[view.index] = (view.target, self.planned)
            target, planned = self.closed[view.index]
            progress += view.amount
            assert (view.target, view.required) == (target, max(0, planned - progress))
        assert goal.planned == self.planned
        assert goal.shift + sum(view.target for view in views) == goal.target_amount
        assert min(view.target for view in views) >= 0
        by_its_end = self.planned + goal.open_target
        status = tracking_status(goal)
        assert (status is TrackingStatus.BELOW) == (goal.amount < self.planned)
        assert (status is TrackingStatus.ABOVE) == (goal.amount > by_its_end)
        if goal.status is Status.ACTIVE:
            assert views[goal.closed].required == max(0, by_its_end - goal.amount)
            assert all(view.required == view.target for view in views[goal.closed + 1 :])

    def _check_events(self) -> None:
        for event in self.saver.events[self._read :]:
            self._read += 1
            assert event.sequence == self._read
            assert event.id not in self._ids
            self._ids.add(event.id)
            if event.name == "goal.milestone.reached":
                assert event.data["percent"] == next(level for level in MILESTONES if level > self.milestone)
                self.milestone = event.data["percent"]
            elif event.name == "goal.achieved":
                assert not self.is_achieved
                self.is_achieved = True
            elif event.name == "goal.period.closed":
                _, planned = self.closed[event.data["period_index"]]
                assert event.data["planned_amount"]["value"] == money.show(planned, "GBP")
                first = self.saver.periods[event.data["period_index"]].first_amount
                assert event.data["period_current_amount"]["value"] == money.show(first, "GBP")
        goal = self.goal
        assert (goal.milestone, goal.achieved_at is not None) == (self.milestone, self.is_achieved)
        assert goal.amount < goal.target_amount or self.is_achieved
        assert sorted(self.saver.periods) == list(range(goal.closed))

    def _check_estimate(self) -> None:
        goal, found = self.goal, estimate(self.goal)
        assert (found.null_reason is None) == (found.end_date is not None and found.target_amount is not None)
        if goal.amount >= goal.target_amount:
            assert goal.achieved_at is not None
            assert found.end_date == calendar.local_date(goal.achieved_at, goal.zone)
        elif not self.is_replanned and goal.closed < goal.period_count and goal.closed_amounts >= self.planned:
            assert found.end_date is None or found.end_date <= goal.schedule.end, "on plan and estimated to be late"

    def _check_reminder(self) -> None:
        goal, due, current = self.goal, reminds_at(self.goal, 3), current_period(self.goal)
        if due is None or due > self.saver.now or current is None:
            return
        needs_money = current.required > 0 and goal.amount < goal.target_amount
        assert (remind(goal, 3, self.saver.now) is not None) == needs_money

    def _check_plan(self, wanted: SavingsFigures) -> None:
        goal, before, since = self.goal, self.before, max(0, self.since)
        views = self.views()[goal.closed :]
        target, each, count = goal.target_amount, goal.period_amount, len(views)
        assert wanted.recurrent_amount in {None, each}
        assert wanted.target_amount in {None, target}
        needed = max(0, target - before)
        expected: list[int] = []
        for index in range(count):
            expected.append(min(max(each, since) if index == 0 else each, needed - sum(expected)))
        assert [view.target for view in views] == expected
        assert sum(expected) == needed
        if wanted.target_amount is None:
            assert target == before + _brought(each, since, count)
        if wanted.recurrent_amount is None and each:
            assert _brought(each - 1, since, count) < needed
        if wanted.target_date is None:
            assert goal.schedule.end == month_end(goal.schedule.end)
            assert count == 1 or _brought(each, since, count - 1) < needed
        else:
            assert goal.schedule.end == wanted.target_date

    def _check_infeasible(self, wanted: SavingsFigures, refusal: Infeasible) -> None:
        goal, now = self.goal, self.saver.now
        target, each, end = wanted.target_amount, wanted.recurrent_amount, wanted.target_date
        if goal.closed and target and end:
            months = calendar.months_between(goal.schedule.start_of(goal.closed), end) + 1
            assert refusal.shortfall == target - self.before - _brought(each or 0, max(0, self.since), months)
        assert refusal.shortfall >= 0
        assert refusal.alternatives
        for option in refusal.alternatives:
            again = replace(wanted, **{option.change: option.value})  # type: ignore[arg-type]  # as `change` has it
            change = goal_changes.replan(goal, again, None, now)
            accepted = goal if change is None else change.goal
            assert again.target_amount in {None, accepted.target_amount}

    def _preview(self, wanted: SavingsFigures) -> Goal | None:
        """What the preview of the same change shows; None where it cannot be asked for, or is refused."""
        if wanted.recurrent_amount is not None or wanted.given == 0:
            return None
        try:
            return what_if(self.goal, Changes(wanted.target_amount, wanted.target_date), self.saver.now)
        except Refused:
            return None

    def _try(self, request: Callable[[], object]) -> DomainError | None:
        saver = self.saver
        before = (saver.goal, dict(saver.periods), dict(saver.actions), len(saver.events))
        try:
            request()
        except DomainError as refusal:
            assert before == (saver.goal, saver.periods, saver.actions, len(saver.events))
            return refusal
        return None

    def _expect(self, refusal: DomainError | None, delta: int) -> None:
        """A movement is refused for what the goal is or holds, and for nothing else."""
        goal = self.goal
        if not goal.holds_money:
            assert isinstance(refusal, NotFound)
        elif isinstance(refusal, NotCovered):
            assert goal.amount + delta < 0
        elif refusal is not None:
            assert isinstance(refusal, Refused)
            assert goal.has_ended
            assert delta > 0


def first_plan(now: datetime, zone: str, months: int, planned: int) -> SavingsFigures:
    """Return the figures of a goal that ends on the first of a month."""
    end = calendar.add_months(calendar.local_date(now, zone).replace(day=1), months)
    return figures(planned, by=str(end))


def later(goal: Goal, now: datetime, days: int) -> date:
    """Return the date so many days after today, before it for negative ones."""
    return goal.today(now) + timedelta(days=days)


def _brought(each: int, since: int, count: int) -> int:
    return max(each, since) + (count - 1) * each


def _figures(goal: Goal) -> tuple[object, ...]:
    return goal.schedule, goal.target_amount, goal.period_amount, goal.planned, goal.achieved_at, goal.milestone
