"""Transactions in the table: what was reported, and the claim of its external id with the first answer."""

import hashlib
from datetime import UTC, datetime
from functools import partial

from savings.domain import guids
from savings.domain.account import Account
from savings.domain.errors import Conflicting
from savings.domain.facts import TransactionSettled
from savings.domain.goal import Goal
from savings.domain.ledger import UNDONE, Side, Transaction, TransactionType
from savings.domain.notes import note
from savings.store import goals, keys
from savings.store.account_items import read_account
from savings.store.idempotency import Kept, Replayed
from savings.store.numbers import page_after, put_new
from savings.store.table import BATCH_LIMIT, NEW, THERE, Item, Key, Table, Write, put, update


def claim_key(tenant: str, customer: str, external_id: str) -> Key:
    """Return where the claim of an external id is."""
    return keys.external_id(tenant, customer, hashlib.sha256(external_id.encode()).hexdigest()[:40])


def claim(transaction: Transaction, payload: str, kept: Kept) -> Write:
    """Return the write that claims a transaction's external id for good, with the answer that a repeat gets."""
    item = keys.item(
        claim_key(transaction.tenant, transaction.user, transaction.external_id),
        payload=_hash(payload),
        transaction=transaction.number,
        status=kept["status"],
        body=kept["body"],
    )
    return put(item, NEW, explain=partial(_claimed, payload))


def check_free(claim: Item | None, payload: str) -> None:
    """Raise Replayed when the same body claimed the external id, Conflicting, naming its transaction, when another did.

    `claim` is the claim that there is, None for an id that is free.
    """
    first = _claimed(payload, claim)
    if first is not None:
        raise first


def _claimed(payload: str, claim: Item | None) -> Exception | None:
    if claim is None:
        return None
    if claim["payload"] != _hash(payload):
        _, tenant, _, customer = claim["PK"].split("#")
        first = guids.transaction_guid(tenant, customer, claim["transaction"])
        return Conflicting(f"The {{external_id}} is that of transaction {first}, which has other content.")
    return Replayed(claim)


def _hash(payload: str) -> str:
    return hashlib.sha256(payload.encode()).hexdigest()[:32]


def insert(transaction: Transaction, now: datetime) -> Write:
    """Return the write of a new transaction."""
    return put_new(_item(transaction) | {"note": note(now, (TransactionSettled(),))})


def undo(transaction: Transaction, by: int) -> Write:
    """Return the write that marks a transaction as undone; it can be undone once."""
    key = keys.transaction(transaction.tenant, transaction.user, transaction.number)
    condition = f"{THERE} AND attribute_not_exists(reversed_by)"
    return update(key, "SET reversed_by = :by REMOVE note", condition, {":by": by}, _undone)


def _undone(item: Item | None) -> Exception | None:
    return Conflicting(UNDONE) if item is not None else None


def load(table: Table, tenant: str, customer: str, number: int) -> Transaction | None:
    """Return one transaction, read strongly."""
    item = table.get(keys.transaction(tenant, customer, number))
    return read(item) if item else None


def page(
    table: Table, tenant: str, customer: str, limit: int, after: int | None, *, newest_first: bool = False
) -> tuple[list[Transaction], int | None]:
    """Return up to `limit` transactions after number `after`, and the number to go on after; as of a moment ago."""
    start = keys.transaction(tenant, customer, after) if after is not None else None
    partition = keys.customer_partition(tenant, customer)
    items, more = page_after(table, partition, keys.TRANSACTIONS, limit, start, newest_first=newest_first)
    listed = [read(item) for item in items]
    return listed, listed[-1].number if more and listed else None


def load_named(table: Table, transactions: list[Transaction]) -> tuple[dict[int, Account], dict[int, Goal]]:
    """Return the accounts and savings goals that transactions of one user name, by number, read strongly.

    Each is read once, up to 100 in a round trip; long texts of goals come with what is left, or in one more.
    """
    named = [(one, side) for one in transactions for side, _ in one.sides]
    places = {keys.account(one.tenant, one.household, side.account) for one, side in named}
    goal_keys = {keys.goal(one.tenant, one.user, side.goal) for one, side in named if side.goal}
    pending = [*sorted(places), *sorted(goal_keys)]
    found: dict[Key, Item] = {}
    while pending:
        page = table.batch_get(pending[:BATCH_LIMIT])
        pending = pending[BATCH_LIMIT:] + goals.texts_apart(page[key] for key in page.keys() & goal_keys)
        found |= page
    held = [read_account(item) for key, item in found.items() if key in places]
    goals_found = goals.joined(item for key, item in sorted(found.items()) if key not in places)
    return {account.number: account for account in held}, {goal.id: goal for goal in goals_found}


def read(item: Item) -> Transaction:
    """Return a transaction."""
    _, tenant, _, user = item["PK"].split("#")
    return Transaction(
        number=int(item["SK"].removeprefix(keys.TRANSACTIONS)),
        tenant=tenant,
        household=item["household"],
        user=user,
        type=TransactionType(item["type"]),
        external_id=item["external_id"],
        amount=item["amount"],
        currency=item["currency"],
        zone=item["zone"],
        requested_at=_instant(item["requested"]),
        settled_at=_instant(item["settled"]),
        counts_at=_instant(item["counts"]),
        source=_read_side(item.get("source_side")),
        target=_read_side(item.get("target_side")),
        reverses=item.get("reverses"),
        reversed_by=item.get("reversed_by"),
        drawn=item.get("drawn"),
        counted_by=frozenset(item.get("counted_by", ())),
        sequence=item["seq"],
    )


def _item(transaction: Transaction) -> Item:
    return keys.item(
        keys.transaction(transaction.tenant, transaction.user, transaction.number),
        household=transaction.household,
        type=transaction.type.value,
        external_id=transaction.external_id,
        amount=transaction.amount,
        currency=transaction.currency,
        zone=transaction.zone,
        requested=int(transaction.requested_at.timestamp()),
        settled=int(transaction.settled_at.timestamp()),
        counts=int(transaction.counts_at.timestamp()),
        source_side=_side(transaction.source),
        target_side=_side(transaction.target),
        reverses=transaction.reverses,
        drawn=transaction.drawn,
        counted_by=set(transaction.counted_by) or None,
        seq=transaction.sequence,
    )


def _side(side: Side | None) -> list[int] | None:
    if side is None:
        return None
    return [side.account] if side.goal is None else [side.account, side.goal]


def _read_side(kept: list[int] | None) -> Side | None:
    return Side(*kept) if kept else None


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
