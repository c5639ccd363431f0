"""Signatures of Standard Webhooks 1.0.0 (https://www.standardwebhooks.com), by HMAC-SHA256."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from hmac import digest
from typing import Final

PREFIX: Final = "whsec_"


def signed(keys: Iterable[str], message: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that prove a message: its id, the instant of sending, and a signature by each of the keys.

    A key is `whsec_` with base64. While keys are rotated there are two, and whoever knows either can verify.
    """
    second = str(int(at.timestamp()))
    content = f"{message}.{second}.".encode() + body
    return {
        "webhook-id": message,
        "webhook-timestamp": second,
        "webhook-signature": " ".join(f"v1,{_signature(key, content)}" for key in keys),
    }


def _signature(key: str, content: bytes) -> str:
    return b64encode(digest(b64decode(key.removeprefix(PREFIX)), content, "sha256")).decode()
