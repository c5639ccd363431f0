"""The notifier: takes events from its queue and notifies customers of them; bounced letters end a customer's e-mail."""

import json
from functools import partial
from typing import Any, Final
from zlib import crc32

from savings.correlation import serve, served
from savings.domain.events import SOURCE
from savings.observability import count, instrumented, logger
from savings.runtime import Entry, Handler, Runtime
from savings.usecases import notification_delivery
from savings.usecases.notification_delivery import Postponed
from scheduler.messages import render

MAIL_SOURCE: Final = "aws.ses"
REPLAY: Final = "replay-name"
"""What EventBridge puts on an event that it sends again from an archive."""
TO_NOTIFY: Final = 17_000
"""Milliseconds that one event may take: to claim it, to send its e-mail, to keep what came of it, or to wait."""
WAITS: Final = range(300, 900)
"""Seconds after which a postponed event comes again, each at its own of these; SQS allows no more."""


class OutOfTime(Exception):
    """Nothing was done about the message: it comes again."""


class Foreign(Exception):
    """A message that is neither an event of the product nor one of SES."""


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""

    def notify(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        is_done = runtime.side_by_side(partial(_take, runtime), event["Records"])
        failed = [one["messageId"] for one, done in zip(event["Records"], is_done, strict=True) if not done]
        return {"batchItemFailures": [{"itemIdentifier": message} for message in failed]}

    return instrumented(runtime, notify)


def _take(runtime: Runtime, record: dict[str, Any]) -> bool:
    """Notify of one event, for the request that it came of; return whether the message is done with.

    What is postponed waits as a new message.
    """
    try:
        try:
            _notify(runtime, json.loads(record["body"]))
        except Postponed:
            _let_wait(runtime, record["body"])
    except Exception:  # noqa: BLE001
        logger.exception("record failed")
        return False
    return True


def _notify(runtime: Runtime, message: dict[str, Any]) -> None:
    if not runtime.deadline.allows(TO_NOTIFY):
        raise OutOfTime
    if message["source"] == SOURCE:
        serve(message["detail"].get("correlationid", served()))
        is_replay = REPLAY in message
        notification_delivery.notify(runtime, message["detail-type"], message["detail"], render, is_replay=is_replay)
    elif message["source"] == MAIL_SOURCE:
        notification_delivery.stop_mail(runtime, message["detail"])
    else:
        raise Foreign(message["source"])


def _let_wait(runtime: Runtime, body: str) -> None:
    """Have a message come again later: where SES takes no more for hours, returning it would end in dead letters.

    It ends when it is too old to be news.
    """
    delay = WAITS[crc32(body.encode()) % len(WAITS)]
    runtime.queue.send_message(QueueUrl=runtime.settings.notify_queue_url, MessageBody=body, DelaySeconds=delay)
    count("NotificationsPostponed")


handler: Final = Entry(build)
