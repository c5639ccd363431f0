"""The proof of a goal: its invariants and its account's, recomputed from entries that are read page by page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from savings.domain import integrity
from savings.domain.account import Account
from savings.domain.goal import Goal, MeasuredBy
from savings.domain.integrity import Finding, Tally, counted_in
from savings.domain.ledger import progress as counted
from savings.domain.progress import periods
from savings.store import account_goals, accounts, goals, keys
from savings.store.accounts import Entry
from savings.store.table import Contended, Key, Table
from savings.usecases.attempt import Attempt
from savings.usecases.goals import load_with_periods
from savings.usecases.pages import Place

AT_ONCE: Final = 1000
"""Entries that are read at once; before each page but the first it is asked whether there is time for one more."""
TO_END: Final = 2
"""Calls of the longest kind for which there must be time when one more page is read: it, and what follows the last."""
SHORTEST: Final = 8
"""Figures of a place where every period shows what its entries add up to."""
MOST_CARRIED: Final = 100
"""Sums of periods that a place can carry, so that it fits into an address."""

_ACTIONS, _ENTRIES, _DONE = range(3)
_LAST_SECOND: Final = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found of a goal; while it is not complete, only what does not depend on all entries.

    `through` is the instant of the last entry that was read. A check that is not complete goes on after `onward`; None
    where too much is open to be carried on.
    """

    goal: Goal
    account: Account
    findings: list[Finding]
    is_complete: bool
    through: datetime | None
    onward: Place | None = None


@dataclass(slots=True)
class _Reading:
    """How far the ledgers were read, and what the entries add up to until there.

    First come the goal's actions, where it has any, then the account's entries. `at` and `number` name the last one.
    """

    ledger: int = _ACTIONS
    at: datetime | None = None
    number: int = 0
    of_goal: Tally = field(default_factory=Tally)
    of_account: int = 0


def check_goal(attempt: Attempt, goal_id: str, after: Place = (), most: int | None = None) -> Checked:
    """Recompute the invariants of the goal and its account from their items as they are stored. Raises NotFound.

    It goes on after a place where nothing has changed since, else it begins anew. It stops in time and, where that is
    given, after about so many entries. What does not hold is only reported when goal and account have not changed
    meanwhile: raises Contended when they have.
    """
    goal, stored = load_with_periods(attempt, goal_id)
    account = load_account(attempt, goal)
    moment = goal.version, account.sequence
    shown = {period.index: period.amount for period in periods(goal, stored)}
    reading = _taken_up(after, moment, shown) or _Reading()
    if _read_on(attempt, goal, account, reading, most):
        findings = integrity.check(goal, stored, reading.of_goal)
        findings += integrity.check_account(account, reading.of_account, load_attached(attempt.table, account))
        checked = Checked(goal, account, findings, is_complete=True, through=reading.at)
    else:
        onward = _place(moment, reading, shown)
        findings = integrity.check(goal, stored, None)
        checked = Checked(goal, account, findings, is_complete=False, through=reading.at, onward=onward)
    if not all(finding.holds for finding in findings):
        later, _ = load_with_periods(attempt, goal_id)
        if (goal, account) != (later, load_account(attempt, goal)):
            raise Contended("integrity")
    return checked


def check_account(table: Table, key: Key) -> tuple[Account, list[Finding]]:
    """Return an account and its invariants, recomputed from its ledger and its goals.

    Raises LookupError where there is none, and Contended where something does not hold that has changed meanwhile.
    """
    account = accounts.load(table, key)
    if account is None:
        raise LookupError("there is no such account")
    entries = sum(entry.amount for entry in accounts.load_entries(table, account, at_once=AT_ONCE))
    findings = integrity.check_account(account, entries, load_attached(table, account))
    if not all(finding.holds for finding in findings) and accounts.load(table, key) != account:
        raise Contended("integrity")
    return account, findings


def load_attached(table: Table, account: Account) -> dict[str, Goal]:
    """Return all goals that an account's owners have on it, by the account's names for them, read strongly."""
    return {account_goals.name_on(account, goal): goal for goal in goals.load_on(table, account, account.owners)}


