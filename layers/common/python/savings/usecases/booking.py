"""Booking: all that one transaction moves, worked out for one write."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from savings import ids
from savings.domain import money
from savings.domain.account import Account, AccountKind
from savings.domain.actions import Action, Direction
from savings.domain.calendar import local_date
from savings.domain.errors import NotFound, Refused
from savings.domain.goal import ClosedPeriod, Goal
from savings.domain.ledger import Transaction, dream_period, settle_dream
from savings.runtime import Runtime
from savings.store import accounts, goals, keys, ledger
from savings.store.account_items import entry_item, read_account
from savings.store.goal_items import UNREAD, read_texts
from savings.store.numbers import put_new
from savings.store.table import Item, Key, Write
from savings.usecases.closing import close_due
from savings.usecases.counting import Counted, count_on_followers, load_followers, load_stored, period_key


@dataclass(frozen=True, slots=True)
class TransactionFound:
    """A transaction with the accounts and dreams that it names, and perhaps others, as they are after it."""

    transaction: Transaction
    accounts: dict[int, Account]
    dreams: dict[int, Goal]


@dataclass(frozen=True, slots=True)
class Booked:
    """A transaction with what it leaves behind, and the writes of it."""

    found: TransactionFound
    writes: list[Write]


def book(
    runtime: Runtime, transaction: Transaction, dreams: dict[int, Goal], undone: Transaction | None, now: datetime
) -> Booked:
    """Work out all that the transaction moves; goals that are due are closed first.

    A reversal gives back to a dream what `undone` took from it, and only the goals that counted `undone` count it.
    """
    touched, described = _read(runtime, transaction, dreams)
    dreams = {number: close_due(runtime.table, goal, now) for number, goal in described.items()}
    moving = [account for account in touched.values() if account.kind is not AccountKind.PERFORMANCE]
    followers = load_followers(runtime, transaction, moving, now)
    on_dreams = [(dream, dream_period(dream, transaction.counts_at)) for dream in dreams.values()]
    stored = load_stored(runtime, [*on_dreams, *followers.periods])
    residuals = dict.fromkeys(touched, 0)
    writes: list[Write] = []
    for side, direction in ((transaction.source, Direction.DEBIT), (transaction.target, Direction.CREDIT)):
        if side is None or touched[side.account].kind is AccountKind.PERFORMANCE:
            continue
        in_dream = _share(transaction, dreams.get(side.dream or 0), direction, undone)
        if in_dream:
            dreams[side.dream or 0], more = _move_dream(
                dreams[side.dream or 0], in_dream, direction, transaction, stored, now
            )
            writes += more
        if direction is Direction.DEBIT and side.dream and in_dream < transaction.amount:
            transaction = replace(transaction, drawn=in_dream)
        rest = transaction.amount - in_dream
        residuals[side.account] += rest if direction is Direction.CREDIT else -rest
    after, counted_by = dict(touched), frozenset[str]()
    for account in moving:
        flow, residual = transaction.flow(account.number), residuals[account.number]
        if abs(account.balance + flow) > money.MAX_MINOR or abs(account.residual + residual) > money.MAX_MINOR:
            message = "The account would hold more than can be kept."
            raise Refused.one("transaction.amountCents", "amount_too_large", message)
        counted = count_on_followers(account, followers, flow, residual, stored, now)
        writes += _account_writes(transaction, account, flow, residual, counted, now)
        counted_by |= counted.by
        after[account.number] = replace(account, balance=account.balance + flow, residual=account.residual + residual)
    transaction = replace(transaction, counted_by=counted_by)
    return Booked(TransactionFound(transaction, after, dreams), [ledger.insert(transaction, now), *writes])


def _share(transaction: Transaction, dream: Goal | None, direction: Direction, undone: Transaction | None) -> int:
    """What of the transaction moves the dream; the residual takes the rest."""
    if dream is None:
        return 0
    if direction is Direction.DEBIT:
        return min(transaction.amount, dream.amount)
    if undone is None:
        return transaction.amount
    if dream.has_ended:
        return 0
    return transaction.amount if undone.drawn is None else undone.drawn


def _account_writes(
    transaction: Transaction, account: Account, flow: int, residual: int, counted: Counted, now: datetime
) -> list[Write]:
    day = local_date(transaction.settled_at, transaction.zone)
    writes = [*counted.writes]
    if flow or residual or counted.writes:
        writes.append(accounts.post(account, flow, residual, day, now))
    if flow:
        undone_at = transaction.counts_at if transaction.reverses is not None else None
        entry = entry_item(account, flow, transaction.settled_at, transaction.number, counted.by, undone_at)
        writes.append(put_new(f"entry {account.number}", entry))
    return writes


def _move_dream(
    dream: Goal,
    amount: int,
    direction: Direction,
    transaction: Transaction,
    stored: Mapping[Key, ClosedPeriod],
    now: datetime,
) -> tuple[Goal, list[Write]]:
    index = dream_period(dream, transaction.counts_at)
    number = ids.following(transaction.number, after=dream.last_action)
    action = Action(number, amount, direction, index, transaction.settled_at, transaction=transaction.number)
    change = settle_dream(dream, action, now, stored.get(period_key(dream, index)))
    writes = [write.relabelled(f"dream {dream.id}") for write in goals.save(change)]
    writes.append(goals.insert_action(change.goal, action).relabelled(f"action {dream.id}"))
    if change.period is not None:
        writes.append(goals.restate_period(change, change.period).relabelled(f"period {dream.id}"))
    return change.goal, writes


def _read(
    runtime: Runtime, transaction: Transaction, dreams: dict[int, Goal]
) -> tuple[dict[int, Account], dict[int, Goal]]:
    """Read the accounts, and the texts of dreams that lie apart, in one round trip.

    Raises NotFound for an account that is closed.
    """
    tenant, household = transaction.tenant, transaction.household
    sides = [side for side in (transaction.source, transaction.target) if side is not None]
    places = {side.account: keys.account(tenant, household, side.account) for side in sides}
    texts = {
        number: keys.goal_text(tenant, goal.customer, number) for number, goal in dreams.items() if goal.texts is UNREAD
    }
    found = runtime.table.batch_get([*places.values(), *texts.values()])
    held = {number: read_account(found[key]) for number, key in places.items() if _is_open(found.get(key))}
    if len(held) < len(places):
        raise NotFound("account")
    read = {
        number: replace(dreams[number], texts=read_texts(found[key])) for number, key in texts.items() if key in found
    }
    return held, dreams | read


def _is_open(item: Item | None) -> bool:
    return item is not None and "closed" not in item
