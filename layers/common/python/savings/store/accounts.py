"""Accounts in the table: access to them, and the writes by which they open, change, move and close."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from savings.domain.account import (
    MAX_CONTRIBUTIONS,
    Account,
    AccountMove,
    Details,
)
from savings.domain.calendar import instant, read_instant
from savings.domain.errors import Refused
from savings.domain.facts import AccountClosed, AccountOpened, AccountUpdated, BalanceChanged, Fact, ResidualChanged
from savings.domain.goal import Attachment
from savings.domain.household_accounts import check_closable, check_takes_contribution
from savings.domain.notes import note
from savings.store import keys
from savings.store.account_items import (
    account_item,
    details_item,
    entry_item,
    is_open,
    performance_facts,
    read_account,
    read_details,
)
from savings.store.numbers import put_new
from savings.store.references import UNUSED
from savings.store.table import NEW, THERE, Item, Key, Table, Write, conflict, delete, put, same, update

DETAILS: Final = "#SAVING"
OPEN: Final = "attribute_not_exists(closed)"
UNCOUNTED: Final = "attribute_not_exists(counts_goals)"


@dataclass(frozen=True, slots=True)
class Access:
    """A person's access to an account, as its owner or joint owner, with what a goal on it takes over."""

    attachment: Attachment
    is_owner: bool

    @property
    def account_key(self) -> Key:
        """Where the account's hot item is."""
        to = self.attachment
        return keys.account(to.tenant, to.household, to.account)


def access_item(access: Access) -> Item:
    """Return the item that gives a person access to an account."""
    to = access.attachment
    return keys.item(
        keys.access(to.tenant, to.customer, to.account),
        household=to.household,
        currency=to.currency,
        zone=to.zone,
        finalising_days=to.finalising_days,
        is_owner=access.is_owner,
    )


def read_access(item: Item) -> Access:
    """Return the access that an item gives."""
    _, tenant, _, customer = item["PK"].split("#")
    number = int(item["SK"].removeprefix("ACCOUNT#"))
    to = Attachment(
        tenant, customer, item["household"], number, item["currency"], item["zone"], item["finalising_days"]
    )
    return Access(to, item["is_owner"])


def load(table: Table, key: Key) -> Account | None:
    """Return an account's hot facts, read strongly."""
    item = table.get(key)
    return read_account(item) if item else None


def load_described(table: Table, key: Key) -> tuple[Account, Details] | None:
    """Return an open account with what was written about it, read strongly in one round trip."""
    return next(open_accounts(table.query_all(*key, consistent=True)), None)


def load_open(
    table: Table, tenant: str, household: str, *, consistent: bool = False, at_once: int | None = None, after: int = 0
) -> Iterator[tuple[Account, Details]]:
    """Yield a household's open accounts behind number `after` with what was written about them, oldest first.

    The default one is the oldest. As of a moment ago unless `consistent`; they are read when they are asked for,
    `at_once` items at a time.
    """
    partition, sort = keys.account(tenant, household, after)
    after_it = keys.behind(sort)
    return open_accounts(
        table.query_all(partition, keys.ACCOUNTS, consistent=consistent, at_once=at_once, after=after_it)
    )


def open_accounts(items: Iterable[Item]) -> Iterator[tuple[Account, Details]]:
    """Yield the open accounts of items in the order of their keys, each with what was written about it."""
    account: Item | None = None
    for item in items:
        if not item["SK"].endswith(DETAILS):
            account = item
        elif account is not None and is_open(account):
            yield read_account(account), read_details(item)


@dataclass(frozen=True, slots=True)
class Entry:
    """A movement of an account: the instant by which goals count it, the signed amount, and the goals that did.

    `is_reversal` says that it undoes a movement which goals counted at that instant. The ledger is in the order of
    `settled_at` and `number`.
    """

    settled_at: datetime
    number: int
    counts_at: datetime
    amount: int
    counted_by: frozenset[str]
    is_reversal: bool


