"""The contributions to an account: create, read, replace, delete and project."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import TypeVar

from savings.domain import codes, guids
from savings.domain.account import Account, Details
from savings.domain.calendar import local_date
from savings.domain.contribution import Contribution, Planned, check_contribution
from savings.domain.errors import NotFound, Refused
from savings.domain.household import Household
from savings.domain.household_accounts import check_takes_contribution
from savings.domain.projection import Payment, project
from savings.store import accounts, contributions, households, keys
from savings.store.references import reference_writes
from savings.store.table import Key
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.contribution_payments import publish_due
from savings.usecases.contribution_plans import UPDATED, removal, uses, yesterday
from savings.usecases.household_access import editable_with, visible_with
from savings.usecases.household_accounts import AccountFound, find_account, present

MAX_YEARS = 100
"""A projection reaches at most this far."""


@dataclass(frozen=True, slots=True)
class ContributionFound:
    """A contribution with its household and what was written about its accounts, for names and labels."""

    household: Household
    account: Account
    details: dict[int, Details]
    planned: Planned


Found = TypeVar("Found")
Listed = list[tuple[Account, Details]]

Read = Callable[[Household], Contribution]
"""Reads a contribution in the household's currency; its account and number are given to it here. Raises Refused."""


def create_contribution(attempt: Attempt, household_id: str, account_id: str, read: Read) -> Outcome[ContributionFound]:
    """Plan a payment into an account. Raises NotFound, Forbidden, Refused: also on the default account."""
    household, listed = editable_with(attempt, household_id, partial(_accounts, attempt))
    account, details = _among(household, listed, account_id)
    check_takes_contribution(account)
    if household.client(account.owner) is None:
        raise Refused.one("account", "not_in_household", "Must belong to somebody who is in the household.")
    contribution = replace(read(household), account=account.number, number=attempt.number)
    contribution = _checked(household, account, details, contribution, local_date(attempt.now, household.zone))
    planned = Planned(
        household.tenant,
        household.guid,
        household.currency,
        household.zone,
        contribution,
        yesterday(attempt.now, household.zone),
    )
    planned, write = contributions.insert(planned, attempt.now)
    writes = [write, accounts.plan_into(account, 1), *reference_writes((), _uses(household, contribution))]
    writes += [households.resolve_dates(household)] if contribution.takes_dates else []
    return Outcome(ContributionFound(household, account, details, planned), writes)


def list_contributions(attempt: Attempt, household_id: str, account_id: str) -> list[ContributionFound]:
    """Return an account's contributions, oldest first; as of a moment ago. Raises NotFound."""
    table, tenant = attempt.table, attempt.caller.tenant

    def own(guid: str) -> list[Planned]:
        number = guids.read_account(account_id, tenant, guid)
        return contributions.load_of_account(table, tenant, guid, number) if number else []

    household, (listed, planned) = visible_with(attempt, household_id, _beside_accounts(attempt, own))
    account, details = _among(household, listed, account_id)
    return [ContributionFound(household, account, details, one) for one in planned]


def get_contribution(attempt: Attempt, household_id: str, account_id: str, contribution_id: str) -> ContributionFound:
    """Return one contribution. Raises NotFound."""
    own = partial(_find, attempt, account_id, contribution_id)
    household, (listed, planned) = visible_with(attempt, household_id, _beside_accounts(attempt, own))
    account, details = _among(household, listed, account_id)
    return ContributionFound(household, account, details, _present(planned))


def replace_contribution(
    attempt: Attempt, household_id: str, account_id: str, contribution_id: str, read: Read
) -> Outcome[ContributionFound]:
    """Plan the payment anew; what fell due is published first, and what was published stays.

    Raises NotFound, Forbidden, Refused.
    """
    now, own = attempt.now, partial(_find, attempt, account_id, contribution_id)
    household, (listed, planned) = editable_with(attempt, household_id, _beside_accounts(attempt, own))
    account, details = _among(household, listed, account_id)
    before = _present(planned)
    said = replace(read(household), account=account.number, number=before.contribution.number)
    contribution = _checked(household, account, details, said, _start_of(attempt, before.contribution, household))
    before = publish_due(attempt.table, before, now)
    published_until = max(before.published_until, yesterday(now, household.zone))
    after = replace(before, contribution=contribution, zone=household.zone, published_until=published_until)
    after, write = contributions.save(after, UPDATED, now)
    writes = [write, *reference_writes(_uses(household, before.contribution), _uses(household, contribution))]
    if contribution.takes_dates:
        writes += [households.resolve_dates(household), accounts.plan_into(account, 0)]
    return Outcome(ContributionFound(household, account, details, after), writes)


