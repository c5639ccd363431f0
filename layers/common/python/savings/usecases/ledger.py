"""The ledger family: settled transactions are reported, move what they touch in one write, and can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from savings import ids
from savings.domain import guids, money
from savings.domain.errors import Checks, Conflicting, NotFound, Refused
from savings.domain.goal import Goal
from savings.domain.ledger import Side, Transaction, TransactionType
from savings.runtime import Runtime
from savings.store import accounts, keys, ledger
from savings.store.accounts import Access
from savings.store.goal_items import read_goal
from savings.store.idempotency import Answer, Once, Replayed
from savings.store.table import Item, Key
from savings.usecases.booking import TransactionFound, book
from savings.usecases.caller import Caller
from savings.usecases.writing import commit, numbering, recall_from

SHORTEST: Final = 1
_MINUTES: Final = 5
CLOCK_SKEW: Final = timedelta(minutes=_MINUTES)
"""How far a reporter's clock may be ahead: what settled within it counts as settled on receipt."""


@dataclass(frozen=True, slots=True)
class SideRequest:
    """One end of a transaction as it was sent: ids in either spelling, and the members that they came in."""

    account: str
    dream: str | None
    account_member: str
    dream_member: str


@dataclass(frozen=True, slots=True)
class TransactionRequest:
    """A settled transaction as it was sent; instants are UTC, None for the time of creation."""

    type: TransactionType
    external_id: str
    amount: int
    requested_at: datetime | None
    settled_at: datetime | None
    source: SideRequest | None
    target: SideRequest | None
    payload: str


Render = Callable[[TransactionFound], Answer]


def report_transaction(
    runtime: Runtime, caller: Caller, request: TransactionRequest, once: Once | None, render: Render
) -> Answer:
    """Record a settled transaction: balances, the dream that it names and the goals that follow move with it.

    An external id that came before with the same body gets the first answer. Raises NotFound for an account or dream
    that is not the user's, Refused for what cannot be, Conflicting for an external id with other content.
    """

    def work(now: datetime, number: int) -> Answer:
        claim_key = ledger.claim_key(caller.tenant, caller.person, request.external_id)
        found = _read(runtime, caller, request, claim_key, once)
        recall_from(found, once, now)
        first = ledger.recall(found.get(claim_key), request.payload)
        if first is not None:
            raise Replayed(first)
        sides = _sides(caller, request, found)
        transaction = _transaction(caller, request, sides, now, number)
        booked = book(runtime, transaction, _named(caller, request, found), None, now)
        answer = render(booked.found)
        spelling = guids.transaction_guid(caller.tenant, caller.person, transaction.number)
        writes = [ledger.claim(claim_key, request.payload, transaction, spelling, answer.kept), *booked.writes]
        return commit(runtime, writes, once, answer, now)

    return numbering(runtime, work)


def reverse_transaction(
    runtime: Runtime, caller: Caller, spelling: str, external_id: str, payload: str, once: Once | None, render: Render
) -> Answer:
    """Undo a transaction by another one, linked to it: the money goes back, goals count it where the first one counted.

    Raises NotFound, Conflicting for one that is undone already or is a reversal itself.
    """

    def work(now: datetime, number: int) -> Answer:
        claim_key = ledger.claim_key(caller.tenant, caller.person, external_id)
        found = runtime.table.batch_get([claim_key, once.key] if once else [claim_key])
        recall_from(found, once, now)
        first = ledger.recall(found.get(claim_key), payload)
        if first is not None:
            raise Replayed(first)
        undone = load_transaction(runtime, caller, spelling)
        if undone.reversed_by is not None or undone.reverses is not None:
            _replay(runtime, claim_key, payload)
            raise Conflicting(
                "The transaction is a reversal." if undone.reverses else "The transaction is undone already."
            )
        transaction = _opposite(undone, external_id, now, number)
        dreams = _load_dreams(runtime, transaction)
        booked = book(runtime, transaction, dreams, undone, now)
        answer = render(booked.found)
        guid = guids.transaction_guid(caller.tenant, caller.person, transaction.number)
        writes = [
            ledger.claim(claim_key, payload, transaction, guid, answer.kept),
            ledger.undo(undone, transaction.number),
            *booked.writes,
        ]
        return commit(runtime, writes, once, answer, now)

    return numbering(runtime, work)


def _replay(runtime: Runtime, claim_key: Key, payload: str) -> None:
    """Raise Replayed when the same request has come through since the claim was read."""
    first = ledger.recall(runtime.table.get(claim_key), payload)
    if first is not None:
        raise Replayed(first)


def get_transaction(runtime: Runtime, caller: Caller, spelling: str) -> TransactionFound:
    """Return one transaction. Raises NotFound."""
    return _described(runtime, [load_transaction(runtime, caller, spelling)])[0]


def list_transactions(
    runtime: Runtime, caller: Caller, limit: int, after: int | None, external_id: str | None
) -> tuple[list[TransactionFound], int | None]:
    """Return a page of the user's transactions, oldest first, or the one with an external id; and where to go on."""
    if external_id is not None:
        claimed = runtime.table.get(ledger.claim_key(caller.tenant, caller.person, external_id))
        one = ledger.load(runtime.table, caller.tenant, caller.person, claimed["transaction"]) if claimed else None
        return _described(runtime, [one] if one else []), None
    listed, following = ledger.page(runtime.table, caller.tenant, caller.person, limit, after)
    return _described(runtime, listed), following


def load_transaction(runtime: Runtime, caller: Caller, spelling: str) -> Transaction:
    """Return one transaction as it was reported. Raises NotFound."""
    number = guids.read_transaction(spelling, caller.tenant, caller.person)
    transaction = ledger.load(runtime.table, caller.tenant, caller.person, number) if number else None
    if transaction is None:
        raise NotFound("transaction")
    return transaction


