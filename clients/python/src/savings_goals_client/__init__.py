"""The Python client of the savings-goals platform: see the package's README for the first five minutes."""

from savings_goals_client._version import __version__
from savings_goals_client.client import AsyncClient, Client
from savings_goals_client.credentials import AccessToken, ClientCredentials, Credentials, SignedInCustomer
from savings_goals_client.errors import (
    ApiError,
    BadRequest,
    Conflict,
    FieldError,
    Forbidden,
    Invalid,
    NoAnswer,
    NotFound,
    NoToken,
    PlanInfeasible,
    SavingsGoalsError,
    ServerError,
    TooLarge,
    TooManyRequests,
    Unauthorized,
    UnreadableAnswer,
)
from savings_goals_client.event import Event, PlainEvent
from savings_goals_client.events import parse_event
from savings_goals_client.exchange import Retries
from savings_goals_client.webhooks import NotVerified, WebhookVerifier

__all__ = [
    "AccessToken",
    "ApiError",
    "AsyncClient",
    "BadRequest",
    "Client",
    "ClientCredentials",
    "Conflict",
    "Credentials",
    "Event",
    "FieldError",
    "Forbidden",
    "Invalid",
    "NoAnswer",
    "NoToken",
    "NotFound",
    "NotVerified",
    "PlainEvent",
    "PlanInfeasible",
    "Retries",
    "SavingsGoalsError",
    "ServerError",
    "SignedInCustomer",
    "TooLarge",
    "TooManyRequests",
    "Unauthorized",
    "UnreadableAnswer",
    "WebhookVerifier",
    "__version__",
    "parse_event",
]
