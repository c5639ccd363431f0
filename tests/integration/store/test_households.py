"""The writes of a household's people and life events, and of what depends on them: each condition both ways."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from local.engine import Engine
from savings.domain.dates import LifeEvent
from savings.domain.errors import Refused
from savings.domain.facts import HouseholdUpdated
from savings.domain.household import Client, Dependant, Household
from savings.store import households, keys
from savings.store.references import reference_writes
from savings.store.table import ConditionFailed, Item, Table, Write
from tests.unit.store.given import AT, CUSTOMER, HOUSEHOLD, PARTNER
from tests.wire import Wire

pytestmark = pytest.mark.every_engine

UPDATED = HouseholdUpdated()
STRANGER = "9a6ab2b7-41a4-4a35-9f6a-1b8c0f7d4a10"
HOME = Household(
    tenant="bank",
    guid=HOUSEHOLD,
    label="Gray",
    zone="Europe/London",
    currency="GBP",
    locale="en_GB",
    finalising_days=2,
    created_at=AT,
    clients=(Client(CUSTOMER, "Anna", "Gray", date(1988, 4, 12)), Client(PARTNER, "Ben", "Gray", date(1987, 2, 3))),
)
PARTY = LifeEvent(number=4096, label="Party", basis=1, day=date(2040, 6, 1))
CLEO = Dependant(4096, "Cleo", "Gray", date(2015, 9, 1), CUSTOMER)
ANNA_KEY = keys.client("bank", HOUSEHOLD, CUSTOMER)
BEN_KEY = keys.client("bank", HOUSEHOLD, PARTNER)
PARTY_KEY = keys.life_event("bank", HOUSEHOLD, PARTY.number)


@pytest.fixture
def table(engine: Engine, table_name: str) -> Table:
    table = Table(Wire(engine.endpoint), table_name)
    table.write(households.insert(HOME, {ANNA_KEY: 1}, AT))
    return table


def lying(table: Table) -> Household:
    household = households.load(table, "bank", HOUSEHOLD)
    assert household is not None
    return household


def uses(table: Table, key: tuple[str, str]) -> int:
    return int((table.get(key) or {}).get("uses", 0))


def everything(table: Table) -> list[Item]:
    return list(table.query_between(keys.household_partition("bank", HOUSEHOLD), "A", "~"))


def refused(table: Table, writes: Sequence[Write]) -> list[tuple[str, str]]:
    """Do writes that must be refused; return the fields and codes of that, none where it is worth another try."""
    before = everything(table)
    with pytest.raises((ConditionFailed, Refused)) as failed:
        table.write(writes)
    assert everything(table) == before
    return [(one.name, one.code) for one in failed.value.errors] if isinstance(failed.value, Refused) else []


def party(table: Table) -> None:
    table.write([households.insert_facts(PARTY_KEY, households.life_event_facts(PARTY))])


def test_one_query_reads_a_household_with_everybody_and_everything(table: Table) -> None:
    party(table)
    key = keys.dependant("bank", HOUSEHOLD, CLEO.number)
    table.write([households.insert_facts(key, households.dependant_facts(CLEO))])
    assert lying(table) == replace(HOME, dependants=(CLEO,), life_events=(PARTY,))


def test_a_household_changes_under_its_sequence(table: Table) -> None:
    after = replace(HOME, label="Grey", sequence=2)
    table.write(households.save(after, UPDATED, AT))
    assert lying(table) == after
    assert refused(table, households.save(after, UPDATED, AT)) == []
    assert refused(table, [households.touch(after, UPDATED, AT)]) == []


def test_the_list_shows_what_was_saved_last_and_other_tenants_nothing(table: Table) -> None:
    table.write(households.save(replace(HOME, label="Grey", zone="Asia/Tokyo", sequence=2), UPDATED, AT))
    [listed] = households.load_all(table, "bank")
    assert (listed.guid, listed.label, listed.zone) == (HOUSEHOLD, "Grey", "Asia/Tokyo")
    assert list(households.load_all(table, "other-bank")) == []


def test_households_are_read_behind_any_of_them_so_many_at_a_time(table: Table) -> None:
    guids = [f"{number:08x}-0b7b-4c3a-9d54-0f6d1c6b2a11" for number in range(5)]
    for guid in guids:
        table.write(households.insert(replace(HOME, guid=guid, tenant="big-bank", clients=()), {}, AT))
    for place, guid in enumerate(guids):
        found = households.load_all(table, "big-bank", at_once=2, after=guid)
        assert [one.guid for one in found] == guids[place + 1 :]


def test_a_customers_goals_are_counted_from_what_was_read(table: Table) -> None:
    (client, *_), load = HOME.clients, households.load_open_goals
    assert load(table, "bank", client.customer) is None
    table.write([households.count_goals("bank", client.customer, None, 3)])
    assert load(table, "bank", client.customer) == 3
    for before in (None, 2, 4):
        assert refused(table, [households.count_goals("bank", client.customer, before, 9)]) == []
    table.write([households.count_goals("bank", client.customer, 3, 4)])
    assert load(table, "bank", client.customer) == 4
    assert refused(table, [households.count_goals("bank", "nobody", None, 1)]) == []
    assert households.load_membership(table, "bank", client.customer) == HOUSEHOLD


def test_whoever_takes_dates_and_whoever_moves_them_do_not_miss_each_other(table: Table) -> None:
    """Both start from the same household; only the first one gets through."""
    change = replace(HOME, sequence=2)
    table.write([households.resolve_dates(HOME)])
    assert lying(table).plans == 1
    assert refused(table, [households.touch(change, UPDATED, AT)]) == []
    assert refused(table, [households.resolve_dates(HOME)]) == []
    table.write([households.touch(replace(lying(table), sequence=2), UPDATED, AT)])
    assert refused(table, [households.resolve_dates(replace(HOME, plans=1))]) == []
    table.write([households.resolve_dates(lying(table))])
    assert (lying(table).plans, lying(table).sequence) == (2, 2)


def test_taking_dates_is_no_news(table: Table) -> None:
    table.write([households.resolve_dates(HOME)])
    assert "note" not in (table.get(keys.household("bank", HOUSEHOLD)) or {"note": ""})


def test_what_something_depends_on_is_not_removed(table: Table) -> None:
    party(table)
    table.write(reference_writes([], [PARTY_KEY, PARTY_KEY, ANNA_KEY]))
    assert (uses(table, PARTY_KEY), uses(table, ANNA_KEY)) == (2, 2)
    cleo = keys.dependant("bank", HOUSEHOLD, CLEO.number)
    table.write([households.insert_facts(cleo, households.dependant_facts(CLEO))])
    table.write(reference_writes([], [cleo]))
    for key, field in ((PARTY_KEY, "life_event"), (ANNA_KEY, "client"), (cleo, "dependant")):
        assert refused(table, [households.remove(key)]) == [(field, "in_use")]
    table.write(reference_writes([PARTY_KEY, PARTY_KEY], []))
    table.write([households.remove(PARTY_KEY)])
    assert lying(table).life_events == ()


def test_what_nothing_ever_depended_on_is_removed_once(table: Table) -> None:
    table.write([households.remove(BEN_KEY)])
    assert [client.customer for client in lying(table).clients] == [CUSTOMER]
    assert refused(table, [households.remove(BEN_KEY)]) == []


def test_nothing_depends_on_what_is_gone(table: Table) -> None:
    [write] = reference_writes([], [PARTY_KEY])
    assert refused(table, [write]) == []


def test_facts_are_replaced_and_uses_stay(table: Table) -> None:
    ann = Client(CUSTOMER, "Ann", "Gray", date(1989, 4, 12), "ann@example.com")
    table.write([households.replace_facts(ANNA_KEY, households.client_facts(ann))])
    assert lying(table).clients[0] == ann
    assert uses(table, ANNA_KEY) == 1
    gone = keys.client("bank", HOUSEHOLD, STRANGER)
    assert refused(table, [households.replace_facts(gone, {})]) == []


def test_a_new_person_is_in_no_other_household(table: Table) -> None:
    carol = Client(STRANGER, "Carol", "Gray", date(1990, 1, 1))
    table.write(households.insert_client(HOME, carol))
    assert {client.customer for client in lying(table).clients} == {CUSTOMER, PARTNER, STRANGER}
    assert households.load_membership(table, "bank", STRANGER) == HOUSEHOLD
    other = replace(HOME, guid="00000000-0000-4000-8000-000000000000")
    assert refused(table, households.insert_client(other, carol)) == [("client", "taken")]


def test_everybody_who_is_in_a_household_already_is_named_at_once(table: Table) -> None:
    carol = Client(STRANGER, "Carol", "Gray", date(1990, 1, 1))
    other = replace(
        HOME, guid="00000000-0000-4000-8000-000000000000", clients=(HOME.clients[1], carol, HOME.clients[0])
    )
    taken = [("clients.0.client", "taken"), ("clients.2.client", "taken")]
    assert refused(table, households.insert(other, {}, AT)) == taken


def test_a_person_who_has_left_is_in_no_household_and_joins_none(table: Table) -> None:
    table.write(households.leave(HOME, PARTNER))
    assert households.load_membership(table, "bank", PARTNER) is None
    assert refused(table, households.insert_client(HOME, HOME.clients[1])) == [("client", "taken")]
    assert households.load_membership(table, "bank", STRANGER) is None
