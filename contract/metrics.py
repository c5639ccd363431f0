"""What the functions measure beside what AWS measures by itself: a row each, for documents, dashboards and alarms.

A metric stands in the stage's own namespace, with the function that emits it as its `service`.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric; `service` is the function that emits it."""

    name: str
    service: str
    meaning: str
    unit: str = "Count"


METRICS: Final = (
    Metric("GoalsCreated", "publish", "goals that were created"),
    Metric("GoalsAchieved", "publish", "goals that reached their target for the first time"),
    Metric("GoalsCompleted", "publish", "goals that ended with their target reached"),
    Metric("GoalsFailed", "publish", "goals that ended without"),
    Metric("ActionsRecorded", "publish", "entries of savings goals, declared or made by a transaction"),
    Metric("PeriodsClosed", "publish", "periods that ended, those that were over at a goal's creation among them"),
    Metric("ContributionsDue", "publish", "planned payments that fell due"),
    Metric("RemindersPublished", "publish", "reminders of periods that end soon and need money"),
    Metric("ResidualsNegative", "publish", "changes that left the residual of an account below zero"),
    Metric("EventsPublished", "publish", "events that the bus has taken"),
    Metric(
        "PublishLagSeconds",
        "publish",
        "from the change in the table until the bus had taken each of its events",
        "Seconds",
    ),
    Metric("OldestDueSeconds", "close", "for how long the first thing of a shard has been due", "Seconds"),
    Metric("CloseFailures", "close", "things that are due and could not be closed"),
    Metric("RemindersSkipped", "close", "reminders that were more than a day late"),
    Metric("NotificationsMade", "notify", "notifications that were put into inboxes"),
    Metric("NotificationsSkipped", "notify", "events that notified nobody; the log has the `reason`"),
    Metric("NotificationsPostponed", "notify", "events that wait because SES or the table takes nothing for now"),
    Metric(
        "NotificationLagSeconds",
        "notify",
        "from the instant at which an event became true until its person had it",
        "Seconds",
    ),
    Metric("MailSent", "notify", "letters that SES took"),
    Metric("MailRefused", "notify", "letters that SES refused"),
    Metric("MailUnknown", "notify", "letters that may or may not have been sent"),
    Metric("MailBounced", "notify", "letters that came back for good: the customer's e-mail is stopped"),
    Metric("MailComplaints", "notify", "letters that were complained of: the customer's e-mail is stopped"),
    Metric("DeliveriesMade", "deliver", "events that a webhook has taken"),
    Metric("DeliveriesFailed", "deliver", "calls of webhooks that failed; the log has the `answer`"),
    Metric("DeliveriesPostponed", "deliver", "deliveries that wait without a call: their webhook rests, or is slow"),
    Metric(
        "DeliveryLagSeconds",
        "deliver",
        "from the instant at which an event became true until a webhook had it",
        "Seconds",
    ),
    Metric("WebhooksDisabled", "deliver", "webhooks that were disabled: they failed for three days, or are gone"),
    Metric("AuditedGoals", "audit", "goals whose invariants were recomputed"),
    Metric("AuditedAccounts", "audit", "their accounts"),
    Metric("InvariantsBroken", "audit", "invariants that do not hold"),
    Metric("AuditsCutShort", "audit", "goals of which not every entry was read"),
    Metric("AuditsPostponed", "audit", "goals that others wrote to all the time; their turn comes again"),
    Metric("AuditFailures", "audit", "goals that could not be audited"),
)
