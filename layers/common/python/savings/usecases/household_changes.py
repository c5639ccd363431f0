"""Settling: what follows from a change of a household, for its accounts and contributions, where one write is too few.

The change itself is one transaction, with as much of what follows as fits. The rest is written after it; until then the
household says that it is pending. Whoever reads it next, or the next sweep, completes what a request that was cut off
did not.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TypeVar

from savings.domain.account import Account
from savings.domain.errors import Busy
from savings.domain.goal import Attachment
from savings.domain.household import Household
from savings.observability import logger
from savings.runtime import Runtime
from savings.store import accounts, households
from savings.store.accounts import Access
from savings.store.table import TRANSACTION_LIMIT, Contended, Write
from savings.usecases.attempt import Attempt, Outcome, attempts
from savings.usecases.contribution_plans import rescheduled

READS = 3
"""So often a household is read until nothing is pending; other changes may come between."""

T = TypeVar("T")
Found = TypeVar("Found")


def changed(
    attempt: Attempt, made: T, after: Household, own: Callable[[Household], list[Write]], follow: list[Write]
) -> Outcome[T]:
    """Return a change of a household: `made`, its own writes in one transaction, and as much of what follows as fits.

    The rest comes afterwards, or is sure to be written. One place is kept for the record of the answer.
    """
    room = TRANSACTION_LIMIT - len(own(after)) - 1
    if not follow[room:]:
        return Outcome(made, [*own(after), *follow])
    after = replace(after, pending=attempt.now.replace(microsecond=0))
    afterwards = partial(_complete, attempt.runtime, after)
    return Outcome(made, [*own(after), *follow[:room]], afterwards=afterwards)


def _complete(runtime: Runtime, household: Household) -> None:
    try:
        settle(runtime, household.tenant, household.guid)
    except Busy:  # the change is made; whoever comes next completes it
        logger.warning("pending")


def settle(runtime: Runtime, tenant: str, guid: str) -> None:
    """Write what is pending for a household; nothing when nothing is. Raises Busy.

    Every step may be repeated: each is computed from the household as it is. What fell due until the change counts by
    the dates before it.
    """

    def work(_: datetime) -> None:
        household = households.load(runtime.table, tenant, guid)
        if household is None or household.pending is None:
            return
        there = accounts.load_open(runtime.table, tenant, guid, consistent=True)
        writes = [write for account, _ in there for write in accounts.renew_access(access_to(household, account))]
        writes += rescheduled(runtime.table, household, household.pending)
        for start in range(0, len(writes), TRANSACTION_LIMIT):
            runtime.table.write(writes[start : start + TRANSACTION_LIMIT])
        runtime.table.write([households.settled(household)])

    attempts(runtime, work)


def until_settled(runtime: Runtime, read: Callable[[], tuple[Household, Found]]) -> tuple[Household, Found]:
    """Return what `read` finds of a household once nothing is pending for it. Raises what `read` does, and Busy."""
    for _ in range(READS):
        household, found = read()
        if household.pending is None:
            return household, found
        settle(runtime, household.tenant, household.guid)
    raise Contended("household")


def access_to(household: Household, account: Account) -> list[Access]:
    """Return the access that an account gives to its owners, but for one who has left."""
    return [
        Access(
            Attachment(
                tenant=household.tenant,
                customer=customer,
                household=household.guid,
                account=account.number,
                currency=household.currency,
                zone=household.zone,
                finalising_days=household.finalising_days,
            ),
            is_owner=customer == account.owner,
        )
        for customer in account.owners
        if household.client(customer)
    ]
