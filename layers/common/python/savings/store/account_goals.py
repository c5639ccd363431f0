"""The writes by which an account takes on goals, earmarks money for them and lets them go."""

from datetime import datetime
from functools import partial
from typing import Any, Final

from savings.domain.account import MAX_FOLLOWERS, MAX_SAVINGS_GOALS, Account, AccountKind
from savings.domain.errors import Conflicting, NotCovered, NotFound, Refused
from savings.domain.facts import ResidualChanged
from savings.domain.goal import Goal, MeasuredBy
from savings.domain.notes import note
from savings.domain.plan import Target
from savings.ids import STEP
from savings.store import keys
from savings.store.accounts import OPEN, UNCOUNTED
from savings.store.table import THERE, Item, Key, Write, same, update

NO_BALANCE: Final = "Saved amount exceeds balance of the account."


def attach(goal: Goal, *, is_owner: bool, counted: bool = False, seen: Account | None = None) -> Write:
    """Return the write by which an account takes on a goal: its owners' only, only so many, and none with a taken id.

    One that is not `counted` at its customer is refused by an account that counts its goals. `seen` is the account
    whose balance a balance goal was computed from; it must not have moved since.
    """
    conditions = ["(owned_by = :customer OR joint_owner = :customer)", OPEN, *([] if counted else [UNCOUNTED])]
    values: dict[str, Any] = {":customer": goal.customer}
    if goal.measured_by is MeasuredBy.ACTIONS:
        conditions.append("savings_goals < :max AND kind = :shared")
        expression = "SET savings_goals = savings_goals + :one REMOVE note"
        values |= {":one": 1, ":max": MAX_SAVINGS_GOALS, ":shared": AccountKind.SHARED_SAVINGS.value}
    else:
        kept_in = _kept_in(goal)
        conditions.append("(attribute_not_exists(following) OR following < :max)")
        expression = f"SET following = if_not_exists(following, :none) + :one REMOVE note ADD {kept_in} :goal"
        values |= {":goal": {follower(goal, is_owner=is_owner)}, ":max": MAX_FOLLOWERS, ":none": 0, ":one": 1}
        # The other owner may have made a goal in the same millisecond: on one account, ids of followers differ.
        for place, name in ((":first", follower(goal, is_owner=True)), (":second", follower(goal, is_owner=False))):
            conditions += [f"NOT contains(followers, {place})", f"NOT contains(watchers, {place})"]
            values[place] = name
    if seen is not None:
        conditions.append("balance = :balance AND residual = :residual")
        values |= {":balance": seen.balance, ":residual": seen.residual}
    return update(_key(goal), expression, " AND ".join(conditions), values, partial(_not_attached, goal))


def _not_attached(goal: Goal, item: Item | None) -> Exception | None:
    """A Performance account without a savings goal takes one, by `attach_whole`."""
    if item is None or goal.customer not in (item["owned_by"], item.get("joint_owner")):
        return NotFound("account")
    by_actions = goal.measured_by is MeasuredBy.ACTIONS
    limit = MAX_SAVINGS_GOALS if by_actions else MAX_FOLLOWERS
    taken = item["savings_goals"] if by_actions else item.get("following", 0)
    if taken >= limit:
        kind = "savings goals" if by_actions else "goals that follow it"
        return Conflicting(f"The account has {limit} open {kind} already.")
    if by_actions and item["kind"] == AccountKind.PERFORMANCE and (taken or item.get("watchers")):
        message = "A Performance account has one savings goal, and none that watches its available balance."
        return Conflicting(message)
    return None


def attach_whole(goal: Goal, account: Account, now: datetime) -> Write:
    """Return the write by which a Performance account takes on its one savings goal, which holds all of it."""
    values: dict[str, Any] = {":one": 1, ":none": 0, ":seen": account.residual, ":kind": account.kind.value}
    values[":customer"] = goal.customer
    sets = ["savings_goals = :one"]
    if account.residual > 0:
        sets += ["residual = :none", "seq = seq + :one", "note = :note"]
        values[":note"] = note(now, (ResidualChanged(),))
    condition = (
        "(owned_by = :customer OR joint_owner = :customer) AND savings_goals = :none AND residual = :seen"
        f" AND kind = :kind AND attribute_not_exists(watchers) AND {OPEN}"
    )
    condition += "" if account.counts_goals else f" AND {UNCOUNTED}"
    expression = f"SET {', '.join(sets)}" + ("" if account.residual > 0 else " REMOVE note")
    return update(_key(goal), expression, condition, values)


