"""Every event that the code emits, once each, as the domain makes it in short lives of goals and contributions."""

import ast
import re
from collections.abc import Generator, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final, TypeVar

from savings import ids
from savings.domain import actions, codes, goal_changes, guids
from savings.domain.account import Account
from savings.domain.actions import Action, Booking, Direction
from savings.domain.calendar import Frequency
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Moment
from savings.domain.events import Event, HouseholdFacts, events_for
from savings.domain.facts import (
    AccountClosed,
    AccountOpened,
    AccountUpdated,
    BalanceChanged,
    ContributionCreated,
    ContributionDue,
    HouseholdCreated,
    HouseholdUpdated,
    NotificationSent,
    PastClosed,
    ResidualChanged,
    TransactionSettled,
)
from savings.domain.goal import (
    ENDED,
    Attachment,
    Change,
    ClosedPeriod,
    Goal,
    MeasuredBy,
    NewGoal,
    Texts,
    TrackingType,
    advance,
    create,
)
from savings.domain.ledger import Side, Transaction, TransactionType
from savings.domain.notes import note
from savings.domain.notification import Channel, Mail, Notification
from savings.domain.plan import GoalFigures, SavingsFigures, Target, plan_goal, plan_savings
from savings.domain.reminder import remind
from savings.usecases import contribution_plans
from tests.contract.served_code import nodes, served_modules

TENANT: Final = "bank"
ANNA: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
BEN: Final = "7c0f2e55-0b7b-4c3a-9d54-0f6d1c6b2a11"
HOUSEHOLD: Final = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
LONDON: Final = "Europe/London"
REQUEST: Final = "Zx1mLgFrjoEEMvQ="
"""The id of a request as an HTTP API of API Gateway makes them."""

_T = TypeVar("_T")
_Telling = Generator[Event, None, _T]

_NAME: Final = re.compile(r"(household|account|goal|action|transaction|contribution|notification)(\.[a-z]+)+")


def examples() -> dict[str, Event]:
    """Return one event of each name, in the order in which the stories have them."""
    said: dict[str, Event] = {}
    for event in _stories():
        said.setdefault(event.name, replace(event, request=REQUEST))
    return said


_LETTERS: Final = frozenset({"goal.period.closed.below", "goal.reminder.today"})
"""Names of the notifier's texts that are no events."""


def names_in_code() -> set[str]:
    """Return every event name that stands in the functions' code, whatever makes it."""
    names = set()
    for node in nodes(served_modules()):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
            names.add(node.value)
        if isinstance(node, ast.JoinedStr) and ast.unparse(node) == "f'goal.{status}'":
            names |= {f"goal.{status}" for status in ENDED}
    return names - {PastClosed.name} - _LETTERS


def _stories() -> Iterator[Event]:
    yield from _opening()
    yield from _planning()
    yield from _settling()
    yield from _saving_up()
    yield from _running_out()
    yield from _giving_up()
    yield from _notifying()


def _opening() -> Iterator[Event]:
    """A household is created and grows; its account opens, earmarks money, is described anew and closes in the end."""
    at = _at("2027-01-05T09:00:00Z")
    home = HouseholdFacts(TENANT, HOUSEHOLD, 1, LONDON, "GBP", "en_GB", 2, [ANNA])
    yield from events_for(home, note(at, (HouseholdCreated(),)))
    grown = replace(home, sequence=2, clients=[ANNA, BEN])
    yield from events_for(grown, note(_at("2027-01-05T09:20:00Z"), (HouseholdUpdated(),)))
    account = Account(
        number=_number("2027-01-05T09:00:00Z"),
        tenant=TENANT,
        household=HOUSEHOLD,
        owner=ANNA,
        savings_type=2,
        currency="GBP",
        balance=2500_00,
        residual=2500_00,
        value_date=date(2027, 1, 5),
        created_at=at,
    )
    yield from events_for(account, note(at, (AccountOpened(),)))
    earmarked = replace(account, residual=2380_00, sequence=2)
    yield from events_for(earmarked, note(_at("2027-01-20T08:30:00Z"), (ResidualChanged(),)))
    facts = (AccountUpdated(), BalanceChanged(), ResidualChanged())
    counted = replace(account, balance=2600_00, residual=2480_00, sequence=5)
    yield from events_for(counted, note(_at("2027-01-31T20:15:00Z"), facts))
    closed = replace(account, balance=0, residual=0, sequence=9)
    yield from events_for(closed, note(_at("2029-11-02T12:00:00Z"), (AccountClosed(),)))


