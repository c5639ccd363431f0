"""Accounts in the table: access to them, and the writes by which goals attach, earmark and let go."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from savings.domain.account import MAX_FOLLOWERS, MAX_SAVINGS_GOALS, Account, Saving
from savings.domain.events import note
from savings.domain.goal import Attachment, Goal, MeasuredBy
from savings.domain.plan import Target
from savings.ids import STEP
from savings.store import keys
from savings.store.account_items import account_item, entry_item, read_account, read_saving, saving_item
from savings.store.table import Item, Key, Table, Write, put, update

RESIDUAL_CHANGED: Final = ("account.residual.changed",)


@dataclass(frozen=True, slots=True)
class Access:
    """A person's access to an account, as its owner or joint owner, with what a goal on it takes over."""

    attachment: Attachment
    is_owner: bool

    @property
    def account_key(self) -> Key:
        """Where the account's hot item lies."""
        to = self.attachment
        return keys.account(to.tenant, to.household, to.account)


def access_item(access: Access) -> Item:
    """Return the item that gives a person access to an account."""
    to = access.attachment
    key = keys.access(to.tenant, to.customer, to.account)
    return {
        "PK": key[0],
        "SK": key[1],
        "household": to.household,
        "currency": to.currency,
        "zone": to.zone,
        "finalising_days": to.finalising_days,
        "is_owner": access.is_owner,
    }


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


def load_savings(table: Table, tenant: str, household: str) -> list[tuple[Account, Saving]]:
    """Return all accounts of a household with what was written about them, oldest first; as of a moment ago."""
    items = list(table.query_all(keys.household_partition(tenant, household), "ACCOUNT#"))
    texts = {item["SK"].removesuffix("#SAVING"): item for item in items if item["SK"].endswith("#SAVING")}
    hot = [item for item in items if not item["SK"].endswith("#SAVING")]
    return [(read_account(item), read_saving(texts[item["SK"]])) for item in hot]


def load_entries(table: Table, account: Account) -> Iterator[int]:
    """Yield the signed amounts of the account's ledger, oldest first, read strongly."""
    partition = keys.household_partition(account.tenant, account.household)
    for item in table.query_all(partition, keys.entries_of(account.number), consistent=True):
        yield item["amount"]


def insert(account: Account, saving: Saving, access: list[Access], now: datetime) -> list[Write]:
    """Return the writes that open an account with its first entry, and give access to its owners."""
    is_new = "attribute_not_exists(PK)"
    return [
        put("account", account_item(account, note(now, (("account.opened",),))), is_new),
        put("saving", saving_item(account, saving), is_new),
        *([put("entry", entry_item(account, account.balance, now), is_new)] if account.balance else []),
        *(put(f"access{index}", access_item(to), is_new) for index, to in enumerate(access)),
    ]


def attach(goal: Goal, *, is_owner: bool, seen: Account | None = None) -> Write:
    """Return the write by which an account takes on a goal: its owners' only, and only so many.

    `seen` is the account whose balance a balance goal was computed from; it must not have moved since.
    """
    conditions = ["(owned_by = :customer OR joint_owner = :customer)"]
    values: dict[str, Any] = {":customer": goal.customer}
    if goal.measured_by is MeasuredBy.ACTIONS:
        conditions.append("savings_goals < :max")
        expression = "SET savings_goals = savings_goals + :one REMOVE note"
        values |= {":one": 1, ":max": MAX_SAVINGS_GOALS}
    else:
        kept_in = _kept_in(goal)
        conditions.append(f"(attribute_not_exists({kept_in}) OR size({kept_in}) < :max)")
        expression = f"REMOVE note ADD {kept_in} :goal"
        values |= {":goal": {follower(goal, is_owner=is_owner)}, ":max": MAX_FOLLOWERS}
    if seen is not None:
        conditions.append("balance = :balance AND residual = :residual")
        values |= {":balance": seen.balance, ":residual": seen.residual}
    return update("account", _key(goal), expression, " AND ".join(conditions), values)


def earmark(goal: Goal, amount: int, now: datetime, watchers: frozenset[str] = frozenset()) -> Write:
    """Return the write that moves `amount` from the residual to the goal; a negative one moves back.

    Money into the goal must be in the residual, money back is always welcome. `watchers` are the goals on the available
    balance that the same transaction moves; others must not have come since.
    """
    values: dict[str, Any] = {":amount": amount, ":one": 1, ":note": note(now, (RESIDUAL_CHANGED,))}
    conditions = ["residual >= :amount"] if amount > 0 else []
    conditions.append(_unchanged(watchers, values))
    expression = "SET residual = residual - :amount, seq = seq + :one, note = :note"
    return update("account", _key(goal), expression, " AND ".join(conditions), values)


def let_go(goals: list[Goal], *, still_open: int, now: datetime, watchers: frozenset[str] = frozenset()) -> Write:
    """Return the write by which one account lets go of goals and takes back what they hold.

    All goals are on the same account; `still_open` of its savings goals had not ended.
    """
    held = sum(goal.amount for goal in goals if goal.measured_by is MeasuredBy.ACTIONS)
    sets: list[str] = []
    values: dict[str, Any] = {}
    if still_open:
        sets.append("savings_goals = savings_goals - :open")
        values[":open"] = still_open
    if held:
        sets += ["residual = residual + :held", "seq = seq + :one", "note = :note"]
        values |= {":held": held, ":one": 1, ":note": note(now, (RESIDUAL_CHANGED,))}
    clauses = [f"SET {', '.join(sets)}"] if sets else []
    clauses += [] if held else ["REMOVE note"]
    condition = "attribute_exists(PK)"
    if held:
        condition = _unchanged(watchers, values)
    return update("account", _key(goals[0]), " ".join(clauses), condition, values)


def goal_ended(goal: Goal) -> Write:
    """Return the write by which an account hears that one of its goals has ended; the earmark stays."""
    if goal.measured_by is MeasuredBy.ACTIONS:
        expression = "SET savings_goals = savings_goals - :one REMOVE note"
        return update("account", _key(goal), expression, "attribute_exists(PK)", {":one": 1})
    either = {follower(goal, is_owner=mine) for mine in (True, False)}
    expression = f"REMOVE note DELETE {_kept_in(goal)} :either"
    return update("account", _key(goal), expression, "attribute_exists(PK)", {":either": either})


def follower(goal: Goal, *, is_owner: bool) -> str:
    """Spell a goal that follows its account: its customer by place and its id without the zero bits, in hex.

    Whole GUIDs would not fit a hot item, nor would 40 whole ids.
    """
    return f"{1 if is_owner else 2}{goal.id // STEP:x}"


def follower_key(account: Account, spelling: str) -> Key:
    """Return where the goal lies that a follower names."""
    place, number = spelling[0], int(spelling[1:], 16) * STEP
    customer = account.owner if place == "1" else (account.joint_owner or account.owner)
    return keys.goal(account.tenant, customer, number)


def _key(goal: Goal) -> Key:
    return keys.account(goal.tenant, goal.household, goal.account)


def _kept_in(goal: Goal) -> str:
    """Goals on the available balance move with the residual, all other followers with transactions."""
    return "watchers" if goal.target is Target.AVAILABLE_BALANCE else "followers"


def _unchanged(watchers: frozenset[str], values: dict[str, Any]) -> str:
    if not watchers:
        return "attribute_exists(PK) AND attribute_not_exists(watchers)"
    values[":watchers"] = set(watchers)
    return "watchers = :watchers"
