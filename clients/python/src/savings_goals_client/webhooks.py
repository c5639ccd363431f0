"""Webhooks as they reach a receiver: signed by Standard Webhooks 1.0.0, an event in the body."""

import time
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Callable, Iterable, Mapping
from hmac import compare_digest, digest
from typing import Final

from savings_goals_client import wire
from savings_goals_client.errors import SavingsGoalsError
from savings_goals_client.event import Event
from savings_goals_client.events import parse_event

TOLERANCE: Final = 300
"""Seconds by which a message may be older or younger than the receiver's clock."""


class NotVerified(SavingsGoalsError):
    """A message that is not from the platform, was changed on the way, or is too old: answer 400 and do nothing."""


class WebhookVerifier:
    """Verifies the messages of one endpoint. While a secret is rotated, give both."""

    def __init__(self, *secrets: str, tolerance: float = TOLERANCE, clock: Callable[[], float] = time.time) -> None:
        """Take the secrets, `whsec_` with base64. Raises ValueError where one is no such."""
        try:
            self._keys = [b64decode(secret.removeprefix("whsec_"), validate=True) for secret in secrets]
        except Error as error:
            raise ValueError("a secret is whsec_ with base64") from error
        if not all(self._keys) or not self._keys:
            raise ValueError("a secret is needed")
        self._tolerance = tolerance
        self._clock = clock

    def verify(self, headers: Mapping[str, str], body: bytes) -> None:
        """Prove a message by its headers and its body, as it came. Raises NotVerified."""
        sent = {name.lower(): value for name, value in headers.items()}
        message, second = sent.get("webhook-id", ""), sent.get("webhook-timestamp", "")
        if not message or not second.isdecimal() or not second.isascii():
            raise NotVerified("webhook-id or webhook-timestamp is missing")
        if abs(self._clock() - int(second)) > self._tolerance:
            raise NotVerified("the message is too old, or one of the clocks is wrong")
        content = f"{message}.{second}.".encode() + body
        if not _is_any(sent.get("webhook-signature", "").split(), self._keys, content):
            raise NotVerified("no signature is right")

    def event(self, headers: Mapping[str, str], body: bytes) -> Event[object]:
        """Return the event of a message, once it is proven. Raises NotVerified."""
        self.verify(headers, body)
        return parse_event(wire.read(body))


def _is_any(signatures: Iterable[str], keys: Iterable[bytes], content: bytes) -> bool:
    """Compare each signature with each key's, in a time that says nothing of how much of it is right."""
    expected = [b"v1," + b64encode(digest(key, content, "sha256")) for key in keys]
    return any(compare_digest(one.encode(), right) for one in signatures for right in expected)