def _planning() -> Iterator[Event]:
    """A transfer of 5 % a month from the current account, changed to a fixed amount, paid once and taken away."""
    now = _at("2027-01-05T09:30:00Z")
    contribution = Contribution(
        number=_number("2027-01-05T09:30:00Z"),
        account=_number("2027-01-05T09:00:00Z"),
        type=codes.TRANSFER_IN,
        frequency=12,
        start=Moment(codes.DATE, day=date(2027, 2, 1)),
        end=Moment(codes.DATE, day=date(2030, 1, 31)),
        percentage=5_00,
        linked=_number("2027-01-05T08:59:00Z"),
        start_date=date(2027, 2, 1),
        end_date=date(2030, 1, 31),
    )
    planned = Planned(TENANT, HOUSEHOLD, "GBP", LONDON, contribution, date(2027, 1, 4), sequence=1)
    yield from events_for(planned, note(now, (ContributionCreated(),)))
    changed = replace(planned, contribution=replace(contribution, percentage=None, amount=150_00), sequence=2)
    yield from events_for(changed, note(_at("2027-01-06T10:00:00Z"), (contribution_plans.UPDATED,)))
    said = replace(changed, published_until=date(2027, 2, 1), sequence=3)
    due = ContributionDue(0, "2027-02-01")
    yield from events_for(said, note(_at("2027-02-01T00:00:00Z"), (due,)))
    gone = replace(said, is_gone=True, sequence=4)
    yield from events_for(gone, note(_at("2027-02-14T16:45:00Z"), (contribution_plans.DELETED,)))


def _settling() -> Iterator[Event]:
    """A deposit for the car, as the bank's books have it."""
    settled = _at("2027-01-29T13:00:00Z")
    account, goal = _number("2027-01-05T09:00:00Z"), _number("2027-01-05T09:05:00Z")
    transaction = Transaction(
        number=_number("2027-01-30T06:00:00Z"),
        tenant=TENANT,
        household=HOUSEHOLD,
        user=ANNA,
        type=TransactionType.DEPOSIT,
        external_id="bank-4711",
        amount=25_00,
        currency="GBP",
        zone=LONDON,
        requested_at=settled,
        settled_at=settled,
        counts_at=settled,
        target=Side(account, goal),
    )
    yield from events_for(transaction, note(_at("2027-01-30T06:00:00Z"), (TransactionSettled(),)))


def _saving_up() -> Iterator[Event]:
    """A savings goal of 300.00 by the end of March: corrected, replanned, reached and completed."""
    now = _at("2027-01-05T09:05:00Z")
    plan = plan_savings(SavingsFigures(300_00, 100_00, date(2027, 3, 31)), now.date(), now.date())
    new = NewGoal(Texts("Car Savings"), MeasuredBy.ACTIONS, TrackingType.DEBIT_CREDIT, Target.DATE)
    goal = yield from _said(create(_number("2027-01-05T09:05:00Z"), _attachment(), new, plan, now))
    first, goal = yield from _recorded(goal, 120_00, "2027-01-20T08:30:00Z")
    second, goal = yield from _recorded(goal, 40_00, "2027-01-28T18:00:00Z")
    goal, closed = yield from _advanced(goal, "2027-02-01T00:00:00Z")
    now = _at("2027-02-03T10:00:00Z")
    corrected = actions.correct(goal, first, 110_00, Direction.CREDIT, now, closed[0])
    goal = yield from _said(corrected.change)
    goal = yield from _said(actions.remove(goal, second, now, corrected.change.period).change)
    figures = SavingsFigures(360_00, 120_00, date(2027, 4, 30))
    goal = yield from _said(goal_changes.replan(goal, figures, "New car", _at("2027-02-10T12:00:00Z")))
    _, goal = yield from _recorded(goal, 250_00, "2027-03-02T07:45:00Z")
    yield from _advanced(goal, "2027-06-01T00:00:00Z")