def load_entries(
    table: Table, account: Account, *, at_once: int | None = None, after: tuple[datetime, int] | None = None
) -> Iterator[Entry]:
    """Yield the account's ledger behind an instant and a number, read strongly, `at_once` entries at a time."""
    partition = keys.household_partition(account.tenant, account.household)
    settled_at, number = (instant(after[0]), after[1]) if after else ("", 0)
    _, sort = keys.entry(account.tenant, account.household, account.number, settled_at, number)
    of_account = keys.entries_of(account.number)
    return map(read_entry, table.query_all(partition, of_account, consistent=True, at_once=at_once, after=sort))


def read_entry(item: Item) -> Entry:
    """Return a movement."""
    _, _, settled, last = item["SK"].split("#")
    return Entry(
        settled_at=read_instant(settled),
        number=int(last),
        counts_at=read_instant(item.get("undone_at") or settled),
        amount=item["amount"],
        counted_by=frozenset(item.get("counted_by", ())),
        is_reversal="undone_at" in item,
    )


def insert(account: Account, details: Details, access: list[Access], now: datetime) -> list[Write]:
    """Return the writes that open an account with its first entry, and give access to its owners."""
    return [
        put_new(account_item(account, note(now, (AccountOpened(),)))),
        put(details_item(account, details), NEW),
        *([put_new(entry_item(account, account.balance, now, account.number))] if account.balance else []),
        *(put_new(access_item(to)) for to in access),
    ]


def count_goals(account: Account) -> Write:
    """Return the write by which the goals that an account takes on are counted at their customers from now on."""
    return update(_place(account), "SET counts_goals = :yes REMOVE note", THERE, {":yes": True})


def keep_uncounted(account: Account) -> Write:
    """Return the write that is refused where the account has come to count the goals that it takes on."""
    return update(_place(account), "REMOVE note", f"{THERE} AND {UNCOUNTED}", {})


def change(
    before: Account, after: Account, details: Details, facts: tuple[Fact, ...], now: datetime, number: int
) -> list[Write]:
    """Return the writes of an account that its household described anew, with an entry where its balance moved.

    `number` is the entry's.

    Refused when it has published anything since `before` was read: balance, owners and what it depends on are of then.
    Where the change needs it, refused also when a goal or a contribution came or went.
    """
    moved = after.balance - before.balance
    values: dict[str, Any] = {":seen": before.sequence, ":balance": after.balance, ":moved": moved}
    values |= {":type": after.savings_type, ":day": after.value_date.isoformat(), ":owner": after.owner}
    sets = ["balance = :balance", "residual = residual + :moved", "savings_type = :type", "value_date = :day"]
    sets.append("owned_by = :owner")
    removes = []
    for name in ("joint_owner", "minimum_balance", "external_id"):
        if (value := getattr(after, name)) is None:
            removes.append(name)
        else:
            sets.append(f"{name} = :{name}")
            values[f":{name}"] = value
    if facts:
        sets += _published(facts, now, values)
    else:
        removes.append("note")
    conditions = ["seq = :seen", OPEN]
    if before.savings_type != after.savings_type:
        conditions.append("contributions = :none")
        values[":none"] = 0
    owners_change = (before.owner, before.joint_owner) != (after.owner, after.joint_owner)
    if owners_change:
        conditions.append("savings_goals = :goals")
        values[":goals"] = before.savings_goals
        removes += _named_anew(after, sets, values)
    if moved or owners_change:
        conditions += [same("followers", before.followers, values), same("watchers", before.watchers, values)]
    expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else "")
    writes = [
        update(_place(before), expression, " AND ".join(conditions), values),
        put(details_item(after, details), THERE),
    ]
    return writes + ([put_new(entry_item(after, moved, now, number))] if moved else [])


