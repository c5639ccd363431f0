"""Idempotency records: the answer of a request, committed in the same transaction as its effect."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from savings.domain.errors import KeyReused
from savings.store import keys
from savings.store.table import NEW, Item, Key, Table, Write, put

LIFE: Final = timedelta(hours=24)

Kept = Mapping[str, Any]
"""What is kept of an answer: attributes of an item, which the edge alone understands."""


class Replayed(Exception):
    """The request was answered before; `kept` is what was kept of the answer."""

    def __init__(self, kept: Kept) -> None:
        super().__init__("replayed")
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Once:
    """A request that must have one effect: who asked for what under which key, and the payload's hash.

    `about` are the GUIDs of the person and the household that it names, by which its answer is found.
    """

    key: Key
    payload_hash: str
    about: frozenset[str] = frozenset()


def once(
    tenant: str,
    principal: str,
    customer: str,
    operation: str,
    key: str,
    payload: str,
    *,
    about: frozenset[str] = frozenset(),
) -> Once:
    """Return the record's place for an `Idempotency-Key`; `operation` names the route with its path parameters."""
    scope = f"{principal}\n{customer}\n{operation}\n{key}"
    digest = hashlib.sha256(scope.encode()).hexdigest()
    payload_hash = hashlib.sha256(payload.encode()).hexdigest()[:32]
    return Once(keys.idempotency(tenant, digest[:48]), payload_hash, about)


def record(request: Once, kept: Kept, now: datetime) -> Write:
    """Return the write that keeps the answer for 24 hours, unless a living record is there."""
    expires_at = int((now + LIFE).timestamp())
    about = set(request.about) or None
    item = keys.item(request.key, payload=request.payload_hash, expires_at=expires_at, about=about, **kept)
    key_has_expired = "expires_at <= :now"
    condition = f"{NEW} OR {key_has_expired}"

    def first_answer(found: Item | None) -> Exception | None:
        try:
            first = recall(request, found, now)
        except KeyReused as reused:
            return reused
        return Replayed(first) if first is not None else None

    return put(item, condition, {":now": int(now.timestamp())}, first_answer, is_of_use=False)


def recall(request: Once, item: Item | None, now: datetime) -> Kept | None:
    """Return what was kept of the first answer; None when there is none that still lives.

    Raises KeyReused when the key came with another payload.
    """
    if item is None or item["expires_at"] <= int(now.timestamp()):
        return None
    if item["payload"] != request.payload_hash:
        raise KeyReused.one("Idempotency-Key", "idempotency_key_reused", "Was used before with another payload.")
    return item


def look_up(table: Table, request: Once, now: datetime) -> Kept | None:
    """Read the record strongly and recall what was kept; None when there is none."""
    return recall(request, table.get(request.key), now)
