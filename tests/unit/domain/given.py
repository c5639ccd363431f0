"""What the domain's tests start from: instants, plans and goals, with defaults for what a test is not about."""

from datetime import UTC, date, datetime
from typing import Any, Final

from savings.domain import calendar
from savings.domain.account import Account
from savings.domain.calendar import Frequency
from savings.domain.goal import Attachment, Change, MeasuredBy, NewGoal, Texts, TrackingType, create
from savings.domain.plan import GoalFigures, Plan, SavingsFigures, Target, plan_goal, plan_savings

TENANT: Final = "bank"
CUSTOMER: Final = "2a7a1f1c-18b9-4af1-8424-91c5848e8037"
HOUSEHOLD: Final = "6f0c3a52-5a0c-4f2e-9a57-0f4f4b1c2d3e"
GOAL_ID: Final = 854_000_000 * 2**22
LONDON: Final = "Europe/London"
REQUEST: Final = "00000000-0000-4000-8000-000000000000"
"""An id as AWS Lambda gives its invocations; those of an HTTP API are shorter."""


def instant(text: str) -> datetime:
    """Read an instant; a date alone is its midnight in UTC."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def day(text: str) -> date:
    """Read a date."""
    return date.fromisoformat(text)


def account(zone: str = LONDON, currency: str = "GBP", finalising_days: int = 2) -> Attachment:
    """Return what a goal takes over from its account and household."""
    return Attachment(TENANT, CUSTOMER, HOUSEHOLD, 7 * 2**12, currency, zone, finalising_days)


def saving(number: int = 7 * 2**12, **facts: Any) -> Account:
    """Return an account with 1000.00 in it, of which no goal holds anything."""
    facts = {"balance": 1000_00, "residual": 1000_00, "savings_type": 1, **facts}
    now = instant("2027-01-01")
    return Account(
        number=number,
        tenant=TENANT,
        household=HOUSEHOLD,
        owner=CUSTOMER,
        currency="GBP",
        value_date=now.date(),
        created_at=now,
        **facts,
    )


def goal_plan(
    now: str,
    *,
    frequency: Frequency = Frequency.MONTHLY,
    target: Target = Target.AMOUNT,
    start: str | None = None,
    end: str | None = None,
    **amounts: int,
) -> Plan:
    """Return the plan of a goal in London, by default after an amount and from today."""
    today = calendar.local_date(instant(now), LONDON)
    start_date, end_date = day(start) if start else today, day(end) if end else None
    return plan_goal(GoalFigures(target, frequency, start_date, **amounts, end_date=end_date), today)


def goal(
    now: str,
    plan: Plan,
    *,
    measured_by: MeasuredBy = MeasuredBy.TRANSACTIONS,
    target: Target = Target.AMOUNT,
    at: Attachment | None = None,
    **said: Any,
) -> Change:
    """Return the creation of a goal with this plan."""
    texts = Texts("A new roof")
    new = NewGoal(texts, measured_by, TrackingType.CREDIT, target, **said)
    return create(GOAL_ID, at or account(), new, plan, instant(now))


def figures(target: int | None = None, recurrent: int | None = None, by: str | None = None) -> SavingsFigures:
    """Return the plan members of a savings goal."""
    return SavingsFigures(target, recurrent, day(by) if by else None)


def savings_goal(now: str, given: SavingsFigures, at: Attachment | None = None) -> Change:
    """Return the creation of a savings goal."""
    at = at or account()
    today = calendar.local_date(instant(now), at.zone)
    target = Target.AMOUNT if given.target_date is None else Target.DATE
    new = NewGoal(Texts("Car Savings"), MeasuredBy.ACTIONS, TrackingType.DEBIT_CREDIT, target)
    return create(GOAL_ID, at, new, plan_savings(given, today, today), instant(now))


def three_months() -> Change:
    """Return a savings goal of 300.00 over January to March 2027, made on 5 January.

    January counts: its three periods of 100.00 close on 1 February at 00:00Z, 1 March at 00:00Z and 31 March at 23:00Z;
    it finalises on 2 April at 23:00Z.
    """
    return savings_goal("2027-01-05T09:00:00", figures(300_00, 100_00, "2027-03-31"))
