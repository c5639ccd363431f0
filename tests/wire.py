"""The product's way to an engine as tests watch it, and the transport that they run on.

TRANSPORT=boto3 takes the reference in place of the functions' own.
"""

import os
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from savings.dynamodb.by_boto3 import ByBoto3
from savings.dynamodb.direct import Direct
from savings.dynamodb.signing import Credentials
from savings.dynamodb.surroundings import endpoint
from savings.dynamodb.transport import ServiceError, Transport
from tests.engines import REGION, connect

SECONDS: Final = 60.0

Asked = Callable[[str, dict[str, Any]], dict[str, Any] | None]
"""Hears an operation and its request, which it may change; what it returns is the answer, and nothing is sent."""
Answered = Callable[[str, dict[str, Any], dict[str, Any]], object]
"""Hears an operation, its request and its answer, which it may change; an error is an answer, too."""


@cache
def transport(address: str) -> Transport:
    """Return the transport to an engine."""
    return ByBoto3(connect(address)) if os.environ.get("TRANSPORT") == "boto3" else direct(address)


@cache
def direct(address: str) -> Direct:
    """Return the functions' own transport to an engine, whatever TRANSPORT says."""
    at = endpoint({"AWS_ENDPOINT_URL": address, "AWS_REGION": REGION})
    return Direct(at, lambda: Credentials("test", "test"), None, connect=SECONDS, answer=SECONDS)


class Wire:
    """A transport that is watched: `asked` and `answered` hear every call, in their order."""

    def __init__(self, address: str) -> None:
        self._transport = transport(address)
        self.asked: list[Asked] = []
        self.answered: list[Answered] = []

    def call(self, operation: str, request: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call as the product's transport does."""
        failure, sent = None, dict(request)
        try:
            answer = self._made(operation, sent)
        except ServiceError as error:
            failure, answer = error, dict(error.response)
        for hear in self.answered:
            hear(operation, sent, answer)
        if failure is not None:
            raise failure
        return answer

    def _made(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        for ask in self.asked:
            answer = ask(operation, request)
            if answer is not None:
                return answer
        return self._transport.call(operation, request)


def tenants_in(request: Any) -> set[str]:
    """Return the tenants whose items a request to the table names: every partition that it has anywhere in it."""
    if isinstance(request, str):
        return {request.split("#")[1]} if request.startswith("T#") else set()
    if isinstance(request, dict):
        return tenants_in(list(request.values()))
    return set().union(*map(tenants_in, request)) if isinstance(request, list | tuple) else set()
