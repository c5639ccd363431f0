"""DynamoDB on this machine: installs an engine on first use, starts it and stops it."""

from local.engine.process import DYNAMODB_LOCAL, DYNOXIDE, Engine, EngineUnavailableError, fetch, preferred_engine
from local.engine.shortcut import Refused, Shortcut

__all__ = [
    "DYNAMODB_LOCAL",
    "DYNOXIDE",
    "Engine",
    "EngineUnavailableError",
    "Refused",
    "Shortcut",
    "fetch",
    "preferred_engine",
]