def tally(attempt: Attempt, goal: Goal, account: Account) -> tuple[Tally, int]:
    """Return what all entries of a goal add up to, and all of its account's. Raises Contended when time runs out."""
    reading = _Reading()
    if not _read_on(attempt, goal, account, reading):
        raise Contended("integrity")
    return reading.of_goal, reading.of_account


def load_account(attempt: Attempt, goal: Goal) -> Account:
    """Return the account of a goal, read strongly. Raises LookupError where there is none."""
    account = accounts.load(attempt.table, keys.account(goal.tenant, goal.household, goal.account))
    if account is None:
        raise LookupError(f"the account of goal {goal.id} is missing")
    return account


def _read_on(attempt: Attempt, goal: Goal, account: Account, reading: _Reading, most: int | None = None) -> bool:
    """Read what is left of the ledgers, as far as there is time; whether that was all, with time for the rest."""
    runtime, already = attempt.runtime, 0

    def goes_on(count: int) -> bool:
        is_within = most is None or already + count < most
        return is_within and runtime.deadline.allows(TO_END * runtime.patience.longest)

    for ledger in (_actions, _entries):
        count = 0
        for count, _ in enumerate(ledger(attempt, goal, account, reading), 1):
            if count % AT_ONCE == 0 and not goes_on(count):
                return False
        already += count
        if not goes_on(0):
            return False
    return True


def _actions(attempt: Attempt, goal: Goal, _: Account, reading: _Reading) -> Iterator[None]:
    if reading.ledger != _ACTIONS:
        return
    if goal.measured_by is MeasuredBy.ACTIONS:
        place = goal.tenant, goal.customer, goal.id
        for action in goals.load_actions(attempt.table, place, at_once=AT_ONCE, after=reading.number):
            reading.of_goal.add(action.signed, action.period)
            reading.at, reading.number = action.created_at, action.number
            yield
    reading.ledger, reading.at, reading.number = _ENTRIES, None, 0


def _entries(attempt: Attempt, goal: Goal, account: Account, reading: _Reading) -> Iterator[None]:
    if reading.ledger != _ENTRIES:
        return
    behind = (reading.at, reading.number) if reading.at else None
    for entry in accounts.load_entries(attempt.table, account, at_once=AT_ONCE, after=behind):
        reading.of_account += entry.amount
        add_counted(reading.of_goal, goal, entry)
        reading.at, reading.number = entry.settled_at, entry.number
        yield
    reading.ledger = _DONE


def add_counted(tally: Tally, goal: Goal, entry: Entry) -> None:
    """Add what a goal that counts transactions has counted of an entry of its account."""
    if goal.measured_by is MeasuredBy.TRANSACTIONS and entry.counted_by & account_goals.names(goal):
        tally.add(counted(goal, entry.amount, undoes=entry.is_reversal), counted_in(goal, entry.counts_at))


def _place(moment: tuple[int, int], reading: _Reading, shown: Mapping[int, int]) -> Place | None:
    """Return where a check goes on: with the sums until there that differ from what their periods show.

    Entries come by and large in the order of periods, so that these are few. None for more than fit.
    """
    sums = reading.of_goal.by_period
    reached = max(sums, default=-1) + 1
    open_ones = {index: sums.get(index, 0) for index in {*sums, *range(reached)}}
    open_ones = {index: total for index, total in open_ones.items() if total != shown.get(index)}
    if len(open_ones) > MOST_CARRIED:
        return None
    at = int(reading.at.timestamp()) if reading.at else 0
    totals = reading.of_goal.total, reading.of_account
    pairs = (figure for pair in sorted(open_ones.items()) for figure in pair)
    return (*moment, reading.ledger, at, reading.number, *totals, reached, *pairs)


def _taken_up(after: Place, moment: tuple[int, int], shown: Mapping[int, int]) -> _Reading | None:
    """Return the reading that a place stands for; None where goal or account have changed since, or there is none."""
    if len(after) < SHORTEST or len(after) % 2 or after[:2] != moment or not _ACTIONS <= after[2] <= _DONE:
        return None
    ledger, at, number, total, of_account, reached, *pairs = after[2:]
    sums = {index: shown[index] for index in shown if index < reached} | dict(zip(pairs[::2], pairs[1::2], strict=True))
    settled = datetime.fromtimestamp(min(max(at, 0), _LAST_SECOND), UTC) if at else None
    return _Reading(ledger, settled, number, Tally(total, sums), of_account)
