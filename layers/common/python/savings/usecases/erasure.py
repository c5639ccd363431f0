"""Erasing a person: every word of theirs goes; what others depend on stays and can be proven.

Goals end first, then the person leaves the household, then all else goes. Each step is one write with its condition and
may be repeated: whoever begins again completes what was cut off.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any, Final, TypeVar

from savings.domain import guids
from savings.domain.account import Account, Details
from savings.domain.dates import LifeEvent
from savings.domain.erasure import ERASED, erased_event, erased_goal
from savings.domain.errors import Busy, NotFound
from savings.domain.facts import AccountUpdated
from savings.domain.goal import OPEN
from savings.domain.household import DependantRequest, Household
from savings.runtime import THREADS, Runtime
from savings.store import account_goals, accounts, contributions, erasures, goals, households, keys, personal
from savings.store.account_items import read_account
from savings.store.erasures import Receipt
from savings.store.references import reference_writes
from savings.store.shapes import kind_of
from savings.store.table import ConditionFailed, Item, Key, Write
from savings.usecases import household_people as people
from savings.usecases.attempt import Attempt, Outcome, attempts
from savings.usecases.caller import Caller
from savings.usecases.contribution_plans import removal
from savings.usecases.goal_periods import close_due
from savings.usecases.goal_release import release
from savings.usecases.goals import cancel_goal, load_goal
from savings.usecases.household_access import visible
from savings.usecases.household_accounts import TAKEN_AT_ONCE, AccountFound, described_anew, leaving_holders
from savings.usecases.household_changes import changed

ROUNDS: Final = 10
"""So often it is looked for what requests that were under way have written meanwhile."""
_FIRST, _LAST = "!", "~"
"""What sorts before and behind everything in a partition."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Person:
    """Who is erased, and the household that they are or were in."""

    runtime: Runtime
    tenant: str
    customer: str
    household: str

    def tried(self, work: Callable[[Attempt], T], *, at_home: bool = False) -> T:
        """Do the work until nobody is in its way: for the person or, `at_home`, for the whole household."""
        caller = Caller(self.tenant, client_id="", subject="", customer=None if at_home else self.customer)
        met: Mapping[Key, Item] = {}

        def one(now: datetime) -> T:
            nonlocal met
            try:
                return work(Attempt(self.runtime, caller, now, 0, met=met))
            except ConditionFailed as failed:
                met = failed.met
                raise

        return attempts(self.runtime, one)

    def items(self) -> Iterator[Item]:
        """Yield all that is stored of the person alone, read strongly."""
        partition = keys.customer_partition(self.tenant, self.customer)
        return self.runtime.table.query_between(partition, _FIRST, _LAST)

    def items_at_home(self) -> Iterator[Item]:
        """Yield the household's people, accounts and planned payments, read strongly."""
        partition, table = keys.household_partition(self.tenant, self.household), self.runtime.table
        yield from table.query_all(partition, keys.HOUSEHOLD, consistent=True)
        yield from table.query_between(partition, keys.ACCOUNTS, f"{keys.CONTRIBUTIONS}~")


def erase(runtime: Runtime, tenant: str, customer: str) -> Receipt:
    """Erase a person, all but the answers that are kept under idempotency keys; return what was found to go.

    Open goals are cancelled, and what savings goals hold is released. Raises NotFound for a person who was never in a
    household, and Busy where others keep writing.
    """
    person = _person(runtime, tenant, customer)
    receipt = erasures.load(runtime.table, tenant, customer) or Receipt(tenant, customer, runtime.clock.now())
    for _ in range(ROUNDS):
        found = _counted(person)
        if not found:
            return receipt
        receipt = receipt.having(found)
        keep(runtime, receipt)
        _erase_goals(person)
        _leave_home(person)
        _end_payments(person)
        _scrub(person, _simple(person))
    raise Busy("Others keep writing.")


def find(runtime: Runtime, tenant: str, customer: str) -> Counter[str]:
    """Return what an erasure would find to go now, by kind of item. Raises NotFound."""
    return _counted(_person(runtime, tenant, customer))


def home_of(runtime: Runtime, tenant: str, customer: str) -> str:
    """Return the GUID of the household that a person is or was in. Raises NotFound."""
    return _person(runtime, tenant, customer).household


def _person(runtime: Runtime, tenant: str, customer: str) -> _Person:
    membership = runtime.table.get(keys.membership(tenant, customer))
    if membership is None:
        raise NotFound("client")
    return _Person(runtime, tenant, customer, membership["household"])


def _counted(person: _Person) -> Counter[str]:
    return Counter(kind_of(item["PK"], item["SK"]) for item in _left(person))


