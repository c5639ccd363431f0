"""The bodies that the goals function reads, for both of its families."""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool, StrictInt

from savings.api.amounts import Blank, DateText, DecimalText, MoneyBody, read_amount, read_date
from savings.api.bodies import AnyId, Body, Description, ImageUrl, Metadata, Name
from savings.domain.calendar import Frequency
from savings.domain.errors import Checks
from savings.domain.goal import Texts, TrackingType
from savings.domain.plan import SavingsFigures, Target
from savings.domain.what_if import Changes
from savings.usecases.goals import GoalRequest
from savings.usecases.savings_goals import SavingsGoalRequest


class CreateGoal(Body):
    """POST /goals."""

    name: Name
    account_id: AnyId
    tracking_type: TrackingType
    frequency: Frequency
    target: Target
    description: Annotated[Description | None, Blank] = None
    image_url: Annotated[ImageUrl | None, Blank] = None
    target_amount: DecimalText = None
    period_amount: DecimalText = None
    start_amount: DecimalText = None
    start_date: DateText = None
    end_date: DateText = None
    suppress_events: StrictBool | None = None
    completed_backdated_periods: Annotated[StrictInt, Field(ge=0)] | None = None
    metadata: Metadata = None

    def read(self, currency: str) -> GoalRequest:
        """Read the body in the account's currency. Raises Refused."""
        checks = Checks()
        request = GoalRequest(
            texts=Texts(self.name, self.description, self.image_url, self.metadata),
            tracking_type=self.tracking_type,
            frequency=self.frequency,
            target=self.target,
            target_amount=read_amount(checks, self.target_amount, currency, "target_amount"),
            period_amount=read_amount(checks, self.period_amount, currency, "period_amount"),
            start_amount=read_amount(checks, self.start_amount, currency, "start_amount"),
            start_date=read_date(checks, self.start_date, "start_date"),
            end_date=read_date(checks, self.end_date, "end_date"),
            suppress_events=self.suppress_events or False,
            completed_backdated_periods=self.completed_backdated_periods or 0,
        )
        checks.done()
        return request


class UpdateGoal(Body):
    """PUT /goals/{goal_id}: what may change; null clears, absent changes nothing."""

    model_config = ConfigDict(extra="allow")

    name: Name = ""
    description: Annotated[Description | None, Blank] = None
    image_url: Annotated[ImageUrl | None, Blank] = None
    metadata: Metadata = None

    def onto(self, texts: Texts) -> Texts:
        """Return the texts with the members that were sent."""
        sent = {member: getattr(self, member) for member in self.model_fields_set & type(self).model_fields.keys()}
        before = {member: getattr(texts, member) for member in type(self).model_fields}
        return Texts(**{**before, **sent})

    @property
    def others(self) -> dict[str, Any]:
        """The members that cannot change, as they were sent."""
        return self.model_extra or {}


class CreateSavingsGoal(Body):
    """POST /goals/v1/savings."""

    name: Name
    account_id: AnyId
    target_amount: MoneyBody | None = None
    recurrent_amount: MoneyBody | None = None
    target_date: DateText = None

    def read(self, currency: str) -> SavingsGoalRequest:
        """Read the body in the account's currency. Raises Refused."""
        return _savings_goal(self, currency, f"Must be the account's currency, {currency}.")


class UpdateSavingsGoal(Body):
    """PATCH /goals/v1/savings/{goal_id}; null means absent."""

    name: Name | None = None
    target_amount: MoneyBody | None = None
    recurrent_amount: MoneyBody | None = None
    target_date: DateText = None

    def read(self, currency: str) -> SavingsGoalRequest:
        """Read the body in the goal's currency. Raises Refused."""
        return _savings_goal(self, currency, "cannot be updated")


def _savings_goal(body: CreateSavingsGoal | UpdateSavingsGoal, currency: str, mismatch: str) -> SavingsGoalRequest:
    checks = Checks()
    target, recurrent = body.target_amount, body.recurrent_amount
    figures = SavingsFigures(
        checks(lambda: target.minor(currency, "target_amount", mismatch)) if target else None,
        checks(lambda: recurrent.minor(currency, "recurrent_amount", mismatch)) if recurrent else None,
        read_date(checks, body.target_date, "target_date"),
    )
    checks.done()
    return SavingsGoalRequest(body.name, figures)


class PreviewChange(Body):
    """POST /goals/{goal_id}/preview: changes against the goal as it stands."""

    target_amount: DecimalText = None
    end_date: DateText = None
    skipped_periods: tuple[Annotated[StrictInt, Field(ge=0)], ...] = ()
    one_off: DecimalText = None

    def read(self, currency: str) -> Changes:
        """Read the changes in the goal's currency. Raises Refused."""
        checks = Checks()
        changes = Changes(
            read_amount(checks, self.target_amount, currency, "target_amount"),
            read_date(checks, self.end_date, "end_date"),
            frozenset(self.skipped_periods),
            read_amount(checks, self.one_off, currency, "one_off") or 0,
        )
        checks.done()
        return changes


PreviewGoal = CreateGoal | CreateSavingsGoal
"""POST /goals/preview: the body of either creation."""


def is_savings_goal(body: Iterable[str], target_amount: object) -> Literal[True] | bool:
    """Whether a preview's body is one of POST /goals/v1/savings: by its own members or its kind of amounts."""
    return isinstance(target_amount, dict) or bool({"recurrent_amount", "target_date"} & set(body))
