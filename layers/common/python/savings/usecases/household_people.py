"""The people and life events of a household: each change goes through the household, and what is in use stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from savings import ids
from savings.domain import guids
from savings.domain.calendar import local_date
from savings.domain.dates import LifeEvent, check_life_event
from savings.domain.errors import NotFound
from savings.domain.facts import HouseholdUpdated
from savings.domain.household import (
    MAX_CLIENTS,
    MAX_DEPENDANTS,
    MAX_LIFE_EVENTS,
    Client,
    Dependant,
    DependantRequest,
    Household,
    check_birth,
    check_dependant,
    check_room,
)
from savings.store import households, keys
from savings.store.references import reference_writes
from savings.store.table import Key, Write
from savings.usecases.attempt import Attempt, Outcome
from savings.usecases.contribution_plans import rescheduled
from savings.usecases.household_access import check_people, editable
from savings.usecases.household_changes import changed

UPDATED = HouseholdUpdated()

One = TypeVar("One")
Changed = Outcome[tuple[Household, One]]
"""The household after the change of one of its people or life events, with that one."""

Read = Callable[[Household], LifeEvent]
"""Reads a life event of the household; its number is given to it here."""


def add_client(attempt: Attempt, household_id: str, client: Client) -> Changed[Client]:
    """Add a person. Raises Refused for a birth date to come and for more people than a household may have."""
    before = editable(attempt, household_id)
    check_birth(client.date_of_birth, _today(attempt, before))
    check_room("client", "clients", len(before.clients), MAX_CLIENTS)
    after = replace(before, clients=(*before.clients, client))
    return people_changed(attempt, before, after, client, households.insert_client(before, client))


def replace_client(attempt: Attempt, household_id: str, client_id: str, said: Client) -> Changed[Client]:
    """Replace what is known of a person; who it is stays. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    client = replace(said, customer=find_client(before, client_id).customer)
    check_birth(client.date_of_birth, _today(attempt, before))
    after = tuple(client if one.customer == client.customer else one for one in before.clients)
    write = households.replace_facts(_client_key(before, client.customer), households.client_facts(client))
    return people_changed(attempt, before, replace(before, clients=after), client, [write])


def remove_client(attempt: Attempt, household_id: str, client_id: str) -> Changed[Client]:
    """Remove a person on whom nothing depends; the membership stays, for they are in one household for life."""
    before = editable(attempt, household_id)
    client = find_client(before, client_id)
    rest = tuple(one for one in before.clients if one.customer != client.customer)
    after = replace(before, clients=rest, viewers=before.viewers - {client.customer})
    return people_changed(attempt, before, after, client, households.leave(before, client.customer))


def add_dependant(attempt: Attempt, household_id: str, said: DependantRequest) -> Changed[Dependant]:
    """Add a dependant. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    dependant = said.under(_unused(attempt, before), before.clients)
    check_dependant(dependant, before, _today(attempt, before))
    check_room("dependant", "dependants", len(before.dependants), MAX_DEPENDANTS)
    after = replace(before, dependants=(*before.dependants, dependant))
    write = households.insert_facts(_dependant_key(before, dependant), households.dependant_facts(dependant))
    references = reference_writes((), [_client_key(before, dependant.customer)])
    return people_changed(attempt, before, after, dependant, [write, *references])


def replace_dependant(
    attempt: Attempt, household_id: str, dependant_id: str, said: DependantRequest
) -> Changed[Dependant]:
    """Replace what is known of a dependant. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    found = find_dependant(before, dependant_id)
    dependant = said.under(found.number, before.clients)
    check_dependant(dependant, before, _today(attempt, before))
    after = tuple(dependant if one.number == found.number else one for one in before.dependants)
    write = households.replace_facts(_dependant_key(before, dependant), households.dependant_facts(dependant))
    references = reference_writes([_client_key(before, found.customer)], [_client_key(before, dependant.customer)])
    return people_changed(attempt, before, replace(before, dependants=after), dependant, [write, *references])


