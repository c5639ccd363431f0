"""What becomes of a goal's texts and of a life event when a person is erased."""

from dataclasses import replace
from datetime import date

import pytest

from savings.domain import goal_changes
from savings.domain.dates import AGED, DATED, LINKED, Life, LifeEvent
from savings.domain.erasure import ERASED, erased_event, erased_goal
from savings.domain.errors import Conflicting
from savings.domain.facts import GoalUpdated
from savings.domain.goal import Goal, Texts
from tests.unit.domain import given

ANNA = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
RETIREMENT = LifeEvent(number=1, label="Hers", basis=AGED, customer=ANNA, age_years=67, age_months=0, extras="{}")
A_YEAR_LATER = LifeEvent(number=2, label="Then", basis=LINKED, linked=1, offset_basis=2, offset_years=1)
LIFE = Life({ANNA: date(1988, 4, 12)}, {1: RETIREMENT, 2: A_YEAR_LATER})


def a_goal() -> Goal:
    return given.savings_goal("2027-01-05T09:00:00", given.figures(1200_00, by="2027-12-31")).goal


def test_a_goal_without_texts_is_archived_says_so_once_and_keeps_its_figures() -> None:
    goal = replace(a_goal(), texts=Texts("Car", "Red", "https://bank.example/car.png", "{}"))
    change = erased_goal(goal, goal.created_at)
    assert change is not None
    assert change.goal.texts == Texts(ERASED)
    assert change.facts == (GoalUpdated(("name", "description", "image_url", "metadata", "archived")),)
    before = replace(goal, version=goal.version + 1, sequence=goal.sequence + 1)
    assert replace(change.goal, texts=goal.texts, archived=False) == before
    assert erased_goal(change.goal, goal.created_at) is None


def test_nobody_writes_texts_into_it_again() -> None:
    goal = a_goal()
    erased = erased_goal(goal, goal.created_at)
    assert erased is not None
    with pytest.raises(Conflicting):
        goal_changes.retext(erased.goal, Texts("Car"), goal.created_at)
    assert goal_changes.retext(erased.goal, Texts(ERASED), goal.created_at) is None


def test_a_life_event_keeps_its_date_and_nothing_that_leads_to_a_birthday() -> None:
    erased = erased_event(RETIREMENT, LIFE)
    assert erased == LifeEvent(number=1, label=ERASED, basis=DATED, day=date(2055, 4, 12))
    assert erased_event(erased, LIFE) == erased


def test_what_depends_on_it_keeps_its_date_too() -> None:
    after = Life({}, {1: erased_event(RETIREMENT, LIFE), 2: A_YEAR_LATER})
    assert after.event_date(2) == LIFE.event_date(2) == date(2056, 4, 12)
