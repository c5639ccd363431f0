"""What the routes of webhooks answer."""

from contract.model import Answer, Guid, Instant
from savings.domain.webhook import DeliveryOutcome


class Webhook(Answer):
    """A place that hears the tenant's events over HTTPS."""

    id: int
    url: str
    types: list[str] | None
    made_at: Instant
    rotated_at: Instant | None
    disabled_because: str | None
    failing_since: Instant | None


Webhooks = list[Webhook]


class WebhookKeys(Answer):
    """The keys that sign: `whsec_` and base64, as Standard Webhooks has them."""

    current: str
    previous: str | None
    previous_until: Instant | None


class Delivery(Answer):
    """What became of the delivery of an event."""

    event_id: Guid
    event: str
    subject: Guid
    at: Instant
    outcome: DeliveryOutcome
    attempts: int
    answer: str
    first_at: Instant
    last_at: Instant


Deliveries = list[Delivery]
