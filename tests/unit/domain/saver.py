"""A saver living with one savings goal: the domain's functions, applied as the store applies them."""

from dataclasses import replace
from datetime import datetime

from savings.domain import actions, goal, goal_changes, integrity
from savings.domain.actions import Action, Booking, Direction
from savings.domain.events import Event, events_for
from savings.domain.goal import Change, ClosedPeriod, Goal
from savings.domain.integrity import Finding
from savings.domain.notes import NOTE_LIMIT, correlated, note
from savings.domain.plan import SavingsFigures
from tests.unit.domain.given import REQUEST


class Saver:
    """Holds a goal, its stored periods, its actions and every event so far; what is due happens before each change."""

    def __init__(self, created: Change) -> None:
        """Begin with the creation of a goal."""
        self.goal: Goal = replace(created.goal, version=0, sequence=0)
        self.now: datetime = created.at
        self.periods: dict[int, ClosedPeriod] = {}
        self.actions: dict[int, Action] = {}
        self.events: list[Event] = []
        self._take(created)

    def wait_until(self, now: datetime) -> None:
        """Let time pass, and with it what it brings."""
        self.now = max(self.now, now)
        for change in goal.advance(self.goal, self.now):
            self._take(change)

    def credit(self, amount: int) -> Action:
        """Put money into the goal."""
        return self._record(amount, Direction.CREDIT)

    def debit(self, amount: int) -> Action:
        """Take money out of the goal."""
        return self._record(amount, Direction.DEBIT)

    def correct(self, action: Action, amount: int, direction: Direction | None = None) -> Action:
        """Change an action's amount or direction."""
        before = self.actions[action.number]
        stored = self._stored(before)
        booking = actions.correct(self.goal, before, amount, direction or before.direction, self.now, stored)
        self._take(booking.change)
        self.actions[action.number] = booking.action
        return booking.action

    def remove(self, action: Action) -> None:
        """Take an action back."""
        before = self.actions[action.number]
        self._take(actions.remove(self.goal, before, self.now, self._stored(before)).change)
        del self.actions[action.number]

    def replan(self, figures: SavingsFigures, name: str | None = None) -> None:
        """Change the plan."""
        self._take(goal_changes.replan(self.goal, figures, name, self.now))

    def cancel(self) -> None:
        """End the goal early."""
        self._take(goal_changes.cancel(self.goal, self.now))

    def delete(self) -> None:
        """Delete the goal as the savings goals' route does."""
        self._take(goal_changes.delete_savings_goal(self.goal, self.now))

    def findings(self) -> list[Finding]:
        """Return every invariant, recomputed."""
        return integrity.check(self.goal, list(self.periods.values()), integrity.Tally.of(self.actions.values()))

    def said(self) -> list[str]:
        """Return the names of all events so far."""
        return [event.name for event in self.events]

    def _record(self, amount: int, direction: Direction) -> Action:
        booking: Booking = actions.record(self.goal, len(self.events) + 1, amount, direction, self.now)
        self._take(booking.change)
        self.actions[booking.action.number] = booking.action
        return booking.action

    def _stored(self, action: Action) -> ClosedPeriod | None:
        if not actions.needs_stored(self.goal, action.period) or action.period is None:
            return None
        return self.periods[action.period]

    def _take(self, change: Change | None) -> None:
        if change is None:
            return
        assert change.goal.version == self.goal.version + 1
        text = correlated(note(change.at, change.facts), REQUEST)
        assert len(text.encode()) <= NOTE_LIMIT
        self.events += events_for(change.goal, text)
        assert change.goal.sequence == len(self.events)
        if (period := change.period) is not None:
            self._keep(period, change.restated_from)
        self.goal = change.goal

    def _keep(self, period: ClosedPeriod, restated_from: int | None) -> None:
        stored = self.periods.get(period.index)
        if restated_from is None:
            assert stored is None, "a period closes once"
            self.periods[period.index] = period
        else:
            assert stored is not None
            assert stored.amount == restated_from
            self.periods[period.index] = replace(stored, amount=period.amount, base=period.base)
