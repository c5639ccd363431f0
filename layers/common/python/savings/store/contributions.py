"""Contributions in the table: planned payments with the next one that is due.

A contribution that was deleted stays for 30 days as a tombstone that has said so; reads pass over it.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from savings.domain.account import Account, Details
from savings.domain.calendar import instant
from savings.domain.contribution import Contribution, Planned
from savings.domain.dates import Moment
from savings.domain.facts import ContributionCreated, Fact
from savings.domain.notes import note
from savings.store import keys
from savings.store.accounts import open_accounts
from savings.store.numbers import put_new
from savings.store.table import Item, Key, Table, Write, put

TOMBSTONE: Final = timedelta(days=30)


def load(table: Table, key: Key) -> Planned | None:
    """Return one contribution, read strongly; None for a deleted one."""
    item = table.get(key)
    planned = read(item) if item else None
    return None if planned is None or planned.is_gone else planned


def load_of_account(
    table: Table, tenant: str, household: str, account: int, *, consistent: bool = False
) -> list[Planned]:
    """Return an account's contributions, oldest first; as of a moment ago unless `consistent`."""
    partition = keys.household_partition(tenant, household)
    return _living(table.query_all(partition, keys.contributions_of(account), consistent=consistent))


def load_with_accounts(
    table: Table, tenant: str, household: str
) -> tuple[list[tuple[Account, Details]], list[Planned]]:
    """Return a household's open accounts, and all contributions by account and age, in one strong query."""
    partition = keys.household_partition(tenant, household)
    items = list(table.query_between(partition, keys.ACCOUNTS, f"{keys.CONTRIBUTIONS}~"))
    planned = [item for item in items if item["SK"].startswith(keys.CONTRIBUTIONS)]
    return list(open_accounts(items[: len(items) - len(planned)])), _living(planned)


def insert(planned: Planned, now: datetime) -> tuple[Planned, Write]:
    """Return the contribution with its first event, and the write of it."""
    after = replace(planned, sequence=1)
    return after, put_new(_item(after, ContributionCreated(), now))


def save(planned: Planned, fact: Fact, now: datetime) -> tuple[Planned, Write]:
    """Return the contribution with the fact, and the write of it under the sequence before."""
    after = replace(planned, sequence=planned.sequence + 1)
    return after, put(_item(after, fact, now), "seq = :before", {":before": planned.sequence})


def read(item: Item) -> Planned:
    """Return the contribution of an item."""
    _, tenant, _, household = item["PK"].split("#")
    _, account, number = item["SK"].split("#")
    contribution = Contribution(
        number=int(number),
        account=int(account),
        type=item["type"],
        frequency=item.get("frequency"),
        start=_read_moment(item["start"]),
        end=_read_moment(item["end"]) if "end" in item else None,
        amount=item.get("amount"),
        percentage=item.get("percentage"),
        linked=item.get("linked"),
        linked_nil=item.get("linked_nil", False),
        start_date=_read_day(item.get("start_date")),
        end_date=_read_day(item.get("end_date")),
        extras=item.get("extras"),
    )
    return Planned(
        tenant=tenant,
        household=household,
        currency=item["currency"],
        zone=item["zone"],
        contribution=contribution,
        published_until=date.fromisoformat(item["published_until"]),
        sequence=item["seq"],
        is_gone=item.get("is_gone", False),
    )


def _item(planned: Planned, fact: Fact, at: datetime) -> Item:
    contribution = planned.contribution
    due = planned.due_at
    return keys.item(
        keys.contribution(planned.tenant, planned.household, contribution.account, contribution.number),
        currency=planned.currency,
        zone=planned.zone,
        type=contribution.type,
        frequency=contribution.frequency,
        start=_moment(contribution.start),
        end=_moment(contribution.end) if contribution.end else None,
        amount=contribution.amount,
        percentage=contribution.percentage,
        linked=contribution.linked,
        linked_nil=contribution.linked_nil or None,
        start_date=_day(contribution.start_date),
        end_date=_day(contribution.end_date),
        extras=contribution.extras,
        published_until=planned.published_until.isoformat(),
        is_gone=planned.is_gone or None,
        expires_at=int((at + TOMBSTONE).timestamp()) if planned.is_gone else None,
        seq=planned.sequence,
        note=note(at, (fact,)),
        **keys.due(instant(due) if due else None, "contribution", contribution.number),
    )


def _living(items: Iterable[Item]) -> list[Planned]:
    return [planned for planned in map(read, items) if not planned.is_gone]


def _moment(moment: Moment) -> dict[str, Any]:
    kept = {"basis": moment.basis, "age": moment.age, "day": _day(moment.day), "event": moment.event}
    return {name: value for name, value in kept.items() if value is not None}


def _read_moment(kept: dict[str, Any]) -> Moment:
    return Moment(kept["basis"], kept.get("age"), _read_day(kept.get("day")), kept.get("event"))


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _read_day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
