"""What the properties draw from: zones, dates, instants, amounts and plans, with the awkward ones often among them."""

import os
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Final

from hypothesis import reject, settings
from hypothesis import strategies as st
from iso4217 import Currency

from savings.domain import calendar
from savings.domain.calendar import Frequency
from savings.domain.errors import Refused
from savings.domain.goal import Change, MeasuredBy, NewGoal, Texts, TrackingType, create
from savings.domain.money import MAX_MINOR
from savings.domain.plan import GoalFigures, SavingsFigures, Target, plan_goal, plan_savings
from tests.unit.domain.given import GOAL_ID, account

DRAWS: Final = int(os.environ.get("DRAWS", "15"))
"""How many per cent of its examples a property draws; `make gates` draws them all."""
_BALANCES: Final = {Target.CURRENT_BALANCE, Target.AVAILABLE_BALANCE}
AWKWARD_ZONES: Final = (
    *("Europe/London", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "America/Havana", "Pacific/Apia"),
    *("Pacific/Kiritimati", "Etc/GMT+12", "Asia/Kathmandu", "Australia/Lord_Howe", "America/St_Johns"),
    *("Africa/Monrovia", "Europe/Lisbon", "America/Godthab"),
    *("Pacific/Chatham", "Africa/Casablanca", "Europe/Dublin", "Antarctica/Troll", "Asia/Tehran", "America/Asuncion"),
)
ALL_ZONES: Final = (files("tzdata") / "zones").read_text().split()  # not the machine's own list
AWKWARD_DATES: Final = [date(2028, 2, 29), date(2027, 2, 28), *(date(2027, month, 31) for month in (1, 3, 8, 12))]
CURRENCIES: Final = sorted(currency.code for currency in Currency if currency.exponent is not None)

zones = st.sampled_from(AWKWARD_ZONES) | st.sampled_from(ALL_ZONES)
frequencies = st.sampled_from(Frequency)
dates = st.dates(date(1971, 1, 1), date(2999, 1, 1))
near_dates = st.dates(date(2020, 1, 1), date(2040, 12, 31)) | st.sampled_from(AWKWARD_DATES)
small_amounts = st.integers(1, 1000_00)
amounts = small_amounts | st.integers(1, MAX_MINOR)


def examples(all_of_them: int) -> settings:
    """Return the settings of a property that takes so many examples where all are drawn."""
    return settings(max_examples=all_of_them * DRAWS // 100)


def instants(first: date = date(2020, 1, 1), last: date = date(2040, 12, 31)) -> st.SearchStrategy[datetime]:
    """Draw instants in whole seconds."""
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC)
    return st.integers(0, (last - first).days * 86400).map(lambda seconds: begin + timedelta(seconds=seconds))


@st.composite
def goal_figures(draw: st.DrawFn, today: date) -> GoalFigures:
    """Draw the plan members of a goal, often feasible and often not."""
    start = today + timedelta(days=draw(st.integers(-400, 400)))
    end = start + timedelta(days=draw(st.integers(-5, 1500)))
    return GoalFigures(
        target=draw(st.sampled_from(Target)),
        frequency=draw(frequencies),
        start_date=start,
        start_amount=draw(st.just(0) | st.integers(0, 500_00)),
        target_amount=draw(st.none() | amounts),
        period_amount=draw(st.none() | amounts),
        end_date=draw(st.none() | st.just(end)),
    )


@st.composite
def savings_figures(draw: st.DrawFn, today: date) -> SavingsFigures:
    """Draw the plan members of a savings goal, often feasible and often not."""
    end = today + timedelta(days=draw(st.integers(-5, 1500)))
    return SavingsFigures(
        draw(st.none() | amounts),
        draw(st.none() | amounts),
        draw(st.none() | st.just(end)),
    )


@st.composite
def creations(draw: st.DrawFn) -> Change:
    """Draw the creation of any goal: each target, frequency, zone and past."""
    now, zone = draw(instants()), draw(zones)
    to = account(zone, finalising_days=draw(st.integers(0, 10)))
    today = calendar.local_date(now, zone)
    saves = draw(st.booleans())
    figures, wanted = draw(goal_figures(today)), draw(savings_figures(today))
    try:
        plan = plan_savings(wanted, today, today) if saves else plan_goal(figures, today)
    except Refused:
        reject()
    if saves:
        new = NewGoal(Texts("x"), MeasuredBy.ACTIONS, TrackingType.DEBIT_CREDIT, Target.AMOUNT)
        return create(GOAL_ID, to, new, plan, now)
    over = max(0, min(plan.schedule.index_of(today), plan.schedule.count - 1))
    new = NewGoal(
        Texts("x"),
        MeasuredBy.BALANCE if figures.target in _BALANCES else MeasuredBy.TRANSACTIONS,
        draw(st.sampled_from(TrackingType)),
        figures.target,
        figures.start_amount,
        completed_backdated_periods=draw(st.integers(0, over)),
        suppress_events=draw(st.booleans()),
        balance=draw(st.integers(-1000, 1000_00)),
    )
    return create(GOAL_ID, to, new, plan, now)
