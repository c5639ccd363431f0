"""The savings of a household: its accounts as it describes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final

from savings.domain import guids
from savings.domain.account import Account, Saving
from savings.domain.calendar import local_date
from savings.domain.contribution import Planned
from savings.domain.errors import Forbidden, NotFound, Refused
from savings.domain.facts import AccountUpdated, BalanceChanged, ResidualChanged
from savings.domain.goal import OPEN
from savings.domain.household import MAX_ACCOUNTS, Household
from savings.domain.saving import SavingFigures, Surroundings, check_saving
from savings.runtime import Runtime
from savings.store import accounts, contributions, goals, households, keys
from savings.store.idempotency import Answer, Once
from savings.store.references import reference_writes
from savings.store.table import Key, Write
from savings.usecases.attempt import attempts
from savings.usecases.caller import Caller
from savings.usecases.followers import moves
from savings.usecases.household_access import editable_with, visible_with
from savings.usecases.planning import removal, rescheduled_for
from savings.usecases.reading import together
from savings.usecases.settling import access_to
from savings.usecases.writing import commit, numbering

TAKEN_AT_ONCE: Final = 20
"""Contributions that go in one transaction: each with up to three things that it hangs on."""


@dataclass(frozen=True, slots=True)
class SavingRequest:
    """A saving as it was read: amounts, dates and ids are read in the household's currency and among its own."""

    figures: Callable[[Household], SavingFigures]
    saving: Callable[[Household], Saving]


@dataclass(frozen=True, slots=True)
class SavingFound:
    """A saving with the household it belongs to, for names and labels."""

    household: Household
    account: Account
    saving: Saving


Render = Callable[[SavingFound], Answer]


def create_saving(
    runtime: Runtime, caller: Caller, guid: str, request: SavingRequest, once: Once | None, render: Render
) -> Answer:
    """Open an account of the household. Raises NotFound, Forbidden for one who may only view, Refused."""

    def work(now: datetime, number: int) -> Answer:
        read = partial(accounts.load_savings, runtime.table, caller.tenant)
        household, there = editable_with(runtime, caller, guid, read)
        figures = _checked(household, request, now)
        _check_moves(caller, figures.value)
        if len(there) >= MAX_ACCOUNTS:
            raise Refused.one("SavingsGUID", "too_many", f"The household may have at most {MAX_ACCOUNTS} savings.")
        account, saving = new_account(household, figures, now, number), request.saving(household)
        writes = [
            *accounts.insert(account, saving, access_to(household, account), now),
            *reference_writes((), references(household, figures)),
        ]
        return commit(runtime, writes, once, render(SavingFound(household, account, saving)), now)

    return numbering(runtime, work)


def list_savings(runtime: Runtime, caller: Caller, guid: str) -> list[SavingFound]:
    """Return the household's savings, oldest first; as of a moment ago. Raises NotFound."""
    household, listed = read_savings(runtime, caller, guid)
    return [SavingFound(household, account, saving) for account, saving in listed]


def read_savings(runtime: Runtime, caller: Caller, guid: str) -> tuple[Household, list[tuple[Account, Saving]]]:
    """Return a household with its savings; they are as of a moment ago. Raises NotFound."""
    return visible_with(runtime, caller, guid, partial(accounts.load_savings, runtime.table, caller.tenant))


def get_saving(runtime: Runtime, caller: Caller, guid: str, saving: str) -> SavingFound:
    """Return one saving. Raises NotFound."""
    return present(*visible_with(runtime, caller, guid, partial(find_saving, runtime, caller, saving)))


def replace_saving(
    runtime: Runtime,
    caller: Caller,
    guid: str,
    spelling: str,
    request: SavingRequest,
    once: Once | None,
    render: Render,
) -> Answer:
    """Describe a saving anew; another value moves the account's balance, its residual and the goals that follow it.

    Raises NotFound, Forbidden, Refused: also for another type where a contribution or the default account fixes it, and
    for an owner who has an open goal on the account and would no longer own it.
    """

    def work(now: datetime, number: int) -> Answer:
        household, there = editable_with(runtime, caller, guid, partial(find_saving, runtime, caller, spelling))
        found = present(household, there)
        figures, before = _checked(household, request, now), found.account
        after = _described(before, figures)
        _check_moves(caller, after.balance - before.balance)
        _check_fixed(runtime, before, after)
        saving = request.saving(household)
        moved = after.balance - before.balance
        facts = (AccountUpdated(), BalanceChanged(), ResidualChanged()) if moved else (AccountUpdated(),)
        writes = [
            *accounts.change(before, after, saving, facts, now, number),
            *_renewed_access(household, before, after),
            *reference_writes(_held(household, before, found.saving), references(household, figures)),
            *moves(runtime.table, before, now, balance=moved, residual=moved),
            *(rescheduled_for(runtime, household, after, now) if after.owner != before.owner else ()),
        ]
        return commit(runtime, writes, once, render(SavingFound(household, after, saving)), now)

    return numbering(runtime, work)


