"""The bodies of the webhooks' routes."""

from pydantic import StrictStr

from savings.api.models import Body


class CreateWebhook(Body):
    """POST /webhooks; without `types` it hears all events."""

    url: StrictStr
    types: list[StrictStr] | None = None