def _read(
    runtime: Runtime, caller: Caller, request: TransactionRequest, claim_key: Key, once: Once | None
) -> dict[Key, Item]:
    """Read the claim, the access to the accounts and the dreams, all in the user's partition, in one round trip."""
    wanted = {claim_key} | ({once.key} if once else set())
    for side in (request.source, request.target):
        if side is not None:
            wanted |= _access_keys(caller, side) | _dream_keys(caller, side)
    return runtime.table.batch_get(wanted)


def _access_keys(caller: Caller, side: SideRequest) -> set[Key]:
    number = ids.number_in(side.account)
    return {keys.access(caller.tenant, caller.person, number)} if number else set()


def _dream_keys(caller: Caller, side: SideRequest) -> set[Key]:
    number = guids.read_goal(side.dream, caller.tenant, caller.person) if side.dream else None
    return {keys.goal(caller.tenant, caller.person, number)} if number else set()


@dataclass(frozen=True, slots=True)
class _Sides:
    source: Side | None
    target: Side | None
    access: Access


def _sides(caller: Caller, request: TransactionRequest, found: dict[Key, Item]) -> _Sides:
    """Check what the request names. Raises NotFound for what is not the user's, Refused for a dream elsewhere."""
    access: list[Access] = []

    def side_of(side: SideRequest | None) -> Side | None:
        if side is None:
            return None
        held = next((accounts.read_access(found[key]) for key in _access_keys(caller, side) if key in found), None)
        if held is None or guids.read_account(side.account, caller.tenant, held.attachment.household) is None:
            raise NotFound("account")
        access.append(held)
        return Side(held.attachment.account, _dream_on(caller, side, held, found))

    source, target = side_of(request.source), side_of(request.target)
    return _Sides(source, target, access[0])


def _dream_on(caller: Caller, side: SideRequest, held: Access, found: dict[Key, Item]) -> int | None:
    if side.dream is None:
        return None
    goal = next((read_goal(found[key]) for key in _dream_keys(caller, side) if key in found), None)
    if goal is None or not goal.holds_money:
        raise NotFound("dream")
    if goal.account != held.attachment.account:
        raise Refused.one(
            f"transaction.{side.dream_member}",
            "on_another_account",
            f"Must be on the account of {side.account_member}.",
        )
    return goal.id


def _named(caller: Caller, request: TransactionRequest, found: dict[Key, Item]) -> dict[int, Goal]:
    """The dreams that the request names, by id."""
    wanted = [key for side in (request.source, request.target) if side for key in _dream_keys(caller, side)]
    dreams = [read_goal(found[key]) for key in wanted if key in found]
    return {goal.id: goal for goal in dreams}


def _transaction(caller: Caller, request: TransactionRequest, sides: _Sides, now: datetime, number: int) -> Transaction:
    to = sides.access.attachment
    checks = Checks()
    requested_at, settled_at = request.requested_at or now, request.settled_at or now
    for member, instant in (("requestedAt", requested_at), ("settledAt", settled_at)):
        if instant > now + CLOCK_SKEW:
            checks.add(f"transaction.{member}", "in_the_future", f"Must be at most {_MINUTES} minutes ahead.")
    settled_at = min(settled_at, now)
    if not SHORTEST <= request.amount <= money.MAX_MINOR:
        checks.add("transaction.amountCents", "out_of_range", f"Must be from {SHORTEST} to {money.MAX_MINOR}.")
    source, target = sides.source, sides.target
    if source is not None and source == target:
        checks.add(
            f"transaction.{'toDreamId' if source.dream else 'toAccountId'}",
            "same_place",
            "Must differ from where it comes from.",
        )
    checks.done()
    return Transaction(
        number=number,
        tenant=to.tenant,
        household=to.household,
        user=caller.person,
        type=request.type,
        external_id=request.external_id,
        amount=request.amount,
        currency=to.currency,
        zone=to.zone,
        requested_at=requested_at,
        settled_at=settled_at,
        counts_at=settled_at,
        source=source,
        target=target,
    )


def _opposite(undone: Transaction, external_id: str, now: datetime, number: int) -> Transaction:
    kinds = {
        TransactionType.DEPOSIT: TransactionType.WITHDRAWAL,
        TransactionType.WITHDRAWAL: TransactionType.DEPOSIT,
        TransactionType.INTERNAL: TransactionType.INTERNAL,
    }
    return replace(
        undone,
        number=ids.following(number, after=undone.number),
        type=kinds[undone.type],
        external_id=external_id,
        requested_at=now,
        settled_at=now,
        source=undone.target,
        target=undone.source,
        reverses=undone.number,
        drawn=None,
        sequence=1,
    )


def _load_dreams(runtime: Runtime, transaction: Transaction) -> dict[int, Goal]:
    """The dreams of a reversal; one that was let go in between is left out, and the residual takes the money."""
    sides = [side for side in (transaction.source, transaction.target) if side and side.dream]
    wanted = [keys.goal(transaction.tenant, transaction.user, side.dream or 0) for side in sides]
    found = [read_goal(item) for item in runtime.table.batch_get(wanted).values()] if wanted else []
    return {goal.id: goal for goal in found if goal.holds_money}


def _described(runtime: Runtime, transactions: list[Transaction]) -> list[TransactionFound]:
    """Return transactions of one user with the accounts and dreams that they name, as they are now."""
    held, dreams = ledger.load_named(runtime.table, transactions)
    return [TransactionFound(transaction, held, dreams) for transaction in transactions]