def delete_saving(
    runtime: Runtime, caller: Caller, guid: str, spelling: str, once: Once | None, gone: Answer
) -> Answer:
    """Close an account with its contributions. Raises NotFound, Forbidden, and Refused while something hangs on it.

    Contributions that do not fit into the transaction go ahead of it: a request that was cut off can be sent again.
    """

    def work(now: datetime) -> Answer:
        def read(home: str) -> tuple[tuple[Account, Saving] | None, list[Planned]]:
            find = partial(find_saving, runtime, caller, spelling, home)
            return together(runtime, find, partial(_contributions, runtime, caller, spelling, home))

        household, (there, planned) = editable_with(runtime, caller, guid, read)
        found = present(household, there)
        account = found.account
        _check_moves(caller, account.balance)
        _check_closable(account)
        while len(planned) > TAKEN_AT_ONCE:
            ahead, planned = planned[:TAKEN_AT_ONCE], planned[TAKEN_AT_ONCE:]
            runtime.table.write([*removal(runtime, ahead, now), accounts.plan_into(account, -len(ahead))])
        writes = [
            *accounts.close(account, now, len(planned)),
            *(accounts.take_access(account, owner) for owner in account.owners),
            *removal(runtime, planned, now, _held(household, account, found.saving)),
        ]
        return commit(runtime, writes, once, gone, now)

    return attempts(runtime, work)


def find_saving(runtime: Runtime, caller: Caller, spelling: str, guid: str) -> tuple[Account, Saving] | None:
    """Return a saving of the household with this GUID; None for what can be none of it, or is closed."""
    number = guids.read_account(spelling, caller.tenant, guid)
    return accounts.load_saving(runtime.table, keys.account(caller.tenant, guid, number)) if number else None


def present(household: Household, found: tuple[Account, Saving] | None) -> SavingFound:
    """Return what was found with its household. Raises NotFound for nothing."""
    if found is None:
        raise NotFound("saving")
    return SavingFound(household, *found)


def new_account(household: Household, figures: SavingFigures, now: datetime, number: int) -> Account:
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


def references(household: Household, figures: SavingFigures) -> list[Key]:
    """Return what a saving hangs on: its owners, its dependant, and the life event that its change of risk selects."""
    tenant, guid = household.tenant, household.guid
    people = [figures.client] + ([joint] if (joint := _joint(figures)) else [])
    found = [keys.client(tenant, guid, person) for person in people]
    found += [keys.dependant(tenant, guid, figures.dependant)] if figures.dependant else []
    return found + ([keys.life_event(tenant, guid, figures.risk_event)] if figures.risk_event else [])


def _held(household: Household, account: Account, saving: Saving) -> list[Key]:
    """Return what the saving hangs on as it lies in the table."""
    tenant, guid = household.tenant, household.guid
    found = [keys.client(tenant, guid, person) for person in account.owners]
    found += [keys.dependant(tenant, guid, saving.dependant)] if saving.dependant else []
    return found + ([keys.life_event(tenant, guid, saving.risk_event)] if saving.risk_event else [])


def _checked(household: Household, request: SavingRequest, now: datetime) -> SavingFigures:
    figures = request.figures(household)
    numbers = frozenset(dependant.number for dependant in household.dependants)
    check_saving(figures, Surroundings(household.life, numbers, local_date(now, household.zone)))
    return figures


def _described(account: Account, figures: SavingFigures) -> Account:
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


def _check_fixed(runtime: Runtime, before: Account, after: Account) -> None:
    if before.savings_type != after.savings_type and (before.contributions or before.is_default):
        message = "The savings type cannot be changed if the saving has a contribution or is the default account."
        raise Refused.one("SavingsType", "fixed", message)
    leaving = [owner for owner in before.owners if owner not in after.owners]
    for owner in leaving:
        theirs = goals.load_all(runtime.table, before.tenant, owner, consistent=True)
        if any(goal.account == before.number and (goal.status in OPEN or goal.holds_money) for goal in theirs):
            member = "ClientGUID" if owner == before.owner else "JointOwnerClientGUID"
            raise Refused.one(member, "has_goals", "The owner has an open goal on this saving.")
    if before.owner != after.owner and (before.followers or before.watchers):
        raise Refused.one("ClientGUID", "has_goals", "The owner must stay while goals follow this saving.")


def _check_closable(account: Account) -> None:
    """Tell why an account cannot be closed, as its own item says; the write's condition says it again."""
    if account.is_default:
        raise Refused.one("SavingsGUID", "default_account", "The default account cannot be deleted.")
    if account.savings_goals or account.followers or account.watchers or account.residual != account.balance:
        raise Refused.one("SavingsGUID", "has_goals", "The saving has goals.")
    if account.uses:
        raise Refused.one("SavingsGUID", "is_linked", "The saving is linked by a contribution to another one.")


def _renewed_access(household: Household, before: Account, after: Account) -> Iterable[Write]:
    """Access by the household's settings and contributions by its lives must not miss a change of either meanwhile."""
    if before.owners == after.owners:
        return []
    gone = [owner for owner in before.owners if owner not in after.owners]
    taken = [accounts.take_access(before, one) for one in gone]
    return [households.resolve_dates(household), *accounts.give_access(access_to(household, after)), *taken]


def _joint(figures: SavingFigures) -> str | None:
    return figures.joint_owner if figures.joint_owner != figures.client else None


def _contributions(runtime: Runtime, caller: Caller, spelling: str, guid: str) -> list[Planned]:
    number = guids.read_account(spelling, caller.tenant, guid)
    if number is None:
        return []
    return contributions.load_of_account(runtime.table, caller.tenant, guid, number, consistent=True)
