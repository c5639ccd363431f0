"""Who hears events: the webhooks of each owner, read once for all that was sent before it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from savings.domain.webhook import Webhook
from savings.store import webhooks
from savings.store.table import Table

MOST_KNOWN: Final = 1_000
"""Owners of which the webhooks are kept."""


@dataclass(frozen=True, slots=True)
class _Known:
    webhooks: dict[int, Webhook]
    read_at: datetime


class Listeners:
    """The webhooks of each owner, a tenant or with None the operator."""

    def __init__(self, table: Table, now: Callable[[], datetime]) -> None:
        self._table, self._now = table, now
        self._known: dict[str | None, _Known] = {}

    def of(self, owner: str | None, since: datetime) -> Mapping[int, Webhook]:
        """Return an owner's webhooks by their numbers, as they were at the instant `since` or are now."""
        known = self._known.get(owner)
        if known is None or known.read_at <= since:
            known = self._read(owner)
        return known.webhooks

    def find(self, owner: str | None, number: int, within: timedelta) -> Webhook | None:
        """Return a webhook as it was `within` this time, None where there is none now."""
        now = self._now()
        return self.of(owner, now - within).get(number) or self._read(owner).webhooks.get(number)

    def know(self, webhook: Webhook) -> None:
        """Know a webhook as it is now, without reading it."""
        if known := self._known.get(webhook.owner):
            known.webhooks[webhook.id] = webhook

    def _read(self, owner: str | None) -> _Known:
        read_at = self._now()
        found = {one.id: one for one in webhooks.load_all(self._table, owner, consistent=True)}
        known = _Known(found, read_at)
        self._known.pop(owner, None)
        if len(self._known) >= MOST_KNOWN:
            del self._known[next(iter(self._known))]
        self._known[owner] = known
        return known