def close(account: Account, now: datetime, taken: int = 0) -> list[Write]:
    """Return the writes that close an account on which nothing depends; it stays, closed, for its ledger's sake.

    It must not have published anything since it was read: the same transaction lets go of what it depended on then.
    `taken` is the number of contributions that go with it, which must be all that it has.
    """
    nothing_depends = (
        "seq = :seen AND is_default = :no AND savings_goals = :none AND contributions = :taken AND residual = balance"
        f" AND attribute_not_exists(followers) AND attribute_not_exists(watchers) AND {UNUSED} AND {OPEN}"
    )
    values = {
        ":seen": account.sequence,
        ":no": False,
        ":none": 0,
        ":taken": taken,
        ":yes": True,
        ":one": 1,
        ":note": note(now, (AccountClosed(),)),
    }
    expression = "SET closed = :yes, contributions = :none, seq = seq + :one, note = :note"
    text = keys.account_details(account.tenant, account.household, account.number)
    return [
        update(_place(account), expression, nothing_depends, values, partial(_refusal, check_closable)),
        delete(text, THERE),
    ]


def plan_into(account: Account, by: int) -> Write:
    """Return the write that counts contributions to the account that came (1) or went (-1 or more at once).

    A new one is refused on the default account, on one whose type or owner has changed since rules and dates were taken
    from them, and on one that has as many as it can have. With 0, one that is planned anew keeps to the owner.
    """
    values: dict[str, Any] = {":by": by}
    conditions = [OPEN, THERE]
    if by >= 0:
        conditions.append("owned_by = :owner")
        values[":owner"] = account.owner
    if by > 0:
        conditions += ["is_default = :no", "savings_type = :type", "contributions < :max"]
        values |= {":no": False, ":type": account.savings_type, ":max": MAX_CONTRIBUTIONS}
    expression = "SET contributions = contributions + :by REMOVE note"
    explain = partial(_refusal, check_takes_contribution) if by > 0 else conflict
    return update(_place(account), expression, " AND ".join(conditions), values, explain)


def _refusal(check: Callable[[Account], None], item: Item | None) -> Exception | None:
    """What the check says of the account as it is now; None where it passes: something else has changed."""
    if item is None or "closed" in item:
        return None
    try:
        check(read_account(item))
    except Refused as refused:
        return refused
    return None


def give_access(access: list[Access]) -> list[Write]:
    """Return the writes that give or renew access to an account."""
    return _put_access(access, f"{NEW} OR {THERE}")


def renew_access(access: list[Access]) -> list[Write]:
    """Return the writes that renew access to an account; refused where it has been taken meanwhile."""
    return _put_access(access, THERE)


def _put_access(access: list[Access], condition: str) -> list[Write]:
    return [put(access_item(one), condition) for one in access]


def take_access(account: Account, customer: str) -> Write:
    """Return the write that ends a person's access to an account, if there is any: one who has left has none."""
    key = keys.access(account.tenant, customer, account.number)
    return delete(key, f"{NEW} OR {THERE}")


def post(move: AccountMove, day: date, now: datetime) -> Write:
    """Return the write by which a transaction moves an account; `day` is the local date of its settlement.

    Refused when, since the account was read, a goal that follows it came or went, or it became a Performance account.
    """
    account, balance, residual = move.account, move.balance, move.residual
    facts: tuple[Fact, ...] = ((BalanceChanged(),) if balance else ()) + ((ResidualChanged(),) if residual else ())
    values: dict[str, Any] = {":balance": balance, ":residual": residual, ":kind": account.kind.value}
    sets = ["balance = balance + :balance", "residual = residual + :residual"]
    if balance:
        sets.append("value_date = :day")
        values[":day"] = max(day, account.value_date).isoformat()
    if facts:
        sets += _published(facts, now, values)
    conditions = [
        "kind = :kind",
        OPEN,
        same("followers", account.followers, values),
        same("watchers", account.watchers, values),
    ]
    expression = f"SET {', '.join(sets)}" + ("" if facts else " REMOVE note")
    return update(_place(account), expression, " AND ".join(conditions), values)


