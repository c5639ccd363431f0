"""The notifier: takes events from its queue and notifies customers of them; bounced letters end a customer's e-mail."""

import json
from typing import Any, Final

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord

from savings.domain.events import SOURCE
from savings.observability import instrumented, logged
from savings.runtime import Entry, Handler, Runtime
from savings.usecases import notification_delivery
from scheduler.messages import render

MAIL_SOURCE: Final = "aws.ses"
TO_NOTIFY: Final = 11_000
"""Milliseconds that one event may take: to claim it, to send its e-mail and to keep what came of it."""


class OutOfTime(Exception):
    """Nothing was done about the message: it comes again."""


class Foreign(Exception):
    """A message that is neither an event of the product nor one of SES."""


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    # A batch that fails as a whole is reported like any other: what is in it comes again, and then to the DLQ.
    processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)

    def notify(event: dict[str, Any], context: Any) -> dict[str, Any]:
        @logged
        def notify_of(record: SQSRecord) -> None:
            if not runtime.deadline.allows(TO_NOTIFY):
                raise OutOfTime
            message = json.loads(record.body)
            if message["source"] == SOURCE:
                notification_delivery.notify(runtime, message["detail-type"], message["detail"], render)
            elif message["source"] == MAIL_SOURCE:
                notification_delivery.stop_mail(runtime, message["detail"])
            else:
                raise Foreign(message["source"])

        answer = process_partial_response(event=event, record_handler=notify_of, processor=processor, context=context)
        return dict(answer)

    return instrumented(runtime, notify)


handler: Final = Entry(build)
