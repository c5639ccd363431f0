"""SES as a test has it: real requests of a real client, each answered here, with faults in the order of a script."""

import threading
from collections import deque
from collections.abc import Callable
from typing import Any, cast

import boto3
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config

from tests.engines import REGION

Fault = tuple[int, str] | BaseException | Callable[[], object]


class Post:
    """Takes letters; `letters` are the requests that it took, `asked` how often it was called."""

    def __init__(self) -> None:
        self.letters: list[dict[str, Any]] = []
        self.asked = 0
        self._script: deque[Fault] = deque()
        self._at_hand = threading.local()
        """The request of a thread: several letters are handed over side by side."""
        self.client: Any = boto3.client(
            "sesv2",
            region_name=REGION,
            aws_access_key_id="test",
            aws_secret_access_key="test",
            config=Config(retries={"total_max_attempts": 1}),
        )
        events = self.client.meta.events
        events.register("provide-client-params.sesv2.SendEmail", self._remember)
        events.register("before-call.sesv2.SendEmail", cast("Callable[..., None]", self._answer))

    def refuse(self, status: int, code: str) -> None:
        """Answer the next letter with an error."""
        self._script.append((status, code))

    def fail(self, failure: BaseException) -> None:
        """Let the next letter end in an exception: the line breaks, or the process dies."""
        self._script.append(failure)

    def meanwhile(self, act: Callable[[], object]) -> None:
        """Let something else happen while the next letter is being taken."""
        self._script.append(act)

    @property
    def subjects(self) -> list[str]:
        return [letter["Content"]["Simple"]["Subject"]["Data"] for letter in self.letters]

    def _remember(self, params: dict[str, Any], **_: object) -> None:
        self._at_hand.request = params

    def _answer(self, **_: object) -> tuple[AWSResponse, dict[str, Any]]:
        self.asked += 1
        request = self._at_hand.request
        fault = self._script.popleft() if self._script else None
        match fault:
            case BaseException():
                raise fault
            case (int(status), str(code)):
                error = {"Code": code, "Message": "injected"}
                return _response(status), {"Error": error, "ResponseMetadata": {"HTTPStatusCode": status}}
            case None:
                pass
            case act:
                act()
        self.letters.append(request)
        return _response(200), {"MessageId": f"message-{len(self.letters)}"}


def _response(status: int) -> AWSResponse:
    return AWSResponse("", status, HTTPHeaders(), None)
