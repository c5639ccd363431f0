"""The notifier over a product's table: events of the stream go in, letters and inbox items come out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, cast

from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from local.queues import digest
from savings.config import Settings
from savings.domain.calendar import instant
from savings.domain.events import Event
from savings.domain.notification import Notification
from savings.runtime import Runtime
from savings.store import notifications
from scheduler.notify import build
from tests import stream
from tests.post import Post
from tests.product import ANNA, CLIENT, Context, Product

FROM: Final = "Savings <savings@bank.example>"
DONE: Final[dict[str, Any]] = {"batchItemFailures": []}


@dataclass
class Mailbox:
    """A notifier with its SES; `mail_from` "" is a platform without e-mail."""

    product: Product
    mail_from: str = FROM
    post: Post = field(default_factory=Post)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """What the notifier put back into its queue."""
    is_queue_there: bool = True

    def __post_init__(self) -> None:
        settings = Settings(
            table_name=self.product.table_name,
            notify_queue_url="https://sqs.eu-west-1.amazonaws.com/123456789012/notify",
            mail_from=self.mail_from,
            mail_configuration_set="savings",
        )
        runtime = Runtime(settings, self.product.clock, sleep=lambda _: None)
        vars(runtime).update(table=self.product.table, mail=self.post.client)
        self._handler = build(runtime)
        queue = runtime.queue.meta.events
        queue.register("before-parameter-build.sqs.SendMessage", self._remember)
        queue.register("before-call.sqs.SendMessage", cast("Callable[..., None]", self._queue))

    def _remember(self, params: dict[str, Any], context: dict[str, Any], **_: object) -> None:
        context["asked"] = params

    def _queue(self, context: dict[str, Any], **_: object) -> tuple[AWSResponse, dict[str, Any]]:
        message = context["asked"]
        if not self.is_queue_there:
            return AWSResponse("", 400, HTTPHeaders(), None), {"Error": {"Code": "QueueDoesNotExist", "Message": ""}}
        self.waiting.append(message)
        answer = {"MessageId": str(len(self.waiting)), "MD5OfMessageBody": digest(message["MessageBody"])}
        return AWSResponse("", 200, HTTPHeaders(), None), answer

    def said(self, name: str) -> Event:
        """Return the last event of this name that the product reported."""
        return [event for event in self.events() if event.name == name][-1]

    def events(self) -> list[Event]:
        return stream.events(self.product.client, self.product.table_name)

    def receive(self, *messages: Event | dict[str, Any], left: int = 30_000) -> dict[str, Any]:
        """Hand messages to the notifier as one batch, with so many milliseconds left, and return its answer."""
        bodies = [as_of_bus(message) if isinstance(message, Event) else message for message in messages]
        records = [
            {"messageId": str(number), "body": json.dumps(body), "eventSource": "aws:sqs"}
            for number, body in enumerate(bodies)
        ]
        return self._handler({"Records": records}, Context(lambda: left))

    def inbox(self, customer: str = ANNA) -> list[Notification]:
        """Return what is in a customer's inbox, newest first."""
        return notifications.page(self.product.table, CLIENT, customer, 100, None)[0]


def as_of_bus(event: Event) -> dict[str, Any]:
    """Write an event as a rule of the bus hands it on."""
    time = instant(event.time)
    return {"source": "savings.goals", "detail-type": event.name, "time": time, "detail": event.envelope()}


def failures(*numbers: int) -> dict[str, Any]:
    """The answer that sends these messages of a batch back to the queue."""
    return {"batchItemFailures": [{"itemIdentifier": str(number)} for number in numbers]}


def bounced(kind: str = "Permanent", customer: str = ANNA) -> dict[str, Any]:
    """What SES says of a letter that came back."""
    mail = {"tags": {"tenant": [CLIENT], "customer": [customer]}}
    detail = {"eventType": "Bounce", "bounce": {"bounceType": kind}, "mail": mail}
    return {"source": "aws.ses", "detail-type": "Email Bounced", "detail": detail}


def complained(customer: str = ANNA) -> dict[str, Any]:
    """What SES says of a customer who called a letter unwanted."""
    mail = {"tags": {"tenant": [CLIENT], "customer": [customer]}}
    detail = {"eventType": "Complaint", "complaint": {}, "mail": mail}
    return {"source": "aws.ses", "detail-type": "Email Complaint Received", "detail": detail}
