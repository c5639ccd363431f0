"""Idempotency records: the answer of a request, committed in the same transaction as its effect."""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from savings.domain.errors import KeyReused
from savings.store import keys
from savings.store.table import Item, Key, Table, Write, put

LIFE: Final = timedelta(hours=24)
REPLAYED: Final = "Idempotency-Replayed"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back to the caller: a status, the body's text (None for 204) and headers beside the usual ones."""

    status: int
    body: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Once:
    """A request that must have one effect: who asked for what under which key, and the payload's hash."""

    key: Key
    payload_hash: str


def once(tenant: str, principal: str, customer: str, operation: str, key: str, payload: str) -> Once:
    """Return the record's place for an `Idempotency-Key`; `operation` names the route with its path parameters."""
    scope = f"{principal}\n{customer}\n{operation}\n{key}"
    digest = hashlib.sha256(scope.encode()).hexdigest()
    return Once(keys.idempotency(tenant, digest[:48]), hashlib.sha256(payload.encode()).hexdigest()[:32])


def record(request: Once, answer: Answer, now: datetime) -> Write:
    """Return the write that keeps the answer for 24 hours, unless a living record is there."""
    item: dict[str, Any] = {
        "PK": request.key[0],
        "SK": request.key[1],
        "payload": request.payload_hash,
        "status": answer.status,
        "headers": dict(answer.headers),
        "expires_at": int((now + LIFE).timestamp()),
    }
    if answer.body is not None:
        item["body"] = zlib.compress(answer.body.encode(), 9)
    key_is_new = "attribute_not_exists(PK)"
    key_has_expired = "expires_at <= :now"
    condition = f"{key_is_new} OR {key_has_expired}"
    return put("idempotency", item, condition, {":now": int(now.timestamp())})


def recall(request: Once, item: Item | None, now: datetime) -> Answer | None:
    """Return the first answer, marked as replayed; None when there is none that still lives.

    Raises KeyReused when the key came with another payload.
    """
    if item is None or item["expires_at"] <= int(now.timestamp()):
        return None
    if item["payload"] != request.payload_hash:
        raise KeyReused.one("Idempotency-Key", "idempotency_key_reused", "Was used before with another payload.")
    body = item.get("body")
    text = zlib.decompress(bytes(body)).decode() if body is not None else None
    return Answer(item["status"], text, {**item["headers"], REPLAYED: "true"})


def look_up(table: Table, request: Once, now: datetime) -> Answer | None:
    """Read the record strongly and recall its answer; None when there is none."""
    return recall(request, table.get(request.key), now)
