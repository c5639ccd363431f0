"""The AWS services beside the table, answered in this process under the functions' real clients.

botocore checks and serializes every call as always; where it would send the request, the answer comes from here. Only
what the functions use is answered: any other operation of these clients fails loudly, and nothing goes off the machine.
"""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from contract import wiring
from local.bus import LIMIT, Bus
from local.queues import BATCH, Kept, Queue, digest
from local.secrets import Refused, Vault
from local.state import State
from savings.clock import Clock

if TYPE_CHECKING:
    from botocore.hooks import BaseEventHooks
    from botocore.model import OperationModel

_PARAMETERS: Final = "local.parameters"
_SERVICES: Final = ("events", "secretsmanager", "sqs", "sesv2")
MAIL_CONFIGURATION_SET: Final = "letters-local"
_SIMULATED: Final[Mapping[str, tuple[str, str, dict[str, str]]]] = {
    "bounce@simulator.amazonses.com": ("Email Bounced", "Bounce", {"bounceType": "Permanent"}),
    "complaint@simulator.amazonses.com": ("Email Complaint Received", "Complaint", {}),
}
"""Addresses of SES's mailbox simulator: what is reported of an e-mail there, by whichever name."""

Post = Callable[[str, str, str, str], None]
"""Takes an e-mail: to whom, subject, text, and the id of the event that it is about."""