def delete_contribution(attempt: Attempt, household_id: str, account_id: str, contribution_id: str) -> Outcome[None]:
    """Take a planned payment away; what fell due is published first. Raises NotFound, Forbidden."""

    def read(guid: str) -> tuple[tuple[Account, Details] | None, Planned | None]:
        find = partial(find_account, attempt, account_id, guid)
        return attempt.together(find, partial(_find, attempt, account_id, contribution_id, guid))

    household, (there, planned) = editable_with(attempt, household_id, read)
    account = present(household, there).account
    writes = removal(attempt.table, [_present(planned)], attempt.now)
    return Outcome(None, [*writes, accounts.plan_into(account, -1)])


def project_account(
    attempt: Attempt, household_id: str, account_id: str, until: date
) -> tuple[AccountFound, list[Payment]]:
    """Return the dated payments that the household's contributions imply for an account after today and up to `until`.

    Raises NotFound, and Refused for a date before today or more than a hundred years ahead.
    """
    read = partial(contributions.load_with_accounts, attempt.table, attempt.caller.tenant)
    household, (listed, planned) = visible_with(attempt, household_id, read)
    account, details = _among(household, listed, account_id)
    today = local_date(attempt.now, household.zone)
    if not today <= until or until.year - today.year > MAX_YEARS:
        raise Refused.one("until", "out_of_range", f"Must be from today to {MAX_YEARS} years ahead.")
    balances = {one.number: one.balance for one, _ in listed}
    payments = project(balances, [one.contribution for one in planned], today, until, account.number)
    return AccountFound(household, account, details[account.number]), payments


def _accounts(attempt: Attempt, guid: str) -> Listed:
    """Read all accounts of the household: a contribution names its own and may be linked to another."""
    return list(accounts.load_open(attempt.table, attempt.caller.tenant, guid, consistent=True))


def _beside_accounts(attempt: Attempt, own: Callable[[str], Found]) -> Callable[[str], tuple[Listed, Found]]:
    """Return the read of all accounts with what `own` finds meanwhile."""
    return lambda guid: attempt.together(partial(_accounts, attempt, guid), partial(own, guid))


def _among(household: Household, listed: Listed, account_id: str) -> tuple[Account, dict[int, Details]]:
    """Return the account that the id names, and what was written about all of them. Raises NotFound."""
    number = guids.read_account(account_id, household.tenant, household.guid)
    account = next((account for account, _ in listed if account.number == number), None)
    if account is None:
        raise NotFound("saving")
    return account, {account.number: text for account, text in listed}


def _find(attempt: Attempt, account_id: str, contribution_id: str, guid: str) -> Planned | None:
    tenant = attempt.caller.tenant
    account = guids.read_account(account_id, tenant, guid)
    number = guids.read_contribution(contribution_id, tenant, guid, account) if account else None
    if account is None or number is None:
        return None
    return contributions.load(attempt.table, keys.contribution(tenant, guid, account, number))


def _present(planned: Planned | None) -> Planned:
    if planned is None:
        raise NotFound("contribution")
    return planned


def _uses(household: Household, contribution: Contribution) -> list[Key]:
    return uses(household.tenant, household.guid, contribution)


def _start_of(attempt: Attempt, before: Contribution, household: Household) -> date:
    """The date that a "current" start means: the day on which it was said first, however often it is said again."""
    started = before.start_date if before.start.basis == codes.CURRENT else None
    return started or local_date(attempt.now, household.zone)


def _checked(
    household: Household, account: Account, details: dict[int, Details], contribution: Contribution, current: date
) -> Contribution:
    """Resolve the contribution's dates, with `current` for a start that is now, and apply the rules."""
    contribution = contribution.resolved(household.life, account.owner, current)
    check_contribution(contribution, account.savings_type, frozenset(details), household.life)
    return contribution
