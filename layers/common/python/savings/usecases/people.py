"""The people and life events of a household: each change goes through the household, and what is in use stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic, TypeVar

from savings import ids
from savings.domain import guids
from savings.domain.calendar import local_date
from savings.domain.dates import AGED, DATED, LINKED, LifeEvent
from savings.domain.errors import Checks, NotFound, Refused
from savings.domain.facts import HouseholdUpdated
from savings.domain.household import MAX_CLIENTS, MAX_DEPENDANTS, MAX_LIFE_EVENTS, Client, Dependant, Household
from savings.runtime import Runtime
from savings.store import households, keys
from savings.store.idempotency import Answer, Once
from savings.store.references import reference_writes
from savings.store.table import ConditionFailed, Key, Write
from savings.usecases.caller import Caller
from savings.usecases.household_access import check_people, editable
from savings.usecases.planning import rescheduled
from savings.usecases.settling import Made, commit_change, completed
from savings.usecases.writing import numbering

UPDATED = HouseholdUpdated()

One = TypeVar("One")


@dataclass(frozen=True, slots=True)
class Change(Generic[One]):
    """A change of one person or life event: the household after it, the one that changed, and the writes of its own."""

    household: Household
    one: One
    writes: list[Write]


def change_household(
    runtime: Runtime,
    caller: Caller,
    guid: str,
    decide: Callable[[Household, datetime, int], Change[One]],
    once: Once | None,
    render: Callable[[Household, One], Answer],
) -> Answer:
    """Change a person or a life event, together with the household's sequence and the contributions whose dates move.

    `decide` returns the change or raises; it is given an id for what it makes. Raises NotFound, Forbidden, Refused.
    """

    def work(now: datetime, number: int) -> Made:
        before = editable(runtime, caller, guid)
        change = decide(before, now, _unused(before, number, now))
        check_people(caller, before, change.household)
        after = replace(change.household, sequence=before.sequence + 1)
        moves = rescheduled(runtime, after, now) if before.life.moves(after.life) else []

        def own(household: Household) -> list[Write]:
            return [households.touch(household, UPDATED, now), *change.writes]

        try:
            return commit_change(runtime, after, own, moves, once, render(after, change.one), now)
        except ConditionFailed as failed:
            _explain(failed)
            raise

    return completed(runtime, numbering(runtime, work))


def _unused(household: Household, number: int, now: datetime) -> int:
    """Return the number, or one after the household's last where something in it has the number already.

    The rules look at the household with the new one in it: two life events of one number would be a circle.
    """
    taken = {event.number for event in household.life_events} | {one.number for one in household.dependants}
    return ids.new_id(now, after=max(taken)) if number in taken else number


def add_client(household: Household, client: Client, today: date) -> Change[Client]:
    """Add a person. Raises Refused for a birth date to come and for more people than a household may have."""
    _check_born(client.date_of_birth, today)
    _check_room("ClientGUID", "clients", len(household.clients), MAX_CLIENTS)
    after = replace(household, clients=(*household.clients, client))
    return Change(after, client, households.insert_client(household, client))


def replace_client(household: Household, client: Client, today: date) -> Change[Client]:
    """Replace what is known of a person. Raises Refused."""
    _check_born(client.date_of_birth, today)
    after = tuple(client if one.customer == client.customer else one for one in household.clients)
    key = keys.client(household.tenant, household.guid, client.customer)
    write = households.replace_facts("client", key, households.client_facts(client))
    return Change(replace(household, clients=after), client, [write])


def remove_client(household: Household, client: Client) -> Change[Client]:
    """Remove a person on whom nothing hangs; their membership stays, for they are in one household for life."""
    rest = tuple(one for one in household.clients if one.customer != client.customer)
    key = keys.client(household.tenant, household.guid, client.customer)
    writes = [households.remove("client", key), households.leave(household, client.customer)]
    after = replace(household, clients=rest, viewers=household.viewers - {client.customer})
    return Change(after, client, writes)


def add_dependant(household: Household, dependant: Dependant, today: date) -> Change[Dependant]:
    """Add a dependant. Raises Refused."""
    _check_dependant(household, dependant, today)
    _check_room("DependantGUID", "dependants", len(household.dependants), MAX_DEPENDANTS)
    key = _dependant_key(household, dependant)
    writes = [households.insert_facts("dependant", key, households.dependant_facts(dependant))]
    writes += reference_writes((), [keys.client(household.tenant, household.guid, dependant.customer)])
    return Change(replace(household, dependants=(*household.dependants, dependant)), dependant, writes)


def replace_dependant(household: Household, dependant: Dependant, today: date) -> Change[Dependant]:
    """Replace what is known of a dependant. Raises Refused."""
    _check_dependant(household, dependant, today)
    before = household.dependant(dependant.number) or dependant
    client_key = keys.client(household.tenant, household.guid, before.customer)
    other_key = keys.client(household.tenant, household.guid, dependant.customer)
    facts = households.dependant_facts(dependant)
    writes = [households.replace_facts("dependant", _dependant_key(household, dependant), facts)]
    writes += reference_writes([client_key], [other_key])
    after = tuple(dependant if one.number == dependant.number else one for one in household.dependants)
    return Change(replace(household, dependants=after), dependant, writes)


def remove_dependant(household: Household, dependant: Dependant) -> Change[Dependant]:
    """Remove a dependant on whom nothing hangs."""
    rest = tuple(one for one in household.dependants if one.number != dependant.number)
    client_key = keys.client(household.tenant, household.guid, dependant.customer)
    writes = [households.remove("dependant", _dependant_key(household, dependant)), *reference_writes([client_key], ())]
    return Change(replace(household, dependants=rest), dependant, writes)


def add_life_event(household: Household, event: LifeEvent, today: date) -> Change[LifeEvent]:
    """Add a life event. Raises Refused."""
    after = replace(household, life_events=(*household.life_events, event))
    _check_life_event(after, event, today)
    _check_room("EventGUID", "life events", len(household.life_events), MAX_LIFE_EVENTS)
    key = _event_key(household, event.number)
    writes = [households.insert_facts("event", key, households.life_event_facts(event))]
    return Change(after, event, writes + reference_writes((), _event_uses(household, event)))


def replace_life_event(household: Household, event: LifeEvent, today: date) -> Change[LifeEvent]:
    """Replace a life event; the contributions that hang on it move with it. Raises Refused."""
    before = household.life_event(event.number) or event
    after = replace(
        household, life_events=tuple(event if one.number == event.number else one for one in household.life_events)
    )
    _check_life_event(after, event, today)
    facts = households.life_event_facts(event)
    writes = [households.replace_facts("event", _event_key(household, event.number), facts)]
    writes += reference_writes(_event_uses(household, before), _event_uses(household, event))
    return Change(after, event, writes)


def remove_life_event(household: Household, event: LifeEvent) -> Change[LifeEvent]:
    """Remove a life event on which nothing hangs."""
    rest = tuple(one for one in household.life_events if one.number != event.number)
    writes = [households.remove("event", _event_key(household, event.number))]
    writes += reference_writes(_event_uses(household, event), ())
    return Change(replace(household, life_events=rest), event, writes)


def find_client(household: Household, spelling: str) -> Client:
    """Return a person of the household. Raises NotFound."""
    client = household.client(ids.parse_guid(spelling) or "")
    if client is None:
        raise NotFound("client")
    return client


def find_dependant(household: Household, spelling: str) -> Dependant:
    """Return a dependant of the household. Raises NotFound."""
    found = household.dependant(guids.read_dependant(spelling, household.tenant, household.guid))
    if found is None:
        raise NotFound("dependant")
    return found


def find_life_event(household: Household, spelling: str) -> LifeEvent:
    """Return a life event of the household. Raises NotFound."""
    found = household.life_event(guids.read_life_event(spelling, household.tenant, household.guid))
    if found is None:
        raise NotFound("event")
    return found


def today_in(household: Household, now: datetime) -> date:
    """Return the household's local date."""
    return local_date(now, household.zone)