def keep(runtime: Runtime, receipt: Receipt) -> None:
    """Store a receipt. Raises Busy."""
    attempts(runtime, lambda _: runtime.table.write([erasures.save(receipt)]))


def forget_answer(runtime: Runtime, record: Item) -> None:
    """Take the answer out of an idempotency record; the key stays taken for as long as it would have been."""
    write = personal.scrub(record)
    if write is not None:
        attempts(runtime, lambda _: runtime.table.write([write]))


def _left(person: _Person) -> Iterator[Item]:
    """Yield the items that have something to be erased."""
    for item in person.items():
        kind = kind_of(item["PK"], item["SK"])
        is_open = (kind == "GOAL" and not item.get("ar")) or (kind == "MEMBERSHIP" and "has_left" not in item)
        if is_open or personal.data_of(item).goes or personal.left_in(item):
            yield item
    yield from _left_at_home(person)


def _left_at_home(person: _Person) -> Iterator[Item]:
    """Yield what the household has about accounts that are the person's alone."""
    items = [*person.items_at_home()]
    there = {item["SK"] for item in items if households.is_there(item)}
    own: set[str] = set()
    for item in items:
        kind, number = kind_of(item["PK"], item["SK"]), _account_in(item)
        if kind == "ACCOUNT" and _is_alone(person, item, there):
            own.add(number)
        if number in own and (kind == "CONTRIBUTION" or personal.left_in(item)):
            yield item


def _account_in(item: Item) -> str:
    """Return the number of the account that an item is about, as it is in its key; of others something else."""
    return str(item["SK"]).split("#")[1] if "#" in item["SK"] else ""


def _is_alone(person: _Person, account: Item, there: set[str]) -> bool:
    """Whether an account is the person's, and no one else's who is still in the household."""
    owners = read_account(account).owners
    others = {f"{keys.CLIENT}{owner}" for owner in owners if owner != person.customer}
    return person.customer in owners and not others & there


def _simple(person: _Person) -> Iterator[Item]:
    """Yield what is left and takes one write by itself."""
    for item in _left(person):
        kind = kind_of(item["PK"], item["SK"])
        is_planned = kind == "CONTRIBUTION" and "is_gone" not in item
        if kind not in {"GOAL", "MEMBERSHIP", "SAVING"} and not is_planned:
            yield item


def _scrub(person: _Person, items: Iterable[Item]) -> None:
    """Take from items what is personal, much of it side by side."""
    runtime, waiting = person.runtime, list[Write]()

    def do(write: Write) -> None:
        attempts(runtime, lambda _: runtime.table.write([write]))

    for item in items:
        write = personal.scrub(item)
        waiting += [write] if write else []
        if len(waiting) == THREADS:
            runtime.side_by_side(do, waiting)
            waiting = []
    runtime.side_by_side(do, waiting)


def _erase_goals(person: _Person) -> None:
    """End each of the person's goals, and take their texts."""
    for goal in goals.load_all(person.runtime.table, person.tenant, person.customer, consistent=True):
        for step in (_end, _erase_texts):
            person.tried(partial(step, goal_id=str(goal.id)))


def _end(attempt: Attempt, goal_id: str) -> None:
    goal = close_due(attempt.table, load_goal(attempt, goal_id), attempt.now)
    if goal.holds_money:
        _commit(attempt, release(attempt, [goal]))
    elif goal.status in OPEN:
        _commit(attempt, cancel_goal(attempt, goal_id))


def _erase_texts(attempt: Attempt, goal_id: str) -> None:
    change = erased_goal(load_goal(attempt, goal_id), attempt.now)
    if change is not None:
        attempt.table.write(goals.erase(change))


def _leave_home(person: _Person) -> None:
    """Have the household let go of the person, step by step; where a goal came meanwhile, in another round."""

    def one(attempt: Attempt) -> bool:
        step = _next_step(attempt, person)
        if step is not None:
            _commit(attempt, step)
        return step is not None

    while person.tried(one, at_home=True):
        pass


def _next_step(attempt: Attempt, person: _Person) -> Outcome[Any] | None:
    """Return the next change by which the household lets go of the person; None when it has, or when it cannot yet."""
    place = keys.client(person.tenant, person.household, person.customer)
    there = attempt.table.get(place) or {}
    household = visible(attempt, person.household)
    owned = accounts.load_open(attempt.table, person.tenant, person.household, consistent=True)
    for found in (AccountFound(household, *one) for one in owned if person.customer in one[0].owners):
        if leaving_holders(attempt, found.account, [person.customer]):
            return None
        step = _let_go_of_account(attempt, person, found)
        if step is not None:
            return step
    client = household.client(person.customer)
    if client is None:  # accounts come first: they may have been described anew while the person was leaving
        return None
    step = _let_go_of_people(attempt, person, household)
    if step is not None:
        return step
    rest = tuple(one for one in household.clients if one is not client)
    after = replace(household, clients=rest, viewers=household.viewers - {person.customer})
    writes = households.leave(household, person.customer, there.get("uses", 0))
    return people.people_changed(attempt, household, after, None, writes)