class Services:
    """Queues, bus, post and secrets of the product."""

    def __init__(self, clock: Clock, post: Post, state: State | None = None) -> None:
        """Make them; the `tap` gathers every event of the bus, `post` takes every e-mail.

        The `state` keeps deliveries and secrets over a restart, where there is one.
        """
        self.queues = _make_queues(clock, state)
        self.bus = Bus("savings", clock)
        self.account_bus = Bus("default", clock)
        self.tap: list[dict[str, Any]] = []
        self.bus.rule({}, self.tap.append)
        self.bus.rule(wiring.NEWS, self.queues[wiring.NOTIFY_QUEUE].put)
        self.bus.rule(wiring.EVENTS, self.queues[wiring.DELIVER_QUEUE].put)
        self.account_bus.rule(wiring.came_back(MAIL_CONFIGURATION_SET), self.queues[wiring.NOTIFY_QUEUE].put)
        self._post = post
        self._operations: dict[str, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
            "PutEvents": self._put_events,
            "SendEmail": self._send_email,
            "SendMessage": self._send_message,
            "SendMessageBatch": self._send_message_batch,
            **Vault(state or State(Path(":memory:"))).operations,
        }

    def answer(self, events: "BaseEventHooks") -> None:
        """Answer the calls of a client from now on, or those of the clients that a session makes from now on."""
        for service in _SERVICES:
            events.register(f"before-parameter-build.{service}", _remember)
            events.register(f"before-call.{service}", cast("Callable[..., None]", self._answer))

    def drain_tap(self) -> list[dict[str, Any]]:
        """Return the events that came over the bus since the last call, in order."""
        events = self.tap.copy()
        del self.tap[: len(events)]
        return events

    def perform(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return what an operation answers. Raises Refused, and KeyError for one that is not among them."""
        return self._operations[name](parameters)

    def _answer(self, model: "OperationModel", context: dict[str, Any], **_: Any) -> tuple[AWSResponse, dict[str, Any]]:
        operation = self._operations.get(model.name)
        if operation is None:
            raise NotImplementedError(f"the local stack has no {model.service_model.service_name} {model.name}")
        try:
            return _response(200), operation(context[_PARAMETERS])
        except Refused as refusal:
            return _response(400), {"Error": {"Code": refusal.code, "Message": str(refusal)}}

    def _put_events(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        entries = parameters["Entries"]
        if len(entries) > LIMIT:
            raise Refused("ValidationException", f"PutEvents takes at most {LIMIT} entries, not {len(entries)}.")
        foreign = {entry.get("EventBusName", "default") for entry in entries} - {self.bus.name}
        if foreign:
            raise Refused("ResourceNotFoundException", f"Event bus {min(foreign)} does not exist.")
        results = [self.bus.put(entry) for entry in entries]
        return {"FailedEntryCount": sum("ErrorCode" in result for result in results), "Entries": results}

    def _send_message(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        queue = self._queue(parameters["QueueUrl"])
        return {"MessageId": _send(queue, parameters), "MD5OfMessageBody": digest(parameters["MessageBody"])}

    def _send_message_batch(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        queue = self._queue(parameters["QueueUrl"])
        entries = parameters["Entries"]
        if not 0 < len(entries) <= BATCH:
            raise Refused("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", f"A batch has 1 to {BATCH} entries.")
        if len({entry["Id"] for entry in entries}) < len(entries):
            raise Refused("AWS.SimpleQueueService.BatchEntryIdsNotDistinct", "Two entries have one id.")
        return {
            "Successful": [
                {
                    "Id": entry["Id"],
                    "MessageId": _send(queue, entry),
                    "MD5OfMessageBody": digest(entry["MessageBody"]),
                }
                for entry in entries
            ]
        }

    def _send_email(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        content = parameters["Content"]["Simple"]
        tags = {tag["Name"]: tag["Value"] for tag in parameters["EmailTags"]}
        for to in parameters["Destination"]["ToAddresses"]:
            self._post(to, content["Subject"]["Data"], content["Body"]["Text"]["Data"], tags["event_id"])
            if to in _SIMULATED:
                self.account_bus.put(_came_back(to, parameters))
        return {"MessageId": f"mail-{tags['event_id']}"}

    def _queue(self, url: str) -> Queue:
        found = next((queue for queue in self.queues.values() if queue.url == url), None)
        if found is None:
            raise Refused("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.")
        return found


def _make_queues(clock: Clock, kept: Kept | None) -> dict[str, Queue]:
    queues = {wiring.PUBLISH_DEAD_LETTERS: Queue(wiring.PUBLISH_DEAD_LETTERS, clock)}
    for name, wired in wiring.QUEUES.items():
        keeping = kept if name == wiring.DELIVER_QUEUE else None
        dead = Queue(wired.dead_letters, clock, fifo=wired.dead_letters in wiring.FIFO, kept=keeping)
        queues[dead.name] = dead
        queues[name] = Queue(
            name,
            clock,
            fifo=name in wiring.FIFO,
            dead_letters=dead,
            batch=wired.batch,
            attempts=wired.attempts,
            kept=keeping,
        )
    return queues


def _came_back(to: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what SES reports of an e-mail to one of the addresses of its mailbox simulator."""
    name, kind, about = _SIMULATED[to]
    tags = {tag["Name"]: [tag["Value"]] for tag in parameters["EmailTags"]}
    mail = {"destination": [to], "tags": {"ses:configuration-set": [parameters["ConfigurationSetName"]], **tags}}
    detail = {"eventType": kind, kind.lower(): about, "mail": mail}
    return {"Source": "aws.ses", "DetailType": name, "Detail": json.dumps(detail)}


def _send(queue: Queue, entry: Mapping[str, Any]) -> str:
    group, deduplication = entry.get("MessageGroupId"), entry.get("MessageDeduplicationId")
    if queue.fifo and (group is None or deduplication is None):
        raise Refused(
            "MissingParameter", "A message for a FIFO queue has a MessageGroupId and a MessageDeduplicationId."
        )
    return queue.send(entry["MessageBody"], group, timedelta(seconds=entry.get("DelaySeconds", 0)))


def _remember(params: dict[str, Any], context: dict[str, Any], **_: Any) -> None:
    context[_PARAMETERS] = params


def _response(status: int) -> AWSResponse:
    return AWSResponse("", status, HTTPHeaders(), None)
