"""The accounts of a household as it describes them: open, read, replace and close."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from savings import ids
from savings.domain import guids
from savings.domain.account import NEARLY_COUNTED, UNCOUNTED_ACCOUNTS, Account, Details
from savings.domain.calendar import local_date
from savings.domain.contribution import Planned
from savings.domain.errors import Forbidden, NotFound
from savings.domain.facts import AccountUpdated, BalanceChanged, Fact, ResidualChanged
from savings.domain.goal import OPEN
from savings.domain.household import MAX_ACCOUNTS, Household, check_room
from savings.domain.household_accounts import AccountFigures, Surroundings, check_account, check_changes, check_closable
from savings.store import accounts, contributions, goals, households, keys
from savings.store.references import reference_writes
from savings.store.table import Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.caller import Caller
from savings.usecases.contribution_plans import removal, rescheduled_for
from savings.usecases.followers import moves
from savings.usecases.household_access import editable_with, visible_with
from savings.usecases.household_changes import access_to
from savings.usecases.pages import Place, page_of

TAKEN_AT_ONCE: Final = 20
"""Contributions that go in one transaction: each with up to three things that it depends on."""


@dataclass(frozen=True, slots=True)
class AccountRequest:
    """An account as its household describes it: what rules look at, and the rest."""

    figures: AccountFigures
    details: Details


Read = Callable[[Household], AccountRequest]
"""Reads a request in the household's currency and among its people and life events. Raises Refused."""


@dataclass(frozen=True, slots=True)
class AccountFound:
    """An account with the household it belongs to, for names and labels."""

    household: Household
    account: Account
    details: Details


def open_account(attempt: Attempt, household_id: str, read: Read) -> Outcome[AccountFound]:
    """Open an account of the household. Raises NotFound, Forbidden for one who may only view, Refused."""
    household, there = editable_with(attempt, household_id, partial(_open_accounts, attempt))
    request = _checked(attempt, household, read)
    _check_moves(attempt.caller, request.figures.value)
    check_room("account", "savings", len(there), MAX_ACCOUNTS)
    number = ids.following(attempt.number, after=max((one.number for one, _ in there), default=0))
    account = new_account(household, request.figures, attempt.now, number)
    counts = len(there) >= UNCOUNTED_ACCOUNTS or any(one.counts_goals for one, _ in there)
    account = replace(account, counts_goals=counts)
    writes = [
        *accounts.insert(account, request.details, access_to(household, account), attempt.now),
        *_counting([one for one, _ in there], counts=counts),
        *reference_writes((), references(household, account, request.details)),
    ]
    return Outcome(AccountFound(household, account, request.details), writes)


def _counting(there: list[Account], *, counts: bool) -> list[Write]:
    """Return the writes by which all accounts of a household come to count the goals that they take on, or none has."""
    if counts:
        return [accounts.count_goals(one) for one in there if not one.counts_goals]
    return [accounts.keep_uncounted(there[0])] if len(there) >= NEARLY_COUNTED else []


def list_accounts(
    attempt: Attempt, household_id: str, limit: int | None, after: Place
) -> tuple[list[AccountFound], Place | None]:
    """Return a page of the household's accounts, and where it ends; as of a moment ago. Raises NotFound.

    The default one comes first, then the oldest.
    """

    def read(guid: str) -> tuple[list[tuple[Account, Details]], Place | None]:
        at_once = None if limit is None else 2 * (limit + 1)
        behind = after[0] if after else 0
        found = accounts.load_open(attempt.table, attempt.caller.tenant, guid, at_once=at_once, after=behind)
        return page_of(found, limit, lambda one: (one[0].number,))

    household, (listed, onward) = visible_with(attempt, household_id, read)
    return [AccountFound(household, account, details) for account, details in listed], onward


def read_accounts(attempt: Attempt, household_id: str) -> tuple[Household, list[tuple[Account, Details]]]:
    """Return a household with its accounts; they are as of a moment ago. Raises NotFound."""
    return visible_with(attempt, household_id, partial(_open_accounts, attempt))


def get_account(attempt: Attempt, household_id: str, account_id: str) -> AccountFound:
    """Return one account. Raises NotFound."""
    return present(*visible_with(attempt, household_id, partial(find_account, attempt, account_id)))


def replace_account(attempt: Attempt, household_id: str, account_id: str, read: Read) -> Outcome[AccountFound]:
    """Describe an account anew; another value moves its balance, its residual and the goals that follow it.

    Raises NotFound, Forbidden, Refused: also for another type where a contribution or the default account fixes it, and
    for an owner who has an open goal on the account and would no longer own it.
    """
    household, there = editable_with(attempt, household_id, partial(find_account, attempt, account_id))
    found = present(household, there)
    request, before = _checked(attempt, household, read), found.account
    after, details = _described(before, request.figures), request.details
    moved = after.balance - before.balance
    _check_moves(attempt.caller, moved)
    gone = [owner for owner in before.owners if owner not in after.owners]
    check_changes(before, after, leaving_holders(attempt, before, gone))
    facts = (AccountUpdated(), BalanceChanged(), ResidualChanged()) if moved else (AccountUpdated(),)
    writes = described_anew(attempt, found, after, details, facts)
    writes += moves(attempt.table, before, attempt.now, balance=moved, residual=moved)
    return Outcome(AccountFound(household, after, details), writes)


