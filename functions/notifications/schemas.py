"""The bodies of the notifications' routes."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from savings.api.models import Body
from savings.domain.notification import REMINDER_DAYS, Channel, Language, MailStop

EventName = Literal[
    "goal.achieved",
    "goal.completed",
    "goal.failed",
    "goal.cancelled",
    "goal.milestone.reached",
    "goal.period.closed",
    "goal.reminder",
]
Days = Annotated[StrictInt, Field(ge=REMINDER_DAYS[0], le=REMINDER_DAYS[1])]


class MarkNotification(Body):
    """PATCH /notifications/{notification_id}."""

    read: StrictBool


class MailBody(Body):
    """Whether e-mail goes out; only `stopped: null` is heard."""

    address_known: StrictBool | None = None
    stopped: MailStop | None = None


class SetPreferences(Body):
    """PUT /notifications/preferences."""

    channels: dict[EventName, Channel] = Field(default_factory=dict)
    language: Language | None = None
    reminder_days: Days | None = None
    mail: MailBody | None = None
