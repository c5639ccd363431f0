"""The bank's backend: a client app that calls the product for its customers."""

from typing import Final

from savings_goals_client import Client, ClientCredentials, Conflict

_PATIENCE: Final = 300.0
"""Seconds: the clock walks for long."""


def bank(base_url: str) -> Client:
    """Return the client app `demo-app`."""
    return Client(base_url, ClientCredentials("demo-app", "demo-secret"), timeout=_PATIENCE)


def set_clock(app: Client, instant: str) -> bool:
    """Move the stack's clock to an instant; False if it stands later already."""
    try:
        app.request("PUT", "/_local/clock", body={"now": instant})
    except Conflict:
        return False
    return True
