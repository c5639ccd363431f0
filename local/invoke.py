"""Runs a Lambda handler as Lambda would: JSON in, JSON out, one call at a time, with a context."""

import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from savings.deadline import TIMEOUTS

LOG: Final = logging.getLogger("local")

Handler = Callable[[dict[str, Any], Any], Any]


class FunctionFailed(Exception):
    """A handler raised, or answered what is not JSON; the traceback is in the log."""


@dataclass(frozen=True, slots=True)
class Context:
    """The context object of one invocation, as far as handlers use it."""

    function_name: str
    deadline: float
    memory_limit_in_mb: int = 512
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    log_group_name: str = "local"
    log_stream_name: str = "local"

    @property
    def invoked_function_arn(self) -> str:
        """The function's name as AWS has it."""
        return f"arn:aws:lambda:eu-west-1:123456789012:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Return the milliseconds until the deadline."""
        return max(0, round((self.deadline - time.monotonic()) * 1000))


class Function:
    """A handler in its one execution environment.

    Functions that share `environment` never run at the same time: the libraries inside keep the current event in a
    place of the process, as they may where an environment serves one event at a time.
    """

    def __init__(
        self, name: str, handler: Handler, environment: threading.Lock, variables: Mapping[str, str] | None = None
    ) -> None:
        """Take the handler that `build` made of its `variables`."""
        self.name = name
        self.variables = variables or {}
        self._handler = handler
        self._environment = environment

    def __call__(self, event: dict[str, Any]) -> Any:
        """Return the handler's answer to `event`. Raises FunctionFailed."""
        with self._environment:
            context = Context(self.name, time.monotonic() + TIMEOUTS[self.name])
            try:
                return json.loads(json.dumps(self._handler(json.loads(json.dumps(event)), context)))
            except Exception as error:
                LOG.exception("%s failed, request %s", self.name, context.aws_request_id)
                raise FunctionFailed(self.name) from error
