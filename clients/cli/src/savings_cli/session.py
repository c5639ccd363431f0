"""One call of a command: the profile it goes by, the client that it asks, and how its answer is shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from savings_cli.failures import MISUSED, NOT_ALLOWED, Failed, required
from savings_cli.profiles import Profile, Profiles, variable
from savings_cli.screen import Screen

if TYPE_CHECKING:
    import httpx2

    from savings_goals_client import Client, Credentials


@dataclass
class Session:
    """What each command is handed."""

    screen: Screen
    named: str | None = None
    customer: str | None = None

    @cached_property
    def profiles(self) -> Profiles:
        """The user's profiles."""
        return Profiles.load()

    @property
    def profile_name(self) -> str:
        """The profile that is used: the one named, else the current one."""
        return self.named or self.profiles.current

    @cached_property
    def profile(self) -> Profile:
        """The profile with what the environment and the options say in its place. Raises Failed."""
        kept = self.profiles.get(self.profile_name).from_environment()
        return replace(kept, customer=self.customer or kept.customer)

    @cached_property
    def bank(self) -> "Client":
        """The client, as the client app. Raises Failed."""
        return connected(self.profile, self.profile_name)

    @property
    def saver(self) -> "Client":
        """The client, acting for the customer. Raises Failed."""
        cure = (
            "Name one with `--customer GUID`, or keep one with `savings profiles add NAME --customer GUID`; "
            "`savings households show ID` has the people of a household."
        )
        return self.bank.acting_for(required(self.profile.customer, "A customer", cure))

    def close(self) -> None:
        """Close the connections, if there were any."""
        if "bank" in vars(self):
            self.bank.close()

    def show(self, document: object, drawn: Callable[[], object]) -> None:
        """Show a command's answer: the document for scripts, else what is drawn for people."""
        self.screen.show(document, drawn)


def connected(profile: Profile, name: str, *, patience: float | None = None) -> "Client":
    """Return the client of a profile; with `patience`, one that asks once and waits so many seconds. Raises Failed."""
    from savings_goals_client import Client, Retries

    caller = credentials(profile, name)
    if patience is None:
        return Client(profile.base_url, caller)
    return Client(profile.base_url, caller, timeout=patience, retries=Retries(tries=1))


def line() -> "httpx2.Client":
    """Return connections without a caller, for what is asked before there is a token."""
    import httpx2

    return httpx2.Client(timeout=10.0)


def credentials(profile: Profile, name: str) -> "Credentials":
    """Return what a profile calls with. Raises Failed."""
    from savings_goals_client import AccessToken, ClientCredentials

    if profile.token:
        return AccessToken(profile.token, profile.client_id)
    if not profile.client_id:
        raise Failed(f"the profile {name} names no client app", f"savings profiles add {name} --client-id ID", MISUSED)
    if not profile.client_secret:
        cure = f"savings log-in --profile {name}, or {variable('client_secret')}"
        raise Failed(f"the profile {name} has no secret", cure, NOT_ALLOWED)
    return ClientCredentials(profile.client_id, profile.client_secret, profile.scope, profile.token_url)


def members(**given: object) -> Mapping[str, Any]:
    """Return what was given of a body or a query: what is None is left out."""
    return {name: value for name, value in given.items() if value is not None}
