"""What becomes of a person's words when the person is erased: ids, amounts and dates stay, words do not."""

from datetime import datetime
from typing import Final

from savings.domain.dates import DATED, Life, LifeEvent
from savings.domain.facts import GoalUpdated
from savings.domain.goal import Change, Goal, Texts, changed

ERASED: Final = "erased"
"""Stands where a text must be."""


def erased_goal(goal: Goal, now: datetime) -> Change | None:
    """Return the change by which a goal that has ended is archived without its texts; None for one that is already."""
    texts = Texts(ERASED)
    differing = texts.differing(goal.texts) + (() if goal.archived else ("archived",))
    return changed(goal, now, (GoalUpdated(differing),), texts=texts, archived=True) if differing else None


def erased_event(event: LifeEvent, life: Life) -> LifeEvent:
    """Return a life event that names nobody and says nothing but its date, on which others may depend."""
    return LifeEvent(number=event.number, label=ERASED, basis=DATED, day=life.event_date(event.number))
