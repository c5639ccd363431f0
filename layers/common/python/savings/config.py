"""Settings: what a function reads from its environment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

DIRECT: Final = "direct"
BOTO3: Final = "boto3"
"""Transports of the table."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The environment of a function; members that a function has no use for are empty."""

    table_name: str = ""
    table_transport: str = DIRECT
    issuer: str = ""
    bus_name: str = ""
    close_queue_url: str = ""
    publish_dlq_url: str = ""
    notify_queue_url: str = ""
    deliver_queue_url: str = ""
    deliver_dlq_url: str = ""
    webhook_keys: str = ""
    sign_in: str = ""
    mail_from: str = ""
    mail_configuration_set: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the variables that the CDK app sets."""
        return cls(
            table_name=environment.get("TABLE_NAME", ""),
            table_transport=environment.get("TABLE_TRANSPORT", DIRECT),
            issuer=environment.get("ISSUER", ""),
            bus_name=environment.get("BUS_NAME", ""),
            close_queue_url=environment.get("CLOSE_QUEUE_URL", ""),
            publish_dlq_url=environment.get("PUBLISH_DLQ_URL", ""),
            notify_queue_url=environment.get("NOTIFY_QUEUE_URL", ""),
            deliver_queue_url=environment.get("DELIVER_QUEUE_URL", ""),
            deliver_dlq_url=environment.get("DELIVER_DLQ_URL", ""),
            webhook_keys=environment.get("WEBHOOK_KEYS", ""),
            sign_in=environment.get("SIGN_IN", ""),
            mail_from=environment.get("MAIL_FROM", ""),
            mail_configuration_set=environment.get("MAIL_CONFIGURATION_SET", ""),
        )
