"""DynamoDB on this machine: installs an engine on first use, starts it and stops it."""

from local.engine.process import DYNAMODB_LOCAL, DYNOXIDE, Engine, EngineUnavailableError, preferred_engine

__all__ = ["DYNAMODB_LOCAL", "DYNOXIDE", "Engine", "EngineUnavailableError", "preferred_engine"]
