"""What a function runs with: settings, clock and the clients of the services it uses, each made when first needed."""

import os
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config

from savings.clock import Clock, SystemClock
from savings.config import Settings
from savings.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient

Handler = Callable[[dict[str, Any], Any], dict[str, Any]]

_CONFIG = Config(retries={"mode": "standard", "max_attempts": 3}, connect_timeout=2, read_timeout=5)

# A call to SES that is made again may send the e-mail again.
_ONCE = Config(retries={"mode": "standard", "total_max_attempts": 1}, connect_timeout=2, read_timeout=5)


def pause(attempt: int) -> None:
    """Wait a random time before another try: up to 20 ms, doubled with each attempt (full jitter)."""
    time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311


@dataclass(frozen=True)
class Runtime:
    """The outside world as the use cases see it."""

    settings: Settings
    clock: Clock = field(default_factory=SystemClock)
    pause: Callable[[int], None] = pause

    @classmethod
    def from_environment(cls) -> "Runtime":
        """Return the runtime of a deployed function."""
        return cls(Settings.from_environment(os.environ))

    @cached_property
    def table(self) -> Table:
        """The product's table."""
        return Table(boto3.client("dynamodb", config=_CONFIG), self.settings.table_name)

    def side_by_side(self) -> ThreadPoolExecutor:
        """Return a pool for one read beside another; the table's client may be used from both threads."""
        return ThreadPoolExecutor(max_workers=1)

    @cached_property
    def bus(self) -> "EventBridgeClient":
        """EventBridge."""
        return boto3.client("events", config=_CONFIG)

    @cached_property
    def queue(self) -> "SQSClient":
        """SQS."""
        return boto3.client("sqs", config=_CONFIG)

    @cached_property
    def mail(self) -> Any:
        """SES, asked once for each e-mail."""
        return boto3.client("sesv2", config=_ONCE)

    @cached_property
    def secrets(self) -> "SecretsManagerClient":
        """Secrets Manager."""
        return boto3.client("secretsmanager", config=_CONFIG)

    @cached_property
    def page_token_key(self) -> bytes:
        """The key that page tokens are signed with, read once."""
        answer = self.secrets.get_secret_value(SecretId=self.settings.page_token_secret)
        return answer["SecretString"].encode()


class Entry:
    """A function's entry point: built from the environment when Lambda loads it, elsewhere at the first call."""

    def __init__(self, build: Callable[[Runtime], Handler]) -> None:
        self._build = build
        self._handler = build(Runtime.from_environment()) if "AWS_LAMBDA_FUNCTION_NAME" in os.environ else None

    def __call__(self, event: dict[str, Any], context: Any) -> dict[str, Any]:
        """Handle one event."""
        if self._handler is None:
            self._handler = self._build(Runtime.from_environment())
        return self._handler(event, context)
