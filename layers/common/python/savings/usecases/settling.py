"""Settling: what follows from a change of a household, for its accounts and contributions, where one write is too few.

The change itself is one transaction, with as much of what follows as fits. The rest is written after it; until then the
household says that it is pending. Whoever reads it next, or the next sweep, completes what a request that was cut off
did not.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from savings.domain.account import Account
from savings.domain.errors import Busy
from savings.domain.goal import Attachment
from savings.domain.household import Household
from savings.observability import logger
from savings.runtime import Runtime
from savings.store import accounts, households
from savings.store.accounts import Access
from savings.store.idempotency import Answer, Once
from savings.store.table import TRANSACTION_LIMIT, Contended, Write
from savings.usecases.attempt import attempts
from savings.usecases.planning import rescheduled
from savings.usecases.writing import commit

READS = 3
"""So often a household is read until nothing is pending; other changes may come between."""

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Made:
    """A change of a household that is made: the household after it, and the answer."""

    household: Household
    answer: Answer


def commit_change(
    runtime: Runtime,
    after: Household,
    own: Callable[[Household], list[Write]],
    follow: list[Write],
    once: Once | None,
    answer: Answer,
    now: datetime,
) -> Made:
    """Make a change in one transaction: its own writes, the answer's record, and as much of what follows as fits.

    Raises what `commit` raises; nothing was written then.
    """
    room = TRANSACTION_LIMIT - len(own(after)) - (once is not None)
    if follow[room:]:
        after = replace(after, pending=now.replace(microsecond=0))
    return Made(after, commit(runtime, [*own(after), *follow[:room]], once, answer, now))


def completed(runtime: Runtime, made: Made) -> Answer:
    """Return the answer of a change, with the rest of what follows from it written or sure to be."""
    if made.household.pending is not None:
        try:
            settle(runtime, made.household.tenant, made.household.guid)
        except Busy:  # the change is made; whoever comes next completes it
            logger.warning("pending")
    return made.answer


def settle(runtime: Runtime, tenant: str, guid: str) -> None:
    """Write what is pending for a household; nothing when nothing is. Raises Busy.

    Every step may be repeated: each is computed from the household as it is. What fell due until the change counts by
    the dates before it.
    """

    def work(_: datetime) -> None:
        household = households.load(runtime.table, tenant, guid)
        if household is None or household.pending is None:
            return
        savings = accounts.load_savings(runtime.table, tenant, guid, consistent=True)
        writes = [write for account, _ in savings for write in accounts.renew_access(access_to(household, account))]
        writes += rescheduled(runtime, household, household.pending)
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
    """Return the access that an account gives to its owners."""
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
    ]
