"""The contributions to a saving: create, read, replace, delete and project."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import TypeVar

from savings.domain import codes, guids
from savings.domain.account import Account, Saving
from savings.domain.calendar import local_date
from savings.domain.contribution import Contribution, Parent, Planned, check_contribution
from savings.domain.errors import NotFound, Refused
from savings.domain.household import Household
from savings.domain.projection import Payment, project
from savings.runtime import Runtime
from savings.store import accounts, contributions, households, keys
from savings.store.accounts import MAX_CONTRIBUTIONS
from savings.store.idempotency import Answer, Once
from savings.store.references import reference_writes
from savings.store.table import Key
from savings.usecases.attempt import attempts
from savings.usecases.caller import Caller
from savings.usecases.contributing import tell_due
from savings.usecases.household_access import editable_with, visible_with
from savings.usecases.planning import UPDATED, removal, resolved, takes_dates, uses, yesterday
from savings.usecases.reading import together
from savings.usecases.savings import SavingFound, find_saving, present
from savings.usecases.writing import commit, numbering

MAX_YEARS = 100
"""A projection reaches at most this far."""


@dataclass(frozen=True, slots=True)
class ContributionFound:
    """A contribution with its household and all savings of it, for names and labels."""

    household: Household
    account: Account
    savings: dict[int, Saving]
    planned: Planned


Found = TypeVar("Found")
Listed = list[tuple[Account, Saving]]

Read = Callable[[Household, Account, int], Contribution]
"""Reads a body as a contribution of a household's account under a number; amounts in the household's currency."""

Render = Callable[[ContributionFound], Answer]


def create_contribution(
    runtime: Runtime, caller: Caller, guid: str, saving: str, read: Read, once: Once | None, render: Render
) -> Answer:
    """Plan a payment into an account. Raises NotFound, Forbidden, Refused: also on the default account."""

    def work(now: datetime, number: int) -> Answer:
        household, listed = editable_with(runtime, caller, guid, partial(_savings, runtime, caller))
        account, savings = _among(household, listed, saving)
        _check_takes_contributions(account)
        contribution = _checked(
            household, account, savings, read(household, account, number), local_date(now, household.zone)
        )
        planned = Planned(
            household.tenant,
            household.guid,
            household.currency,
            household.zone,
            contribution,
            yesterday(now, household.zone),
        )
        planned, write = contributions.insert(planned, now)
        needs = reference_writes((), _uses(household, contribution))
        needs += [households.resolve_dates(household)] if takes_dates(contribution) else []
        answer = render(ContributionFound(household, account, savings, planned))
        return commit(runtime, [write, accounts.plan_into(account, 1), *needs], once, answer, now)

    return numbering(runtime, work)


def list_contributions(runtime: Runtime, caller: Caller, guid: str, saving: str) -> list[ContributionFound]:
    """Return an account's contributions, oldest first; as of a moment ago. Raises NotFound."""

    def own(home: str) -> list[Planned]:
        number = guids.read_account(saving, caller.tenant, home)
        return contributions.load_of_account(runtime.table, caller.tenant, home, number) if number else []

    household, (listed, planned) = visible_with(runtime, caller, guid, _beside_savings(runtime, caller, own))
    account, savings = _among(household, listed, saving)
    return [ContributionFound(household, account, savings, one) for one in planned]


def get_contribution(runtime: Runtime, caller: Caller, guid: str, saving: str, spelling: str) -> ContributionFound:
    """Return one contribution. Raises NotFound."""
    own = partial(_find, runtime, caller, saving, spelling)
    household, (listed, planned) = visible_with(runtime, caller, guid, _beside_savings(runtime, caller, own))
    account, savings = _among(household, listed, saving)
    return ContributionFound(household, account, savings, _present(planned))


def replace_contribution(
    runtime: Runtime,
    caller: Caller,
    guid: str,
    saving: str,
    spelling: str,
    read: Read,
    once: Once | None,
    render: Render,
) -> Answer:
    """Plan the payment anew; what fell due is told first, and what was told stays told.

    Raises NotFound, Forbidden, Refused.
    """

    def work(now: datetime) -> Answer:
        own = partial(_find, runtime, caller, saving, spelling)
        household, (listed, planned) = editable_with(runtime, caller, guid, _beside_savings(runtime, caller, own))
        account, savings = _among(household, listed, saving)
        before = _present(planned)
        contribution = read(household, account, before.contribution.number)
        contribution = _checked(
            household, account, savings, contribution, _start_of(before.contribution, household, now)
        )
        before = tell_due(runtime.table, before, now)
        told_until = max(before.told_until, yesterday(now, household.zone))
        planned, write = contributions.save(
            replace(before, contribution=contribution, zone=household.zone, told_until=told_until), UPDATED, now
        )
        held = _uses(household, before.contribution)
        needs = reference_writes(held, _uses(household, contribution))
        if takes_dates(contribution):
            needs += [households.resolve_dates(household), accounts.plan_into(account, 0)]
        answer = render(ContributionFound(household, account, savings, planned))
        return commit(runtime, [write, *needs], once, answer, now)

    return attempts(runtime, work)


