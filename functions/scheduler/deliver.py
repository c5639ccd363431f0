"""The deliverer: takes events and their deliveries from one queue, and calls webhooks side by side."""

import json
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

from savings.correlation import serve, served
from savings.observability import instrumented, logger
from savings.runtime import Entry, Handler, Runtime
from savings.usecases.delivery_queue import Pending, put
from savings.usecases.webhook_delivery import WebhookDelivery

AT_ONCE: Final = 2
"""Calls of one webhook that an invocation has under way side by side."""

Left = list[tuple[str, list[Pending]]]
"""What is to be queued, each with the id of the message that it came of."""
Record = dict[str, Any]


def build(runtime: Runtime) -> Handler:
    """Return the function's handler."""
    delivery = WebhookDelivery(runtime)

    def deliver(event: dict[str, Any], _context: Any) -> dict[str, Any]:
        failed: set[str] = set()
        attempt = partial(_attempt, failed)
        read = [(record, attempt(record, _read)) for record in event["Records"]]
        # Events first: their webhooks need not wait for those that are called here.
        heard = [(record, message) for record, message in read if isinstance(message, dict)]
        failed |= _queue(runtime, [_of_event(attempt, delivery, *one) for one in heard])
        lanes = _lanes([(record, one) for record, one in read if isinstance(one, Pending)])
        done = runtime.side_by_side(partial(_deliver, attempt, delivery), lanes)
        failed |= _queue(runtime, [left for lane in done for left in lane])
        return {"batchItemFailures": [{"itemIdentifier": message} for message in sorted(failed)]}

    return instrumented(runtime, deliver)


def _read(record: Record) -> Pending | dict[str, Any]:
    """Return a delivery, or an event as a rule of the bus gives it."""
    message: dict[str, Any] = json.loads(record["body"])
    return Pending.read(message) if "webhook" in message else message


def _attempt(failed: set[str], record: Record, work: Callable[[Record], Any]) -> Any:
    """Return what comes of the work on a record; where it fails, the record is among those that have `failed`."""
    try:
        return work(record)
    except Exception:  # noqa: BLE001
        logger.exception("record failed")
        failed.add(record["messageId"])
        return None


def _of_event(attempt: Any, delivery: WebhookDelivery, record: Record, message: dict[str, Any]) -> tuple[str, Any]:
    """Return the deliveries of an event."""

    def heard(record: Record) -> list[Pending]:
        serve(message["detail"].get("correlationid", served()))
        sent_at = datetime.fromtimestamp(int(record["attributes"]["SentTimestamp"]) / 1000, UTC)
        return delivery.of_event(message["detail-type"], message["detail"], sent_at)

    return record["messageId"], attempt(record, heard) or []


def _lanes(pending: list[tuple[Record, Pending]]) -> list[list[tuple[Record, Pending]]]:
    """Return deliveries as they are made one after the other: those of one webhook in so many lanes as it may have."""
    of_webhook: dict[Any, list[tuple[Record, Pending]]] = defaultdict(list)
    for record, one in pending:
        of_webhook[one.owner, one.webhook].append((record, one))
    lanes = (waiting[start::AT_ONCE] for waiting in of_webhook.values() for start in range(AT_ONCE))
    return [lane for lane in lanes if lane]


def _deliver(attempt: Any, delivery: WebhookDelivery, lane: list[tuple[Record, Pending]]) -> Left:
    """Make deliveries, and return what waits of them."""

    def deliver(pending: Pending, _: Record) -> Pending | None:
        serve(pending.event.get("correlationid", served()))
        return delivery.deliver(pending)

    left = [(record["messageId"], attempt(record, partial(deliver, pending))) for record, pending in lane]
    return [(message, [waiting]) for message, waiting in left if waiting is not None]


def _queue(runtime: Runtime, left: Left) -> set[str]:
    """Queue deliveries; return the messages of which one could not be, and which come again."""
    sent = [(message, one) for message, some in left for one in some]
    taken = put(runtime, [one for _, one in sent]) if sent else []
    return {message for (message, _), is_taken in zip(sent, taken, strict=True) if not is_taken}


handler: Final = Entry(build)
