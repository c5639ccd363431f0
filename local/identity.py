"""The identity provider: a user pool of one machine, with tokens of Cognito's shape for its app clients."""

import json
import time
import uuid
from collections.abc import Mapping
from typing import Any, Final

from joserfc import jwt
from joserfc.jwk import RSAKey

from contract.callers import SAVER_SCOPES, SCOPES
from local.state import State

CLIENTS: Final = {"demo-app": "demo-secret", "other-app": "other-secret"}
ISSUER: Final = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_local"
"""Constant, so that a token is good after a restart on another port; nothing looks there, the keys are at hand."""

LIFETIME: Final = 3600
"""Seconds for which a token is good: real ones, whatever the local clock says."""

_ALGORITHM: Final = "RS256"
_MADE: Final = "app_clients"
"""Where the clients that were made are kept."""


class TokenRefused(Exception):
    """The token endpoint refuses; `code` is OAuth's word for it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Identity:
    """A user pool of one machine. The key is kept with the data, so tokens are good after a restart."""

    def __init__(self, state: State) -> None:
        """Load the signing key, making it the first time."""
        self._state = state
        self._key = RSAKey.import_key(json.loads(state.once("signing_key", _make_key)))

    @property
    def clients(self) -> dict[str, str]:
        """The app clients with their secrets, those for development and those that were made since."""
        return {**CLIENTS, **json.loads(self._state.setting(_MADE) or "{}")}

    def make_client(self) -> tuple[str, str]:
        """Make an app client as CreateUserPoolClient does; return its id and its secret."""
        client, secret = uuid.uuid4().hex[:26], uuid.uuid4().hex
        made = json.loads(self._state.setting(_MADE) or "{}")
        self._state.keep(_MADE, json.dumps({**made, client: secret}))
        return client, secret

    def delete_client(self, client: str) -> bool:
        """Delete an app client that was made; return whether there was one."""
        made = json.loads(self._state.setting(_MADE) or "{}")
        is_there = made.pop(client, None) is not None
        self._state.keep(_MADE, json.dumps(made))
        return is_there

    def jwks(self) -> dict[str, Any]:
        """Return the public keys as the JSON Web Key Set that issuers publish."""
        return {"keys": [self._key.as_dict(private=False)]}

    def grant(self, form: Mapping[str, str], client_id: str | None, client_secret: str | None) -> dict[str, Any]:
        """Answer a token request: the body of Cognito's answer. Raises TokenRefused.

        `client_credentials` gives a client app's token; `password`, with a customer's GUID as `username`, stands in for
        a customer who signed in, and has a saver's scopes at most. Without `scope` all that there may be are granted.
        """
        if client_id is None or client_secret is None or self.clients.get(client_id) != client_secret:
            raise TokenRefused("invalid_client")
        allowed: tuple[str, ...]
        match form.get("grant_type"):
            case "client_credentials":
                subject, allowed = {"sub": client_id}, SCOPES
            case "password":
                customer = _customer(form.get("username", ""))
                subject, allowed = {"sub": customer, "username": customer}, SAVER_SCOPES
            case None:
                raise TokenRefused("invalid_request")
            case _:
                raise TokenRefused("unsupported_grant_type")
        scopes = form.get("scope", "").split() or allowed
        if not set(scopes) <= set(allowed):
            raise TokenRefused("invalid_scope")
        return {
            "access_token": self.sign(subject | {"client_id": client_id, "scope": " ".join(scopes)}),
            "expires_in": LIFETIME,
            "token_type": "Bearer",
        }

    def sign(self, claims: Mapping[str, Any]) -> str:
        """Return an access token with `claims`, which go before the usual ones."""
        now = int(time.time())
        usual = {
            "token_use": "access",
            "iss": ISSUER,
            "auth_time": now,
            "iat": now,
            "exp": now + LIFETIME,
            "jti": str(uuid.uuid4()),
            "version": 2,
        }
        return jwt.encode({"alg": _ALGORITHM, "kid": self._key.kid}, {**usual, **claims}, self._key)


def _make_key() -> str:
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": _ALGORITHM, "kid": str(uuid.uuid4())}, private=True)
    return json.dumps(key.as_dict(private=True))


def _customer(username: str) -> str:
    try:
        return str(uuid.UUID(username))
    except ValueError as error:
        raise TokenRefused("invalid_grant") from error