def delete_contribution(
    runtime: Runtime, caller: Caller, guid: str, saving: str, spelling: str, once: Once | None, gone: Answer
) -> Answer:
    """Take a planned payment away; what fell due is told first. Raises NotFound, Forbidden."""

    def read(home: str) -> tuple[tuple[Account, Saving] | None, Planned | None]:
        find = partial(find_saving, runtime, caller, saving, home)
        return together(runtime, find, partial(_find, runtime, caller, saving, spelling, home))

    def work(now: datetime) -> Answer:
        household, (there, planned) = editable_with(runtime, caller, guid, read)
        account = present(household, there).account
        writes = [*removal(runtime, [_present(planned)], now), accounts.plan_into(account, -1)]
        return commit(runtime, writes, once, gone, now)

    return attempts(runtime, work)


def project_saving(
    runtime: Runtime, caller: Caller, guid: str, saving: str, until: date
) -> tuple[SavingFound, list[Payment]]:
    """Return the dated payments that the household's contributions imply for a saving after today and up to `until`.

    Raises NotFound, and Refused for a date before today or more than a hundred years ahead.
    """
    read = partial(contributions.load_with_savings, runtime.table, caller.tenant)
    household, (listed, planned) = visible_with(runtime, caller, guid, read)
    account, savings = _among(household, listed, saving)
    today = local_date(runtime.clock.now(), household.zone)
    if not today <= until or until.year - today.year > MAX_YEARS:
        raise Refused.one("until", "out_of_range", f"Must be from today to {MAX_YEARS} years ahead.")
    balances = {one.number: one.balance for one, _ in listed}
    payments = project(balances, [one.contribution for one in planned], today, until, account.number)
    return SavingFound(household, account, savings[account.number]), payments


def _savings(runtime: Runtime, caller: Caller, home: str) -> Listed:
    """Read all savings of the household: a contribution names its own and may be linked to another."""
    return accounts.load_savings(runtime.table, caller.tenant, home, consistent=True)


def _beside_savings(
    runtime: Runtime, caller: Caller, own: Callable[[str], Found]
) -> Callable[[str], tuple[Listed, Found]]:
    """Return the read of all savings with what `own` finds meanwhile."""
    return lambda home: together(runtime, partial(_savings, runtime, caller, home), partial(own, home))


def _among(household: Household, listed: Listed, spelling: str) -> tuple[Account, dict[int, Saving]]:
    """Return the account that the spelling names, and what was written about all of them. Raises NotFound."""
    number = guids.read_account(spelling, household.tenant, household.guid)
    account = next((account for account, _ in listed if account.number == number), None)
    if account is None:
        raise NotFound("saving")
    return account, {account.number: text for account, text in listed}


def _find(runtime: Runtime, caller: Caller, saving: str, spelling: str, home: str) -> Planned | None:
    account = guids.read_account(saving, caller.tenant, home)
    number = guids.read_contribution(spelling, caller.tenant, home, account) if account else None
    if account is None or number is None:
        return None
    return contributions.load(runtime.table, keys.contribution(caller.tenant, home, account, number))


def _present(planned: Planned | None) -> Planned:
    if planned is None:
        raise NotFound("contribution")
    return planned


def _uses(household: Household, contribution: Contribution) -> list[Key]:
    return uses(household.tenant, household.guid, contribution)


def _start_of(before: Contribution, household: Household, now: datetime) -> date:
    """The date that a "current" start means: the day on which it was said first, however often it is said again."""
    started = before.start_date if before.start.basis == codes.CURRENT else None
    return started or local_date(now, household.zone)


def _checked(
    household: Household, account: Account, savings: dict[int, Saving], contribution: Contribution, current: date
) -> Contribution:
    """Resolve the contribution's dates, with `current` for a start that is now, and apply the rules."""
    contribution = resolved(contribution, household.life, account.owner, current)
    parent = Parent(account.number, account.savings_type, account.owner)
    check_contribution(contribution, parent, frozenset(savings), household.life)
    return contribution


def _check_takes_contributions(account: Account) -> None:
    if account.is_default:
        raise Refused.one("SavingsGUID", "default_account", "The default account cannot have contributions.")
    if account.contributions >= MAX_CONTRIBUTIONS:
        raise Refused.one("SavingsGUID", "too_many", f"The saving may have at most {MAX_CONTRIBUTIONS} contributions.")
