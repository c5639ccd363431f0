"""Notifications: which events a customer hears of, by which channel, and what the customer chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from savings.domain import guids

STALE: Final = timedelta(hours=48)
"""An event older than this is no news: a replay or a long outage notifies nobody."""
KEPT: Final = timedelta(days=400)
REMINDER_DAYS: Final = (1, 14)
"""How few and how many days before the end of a period a reminder may come."""
PERIOD_CLOSED: Final = "goal.period.closed"


class Channel(StrEnum):
    """How a customer hears of an event."""

    EMAIL = "email"
    """By e-mail, and in the inbox."""
    INBOX = "inbox"
    NONE = "none"


class Language(StrEnum):
    """The languages that messages are written in."""

    ENGLISH = "en"
    GERMAN = "de"


class MailStop(StrEnum):
    """Why a customer gets no e-mail any more."""

    BOUNCE = "bounce"
    COMPLAINT = "complaint"


class Mail(StrEnum):
    """What became of a notification's e-mail."""

    CLAIMED = "claimed"
    """It was about to be sent; where it stays so, nobody knows whether it was, and it is not sent again."""
    SENT = "sent"
    NONE = "none"
    """None was due: not chosen, no address, or stopped."""
    REFUSED = "refused"


DEFAULT_CHANNELS: Final[Mapping[str, Channel]] = {
    "goal.achieved": Channel.EMAIL,
    "goal.completed": Channel.EMAIL,
    "goal.failed": Channel.EMAIL,
    "goal.cancelled": Channel.INBOX,
    "goal.milestone.reached": Channel.INBOX,
    PERIOD_CLOSED: Channel.EMAIL,
    "goal.reminder": Channel.EMAIL,
}
NOTIFIABLE: Final = tuple(DEFAULT_CHANNELS)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What a customer chose: `channels` by event name, where what is not named has its default.

    `language` None follows the household's locale. `reminder_days` is 1 to 14, None for no reminders. `mail_stopped`
    says why there is no e-mail any more, until the customer asks for it again.
    """

    channels: Mapping[str, Channel] = field(default_factory=dict)
    language: str | None = None
    reminder_days: int | None = None
    mail_stopped: str | None = None
    version: int = 0

    def channel(self, event: str) -> Channel:
        """Return the channel for an event that is notifiable."""
        return self.channels.get(event, DEFAULT_CHANNELS[event])

    def language_for(self, locale: str) -> str:
        """Return the language of this customer's messages; English where a household's has none."""
        if self.language is not None:
            return self.language
        spoken = locale.replace("-", "_").partition("_")[0].lower()
        return spoken if spoken in list(Language) else Language.ENGLISH.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """What a message is about. Amounts are minor units of `currency`; members of other events are None.

    `planned` is the plan to date, `required` what the open period still needs; `period_end` is the last date of the
    period, and `days_left` counts from today to it, both included.
    """

    event: str
    goal_name: str
    first_name: str | None
    currency: str
    saved: int
    target: int
    percent: int | None = None
    period_start: date | None = None
    period_end: date | None = None
    period_saved: int | None = None
    planned: int | None = None
    required: int | None = None
    days_left: int | None = None

    @property
    def is_behind(self) -> bool:
        """Whether a period has closed on a goal that is below its plan to date and below its target."""
        return self.event == PERIOD_CLOSED and self.saved < min(self.planned or 0, self.target)

    @property
    def deserves_mail(self) -> bool:
        """Whether an e-mail is worth sending: of closed periods, only where the goal is behind."""
        return self.event != PERIOD_CLOSED or self.is_behind


@dataclass(frozen=True, slots=True)
class Message:
    """A message in one language: `subject` is also the inbox title, `text` the inbox text and the mail's text part."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notification:
    """What a customer's inbox holds about one event; `at` is the event's time, `goal` the goal's GUID.

    `claim` names the attempt that may send its e-mail. `sequence` counts the events about the notification itself.
    """

    tenant: str
    customer: str
    event: str
    event_id: str
    at: datetime
    goal: str
    title: str
    text: str
    mail: Mail = Mail.NONE
    claim: str | None = None
    is_read: bool = False
    sequence: int = 0

    @property
    def id(self) -> str:
        """The notification's GUID."""
        return guids.notification_guid(self.tenant, self.customer, self.event_id, self.at)
