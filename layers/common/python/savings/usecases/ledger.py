"""The ledger family: settled transactions are reported, move what they touch in one write, and can be undone."""

from dataclasses import dataclass
from datetime import datetime

from savings.domain import guids
from savings.domain.errors import NotFound, Refused
from savings.domain.goal import Attachment, Goal
from savings.domain.ledger import Side, Transaction, TransactionType, opposite, received
from savings.store import keys, ledger
from savings.store.goal_items import read_goal
from savings.store.table import Item, Key
from savings.usecases.accounts import access_key, read_access
from savings.usecases.actions import savings_goal
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.bookings import TransactionFound, book
from savings.usecases.caller import Caller


@dataclass(frozen=True, slots=True)
class SideRequest:
    """One end of a transaction as it was sent: an account and perhaps a savings goal, by ids in either form."""

    account_id: str
    goal_id: str | None = None


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


def report_transaction(attempt: Attempt, request: TransactionRequest) -> Outcome[TransactionFound]:
    """Record a settled transaction: balances, the goals that it names and those that follow the accounts move with it.

    Raises Replayed for an external id that came before with the same body, Conflicting for one with other content,
    NotFound for an account or goal that is not the user's, Refused for what cannot be.
    """
    caller = attempt.caller
    claim_key = ledger.claim_key(caller.tenant, caller.person, request.external_id)
    sent = {name: end for name, end in (("source", request.source), ("target", request.target)) if end is not None}
    found = attempt.read({claim_key}.union(*(_keys(caller, end) for end in sent.values())))
    ledger.check_free(found.get(claim_key), request.payload)
    ends = {name: _end(caller, name, end, found) for name, end in sent.items()}
    transaction = received(_transaction(attempt, request, ends), attempt.now)
    named = {end.goal.id: end.goal for end in ends.values() if end.goal is not None}
    return book(attempt, transaction, named, request.payload)


def reverse_transaction(
    attempt: Attempt, transaction_id: str, external_id: str, payload: str
) -> Outcome[TransactionFound]:
    """Undo a transaction by another one, linked to it: the money goes back, goals count it where the first one counted.

    Raises as `report_transaction` does for the external id, NotFound, and Conflicting for a transaction that is undone
    already or is a reversal itself. The claim is read last: whoever was faster has made it by then.
    """
    undone = _find(attempt, transaction_id)
    claim_key = ledger.claim_key(attempt.caller.tenant, attempt.caller.person, external_id)
    goal_keys = _goal_keys(undone) if undone else set()
    found = attempt.read({claim_key} | goal_keys)
    ledger.check_free(found.get(claim_key), payload)
    if undone is None:
        raise NotFound("transaction")
    transaction = opposite(undone, external_id, attempt.number, attempt.now)
    goals = [read_goal(found[key]) for key in goal_keys if key in found]
    return book(attempt, transaction, {goal.id: goal for goal in goals if goal.holds_money}, payload, undone)


def get_transaction(attempt: Attempt, transaction_id: str) -> TransactionFound:
    """Return one transaction. Raises NotFound."""
    transaction = _find(attempt, transaction_id)
    if transaction is None:
        raise NotFound("transaction")
    return _described(attempt, [transaction])[0]


def list_transactions(
    attempt: Attempt, limit: int, after: int | None, external_id: str | None, *, newest_first: bool
) -> tuple[list[TransactionFound], int | None]:
    """Return a page of the user's transactions, or the one with an external id; and where to go on."""
    table, place = attempt.table, (attempt.caller.tenant, attempt.caller.person)
    if external_id is not None:
        claimed = table.get(ledger.claim_key(*place, external_id))
        one = ledger.load(table, *place, claimed["transaction"]) if claimed else None
        return _described(attempt, [one] if one else []), None
    listed, following = ledger.page(table, *place, limit, after, newest_first=newest_first)
    return _described(attempt, listed), following


def _find(attempt: Attempt, transaction_id: str) -> Transaction | None:
    place = attempt.caller.tenant, attempt.caller.person
    number = guids.read_transaction(transaction_id, *place)
    return ledger.load(attempt.table, *place, number) if number else None


def _keys(caller: Caller, sent: SideRequest) -> set[Key]:
    """Where the access to the account and the goal are stored, both in the user's partition."""
    return {access_key(caller, sent.account_id)} | ({caller.goal_key(sent.goal_id)} if sent.goal_id else set())


def _goal_keys(transaction: Transaction) -> set[Key]:
    return {keys.goal(transaction.tenant, transaction.user, side.goal) for side, _ in transaction.sides if side.goal}


@dataclass(frozen=True, slots=True)
class _End:
    """One end of a transaction as it was found; the goal is the one that the side names."""

    side: Side
    to: Attachment
    goal: Goal | None


def _end(caller: Caller, name: str, sent: SideRequest, found: dict[Key, Item]) -> _End:
    """Raises NotFound for what is not the user's, Refused for a goal on another account."""
    to = read_access(caller, sent.account_id, found).attachment
    if sent.goal_id is None:
        return _End(Side(to.account), to, None)
    goal = savings_goal(found.get(caller.goal_key(sent.goal_id)))
    if goal.account != to.account:
        message = f"Must be on the account of {{{name}.account}}."
        raise Refused.one(f"{name}.goal", "on_another_account", message)
    return _End(Side(to.account, goal.id), to, goal)


def _transaction(attempt: Attempt, request: TransactionRequest, ends: dict[str, _End]) -> Transaction:
    to = next(iter(ends.values())).to
    settled_at = request.settled_at or attempt.now
    return Transaction(
        number=attempt.number,
        tenant=to.tenant,
        household=to.household,
        user=attempt.caller.person,
        type=request.type,
        external_id=request.external_id,
        amount=request.amount,
        currency=to.currency,
        zone=to.zone,
        requested_at=request.requested_at or attempt.now,
        settled_at=settled_at,
        counts_at=settled_at,
        source=ends["source"].side if "source" in ends else None,
        target=ends["target"].side if "target" in ends else None,
    )


def _described(attempt: Attempt, transactions: list[Transaction]) -> list[TransactionFound]:
    """Return transactions of one user with the accounts and savings goals that they name, as they are now."""
    held, goals = ledger.load_named(attempt.table, transactions)
    return [TransactionFound(transaction, held, goals) for transaction in transactions]
