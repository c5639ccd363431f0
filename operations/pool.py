"""App clients of a Cognito user pool, which a tenant's backends and its customers' apps get their tokens by."""

from collections.abc import Sequence
from typing import Any, Final

import boto3

from contract.callers import SAVER_SCOPES, SCOPES

_HOUR: Final = {"AccessTokenValidity": 1, "TokenValidityUnits": {"AccessToken": "hours", "RefreshToken": "days"}}


class Pool:
    """A user pool, reached with the operator's own credentials."""

    def __init__(self, pool: str) -> None:
        self._pool = pool
        session: Any = boto3
        self._cognito = session.client("cognito-idp")

    def make_backend(self, tenant: str) -> tuple[str, str]:
        """Make a backend's client, which gets every scope for itself; return its id and its secret."""
        made = self._make(f"{tenant}-backend", SCOPES, ["client_credentials"], GenerateSecret=True)
        return made["ClientId"], made["ClientSecret"]

    def make_app(self, tenant: str, callbacks: Sequence[str]) -> str:
        """Make the client of an app in which customers sign in, with a saver's scopes and no secret; return its id."""
        made = self._make(
            f"{tenant}-app",
            ("openid", *SAVER_SCOPES),
            ["code"],
            CallbackURLs=list(callbacks),
            LogoutURLs=list(callbacks),
            SupportedIdentityProviders=["COGNITO"],
            ExplicitAuthFlows=["ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            RefreshTokenValidity=30,
            PreventUserExistenceErrors="ENABLED",
        )
        return str(made["ClientId"])

    def delete(self, client: str) -> bool:
        """Delete a client; return whether it was one of the pool's."""
        try:
            self._cognito.delete_user_pool_client(UserPoolId=self._pool, ClientId=client)
        except self._cognito.exceptions.ResourceNotFoundException:
            return False
        return True

    def _make(self, name: str, scopes: Sequence[str], flows: list[Any], **more: Any) -> Any:
        return self._cognito.create_user_pool_client(
            UserPoolId=self._pool,
            ClientName=name,
            AllowedOAuthFlows=flows,
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthScopes=list(scopes),
            EnableTokenRevocation=True,
            **_HOUR,
            **more,
        )["UserPoolClient"]
