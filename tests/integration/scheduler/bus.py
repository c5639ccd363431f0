"""The bus as a publisher's test has it, and what the table's stream has for it."""

import json
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from local.bus import matcher
from savings.runtime import Handler, Runtime
from savings.store.schema import STREAM_FILTER
from tests import stream
from tests.product import Context, Product


@dataclass
class Bus:
    """Takes what it is given, but for what it is reported to refuse: per call a set of places, or an error for all."""

    calls: list[list[dict[str, Any]]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    refuses: deque[set[int] | str] = field(default_factory=deque)
    takes: Callable[[], object] = lambda: None
    asked: threading.local = field(default_factory=threading.local)
    """What the call at hand has: several are under way side by side."""

    def watch(self, runtime: Runtime) -> None:
        runtime.bus.meta.events.register("provide-client-params.events.PutEvents", self._hear)
        runtime.bus.meta.events.register("before-call.events.PutEvents", cast("Callable[..., None]", self._answer))

    @property
    def details(self) -> list[dict[str, Any]]:
        """The CloudEvents that were taken, oldest first."""
        return [json.loads(entry["Detail"]) for entry in self.taken]

    def names(self) -> list[str]:
        return [entry["DetailType"] for entry in self.taken]

    def _hear(self, params: dict[str, Any], **_: object) -> None:
        self.asked.entries = list(params["Entries"])
        self.calls.append(self.asked.entries)

    def _answer(self, **_: object) -> tuple[AWSResponse, dict[str, Any]]:
        self.takes()
        entries = self.asked.entries
        assert len(entries) <= 10
        refused = self.refuses.popleft() if self.refuses else set()
        if isinstance(refused, str):
            return _response(400), {"Error": {"Code": refused, "Message": "injected"}}
        self.taken += [entry for place, entry in enumerate(entries) if place not in refused]
        results = [
            {"ErrorCode": "InternalFailure", "ErrorMessage": "injected"} if place in refused else {"EventId": "1"}
            for place, _ in enumerate(entries)
        ]
        return _response(200), {"FailedEntryCount": len(refused), "Entries": results}


def _response(status: int) -> AWSResponse:
    return AWSResponse("", status, HTTPHeaders(), None)


def news(product: Product) -> list[dict[str, Any]]:
    """The records that the event source mapping's filter lets through, as Lambda writes them."""
    passes = matcher(STREAM_FILTER)
    said = json.loads(json.dumps(stream.records(product.client, product.table_name), default=str))
    return [record for record in said if passes(record)]


def send(publish: Handler, records: list[dict[str, Any]]) -> list[str]:
    """Publish records and return the numbers that it reports as failed."""
    answer = publish({"Records": records}, Context())
    return [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
