"""Planned payments and their items: what one depends on, how its dates move, and how it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from savings.domain.account import Account
from savings.domain.calendar import local_date
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Life
from savings.domain.facts import ContributionDeleted, ContributionUpdated
from savings.domain.household import Household
from savings.store import contributions, keys
from savings.store.references import reference_writes
from savings.store.table import Contended, Key, Table, Write
from savings.usecases.contribution_payments import publish_due

UPDATED = ContributionUpdated()
DELETED = ContributionDeleted()


def uses(tenant: str, household: str, contribution: Contribution) -> list[Key]:
    """Return what a contribution depends on: life events of its bases, and the account that it takes from."""
    found = [keys.life_event(tenant, household, event) for event in contribution.needs_events]
    if contribution.linked is not None and contribution.linked != contribution.account:
        found.append(keys.account(tenant, household, contribution.linked))
    return found


def removal(table: Table, listed: list[Planned], now: datetime, others: Iterable[Key] = ()) -> list[Write]:
    """Return the writes that take contributions away, each with a tombstone that says so.

    What fell due until now is published first. `others` are references that the same transaction lets go of.
    """
    writes: list[Write] = []
    held = list(others)
    for planned in listed:
        _, write = contributions.save(replace(publish_due(table, planned, now), is_gone=True), DELETED, now)
        writes.append(write)
        held += uses(planned.tenant, planned.household, planned.contribution)
    return [*writes, *reference_writes(held, ())]


def rescheduled(table: Table, household: Household, now: datetime) -> list[Write]:
    """Return the writes of the contributions whose dates a change of the household's people or life events moves.

    `household` is as it will be. What fell due until now is published first, and what was published stays.
    """
    there, listed = contributions.load_with_accounts(table, household.tenant, household.guid)
    return _moves(table, listed, household.life, {account.number: account.owner for account, _ in there}, now)


def rescheduled_for(table: Table, household: Household, account: Account, now: datetime) -> list[Write]:
    """Return the writes of the account's contributions whose dates move because another person owns it now."""
    place = household.tenant, household.guid, account.number
    listed = contributions.load_of_account(table, *place, consistent=True)
    return _moves(table, listed, household.life, {account.number: account.owner}, now)


def yesterday(now: datetime, zone: str) -> date:
    """Return the local date before today's: up to it, a new plan has nothing to publish."""
    return local_date(now, zone) - timedelta(days=1)


def _moves(table: Table, listed: list[Planned], life: Life, owners: Mapping[int, str], now: datetime) -> list[Write]:
    """Raises Contended for an account so new that the query has its contribution only."""
    writes: list[Write] = []
    for planned in listed:
        before = planned.contribution
        if before.account not in owners:
            raise Contended("accounts")
        after = before.moved(life, owners[before.account])
        if after != before:
            published = publish_due(table, planned, now)
            _, write = contributions.save(replace(published, contribution=after), UPDATED, now)
            writes.append(write)
    return writes