def earmark(goal: Goal, amount: int, now: datetime, watchers: frozenset[str] = frozenset()) -> Write:
    """Return the write that moves `amount` from the residual to the goal; a negative one moves back.

    Money into the goal must be in the residual, money back is always welcome. `watchers` are the goals on the available
    balance that the same transaction moves; others must not have come since.
    """
    values: dict[str, Any] = {":amount": amount, ":one": 1, ":note": note(now, (ResidualChanged(),))}
    conditions = ["residual >= :amount"] if amount > 0 else []
    conditions += [_unchanged(watchers, values), "kind = :shared"]
    values[":shared"] = AccountKind.SHARED_SAVINGS.value
    expression = "SET residual = residual - :amount, seq = seq + :one, note = :note"
    explain = partial(_not_earmarked, amount)
    return update(_key(goal), expression, " AND ".join(conditions), values, explain)


def _not_earmarked(amount: int, item: Item | None) -> Exception | None:
    if item is None:
        return NotFound("account")
    if item["kind"] == AccountKind.PERFORMANCE:
        message = "A Performance account is valued as a whole; its goal takes no declared actions."
        return Refused.one("amount", "performance_account", message)
    if item["residual"] < amount:
        return NotCovered.one("amount", "exceeds_balance", NO_BALANCE)
    return None


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
        values |= {":held": held, ":one": 1, ":note": note(now, (ResidualChanged(),))}
    clauses = [f"SET {', '.join(sets)}"] if sets else []
    clauses += [] if held else ["REMOVE note"]
    condition = THERE
    if held:
        condition = _unchanged(watchers, values)
    return update(_key(goals[0]), " ".join(clauses), condition, values)


def goal_ended(goal: Goal) -> Write:
    """Return the write by which an account hears that one of its goals has ended; the earmark stays."""
    if goal.measured_by is MeasuredBy.ACTIONS:
        expression = "SET savings_goals = savings_goals - :one REMOVE note"
        return update(_key(goal), expression, THERE, {":one": 1})
    expression = f"SET following = following - :one REMOVE note DELETE {_kept_in(goal)} :either"
    return update(_key(goal), expression, THERE, {":either": names(goal), ":one": 1})


def follower(goal: Goal, *, is_owner: bool) -> str:
    """Return the name of a goal that follows its account: its customer by place, and its id without zero bits, in hex.

    Whole GUIDs would not fit a hot item, nor would 40 whole ids.
    """
    return f"{1 if is_owner else 2}{goal.id // STEP:x}"


def of_owner(followers: frozenset[str]) -> frozenset[str]:
    """Return how goals that follow an account are named once whoever they are of is its owner."""
    return frozenset(f"1{name[1:]}" for name in followers)


def names(goal: Goal) -> set[str]:
    """Return both names that a goal may have had at its account, whose owners may have changed places since."""
    return {follower(goal, is_owner=True), follower(goal, is_owner=False)}


def name_on(account: Account, goal: Goal) -> str:
    """Return the name of a goal at its account."""
    return follower(goal, is_owner=goal.customer == account.owner)


def follower_key(account: Account, text: str) -> Key:
    """Return where the goal is that a follower names."""
    place, number = text[0], int(text[1:], 16) * STEP
    customer = account.owner if place == "1" else (account.joint_owner or account.owner)
    return keys.goal(account.tenant, customer, number)


def _key(goal: Goal) -> Key:
    return keys.account(goal.tenant, goal.household, goal.account)


def _kept_in(goal: Goal) -> str:
    """Goals on the available balance move with the residual, all other followers with transactions."""
    return "watchers" if goal.target is Target.AVAILABLE_BALANCE else "followers"


def _unchanged(watchers: frozenset[str], values: dict[str, Any]) -> str:
    return f"{THERE} AND {same('watchers', watchers, values)}"