def value(account: Account, before: Account, now: datetime, number: int) -> tuple[Account, list[Write]]:
    """Return an account that was named or valued anew as it will be, and the writes of it.

    `before` is what it was computed from, `number` that of the entry where its balance moved.
    """
    moved, residual = account.balance - before.balance, account.residual - before.residual
    facts: tuple[Fact, ...] = (
        (AccountUpdated(),) + ((BalanceChanged(),) if moved else ()) + ((ResidualChanged(),) if residual else ())
    )
    values: dict[str, Any] = {
        ":balance": account.balance,
        ":residual": account.residual,
        ":seen": before.balance,
        ":day": account.value_date.isoformat(),
        ":kind": account.kind.value,
        ":seen_kind": before.kind.value,
        ":seen_residual": before.residual,
        ":goals": before.savings_goals,
        ":seen_seq": before.sequence,
    }
    sets = ["balance = :balance", "residual = :residual", "value_date = :day", "kind = :kind"]
    sets += _published(facts, now, values)
    if account.performance is not None:
        sets.append("performance = :performance")
        values[":performance"] = performance_facts(account.performance)
    if account.external_id is not None:
        sets.append("external_id = :external_id")
        values[":external_id"] = account.external_id
    conditions = [
        "balance = :seen AND residual = :seen_residual AND kind = :seen_kind AND savings_goals = :goals",
        "seq = :seen_seq",  # what the goals hold was read after the account: money may have gone and come back
        OPEN,
        same("followers", before.followers, values),
        same("watchers", before.watchers, values),
    ]
    writes = [update(_place(before), f"SET {', '.join(sets)}", " AND ".join(conditions), values)]
    writes += [put_new(entry_item(account, moved, now, number))] if moved else []
    return replace(account, sequence=before.sequence + len(facts)), writes


def recount(account: Account, before: Account, now: datetime) -> Write:
    """Return the write by which an account counts what it should; `before` is what that was computed from.

    Refused when anything that it counts has moved since: each movement raises its sequence, each goal that came or went
    is among these.
    """
    values: dict[str, Any] = {":seen": before.sequence, ":open": before.savings_goals}
    values |= {":was": before.balance, ":free": before.residual}
    conditions = ["seq = :seen AND savings_goals = :open AND balance = :was AND residual = :free"]
    conditions += [same(name, getattr(before, name), values) for name in ("followers", "watchers")]
    values |= {":balance": account.balance, ":residual": account.residual, ":goals": account.savings_goals}
    values[":following"] = len(account.followers) + len(account.watchers)
    sets = ["balance = :balance", "residual = :residual", "savings_goals = :goals", "following = :following"]
    removes = _named_anew(account, sets, values)
    facts: tuple[Fact, ...] = (BalanceChanged(),) if account.balance != before.balance else ()
    facts += (ResidualChanged(),) if account.residual != before.residual else ()
    if facts:
        sets += _published(facts, now, values)
    else:
        removes.append("note")
    expression = f"SET {', '.join(sets)}" + (f" REMOVE {', '.join(removes)}" if removes else "")
    return update(_place(before), expression, " AND ".join(conditions), values)


def _named_anew(account: Account, sets: list[str], values: dict[str, Any]) -> list[str]:
    """Add how an account names the goals that follow it, and return which of the names it has not."""
    removes = []
    for name in ("followers", "watchers"):
        if found := getattr(account, name):
            values[f":new_{name}"] = set(found)
            sets.append(f"{name} = :new_{name}")
        else:
            removes.append(name)
    return removes


def _published(facts: tuple[Fact, ...], now: datetime, values: dict[str, Any]) -> list[str]:
    """Return how an account publishes facts; their note is put into `values`."""
    values |= {":published": len(facts), ":note": note(now, facts)}
    return ["seq = seq + :published", "note = :note"]


def _place(account: Account) -> Key:
    return keys.account(account.tenant, account.household, account.number)
