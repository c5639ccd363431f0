"""Webhooks of a tenant, or of the operator: registered, rotated, tried, enabled and removed at somebody's word.

Whose they are is what the caller of these functions says: a client app's are its tenant's.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from savings.domain import guids
from savings.domain.errors import Busy, Conflicting, NotFound
from savings.domain.webhook import TEST, Delivery, DeliveryOutcome, Webhook, check, trial
from savings.store import keys, webhooks
from savings.usecases import webhook_keys
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.delivery_queue import Pending, put
from savings.usecases.pages import Place, page_of
from savings.usecases.webhook_keys import Keys

LOOKED_THROUGH: Final = 10
"""Pages of deliveries that are read at most for one page of those that are wanted."""
_QUEUED: Final = "queued"

After = tuple[datetime, str] | None


def create(
    attempt: Attempt, owner: str | None, url: str, types: frozenset[str] | None, tenants: frozenset[str] | None = None
) -> Outcome[Webhook]:
    """Register a webhook. Raises Refused for what it cannot be, Conflicting where the owner has too many."""
    attempt.read([])
    made = Webhook(id=attempt.number, owner=owner, url=url, types=types, tenants=tenants, made_at=attempt.now)
    check(made, may_be_near=attempt.runtime.calls_anywhere)
    return Outcome(made, webhooks.insert(made), afterwards=lambda: _make_keys(attempt, made))


def list_webhooks(
    attempt: Attempt, owner: str | None, limit: int | None, after: Place
) -> tuple[list[Webhook], Place | None]:
    """Return a page of the owner's webhooks, oldest first, as of a moment ago, and where to go on."""
    later: Iterable[Webhook] = webhooks.load_all(attempt.table, owner)
    if after:
        later = (webhook for webhook in later if webhook.id > after[0])
    return page_of(later, limit, lambda webhook: (webhook.id,))


def get(attempt: Attempt, owner: str | None, webhook_id: str) -> Webhook:
    """Return a webhook of the owner's. Raises NotFound."""
    key = keys.webhook(owner, guids.read_webhook(webhook_id, owner) or 0)
    found = attempt.read([key]).get(key)
    if found is None:
        raise NotFound("webhook")
    return webhooks.read(found)


def get_keys(attempt: Attempt, owner: str | None, webhook_id: str) -> tuple[Webhook, Keys]:
    """Return a webhook with the keys that sign. Raises NotFound."""
    webhook = get(attempt, owner, webhook_id)
    kept = webhook_keys.make(attempt.runtime, webhook)
    return webhook, kept if webhook.both_sign_until(attempt.now) else replace(kept, previous=None)


def rotate(attempt: Attempt, owner: str | None, webhook_id: str) -> Outcome[Webhook]:
    """Give a webhook a new key, beside which the old one signs for a day.

    Raises NotFound, and Conflicting while an older one signs already.
    """
    webhook = get(attempt, owner, webhook_id)
    if webhook.both_sign_until(attempt.now) is not None:
        raise Conflicting("Two keys sign already: the next rotation has to wait until the older one does so no more.")
    webhook_keys.rotate(attempt.runtime, webhook)
    number, version = webhook.key_number + 1, webhook.version + 1
    rotated = replace(webhook, key_number=number, rotated_at=attempt.now, version=version)
    return Outcome(rotated, [webhooks.rotate(webhook, attempt.now)])


def enable(attempt: Attempt, owner: str | None, webhook_id: str) -> Outcome[Webhook]:
    """Deliver to a webhook again, from now on. Raises NotFound."""
    webhook = get(attempt, owner, webhook_id)
    enabled = replace(webhook, disabled_because=None, failing_since=None, rests_until=None)
    return Outcome(replace(enabled, version=webhook.version + 1), [webhooks.enable(webhook)])


def try_out(attempt: Attempt, owner: str | None, webhook_id: str) -> Outcome[Delivery]:
    """Deliver a test event to a webhook alone, whatever it hears. Raises NotFound, Conflicting for a disabled one."""
    webhook, now = get(attempt, owner, webhook_id), attempt.now
    if webhook.is_disabled:
        raise Conflicting("The webhook is disabled.")
    event = trial(webhook, now)
    # Before it is kept: after a crash in between the event is delivered twice, and not at all is worse.
    if not all(put(attempt.runtime, [Pending(owner=webhook.owner, webhook=webhook.id, event=event.envelope())])):
        raise Busy("The test event could not be queued.")
    delivery = Delivery(
        event_id=event.id,
        event=TEST,
        subject=event.subject,
        at=now,
        outcome=DeliveryOutcome.WAITING,
        attempts=0,
        answer=_QUEUED,
        first_at=now,
        last_at=now,
    )
    return Outcome(delivery, [webhooks.record(webhook, delivery)])


def delete(attempt: Attempt, owner: str | None, webhook_id: str) -> Outcome[None]:
    """Remove a webhook with its keys; what waits for it is not delivered. Raises NotFound."""
    webhook = get(attempt, owner, webhook_id)
    webhook_keys.delete(attempt.runtime, webhook)
    return Outcome(None, webhooks.remove(webhook))


def list_deliveries(
    attempt: Attempt, owner: str | None, webhook_id: str, limit: int, after: After, keep: Callable[[Delivery], bool]
) -> tuple[list[Delivery], After]:
    """Return a page of the deliveries that are wanted, newest event first, and where to go on; None at the end.

    As of a moment ago. A page may be short though there is more. Raises NotFound.
    """
    webhook = get(attempt, owner, webhook_id)
    found: list[Delivery] = []
    for _ in range(LOOKED_THROUGH):
        page, more = webhooks.deliveries(attempt.table, webhook, limit - len(found), after)
        found += filter(keep, page)
        after = (page[-1].at, page[-1].event_id) if more else None
        if after is None or len(found) == limit:
            break
    return found, after


def _make_keys(attempt: Attempt, webhook: Webhook) -> None:
    webhook_keys.make(attempt.runtime, webhook)
