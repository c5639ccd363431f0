"""Who calls: what a token is got with. A token that comes from elsewhere is used until it ends."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """A client app: a bank's backend. It acts for any of its customers (`acting_for`).

    `token_url` is the user pool's on AWS (the stack's output `TokenUrl`); without it the API's own, as on one machine.
    """

    client_id: str
    client_secret: str = field(repr=False)
    scope: str | None = None
    token_url: str | None = None

    def form(self) -> Mapping[str, str]:
        """Return what the token endpoint is sent."""
        grant = {"grant_type": "client_credentials", "client_id": self.client_id, "client_secret": self.client_secret}
        return grant | ({"scope": self.scope} if self.scope else {})


@dataclass(frozen=True, slots=True)
class SignedInCustomer:
    """A customer of the local stack, who signs in by a GUID; elsewhere customers come with an AccessToken."""

    customer: str
    client_id: str
    client_secret: str = field(repr=False)
    token_url: str | None = None

    def form(self) -> Mapping[str, str]:
        """Return what the token endpoint is sent."""
        app = {"client_id": self.client_id, "client_secret": self.client_secret}
        return {"grant_type": "password", "username": self.customer, **app}


@dataclass(frozen=True, slots=True)
class AccessToken:
    """A token that somebody else got, such as a customer's who signed in with an app; it is not renewed."""

    value: str = field(repr=False)
    client_id: str | None = None


Credentials = ClientCredentials | SignedInCustomer | AccessToken
