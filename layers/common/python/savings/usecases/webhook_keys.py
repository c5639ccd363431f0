"""The keys that webhooks sign with: in Secrets Manager, one secret a webhook, and nowhere else.

A secret has its webhook's last key and the one before, and is never behind the webhook: whatever is cut off halfway,
the key of the webhook's number is there. The first key is made after the webhook, and a secret goes before its webhook
does, so that no secret is kept for a webhook that is not there. Each function here raises Busy where the vault fails.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from os import urandom
from typing import Any, Final

from savings.domain.errors import Busy
from savings.domain.webhook import Webhook
from savings.https.signature import PREFIX
from savings.observability import logger
from savings.runtime import Runtime

_BYTES: Final = 32


class NoKeys(Exception):
    """The webhook has no keys yet: its creation was cut off, and they are made when they are asked for."""


@dataclass(frozen=True, slots=True)
class Keys:
    """A webhook's key, and the one before."""

    current: str
    previous: str | None


def read(runtime: Runtime, webhook: Webhook) -> Keys:
    """Return the webhook's keys. Raises NoKeys."""
    kept = _kept(runtime, webhook)
    if kept is None:
        raise NoKeys(webhook.guid)
    if kept["number"] > webhook.key_number:
        return Keys(kept["previous"], None)
    return Keys(kept["current"], kept["previous"])


def signing(runtime: Runtime, webhook: Webhook) -> list[str]:
    """Return the keys that may sign, the newest first. Raises NoKeys."""
    keys = read(runtime, webhook)
    return [keys.current, keys.previous] if keys.previous else [keys.current]


def make(runtime: Runtime, webhook: Webhook) -> Keys:
    """Return the webhook's keys, which are made where there are none."""
    try:
        return read(runtime, webhook)
    except NoKeys:
        secret = _secret(webhook.key_number, None)
        with _vault(runtime) as vault, suppress(vault.exceptions.ResourceExistsException):  # another request was first
            vault.create_secret(Name=_name(runtime, webhook), **secret)
        return read(runtime, webhook)


def rotate(runtime: Runtime, webhook: Webhook) -> None:
    """Have the key ready that follows the webhook's; it is the webhook's as soon as its number says so."""
    before = make(runtime, webhook)
    kept = _kept(runtime, webhook)
    if kept is not None and kept["number"] == webhook.key_number:
        secret = _secret(webhook.key_number + 1, before.current)
        with _vault(runtime) as vault, suppress(vault.exceptions.ResourceExistsException):  # another request was first
            vault.put_secret_value(SecretId=_name(runtime, webhook), **secret)


def delete(runtime: Runtime, webhook: Webhook) -> None:
    """Delete the webhook's keys at once, and for good."""
    with _vault(runtime) as vault:
        vault.delete_secret(SecretId=_name(runtime, webhook), ForceDeleteWithoutRecovery=True)


def _kept(runtime: Runtime, webhook: Webhook) -> dict[str, Any] | None:
    with _vault(runtime) as vault:
        try:
            found = vault.get_secret_value(SecretId=_name(runtime, webhook))
        except vault.exceptions.ResourceNotFoundException:
            return None
    kept: dict[str, Any] = json.loads(found["SecretString"])
    return kept


@contextmanager
def _vault(runtime: Runtime) -> Iterator[Any]:
    """Give Secrets Manager. What is done with it may be done again: its failure is a matter of another try."""
    vault = runtime.secrets
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415  # the client has loaded it

    try:
        yield vault
    except (vault.exceptions.ClientError, BotoCoreError) as failure:
        logger.exception("vault failed")
        raise Busy("The webhook's keys cannot be reached now. Send the request again, with the same key.") from failure


def _secret(number: int, previous: str | None) -> dict[str, str]:
    """Return a secret with a new key; of several with one number the vault takes the first."""
    current = PREFIX + b64encode(urandom(_BYTES)).decode()
    text = json.dumps({"number": number, "current": current, "previous": previous})
    return {"SecretString": text, "ClientRequestToken": f"{number:032d}"}


def _name(runtime: Runtime, webhook: Webhook) -> str:
    return f"{runtime.settings.webhook_keys}{webhook.guid}"