def _let_go_of_account(attempt: Attempt, person: _Person, found: AccountFound) -> Outcome[Any] | None:
    """Return the next change of an account of the person's: a co-owner keeps it, or nothing says a word about it.

    What was planned to be paid into an account that is theirs alone is planned no more. None when all is done.
    """
    household, account = found.household, found.account
    others = [owner for owner in account.owners if owner != person.customer and household.client(owner)]
    if others:
        after, details = _kept_by(account, others[0]), replace(found.details, joint_owner_as_sent=None)
    else:
        after, details = replace(account, external_id=None), Details(ERASED)
        ended = _payments_ended(attempt, account)
        if ended is not None:
            return ended
    if (after, details) == (account, found.details):
        return None
    return Outcome(None, described_anew(attempt, found, after, details, (AccountUpdated(),)))


def _payments_ended(attempt: Attempt, account: Account) -> Outcome[Any] | None:
    """Return the end of some payments that are planned into an account; None where none is."""
    place = account.tenant, account.household, account.number
    planned = contributions.load_of_account(attempt.table, *place, consistent=True)[:TAKEN_AT_ONCE]
    if not planned:
        return None
    writes = removal(attempt.table, planned, attempt.now)
    return Outcome(None, [*writes, accounts.plan_into(account, -len(planned))])


def _end_payments(person: _Person) -> None:
    """End what a request that was under way has planned into an account of somebody who had left."""

    def one(attempt: Attempt) -> bool:
        left = {int(_account_in(item)) for item in _left_at_home(person) if item["SK"].startswith(keys.CONTRIBUTIONS)}
        owned = accounts.load_open(attempt.table, person.tenant, person.household, consistent=True)
        ends = (_payments_ended(attempt, account) for account, _ in owned if account.number in left)
        step = next(filter(None, ends), None)
        if step is not None:
            _commit(attempt, step)
        return step is not None

    while person.tried(one, at_home=True):
        pass


def _kept_by(account: Account, owner: str) -> Account:
    """Return an account as it is when one of its two owners keeps it."""
    if owner == account.owner:
        return replace(account, joint_owner=None)
    followers, watchers = account_goals.of_owner(account.followers), account_goals.of_owner(account.watchers)
    return replace(account, owner=owner, joint_owner=None, followers=followers, watchers=watchers)


def _let_go_of_people(attempt: Attempt, person: _Person, household: Household) -> Outcome[Any] | None:
    """Return the next change of who depends on the person, and of life events; None when all is done.

    Dependants pass on to the first who stays. With the last person all go, and the household has no name.
    """
    heir = next((one.customer for one in household.clients if one.customer != person.customer), None)
    for one in household.dependants:
        if one.customer == person.customer:
            guid = guids.dependant_guid(household.tenant, household.guid, one.number)
            if heir is None:
                return people.remove_dependant(attempt, household.guid, guid)
            said = DependantRequest(one.first_name, one.last_name, one.date_of_birth, heir)
            return people.replace_dependant(attempt, household.guid, guid, said)
    for event in household.life_events:
        if person.customer == event.customer or heir is None:
            erased = erased_event(event, household.life)
            if event != erased:
                return _event_erased(attempt, household, event, erased)
    if heir is None and household.label != ERASED:
        after = replace(household, label=ERASED, sequence=household.sequence + 1)
        return changed(attempt, after, after, lambda home: households.save(home, people.UPDATED, attempt.now), [])
    return None


def _event_erased(attempt: Attempt, household: Household, event: LifeEvent, erased: LifeEvent) -> Outcome[Any]:
    """Return the change by which a life event says nothing but its date, on which others may depend."""
    events = tuple(erased if one is event else one for one in household.life_events)
    write = households.replace_facts(
        keys.life_event(household.tenant, household.guid, event.number), households.life_event_facts(erased)
    )
    references = reference_writes(people.event_uses(household, event), ())
    return people.people_changed(
        attempt, household, replace(household, life_events=events), erased, [write, *references]
    )


def _commit(attempt: Attempt, outcome: Outcome[Any]) -> None:
    if outcome.writes:
        attempt.table.write(outcome.writes)
    if outcome.afterwards is not None:
        outcome.afterwards()
