"""Planned payments between a contribution's rules and its item: what it hangs on, when it is told, how it goes."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from savings.domain import codes
from savings.domain.account import Account
from savings.domain.calendar import local_date
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Life, Moment
from savings.domain.facts import ContributionDeleted, ContributionUpdated
from savings.domain.household import Household
from savings.runtime import Runtime
from savings.store import contributions, keys
from savings.store.references import reference_writes
from savings.store.table import Contended, Key, Write
from savings.usecases.contributing import tell_due

UPDATED = ContributionUpdated()
DELETED = ContributionDeleted()


def resolved(contribution: Contribution, life: Life, owner: str, today: date) -> Contribution:
    """Return the contribution with the dates that its start and end mean; a one-off has no end."""
    one_off = contribution.frequency == codes.ONE_OFF
    end = None if one_off else contribution.end
    return replace(
        contribution,
        start_date=life.moment_date(contribution.start, owner, today),
        end_date=life.moment_date(end, owner, today) if end else None,
    )


def uses(tenant: str, household: str, contribution: Contribution) -> list[Key]:
    """Return what a contribution hangs on: life events that its bases select, and the account that it takes from."""
    found = [keys.life_event(tenant, household, event) for event in _selected_events(contribution)]
    if contribution.linked is not None and contribution.linked != contribution.account:
        found.append(keys.account(tenant, household, contribution.linked))
    return found


def removal(runtime: Runtime, listed: list[Planned], now: datetime, others: Iterable[Key] = ()) -> list[Write]:
    """Return the writes that take contributions away, each leaving a tombstone that tells so.

    What fell due until now is told first. `others` are references that the same transaction lets go of.
    """
    writes: list[Write] = []
    held = list(others)
    for planned in listed:
        _, write = contributions.save(replace(tell_due(runtime.table, planned, now), is_gone=True), DELETED, now)
        writes.append(write.relabelled(f"contribution {planned.contribution.number}"))
        held += uses(planned.tenant, planned.household, planned.contribution)
    return [*writes, *reference_writes(held, ())]


def takes_dates(contribution: Contribution) -> bool:
    """Whether its dates come from the household's people or life events."""
    return any(moment.basis in codes.AGES or moment.basis == codes.EVENT for moment in _selected(contribution))


def rescheduled(runtime: Runtime, household: Household, now: datetime) -> list[Write]:
    """Return the writes of the contributions whose dates a change of the household's people or life events moves.

    `household` is as it will be. What fell due until now is told first, and payments that were told stay told.
    """
    savings, listed = contributions.load_with_savings(runtime.table, household.tenant, household.guid)
    return _moves(runtime, listed, household.life, {account.number: account.owner for account, _ in savings}, now)


def rescheduled_for(runtime: Runtime, household: Household, account: Account, now: datetime) -> list[Write]:
    """Return the writes of the account's contributions whose dates move because another person owns it now."""
    place = household.tenant, household.guid, account.number
    listed = contributions.load_of_account(runtime.table, *place, consistent=True)
    return _moves(runtime, listed, household.life, {account.number: account.owner}, now)


def yesterday(now: datetime, zone: str) -> date:
    """Return the local date before today's: up to it, a new plan has nothing to tell."""
    return local_date(now, zone) - timedelta(days=1)


def _moves(
    runtime: Runtime, listed: list[Planned], life: Life, owners: Mapping[int, str], now: datetime
) -> list[Write]:
    """Raises Contended for an account so new that the query has its contribution only."""
    writes: list[Write] = []
    for planned in listed:
        before = planned.contribution
        if before.account not in owners:
            raise Contended("savings")
        after = _moved(before, life, owners[before.account])
        if after != before:
            told = tell_due(runtime.table, planned, now)
            _, write = contributions.save(replace(told, contribution=after), UPDATED, now)
            writes.append(write.relabelled(f"contribution {before.number}"))
    return writes


def _moved(contribution: Contribution, life: Life, owner: str) -> Contribution:
    """A start that was "now" stays the day it was; other bases are resolved again."""

    def day(moment: Moment | None, before: date | None) -> date | None:
        if moment is None or moment.basis in (codes.CURRENT, codes.DATE):
            return before
        return life.moment_date(moment, owner, before or date.min)

    one_off = contribution.frequency == codes.ONE_OFF
    return replace(
        contribution,
        start_date=day(contribution.start, contribution.start_date),
        end_date=None if one_off else day(contribution.end, contribution.end_date),
    )


def _selected_events(contribution: Contribution) -> list[int]:
    moments = _selected(contribution)
    return [moment.event for moment in moments if moment.basis == codes.EVENT and moment.event is not None]


def _selected(contribution: Contribution) -> list[Moment]:
    has_end = contribution.end is not None and contribution.frequency != codes.ONE_OFF
    return [contribution.start] + ([contribution.end] if has_end and contribution.end else [])
