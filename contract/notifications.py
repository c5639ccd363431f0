"""What the routes of notifications answer."""

from contract.model import Answer, Guid, Instant
from notifications.schemas import EventName
from savings.domain.notification import Channel, Language, Mail, MailStop


class Notification(Answer):
    """One notification."""

    id: Guid
    event: EventName
    event_id: Guid
    goal_id: Guid
    title: str
    text: str
    at: Instant
    read: bool
    mail: Mail


class Inbox(Answer):
    """A page of the inbox; `next` is the `after` of the page that follows."""

    notifications: list[Notification]
    next: str | None


class MailState(Answer):
    """Whether e-mail goes out."""

    address_known: bool
    stopped: MailStop | None


class Preferences(Answer):
    """What a customer chose, defaults filled in."""

    channels: dict[EventName, Channel]
    language: Language | None
    reminder_days: int | None
    mail: MailState