def described_anew(
    attempt: Attempt, found: AccountFound, after: Account, details: Details, facts: tuple[Fact, ...]
) -> list[Write]:
    """Return the writes of an account as it will be, with access, what it depends on and the dates of its payments."""
    household, before, now = found.household, found.account, attempt.now
    held, needed = references(household, before, found.details), references(household, after, details)
    return [
        *accounts.change(before, after, details, facts, now, attempt.number),
        *_renewed_access(household, before, after),
        *reference_writes(held, needed),
        *(rescheduled_for(attempt.table, household, after, now) if after.owner != before.owner else ()),
    ]


def close_account(attempt: Attempt, household_id: str, account_id: str) -> Outcome[None]:
    """Close an account with its contributions. Raises NotFound, Forbidden, and Refused while something depends on it.

    Contributions that do not fit into the transaction go ahead of it: a request that was cut off can be sent again.
    """

    def read(guid: str) -> tuple[tuple[Account, Details] | None, list[Planned]]:
        find = partial(find_account, attempt, account_id, guid)
        return attempt.together(find, partial(_contributions, attempt, account_id, guid))

    household, (there, planned) = editable_with(attempt, household_id, read)
    found, now = present(household, there), attempt.now
    account = found.account
    _check_moves(attempt.caller, account.balance)
    check_closable(account)
    while len(planned) > TAKEN_AT_ONCE:
        ahead, planned = planned[:TAKEN_AT_ONCE], planned[TAKEN_AT_ONCE:]
        attempt.table.write([*removal(attempt.table, ahead, now), accounts.plan_into(account, -len(ahead))])
    writes = [
        *accounts.close(account, now, len(planned)),
        *(accounts.take_access(account, owner) for owner in account.owners),
        *removal(attempt.table, planned, now, references(household, account, found.details)),
    ]
    return Outcome(None, writes)


def find_account(attempt: Attempt, account_id: str, guid: str) -> tuple[Account, Details] | None:
    """Return an account of the household with this GUID; None for what can be none of it, or is closed."""
    tenant = attempt.caller.tenant
    number = guids.read_account(account_id, tenant, guid)
    return accounts.load_described(attempt.table, keys.account(tenant, guid, number)) if number else None


def present(household: Household, found: tuple[Account, Details] | None) -> AccountFound:
    """Return what was found with its household. Raises NotFound for nothing."""
    if found is None:
        raise NotFound("saving")
    return AccountFound(household, *found)


def new_account(household: Household, figures: AccountFigures, now: datetime, number: int) -> Account:
    """Return the account that the figures open, under a number."""
    return Account(
        number=number,
        tenant=household.tenant,
        household=household.guid,
        owner=figures.client,
        joint_owner=_joint(figures),
        savings_type=figures.savings_type,
        currency=household.currency,
        balance=figures.value,
        residual=figures.value,
        minimum_balance=figures.minimum_balance,
        value_date=figures.value_date,
        created_at=now,
    )


def references(household: Household, account: Account, details: Details) -> list[Key]:
    """Return what an account depends on: its owners, its dependant, and the life event of its change of risk."""
    tenant, guid = household.tenant, household.guid
    found = [keys.client(tenant, guid, person) for person in account.owners]
    found += [keys.dependant(tenant, guid, details.dependant)] if details.dependant else []
    return found + ([keys.life_event(tenant, guid, details.risk_event)] if details.risk_event else [])


def _checked(attempt: Attempt, household: Household, read: Read) -> AccountRequest:
    request = read(household)
    numbers = frozenset(dependant.number for dependant in household.dependants)
    today = local_date(attempt.now, household.zone)
    check_account(request.figures, Surroundings(household.life, numbers, today))
    return request


def _described(account: Account, figures: AccountFigures) -> Account:
    return replace(
        account,
        owner=figures.client,
        joint_owner=_joint(figures),
        savings_type=figures.savings_type,
        balance=figures.value,
        residual=account.residual + figures.value - account.balance,
        minimum_balance=figures.minimum_balance,
        value_date=figures.value_date,
        sequence=account.sequence,
    )


def _check_moves(caller: Caller, moved: int) -> None:
    """Raise Forbidden for money that comes or goes by the word of somebody who only saves it."""
    if moved and not caller.may_move_balances:
        raise Forbidden("Stating or moving a balance takes a client app's token with the scope savings/ledger.write.")


def leaving_holders(attempt: Attempt, account: Account, leaving: Iterable[str]) -> set[str]:
    """Return those of its owners, who are to own it no longer, that have a goal on it which is open or holds money."""
    left = goals.load_on(attempt.table, account, leaving)
    return {goal.customer for goal in left if goal.status in OPEN or goal.holds_money}


def _renewed_access(household: Household, before: Account, after: Account) -> Iterable[Write]:
    """Access by the household's settings and contributions by its lives must not miss a change of either meanwhile."""
    if before.owners == after.owners:
        return []
    gone = [owner for owner in before.owners if owner not in after.owners]
    taken = [accounts.take_access(before, one) for one in gone]
    return [households.resolve_dates(household), *accounts.give_access(access_to(household, after)), *taken]


def _joint(figures: AccountFigures) -> str | None:
    return figures.joint_owner if figures.joint_owner != figures.client else None


def _open_accounts(attempt: Attempt, guid: str) -> list[tuple[Account, Details]]:
    return list(accounts.load_open(attempt.table, attempt.caller.tenant, guid))


def _contributions(attempt: Attempt, account_id: str, guid: str) -> list[Planned]:
    number = guids.read_account(account_id, attempt.caller.tenant, guid)
    if number is None:
        return []
    return contributions.load_of_account(attempt.table, attempt.caller.tenant, guid, number, consistent=True)