def _running_out() -> Iterator[Event]:
    """A goal that starts later, for which nothing is saved."""
    now = _at("2027-01-05T09:10:00Z")
    figures = GoalFigures(Target.DATE, Frequency.MONTHLY, date(2027, 2, 1), 0, 500_00, end_date=date(2027, 2, 28))
    new = NewGoal(Texts("A new roof"), MeasuredBy.TRANSACTIONS, TrackingType.CREDIT, Target.DATE)
    plan = plan_goal(figures, now.date())
    goal = yield from _said(create(_number("2027-01-05T09:10:00Z"), _attachment(), new, plan, now))
    goal, _ = yield from _advanced(goal, "2027-02-01T00:00:00Z")
    goal = yield from _said(remind(goal, 3, _at("2027-02-26T09:00:00Z")))
    yield from _advanced(goal, "2027-04-01T00:00:00Z")


def _giving_up() -> Iterator[Event]:
    """A goal that is cancelled on the day it was made."""
    now = _at("2027-01-05T09:15:00Z")
    figures = GoalFigures(Target.AMOUNT, Frequency.WEEKLY, now.date(), 0, 90_00, 10_00)
    new = NewGoal(Texts("Garden"), MeasuredBy.TRANSACTIONS, TrackingType.CREDIT, Target.AMOUNT)
    plan = plan_goal(figures, now.date())
    goal = yield from _said(create(_number("2027-01-05T09:15:00Z"), _attachment(), new, plan, now))
    yield from _said(goal_changes.cancel(goal, _at("2027-01-05T17:00:00Z")))


def _notifying() -> Iterator[Event]:
    """Anna hears by e-mail that her goal is achieved."""
    subject = guids.goal_guid_of(TENANT, ANNA, _number("2027-01-05T09:05:00Z"))
    notification = Notification(
        tenant=TENANT,
        customer=ANNA,
        event="goal.achieved",
        event_id=guids.event_guid(TENANT, subject, 19),
        at=_at("2027-03-02T07:45:00Z"),
        goal=subject,
        title="You did it",
        text="Your goal has reached its target.",
        mail=Mail.SENT,
        sequence=1,
    )
    fact = NotificationSent(Channel.EMAIL.value)
    yield from events_for(notification, note(_at("2027-03-02T07:45:04Z"), (fact,)))


def _said(change: Change | None) -> _Telling[Goal]:
    assert change is not None
    yield from events_for(change.goal, note(change.at, change.facts))
    return change.goal


def _recorded(goal: Goal, amount: int, at: str) -> _Telling[tuple[Action, Goal]]:
    goal, _ = yield from _advanced(goal, at)
    booking: Booking = actions.record(goal, _number(at), amount, Direction.CREDIT, _at(at))
    goal = yield from _said(booking.change)
    return booking.action, goal


def _advanced(goal: Goal, until: str) -> _Telling[tuple[Goal, list[ClosedPeriod]]]:
    steps = advance(goal, _at(until))
    closed = [step.period for step in steps if step.period is not None]
    for step in steps:
        goal = yield from _said(step)
    return goal, closed


def _attachment() -> Attachment:
    return Attachment(TENANT, ANNA, HOUSEHOLD, _number("2027-01-05T09:00:00Z"), "GBP", LONDON, 2)


def _number(at: str) -> int:
    """Return the id of something made at the instant, without the random part."""
    return (ids.new_id(_at(at)) >> 22) << 22


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)