def remove_dependant(attempt: Attempt, household_id: str, dependant_id: str) -> Changed[Dependant]:
    """Remove a dependant on whom nothing depends. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    dependant = find_dependant(before, dependant_id)
    rest = tuple(one for one in before.dependants if one.number != dependant.number)
    references = reference_writes([_client_key(before, dependant.customer)], ())
    writes = [households.remove(_dependant_key(before, dependant)), *references]
    return people_changed(attempt, before, replace(before, dependants=rest), dependant, writes)


def add_life_event(attempt: Attempt, household_id: str, read: Read) -> Changed[LifeEvent]:
    """Add a life event. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    event = replace(read(before), number=_unused(attempt, before))
    after = replace(before, life_events=(*before.life_events, event))
    check_life_event(event, after.life, _today(attempt, before))
    check_room("life_event", "life events", len(before.life_events), MAX_LIFE_EVENTS)
    write = households.insert_facts(_event_key(before, event.number), households.life_event_facts(event))
    return people_changed(attempt, before, after, event, [write, *reference_writes((), event_uses(before, event))])


def replace_life_event(attempt: Attempt, household_id: str, event_id: str, read: Read) -> Changed[LifeEvent]:
    """Replace a life event; the contributions that depend on it move with it. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    found = find_life_event(before, event_id)
    event = replace(read(before), number=found.number)
    events = tuple(event if one.number == event.number else one for one in before.life_events)
    after = replace(before, life_events=events)
    check_life_event(event, after.life, _today(attempt, before))
    write = households.replace_facts(_event_key(before, event.number), households.life_event_facts(event))
    references = reference_writes(event_uses(before, found), event_uses(before, event))
    return people_changed(attempt, before, after, event, [write, *references])


def remove_life_event(attempt: Attempt, household_id: str, event_id: str) -> Changed[LifeEvent]:
    """Remove a life event on which nothing depends. Raises NotFound, Forbidden, Refused."""
    before = editable(attempt, household_id)
    event = find_life_event(before, event_id)
    rest = tuple(one for one in before.life_events if one.number != event.number)
    writes = [households.remove(_event_key(before, event.number)), *reference_writes(event_uses(before, event), ())]
    return people_changed(attempt, before, replace(before, life_events=rest), event, writes)


def find_client(household: Household, client_id: str) -> Client:
    """Return a person of the household. Raises NotFound."""
    client = household.client(ids.parse_guid(client_id) or "")
    if client is None:
        raise NotFound("client")
    return client


def find_dependant(household: Household, dependant_id: str) -> Dependant:
    """Return a dependant of the household. Raises NotFound."""
    found = household.dependant(guids.read_dependant(dependant_id, household.tenant, household.guid))
    if found is None:
        raise NotFound("dependant")
    return found


def find_life_event(household: Household, event_id: str) -> LifeEvent:
    """Return a life event of the household. Raises NotFound."""
    found = household.life_event(guids.read_life_event(event_id, household.tenant, household.guid))
    if found is None:
        raise NotFound("event")
    return found


def people_changed(
    attempt: Attempt, before: Household, after: Household, one: One, writes: list[Write]
) -> Changed[One]:
    """Return a change of people or life events with the contributions whose dates move. Raises Forbidden."""
    check_people(attempt.caller, before, after)
    after = replace(after, sequence=before.sequence + 1)
    moves = rescheduled(attempt.table, after, attempt.now) if before.life.moves(after.life) else []

    def own(household: Household) -> list[Write]:
        return [households.touch(household, UPDATED, attempt.now), *writes]

    return changed(attempt, (after, one), after, own, moves)


def _unused(attempt: Attempt, household: Household) -> int:
    """Return the attempt's number, or one after the household's last where something in it has the number already.

    The rules look at the household with the new one in it: two life events of one number would be a circle.
    """
    taken = {event.number for event in household.life_events} | {one.number for one in household.dependants}
    return ids.following(attempt.number, after=max(taken)) if attempt.number in taken else attempt.number


def _today(attempt: Attempt, household: Household) -> date:
    return local_date(attempt.now, household.zone)


def event_uses(household: Household, event: LifeEvent) -> list[Key]:
    """Return what a life event depends on."""
    if event.needs_client:
        return [_client_key(household, event.needs_client)]
    return [_event_key(household, event.needs_event)] if event.needs_event else []


def _client_key(household: Household, customer: str) -> Key:
    return keys.client(household.tenant, household.guid, customer)


def _event_key(household: Household, number: int) -> Key:
    return keys.life_event(household.tenant, household.guid, number)


def _dependant_key(household: Household, dependant: Dependant) -> Key:
    return keys.dependant(household.tenant, household.guid, dependant.number)
