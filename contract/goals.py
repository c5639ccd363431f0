"""What the goals family answers."""

from typing import Any

from contract.model import Amount, Answer, Day, Instant
from contract.savings_goals import Money, SavingsGoal
from savings.domain.calendar import Frequency
from savings.domain.goal import MeasuredBy, Status, TrackingType
from savings.domain.plan import Target
from savings.domain.progress import TrackingStatus


class Period(Answer):
    """One period of a goal, with the published members and at the end what this product adds."""

    id: int | None
    goal_id: int | None
    index: int
    start_date: Day
    end_date: Day
    target_amount: Amount
    current_amount: Amount
    required_amount: Amount
    tracking_status: TrackingStatus
    closed_amount: Amount | None


class Goal(Answer):
    """A goal with the published members, and what this product adds at the end."""

    current_period: Period | None
    id: int | None
    name: str
    description: str | None
    image_url: str | None
    account_id: int
    tracking_status: TrackingStatus
    tracking_type: TrackingType
    status: Status
    frequency: Frequency
    target: Target
    currency: str
    current_amount: Amount
    period_amount: Amount
    start_amount: Amount
    target_amount: Amount
    start_date: Day
    end_date: Day
    estimated_end_date: Day | None
    estimated_target_amount: Amount | None
    periods_count: int
    metadata: dict[str, Any]
    measured_by: MeasuredBy
    sequence: int
    achieved_at: Instant | None
    finalises_at: Instant | None
    estimate_null_reason: str | None


Goals = list[Goal]
Periods = list[Period]


class Alternative(Answer):
    """A change that would make the plan feasible."""

    change: str
    value: str | Money


class Estimate(Answer):
    """Where past performance leads."""

    estimated_end_date: Day | None
    estimated_target_amount: Amount | None
    null_reason: str | None


class Preview(Answer):
    """What creating or changing a goal would give; nothing was written."""

    feasible: bool
    goal: Goal | SavingsGoal | None
    periods: list[Period]
    estimate: Estimate | None
    shortfall: str | Money | None
    alternatives: list[Alternative]


class Invariant(Answer):
    """One invariant with what the rules say and what the table holds."""

    number: int
    name: str
    holds: bool
    expected: Any
    actual: Any


class Integrity(Answer):
    """The invariants that concern a goal: `holds` speaks of those that are listed.

    While the check is not `complete`, those that depend on all entries are not, and the `Link` goes on. `through` is
    the instant of the last entry that was read.
    """

    goal_id: int
    holds: bool
    complete: bool
    through: Instant | None
    invariants: list[Invariant]
