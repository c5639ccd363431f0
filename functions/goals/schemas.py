"""The bodies that the goals function reads, for both of its families; `reading` has what the use cases take of them."""

from typing import Annotated

from pydantic import ConfigDict, Field, StrictBool, StrictInt

from savings.api.models import (
    BLANK,
    AnyId,
    Body,
    DateText,
    DecimalText,
    Description,
    ImageUrl,
    Metadata,
    MoneyBody,
    Name,
)
from savings.domain.calendar import Frequency
from savings.domain.goal import TrackingType
from savings.domain.plan import Target


class CreateGoal(Body):
    """POST /goals."""

    name: Name
    account_id: AnyId
    tracking_type: TrackingType
    frequency: Frequency
    target: Target
    description: Annotated[Description | None, BLANK] = None
    image_url: Annotated[ImageUrl | None, BLANK] = None
    target_amount: DecimalText = None
    period_amount: DecimalText = None
    start_amount: DecimalText = None
    start_date: DateText = None
    end_date: DateText = None
    suppress_events: StrictBool | None = None
    completed_backdated_periods: Annotated[StrictInt, Field(ge=0)] | None = None
    metadata: Metadata = None


class UpdateGoal(Body):
    """PUT /goals/{goal_id}: what may change; null clears, absent changes nothing."""

    model_config = ConfigDict(extra="allow")

    name: Name = ""
    description: Annotated[Description | None, BLANK] = None
    image_url: Annotated[ImageUrl | None, BLANK] = None
    metadata: Metadata = None


class CreateSavingsGoal(Body):
    """POST /goals/v1/savings."""

    name: Name
    account_id: AnyId
    target_amount: MoneyBody | None = None
    recurrent_amount: MoneyBody | None = None
    target_date: DateText = None


class UpdateSavingsGoal(Body):
    """PATCH /goals/v1/savings/{goal_id}; null means absent."""

    name: Name | None = None
    target_amount: MoneyBody | None = None
    recurrent_amount: MoneyBody | None = None
    target_date: DateText = None


class PreviewChange(Body):
    """POST /goals/{goal_id}/preview: changes against the goal as it stands."""

    target_amount: DecimalText = None
    end_date: DateText = None
    skipped_periods: tuple[Annotated[StrictInt, Field(ge=0)], ...] = ()
    one_off: DecimalText = None
    period_amount: DecimalText = None


PreviewGoal = CreateGoal | CreateSavingsGoal
"""POST /goals/preview: the body of either creation."""
