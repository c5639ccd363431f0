"""The issuer's public keys: downloaded once, and again where a token names one that is not among them."""

import json
import os
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any, Final
from urllib.parse import urlsplit

from authorize.tokens import read_keys
from savings.dynamodb import surroundings

AGAIN_AFTER: Final = timedelta(seconds=10)
"""Not sooner are they looked at anew: anybody may send a token with the name of a key that there is not."""
_PATIENCE: Final = 2.0


class NoKeys(Exception):
    """The issuer does not give its keys: nothing can be proven, and nobody is refused for good."""


class Keys:
    """The keys by their names; `read` gives the issuer's JSON Web Key Set."""

    def __init__(self, read: Callable[[], dict[str, Any]], now: Callable[[], datetime]) -> None:
        self._read, self._now = read, now
        self._keys: dict[str, tuple[int, int]] = {}
        self._read_at: datetime | None = None

    def find(self, name: str) -> tuple[int, int] | None:
        """Return modulus and exponent of a key, None for an unknown one. Raises NoKeys."""
        if name not in self._keys:
            now = self._now()
            if self._read_at is None or now - self._read_at >= AGAIN_AFTER:
                self._keys, self._read_at = read_keys(self._read()), now
        return self._keys.get(name)


def download(issuer: str, environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the JSON Web Key Set of a user pool, from its own address or the one that stands for Cognito's here.

    Raises NoKeys.
    """
    at = urlsplit(issuer)
    elsewhere = environment.get("AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER") or environment.get("AWS_ENDPOINT_URL")
    origin = urlsplit(elsewhere) if elsewhere else at
    connection = (
        HTTPSConnection(origin.netloc, timeout=_PATIENCE, context=surroundings.amazons(environment))
        if origin.scheme == "https"
        else HTTPConnection(origin.netloc, timeout=_PATIENCE)
    )
    try:
        connection.request("GET", f"{origin.path.rstrip('/') if elsewhere else ''}{at.path}/.well-known/jwks.json")
        answer = connection.getresponse()
        text = answer.read()
    except (OSError, HTTPException) as failure:
        raise NoKeys(issuer) from failure
    finally:
        connection.close()
    if answer.status != 200:
        raise NoKeys(f"{issuer}: {answer.status}")
    found: dict[str, Any] = json.loads(text)
    return found
