"""The receipt of a person's erasure: what was found to go, and what ends later by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from savings.store import keys
from savings.store.table import NEW, THERE, Table, Write, put


@dataclass(frozen=True, slots=True)
class Receipt:
    """How far an erasure has come; `done` counts what was erased, by kind of item.

    `later` has the instants until which places beside the table may still hold words; `ended_at` is None until all is
    done.
    """

    tenant: str
    customer: str
    begun_at: datetime
    done: Mapping[str, int] = field(default_factory=dict)
    ended_at: datetime | None = None
    later: Mapping[str, str] = field(default_factory=dict)

    def having(self, found: Mapping[str, int]) -> "Receipt":
        """Return it with what was found to be erased; what a run that was cut off had found is not counted again."""
        kinds = {**self.done, **found}
        return replace(self, done={kind: max(self.done.get(kind, 0), found.get(kind, 0)) for kind in kinds})


def load(table: Table, tenant: str, customer: str) -> Receipt | None:
    """Return the receipt of a person, read strongly; None where no erasure has begun."""
    item = table.get(keys.erasure(tenant, customer))
    if item is None:
        return None
    ended = item.get("ended_at")
    return Receipt(
        tenant=tenant,
        customer=customer,
        begun_at=_instant(item["begun_at"]),
        done=item["done"],
        ended_at=_instant(ended) if ended is not None else None,
        later=item["later"],
    )


def save(receipt: Receipt) -> Write:
    """Return the write of a receipt."""
    ended = receipt.ended_at
    item = keys.item(
        keys.erasure(receipt.tenant, receipt.customer),
        begun_at=int(receipt.begun_at.timestamp()),
        done=dict(receipt.done),
        ended_at=int(ended.timestamp()) if ended else None,
        later=dict(receipt.later),
    )
    return put(item, f"{NEW} OR {THERE}")


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