def _check_born(day: date, today: date) -> None:
    if day > today:
        message = "The date of birth must be a date before or equal to today."
        raise Refused.one("DateOfBirth", "in_the_future", message)


def _check_room(member: str, things: str, there: int, limit: int) -> None:
    if there >= limit:
        raise Refused.one(member, "too_many", f"The household may have at most {limit} {things}.")


def _check_dependant(household: Household, dependant: Dependant, today: date) -> None:
    checks = Checks()
    checks(lambda: _check_born(dependant.date_of_birth, today))
    if household.client(dependant.customer) is None:
        checks.add("ClientGUID", "not_in_household", "The client guid must be in the household.")
    checks.done()


def _check_life_event(after: Household, event: LifeEvent, today: date) -> None:
    """Check what the event's basis selects; `after` is the household with the event in it."""
    checks = Checks()
    by_basis: dict[int, dict[str, object]] = {
        DATED: {"EventDate": event.day},
        AGED: {"ClientGUID": event.customer, "AgeYears": event.age_years, "AgeMonths": event.age_months},
        LINKED: {
            "LinkedEventGUID": event.linked,
            "OffsetBasis": event.offset_basis,
            "OffsetYears": event.offset_years,
            "OffsetMonths": event.offset_months,
        },
    }
    for member, value in by_basis.get(event.basis, {}).items():
        if value is None:
            checks.add(member, "required", "Is required.")
    if event.basis == AGED and event.customer and after.client(event.customer) is None:
        checks.add("ClientGUID", "not_in_household", "The client guid must be in the household.")
    if event.basis == LINKED and event.linked is not None and after.life_event(event.linked) is None:
        checks.add("LinkedEventGUID", "not_in_household", "The linked event guid must be in the household.")
    checks.done()
    day = after.life.event_date(event.number)
    if day is None or day <= today:
        member = {DATED: "EventDate", AGED: "AgeYears"}.get(event.basis, "LinkedEventGUID")
        checks.add(member, "not_in_future", "Must be in the future.")
        checks.done()


def _event_uses(household: Household, event: LifeEvent) -> list[Key]:
    if event.basis == AGED and event.customer:
        return [keys.client(household.tenant, household.guid, event.customer)]
    return [_event_key(household, event.linked)] if event.basis == LINKED and event.linked else []


def _event_key(household: Household, number: int) -> Key:
    return keys.life_event(household.tenant, household.guid, number)


def _dependant_key(household: Household, dependant: Dependant) -> Key:
    return keys.dependant(household.tenant, household.guid, dependant.number)


_IN_USE = {"client": "ClientGUID", "dependant": "DependantGUID", "event": "EventGUID"}


def _explain(failed: ConditionFailed) -> None:
    """Tell what is in use and a person who is in a household already apart from what another try resolves."""
    if "member0" in failed.blocking and failed.blocking["member0"] is not None:
        raise Refused.one("ClientGUID", "taken", "The client guid is in a household already.") from failed
    for label, member in _IN_USE.items():
        item = failed.blocking.get(label)
        if item is not None and item.get("uses"):
            raise Refused.one(member, "in_use", "Is in use.") from failed
