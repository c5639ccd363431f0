"""What every transport promises, and the three ways in which a call fails."""

from collections.abc import Mapping
from typing import Any, Protocol


class ServiceError(Exception):
    """The service answered with an error; `response` is what it said, as botocore has it."""

    def __init__(self, operation: str, status: int, response: Mapping[str, Any]) -> None:
        super().__init__(operation, status, response["Error"]["Code"])
        self.operation_name = operation
        self.status = status
        self.response = response

    @property
    def code(self) -> str:
        """The kind of error, such as `ThrottlingException`."""
        return str(self.response["Error"]["Code"])


class NotSent(Exception):
    """The call did not reach the service: nothing was done."""


class NoAnswer(Exception):
    """The call was sent, and its answer did not come or cannot be read: it may have been done, or may be yet."""


class Transport(Protocol):
    """Makes single calls, each at most once: only who calls knows what may be repeated, and for how long."""

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call such as `GetItem` and return its answer; both in the service's own members.

        Raises ServiceError, NotSent and NoAnswer.
        """
        ...
