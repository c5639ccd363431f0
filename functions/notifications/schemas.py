"""The bodies of the notifications' routes."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt

from savings.api.bodies import Body
from savings.domain.notification import REMINDER_DAYS, Channel, Language, MailStop, Preferences

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

    @property
    def preferences(self) -> Preferences:
        """The body as the use case takes it."""
        language = None if self.language is None else self.language.value
        channels = {str(event): channel for event, channel in self.channels.items()}
        return Preferences(channels, language, self.reminder_days)

    @property
    def resumes_mail(self) -> bool:
        """Whether the body says that nothing stops e-mail."""
        return self.mail is not None and "stopped" in self.mail.model_fields_set and self.mail.stopped is None
