"""Delivering events to webhooks: each hears what it chose, at least once, and none of them waits for another.

Nothing is lost: a delivery is a message of the queue until it was made, has failed for a day, or its webhook is gone.
Whatever breaks in between, it comes again, with the same id.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from savings.domain import guids
from savings.domain.calendar import read_instant
from savings.domain.events import SOURCE
from savings.domain.redelivery import FAILING_FOR, TRIED_FOR, next_at, rest
from savings.domain.webhook import Delivery, DeliveryOutcome, Webhook
from savings.https.posting import Answer
from savings.https.signature import signed
from savings.observability import count, logger, seconds
from savings.runtime import Runtime
from savings.store import webhooks
from savings.store.listeners import Listeners
from savings.store.table import ConditionFailed, Write
from savings.usecases import webhook_keys
from savings.usecases.delivery_queue import Pending
from savings.usecases.webhook_keys import Keys, NoKeys

KNOWN_FOR: Final = timedelta(seconds=10)
"""So long may a webhook be called that is disabled or gone, and so long may a new one of the operator hear nothing."""
TO_DELIVER: Final = 20_000
"""Milliseconds that a delivery may take: to read keys, to call, to keep what came of it, and to queue it again.

They are most of what an invocation has: where a webhook is slow, what waits behind its calls goes back to the queue
after a few seconds.
"""
_JSON: Final = {"Content-Type": "application/cloudevents+json"}
_SPREAD: Final = timedelta(minutes=1)
"""What waits for a webhook to rest comes at different instants of this time."""


class WebhookDelivery:
    """Delivers; it remembers webhooks and their keys for a while."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._listeners = Listeners(runtime.table, runtime.clock.exactly)
        self._keys: dict[tuple[str | None, int, int], Keys] = {}

    def of_event(self, name: str, event: Mapping[str, Any], sent_at: datetime) -> list[Pending]:
        """Return the deliveries of an event: to each webhook that heard such events when it was sent.

        The operator's are many, and change seldom: they may be as they were a while before.
        """
        tenant = event["tenantid"]
        known = (self._listeners.of(tenant, sent_at), self._listeners.of(None, sent_at - KNOWN_FOR))
        hearing = [webhook for some in known for webhook in some.values() if webhook.hears(tenant, name)]
        return [Pending(owner=webhook.owner, webhook=webhook.id, event=event) for webhook in hearing]

    def deliver(self, pending: Pending) -> Pending | None:
        """Make a delivery that is due, once; return what waits to be done, None for nothing."""
        now = self._runtime.clock.now()
        if pending.due_at is not None and now < pending.due_at:
            return pending
        webhook = self._listeners.find(pending.owner, pending.webhook, KNOWN_FOR)
        if webhook is None:
            logger.info("webhook gone", extra=_about(pending))
            return None
        pending = replace(pending, first_at=pending.first_at or now)
        if webhook.is_disabled:
            self._give_up(webhook, pending, now, "disabled")
            return None
        if webhook.rests(now) or not self._runtime.deadline.allows(TO_DELIVER):
            return self._put_off(webhook, pending, now)
        return self._call(webhook, replace(pending, attempts=pending.attempts + 1), now)

    def _call(self, webhook: Webhook, pending: Pending, now: datetime) -> Pending | None:
        answer = self._post(webhook, pending.event, now)
        now = self._runtime.clock.now()
        if not answer.is_taken:
            return self._failed(webhook, pending, now, answer)
        self._record(webhook, pending, now, DeliveryOutcome.DELIVERED, answer.word)
        if webhook.failing_since is not None:
            self._note(webhooks.note_success(webhook), replace(webhook, failing_since=None, rests_until=None))
        count("DeliveriesMade")
        seconds("DeliveryLagSeconds", max(int((now - read_instant(pending.event["time"])).total_seconds()), 0))
        return None

    def _post(self, webhook: Webhook, event: Mapping[str, Any], now: datetime) -> Answer:
        try:
            keys = self._signing(webhook, now)
        except NoKeys:
            return Answer(None, "no keys")
        body = json.dumps(event, separators=(",", ":"), ensure_ascii=False).encode()
        return self._runtime.poster.post(webhook.url, {**_JSON, **signed(keys, event["id"], now, body)}, body)

    def _failed(self, webhook: Webhook, pending: Pending, now: datetime, answer: Answer) -> Pending | None:
        logger.info("delivery failed", extra={**_about(pending), "answer": answer.word, "attempts": pending.attempts})
        count("DeliveriesFailed")
        self._note_failure(webhook, now, answer)
        asked = timedelta(seconds=answer.retry_after)
        due_at = next_at(pending.attempts, pending.first_at or now, now, asked, pending.share)
        if due_at is None or answer.is_gone:
            self._give_up(webhook, pending, now, answer.word)
            return None
        is_waiting = self._record(webhook, pending, now, DeliveryOutcome.WAITING, answer.word)
        return replace(pending, due_at=due_at) if is_waiting else None

    def _put_off(self, webhook: Webhook, pending: Pending, now: datetime) -> Pending | None:
        """Have a delivery wait without a call: for the rest of its webhook, or for the next invocation."""
        if pending.first_at and now - pending.first_at >= TRIED_FOR:
            self._give_up(webhook, pending, now, "resting")
            return None
        count("DeliveriesPostponed")
        resting = webhook.rests_until if webhook.rests(now) else None
        return replace(pending, due_at=resting and resting + _SPREAD * pending.share / 100)

    def _give_up(self, webhook: Webhook, pending: Pending, now: datetime, answer: str) -> None:
        """Put a delivery where an operator finds it and can send it back, as if it were new."""
        logger.error("delivery given up", extra={**_about(pending), "answer": answer, "attempts": pending.attempts})
        why = {"attempts": pending.attempts, "answer": answer}
        letter = json.dumps({**pending.named(), "given_up": why}, separators=(",", ":"))
        self._runtime.queue.send_message(QueueUrl=self._runtime.settings.deliver_dlq_url, MessageBody=letter)
        self._record(webhook, pending, now, DeliveryOutcome.DEAD, answer)

    def _signing(self, webhook: Webhook, now: datetime) -> tuple[str, ...]:
        """Return the keys that sign now. A webhook is read again soon, and its number says when its keys are others."""
        known = (webhook.owner, webhook.id, webhook.key_number)
        if known not in self._keys:
            self._keys[known] = webhook_keys.read(self._runtime, webhook)
        keys = self._keys[known]
        return (keys.current, keys.previous) if keys.previous and webhook.both_sign_until(now) else (keys.current,)

    def _note_failure(self, webhook: Webhook, now: datetime, answer: Answer) -> None:
        since = webhook.failing_since or now
        because = "gone" if answer.is_gone else "failing" if now - since >= FAILING_FOR else None
        if because is not None:
            if self._note(webhooks.disable(webhook, because), replace(webhook, disabled_because=because)):
                logger.error("webhook disabled", extra={"webhook": webhook.guid, "reason": because})
                count("WebhooksDisabled")
            return
        until = now + rest(now - since, timedelta(seconds=answer.retry_after), is_down=answer.is_down)
        failing = replace(webhook, failing_since=since, rests_until=until)
        self._note(webhooks.note_failure(webhook, now, until), failing)

    def _note(self, write: Write, webhook: Webhook) -> bool:
        """Keep how a webhook fares; return whether that is kept. It stands here whether or not others know."""
        self._listeners.know(webhook)
        return self._write(write)

    def _record(self, webhook: Webhook, pending: Pending, now: datetime, outcome: DeliveryOutcome, answer: str) -> bool:
        """Keep what came of a call; return False where another message has delivered the event before."""
        event = pending.event
        delivery = Delivery(
            event_id=event["id"],
            event=event["type"].removeprefix(f"{SOURCE}.").rpartition(".")[0],
            subject=event["subject"],
            at=read_instant(event["time"]),
            outcome=outcome,
            attempts=pending.attempts,
            answer=answer,
            first_at=pending.first_at or now,
            last_at=now,
        )
        return self._write(webhooks.record(webhook, delivery))

    def _write(self, write: Write) -> bool:
        """Write what deliveries can be made without; return False where it is refused."""
        try:
            self._runtime.table.write([write])
        except ConditionFailed:
            return False
        except Exception:  # noqa: BLE001
            logger.exception("not kept")
        return True


def _about(pending: Pending) -> dict[str, Any]:
    return {
        "webhook": guids.webhook_guid(pending.owner, pending.webhook),
        "event": pending.event["type"],
        "event_id": pending.event["id"],
    }
