"""Booking: all that one transaction moves, worked out for one write."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from savings.domain.account import Account, AccountMove
from savings.domain.calendar import local_date
from savings.domain.errors import NotFound
from savings.domain.goal import Goal
from savings.domain.ledger import Transaction, account_moves, drawn, parts, settle, settled_period
from savings.store import accounts, goals, keys, ledger
from savings.store.account_items import entry_item, is_open, read_account
from savings.store.goal_items import UNREAD, read_texts
from savings.store.numbers import put_new
from savings.store.table import Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.followers import Followed, follow, load_followers
from savings.usecases.goal_periods import close_due


@dataclass(frozen=True, slots=True)
class TransactionFound:
    """A transaction with the accounts and savings goals that it names, and perhaps others, as they are after it."""

    transaction: Transaction
    accounts: dict[int, Account]
    goals: dict[int, Goal]


def book(
    attempt: Attempt,
    transaction: Transaction,
    named: dict[int, Goal],
    payload: str,
    undone: Transaction | None = None,
) -> Outcome[TransactionFound]:
    """Work out all that the transaction moves, and claim its external id; `named` are the savings goals that it names.

    Goals that are due are closed first. A reversal gives back what `undone` took, to the goals that counted it alone.
    Raises NotFound for an account that is closed, Refused for a goal that takes no more and for too much money.
    """
    table, now = attempt.table, attempt.now
    held, named = _read(attempt, transaction, named)
    found = parts(transaction, held, named, undone)
    transaction = replace(transaction, drawn=drawn(found))
    moves = account_moves(transaction, held, found)
    followers = load_followers(table, moves, now, transaction)
    settling = [(part, named[part.side.goal or 0]) for part in found if part.in_goal]
    late = [(goal, settled_period(goal, transaction.counts_at)) for _, goal in settling]
    stored = goals.load_counted(table, [*late, *((one.goal, one.index) for one in followers)])
    writes: list[Write] = []
    for part, goal in settling:
        booking = settle(transaction, part, goal, now, stored.get((goal.customer, goal.id)))
        named[goal.id] = booking.change.goal
        writes += [*goals.move(booking.change), goals.insert_action(goal, booking.action)]
    held |= {move.account.number: move.done() for move in moves}
    followed = follow(followers, stored, now)
    transaction = replace(transaction, counted_by=frozenset[str]().union(*followed.counted_by.values()))
    writes += [ledger.insert(transaction, now), *followed.writes, *_account_writes(transaction, moves, followed, now)]
    writes += [ledger.undo(undone, transaction.number)] if undone is not None else []
    return Outcome(TransactionFound(transaction, held, named), writes, partial(ledger.claim, transaction, payload))


def _account_writes(
    transaction: Transaction, moves: Iterable[AccountMove], followed: Followed, now: datetime
) -> list[Write]:
    day = local_date(transaction.settled_at, transaction.zone)
    undone_at = transaction.counts_at if transaction.reverses is not None else None
    writes: list[Write] = []
    for move in moves:
        if move.balance or move.residual:
            writes.append(accounts.post(move, day, now))
        if move.balance:
            by = followed.counted_by.get(move.account.number, frozenset())
            at, number = transaction.settled_at, transaction.number
            writes.append(put_new(entry_item(move.account, move.balance, at, number, by, undone_at)))
    return writes


def _read(
    attempt: Attempt, transaction: Transaction, named: Mapping[int, Goal]
) -> tuple[dict[int, Account], dict[int, Goal]]:
    """Read the accounts, and the texts that the goals have apart, in one round trip, and close what is due.

    Raises NotFound for an account that is closed.
    """
    tenant, household = transaction.tenant, transaction.household
    places = {side.account: keys.account(tenant, household, side.account) for side, _ in transaction.sides}
    apart = {goal.id: keys.goal_text(tenant, goal.customer, goal.id) for goal in named.values() if goal.texts is UNREAD}
    found = attempt.table.batch_get([*places.values(), *apart.values()])
    held = {number: read_account(found[key]) for number, key in places.items() if is_open(found.get(key))}
    if len(held) < len(places):
        raise NotFound("account")
    texts = {number: read_texts(found[key]) for number, key in apart.items() if key in found}
    whole = [replace(goal, texts=texts.get(goal.id, goal.texts)) for goal in named.values()]
    return held, {goal.id: close_due(attempt.table, goal, attempt.now) for goal in whole}
